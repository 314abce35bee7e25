//! Personal links: made, opened, used up, revoked. One mechanism for all rooms.
//!
//! Only the SHA-256 of a token is kept, so that reading the table opens nothing, and no log bears a token.

use std::fmt;

use domain::{
    canonical::sha256_hex,
    ids::{CallId, DossierId, UserId},
    links::LinkPurpose,
    permissions::Action,
    time::Instant,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use super::{
    act::Actor,
    entities::personal_link::{Column, Entity, Model},
    standing::On,
    write::{Platform, WriteTx},
};
use crate::error::{AppError, AppResult};

/// What a link is about. Whoever holds it reaches nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A person's own account.
    Account(UserId),
    /// A call.
    Call(CallId),
    /// A dossier.
    Dossier(DossierId),
}

/// A link that opens, now.
#[derive(Clone, PartialEq, Eq)]
pub struct HeldLink {
    token_hash: String,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// What it is about.
    pub about: About,
}

/// Not even the hash of its token is shown.
impl fmt::Debug for HeldLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HeldLink({:?}, {:?})", self.purpose, self.about)
    }
}

impl HeldLink {
    /// Whether its holder may do this to that.
    #[must_use]
    pub(super) fn opens(&self, action: Action, on: &On<'_>) -> bool {
        let reached = match (self.about, on) {
            (About::Account(_), On::Platform) => true,
            (About::Call(id), On::Call(call)) => id == call.id,
            (About::Dossier(id), On::Dossier(_, dossier)) => id == dossier.id,
            (About::Account(_), On::Call(_) | On::Dossier(..))
            | (About::Call(_), On::Platform | On::Dossier(..))
            | (About::Dossier(_), On::Platform | On::Call(_)) => false,
        };
        reached && self.purpose.action() == action
    }

    /// The account that it is about.
    ///
    /// # Errors
    /// `NotFound` when it is about something else.
    pub fn account(&self) -> AppResult<UserId> {
        match self.about {
            About::Account(id) => Ok(id),
            About::Call(_) | About::Dossier(_) => Err(AppError::NotFound),
        }
    }
}

/// The link of a token, as long as it opens.
///
/// # Errors
/// `LinkOver` when it has ended, was used up or revoked, or never was.
pub async fn open(conn: &impl ConnectionTrait, token: &str, now: Instant) -> AppResult<HeldLink> {
    let row = Entity::find_by_id(sha256_hex(token.as_bytes()))
        .filter(Column::UsesLeft.gt(0))
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ExpiresAt.gt(now.micros()))
        .one(conn)
        .await?
        .ok_or(AppError::LinkOver)?;
    let purpose = LinkPurpose::parse(&row.purpose)
        .ok_or_else(|| AppError::internal(format!("a link is for « {} »", row.purpose)))?;
    let about = match (row.user_id, row.call_id, row.dossier_id) {
        (Some(user), None, None) => About::Account(UserId::from_uuid(user)),
        (None, Some(call), None) => About::Call(CallId::from_uuid(call)),
        (None, None, Some(dossier)) => About::Dossier(DossierId::from_uuid(dossier)),
        _ => return Err(AppError::internal("a link is about one thing")),
    };
    Ok(HeldLink { token_hash: row.token_hash, purpose, about })
}

/// Writes a link about something; earlier ones for the same purpose and about the same are revoked.
///
/// # Errors
/// When the database refuses.
pub async fn issue<S>(tx: &WriteTx<S>, purpose: LinkPurpose, about: About, token: &str) -> AppResult<()> {
    revoke(tx, purpose, about).await?;
    let (user, call, dossier) = keys(about);
    let row = Model {
        token_hash: sha256_hex(token.as_bytes()),
        purpose: purpose.as_str().into(),
        user_id: user,
        call_id: call,
        dossier_id: dossier,
        expires_at: tx.at().plus_seconds(purpose.seconds()).micros(),
        uses_left: purpose.uses(),
        revoked_at: None,
    };
    Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Revokes the links for a purpose about something: they open nothing any more.
///
/// # Errors
/// When the database refuses.
pub async fn revoke<S>(tx: &WriteTx<S>, purpose: LinkPurpose, about: About) -> AppResult<()> {
    let (user, call, dossier) = keys(about);
    let (column, key) = match about {
        About::Account(_) => (Column::UserId, user),
        About::Call(_) => (Column::CallId, call),
        About::Dossier(_) => (Column::DossierId, dossier),
    };
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(tx.at().micros()))
        .filter(column.eq(key))
        .filter(Column::Purpose.eq(purpose.as_str()))
        .filter(Column::RevokedAt.is_null())
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Uses up one act of the link that whoever acts holds.
///
/// # Errors
/// `LinkOver` for whoever comes once too often, or too late; `Forbidden` for whoever holds none.
pub async fn spend<S>(tx: &WriteTx<S>) -> AppResult<()> {
    let Actor::Link(held) = tx.actor() else { return Err(AppError::Forbidden) };
    let spent = Entity::update_many()
        .col_expr(Column::UsesLeft, Expr::col(Column::UsesLeft).sub(1))
        .filter(Column::TokenHash.eq(&held.token_hash))
        .filter(Column::UsesLeft.gt(0))
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ExpiresAt.gt(tx.at().micros()))
        .exec(tx.conn())
        .await?;
    if spent.rows_affected == 1 { Ok(()) } else { Err(AppError::LinkOver) }
}

/// Deletes the links that open nothing any more: late, used up, revoked. They answer like one that never was.
///
/// # Errors
/// When the database refuses.
pub async fn delete_ended(tx: &WriteTx<Platform>) -> AppResult<u64> {
    let ended = Condition::any()
        .add(Column::ExpiresAt.lte(tx.at().micros()))
        .add(Column::UsesLeft.lte(0))
        .add(Column::RevokedAt.is_not_null());
    Ok(Entity::delete_many().filter(ended).exec(tx.conn()).await?.rows_affected)
}

fn keys(about: About) -> (Option<uuid::Uuid>, Option<uuid::Uuid>, Option<uuid::Uuid>) {
    match about {
        About::Account(user) => (Some(user.uuid()), None, None),
        About::Call(call) => (None, Some(call.uuid()), None),
        About::Dossier(dossier) => (None, None, Some(dossier.uuid())),
    }
}
