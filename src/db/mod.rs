//! Connections, transactions, and the gate through which every write passes.

pub mod access;
pub mod act;
pub mod entities;
pub mod journal;
mod kept;
mod old;
pub mod standing;
pub mod write;

use domain::time::Instant;
use migrations::Migrator;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

pub use act::{Act, Actor};
pub use old::{Interests, Permit, Subject, WriteTx, authorize, load_on_call, permit};
pub use write::Writes;

/// A database: SQLite has one writing connection and several readers, PostgreSQL one pool.
#[derive(Clone)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    kept: std::sync::Arc<kept::Kept>,
}

/// A transaction that can read and lock. [`authorize`] turns it into a [`WriteTx`].
pub struct Tx(pub(in crate::db) DatabaseTransaction);

impl Tx {
    /// For reading: only `store.rs` files may use it, and only to read or to lock.
    #[must_use]
    pub fn reader(&self) -> &DatabaseTransaction {
        &self.0
    }
}

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
            let write = Database::connect(options(&url, 1)).await?;
            let read = Database::connect(options(&url, max_connections)).await?;
            return Ok(Self { read, write, kept: std::sync::Arc::default() });
        }
        let pool = Database::connect(options(url, max_connections)).await?;
        Ok(Self { read: pool.clone(), write: pool, kept: std::sync::Arc::default() })
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
        let pending = Migrator::get_pending_migrations(&self.read).await?;
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

fn options(url: &str, max: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options.max_connections(max).min_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .pragma("journal_mode", "WAL")
            // A filing that was acknowledged survives a power cut.
            .pragma("synchronous", "FULL")
            .pragma("busy_timeout", "5000")
            .pragma("foreign_keys", "ON")
            .pragma("cache_size", "-20000")
            .pragma("temp_store", "MEMORY")
            // Rows of a part of a list at once: a full buffer makes two threads take turns.
            .row_buffer_size(500)
    });
    options
}

/// Which of our named constraints an error broke, on either database.
#[must_use]
pub fn broken_constraint(error: &DbErr) -> Option<&'static str> {
    const NAMES: [(&str, &str); 11] = [
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
    ];
    let text = error.to_string();
    NAMES.iter().find(|(name, sqlite)| text.contains(name) || text.contains(sqlite)).map(|(name, _)| *name)
}
