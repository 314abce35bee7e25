//! What the page of one's work reads, across rooms: few rows, few queries, whatever the number of calls.

use std::collections::BTreeMap;

use domain::{
    assignment::AssignmentState,
    dossier::State,
    ids::{CallId, UserId},
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Asterisk, Expr, ExprTrait},
};
use uuid::Uuid;

use crate::{
    db::{
        entities::{assignment, call, dossier, ranking},
        standing,
    },
    error::AppResult,
    features::committee,
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
    /// First late instant.
    pub closes_at: Instant,
    /// The list of laureates is public.
    pub results_published: bool,
}

/// How far the committee of a call is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sitting {
    /// Its ranking is frozen.
    pub frozen: bool,
    /// The chair has adopted the proposal.
    pub chair: bool,
    /// The secretary has adopted the proposal.
    pub secretary: bool,
    /// The deciding authority has signed.
    pub signed: bool,
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
        .map(|row| CallLine {
            id: CallId::from_uuid(row.id),
            slug: row.slug,
            title: row.title,
            closes_at: Instant::from_micros(row.closes_at),
            results_published: row.results_published_at.is_some(),
        })
        .collect())
}

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

/// How far the committees of these calls are.
///
/// # Errors
/// When the database does not answer.
pub async fn list_sittings(conn: &impl ConnectionTrait, calls: &[CallId]) -> AppResult<BTreeMap<CallId, Sitting>> {
    let ids: Vec<Uuid> = calls.iter().map(|id| id.uuid()).collect();
    let frozen: Vec<Uuid> = ranking::Entity::find()
        .select_only()
        .column(ranking::Column::CallId)
        .distinct()
        .filter(ranking::Column::CallId.is_in(ids))
        .into_tuple()
        .all(conn)
        .await?;
    let mut sittings: BTreeMap<CallId, Sitting> = frozen
        .into_iter()
        .map(|call| (CallId::from_uuid(call), Sitting { frozen: true, ..Sitting::default() }))
        .collect();
    for (call, decision) in committee::store::list_standing(conn, calls.iter().copied()).await? {
        let sitting = sittings.entry(call).or_default();
        sitting.chair = decision.chair.is_some();
        sitting.secretary = decision.secretary.is_some();
        sitting.signed = decision.signer.is_some();
    }
    Ok(sittings)
}

/// How many reviews a person owes, by call.
///
/// # Errors
/// When the database does not answer.
pub async fn count_reviews_owed(conn: &impl ConnectionTrait, user: UserId) -> AppResult<BTreeMap<CallId, i64>> {
    let rows: Vec<(Uuid, i64)> = assignment::Entity::find()
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
