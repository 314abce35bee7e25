//! Which stored files rows name.

use std::collections::BTreeSet;

use domain::ids::SubmissionId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{
    db::entities::{document, submission},
    error::AppResult,
    files,
};

/// Those of these keys that no document and no filing names. The files of a filing are its own by their place, before
/// its row says that they were made. What a filing took with it has a document, whose row is never deleted.
///
/// # Errors
/// When the database does not answer.
pub async fn list_unnamed(conn: &impl ConnectionTrait, mut keys: BTreeSet<String>) -> AppResult<BTreeSet<String>> {
    if keys.is_empty() {
        return Ok(keys);
    }
    let named: Vec<String> = document::Entity::find()
        .select_only()
        .column(document::Column::StorageKey)
        .filter(document::Column::StorageKey.is_in(&keys))
        .into_tuple()
        .all(conn)
        .await?;
    for key in named {
        keys.remove(&key);
    }
    let filings: BTreeSet<Uuid> = keys.iter().filter_map(|key| files::filing_of(key)).map(SubmissionId::uuid).collect();
    if filings.is_empty() {
        return Ok(keys);
    }
    let there: Vec<Uuid> = submission::Entity::find()
        .select_only()
        .column(submission::Column::Id)
        .filter(submission::Column::Id.is_in(filings))
        .into_tuple()
        .all(conn)
        .await?;
    keys.retain(|key| files::filing_of(key).is_none_or(|filing| !there.contains(&filing.uuid())));
    Ok(keys)
}
