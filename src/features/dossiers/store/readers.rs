//! Who, among the staff of a call, may open the documents of a filed dossier.

use domain::{dossier::State, ids::DocumentId, permissions::Action};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{DossierRow, load_submission};
use crate::{
    db::{Permit, entities::assignment},
    error::AppResult,
};

/// A document that was filed may be read by officers and by the reviewers to whom the dossier was given. The door has
/// asked for their declaration, and closed the dossier to whoever is recused from it.
///
/// # Errors
/// When the database does not answer.
pub async fn may_read(
    conn: &impl ConnectionTrait,
    dossier: &DossierRow,
    document: DocumentId,
    permit: &Permit,
) -> AppResult<bool> {
    let Some(submission) = dossier.submission else { return Ok(false) };
    if !permit.allows(Action::ReadDossierAsOfficer) {
        // To its reviewers a withdrawn dossier is not there any more.
        if dossier.state == State::Withdrawn {
            return Ok(false);
        }
        let given = assignment::Entity::find()
            .filter(assignment::Column::DossierId.eq(dossier.id.uuid()))
            .filter(assignment::Column::ReviewerId.eq(permit.user()?.uuid()))
            .filter(assignment::Column::EndedAt.is_null())
            .one(conn)
            .await?;
        if given.is_none() {
            return Ok(false);
        }
    }
    let filed = load_submission(conn, submission).await?;
    Ok(filed.snapshot.documents.iter().any(|filed| filed.id == document))
}
