//! Who, among the staff of a call, may open the documents of a filed dossier.

use domain::ids::{DocumentId, DossierId, UserId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{load_dossier, load_submission};
use crate::{
    db::entities::{assignment, conflict, declaration},
    error::AppResult,
};

/// A document that was filed may be read by officers and by the reviewers to whom the dossier was given, once they
/// have declared their interests, never by somebody who is in conflict with the dossier.
///
/// # Errors
/// When the database does not answer.
pub async fn may_read(
    conn: &impl ConnectionTrait,
    id: DossierId,
    document: DocumentId,
    user: UserId,
    officer: bool,
) -> AppResult<bool> {
    let row = load_dossier(conn, id).await?;
    let Some(submission) = row.submission else { return Ok(false) };
    if declaration::Entity::find_by_id((row.call.uuid(), user.uuid())).one(conn).await?.is_none() {
        return Ok(false);
    }
    if conflict::Entity::find_by_id((id.uuid(), user.uuid())).one(conn).await?.is_some() {
        return Ok(false);
    }
    let assigned = assignment::Entity::find()
        .filter(assignment::Column::DossierId.eq(id.uuid()))
        .filter(assignment::Column::ReviewerId.eq(user.uuid()))
        .filter(assignment::Column::EndedAt.is_null())
        .one(conn)
        .await?;
    if !officer && assigned.is_none() {
        return Ok(false);
    }
    let filed = load_submission(conn, submission).await?;
    Ok(filed.snapshot.documents.iter().any(|filed| filed.id == document))
}
