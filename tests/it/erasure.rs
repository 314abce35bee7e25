//! What is personal goes by one door, on SQLite as on PostgreSQL: its act and its row first; digests stay.

use std::process::Command;

use axum::http::StatusCode;
use domain::{
    committee::Seat,
    ids::{CallId, DossierId, UserId},
    journal::EventKind,
    permissions::Role,
};
use laureat::{
    db::{Act, Actor, broken_constraint, journal},
    error::Refused,
    features::{
        committee,
        dossiers::{self, actions::EraseRefused},
        journal::{actions, compare},
        results,
    },
    files,
};
use sea_orm::ConnectionTrait;

use crate::support::{PDF, Scratch, TestApp};

struct Scene {
    app: TestApp,
    call: CallId,
    owner: UserId,
    dossiers: Vec<DossierId>,
}

impl Scene {
    /// A decided call of two dossiers, not published yet.
    async fn decided(app: TestApp) -> Self {
        let call = app.published_call().await;
        let owner = app.account("Hélène Vasseur").await;
        let dossiers = vec![app.filed(owner, "emergence", 1).await, app.filed(owner, "emergence", 2).await];
        app.make_admissible(call, &dossiers).await;
        app.review_all(call, &[(dossiers[0], 9), (dossiers[1], 8)]).await;
        let act = async |role| {
            let (id, _) = app.declared(call, role).await;
            Act::now(&app.app, &app.actor(id).await)
        };
        committee::actions::freeze_ranking(&act(Role::CallManager).await, call).await.unwrap();
        let chair = act(Role::Chair).await;
        committee::actions::propose(&chair, call, None).await.unwrap();
        committee::actions::adopt(&chair, call, Seat::Chair, None).await.unwrap();
        committee::actions::adopt(&act(Role::Secretary).await, call, Seat::Secretary, None).await.unwrap();
        committee::actions::sign(&act(Role::DecidingAuthority).await, call, None).await.unwrap();
        app.run_jobs().await;
        Self { app, call, owner, dossiers }
    }

    async fn published() -> Self {
        Self::published_on(TestApp::new().await).await
    }

    async fn published_on(app: TestApp) -> Self {
        let scene = Self::decided(app).await;
        let (manager, _) = scene.app.declared(scene.call, Role::CallManager).await;
        results::actions::publish(&Act::now(&scene.app.app, &scene.app.actor(manager).await), scene.call)
            .await
            .unwrap();
        scene.app.run_jobs().await;
        scene
    }

    fn act(&self) -> Act {
        Act::now(&self.app.app, &Actor::CommandLine)
    }

    async fn first_of(&self, kind: EventKind) -> i64 {
        let events = journal::list(self.app.app.db.reader(), self.call, 0, 100).await.unwrap();
        events.iter().find(|event| event.kind == kind).unwrap().seq
    }

    /// Types into the database.
    async fn types(&self, sql: &str) -> Result<(), sea_orm::DbErr> {
        self.app.app.db.unguarded().execute_unprepared(sql).await.map(drop)
    }

    async fn is_refused(&self, sql: &str) {
        let error = self.types(sql).await.expect_err(sql);
        assert_eq!(broken_constraint(&error), Some("never_changes"), "{sql}: {error}");
    }

    /// Tables and journal agree, and so many acts are without content.
    async fn verifies(&self, withheld: i64) {
        let checked = compare::check(&self.app.app, "ptce-2013", &[], true, &mut |_| {}).await.unwrap().unwrap();
        assert!(checked.compared.contradictions.is_empty(), "{:#?}", checked.compared.contradictions);
        assert_eq!(checked.verified.withheld, withheld);
    }
}

const REASON: &str = "Fin de la durée de conservation.";

