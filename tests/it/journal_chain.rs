//! The journal cannot be rewritten in silence: the database refuses, and a forged chain does not verify.

use domain::{
    journal::{ExportLine, View, verify},
    permissions::Role,
};
use laureat::{
    db::journal,
    features::{calls, journal::export},
};
use sea_orm::ConnectionTrait;

use crate::support::TestApp;

async fn lines(app: &TestApp, call: domain::ids::CallId) -> Vec<ExportLine> {
    let events = journal::list(app.app.db.reader(), call, 0, 1_000).await.unwrap();
    events.iter().map(|event| ExportLine::of(event, View::Restricted)).collect()
}

#[tokio::test]
async fn the_database_refuses_to_change_what_was_written() {
    let app = TestApp::new().await;
    app.published_call().await;
    for sql in [
        "UPDATE events SET hash = prev_hash",
        "UPDATE events SET at = at + 1",
        "UPDATE events SET seq = seq + 100",
        "DELETE FROM events",
        "UPDATE call_revisions SET source = ''",
        "DELETE FROM call_revisions",
    ] {
        let error = app.app.db.unguarded().execute_unprepared(sql).await.unwrap_err().to_string();
        assert!(error.contains("never_changes"), "{sql}: {error}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_chain_verifies_from_its_first_event_and_after_an_erasure_of_personal_data() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    app.staff(call, Role::Reviewer).await;
    let whole = lines(&app, call).await;
    assert_eq!(whole.len(), 3);
    verify(&whole, "ptce-2013", &[]).unwrap();
    let events = journal::list(app.app.db.reader(), call, 0, 1_000).await.unwrap();
    let public: Vec<_> = events.iter().map(|event| ExportLine::of(event, View::Public)).collect();
    verify(&public, "ptce-2013", &[]).unwrap();
    app.finish().await;
}

#[tokio::test]
async fn an_erased_row_verifies_in_the_database_as_in_an_export() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (_, mut manager) = app.staff(call, Role::CallManager).await;
    app.staff(call, Role::Reviewer).await;
    let loaded = calls::store::load(app.app.db.reader(), call).await.unwrap();
    let run = |sql: &'static str| app.app.db.unguarded().execute_unprepared(sql);
    let verified = || export::verify(&app.app, &loaded, &[]);
    let whole = verified().await.unwrap().unwrap();
    assert_eq!((whole.count, whole.withheld), (4, 0));

    app.unguard("events").await;
    run("UPDATE events SET actor = '', subject = '', salt = '', payload = '' WHERE seq = 4").await.unwrap();
    let erased = verified().await.unwrap().unwrap();
    assert_eq!((erased.count, erased.withheld, erased.head), (4, 1, whole.head));
    manager.get("/appels/ptce-2013/journal").await.ok().must_say("effacé : données personnelles");
    let file = manager.get("/appels/ptce-2013/journal.jsonl").await.ok().body();
    let lines: Vec<ExportLine> = file.lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(verify(&lines, "ptce-2013", &[]), Ok(erased));
    // The chain goes on after it.
    app.staff(call, Role::Reviewer).await;
    assert_eq!(verified().await.unwrap().unwrap().count, 5);

    // A row of which only a part is gone could say anything: it is not taken for an erased one.
    run("UPDATE events SET salt = '', payload = '{}' WHERE seq = 3").await.unwrap();
    assert!(verified().await.is_err());
    app.finish().await;
}

#[tokio::test]
async fn a_changed_payload_is_found_where_it_stands() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let forged = "UPDATE events SET payload = '{\"revision\":\"other\"}' WHERE seq = 1";
    app.unguard("events").await;
    app.app.db.unguarded().execute_unprepared(forged).await.unwrap();
    let broken = verify(&lines(&app, call).await, "ptce-2013", &[]).unwrap_err();
    assert_eq!(broken.seq, 1);
    app.finish().await;
}
