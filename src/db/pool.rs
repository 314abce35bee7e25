//! Pools of connections. A connection that is given out has no transaction behind it.
//!
//! SQLite ends a transaction by itself when the disk is full or fails, and the driver then believes that it still
//! runs: the next « begin » on that connection would be a savepoint inside a transaction that nobody ends, and what is
//! committed there is lost. PostgreSQL's driver counts in the same way. So a connection that has a transaction left is
//! closed when it comes back, and another one is opened.
//!
//! Asking a connection whether it still lives costs as much as a short statement: two turns of SQLite's thread, a way
//! to PostgreSQL and back. So it is asked only where the answer may be no: after a pause (PostgreSQL), and when it comes
//! back with a transaction. A file does not go away.

use std::time::Duration;

use sea_orm::{
    ConnectOptions,
    sqlx::{self, Connection, Database, pool::PoolOptions},
};

/// How long a request waits for a connection before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a statement waits for what another one locked, in milliseconds: shorter than the wait for a connection.
const LOCK_PATIENCE: &str = "5000";

// Each connection of SQLite has a cache of its own (in kibibytes): what it does not hold, the cache of the system does,
// which is one for all.

/// How a pool of at most `max` connections is opened.
pub(super) fn options(url: &str, max: u32) -> ConnectOptions {
    with_pragmas(url, max, &[("cache_size", "-8000")])
}

/// How a pool of SQLite that only reads is opened: whoever writes through it is refused.
pub(super) fn reading(url: &str, max: u32) -> ConnectOptions {
    with_pragmas(url, max, &[("query_only", "ON"), ("cache_size", "-4000")])
}

/// A connection to a server that nobody used for so long is asked whether it still lives.
const SILENT_FOR: Duration = Duration::from_secs(2);

fn with_pragmas(url: &str, max: u32, more: &'static [(&'static str, &'static str)]) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options.max_connections(max).min_connections(1).acquire_timeout(PATIENCE).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .pragma("journal_mode", "WAL")
            // A filing that was acknowledged survives a power cut.
            .pragma("synchronous", "FULL")
            .pragma("busy_timeout", LOCK_PATIENCE)
            .pragma("foreign_keys", "ON")
            .pragma("temp_store", "MEMORY")
            // Rows of a part of a list at once: a full buffer makes two threads take turns.
            .row_buffer_size(500);
        more.iter().fold(sqlite, |sqlite, (pragma, value)| sqlite.pragma(*pragma, *value))
    });
    options.map_sqlx_postgres_opts(|postgres| postgres.options([("lock_timeout", LOCK_PATIENCE)]));
    options.map_sqlx_sqlite_pool_opts(|pool| without_leftovers(pool, None));
    options.map_sqlx_postgres_pool_opts(|pool| without_leftovers(pool, Some(SILENT_FOR)));
    options
}

/// A pool that gives out no connection with a transaction behind it, and asks one whether it lives only after it was
/// silent for so long.
fn without_leftovers<D: Database>(pool: PoolOptions<D>, silent_for: Option<Duration>) -> PoolOptions<D> {
    pool.test_before_acquire(false).after_release(|connection, _| Box::pin(is_clean(connection))).before_acquire(
        move |connection, known| {
            Box::pin(async move {
                if silent_for.is_some_and(|pause| known.idle_for >= pause) {
                    connection.ping().await?;
                }
                Ok(!connection.is_in_transaction())
            })
        },
    )
}

async fn is_clean<C: Connection>(connection: &mut C) -> Result<bool, sqlx::Error> {
    if !connection.is_in_transaction() {
        return Ok(true);
    }
    // A transaction that was dropped is rolled back after what was asked before: wait for it before looking again.
    connection.ping().await?;
    let clean = !connection.is_in_transaction();
    if !clean {
        tracing::warn!("a connection came back with a transaction that did not end: it is closed");
    }
    Ok(clean)
}
