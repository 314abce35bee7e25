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

use domain::{
    assignment::state_under_review,
    call::Call,
    dossier::State,
    ids::{CallId, DossierId},
};

use super::store;
use crate::{
    db::WriteTx,
    error::{AppError, AppResult},
    features::{calls, dossiers},
};

/// An action was not done.
#[derive(Debug)]
pub enum Refused<R> {
    /// By a rule: shown on the same page.
    Rule(R),
    /// Something else failed.
    Failed(AppError),
}

impl<R, E: Into<AppError>> From<E> for Refused<R> {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// The definition of a call whose row is locked until the transaction ends.
async fn locked_call(tx: &WriteTx, id: CallId) -> AppResult<std::sync::Arc<Call>> {
    calls::store::lock(tx, id).await?;
    Ok(calls::store::load(tx.conn(), id).await?.definition)
}

/// Brings the state of a dossier in line with its assignments.
async fn follow_assignments(tx: &WriteTx, dossier: DossierId, current: State, call: &Call) -> AppResult<()> {
    let assignments = store::list_assignments_of_dossier(tx.conn(), dossier).await?;
    let states: Vec<_> = assignments.iter().map(|one| one.state).collect();
    match state_under_review(current, call.grid.reviews_per_dossier, &states) {
        Some(next) if next != current => dossiers::store::save_state(tx, dossier, next).await,
        _ => Ok(()),
    }
}
