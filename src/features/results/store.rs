//! What the results read of verdicts, people and the journal.

use std::collections::BTreeMap;

use domain::{
    ids::{CallId, DossierId, UserId},
    journal::EventKind,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    db::{
        WriteTx,
        entities::{admissibility_verdict, event},
    },
    error::AppResult,
    features::accounts::{self, store::Person},
};

/// Motives of the unfavourable verdicts of dossiers.
///
/// # Errors
/// When the database does not answer.
pub async fn list_refusal_motives(
    conn: &impl ConnectionTrait,
    dossiers: &[DossierId],
) -> AppResult<BTreeMap<DossierId, Vec<String>>> {
    let rows = admissibility_verdict::Entity::find()
        .filter(admissibility_verdict::Column::DossierId.is_in(dossiers.iter().map(|id| id.uuid())))
        .filter(admissibility_verdict::Column::Favourable.eq(false))
        .order_by_asc(admissibility_verdict::Column::Kind)
        .all(conn)
        .await?;
    let mut motives: BTreeMap<DossierId, Vec<String>> = BTreeMap::new();
    for row in rows {
        motives.entry(DossierId::from_uuid(row.dossier_id)).or_default().push(row.motive);
    }
    Ok(motives)
}

/// The same, read in the transaction.
pub(super) async fn refusal_motives_in(
    tx: &WriteTx,
    dossiers: &[DossierId],
) -> AppResult<BTreeMap<DossierId, Vec<String>>> {
    list_refusal_motives(tx.conn(), dossiers).await
}

/// People, read in the transaction.
pub(super) async fn people_in(tx: &WriteTx, users: &[UserId]) -> AppResult<BTreeMap<UserId, Person>> {
    accounts::store::list_people(tx.conn(), users).await
}

/// The anchor of the publication in the journal, `SEQ:HASH`; `None` before it.
///
/// # Errors
/// When the database does not answer.
pub async fn find_anchor(conn: &impl ConnectionTrait, call: CallId) -> AppResult<Option<String>> {
    let row = event::Entity::find()
        .filter(event::Column::CallId.eq(call.uuid()))
        .filter(event::Column::Kind.eq(EventKind::ResultsPublished.as_str()))
        .one(conn)
        .await?;
    Ok(row.map(|row| format!("{}:{}", row.seq, row.hash)))
}
