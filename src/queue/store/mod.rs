//! Rows of jobs and mails.

mod lists;
mod tidy;

use domain::{
    ids::{JobId, MailId},
    permissions::Action,
    time::Instant,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict},
};

pub use lists::{
    Failed, count_failed, count_fresh, count_unfinished, find_job, find_mail, find_unfinished, is_due, is_planned,
    list_failed, list_mails, list_mails_by_id, list_of_kinds,
};
pub use tidy::{delete_done, delete_sent};

pub use crate::db::entities::{job::Model as JobRow, mail::Model as MailRow};

use super::{ATTEMPTS_MAX, JobFailed, JobKind, JobTold, NewMail, Progress, Reason, Work, next_attempt};
use crate::{
    db::{
        Act, Writes,
        entities::{job, mail},
        write::{Platform, WriteTx},
    },
    error::AppResult,
};

/// Writes a job; one that bears a name of which there is one is left out when it is there already.
pub(super) async fn insert_job<W: Work>(tx: &impl Writes, id: JobId, job: &W, once: Option<String>) -> AppResult<()> {
    let mut payload = serde_json::to_value(job)?;
    // An earlier version, which works beside this one while it is replaced, reads the kind in the data.
    payload["kind"] = W::KIND.into();
    let row = job::Model {
        id: id.uuid(),
        kind: W::KIND.into(),
        payload: payload.to_string(),
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
        about: job.about(),
        once,
        phase: None,
        phase_done: 0,
        phase_of: 0,
        cancel_asked_at: None,
        result: None,
    };
    let there = OnConflict::column(job::Column::Once).do_nothing().to_owned();
    job::Entity::insert(row.into_active_model()).on_conflict(there).exec_without_returning(tx.conn()).await?;
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
#[derive(Clone)]
pub struct Claimed {
    /// Its id.
    pub id: JobId,
    /// Its kind.
    pub kind: JobKind,
    /// What to do, as it is stored: data of that kind.
    pub payload: String,
    /// Attempts so far, this one included.
    pub attempts: i64,
    /// Attempts before it is given up.
    pub attempts_max: i64,
}

/// How an attempt ended.
#[derive(Debug)]
pub enum Ended {
    /// The job is done, with something to tell or nothing.
    Done(Option<JobTold>),
    /// It is to be tried again later, or given up.
    Failed(JobFailed),
    /// A person gave it up.
    Cancelled,
    /// The worker ended first: another begins anew, and the attempt does not count.
    GivenBack,
}

/// Takes the oldest job of these kinds that is due, whose holder has died or that nobody holds. Other workers skip it.
/// What cannot be done at all (its holders die at it, it cannot be read) is given up on the way, and so is what a person
/// gave up while its holder was dead. A job of a kind that nobody knows waits for a worker that knows it.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(act: &Act, kinds: &[JobKind], lease_seconds: u32) -> AppResult<Option<Claimed>> {
    loop {
        let tx = act.on_platform(Action::RunJobs).await?;
        let now = tx.at();
        let Some(row) = lock_due(&tx, kinds, now).await? else { return Ok(None) };
        let (id, attempts, attempts_max) = (JobId::from_uuid(row.id), row.attempts, row.attempts_max);
        let kind = kinds.iter().find(|kind| kind.name == row.kind && kind.reads(&row.payload)).copied();
        let cancelled = row.cancel_asked_at.is_some();
        let payload = row.payload.clone();
        let mut change = row.into_active_model();
        let kind = match kind {
            Some(kind) if !cancelled && attempts < attempts_max => kind,
            _ if cancelled => {
                change.state = Set("cancelled".into());
                change.finished_at = Set(Some(now.micros()));
                change.locked_until = Set(None);
                change.update(tx.conn()).await?;
                tx.commit().await?;
                continue;
            }
            hopeless => {
                let reason = if hopeless.is_some() { Reason::Interrupted } else { Reason::Internal };
                change.state = Set("failed".into());
                change.reason = Set(Some(reason.as_str().into()));
                change.failed_at = Set(Some(now.micros()));
                change.locked_until = Set(None);
                change.update(tx.conn()).await?;
                tx.commit().await?;
                tracing::error!(job = %id, reason = reason.as_str(), "job given up");
                continue;
            }
        };
        change.attempts = Set(attempts + 1);
        change.locked_until = Set(Some(end_of_lease(now, lease_seconds)));
        change.update(tx.conn()).await?;
        tx.commit().await?;
        return Ok(Some(Claimed { id, kind, payload, attempts: attempts + 1, attempts_max }));
    }
}

fn end_of_lease(now: Instant, lease_seconds: u32) -> i64 {
    now.plus_seconds(i64::from(lease_seconds)).micros()
}

