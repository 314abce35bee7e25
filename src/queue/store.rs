//! Rows of jobs and mails.

use domain::{
    ids::{JobId, MailId},
    time::Instant,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, sea_query::LockBehavior, sea_query::LockType,
};

use super::{ATTEMPTS_MAX, Job, next_attempt};
use crate::{
    db::{
        Db, Tx, WriteTx,
        entities::{job, mail},
    },
    error::AppResult,
    mailer::NewMail,
};

/// Writes a job.
pub(super) async fn insert_job(tx: &WriteTx, id: JobId, job: &Job) -> AppResult<()> {
    let row = job::Model {
        id: id.uuid(),
        kind: job.kind().into(),
        payload: serde_json::to_string(job)?,
        state: "ready".into(),
        attempts: 0,
        run_at: tx.at.micros(),
        locked_until: None,
        last_error: None,
        created_at: tx.at.micros(),
        finished_at: None,
    };
    job::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Writes a mail.
pub(super) async fn insert_mail(tx: &WriteTx, id: MailId, new: &NewMail) -> AppResult<()> {
    let row = mail::Model {
        id: id.uuid(),
        message: new.message.into(),
        recipient: new.recipient.clone(),
        subject: new.subject.clone(),
        body_text: new.body_text.clone(),
        body_html: new.body_html.clone(),
        created_at: tx.at.micros(),
        sent_at: None,
    };
    mail::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// A job that this worker holds until `locked_until`; after that another may take it over.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Its id.
    pub id: JobId,
    /// What to do.
    pub job: Job,
    /// Attempts so far, this one included.
    pub attempts: i64,
}

/// Takes the oldest job that is due, whose holder has died or that nobody holds. Other workers skip it.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(tx: Tx, actor: &crate::db::Actor, now: Instant) -> AppResult<Option<Claimed>> {
    let row = job::Entity::find()
        .filter(job::Column::State.eq("ready"))
        .filter(job::Column::RunAt.lte(now.micros()))
        .filter(Condition::any().add(job::Column::LockedUntil.is_null()).add(job::Column::LockedUntil.lt(now.micros())))
        .order_by_asc(job::Column::RunAt)
        .order_by_asc(job::Column::Id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .limit(1)
        .one(tx.reader())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let tx = crate::db::authorize(tx, actor, domain::permissions::Action::RunJobs, crate::db::Subject::Platform, now)
        .await?;
    let claimed =
        Claimed { id: JobId::from_uuid(row.id), job: serde_json::from_str(&row.payload)?, attempts: row.attempts + 1 };
    let mut change = row.into_active_model();
    change.attempts = Set(claimed.attempts);
    change.locked_until = Set(Some(now.plus_seconds(300).micros()));
    change.update(tx.conn()).await?;
    tx.commit().await?;
    Ok(Some(claimed))
}

/// Writes how an attempt ended: done, to be tried again later, or given up.
///
/// # Errors
/// When the database refuses.
pub async fn save_attempt(tx: &WriteTx, claimed: &Claimed, error: Option<String>) -> AppResult<()> {
    let given_up = claimed.attempts >= ATTEMPTS_MAX;
    let state = match &error {
        None => "done",
        Some(_) if given_up => "failed",
        Some(_) => "ready",
    };
    job::ActiveModel {
        id: Set(claimed.id.uuid()),
        state: Set(state.into()),
        finished_at: Set(error.is_none().then_some(tx.at.micros())),
        run_at: Set(next_attempt(tx.at, claimed.attempts).micros()),
        locked_until: Set(None),
        last_error: Set(error),
        ..Default::default()
    }
    .update(tx.conn())
    .await?;
    Ok(())
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
pub async fn save_mail_sent(tx: &WriteTx, id: MailId) -> AppResult<()> {
    mail::ActiveModel { id: Set(id.uuid()), sent_at: Set(Some(tx.at.micros())), ..Default::default() }
        .update(tx.conn())
        .await?;
    Ok(())
}
