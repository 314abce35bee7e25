//! Jobs and mails, as pages and operators read them.

use domain::{
    ids::{JobId, MailId},
    time::Instant,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::nobody_holds;
use crate::{
    db::{
        Db,
        entities::{job, mail},
    },
    error::AppResult,
    queue::{JobKind, Work},
};

/// Which failed jobs: those that were given up, or those that will be tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// They wait for a person.
    GivenUp,
    /// They wait for their next attempt.
    Waiting,
}

pub(super) fn that_failed(which: Failed) -> Condition {
    match which {
        Failed::GivenUp => Condition::all().add(job::Column::State.eq("failed")),
        Failed::Waiting => {
            Condition::all().add(job::Column::State.eq("ready")).add(job::Column::FailedAt.is_not_null())
        }
    }
}

/// Failed jobs, newest first, from the one before `before` on.
///
/// # Errors
/// When the database does not answer.
pub async fn list_failed(db: &Db, which: Failed, before: Option<JobId>, limit: u64) -> AppResult<Vec<job::Model>> {
    let mut query = job::Entity::find().filter(that_failed(which));
    if let Some(before) = before {
        query = query.filter(job::Column::Id.lt(before.uuid()));
    }
    Ok(query.order_by_desc(job::Column::Id).limit(limit).all(db.reader()).await?)
}

/// How many jobs failed.
///
/// # Errors
/// When the database does not answer.
pub async fn count_failed(db: &Db, which: Failed) -> AppResult<u64> {
    Ok(job::Entity::find().filter(that_failed(which)).count(db.reader()).await?)
}

/// How many jobs wait for their first attempt, and since when the oldest does. Those of these kinds, which take long,
/// wait for each other: they do not count while one of them is done.
///
/// # Errors
/// When the database does not answer.
pub async fn count_fresh(db: &Db, long: &[&str], now: Instant) -> AppResult<(u64, Option<Instant>)> {
    let of_long = || job::Column::Kind.is_in(long.iter().copied());
    let ready = || job::Entity::find().filter(job::Column::State.eq("ready"));
    let held = ready().filter(of_long()).filter(nobody_holds(now).not()).count(db.reader()).await? > 0;
    let fresh = || {
        let fresh = ready().filter(job::Column::Attempts.eq(0));
        if held { fresh.filter(Condition::all().add(of_long()).not()) } else { fresh }
    };
    let oldest = fresh().order_by_asc(job::Column::RunAt).one(db.reader()).await?;
    Ok((fresh().count(db.reader()).await?, oldest.map(|row| Instant::from_micros(row.created_at))))
}

/// Whether a job of these kinds is due and held by nobody.
///
/// # Errors
/// When the database does not answer.
pub async fn is_due(db: &Db, kinds: &[JobKind], now: Instant) -> AppResult<bool> {
    let due = job::Entity::find()
        .select_only()
        .column(job::Column::Id)
        .filter(job::Column::State.eq("ready"))
        .filter(job::Column::Kind.is_in(kinds.iter().map(|kind| kind.name)))
        .filter(job::Column::RunAt.lte(now.micros()))
        .filter(nobody_holds(now));
    Ok(due.limit(1).into_tuple::<uuid::Uuid>().one(db.reader()).await?.is_some())
}

/// A job by its id.
///
/// # Errors
/// When the database does not answer.
pub async fn find_job(db: &Db, id: JobId) -> AppResult<Option<job::Model>> {
    Ok(job::Entity::find_by_id(id.uuid()).one(db.reader()).await?)
}

/// The last jobs of these kinds, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list_of_kinds(db: &Db, kinds: &[&str], limit: u64) -> AppResult<Vec<job::Model>> {
    let jobs = job::Entity::find().filter(job::Column::Kind.is_in(kinds.iter().copied()));
    Ok(jobs.order_by_desc(job::Column::Id).limit(limit).all(db.reader()).await?)
}

/// A job of a kind that is not done yet, about that, if there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn find_unfinished<W: Work>(db: &Db, about: Option<&str>) -> AppResult<Option<JobId>> {
    let mut jobs = job::Entity::find().filter(job::Column::Kind.eq(W::KIND)).filter(job::Column::State.eq("ready"));
    if let Some(about) = about {
        jobs = jobs.filter(job::Column::About.eq(about));
    }
    Ok(jobs.one(db.reader()).await?.map(|row| JobId::from_uuid(row.id)))
}

/// Whether the job that bears this name is there, done or not.
///
/// # Errors
/// When the database does not answer.
pub async fn is_planned(db: &Db, once: &str) -> AppResult<bool> {
    Ok(job::Entity::find().filter(job::Column::Once.eq(once)).one(db.reader()).await?.is_some())
}

/// Mails by their ids.
///
/// # Errors
/// When the database does not answer.
pub async fn list_mails_by_id(db: &Db, ids: &[MailId]) -> AppResult<Vec<mail::Model>> {
    let ids = ids.iter().map(|id| id.uuid());
    Ok(mail::Entity::find().filter(mail::Column::Id.is_in(ids)).all(db.reader()).await?)
}

/// Jobs that are not done.
///
/// # Errors
/// When the database does not answer.
pub async fn count_unfinished(db: &Db) -> AppResult<u64> {
    Ok(job::Entity::find().filter(job::Column::State.is_in(["ready", "failed"])).count(db.reader()).await?)
}

/// A mail by its id.
///
/// # Errors
/// When the database does not answer.
pub async fn find_mail(db: &Db, id: MailId) -> AppResult<Option<mail::Model>> {
    Ok(mail::Entity::find_by_id(id.uuid()).one(db.reader()).await?)
}

/// The last mails, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list_mails(db: &Db, limit: u64) -> AppResult<Vec<mail::Model>> {
    Ok(mail::Entity::find()
        .order_by_desc(mail::Column::CreatedAt)
        .order_by_desc(mail::Column::Id)
        .limit(limit)
        .all(db.reader())
        .await?)
}
