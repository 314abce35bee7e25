//! Rows of jobs and mails.

use domain::{
    ids::{JobId, MailId},
    permissions::Action,
    time::Instant,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType},
};

pub use crate::db::entities::{job::Model as JobRow, mail::Model as MailRow};

use super::{ATTEMPTS_MAX, Job, JobFailed, NewMail, Reason, next_attempt};
use crate::{
    db::{
        Act, Db, Writes,
        entities::{job, mail},
        write::{Platform, WriteTx},
    },
    error::AppResult,
};

/// Writes a job.
pub(super) async fn insert_job(tx: &impl Writes, id: JobId, job: &Job) -> AppResult<()> {
    let row = job::Model {
        id: id.uuid(),
        kind: job.kind().into(),
        payload: serde_json::to_string(job)?,
        state: "ready".into(),
        attempts: 0,
        run_at: tx.at().micros(),
        locked_until: None,
        last_error: None,
        created_at: tx.at().micros(),
        finished_at: None,
        attempts_max: ATTEMPTS_MAX,
        reason: None,
        failed_at: None,
    };
    job::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Writes a mail.
pub(super) async fn insert_mail(tx: &impl Writes, id: MailId, new: &NewMail) -> AppResult<()> {
    let row = mail::Model {
        id: id.uuid(),
        message: new.message.into(),
        recipient: new.recipient.clone(),
        subject: new.subject.clone(),
        body_text: new.body_text.clone(),
        body_html: new.body_html.clone(),
        created_at: tx.at().micros(),
        sent_at: None,
        attachment_key: new.attachment.as_ref().map(|file| file.key.clone()),
        attachment_name: new.attachment.as_ref().map(|file| file.name.clone()),
    };
    mail::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// A job that this worker holds until its lease ends; after that another may take it over.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Its id.
    pub id: JobId,
    /// What to do.
    pub job: Job,
    /// Attempts so far, this one included.
    pub attempts: i64,
    /// Attempts before it is given up.
    pub attempts_max: i64,
}

/// Takes the oldest job that is due, whose holder has died or that nobody holds. Other workers skip it.
/// What cannot be done at all (its holders die at it, it cannot be read) is given up on the way.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(act: &Act, lease_seconds: u32) -> AppResult<Option<Claimed>> {
    loop {
        let tx = act.on_platform(Action::RunJobs).await?;
        let now = tx.at();
        let Some(row) = lock_due(&tx, now).await? else { return Ok(None) };
        let (id, attempts, attempts_max) = (JobId::from_uuid(row.id), row.attempts, row.attempts_max);
        let (job, hopeless) = match serde_json::from_str(&row.payload) {
            Ok(job) if attempts < attempts_max => (Some(job), Reason::Interrupted),
            Ok(_) => (None, Reason::Interrupted),
            Err(_) => (None, Reason::Internal),
        };
        let mut change = row.into_active_model();
        let Some(job) = job else {
            change.state = Set("failed".into());
            change.reason = Set(Some(hopeless.as_str().into()));
            change.failed_at = Set(Some(now.micros()));
            change.locked_until = Set(None);
            change.update(tx.conn()).await?;
            tx.commit().await?;
            tracing::error!(job = %id, reason = hopeless.as_str(), "job given up");
            continue;
        };
        change.attempts = Set(attempts + 1);
        change.locked_until = Set(Some(now.plus_seconds(i64::from(lease_seconds)).micros()));
        change.update(tx.conn()).await?;
        tx.commit().await?;
        return Ok(Some(Claimed { id, job, attempts: attempts + 1, attempts_max }));
    }
}

