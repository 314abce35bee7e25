//! Declarations of interests and the conflicts that they make.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{CallId, DossierId, UserId},
    time::Instant,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict};

use crate::{
    db::{
        WriteTx,
        entities::{conflict, declaration},
    },
    error::AppResult,
};

/// When a person declared their interests on a call.
///
/// # Errors
/// When the database does not answer.
pub async fn find_declaration(conn: &impl ConnectionTrait, call: CallId, user: UserId) -> AppResult<Option<Instant>> {
    let row = declaration::Entity::find_by_id((call.uuid(), user.uuid())).one(conn).await?;
    Ok(row.map(|row| Instant::from_micros(row.declared_at)))
}

/// Whether a person has declared their interests on a call: nobody opens a dossier before.
///
/// # Errors
/// When the database does not answer.
pub async fn has_declared(conn: &impl ConnectionTrait, call: CallId, user: UserId) -> AppResult<bool> {
    Ok(find_declaration(conn, call, user).await?.is_some())
}

/// Everybody who has declared on a call.
///
/// # Errors
/// When the database does not answer.
pub async fn list_declared(conn: &impl ConnectionTrait, call: CallId) -> AppResult<BTreeSet<UserId>> {
    let rows = declaration::Entity::find().filter(declaration::Column::CallId.eq(call.uuid())).all(conn).await?;
    Ok(rows.into_iter().map(|row| UserId::from_uuid(row.user_id)).collect())
}

/// The dossiers that do not exist for a person: every list, count, sum and export is computed without them.
///
/// # Errors
/// When the database does not answer.
pub async fn conflicts_of(conn: &impl ConnectionTrait, call: CallId, user: UserId) -> AppResult<BTreeSet<DossierId>> {
    Ok(list_own_conflicts(conn, call, user).await?.into_keys().collect())
}

/// The interests that a person declared, with their reasons.
///
/// # Errors
/// When the database does not answer.
pub async fn list_own_conflicts(
    conn: &impl ConnectionTrait,
    call: CallId,
    user: UserId,
) -> AppResult<BTreeMap<DossierId, String>> {
    let rows = conflict::Entity::find()
        .filter(conflict::Column::CallId.eq(call.uuid()))
        .filter(conflict::Column::UserId.eq(user.uuid()))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (DossierId::from_uuid(row.dossier_id), row.reason)).collect())
}

/// Every declared interest of a call, without reasons.
///
/// # Errors
/// When the database does not answer.
pub async fn list_conflicts(conn: &impl ConnectionTrait, call: CallId) -> AppResult<BTreeSet<(UserId, DossierId)>> {
    let rows = conflict::Entity::find().filter(conflict::Column::CallId.eq(call.uuid())).all(conn).await?;
    let pair = |row: conflict::Model| (UserId::from_uuid(row.user_id), DossierId::from_uuid(row.dossier_id));
    Ok(rows.into_iter().map(pair).collect())
}

/// Writes that a person has declared; a later declaration moves the date.
pub(in crate::features::reviews) async fn save_declaration(tx: &WriteTx, call: CallId, user: UserId) -> AppResult<()> {
    let row = declaration::Model { call_id: call.uuid(), user_id: user.uuid(), declared_at: tx.at.micros() };
    let key = OnConflict::columns([declaration::Column::CallId, declaration::Column::UserId])
        .update_column(declaration::Column::DeclaredAt)
        .to_owned();
    declaration::Entity::insert(row.into_active_model()).on_conflict(key).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Writes an interest; declared again, it takes the later reason.
pub(in crate::features::reviews) async fn insert_conflict(
    tx: &WriteTx,
    call: CallId,
    user: UserId,
    dossier: DossierId,
    reason: &str,
) -> AppResult<()> {
    let row = conflict::Model {
        dossier_id: dossier.uuid(),
        user_id: user.uuid(),
        call_id: call.uuid(),
        reason: reason.to_owned(),
        declared_at: tx.at.micros(),
    };
    let key = OnConflict::columns([conflict::Column::DossierId, conflict::Column::UserId])
        .update_column(conflict::Column::Reason)
        .to_owned();
    conflict::Entity::insert(row.into_active_model()).on_conflict(key).exec_without_returning(tx.conn()).await?;
    Ok(())
}
