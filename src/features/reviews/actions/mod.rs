//! Declaring interests, giving and giving back dossiers, writing and submitting reviews.

mod assignments;
mod interests;
mod writing;

pub use assignments::{AssignRefused, NotAssigned, ReturnRefused, assign, return_assignment, withdraw_assignment};
pub use interests::{DeclareRefused, declare_interests};
pub use writing::{
    COMMENT_MAX, Edits, OverallEdit, SaveRefused, Saved, ScoreEdit, Stale, SubmitRefused, save, save_overall,
    save_score, submit_review,
};

use domain::{assignment::state_under_review, call::Call};

use super::store;
use crate::{
    db::write::{HeldDossier, WriteTx},
    error::AppResult,
    features::dossiers::{self, store::DossierRow},
};

/// Brings the state of a dossier that is held locked in line with its assignments.
async fn follow_assignments<S>(tx: &WriteTx<S>, held: &impl HeldDossier, call: &Call) -> AppResult<()> {
    let row: DossierRow = held.row().clone().try_into()?;
    let assignments = store::list_assignments_of_dossier(tx.conn(), row.id).await?;
    let states: Vec<_> = assignments.iter().map(|one| one.state).collect();
    match state_under_review(row.state, call.grid.reviews_per_dossier, &states) {
        Some(next) if next != row.state => dossiers::store::move_to(tx, held, next).await,
        _ => Ok(()),
    }
}
