//! A dossier on the desk of its reviewer.

use domain::{assignment::AssignmentState, dossier::State, ids::DocumentId};

use super::store::{self, Assignment};
use crate::{
    error::{AppError, AppResult},
    features::{
        door::OnDossier,
        dossiers::{
            self,
            store::{SnapshotDocument, Submission},
        },
    },
};

/// A dossier on the desk of its reviewer.
pub struct Desk {
    /// The dossier, as the door opened it.
    pub at: OnDossier,
    /// The assignment, open or submitted.
    pub assignment: Assignment,
}

/// Opens a dossier that the visitor was given.
///
/// # Errors
/// `NotFound` unless they were given it and it was not withdrawn.
pub async fn open(at: OnDossier) -> AppResult<Desk> {
    let found = store::find_assignment(at.visit.app.db.reader(), at.dossier.id, at.permit.user()?).await?;
    let assignment = found.filter(|one| one.state.takes_seat()).ok_or(AppError::NotFound)?;
    if at.dossier.state == State::Withdrawn { Err(AppError::NotFound) } else { Ok(Desk { at, assignment }) }
}

impl Desk {
    /// What was filed.
    ///
    /// # Errors
    /// `NotFound` when nothing was.
    pub async fn filing(&self) -> AppResult<Submission> {
        let id = self.at.dossier.submission.ok_or(AppError::NotFound)?;
        dossiers::store::load_submission_of(self.at.visit.app.db.reader(), &self.at.call, id).await
    }

    /// A file of what was filed.
    ///
    /// # Errors
    /// `NotFound` when the filing has no such file.
    pub async fn document(&self, id: DocumentId) -> AppResult<SnapshotDocument> {
        let filing = self.filing().await?;
        filing.snapshot.documents.into_iter().find(|document| document.id == id).ok_or(AppError::NotFound)
    }

    /// The address of the page.
    #[must_use]
    pub fn path(&self) -> String {
        self.at.path(&format!("/evaluations/{}", self.at.dossier.number()))
    }

    /// Whether the review is frozen.
    #[must_use]
    pub fn submitted(&self) -> bool {
        self.assignment.state == AssignmentState::Submitted
    }
}
