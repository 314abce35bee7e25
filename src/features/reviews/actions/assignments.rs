//! Giving dossiers to reviewers, and taking or giving them back.

use domain::{
    assignment::{AssignProblem, AssignmentState, Candidate, give_seat},
    ids::{AssignmentId, CallId, DossierId, UserId},
    journal::EventKind,
    permissions::{Action, Role},
};
use serde_json::json;

use super::{Refused, follow_assignments, locked_call};
use crate::{
    app::App,
    db::{Actor, Subject, authorize, journal},
    error::AppError,
    features::{calls, dossiers, reviews::store},
};

/// A dossier that is not given to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAssigned {
    /// The dossier.
    pub dossier: DossierId,
    /// The person.
    pub reviewer: UserId,
    /// Why.
    pub problem: AssignProblem,
}

/// Why dossiers are not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssignRefused {
    /// The ranking is frozen: reviews do not change any more.
    RankingFrozen,
    /// These cannot be given; nothing was written.
    Problems(Vec<NotAssigned>),
}

/// Gives dossiers to reviewers, all or none of them.
///
/// # Errors
/// [`AssignRefused`] with every pair that is refused, or a failure.
pub async fn assign(
    app: &App,
    actor: &Actor,
    call: CallId,
    pairs: Vec<(DossierId, UserId)>,
) -> Result<(), Refused<AssignRefused>> {
    let tx = app.db.begin_write().await?;
    let tx = authorize(tx, actor, Action::AssignReviewers, Subject::Call(call), app.now()).await?;
    let definition = locked_call(&tx, call).await?;
    if store::ranking_frozen(tx.conn(), call).await? {
        return Err(Refused::Rule(AssignRefused::RankingFrozen));
    }
    let declared = store::list_declared(tx.conn(), call).await?;
    let conflicts = store::list_conflicts(tx.conn(), call).await?;
    // A manager in conflict with a dossier does not know it.
    let hidden = store::conflicts_of(tx.conn(), call, tx.user()?).await?;
    let roles = calls::store::list_roles(tx.conn(), call).await?;
    let mut problems = Vec::new();
    for (dossier, reviewer) in pairs {
        let dossiers::store::DossierRow { call: of, state, .. } = dossiers::store::lock(&tx, dossier).await?;
        if of != call || hidden.contains(&dossier) {
            return Err(AppError::NotFound.into());
        }
        let others = store::list_assignments_of_dossier(tx.conn(), dossier).await?;
        let earlier = others.iter().find(|one| one.reviewer == reviewer);
        let candidate = Candidate {
            reviewer: roles.contains(&(reviewer, Role::Reviewer)),
            declared: declared.contains(&reviewer),
            recused: conflicts.contains(&(reviewer, dossier)),
            earlier: earlier.map(|one| one.state),
        };
        let taken = others.iter().filter(|one| one.state.takes_seat()).count();
        match give_seat(state, definition.grid.reviews_per_dossier, taken, candidate) {
            Ok(next) => {
                let id = earlier.map_or_else(|| AssignmentId::mint(tx.at, app.random()), |one| one.id);
                store::insert_assignment(&tx, id, call, dossier, reviewer).await?;
                if next != state {
                    dossiers::store::save_state(&tx, dossier, next).await?;
                }
                let payload = json!({ "assignment": id.to_string(), "reviewer": reviewer.to_string() });
                let subject = format!("dossier:{dossier}");
                journal::append(&tx, app, (call, &definition.slug), EventKind::ReviewerAssigned, subject, payload)
                    .await?;
            }
            Err(problem) => problems.push(NotAssigned { dossier, reviewer, problem }),
        }
    }
    if !problems.is_empty() {
        return Err(Refused::Rule(AssignRefused::Problems(problems)));
    }
    Ok(tx.commit().await?)
}

/// Why an assignment is not given back or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnRefused {
    /// A reason is owed.
    ReasonMissing,
    /// The review was submitted, or the assignment ended before.
    Ended,
    /// The reviewer has begun: only they can give it back.
    Started,
}

/// A reviewer gives a dossier back, with a reason.
///
/// # Errors
/// [`ReturnRefused`]; `NotFound` for the assignment of somebody else; or a failure.
pub async fn return_assignment(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
    reason: &str,
) -> Result<(), Refused<ReturnRefused>> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refused::Rule(ReturnRefused::ReasonMissing));
    }
    end(app, actor, assignment, Action::ReturnAssignment, AssignmentState::Returned, reason).await
}

/// The manager takes back an assignment that was not begun.
///
/// # Errors
/// [`ReturnRefused`], or a failure.
pub async fn withdraw_assignment(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
) -> Result<(), Refused<ReturnRefused>> {
    end(app, actor, assignment, Action::AssignReviewers, AssignmentState::Withdrawn, "").await
}

async fn end(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
    action: Action,
    next: AssignmentState,
    reason: &str,
) -> Result<(), Refused<ReturnRefused>> {
    let tx = app.db.begin_write().await?;
    let known = store::load_assignment(tx.reader(), assignment).await?;
    let tx = authorize(tx, actor, action, Subject::Call(known.call), app.now()).await?;
    let definition = locked_call(&tx, known.call).await?;
    let state = dossiers::store::lock(&tx, known.dossier).await?.state;
    // Read again under the lock: it may have ended meanwhile.
    let current = store::load_assignment(tx.conn(), assignment).await?;
    let by_manager = action == Action::AssignReviewers;
    let hidden = store::conflicts_of(tx.conn(), known.call, tx.user()?).await?.contains(&known.dossier);
    if hidden || (!by_manager && current.reviewer != tx.user()?) {
        return Err(AppError::NotFound.into());
    }
    if current.state != AssignmentState::Open {
        return Err(Refused::Rule(ReturnRefused::Ended));
    }
    if by_manager && store::find_review(tx.conn(), assignment).await?.is_some() {
        return Err(Refused::Rule(ReturnRefused::Started));
    }
    store::save_assignment_state(&tx, assignment, next, reason).await?;
    follow_assignments(&tx, known.dossier, state, &definition).await?;
    let payload = json!({
        "assignment": assignment.to_string(),
        "reviewer": current.reviewer.to_string(),
        "state": next.as_str(),
        "reason": reason,
    });
    let subject = format!("dossier:{}", known.dossier);
    journal::append(&tx, app, (known.call, &definition.slug), EventKind::AssignmentReturned, subject, payload).await?;
    Ok(tx.commit().await?)
}
