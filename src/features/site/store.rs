//! What the page of one's work reads, across rooms: few rows, few queries, whatever the number of calls.

use std::collections::BTreeMap;

use domain::{
    assignment::AssignmentState,
    ids::{CallId, UserId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    db::entities::{assignment, call},
    error::AppResult,
};

/// A call, in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallLine {
    /// Its id.
    pub id: CallId,
    /// Short name.
    pub slug: String,
    /// Title.
    pub title: String,
}

/// Calls by their ids, the one that closes last first.
///
/// # Errors
/// When the database does not answer.
pub async fn list_calls(conn: &impl ConnectionTrait, ids: &[CallId]) -> AppResult<Vec<CallLine>> {
    let rows = call::Entity::find()
        .filter(call::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_desc(call::Column::ClosesAt)
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| CallLine { id: CallId::from_uuid(row.id), slug: row.slug, title: row.title })
        .collect())
}

/// How many reviews a person owes, by call.
///
/// # Errors
/// When the database does not answer.
pub async fn count_reviews_owed(conn: &impl ConnectionTrait, user: UserId) -> AppResult<BTreeMap<CallId, i64>> {
    let rows: Vec<(uuid::Uuid, i64)> = assignment::Entity::find()
        .select_only()
        .column(assignment::Column::CallId)
        .column_as(assignment::Column::Id.count(), "owed")
        .filter(assignment::Column::ReviewerId.eq(user.uuid()))
        .filter(assignment::Column::State.eq(AssignmentState::Open.as_str()))
        .group_by(assignment::Column::CallId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(call, owed)| (CallId::from_uuid(call), owed)).collect())
}
