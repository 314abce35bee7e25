//! Several processes of the program on one database, SQLite or PostgreSQL: jobs are done once, sessions and throttling
//! hold across them, and what a killed worker held is done by another.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::{ids::UserId, text::Email};
use laureat::{
    db::{Actor, entities::job},
    features::accounts,
    queue,
};
use mail_parser::MessageParser;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::support::{Manner, PASSWORD, Process, Scratch, SmtpServer, TestApp, eventually};

const MAILS: usize = 40;

/// Asks for a link by mail, for each of these people.
async fn ask_for_mails(app: &TestApp, people: &[UserId]) {
    for person in people {
        let email = Email::parse(&app.with_password(*person).await).unwrap();
        accounts::actions::ask_reset(&laureat::db::Act::now(&app.app, &Actor::Visitor), &email).await.unwrap();
    }
}

async fn people(app: &TestApp, count: usize) -> Vec<UserId> {
    let mut people = Vec::new();
    for n in 0..count {
        people.push(app.account(&format!("Personne {n}")).await);
    }
    people
}

fn worker(app: &TestApp, server: &SmtpServer, timeout: &str, lease: &str) -> Process {
    let settings = [
        ("LAUREAT__MAIL__SMTP_URL", server.url.as_str()),
        ("LAUREAT__MAIL__TIMEOUT_SECONDS", timeout),
        ("LAUREAT__JOBS__LEASE_SECONDS", lease),
    ];
    Process::start(&["worker"], &app.app.config.database.url, &settings)
}

fn site(app: &TestApp) -> Process {
    Process::start(&["serve", "--no-worker"], &app.app.config.database.url, &[])
}

