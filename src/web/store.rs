//! Sessions and throttling: rows that no decision of a person writes, hence outside [`crate::db::WriteTx`].

use domain::{ids::UserId, time::Instant};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{
    db::{
        Db,
        entities::{session, throttle, user},
    },
    error::AppResult,
};

/// A session ends after this long without a request.
pub const IDLE_SECONDS: i64 = 2 * 3_600;
/// A session ends this long after signing in, whatever happens.
pub const ABSOLUTE_SECONDS: i64 = 12 * 3_600;
/// `seen_at` is written at most this often, so that reading a page seldom writes.
const TOUCH_SECONDS: i64 = 300;

/// Finds the session of a token's hash and its person, if both are still good.
///
/// # Errors
/// When the database does not answer.
pub async fn find_session(db: &Db, hash: &str, now: Instant) -> AppResult<Option<(session::Model, user::Model)>> {
    let found = session::Entity::find_by_id(hash).find_also_related(user::Entity).one(db.reader()).await?;
    let Some((row, person)) = found else { return Ok(None) };
    if row.expires_at <= now.micros() || row.seen_at + IDLE_SECONDS * 1_000_000 <= now.micros() {
        return Ok(None);
    }
    let Some(person) = person.filter(|person| person.disabled_at.is_none()) else { return Ok(None) };
    if row.seen_at + TOUCH_SECONDS * 1_000_000 < now.micros() {
        session::Entity::update_many()
            .col_expr(session::Column::SeenAt, Expr::value(now.micros()))
            .filter(session::Column::TokenHash.eq(hash))
            .exec(db.unguarded())
            .await?;
    }
    Ok(Some((row, person)))
}

/// Writes a session.
///
/// # Errors
/// When the database refuses.
pub async fn insert_session(db: &Db, hash: String, user: UserId, csrf: String, now: Instant) -> AppResult<()> {
    let row = session::Model {
        token_hash: hash,
        user_id: user.uuid(),
        csrf,
        created_at: now.micros(),
        seen_at: now.micros(),
        expires_at: now.plus_seconds(ABSOLUTE_SECONDS).micros(),
    };
    session::Entity::insert(row.into_active_model()).exec_without_returning(db.unguarded()).await?;
    session::Entity::delete_many().filter(session::Column::ExpiresAt.lt(now.micros())).exec(db.unguarded()).await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the database refuses.
pub async fn delete_session(db: &Db, hash: &str) -> AppResult<()> {
    session::Entity::delete_by_id(hash).exec(db.unguarded()).await?;
    Ok(())
}

/// Counts an attempt in the window of `seconds` that is running, and says how many there were, this one included.
///
/// # Errors
/// When the database refuses.
pub async fn count_attempt(db: &Db, key: &str, seconds: i64, now: Instant) -> AppResult<i64> {
    let fresh = throttle::ActiveModel { key: Set(key.to_owned()), window_start: Set(now.micros()), attempts: Set(1) };
    let oldest = now.plus_seconds(-seconds).micros();
    let running = Expr::col((throttle::Entity, throttle::Column::WindowStart)).gt(oldest);
    throttle::Entity::insert(fresh)
        .on_conflict(
            OnConflict::column(throttle::Column::Key)
                .value(
                    throttle::Column::Attempts,
                    Expr::case(running.clone(), Expr::col((throttle::Entity, throttle::Column::Attempts)).add(1))
                        .finally(1),
                )
                .value(
                    throttle::Column::WindowStart,
                    Expr::case(running, Expr::col((throttle::Entity, throttle::Column::WindowStart)))
                        .finally(now.micros()),
                )
                .to_owned(),
        )
        .exec_without_returning(db.unguarded())
        .await?;
    let row = throttle::Entity::find_by_id(key).one(db.unguarded()).await?;
    Ok(row.map_or(1, |row| row.attempts))
}

/// Forgets the attempts of a key, as after a good password.
///
/// # Errors
/// When the database refuses.
pub async fn forget_attempts(db: &Db, key: &str) -> AppResult<()> {
    throttle::Entity::delete_by_id(key).exec(db.unguarded()).await?;
    Ok(())
}

/// Deletes what was counted in windows that began before an instant. Says how much.
///
/// # Errors
/// When the database refuses.
pub async fn delete_attempts(db: &Db, before: Instant) -> AppResult<u64> {
    let old = throttle::Entity::delete_many().filter(throttle::Column::WindowStart.lt(before.micros()));
    Ok(old.exec(db.unguarded()).await?.rows_affected)
}

/// Deletes the sessions that have ended. Says how many.
///
/// # Errors
/// When the database refuses.
pub async fn delete_ended_sessions(db: &Db, now: Instant) -> AppResult<u64> {
    let idle = now.plus_seconds(-IDLE_SECONDS).micros();
    let ended =
        Condition::any().add(session::Column::ExpiresAt.lte(now.micros())).add(session::Column::SeenAt.lte(idle));
    Ok(session::Entity::delete_many().filter(ended).exec(db.unguarded()).await?.rows_affected)
}
