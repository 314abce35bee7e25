//! The lanes of the worker, what takes long, and the housekeeping of each day.

use std::{sync::Arc, time::Duration};

use axum::http::StatusCode;
use domain::{
    ids::{DocumentId, DossierId, JobId, SubmissionId, UserId},
    links::LinkPurpose,
    permissions::Action,
    text::Email,
};
use futures::TryStreamExt;
use laureat::{
    app::App,
    db::{
        Act, Actor,
        entities::{job, mail, personal_link, session, throttle},
        links,
    },
    features::{accounts, dossiers, jobs::tidy},
    files, queue, web, worker,
};
use object_store::{
    ObjectStoreExt,
    memory::InMemory,
    path::Path,
    throttle::{ThrottleConfig, ThrottledStore},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use tokio::{sync::watch, task::JoinHandle, time::Instant};

use crate::support::{Client, Manner, SmtpServer, TestApp, eventually};

const JOBS: &str = "/plateforme/taches";

/// A worker in this process.
struct Worker {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Worker {
    fn start(app: &App) -> Self {
        let (stop, stopped) = watch::channel(false);
        Self { stop, task: tokio::spawn(worker::serve(app.clone(), stopped)) }
    }

    async fn end(self) {
        self.stop.send_replace(true);
        self.task.await.unwrap();
    }
}

async fn file(app: &TestApp, owner: UserId, n: usize) -> SubmissionId {
    let draft = app.draft(owner, "emergence", n).await;
    dossiers::actions::submit(&Act::new(&app.app, &app.actor(owner).await, app.app.now()), draft).await.unwrap();
    let row = dossiers::store::load_dossier(app.app.db.reader(), draft).await.unwrap();
    row.submission.unwrap()
}

async fn has_receipt(app: &TestApp, filing: SubmissionId) -> bool {
    dossiers::store::load_submission(app.app.db.reader(), filing).await.unwrap().receipt_key.is_some()
}

async fn ask_reset(app: &TestApp) {
    let email = Email::parse("nadia.benali@example.org").unwrap();
    accounts::actions::ask_reset(&Act::now(&app.app, &Actor::Visitor), &email).await.unwrap();
}

async fn jobs_of(app: &TestApp, kind: &str) -> Vec<job::Model> {
    job::Entity::find().filter(job::Column::Kind.eq(kind)).all(app.app.db.reader()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_is_silent_delays_no_receipt() {
    let server = SmtpServer::start(Manner::Silent).await;
    let url = server.url.clone();
    let app = TestApp::with(|config| {
        config.mail.smtp_url = Some(url);
        config.mail.timeout_seconds = 30;
    })
    .await;
    app.published_call().await;
    let owner = app.account("Nadia Benali").await;
    ask_reset(&app).await;
    let worker = Worker::start(&app.app);
    eventually("the worker waits for the mail server", async || server.connections() == 1).await;
    let asked = Instant::now();
    let filing = file(&app, owner, 1).await;
    eventually("the receipt is made", async || has_receipt(&app, filing).await).await;
    assert!(asked.elapsed() < Duration::from_secs(30), "{:?}", asked.elapsed());
    assert_eq!(jobs_of(&app, "send_mail").await.iter().filter(|job| job.attempts > 0).count(), 1);
    worker.task.abort();
    app.discard().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_wait_for_requests_and_not_for_ever() {
    let app = TestApp::new().await;
    app.published_call().await;
    let owner = app.account("Nadia Benali").await;
    // Typesetting loads its fonts once.
    let first = file(&app, owner, 1).await;
    app.run_jobs().await;
    assert!(has_receipt(&app, first).await);
    let cores = std::thread::available_parallelism().unwrap().get();
    let requests: Vec<_> = (0..=cores).map(|_| app.app.traffic.enter()).collect();
    let filing = file(&app, owner, 2).await;
    ask_reset(&app).await;
    let begun = Instant::now();
    let worker = Worker::start(&app.app);
    eventually("mails wait for nobody", async || app.mails().iter().any(|mail| mail.contains("mot de passe"))).await;
    assert!(begun.elapsed() < worker::DOCUMENTS_YIELD, "the mail came too late to tell anything");
    assert!(!has_receipt(&app, filing).await);
    eventually("the receipt is made under load too", async || has_receipt(&app, filing).await).await;
    assert!(begun.elapsed() >= worker::DOCUMENTS_YIELD);
    drop(requests);
    worker.end().await;
    app.discard().await;
}

#[tokio::test]
async fn jobs_of_an_earlier_version_are_done() {
    let app = TestApp::new().await;
    app.published_call().await;
    let owner = app.account("Nadia Benali").await;
    let filing = file(&app, owner, 1).await;
    let row = jobs_of(&app, "make_receipt").await.remove(0);
    // As it was always written, and as an earlier version that runs beside this one reads it.
    let stored: serde_json::Value = serde_json::from_str(&row.payload).unwrap();
    assert_eq!(stored, serde_json::json!({ "kind": "make_receipt", "submission": filing.to_string() }));
    app.run_jobs().await;
    assert!(has_receipt(&app, filing).await);
    let sent = jobs_of(&app, "send_mail").await.remove(0);
    assert!(
        sent.payload.contains("\"kind\":\"send_mail\"") && sent.payload.contains("\"mail\":\""),
        "{}",
        sent.payload
    );
    app.finish().await;
}

#[tokio::test]
async fn a_job_that_only_a_later_version_knows_waits_for_it() {
    let app = TestApp::new().await;
    app.account("Nadia Benali").await;
    ask_reset(&app).await;
    let mut row = jobs_of(&app, "send_mail").await.remove(0).into_active_model();
    row.kind = Set("of_tomorrow".into());
    row.update(app.app.db.unguarded()).await.unwrap();
    assert_eq!(app.run_jobs().await, 0);
    assert_eq!(jobs_of(&app, "of_tomorrow").await[0].state, "ready");
    app.discard().await;
}

/// A call with a filing, and a store of files that takes its time.
async fn slow(pause: Duration) -> (TestApp, Client) {
    let mut app = TestApp::new().await;
    app.published_call().await;
    let owner = app.account("Nadia Benali").await;
    let memory = Arc::new(InMemory::new());
    app.app.files = memory.clone();
    file(&app, owner, 1).await;
    app.run_jobs().await;
    let config = ThrottleConfig { wait_get_per_call: pause, ..ThrottleConfig::default() };
    app.app.files = Arc::new(ThrottledStore::new(memory, config));
    let (_, operator) = app.operator().await;
    (app, operator)
}

async fn ask(operator: &mut Client, fields: &[(&str, &str)]) -> String {
    let answer = operator.post(&format!("{JOBS}/verifications"), fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body());
    answer.location().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_has_a_call_verified_sees_how_far_it_is_and_what_was_found() {
    let (app, mut operator) = slow(Duration::from_millis(1_500)).await;
    operator.get(JOBS).await.ok().must_say("Vérifier un appel");
    let page = ask(&mut operator, &[("call", "ptce-2013"), ("files", "oui")]).await;
    operator.get(&page).await.ok().must_say("En attente").must_say("ptce-2013");
    // Asked for twice, it is done once.
    assert_eq!(ask(&mut operator, &[("call", "ptce-2013")]).await, page);
    let worker = Worker::start(&app.app);
    eventually("progress is shown", async || {
        let page = operator.get(&page).await.ok();
        page.has("progress[value]") && page.says("Relecture des fichiers") && page.says("En cours")
    })
    .await;
    eventually("the end is shown", async || operator.get(&page).await.ok().says("Fait")).await;
    let shown = operator.get(&page).await.ok();
    let shown = shown.must_say("La base dit comme le journal.").must_say("Ancre :").must_say("Fichiers relus : ");
    assert!(!shown.has("form[action$='/annulation']"));
    operator.get(JOBS).await.ok().must_say("Vérification du journal et des tables").must_say("Fait");
    operator.post("/langue", &[("lang", "en"), ("back", "/")]).await.expect(StatusCode::SEE_OTHER);
    operator.get(&page).await.ok().must_say("The database says what the journal says.");
    worker.end().await;
    app.discard().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_takes_long_is_given_up_by_a_person_and_given_back_by_a_worker_that_ends() {
    let (app, mut operator) = slow(Duration::from_secs(120)).await;
    let page = ask(&mut operator, &[("call", "ptce-2013"), ("files", "oui")]).await;
    let worker = Worker::start(&app.app);
    let began = async || jobs_of(&app, "verify_journal").await[0].phase.is_some();
    eventually("it is begun", began).await;
    let begun = Instant::now();
    worker.end().await;
    assert!(begun.elapsed() < Duration::from_secs(60), "the worker waited for it");
    let row = jobs_of(&app, "verify_journal").await.remove(0);
    assert_eq!((row.state.as_str(), row.attempts, row.locked_until, row.failed_at), ("ready", 0, None, None));
    let worker = Worker::start(&app.app);
    eventually("it is begun anew", async || jobs_of(&app, "verify_journal").await[0].attempts == 1).await;
    operator.post_and_follow(&format!("{page}/annulation"), &[]).await.ok().must_say("C’est annulé");
    eventually("it ends", async || jobs_of(&app, "verify_journal").await[0].state == "cancelled").await;
    operator.get(&page).await.ok().must_say("Annulé");
    operator.post_and_follow(&format!("{page}/annulation"), &[]).await.ok().must_say("Rien à annuler");
    // What nobody has begun ends at once; and so does what its worker died at after it was given up.
    worker.end().await;
    let page = ask(&mut operator, &[("call", "ptce-2013")]).await;
    operator.post_and_follow(&format!("{page}/annulation"), &[]).await.ok().must_say("Annulé");
    ask(&mut operator, &[("call", "ptce-2013")]).await;
    let asked = jobs_of(&app, "verify_journal").await.into_iter().find(|job| job.state == "ready");
    let mut row = asked.unwrap().into_active_model();
    row.cancel_asked_at = Set(Some(1));
    row.attempts = Set(1);
    row.update(app.app.db.unguarded()).await.unwrap();
    app.run_jobs().await;
    let told = jobs_of(&app, "verify_journal").await;
    assert!(told.iter().all(|job| job.result.is_none()), "nobody verified");
    assert!(told.iter().all(|job| job.state == "cancelled"));
    app.discard().await;
}

#[tokio::test]
async fn a_mail_is_never_given_up_by_hand() {
    let app = TestApp::new().await;
    app.account("Nadia Benali").await;
    ask_reset(&app).await;
    let (_, mut operator) = app.operator().await;
    let page = format!("{JOBS}/{}", jobs_of(&app, "send_mail").await[0].id);
    let shown = operator.get(&page).await.ok().must_say("Courriel de nouveau mot de passe");
    assert!(!shown.says("nadia") && !shown.has("form[action$='/annulation']"));
    operator.post_and_follow(&format!("{page}/annulation"), &[]).await.ok().must_say("Rien à annuler");
    assert_eq!(app.run_jobs().await, 1);
    app.finish().await;
}

#[tokio::test]
async fn a_table_that_contradicts_the_journal_is_told_without_its_values() {
    let app = TestApp::new().await;
    app.published_call().await;
    let owner = app.account("Nadia Benali").await;
    file(&app, owner, 1).await;
    let (_, mut operator) = app.operator().await;
    let forged = "UPDATE dossiers SET lead_name = 'Forgerie'";
    sea_orm::ConnectionTrait::execute_unprepared(app.app.db.unguarded(), forged).await.unwrap();
    let page = ask(&mut operator, &[("call", "ptce-2013")]).await;
    app.run_jobs().await;
    let shown = operator.get(&page).await.ok().must_say("Fait : à regarder");
    let shown = shown.must_say("La base contredit le journal. Points qui diffèrent : 1.");
    let shown = shown.must_say("2013-0001, dossier, nom du porteur : autre chose que ne dit l’acte");
    assert!(!shown.says("Forgerie"));
    let long = "é".repeat(121);
    for fields in [&[("call", "nulle-part")][..], &[("call", "")], &[], &[("call", &long)], &[("call", "\u{202e}ptce")]]
    {
        let page = operator.post(&format!("{JOBS}/verifications"), fields).await;
        page.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("Choisissez un appel dans la liste");
    }
    app.finish().await;
}

#[tokio::test]
async fn housekeeping_is_planned_once_a_day() {
    let app = TestApp::new().await;
    let plan = async || tidy::plan(&Act::now(&app.app, &Actor::Worker)).await.unwrap();
    plan().await;
    plan().await;
    assert_eq!(jobs_of(&app, "tidy").await.len(), 1);
    app.pass(86_400);
    plan().await;
    assert_eq!(jobs_of(&app, "tidy").await.len(), 1, "that of yesterday is not done");
    app.run_jobs().await;
    plan().await;
    assert_eq!(jobs_of(&app, "tidy").await.len(), 2);
    app.run_jobs().await;
    plan().await;
    assert_eq!(jobs_of(&app, "tidy").await.len(), 2);
    let (_, mut operator) = app.operator().await;
    operator.get(JOBS).await.ok().must_say("Ménage du jour");
    app.finish().await;
}

async fn tidy_up(app: &TestApp) {
    let act = Act::now(&app.app, &Actor::Worker);
    let tx = act.on_platform(Action::RunJobs).await.unwrap();
    queue::enqueue(&tx, &app.app, &tidy::Tidy {}).await.unwrap();
    tx.commit().await.unwrap();
    app.run_jobs().await;
}

#[tokio::test]
async fn what_has_served_is_deleted_and_nothing_else() {
    let app = TestApp::new().await;
    let user = app.account("Nadia Benali").await;
    let db = &app.app.db;
    let now = app.app.now();
    // Attempts, of a window that is over and of one that runs.
    web::store::count_attempt(db, "old", 900, now.plus_seconds(-3_601)).await.unwrap();
    web::store::count_attempt(db, "running", 3_600, now.plus_seconds(-3_599)).await.unwrap();
    // Sessions: one that is idle, one that is used.
    for (hash, at) in [("idle", now.plus_seconds(-web::store::IDLE_SECONDS)), ("used", now.plus_seconds(-60))] {
        web::store::insert_session(db, hash.into(), user, "csrf".into(), at).await.unwrap();
    }
    // Links: late, used up, revoked; and one that opens.
    let issue = async |purpose, token: &str| {
        let act = Act::now(&app.app, &Actor::CommandLine);
        let tx = act.on_platform(Action::ManageAccounts).await.unwrap();
        links::issue(&tx, purpose, links::About::Account(user), token).await.unwrap();
        tx.commit().await.unwrap();
    };
    issue(LinkPurpose::Reset, "revoked").await;
    issue(LinkPurpose::Reset, "used").await;
    let held = links::open(db.reader(), "used", now).await.unwrap();
    let tx = Act::now(&app.app, &Actor::Link(held)).on_platform(Action::ChoosePassword).await.unwrap();
    links::spend(&tx).await.unwrap();
    tx.commit().await.unwrap();
    issue(LinkPurpose::Invitation, "opens").await;
    tidy_up(&app).await;
    let keys: Vec<String> =
        throttle::Entity::find().all(db.reader()).await.unwrap().into_iter().map(|row| row.key).collect();
    assert_eq!(keys, ["running"]);
    let hashes: Vec<String> =
        session::Entity::find().all(db.reader()).await.unwrap().into_iter().map(|row| row.token_hash).collect();
    assert_eq!(hashes, ["used"]);
    assert_eq!(personal_link::Entity::find().all(db.reader()).await.unwrap().len(), 1);
    assert!(links::open(db.reader(), "opens", now).await.is_ok());
    app.pass(LinkPurpose::Invitation.seconds());
    tidy_up(&app).await;
    assert_eq!(personal_link::Entity::find().all(db.reader()).await.unwrap().len(), 0);
    app.finish().await;
}

#[tokio::test]
async fn done_jobs_and_sent_mails_are_deleted_after_a_delay_and_what_failed_never() {
    let app = TestApp::new().await;
    app.account("Nadia Benali").await;
    let days = i64::from(app.app.config.jobs.keep_days);
    ask_reset(&app).await;
    app.run_jobs().await;
    app.pass(1);
    ask_reset(&app).await;
    app.run_jobs().await;
    ask_reset(&app).await;
    let failing = jobs_of(&app, "send_mail").await.into_iter().find(|job| job.state == "ready").unwrap();
    let mut failed = failing.clone().into_active_model();
    failed.state = Set("failed".into());
    failed.failed_at = Set(Some(app.app.now().micros()));
    failed.update(app.app.db.unguarded()).await.unwrap();
    let states = async || {
        let mut states: Vec<String> = jobs_of(&app, "send_mail").await.into_iter().map(|job| job.state).collect();
        states.sort();
        let mails = mail::Entity::find().all(app.app.db.reader()).await.unwrap();
        (states, mails.len())
    };
    app.pass(days * 86_400 - 1);
    tidy_up(&app).await;
    assert_eq!(states().await, (vec!["done".into(), "done".into(), "failed".into()], 3));
    // A second more, and the first is older than the delay.
    app.pass(1);
    tidy_up(&app).await;
    assert_eq!(states().await, (vec!["done".into(), "failed".into()], 2));
    app.pass(10 * days * 86_400);
    tidy_up(&app).await;
    assert_eq!(states().await, (vec!["failed".into()], 1));
    app.discard().await;
}

#[tokio::test]
async fn stored_files_that_nothing_names_are_deleted_once_they_are_old() {
    let app = TestApp::new().await;
    app.published_call().await;
    let owner = app.account("Nadia Benali").await;
    let filing = file(&app, owner, 1).await;
    let id = |n: u8| DossierId::mint(app.app.now(), [n; 10]);
    let lost = files::document_key(id(1), DocumentId::mint(app.app.now(), [2; 10]));
    let of_nobody = files::receipt_key(SubmissionId::mint(app.app.now(), [3; 10]));
    let elsewhere = "backups/yesterday.tar".to_owned();
    // Made, and not yet noted: the worker was killed in between.
    let unnoted = files::receipt_key(filing);
    for key in [&lost, &of_nobody, &elsewhere, &unnoted] {
        files::put(&*app.app.files, key, b"content".to_vec()).await.unwrap();
    }
    let documents: Vec<String> = {
        let row = dossiers::store::load_submission(app.app.db.reader(), filing).await.unwrap();
        dossiers::store::list_documents(app.app.db.reader(), row.dossier)
            .await
            .unwrap()
            .into_iter()
            .map(|d| d.storage_key)
            .collect()
    };
    assert!(documents.len() > 2);
    // A store has a clock of its own.
    let stored = app.app.files.head(&Path::from(lost.as_str())).await.unwrap().last_modified.timestamp_micros();
    let delay = i64::from(app.app.config.storage.unnamed_days) * 86_400;
    let there = async |key: &str| app.app.files.head(&Path::from(key)).await.is_ok();
    let act = Act::now(&app.app, &Actor::Worker);
    let tidy = async || {
        let tx = act.on_platform(Action::RunJobs).await.unwrap();
        let id: JobId = queue::enqueue(&tx, &app.app, &tidy::Tidy {}).await.unwrap();
        tx.commit().await.unwrap();
        app.run_jobs().await;
        queue::store::find_job(&app.app.db, id).await.unwrap().unwrap().result.unwrap()
    };
    app.set_instant(domain::time::Instant::from_micros(stored).plus_seconds(delay - 60));
    assert!(tidy().await.contains("files that nothing names 0"), "a young file is left");
    assert!(there(&lost).await && there(&of_nobody).await);
    app.pass(120);
    let told = tidy().await;
    assert!(told.contains("files that nothing names 2"), "{told}");
    assert!(!there(&lost).await && !there(&of_nobody).await);
    assert!(there(&elsewhere).await && there(&unnoted).await);
    for key in &documents {
        assert!(there(key).await, "{key}");
    }
    // The store of another database: what it holds is not what a killed program left.
    for n in 0..21 {
        let key = files::document_key(id(n), DocumentId::mint(app.app.now(), [n; 10]));
        files::put(&*app.app.files, &key, b"content".to_vec()).await.unwrap();
    }
    app.pass(delay * 2);
    assert!(tidy().await.contains("\"well\":false"));
    let listed: Vec<Vec<files::ListedFile>> = files::list(&*app.app.files).try_collect().await.unwrap();
    assert!(listed.iter().flatten().count() > 21);
    app.finish().await;
}
