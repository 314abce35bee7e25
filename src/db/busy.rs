//! Failures of the database that pass: nothing was written, and the same request may well succeed in a minute.

use sea_orm::{
    ConnAcquireErr, DbErr, RuntimeErr,
    sqlx::{self, error::DatabaseError},
};

/// SQLite: the file is busy, locked, cannot be written for the moment, or the disk is full.
const SQLITE: [u32; 4] = [5, 6, 10, 13];
/// PostgreSQL: connection, rollback that is nobody's fault, lack of room or connections, lock, time-out, shutdown.
const POSTGRES: [&str; 6] = ["08", "40", "53", "55P03", "57014", "57P0"];

/// Whether a failure passes.
#[must_use]
pub fn passes(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(why) => matches!(why, ConnAcquireErr::Timeout),
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => driver(cause),
        _ => false,
    }
}

fn driver(cause: &sqlx::Error) -> bool {
    match cause {
        sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed | sqlx::Error::BeginFailed => true,
        sqlx::Error::Database(said) => code(&**said),
        _ => false,
    }
}

fn code(said: &dyn DatabaseError) -> bool {
    let Some(code) = said.code() else { return false };
    if said.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
        return POSTGRES.iter().any(|start| code.starts_with(start));
    }
    // The low byte is what happened, the rest is where.
    code.parse::<u32>().is_ok_and(|code| SQLITE.contains(&(code & 0xff)))
}
