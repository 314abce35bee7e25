//! Connections, transactions, and the gate through which every write passes.

pub mod access;
pub mod act;
pub mod entities;
pub mod erasure;
mod fault;
pub mod journal;
mod kept;
pub mod links;
pub mod locked;
mod pool;
pub mod standing;
pub mod write;

use domain::time::Instant;
use migrations::Migrator;
use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait, IntoActiveModel,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

pub use access::{Permit, permit};
pub use act::{Act, Actor, Lasting};
pub use fault::is_passing;
pub use kept::{Keep, Version};
pub use write::{WriteTx, Writes};

/// A database: SQLite has one writing connection and several readers, PostgreSQL one pool.
#[derive(Clone)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    kept: std::sync::Arc<kept::Kept>,
    /// When a write was last tried and taken.
    tried: std::sync::Arc<tokio::sync::Mutex<Option<std::time::Instant>>>,
}

/// A transaction that can read and lock: [`Act`] turns it into a [`WriteTx`].
pub struct Tx(pub(in crate::db) DatabaseTransaction);

impl Tx {
    /// For reading: only `store.rs` files may use it, and only to read or to lock.
    #[must_use]
    pub fn reader(&self) -> &DatabaseTransaction {
        &self.0
    }
}

/// A row that is never left: no throttle has such a key.
const PROBE: &str = "try-write";

/// How long a write that was taken says that writes are taken.
const TRIED_FOR: std::time::Duration = std::time::Duration::from_secs(1);

impl Db {
    /// Connects to `sqlite://path` or `postgres://…`; a missing SQLite file is made.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn connect(url: &str, max_connections: u32) -> Result<Self, DbErr> {
        if url.starts_with("sqlite") {
            let path = url.trim_start_matches("sqlite://").split('?').next().unwrap_or_default();
            if let Some(folder) = std::path::Path::new(path).parent() {
                std::fs::create_dir_all(folder).map_err(|e| DbErr::Custom(format!("{}: {e}", folder.display())))?;
            }
            let url = format!("sqlite://{path}?mode=rwc");
            let write = Database::connect(pool::options(&url, 1)).await?;
            let read = Database::connect(pool::reading(&url, max_connections)).await?;
            return Ok(Self { read, write, kept: std::sync::Arc::default(), tried: std::sync::Arc::default() });
        }
        let pool = Database::connect(pool::options(url, max_connections)).await?;
        Ok(Self { read: pool.clone(), write: pool, kept: std::sync::Arc::default(), tried: std::sync::Arc::default() })
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// When a migration fails; nothing of it stays.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        Migrator::up(&self.write, None).await
    }

    /// Names of migrations that were not applied yet.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, DbErr> {
        // Its list of what was applied is made when it is not there.
        let pending = Migrator::get_pending_migrations(&self.write).await?;
        Ok(pending.iter().map(|migration| migration.name().to_owned()).collect())
    }

    /// For reading outside a transaction: only `store.rs` files may use it.
    #[must_use]
    pub fn reader(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For sessions and throttling, which no permission governs: only `web/store.rs` may use it.
    #[must_use]
    pub fn unguarded(&self) -> &DatabaseConnection {
        &self.write
    }

    /// What time it is for the database.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn clock(&self) -> Result<Instant, DbErr> {
        let sql = match self.read.get_database_backend() {
            DbBackend::Sqlite => "SELECT CAST(unixepoch('subsec') * 1000000 AS INTEGER) AS micros",
            _ => "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::BIGINT AS micros",
        };
        let row = self.read.query_one_raw(Statement::from_string(self.read.get_database_backend(), sql)).await?;
        let row = row.ok_or_else(|| DbErr::RecordNotFound("the time".into()))?;
        Ok(Instant::from_micros(row.try_get("", "micros")?))
    }

    /// Begins a transaction that can become a writing one.
    ///
    /// On SQLite it is `BEGIN IMMEDIATE`: nobody else writes until it ends, which is what row locks do on PostgreSQL.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin_write(&self) -> Result<Tx, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Tx(self.write.begin_with_options(options).await?))
    }

    /// Writes a row and takes it back: whether anything can be written now, and would last.
    ///
    /// What it found holds for a second, so that asking often writes little.
    ///
    /// # Errors
    /// When the database does not take a write: it is full, locked, in recovery, or gone.
    pub async fn try_write(&self) -> Result<(), DbErr> {
        let mut tried = self.tried.lock().await;
        if tried.is_some_and(|at| at.elapsed() < TRIED_FOR) {
            return Ok(());
        }
        let Tx(tx) = self.begin_write().await?;
        // On SQLite long enough to need pages of its own: a row that fits in a page that is there proves little.
        let key = PROBE.repeat(if self.is_sqlite() { 2048 } else { 1 });
        let probe = entities::throttle::Model { key: key.clone(), window_start: 0, attempts: 0 };
        entities::throttle::Entity::insert(probe.into_active_model()).exec_without_returning(&tx).await?;
        entities::throttle::Entity::delete_by_id(key).exec(&tx).await?;
        // Committed, not rolled back: only then has the database written to the disk.
        tx.commit().await?;
        *tried = Some(std::time::Instant::now());
        Ok(())
    }

    /// The same database, each of whose statements `each` hears of: for measuring, and for tests that count.
    #[must_use]
    pub fn watched(mut self, each: impl Fn(&str) + Send + Sync + 'static) -> Self {
        let each = std::sync::Arc::new(each);
        for connection in [&mut self.read, &mut self.write] {
            let each = each.clone();
            connection.set_metric_callback(move |info| each(&info.statement.sql));
        }
        self
    }

    /// Whether this is SQLite.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.write.get_database_backend() == DbBackend::Sqlite
    }

    /// Waits for running queries and closes.
    ///
    /// # Errors
    /// When a connection cannot be closed.
    pub async fn close(self) -> Result<(), DbErr> {
        self.read.close().await?;
        self.write.close().await
    }
}

/// Which of our named constraints an error broke, on either database.
#[must_use]
pub fn broken_constraint(error: &DbErr) -> Option<&'static str> {
    const NAMES: [(&str, &str); 12] = [
        ("users_email", "users.email"),
        ("calls_slug", "calls.slug"),
        ("dossiers_number", "dossiers.call_id, dossiers.number"),
        ("assignments_once", "assignments.dossier_id, assignments.reviewer_id"),
        ("decisions_number", "decisions.call_id, decisions.number"),
        ("call_revisions_number", "call_revisions.call_id, call_revisions.number"),
        ("award_above_track", "award_above_track"),
        ("award_above_ceiling", "award_above_ceiling"),
        ("award_above_envelope", "award_above_envelope"),
        ("award_above_dossier_ceiling", "award_above_dossier_ceiling"),
        ("never_changes", "never_changes"),
        ("belongs_elsewhere", "belongs_elsewhere"),
    ];
    let text = error.to_string();
    NAMES.iter().find(|(name, sqlite)| text.contains(name) || text.contains(sqlite)).map(|(name, _)| *name)
}
