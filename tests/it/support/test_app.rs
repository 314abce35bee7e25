//! An application with a database of its own, files and mails in memory unless settings name servers, a clock that stands still, seeded entropy.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::Router;
use domain::{
    ids::{CallId, UserId},
    permissions::Role,
    time::{Instant, Zone},
};
use laureat::{
    app::{App, SeededEntropy, SetClock},
    config::Config,
    db::{Actor, Db},
    features::calls,
    files,
    mailer::Mailer,
    queue, routes,
    web::templates::Templates,
    worker,
};
use object_store::memory::InMemory;
use sea_orm::{ConnectionTrait, Statement};

use super::{Client, Scratch};

/// The call that tests run unless they need another.
pub const PTCE_2013: &str = include_str!("../../../config/calls/ptce-2013.toml");

/// An instant from a local time of Paris: `2013-10-11T23:59:00`.
pub fn instant(local: &str) -> Instant {
    Instant::from_local(local.parse().unwrap(), Zone::PARIS).unwrap()
}

/// Read once for all tests: nothing changes them.
static TEMPLATES: LazyLock<Arc<Templates>> = LazyLock::new(|| Arc::new(Templates::load().unwrap()));

/// The application under test.
pub struct TestApp {
    /// What actions and stores take.
    pub app: App,
    pub(super) router: Router,
    clock: Arc<SetClock>,
    scratch: Scratch,
    statements: Arc<AtomicU64>,
}

impl TestApp {
    /// Takes the guard of changes from a table, as the owner of the schema could: for what must be noticed all the same.
    pub async fn unguard(&self, table: &str) {
        let sql = if self.app.db.is_sqlite() {
            format!("DROP TRIGGER {table}_decided_update")
        } else {
            format!("DROP TRIGGER {table}_decided ON {table}")
        };
        self.app.db.unguarded().execute_unprepared(&sql).await.unwrap();
    }

    /// The id of a call.
    pub async fn call_id(&self, slug: &str) -> domain::ids::CallId {
        laureat::features::calls::store::load_by_slug(self.app.db.reader(), slug).await.unwrap().id
    }

