//! The same acts, the same seed, the same clock: the same bytes on both databases.

use domain::{
    journal::{ExportLine, View},
    permissions::Role,
};
use laureat::db::{broken_constraint, journal};
use sea_orm::ConnectionTrait;

use crate::support::{PTCE_2013, TestApp};

/// What an outsider would be given of a call after some acts.
async fn journal_of_some_acts(app: &TestApp) -> Vec<String> {
    let call = app.published_call().await;
    for role in [Role::CallManager, Role::CaseOfficer, Role::Reviewer] {
        app.staff(call, role).await;
    }
    let events = journal::list(app.app.db.reader(), call, 0, 1_000).await.unwrap();
    events.iter().map(|event| ExportLine::of(event, View::Restricted).to_text().unwrap()).collect()
}

#[tokio::test]
async fn the_journal_is_the_same_byte_for_byte_on_both_databases() {
    let (here, there) = (TestApp::new().await, TestApp::on_sqlite().await);
    let lines = journal_of_some_acts(&here).await;
    assert_eq!(lines.len(), 5);
    assert_eq!(lines, journal_of_some_acts(&there).await);
    here.finish().await;
    there.finish().await;
}

#[tokio::test]
async fn a_broken_constraint_has_one_name_on_both_databases() {
    let app = TestApp::new().await;
    // Of a published call the guard of what is decided would speak first.
    app.import(PTCE_2013).await;
    app.account("Nadia Benali").await;
    for (sql, name) in [
        (
            "INSERT INTO users (id, email, name, operator, lang, created_at) \
             SELECT call_id, 'nadia.benali@example.org', name, operator, lang, users.created_at FROM users, call_revisions",
            "users_email",
        ),
        (
            "INSERT INTO calls (id, slug, title, revision_id, envelope_cents, opens_at, closes_at, last_number, created_at) \
             SELECT revision_id, slug, title, revision_id, envelope_cents, opens_at, closes_at, last_number, created_at FROM calls",
            "calls_slug",
        ),
    ] {
        let result = app.app.db.unguarded().execute_unprepared(sql).await;
        assert_eq!(result.err().as_ref().and_then(broken_constraint), Some(name), "{sql}");
    }
    app.finish().await;
}
