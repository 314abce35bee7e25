//! Which errors of a database pass by themselves: to them the answer is « come back », not « something is broken ».

use sea_orm::{
    DbErr, RuntimeErr, SqlxError,
    sqlx::{error::DatabaseError, postgres::PgDatabaseError, sqlite::SqliteError},
};

/// `BUSY`, `LOCKED`, `IOERR`, `FULL`, `CANTOPEN`: another writes, or the disk does not.
const SQLITE: [i32; 5] = [5, 6, 10, 13, 14];

/// Starts of SQLSTATE: connection, transaction rollback, insufficient resources, operator intervention (shutdown,
/// cancelled by a timeout), lock not available, system error, read-only (a standby that was not promoted yet).
const POSTGRES: [&str; 7] = ["08", "40", "53", "57", "55P03", "58", "25006"];

/// Whether the same request may well succeed in a moment: the database is gone, locked, full or starting.
#[must_use]
pub fn is_passing(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) => true,
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => match &**cause {
            SqlxError::PoolTimedOut
            | SqlxError::PoolClosed
            | SqlxError::Io(_)
            | SqlxError::Tls(_)
            | SqlxError::WorkerCrashed
            | SqlxError::BeginFailed => true,
            SqlxError::Database(cause) => said_so(&**cause),
            _ => false,
        },
        _ => false,
    }
}

fn said_so(error: &dyn DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<PgDatabaseError>().is_some() {
        return POSTGRES.iter().any(|start| code.starts_with(start));
    }
    // An extended code carries the primary one in its low byte.
    error.try_downcast_ref::<SqliteError>().is_some()
        && code.parse().is_ok_and(|code: i32| SQLITE.contains(&(code & 0xff)))
}
