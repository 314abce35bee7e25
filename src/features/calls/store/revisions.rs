//! Revisions of calls: texts that never change, each parsed once.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use domain::{call::Call, call_file, ids::RevisionId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, prelude::Uuid};

use super::LoadedCall;
use crate::{
    db::entities::call_revision,
    error::{AppError, AppResult},
};

/// Definitions by the digest of their text: a revision never changes, so it is parsed once.
static PARSED: LazyLock<RwLock<HashMap<String, Arc<Call>>>> = LazyLock::new(RwLock::default);

pub(super) fn parsed(digest: &str) -> Option<Arc<Call>> {
    PARSED.read().unwrap_or_else(PoisonError::into_inner).get(digest).cloned()
}

fn parse(row: &call_revision::Model) -> AppResult<Arc<Call>> {
    let call = call_file::check(&row.source)
        .map_err(|mistakes| AppError::internal(format!("revision {}: {} mistakes", row.id, mistakes.len())))?;
    let call = Arc::new(call);
    PARSED.write().unwrap_or_else(PoisonError::into_inner).insert(row.digest.clone(), call.clone());
    Ok(call)
}

/// The definitions of revisions. Their texts, which are long, are read only the first time.
///
/// # Errors
/// When the database does not answer; a revision that does not exist is left out.
pub async fn load_revisions(
    conn: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = RevisionId>,
) -> AppResult<HashMap<RevisionId, Arc<Call>>> {
    let ids: BTreeSet<_> = ids.into_iter().map(RevisionId::uuid).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let digests: Vec<(Uuid, String)> = call_revision::Entity::find()
        .select_only()
        .columns([call_revision::Column::Id, call_revision::Column::Digest])
        .filter(call_revision::Column::Id.is_in(ids))
        .into_tuple()
        .all(conn)
        .await?;
    let mut definitions = HashMap::new();
    let mut unread = Vec::new();
    for (id, digest) in digests {
        match parsed(&digest) {
            Some(call) => {
                definitions.insert(RevisionId::from_uuid(id), call);
            }
            None => unread.push(id),
        }
    }
    if !unread.is_empty() {
        let rows = call_revision::Entity::find().filter(call_revision::Column::Id.is_in(unread)).all(conn).await?;
        for row in rows {
            definitions.insert(RevisionId::from_uuid(row.id), parse(&row)?);
        }
    }
    Ok(definitions)
}

/// The definitions of all revisions of a call.
///
/// # Errors
/// When the database does not answer.
pub async fn load_revisions_of(
    conn: &impl ConnectionTrait,
    call: &LoadedCall,
) -> AppResult<HashMap<RevisionId, Arc<Call>>> {
    let others: Vec<Uuid> = call_revision::Entity::find()
        .select_only()
        .column(call_revision::Column::Id)
        .filter(call_revision::Column::CallId.eq(call.id.uuid()))
        .filter(call_revision::Column::Id.ne(call.revision.uuid()))
        .into_tuple()
        .all(conn)
        .await?;
    let mut definitions = load_revisions(conn, others.into_iter().map(RevisionId::from_uuid)).await?;
    definitions.insert(call.revision, call.definition.clone());
    Ok(definitions)
}

/// The definition of a revision.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_revision(conn: &impl ConnectionTrait, id: RevisionId) -> AppResult<Arc<Call>> {
    load_revisions(conn, [id]).await?.remove(&id).ok_or(AppError::NotFound)
}

/// The definition of a revision whose digest was read already: nothing is asked, unless it was never read before.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_revision_known(
    conn: &impl ConnectionTrait,
    id: RevisionId,
    digest: Option<&str>,
) -> AppResult<Arc<Call>> {
    match digest.and_then(parsed) {
        Some(definition) => Ok(definition),
        None => load_revision(conn, id).await,
    }
}

/// The text of a revision, byte for byte as it was imported.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_source(conn: &impl ConnectionTrait, id: RevisionId) -> AppResult<String> {
    Ok(call_revision::Entity::find_by_id(id.uuid()).one(conn).await?.ok_or(AppError::NotFound)?.source)
}

/// The definition under which something was written, when the current one may be it: then nothing is read.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_revision_of(conn: &impl ConnectionTrait, call: &LoadedCall, id: RevisionId) -> AppResult<Arc<Call>> {
    if call.revision == id { Ok(call.definition.clone()) } else { load_revision(conn, id).await }
}