async fn lock_due(tx: &WriteTx<Platform>, now: Instant) -> AppResult<Option<job::Model>> {
    Ok(job::Entity::find()
        .filter(job::Column::State.eq("ready"))
        .filter(job::Column::RunAt.lte(now.micros()))
        .filter(nobody_holds(now))
        .order_by_asc(job::Column::RunAt)
        .order_by_asc(job::Column::Id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .limit(1)
        .one(tx.conn())
        .await?)
}

fn nobody_holds(now: Instant) -> Condition {
    Condition::any().add(job::Column::LockedUntil.is_null()).add(job::Column::LockedUntil.lt(now.micros()))
}

/// Writes how an attempt ended: done, to be tried again later, or given up. Whoever held the job for too long, so that
/// another has taken it over, writes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn save_attempt(tx: &WriteTx<Platform>, claimed: &Claimed, failed: Option<&JobFailed>) -> AppResult<()> {
    let over = |failed: &JobFailed| failed.reason.for_good() || claimed.attempts >= claimed.attempts_max;
    let state = match failed {
        None => "done",
        Some(failed) if over(failed) => "failed",
        Some(_) => "ready",
    };
    // After a person asked for more attempts, the pauses begin short again.
    let round = claimed.attempts - (claimed.attempts_max - ATTEMPTS_MAX);
    let mut query = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(state))
        .col_expr(job::Column::FinishedAt, Expr::value(failed.is_none().then_some(tx.at().micros())))
        .col_expr(job::Column::RunAt, Expr::value(next_attempt(tx.at(), round - 1).micros()))
        .col_expr(job::Column::LockedUntil, Expr::value(None::<i64>));
    if let Some(failed) = failed {
        query = query
            .col_expr(job::Column::LastError, Expr::value(failed.detail.clone()))
            .col_expr(job::Column::Reason, Expr::value(failed.reason.as_str()))
            .col_expr(job::Column::FailedAt, Expr::value(tx.at().micros()));
    }
    query
        .filter(job::Column::Id.eq(claimed.id.uuid()))
        .filter(job::Column::State.eq("ready"))
        .filter(job::Column::Attempts.eq(claimed.attempts))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Which failed jobs: those that were given up, or those that will be tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// They wait for a person.
    GivenUp,
    /// They wait for their next attempt.
    Waiting,
}

fn that_failed(which: Failed) -> Condition {
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

/// How many jobs wait for their first attempt, and since when the oldest does.
///
/// # Errors
/// When the database does not answer.
pub async fn count_fresh(db: &Db) -> AppResult<(u64, Option<Instant>)> {
    let fresh = || job::Entity::find().filter(job::Column::State.eq("ready")).filter(job::Column::FailedAt.is_null());
    let oldest = fresh().order_by_asc(job::Column::RunAt).one(db.reader()).await?;
    Ok((fresh().count(db.reader()).await?, oldest.map(|row| Instant::from_micros(row.created_at))))
}

/// Makes failed jobs due at once, with as many attempts as a new one: one job, or all. Says how many.
/// A job that somebody works at is left alone.
///
/// # Errors
/// When the database refuses.
pub async fn save_retry(tx: &WriteTx<Platform>, only: Option<JobId>) -> AppResult<u64> {
    let mut query = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value("ready"))
        .col_expr(job::Column::RunAt, Expr::value(tx.at().micros()))
        .col_expr(job::Column::AttemptsMax, Expr::col(job::Column::Attempts).add(ATTEMPTS_MAX))
        .col_expr(job::Column::LockedUntil, Expr::value(None::<i64>))
        .filter(Condition::any().add(that_failed(Failed::GivenUp)).add(that_failed(Failed::Waiting)))
        .filter(nobody_holds(tx.at()));
    if let Some(id) = only {
        query = query.filter(job::Column::Id.eq(id.uuid()));
    }
    Ok(query.exec(tx.conn()).await?.rows_affected)
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
    Ok(job::Entity::find().filter(job::Column::State.ne("done")).count(db.reader()).await?)
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

/// Marks a mail as sent.
///
/// # Errors
/// When the database refuses.
pub async fn save_mail_sent(tx: &WriteTx<Platform>, id: MailId) -> AppResult<()> {
    mail::ActiveModel { id: Set(id.uuid()), sent_at: Set(Some(tx.at().micros())), ..Default::default() }
        .update(tx.conn())
        .await?;
    Ok(())
}
