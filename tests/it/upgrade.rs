//! Databases of older versions go on working: they are kept as files, migrated, and used as people use them.
//!
//! `v0.1.0` was written by the first version that went the whole way: « ptce-2013 », published, with five
//! dossiers (two funded, two in reserve, one declined), and « ptce-suite », open until 10 October 2014, with a
//! complete draft, a filing, and the job of its receipt still to be done. Stored files are not part of it.

use axum::http::StatusCode;
use domain::{ids::CallId, permissions::Role};
use laureat::features::{calls, journal};

use crate::support::TestApp;

const FIRST: &str = "v0.1.0";

async fn call(app: &TestApp, slug: &str) -> CallId {
    calls::store::load_by_slug(app.app.db.reader(), slug).await.unwrap().id
}

#[tokio::test]
async fn what_was_decided_under_the_first_version_is_read_and_verifies() {
    let app = TestApp::upgraded_from(FIRST).await;
    app.set_clock("2014-02-01T10:00:00");
    let mut visitor = app.client();
    visitor.get("/appels/ptce-2013").await.ok().must_say("Trois organisations distinctes");
    visitor.get("/appels/ptce-2013/laureats").await.ok().must_say("2013-0001").must_say("Pôle d’essai 1");
    let mut owner = app.sign_in(app.known("hélène.vasseur@example.org").await).await;
    let page = owner.get("/dossiers").await.ok();
    for dossier in page.attrs("main a[href^='/dossiers/']", "href") {
        owner.get(&dossier).await.ok();
        owner.get(&format!("{dossier}/recepisse")).await.ok();
        owner.get(&format!("{dossier}/decision")).await.ok().must_say("Si vous contestez");
    }
    let (_, mut manager) = app.staff(call(&app, "ptce-2013").await, Role::CallManager).await;
    for page in ["tableau-de-bord", "recevabilite", "attributions", "comite", "decision", "journal", "resultats"] {
        manager.get(&format!("/appels/ptce-2013/{page}")).await.ok();
    }
    for slug in ["ptce-2013", "ptce-suite"] {
        let call = calls::store::load_by_slug(app.app.db.reader(), slug).await.unwrap();
        let verified = journal::export::verify(&app.app, &call, &[]).await.unwrap().unwrap();
        assert!(verified.count > 1, "{verified:?}");
    }
    app.run_jobs().await;
    app.finish().await;
}

#[tokio::test]
async fn what_was_begun_under_the_first_version_is_finished_under_this_one() {
    let app = TestApp::upgraded_from(FIRST).await;
    app.set_clock("2014-02-01T10:00:00");
    app.run_jobs().await;
    let mails = app.mails().join("\n");
    assert!(mails.contains("2014-0001"), "the receipt that was still to be made is sent: {mails}");
    let applicant = app.known("karim.peyrat@example.org").await;
    let mut owner = app.sign_in(applicant).await;
    let drafts = owner.get("/dossiers").await.ok().attrs("main a[href^='/dossiers/']", "href");
    let mut filed = 0;
    for dossier in &drafts {
        owner.get(&format!("{dossier}/etapes/budget")).await;
        let answer = owner.post(&format!("{dossier}/depot"), &[]).await;
        filed += usize::from(answer.status == StatusCode::SEE_OTHER);
    }
    assert_eq!((drafts.len(), filed), (2, 1), "the complete draft is filed, what was filed stays");
    app.run_jobs().await;

    app.set_clock("2014-10-12T10:00:00");
    let id = call(&app, "ptce-suite").await;
    let (_, mut officer) = app.staff(id, Role::CaseOfficer).await;
    let none = [("choice", "none")];
    officer.post("/appels/ptce-suite/evaluations/declaration", &none).await.expect(StatusCode::SEE_OTHER);
    for number in ["2014-0001", "2014-0002"] {
        let page = officer.get(&format!("/appels/ptce-suite/recevabilite/{number}")).await.ok();
        page.must_say("ELI-2").must_say("ELI-7");
    }
    app.finish().await;
}