#[tokio::test]
async fn what_was_filed_goes_and_its_number_decision_and_digest_stay() {
    let scene = Scene::published().await;
    let (app, id) = (&scene.app, scene.dossiers[0]);
    let stored: Vec<String> = dossiers::store::list_documents(app.app.db.reader(), id)
        .await
        .unwrap()
        .into_iter()
        .map(|document| document.storage_key)
        .collect();
    assert!(!stored.is_empty() && files::get(&*app.app.files, &stored[0]).await.unwrap() == PDF);
    let mut owner = app.sign_in(scene.owner).await;
    let before = dossiers::store::list_submissions_of(app.app.db.reader(), id).await.unwrap();

    let erased = dossiers::actions::erase(&scene.act(), id, REASON).await.unwrap();
    assert_eq!((erased.filings, erased.refused), (1, 0));
    assert!(erased.files >= stored.len() + 2, "with the receipt and the print: {erased:?}");
    for key in &stored {
        assert!(files::digest(&*app.app.files, key).await.unwrap().is_none());
    }
    assert_eq!(dossiers::store::list_submissions_of(app.app.db.reader(), id).await.unwrap(), before);
    let page = owner.get(&format!("/dossiers/{id}")).await.expect(StatusCode::GONE);
    page.must_say("Ce dossier a été effacé");
    for path in ["recepisse", "recepisse.pdf", "dossier.pdf", "suivi"] {
        owner.get(&format!("/dossiers/{id}/{path}")).await.expect(StatusCode::GONE);
    }
    owner.get("/dossiers").await.ok();
    owner.get("/appels/ptce-2013/laureats").await.ok();
    owner.get(&format!("/dossiers/{}", scene.dossiers[1])).await.ok();
    scene.verifies(0).await;
    let again = dossiers::actions::erase(&scene.act(), id, REASON).await.unwrap();
    assert_eq!(again.filings, 0);
    scene.verifies(0).await;
    scene.app.finish().await;
}

