//! The dashboard of a call's manager, and its publication.

use axum::response::Response;

use crate::{
    error::AppResult,
    features::{
        accounts,
        calls::{actions, pages::DashboardPage, store},
        door::OnCall,
    },
};

/// `GET /appels/{slug}/tableau-de-bord`.
pub async fn dashboard(at: OnCall) -> AppResult<Response> {
    let (conn, call) = (at.visit.app.db.reader(), &at.call);
    let progress = store::load_progress(conn, call.id, &at.permit.interests).await?;
    let roles = store::list_roles(conn, call.id).await?;
    let people = accounts::store::list_people(conn, &progress.people(&roles)).await?;
    let (now, lang) = (at.visit.arrived, at.visit.lang);
    at.page(&DashboardPage::new(call, &at.permit, &progress, &roles, &people, now, lang))
}

/// `POST /appels/{slug}/publication`.
pub async fn create_publication(at: OnCall) -> AppResult<Response> {
    let call = at.call.id;
    at.act(async move |act| actions::publish(&act, call).await).await?;
    Ok(at.go_with("/tableau-de-bord", "calls-published"))
}