/// The only job that sends a mail: workers plan their housekeeping beside it.
async fn mail_job(app: &TestApp) -> job::Model {
    let mails = job::Entity::find().filter(job::Column::Kind.eq("send_mail"));
    mails.one(app.app.db.reader()).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_do_each_job_once() {
    let app = TestApp::new().await;
    let server = SmtpServer::start(Manner::Accepts).await;
    let people = people(&app, MAILS).await;
    let mut workers = [worker(&app, &server, "20", "60"), worker(&app, &server, "20", "60")];
    // They are both at work before there is any.
    for worker in &mut workers {
        worker.says("faites au fur et à mesure").await;
    }
    ask_for_mails(&app, &people).await;
    eventually("every job is done", async || queue::store::count_unfinished(&app.app.db).await.unwrap() == 0).await;
    let received = server.received();
    let recipients: BTreeSet<String> = received
        .iter()
        .map(|mail| {
            MessageParser::default().parse(mail).unwrap().to().unwrap().first().unwrap().address().unwrap().into()
        })
        .collect();
    assert_eq!((received.len(), recipients.len()), (MAILS, MAILS));
    // A worker keeps its connection; under load it may ask for the next before the last is back.
    assert!((2..MAILS).contains(&server.connections()), "both take part, and keep their connections");
    let jobs = job::Entity::find().all(app.app.db.reader()).await.unwrap();
    assert!(jobs.iter().all(|job| job.attempts == 1), "{jobs:?}");
    // Both plan the housekeeping of the day, and there is one.
    assert_eq!(jobs.iter().filter(|job| job.kind == "tidy").count(), 1);
    for worker in workers {
        let said = worker.said();
        assert!(!said.contains("ERROR") && !said.contains("WARN"), "{said}");
        assert!(worker.end().await.success());
    }
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_worker_held_is_done_by_another_after_its_lease() {
    let app = TestApp::new().await;
    let server = SmtpServer::start(Manner::Silent).await;
    let mut first = worker(&app, &server, "4", "12");
    first.says("faites au fur et à mesure").await;
    ask_for_mails(&app, &people(&app, 1).await).await;
    eventually("the first worker is at it", async || server.connections() == 1).await;
    first.kill();
    let held = mail_job(&app).await;
    assert_eq!((held.state.as_str(), held.attempts), ("ready", 1));
    server.now(Manner::Accepts);
    let mut second = worker(&app, &server, "4", "12");
    second.says("faites au fur et à mesure").await;
    eventually("the second worker has done it", async || {
        queue::store::count_unfinished(&app.app.db).await.unwrap() == 0
    })
    .await;
    let done = mail_job(&app).await;
    assert_eq!((done.attempts, server.received().len()), (2, 1));
    assert!(done.finished_at > held.locked_until, "it was taken over before its lease had ended");
    assert!(second.end().await.success());
    app.finish().await;
}

/// Killed in the middle of each kind of job, another does it: a receipt is there once, and so is its mail; what takes
/// long begins anew and tells the same.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_worker_was_killed_at_is_done_again_without_harm() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().display().to_string();
    let app = TestApp::with_folder(Scratch::migrated().await, folder.path()).await;
    let server = SmtpServer::start(Manner::Accepts).await;
    app.published_call().await;
    let owner = app.account("Nadia Benali").await;
    for n in 1..=3 {
        let draft = app.draft(owner, "emergence", n).await;
        let act = laureat::db::Act::new(&app.app, &app.actor(owner).await, app.app.now());
        laureat::features::dossiers::actions::submit(&act, draft).await.unwrap();
    }
    let operator = laureat::db::Act::now(&app.app, &Actor::CommandLine);
    laureat::features::journal::verify_journal::ask(&operator, "ptce-2013", true).await.unwrap();
    let settings = [
        ("LAUREAT__MAIL__SMTP_URL", server.url.as_str()),
        ("LAUREAT__MAIL__TIMEOUT_SECONDS", "1"),
        ("LAUREAT__JOBS__LEASE_SECONDS", "3"),
        ("LAUREAT__STORAGE__FOLDER", files.as_str()),
    ];
    let start = || Process::start(&["worker"], &app.app.config.database.url, &settings);
    // Killed at a different moment each time, until all is done.
    let left = async || queue::store::count_unfinished(&app.app.db).await.unwrap();
    for moment in [40, 90, 160, 250, 400] {
        let mut worker = start();
        worker.says("faites au fur et à mesure").await;
        tokio::time::sleep(std::time::Duration::from_millis(moment)).await;
        worker.kill();
    }
    let last = start();
    eventually("every job is done", async || left().await == 0).await;
    assert!(last.end().await.success());
    let jobs = job::Entity::find().all(app.app.db.reader()).await.unwrap();
    assert!(jobs.iter().all(|job| job.state == "done"), "{jobs:?}");
    for (kind, count) in [("make_receipt", 3), ("send_mail", 3), ("verify_journal", 1), ("tidy", 1)] {
        assert_eq!(jobs.iter().filter(|job| job.kind == kind).count(), count, "{kind}");
    }
    // A mail whose line was cut by the kill may arrive twice, and is then the same.
    let ids: BTreeSet<String> = server
        .received()
        .iter()
        .map(|mail| MessageParser::default().parse(mail).unwrap().message_id().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 3);
    let checked =
        laureat::features::journal::compare::check(&app.app, "ptce-2013", &[], true, &mut |_| {}).await.unwrap();
    assert!(checked.unwrap().compared.contradictions.is_empty());
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_on_a_sqlite_file_says_what_that_means() {
    let app = TestApp::on_sqlite().await;
    let server = SmtpServer::start(Manner::Accepts).await;
    const WORDS: &str = "Un autre processus de Lauréat se sert déjà de cette base SQLite";
    let mut first = site(&app);
    first.browser().await.get("/").await.ok();
    assert!(!first.said().contains(WORDS), "{}", first.said());
    let mut second = worker(&app, &server, "20", "60");
    second.says("faites au fur et à mesure").await;
    assert!(second.said().contains(WORDS), "{}", second.said());
    // The place is free again as soon as the first one is gone, even killed.
    drop(second);
    first.kill();
    let mut third = site(&app);
    third.browser().await.get("/").await.ok();
    assert!(!third.said().contains(WORDS), "{}", third.said());
    // The second may have been killed at the housekeeping that it planned.
    app.discard().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_holds_and_ends_on_every_process_of_the_site() {
    let app = TestApp::new().await;
    let email = app.with_password(app.account("Nadia Benali").await).await;
    let (mut one, mut other) = (site(&app), site(&app));
    let (mut here, mut there) = (one.browser().await, other.browser().await);
    here.sign_in(&email, PASSWORD).await;
    let token = here.cookie("laureat").unwrap().to_owned();
    there.set_cookie("laureat", &token);
    there.get("/compte").await.ok().must_say("Nadia Benali");
    // The token of a form of one process is good on the other.
    there.post("/deconnexion", &[]).await.expect(StatusCode::SEE_OTHER);
    here.set_cookie("laureat", &token);
    here.get("/compte").await.expect(StatusCode::UNAUTHORIZED);
    assert!(one.end().await.success() && other.end().await.success());
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_are_counted_across_processes() {
    let app = TestApp::new().await;
    let email = app.with_password(app.account("Nadia Benali").await).await;
    let (mut one, mut other) = (site(&app), site(&app));
    let mut browsers = [one.browser().await, other.browser().await];
    let limit = usize::try_from(laureat::web::throttle::SIGN_IN.attempts).unwrap();
    for attempt in 0..limit {
        let wrong = browsers[attempt % 2].post("/connexion", &[("email", &email), ("password", "wrong")]).await;
        wrong.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }
    for browser in &mut browsers {
        let right = browser.post("/connexion", &[("email", &email), ("password", PASSWORD)]).await;
        right.expect(StatusCode::TOO_MANY_REQUESTS);
    }
    drop((one, other));
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_on_two_processes_write_at_once_and_nothing_is_lost() {
    let app = TestApp::new().await;
    let mut sites = [site(&app), site(&app)];
    let mut tasks = Vec::new();
    for (n, person) in people(&app, 6).await.into_iter().enumerate() {
        let email = app.with_password(person).await;
        let mut browser = sites[n % 2].browser().await;
        tasks.push(tokio::spawn(async move {
            browser.sign_in(&email, PASSWORD).await;
            for turn in 0..10 {
                let name = format!("Personne {n} tour {turn}");
                let fields = [("name", name.as_str()), ("lang", "fr")];
                browser.post_and_follow("/compte/identite", &fields).await.ok().must_say(&name);
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    for site in &sites {
        assert!(!site.said().contains("ERROR"), "{}", site.said());
    }
    app.finish().await;
}
