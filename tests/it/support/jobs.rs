//! Jobs that did not end well, and one that somebody is at.

use domain::ids::JobId;
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

/// A job as it stands while a worker is at it, a third of the way.
pub async fn under_way(app: &App, id: JobId) {
    let row = job::Entity::find_by_id(id.uuid()).one(app.db.reader()).await.unwrap().unwrap();
    let mut held = row.into_active_model();
    held.locked_until = Set(Some(app.now().plus_seconds(300).micros()));
    held.phase = Set(Some("journal-phase-dossiers".into()));
    held.phase_done = Set(140);
    held.phase_of = Set(420);
    held.update(app.db.unguarded()).await.unwrap();
}

/// Nobody is at the job any more.
pub async fn release(app: &App, id: JobId) {
    let row = job::Entity::find_by_id(id.uuid()).one(app.db.reader()).await.unwrap().unwrap();
    let mut free = row.into_active_model();
    free.locked_until = Set(None);
    free.update(app.db.unguarded()).await.unwrap();
}
