//! The dashboard of a call's manager, and its publication.

use axum::response::Response;
use domain::permissions::Action;

use crate::{
    db::{Subject, permit},
    error::AppResult,
    features::{
        accounts,
        calls::{actions, pages::DashboardPage, store},
    },
    web::{Path, Shell, Visit},
};

/// `GET /calls/{slug}/dashboard`.
pub async fn dashboard(visit: Visit, Path(slug): Path<String>) -> AppResult<Response> {
    let db = &visit.app.db;
    let call = store::load_by_slug(db.reader(), &slug).await?;
    let permit = permit(db, &visit.actor, Action::ReadDashboard, Subject::Call(call.id)).await?;
    let progress = store::load_progress(db.reader(), call.id, permit.user()?).await?;
    let roles = store::list_roles(db.reader(), call.id).await?;
    let people = accounts::store::list_people(db.reader(), &progress.people(&roles)).await?;
    let page = DashboardPage::new(&call, &permit, &progress, &roles, &people, visit.arrived, visit.lang);
    visit.page(&Shell::staff(call.reference(), &permit, "dashboard"), &page)
}

/// `POST /calls/{slug}/publication`.
pub async fn create_publication(visit: Visit, Path(slug): Path<String>) -> AppResult<Response> {
    let call = store::load_by_slug(visit.app.db.reader(), &slug).await?;
    let (app, actor) = (visit.app.clone(), visit.actor.clone());
    tokio::spawn(async move { actions::publish(&app, &actor, call.id).await }).await??;
    Ok(visit.go_with(&format!("/calls/{slug}/dashboard"), "calls-published"))
}
