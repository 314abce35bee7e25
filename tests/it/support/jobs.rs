//! Jobs that did not end well.

use laureat::{app::App, db::entities::job};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

/// Gives every job up, as after a mail server that refused the mail for good.
pub async fn give_up_all(app: &App) {
    for row in job::Entity::find().all(app.db.reader()).await.unwrap() {
        let mut failed = row.into_active_model();
        failed.state = Set("failed".into());
        failed.reason = Set(Some("mail_refused".into()));
        failed.failed_at = Set(Some(app.now().micros()));
        failed.update(app.db.unguarded()).await.unwrap();
    }
}
