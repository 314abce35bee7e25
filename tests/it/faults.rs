//! The database is full, locked or gone: nothing acknowledged is lost, the page says « come back », the log says why.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use axum::http::StatusCode;
use laureat::db::{Db, entities::throttle};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait};

use crate::support::{TestApp, siret};

/// More pages than any test needs.
const ROOM: u32 = 1 << 30;

/// Leaves no room in a SQLite file, not even for a row of a few bytes, on its one writing connection.
async fn fill_up(db: &Db, round: usize) {
    let connection = db.unguarded();
    connection.execute_unprepared("PRAGMA max_page_count = 1").await.unwrap();
    for length in [200, 20, 1] {
        for n in 0..100_000 {
            let key = format!("try{round}.{n}.{}", "x".repeat(length));
            let filler = throttle::Model { key, window_start: 0, attempts: 0 }.into_active_model();
            let kept = throttle::Entity::insert(filler).exec_without_returning(connection).await;
            if kept.is_err() {
                break;
            }
        }
    }
}

async fn free(db: &Db) {
    db.unguarded().execute_unprepared(&format!("PRAGMA max_page_count = {ROOM}")).await.unwrap();
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let app = TestApp::on_sqlite().await;
    app.published_call().await;
    let (_, mut client) = app.person("Nadia Benali").await;
    let new = "/calls/ptce-2013/dossiers";
    let fields = |n: usize| [("track", "emergence".to_owned()), ("siret", siret(n))];
    for round in 0..4 {
        fill_up(&app.app.db, round).await;
        let filled = fields(round);
        let given: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = client.post(new, &given).await.expect(StatusCode::SERVICE_UNAVAILABLE);
        assert!(page.says("Le service est occupé"), "{}", page.body());
        assert_eq!(page.header("retry-after"), "60");
        fill_up(&app.app.db, round + 10).await;
        app.client().get("/readyz").await.expect(StatusCode::SERVICE_UNAVAILABLE);
    }
    free(&app.app.db).await;
    app.client().get("/readyz").await.ok();
    for n in 0..3 {
        let filled = fields(n + 10);
        let given: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let place = client.post(new, &given).await.expect(StatusCode::SEE_OTHER).location();
        // Somebody who connects now sees what was acknowledged.
        let other = Db::connect(&app.app.config.database.url, 1).await.unwrap();
        let kept = laureat::db::entities::dossier::Entity::find().count(other.reader()).await.unwrap();
        assert_eq!(kept, n as u64 + 1, "{place} was acknowledged");
        other.close().await.unwrap();
    }
    app.abandon().await;
}

#[tokio::test]
async fn what_another_has_locked_is_busy_and_not_broken() {
    let app = TestApp::new().await;
    app.published_call().await;
    let (_, mut client) = app.person("Nadia Benali").await;
    let other = Db::connect(&app.app.config.database.url, 1).await.unwrap();
    let held = other.begin_write().await.unwrap();
    if !other.is_sqlite() {
        held.reader().execute_unprepared("LOCK TABLE dossiers IN ACCESS EXCLUSIVE MODE").await.unwrap();
    }
    let filled = [("track", "emergence"), ("siret", &*siret(1))];
    let page = client.post("/calls/ptce-2013/dossiers", &filled).await.expect(StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.says("Le service est occupé"), "{}", page.body());
    drop(held);
    other.close().await.unwrap();
    client.post("/calls/ptce-2013/dossiers", &filled).await.expect(StatusCode::SEE_OTHER);
    app.abandon().await;
}

/// Where the lines of a log go.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Lines {
    fn all(&self) -> Vec<String> {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap().lines().map(str::to_owned).collect()
    }
}

#[tokio::test]
async fn a_failure_is_logged_once_with_its_place_and_reference() {
    let app = TestApp::new().await;
    app.published_call().await;
    let mut visitor = app.client();
    let token = "a-personal-link-that-nobody-may-read";
    let lines = Lines::default();
    let writer = lines.clone();
    let log = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
    let guard = tracing::subscriber::set_default(log);
    visitor.get(&format!("/mot-de-passe/{token}")).await;
    app.app.db.clone().close().await.unwrap();
    let page = visitor.get("/calls/ptce-2013").await.expect(StatusCode::SERVICE_UNAVAILABLE);
    let link = visitor.get(&format!("/mot-de-passe/{token}")).await.expect(StatusCode::SERVICE_UNAVAILABLE);
    drop(guard);
    let said = lines.all();
    let reference = page.header("x-request-id");
    let about: Vec<&String> = said.iter().filter(|line| line.contains(reference) && line.contains("ERROR")).collect();
    assert_eq!(about.len(), 1, "{said:#?}");
    assert!(about[0].contains("(src/features/calls/") && about[0].contains("closed"), "{}", about[0]);
    assert!(said.iter().any(|line| line.contains(link.header("x-request-id"))), "{said:#?}");
    assert!(!said.iter().any(|line| line.contains(token)), "a link is in the log: {said:#?}");
    app.abandon().await;
}
