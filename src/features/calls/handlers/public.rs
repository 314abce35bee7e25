//! `/` and `/calls/{slug}`.

use axum::response::Response;
use domain::permissions::Action;

use crate::{
    db::{Subject, permit},
    error::{AppError, AppResult},
    features::calls::{
        pages::{CallPage, CallsPage},
        store,
    },
    web::{Path, Room, Shell, Visit},
};

/// `GET /`.
pub async fn index(visit: Visit) -> AppResult<Response> {
    let app = &visit.app;
    permit(&app.db, &visit.actor, Action::ReadPublicPages, Subject::Platform).await?;
    let calls = store::list_published(app.db.reader()).await?;
    let shell = Shell { section: "/", ..Shell::default() };
    visit.page(&shell, &CallsPage::new(&calls, visit.arrived, visit.lang))
}

/// `GET /calls/{slug}`. Before it is public, only the managers of the call know that it exists.
pub async fn show(visit: Visit, Path(slug): Path<String>) -> AppResult<Response> {
    let app = &visit.app;
    let call = store::load_by_slug(app.db.reader(), &slug).await?;
    let subject = Subject::Call(call.id);
    permit(&app.db, &visit.actor, Action::ReadPublicPages, subject).await?;
    if call.published_at.is_none() {
        let preview = permit(&app.db, &visit.actor, Action::ReadDashboard, subject).await;
        preview.map_err(|_| AppError::NotFound)?;
    }
    let shell = Shell { room: Room::Public, call: Some(call.reference()), section: "/", ..Shell::default() };
    visit.page(&shell, &CallPage::new(&call, visit.arrived, visit.lang))
}
