//! A database that is full, held by somebody else or broken: what was answered as done is stored, the rest says
//! « try again », and the log says once where it failed.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use axum::http::StatusCode;
use domain::ids::DossierId;
use laureat::{
    db::{Db, entities::throttle},
    features::dossiers::store::{self, DossierRow},
};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, Statement, sqlx::sqlite::SqliteConnectOptions};

use crate::support::{Client, TestApp, TestPage, siret};

/// Makes a SQLite database behave as on a disk that has no room left, and gives the room back.
struct Disk {
    options: SqliteConnectOptions,
}

impl Disk {
    async fn fill(db: &Db) -> Self {
        let pages = Statement::from_string(sea_orm::DbBackend::Sqlite, "PRAGMA page_count");
        let row = db.unguarded().query_one_raw(pages).await.unwrap().unwrap();
        let pages: i64 = row.try_get_by_index(0).unwrap();
        let pool = db.unguarded().get_sqlite_connection_pool();
        let options = pool.connect_options().as_ref().clone();
        // The connections that replace this one are on the same disk.
        pool.set_connect_options(options.clone().pragma("max_page_count", pages.to_string()));
        db.unguarded().execute_unprepared(&format!("PRAGMA max_page_count = {pages}")).await.unwrap();
        // Pages that are free already.
        for n in 0..10_000 {
            let key = format!("{n:x<4000}");
            let filler = throttle::Model { key, window_start: 0, attempts: 0 }.into_active_model();
            if throttle::Entity::insert(filler).exec_without_returning(db.unguarded()).await.is_err() {
                break;
            }
        }
        Self { options }
    }

    async fn free(self, db: &Db) {
        db.unguarded().get_sqlite_connection_pool().set_connect_options(self.options);
        db.unguarded().execute_unprepared("PRAGMA max_page_count = 1000000").await.unwrap();
    }
}

async fn start(client: &mut Client, n: usize) -> TestPage {
    client.post("/appels/ptce-2013/dossiers", &[("track", "emergence"), ("siret", &siret(n))]).await
}

/// The dossier as a connection of its own sees it.
async fn seen_from_outside(app: &TestApp, path: &str) -> Option<DossierRow> {
    let id: DossierId = path.split('/').nth(2).unwrap().parse().unwrap();
    let other = Db::connect(&app.app.config.database.url, 1).await.unwrap();
    let found = store::load_dossier(other.reader(), id).await.ok();
    other.close().await.unwrap();
    found
}

#[tokio::test]
async fn after_a_full_disk_everything_that_is_answered_as_done_is_stored() {
    let app = TestApp::on_sqlite().await;
    app.published_call().await;
    let (owner, _) = app.person("Nadia Benali").await;
    let (app, mut client) = app.again(owner, |config| config.drafts.per_call = 500).await;
    let mut drafts = Vec::new();
    for n in 1..4 {
        drafts.push(app.draft(owner, "emergence", n).await);
    }

    let disk = Disk::fill(&app.app.db).await;
    let (mut done, mut failed) = (Vec::new(), 0);
    for n in 100..400 {
        let page = start(&mut client, n).await;
        if page.status == StatusCode::SEE_OTHER {
            done.push(page.location());
        } else {
            let page = page.expect(StatusCode::SERVICE_UNAVAILABLE).must_say("Le service est occupé");
            assert_eq!(page.header("retry-after"), "60");
            failed += 1;
        }
        if failed == 5 {
            break;
        }
    }
    assert_eq!(failed, 5, "the disk was never full");
    app.client().get("/readyz").await.expect(StatusCode::SERVICE_UNAVAILABLE);

    disk.free(&app.app.db).await;
    app.client().get("/readyz").await.ok();
    for n in 400..404 {
        done.push(start(&mut client, n).await.expect(StatusCode::SEE_OTHER).location());
    }
    for path in &done {
        assert!(seen_from_outside(&app, path).await.is_some(), "{path} was answered as started, and is not stored");
    }
    for id in drafts {
        let path = format!("/dossiers/{id}/depot");
        client.post(&path, &[]).await.expect(StatusCode::SEE_OTHER);
        let row = seen_from_outside(&app, &path).await.unwrap();
        assert!(row.submission.is_some() && row.number.is_some(), "{id} was answered as filed, and is not");
    }
    app.discard().await;
}