async fn lock_due(tx: &WriteTx<Platform>, kinds: &[JobKind], now: Instant) -> AppResult<Option<job::Model>> {
    Ok(job::Entity::find()
        .filter(job::Column::State.eq("ready"))
        .filter(job::Column::Kind.is_in(kinds.iter().map(|kind| kind.name)))
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

/// The row of a job, as long as this attempt holds it.
fn held(claimed: &Claimed) -> Condition {
    Condition::all()
        .add(job::Column::Id.eq(claimed.id.uuid()))
        .add(job::Column::State.eq("ready"))
        .add(job::Column::Attempts.eq(claimed.attempts))
}

/// Writes how far a job is, and holds it for another lease.
///
/// # Errors
/// When the database refuses.
pub async fn save_progress(
    tx: &WriteTx<Platform>,
    claimed: &Claimed,
    progress: Progress,
    lease_seconds: u32,
) -> AppResult<()> {
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    job::Entity::update_many()
        .col_expr(job::Column::Phase, Expr::value((!progress.phase.is_empty()).then_some(progress.phase)))
        .col_expr(job::Column::PhaseDone, Expr::value(count(progress.done)))
        .col_expr(job::Column::PhaseOf, Expr::value(count(progress.of)))
        .col_expr(job::Column::LockedUntil, Expr::value(end_of_lease(tx.at(), lease_seconds)))
        .filter(held(claimed))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Writes how an attempt ended. Whoever held the job for too long, so that another has taken it over, writes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn save_attempt(tx: &WriteTx<Platform>, claimed: &Claimed, ended: &Ended) -> AppResult<()> {
    let over = |failed: &JobFailed| failed.reason.for_good() || claimed.attempts >= claimed.attempts_max;
    let state = match ended {
        Ended::Done(_) => "done",
        Ended::Cancelled => "cancelled",
        Ended::Failed(failed) if over(failed) => "failed",
        Ended::Failed(_) | Ended::GivenBack => "ready",
    };
    let finished = matches!(ended, Ended::Done(_) | Ended::Cancelled).then_some(tx.at().micros());
    // After a person asked for more attempts, the pauses begin short again.
    let round = claimed.attempts - (claimed.attempts_max - ATTEMPTS_MAX);
    let again = if matches!(ended, Ended::GivenBack) { tx.at() } else { next_attempt(tx.at(), round - 1) };
    let mut query = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(state))
        .col_expr(job::Column::FinishedAt, Expr::value(finished))
        .col_expr(job::Column::RunAt, Expr::value(again.micros()))
        .col_expr(job::Column::LockedUntil, Expr::value(None::<i64>));
    query = match ended {
        Ended::Done(told) => {
            let told = told.as_ref().map(serde_json::to_string).transpose()?;
            query.col_expr(job::Column::Result, Expr::value(told))
        }
        Ended::Failed(failed) => query
            .col_expr(job::Column::LastError, Expr::value(failed.detail.clone()))
            .col_expr(job::Column::Reason, Expr::value(failed.reason.as_str()))
            .col_expr(job::Column::FailedAt, Expr::value(tx.at().micros())),
        Ended::GivenBack => query.col_expr(job::Column::Attempts, Expr::value(claimed.attempts - 1)),
        Ended::Cancelled => query,
    };
    query.filter(held(claimed)).exec(tx.conn()).await?;
    Ok(())
}

/// Gives up a job of these kinds: at once when nobody holds it, else its holder is told. Says whether there was one.
///
/// # Errors
/// When the database refuses.
pub async fn save_cancel(tx: &WriteTx<Platform>, id: JobId, kinds: &[&str]) -> AppResult<bool> {
    let unfinished = Condition::all()
        .add(job::Column::Id.eq(id.uuid()))
        .add(job::Column::State.is_in(["ready", "failed"]))
        .add(job::Column::Kind.is_in(kinds.iter().copied()));
    let ended = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value("cancelled"))
        .col_expr(job::Column::FinishedAt, Expr::value(tx.at().micros()))
        .col_expr(job::Column::LockedUntil, Expr::value(None::<i64>))
        .filter(unfinished.clone())
        .filter(nobody_holds(tx.at()))
        .exec(tx.conn())
        .await?;
    let told = job::Entity::update_many()
        .col_expr(job::Column::CancelAskedAt, Expr::value(tx.at().micros()))
        .filter(unfinished)
        .exec(tx.conn())
        .await?;
    Ok(ended.rows_affected + told.rows_affected > 0)
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
        .filter(Condition::any().add(lists::that_failed(Failed::GivenUp)).add(lists::that_failed(Failed::Waiting)))
        .filter(nobody_holds(tx.at()));
    if let Some(id) = only {
        query = query.filter(job::Column::Id.eq(id.uuid()));
    }
    Ok(query.exec(tx.conn()).await?.rows_affected)
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