#[tokio::test]
async fn what_an_act_says_of_a_person_goes_and_what_decisions_are_recomputed_from_stays() {
    let scene = Scene::published().await;
    let verdict = scene.first_of(EventKind::VerdictGiven).await;
    assert_eq!(actions::erase(&scene.act(), scene.call, verdict, REASON).await.unwrap(), EventKind::VerdictGiven);
    scene.verifies(1).await;
    let why = async |seq, reason| match actions::erase(&scene.act(), scene.call, seq, reason).await {
        Err(Refused::Rule(why)) => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(why(verdict, REASON).await, actions::EraseRefused::Already);
    assert_eq!(why(verdict, " \n").await, actions::EraseRefused::NoReason);
    for kind in [EventKind::DecisionSigned, EventKind::DossierFiled, EventKind::ContentErased] {
        assert_eq!(why(scene.first_of(kind).await, REASON).await, actions::EraseRefused::Kept(kind));
    }
    scene.app.finish().await;
}

#[tokio::test]
async fn nothing_is_erased_that_a_decision_can_still_touch_nor_by_anybody_but_the_command_line() {
    let scene = Scene::decided(TestApp::new().await).await;
    let (act, id) = (scene.act(), scene.dossiers[0]);
    match dossiers::actions::erase(&act, id, REASON).await {
        Err(Refused::Rule(EraseRefused::Undecided)) => {}
        other => panic!("{other:?}"),
    }
    let verdict = scene.first_of(EventKind::VerdictGiven).await;
    match actions::erase(&act, scene.call, verdict, REASON).await {
        Err(Refused::Rule(actions::EraseRefused::Undecided)) => {}
        other => panic!("{other:?}"),
    }
    let (manager, _) = scene.app.declared(scene.call, Role::CallManager).await;
    let manager = Act::now(&scene.app.app, &scene.app.actor(manager).await);
    assert!(matches!(dossiers::actions::erase(&manager, id, REASON).await, Err(Refused::Failed(_))));
    scene.verifies(0).await;
    scene.app.finish().await;
}

/// The act, then the row, then what it names, and no more than that: typed by hand.
#[tokio::test]
async fn nothing_is_emptied_by_hand_without_its_row_and_no_row_is_written_without_its_act() {
    let scene = Scene::published().await;
    let (verdict, filed) =
        (scene.first_of(EventKind::VerdictGiven).await, scene.first_of(EventKind::DossierFiled).await);
    let empty_act =
        |seq| format!("UPDATE events SET actor = '', subject = '', salt = '', payload = '' WHERE seq = {seq}");
    let empty_filings = "UPDATE submissions SET snapshot = ''";
    scene.is_refused(&empty_act(verdict)).await;
    scene.is_refused(empty_filings).await;
    let published = scene.first_of(EventKind::ResultsPublished).await;
    let row = |event: i64, dossier: &str, act: &str| {
        format!("INSERT INTO erasures SELECT call_id, {event}, {dossier}, {act} FROM events WHERE seq = 1")
    };
    scene.is_refused(&row(published, "NULL", &verdict.to_string())).await;
    scene.is_refused(&row(10_000, "NULL", &verdict.to_string())).await;

    actions::erase(&scene.act(), scene.call, verdict, REASON).await.unwrap();
    dossiers::actions::erase(&scene.act(), scene.dossiers[0], REASON).await.unwrap();
    let told = scene.first_of(EventKind::ContentErased).await;
    // One act, one row.
    assert!(scene.types(&row(told, "NULL", &(verdict + 1).to_string())).await.is_err());
    scene.is_refused(&empty_act(filed)).await;
    scene.is_refused(&format!("{empty_filings} WHERE snapshot <> ''")).await;
    for sql in [
        "DELETE FROM erasures",
        "UPDATE erasures SET event_seq = event_seq + 1",
        "UPDATE submissions SET digest = '' WHERE snapshot = ''",
        "UPDATE submissions SET snapshot = '{}' WHERE snapshot = ''",
        "UPDATE events SET payload = '{}' WHERE payload = ''",
        "UPDATE events SET hash = '' WHERE payload = ''",
    ] {
        scene.is_refused(sql).await;
    }
    scene.verifies(1).await;
    scene.app.finish().await;
}

#[tokio::test]
async fn an_operator_is_told_what_would_go_then_what_went_and_why_something_stays() {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::with_folder(Scratch::migrated().await, folder.path()).await;
    let scene = Scene::published_on(app).await;
    let laureat = |args: &[&str]| {
        let config = &scene.app.app.config;
        let output = Command::new(env!("CARGO_BIN_EXE_laureat"))
            .args(args)
            .current_dir(folder.path())
            .env("LAUREAT__DATABASE__URL", &config.database.url)
            .env("LAUREAT__STORAGE__FOLDER", &config.storage.folder)
            .env_remove("LAUREAT_CONFIG")
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), [text(output.stdout), text(output.stderr)].concat())
    };
    let erase = |what: &[&str], reason: &str| laureat(&[&["erase", "--reason", reason], what].concat());
    let says = |(code, said): (i32, String), expected: i32, words: &str| {
        assert!(code == expected && said.contains(words), "{words}: {code} {said}");
    };
    let dossier = ["--dossier", "2013-0001"];
    says(erase(&dossier, REASON), 0, "seraient effacés. Rien n’a été effacé");
    scene.verifies(0).await;
    let confirmed = [&dossier[..], &["--confirm"]].concat();
    says(erase(&confirmed, " "), 1, "dites pourquoi");
    says(erase(&["--dossier", "2013-0009", "--confirm"], REASON), 1, "aucun dossier de l’appel");
    says(erase(&confirmed, REASON), 0, "2013-0001 : textes de dépôts effacés : 1, fichiers effacés : ");
    let verdict = scene.first_of(EventKind::VerdictGiven).await.to_string();
    says(erase(&["--act", &verdict], REASON), 0, "Rien n’a été effacé");
    says(erase(&["--act", &verdict, "--confirm"], REASON), 0, "contenu effacé, empreintes gardées");
    says(erase(&["--act", &verdict, "--confirm"], REASON), 1, "déjà effacé");
    says(erase(&["--act", "1", "--confirm"], REASON), 1, "reste : il ne porte rien de personnel");
    says(erase(&["--act", "9000", "--confirm"], REASON), 1, "le journal n’a pas d’acte 9000");
    says(laureat(&["audit", "verify", "--files"]), 0, "la base dit comme le journal");
    scene.app.finish().await;
}
