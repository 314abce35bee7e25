//! Rows of the journal. Appending comes last in a transaction, after its locks, so that order is by sequence.

use domain::{
    journal::{self, About, Draft, Event, EventKind, Head, Salt, Subject},
    permissions::Action,
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Statement, sea_query::SimpleExpr,
};
use serde_json::Value;

use super::{Version, act::Act, entities::event};
use crate::error::{AppError, AppResult};

/// Appends an event to a chain, in the transaction of the act: see [`super::write`].
///
/// # Errors
/// When the database refuses, the payload is not canonical, or such an action writes no such event.
pub(in crate::db) async fn append_event(
    conn: &DatabaseTransaction,
    act: &Act,
    ((subject, name), action): ((Subject, &str), Action),
    kind: EventKind,
    about: &About,
    payload: Value,
) -> AppResult<Event> {
    if !kind.done_by().contains(&action) {
        return Err(AppError::internal(format!("{action:?} writes no event « {kind} »")));
    }
    if conn.get_database_backend() == DbBackend::Postgres {
        // The head of a chain cannot be locked before its first row exists: lock its name.
        let sql = "SELECT pg_advisory_xact_lock(hashtext($1))";
        conn.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [name.into()])).await?;
    }
    let head = head(conn, subject, name).await?;
    let draft = Draft { actor: act.actor.journal_name(), kind, subject: about.to_string(), payload };
    let event = journal::append(&head, draft, act.at, Salt::new(act.app.random()))?;
    event::Entity::insert(row(subject, &event)?.into_active_model()).exec_without_returning(conn).await?;
    Ok(event)
}

/// The rows of a chain.
fn of(subject: impl Into<Subject>) -> SimpleExpr {
    match subject.into() {
        Subject::Call(id) => event::Column::CallId.eq(id.uuid()),
    }
}

/// The row of an event.
///
/// # Errors
/// When the payload is not canonical.
pub fn row(subject: impl Into<Subject>, event: &Event) -> AppResult<event::Model> {
    let Subject::Call(call) = subject.into();
    Ok(event::Model {
        call_id: call.uuid(),
        seq: event.seq,
        at: event.at.micros(),
        actor: event.actor.clone(),
        kind: event.kind.as_str().into(),
        subject: event.subject.clone(),
        salt: event.salt.map(|salt| salt.to_string()).unwrap_or_default(),
        payload: domain::canonical::to_text(&event.payload)?,
        commitment: event.commitment.to_string(),
        prev_hash: event.prev_hash.to_string(),
        hash: event.hash.to_string(),
    })
}

/// Where a chain ends. Its `name` is the short name of the call.
///
/// # Errors
/// When the database does not answer or holds a hash that is none.
pub async fn head(conn: &impl ConnectionTrait, subject: impl Into<Subject>, name: &str) -> AppResult<Head> {
    let last = event::Entity::find().filter(of(subject)).order_by_desc(event::Column::Seq).limit(1).one(conn).await?;
    match last {
        Some(row) => {
            let hash = row.hash.parse().map_err(|_| AppError::internal("the journal holds a hash that is none"))?;
            Ok(Head { slug: name.to_owned(), seq: row.seq, hash })
        }
        None => Ok(Head::start(name)),
    }
}

/// When the last event of a kind about something was written.
///
/// # Errors
/// When the database does not answer.
pub async fn last_of(
    conn: &impl ConnectionTrait,
    subject: impl Into<Subject>,
    kind: EventKind,
    about: &str,
) -> AppResult<Option<Instant>> {
    let last = event::Entity::find()
        .filter(of(subject))
        .filter(event::Column::Kind.eq(kind.as_str()))
        .filter(event::Column::Subject.eq(about))
        .order_by_desc(event::Column::Seq)
        .limit(1)
        .one(conn)
        .await?;
    Ok(last.map(|row| Instant::from_micros(row.at)))
}

/// How far a chain was when only acts of these kinds count.
///
/// # Errors
/// When the database does not answer.
pub async fn last_act(
    conn: &impl ConnectionTrait,
    subject: impl Into<Subject>,
    kinds: &[EventKind],
) -> AppResult<Version> {
    let last: Option<Version> = event::Entity::find()
        .select_only()
        .column(event::Column::Hash)
        .filter(of(subject))
        .filter(event::Column::Kind.is_in(kinds.iter().map(|kind| kind.as_str())))
        .order_by_desc(event::Column::Seq)
        .limit(1)
        .into_tuple()
        .one(conn)
        .await?;
    Ok(last.unwrap_or_default())
}

/// Events of a chain after `after` (0 for the beginning), at most `limit`, in order.
///
/// # Errors
/// When the database does not answer or a row cannot be read as an event.
pub async fn list(
    conn: &impl ConnectionTrait,
    subject: impl Into<Subject>,
    after: i64,
    limit: u64,
) -> AppResult<Vec<Event>> {
    let rows = event::Entity::find()
        .filter(of(subject))
        .filter(event::Column::Seq.gt(after))
        .order_by_asc(event::Column::Seq)
        .limit(limit)
        .all(conn)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Events of a chain before `before` (all when there is none), at most `limit`, newest first.
///
/// # Errors
/// As [`list`].
pub async fn list_before(
    conn: &impl ConnectionTrait,
    subject: impl Into<Subject>,
    before: Option<i64>,
    limit: u64,
) -> AppResult<Vec<Event>> {
    let rows = event::Entity::find()
        .filter(of(subject))
        .filter(event::Column::Seq.lt(before.unwrap_or(i64::MAX)))
        .order_by_desc(event::Column::Seq)
        .limit(limit)
        .all(conn)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Reads a row. Actor, subject, salt and payload may be erased, all four together or not at all: what is left of a
/// half erased row could not be checked, so it must not be shown.
fn read(row: event::Model) -> AppResult<Event> {
    let covered = [&row.actor, &row.subject, &row.salt, &row.payload];
    let erased = covered.into_iter().all(String::is_empty);
    let broken = || AppError::internal(format!("event {} of the journal cannot be read", row.seq));
    Ok(Event {
        seq: row.seq,
        at: Instant::from_micros(row.at),
        kind: row.kind.parse::<EventKind>().map_err(|_| broken())?,
        salt: if erased { None } else { Some(row.salt.parse().map_err(|_| broken())?) },
        payload: if erased { Value::Null } else { serde_json::from_str(&row.payload).map_err(|_| broken())? },
        commitment: row.commitment.parse().map_err(|_| broken())?,
        prev_hash: row.prev_hash.parse().map_err(|_| broken())?,
        hash: row.hash.parse().map_err(|_| broken())?,
        actor: row.actor,
        subject: row.subject,
    })
}
