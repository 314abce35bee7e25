//! Declarations of interests and the conflicts that they make.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{CallId, DossierId, UserId},
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, Order, Query, UnionType},
};
use uuid::Uuid;

use crate::{
    db::{
        entities::{conflict, declaration},
        write::{CallDossier, LockedCall, WriteTx},
    },
    error::AppResult,
};

/// What a person declared on a call, as they see it themselves. What it closes to them comes with their permit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declaration {
    /// When they declared, the last time.
    pub declared: Option<Instant>,
    /// The dossiers in which they have an interest, with their reasons.
    pub conflicts: BTreeMap<DossierId, String>,
}

/// What a person declared on a call, with instant and reasons, in one query.
///
/// # Errors
/// When the database does not answer.
pub async fn load_declaration(conn: &impl ConnectionTrait, call: CallId, user: UserId) -> AppResult<Declaration> {
    // Oldest first: of what was declared twice, the last holds.
    let conflicts = Query::select()
        .columns([conflict::Column::DeclaredAt, conflict::Column::DossierId, conflict::Column::Reason])
        .from(conflict::Entity)
        .and_where(conflict::Column::CallId.eq(call.uuid()))
        .and_where(conflict::Column::UserId.eq(user.uuid()))
        .to_owned();
    let both = Query::select()
        .column(declaration::Column::DeclaredAt)
        .expr(Expr::val(None::<Uuid>))
        .expr(Expr::val(""))
        .from(declaration::Entity)
        .and_where(declaration::Column::CallId.eq(call.uuid()))
        .and_where(declaration::Column::UserId.eq(user.uuid()))
        .union(UnionType::All, conflicts)
        .order_by(declaration::Column::DeclaredAt, Order::Asc)
        .to_owned();
    let mut own = Declaration::default();
    for row in conn.query_all(&both).await? {
        match row.try_get_by_index::<Option<Uuid>>(1)? {
            Some(id) => {
                own.conflicts.insert(DossierId::from_uuid(id), row.try_get_by_index(2)?);
            }
            None => own.declared = Some(Instant::from_micros(row.try_get_by_index(0)?)),
        }
    }
    Ok(own)
}

/// Everybody who has declared on a call.
///
/// # Errors
/// When the database does not answer.
pub async fn list_declared(conn: &impl ConnectionTrait, call: CallId) -> AppResult<BTreeSet<UserId>> {
    let rows = declaration::Entity::find().filter(declaration::Column::CallId.eq(call.uuid())).all(conn).await?;
    Ok(rows.into_iter().map(|row| UserId::from_uuid(row.user_id)).collect())
}

/// Writes that a person has declared; a later declaration stands beside the first.
pub(in crate::features::reviews) async fn insert_declaration(tx: &WriteTx<LockedCall>) -> AppResult<()> {
    let row =
        declaration::Model { call_id: tx.on().id().uuid(), user_id: tx.user()?.uuid(), declared_at: tx.at().micros() };
    // Said twice in an instant it is said once. It is asked for, as no row is ever written over, not even to no effect.
    let key = (row.call_id, row.user_id, row.declared_at);
    if declaration::Entity::find_by_id(key).one(tx.conn()).await?.is_none() {
        declaration::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// Writes an interest; declared again, the later reason stands beside the first.
pub(in crate::features::reviews) async fn insert_conflict(
    tx: &WriteTx<LockedCall>,
    dossier: &CallDossier,
    reason: &str,
) -> AppResult<()> {
    let row = conflict::Model {
        dossier_id: dossier.id().uuid(),
        user_id: tx.user()?.uuid(),
        call_id: tx.on().id().uuid(),
        reason: reason.to_owned(),
        declared_at: tx.at().micros(),
    };
    let key = (row.dossier_id, row.user_id, row.declared_at);
    if conflict::Entity::find_by_id(key).one(tx.conn()).await?.is_none() {
        conflict::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}