/// What SQLite does when a commit finds no room: it ends the transaction by itself, which the driver does not learn.
#[tokio::test]
async fn after_transactions_that_the_database_ended_by_itself_the_next_ones_are_stored() {
    let app = TestApp::on_sqlite().await;
    app.published_call().await;
    let (owner, mut client) = app.person("Nadia Benali").await;
    let draft = app.draft(owner, "emergence", 1).await;
    let ends = "CREATE TRIGGER ends BEFORE INSERT ON answers BEGIN SELECT RAISE(ROLLBACK, 'ended'); END";
    app.app.db.unguarded().execute_unprepared(ends).await.unwrap();
    for n in 100..103 {
        start(&mut client, n).await.expect(StatusCode::INTERNAL_SERVER_ERROR);
    }
    let other = Db::connect(&app.app.config.database.url, 1).await.unwrap();
    other.unguarded().execute_unprepared("DROP TRIGGER ends").await.unwrap();
    other.close().await.unwrap();
    // Then one that is given up as usual: on a connection that is not what its driver believes, a savepoint would stay
    // open, and whatever is « committed » after it.
    client.post("/mot-de-passe/oubli", &[("email", "nobody@pole.example")]).await.expect(StatusCode::SEE_OTHER);
    for n in 200..203 {
        let path = start(&mut client, n).await.expect(StatusCode::SEE_OTHER).location();
        assert!(seen_from_outside(&app, &path).await.is_some(), "{path} was answered as started, and is not stored");
    }
    let path = format!("/dossiers/{draft}/depot");
    client.post(&path, &[]).await.expect(StatusCode::SEE_OTHER);
    assert!(seen_from_outside(&app, &path).await.unwrap().submission.is_some());
    app.discard().await;
}

/// What is logged on this thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn listen(&self) -> tracing::subscriber::DefaultGuard {
        let log = self.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_env_filter("info,sqlx=off")
            .with_writer(move || log.clone())
            .finish();
        tracing::subscriber::set_default(subscriber)
    }

    /// The lines of what failed.
    fn failures(&self) -> Vec<String> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.lines().filter(|line| line.contains("request failed")).map(str::to_owned).collect()
    }
}

#[tokio::test]
async fn a_failing_action_is_logged_once_with_its_place_and_the_reference_of_the_request() {
    let app = TestApp::new().await;
    app.published_call().await;
    let (_, mut client) = app.person("Nadia Benali").await;
    app.app.db.unguarded().execute_unprepared("ALTER TABLE answers RENAME TO elsewhere").await.unwrap();
    let log = Log::default();
    let listening = log.listen();
    let page = start(&mut client, 1).await.expect(StatusCode::INTERNAL_SERVER_ERROR);
    drop(listening);
    let lines = log.failures();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let reference = page.header("x-request-id");
    assert!(!reference.is_empty() && lines[0].contains(reference) && page.says(reference), "{lines:?}");
    assert!(lines[0].contains("src/features/dossiers/store/answers.rs:"), "{lines:?}");
    app.discard().await;
}

#[tokio::test]
async fn a_database_that_somebody_else_holds_is_busy_and_nothing_is_lost() {
    let app = TestApp::new().await;
    app.published_call().await;
    let (_, mut client) = app.person("Nadia Benali").await;
    let other = Db::connect(&app.app.config.database.url, 1).await.unwrap();
    let held = other.begin_write().await.unwrap();
    if !other.is_sqlite() {
        held.reader().execute_unprepared("LOCK TABLE dossiers IN ACCESS EXCLUSIVE MODE").await.unwrap();
    }
    let log = Log::default();
    let listening = log.listen();
    let page = start(&mut client, 1).await.expect(StatusCode::SERVICE_UNAVAILABLE).must_say("Le service est occupé");
    drop(listening);
    assert_eq!(page.header("retry-after"), "60");
    assert_eq!(log.failures().len(), 1, "{:?}", log.failures());
    drop(held);
    other.close().await.unwrap();
    let path = start(&mut client, 1).await.expect(StatusCode::SEE_OTHER).location();
    assert!(seen_from_outside(&app, &path).await.is_some());
    app.discard().await;
}

#[tokio::test]
async fn a_personal_link_is_never_in_the_log_nor_told_to_what_its_page_asks_for() {
    let app = TestApp::new().await;
    let mut visitor = app.client();
    let link = "a-link-that-nobody-may-read";
    let log = Log::default();
    let listening = log.listen();
    app.app.db.clone().close().await.unwrap();
    let page = visitor.get(&format!("/mot-de-passe/{link}")).await.expect(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.header("referrer-policy"), "strict-origin");
    visitor.get(&format!("/mot-de-passe/{link}/elsewhere")).await;
    drop(listening);
    let lines = log.failures();
    assert!(lines.len() == 1 && lines[0].contains(page.header("x-request-id")), "{lines:?}");
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("/mot-de-passe/{token}") && !text.contains(link), "{text}");
    app.abandon().await;
}

#[tokio::test]
async fn a_connection_for_reading_writes_nothing() {
    let app = TestApp::on_sqlite().await;
    for sql in ["DELETE FROM throttles", "CREATE TABLE other (id BIGINT)"] {
        let refused = app.app.db.reader().execute_unprepared(sql).await.unwrap_err().to_string();
        assert!(refused.contains("readonly"), "{sql}: {refused}");
        app.app.db.unguarded().execute_unprepared(sql).await.unwrap();
    }
    app.finish().await;
}