    /// A fresh one: migrated and empty; it is 1 August 2013, 10:00 in Paris, and the call of 2013 is open.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A fresh one with other settings.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        Self::on(Scratch::migrated().await, change).await
    }

    /// A fresh one on SQLite, whatever the suite runs on.
    pub async fn on_sqlite() -> Self {
        let app = Self::on(Scratch::sqlite(), |_| {}).await;
        app.app.db.migrate().await.unwrap();
        app
    }

    /// One on a database that an older version wrote, migrated.
    pub async fn upgraded_from(version: &str) -> Self {
        let app = Self::on(Scratch::written_by(version).await, |_| {}).await;
        app.app.db.migrate().await.unwrap();
        app
    }

    /// One on a database that is already there, with its files in a folder.
    pub async fn with_folder(scratch: Scratch, folder: &Path) -> Self {
        let mut app = Self::on(scratch, |config| config.storage.folder = folder.display().to_string()).await;
        app.app.files = laureat::files::open(&app.app.config.storage).unwrap();
        app.router = routes::router(app.app.clone());
        app
    }

    async fn on(scratch: Scratch, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::defaults().unwrap();
        config.passwords.memory_kib = 64;
        config.passwords.iterations = 1;
        config.http.behind_proxy = false;
        config.demo.enabled = false;
        config.database.url.clone_from(&scratch.url);
        config.database.max_connections = 3;
        change(&mut config);
        let clock = Arc::new(SetClock::at(instant("2013-08-01T10:00:00")));
        let statements = Arc::new(AtomicU64::new(0));
        let count = statements.clone();
        let db = Db::connect(&config.database.url, config.database.max_connections).await.unwrap();
        let app = App {
            db: db.watched(move |_| {
                count.fetch_add(1, Ordering::SeqCst);
            }),
            files: match config.storage.bucket {
                Some(_) => files::open(&config.storage).unwrap(),
                None => Arc::new(InMemory::new()),
            },
            mailer: match config.mail.smtp_url {
                Some(_) => Mailer::open(&config.mail).unwrap(),
                None => Mailer::memory(),
            },
            templates: TEMPLATES.clone(),
            clock: clock.clone(),
            entropy: Arc::new(SeededEntropy::new(2013)),
            traffic: laureat::web::Traffic::default(),
            config: Arc::new(config),
        };
        Self { router: routes::router(app.clone()), app, clock, scratch, statements }
    }

    /// The same site with other settings, and a browser in which a person is signed in.
    pub async fn again(mut self, user: UserId, change: impl FnOnce(&mut Config)) -> (Self, super::Client) {
        change(Arc::make_mut(&mut self.app.config));
        self.router = routes::router(self.app.clone());
        let client = self.sign_in(user).await;
        (self, client)
    }

    /// The same site as another process serves it that has just been started: same database, files and clock, nothing
    /// in memory. Close its database after use.
    pub async fn just_started(&self) -> App {
        let db = Db::connect(&self.app.config.database.url, 2).await.unwrap();
        App { db, ..self.app.clone() }
    }

    /// How many statements the database was sent so far.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::SeqCst)
    }

    /// Moves the clock to a local time of Paris. Sessions end after two idle hours: sign in again afterwards.
    pub fn set_clock(&self, local: &str) {
        self.clock.set(instant(local));
    }

    /// Moves the clock to an instant.
    pub fn set_instant(&self, at: Instant) {
        self.clock.set(at);
    }

    /// Lets some seconds pass.
    pub fn pass(&self, seconds: i64) {
        self.clock.set(self.app.now().plus_seconds(seconds));
    }

    /// A browser without cookies.
    pub fn client(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// A browser without cookies, of another router on the same application.
    pub fn client_of(&self, router: Router<App>) -> Client {
        Client::new(router.with_state(self.app.clone()))
    }

    /// Imports a call's file.
    pub async fn import(&self, source: &str) -> CallId {
        calls::actions::import(&laureat::db::Act::now(&self.app, &Actor::CommandLine), source).await.unwrap()
    }

    /// Imports and publishes the call of 2013 (`ptce-2013`).
    pub async fn published_call(&self) -> CallId {
        let call = self.import(PTCE_2013).await;
        calls::actions::publish(&laureat::db::Act::now(&self.app, &Actor::CommandLine), call).await.unwrap();
        call
    }

    /// Short names of the published calls.
    pub async fn calls(&self) -> Vec<String> {
        let calls = calls::store::list_published(self.app.db.reader()).await.unwrap();
        calls.iter().map(|call| call.slug().to_owned()).collect()
    }

    /// Roles on a call.
    pub async fn roles(&self, call: CallId) -> Vec<(UserId, Role)> {
        calls::store::list_roles(self.app.db.reader(), call).await.unwrap()
    }

    /// How many rows each table holds, but for sessions and throttling, which no permission governs.
    pub async fn fingerprint(&self) -> BTreeMap<String, i64> {
        let (db, mut counts) = (self.app.db.unguarded(), BTreeMap::new());
        let tables = if self.app.db.is_sqlite() {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        } else {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
        };
        let backend = db.get_database_backend();
        for row in db.query_all_raw(Statement::from_string(backend, tables)).await.unwrap() {
            let name: String = row.try_get_by_index(0).unwrap();
            let sql = format!("SELECT count(*) FROM {name}");
            let row = db.query_one_raw(Statement::from_string(backend, sql)).await.unwrap().unwrap();
            counts.insert(name, row.try_get_by_index(0).unwrap());
        }
        assert!(counts.remove("sessions").is_some() && counts.remove("throttles").is_some());
        counts
    }

    /// Does every job that is due, and says how many.
    pub async fn run_jobs(&self) -> usize {
        worker::run_due(&self.app).await.unwrap()
    }

    /// Mails that were sent: recipient, subject, empty line, text. Run the jobs first.
    pub fn mails(&self) -> Vec<String> {
        match &self.app.mailer {
            Mailer::Memory(sent) => sent.lock().unwrap().clone(),
            _ => Vec::new(),
        }
    }

    /// Ends the test: fails when jobs are left, then removes the database.
    pub async fn finish(self) {
        let left = queue::store::count_unfinished(&self.app.db).await.unwrap();
        assert_eq!(left, 0, "jobs are left: call run_jobs(), and look at the failed ones");
        self.discard().await;
    }

    /// Ends a test that has closed the database itself.
    pub async fn abandon(self) {
        self.scratch.remove().await;
    }

    /// Ends a test that leaves jobs on purpose.
    pub async fn discard(self) {
        self.app.db.close().await.unwrap();
        self.scratch.remove().await;
    }
}
