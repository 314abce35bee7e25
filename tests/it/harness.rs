//! The harness itself: what the other tests stand on.

use axum::http::StatusCode;
use domain::{dossier::State, permissions::Role};
use laureat::features::dossiers;

use crate::support::TestApp;

#[tokio::test]
async fn a_fresh_application_is_ready() {
    let app = TestApp::new().await;
    let page = app.client().get("/readyz").await.expect(StatusCode::OK);
    assert_eq!(page.body(), "ready");
    app.finish().await;
}

#[tokio::test]
async fn two_applications_share_nothing() {
    let (one, other) = (TestApp::new().await, TestApp::new().await);
    one.published_call().await;
    assert_eq!(one.calls().await.len(), 1);
    assert_eq!(other.calls().await.len(), 0);
    one.finish().await;
    other.finish().await;
}

#[tokio::test]
async fn a_role_is_given_with_a_session() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (manager, _client) = app.staff(call, Role::CallManager).await;
    assert_eq!(app.roles(call).await, vec![(manager, Role::CallManager)]);
    app.finish().await;
}

#[tokio::test]
async fn a_dossier_goes_from_draft_to_reviewed() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Nadia Benali").await;
    let dossiers = [app.filed(owner, "emergence", 1).await, app.filed(owner, "consolidation", 2).await];
    app.make_admissible(call, &dossiers).await;
    app.review_all(call, &[(dossiers[0], 8), (dossiers[1], 7)]).await;
    let rows = dossiers::store::list_filed(app.app.db.reader(), call).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.state).collect::<Vec<_>>(), [State::Reviewed, State::Reviewed]);
    assert_eq!(rows.iter().map(|row| row.requested.0).collect::<Vec<_>>(), [10_000_000, 20_000_000]);
    app.run_jobs().await;
    app.finish().await;
}
