//! How far the committees of many calls are, in two queries.

use std::collections::BTreeMap;

use domain::ids::CallId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::list_standing;
use crate::{db::entities::ranking, error::AppResult};

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
    for (call, decision) in list_standing(conn, calls.iter().copied()).await? {
        let sitting = sittings.entry(call).or_default();
        sitting.chair = decision.chair.is_some();
        sitting.secretary = decision.secretary.is_some();
        sitting.signed = decision.signer.is_some();
    }
    Ok(sittings)
}
