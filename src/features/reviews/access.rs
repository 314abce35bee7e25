//! What a person may open here: nothing before declaring, nothing that they are recused from, only what they were given.

use domain::{assignment::AssignmentState, dossier::State, ids::DocumentId, permissions::Action};

use super::store::{self, Assignment};
use crate::{
    db::{Permit, Subject, permit},
    error::{AppError, AppResult},
    features::{
        calls::{self, store::LoadedCall},
        dossiers::{
            self,
            store::{DossierRow, SnapshotDocument, Submission},
        },
    },
    web::{Shell, Visit},
};

/// A call, and what its visitor may do on it.
pub struct Entered {
    /// The call.
    pub call: LoadedCall,
    /// What the visitor may do.
    pub permit: Permit,
}

impl Entered {
    /// The frame of a page.
    #[must_use]
    pub fn shell(&self, section: &'static str) -> Shell {
        Shell::staff(self.call.reference(), &self.permit, section)
    }
}

/// Enters a call for an action.
///
/// # Errors
/// As the table of permissions says.
pub async fn enter(visit: &Visit, slug: &str, action: Action) -> AppResult<Entered> {
    let call = calls::store::load_by_slug(visit.app.db.reader(), slug).await?;
    let permit = permit(&visit.app.db, &visit.actor, action, Subject::Call(call.id)).await?;
    Ok(Entered { call, permit })
}

/// A dossier on the desk of its reviewer.
pub struct Desk {
    /// The call and the permit.
    pub entered: Entered,
    /// The dossier.
    pub dossier: DossierRow,
    /// The assignment, open or submitted.
    pub assignment: Assignment,
}

/// Opens a dossier that the visitor was given; `None` when they have not declared their interests yet.
///
/// # Errors
/// `NotFound` unless they were given it, are not recused and it was not withdrawn.
pub async fn open(visit: &Visit, slug: &str, number: &str) -> AppResult<Option<Desk>> {
    let entered = enter(visit, slug, Action::ReadAssignedDossier).await?;
    let (conn, call, user) = (visit.app.db.reader(), entered.call.id, entered.permit.user()?);
    let interests = &entered.permit.interests;
    if !interests.declared {
        return Ok(None);
    }
    let (assignment, dossier) = store::load_given(conn, call, number, user).await?;
    let recused = interests.recused.contains(&dossier.id);
    if recused || !assignment.state.takes_seat() || dossier.state == State::Withdrawn {
        return Err(AppError::NotFound);
    }
    Ok(Some(Desk { entered, dossier, assignment }))
}

impl Desk {
    /// What was filed.
    ///
    /// # Errors
    /// `NotFound` when nothing was.
    pub async fn filing(&self, visit: &Visit) -> AppResult<Submission> {
        let id = self.dossier.submission.ok_or(AppError::NotFound)?;
        dossiers::store::load_submission_of(visit.app.db.reader(), &self.entered.call, id).await
    }

    /// A file of what was filed.
    ///
    /// # Errors
    /// `NotFound` when the filing has no such file.
    pub async fn document(&self, visit: &Visit, id: DocumentId) -> AppResult<SnapshotDocument> {
        let filing = self.filing(visit).await?;
        filing.snapshot.documents.into_iter().find(|document| document.id == id).ok_or(AppError::NotFound)
    }

    /// The address of the page.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/calls/{}/reviews/{}", self.entered.call.slug(), self.dossier.number())
    }

    /// Whether the review is frozen.
    #[must_use]
    pub fn submitted(&self) -> bool {
        self.assignment.state == AssignmentState::Submitted
    }
}
