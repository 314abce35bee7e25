//! How many dossiers await their verdicts.

use std::collections::BTreeMap;

use domain::{
    dossier::State,
    ids::{CallId, UserId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Asterisk, Expr, ExprTrait},
};
use uuid::Uuid;

use crate::{
    db::{entities::dossier, standing},
    error::AppResult,
};

/// How many filed dossiers await their verdicts, by call, without those that a person is recused from.
///
/// # Errors
/// When the database does not answer.
pub async fn count_to_examine(
    conn: &impl ConnectionTrait,
    user: UserId,
    calls: &[CallId],
) -> AppResult<BTreeMap<CallId, i64>> {
    let waiting = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::CallId)
        .column_as(Expr::col(Asterisk).count(), "waiting")
        .filter(dossier::Column::CallId.is_in(calls.iter().map(|id| id.uuid())))
        .filter(dossier::Column::State.eq(State::Filed.as_str()))
        .group_by(dossier::Column::CallId);
    let mut counts: BTreeMap<CallId, i64> = BTreeMap::new();
    for (call, count) in waiting.into_tuple::<(Uuid, i64)>().all(conn).await? {
        counts.insert(CallId::from_uuid(call), count);
    }
    // Counted apart: to look for each dossier among those would read far more than the index of counts.
    for (call, hidden) in standing::count_recused_to_examine(conn, calls, user).await? {
        counts.entry(call).and_modify(|count| *count -= hidden);
    }
    counts.retain(|_, count| *count > 0);
    Ok(counts)
}
