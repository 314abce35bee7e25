//! What is done and old is deleted; what failed never is.

use domain::time::Instant;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    db::{
        entities::{job, mail},
        write::{Platform, WriteTx},
    },
    error::AppResult,
};

/// Deletes jobs that were done, or given up by a person, before an instant. Says how many.
///
/// # Errors
/// When the database refuses.
pub async fn delete_done(tx: &WriteTx<Platform>, before: Instant) -> AppResult<u64> {
    let old = job::Entity::delete_many()
        .filter(job::Column::State.is_in(["done", "cancelled"]))
        .filter(job::Column::FinishedAt.lt(before.micros()));
    Ok(old.exec(tx.conn()).await?.rows_affected)
}

/// Deletes mails that were sent before an instant. Says how many.
///
/// # Errors
/// When the database refuses.
pub async fn delete_sent(tx: &WriteTx<Platform>, before: Instant) -> AppResult<u64> {
    let old = mail::Entity::delete_many().filter(mail::Column::SentAt.lt(before.micros()));
    Ok(old.exec(tx.conn()).await?.rows_affected)
}
