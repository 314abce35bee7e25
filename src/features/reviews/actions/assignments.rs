//! Giving dossiers to reviewers, and taking or giving them back.

use std::collections::BTreeMap;

use domain::{
    assignment::{AssignProblem, AssignmentState, Candidate, give_seat},
    dossier::State,
    ids::{AssignmentId, CallId, DossierId, UserId},
    journal::{About, EventKind},
    permissions::{Action, Role},
};
use serde_json::{Value, json};

use super::follow_assignments;
use crate::{
    db::{
        Act,
        standing::list_recused,
        write::{CallDossier, HeldDossier, WriteTx},
    },
    error::{AppError, AppResult, Refused},
    features::{
        calls,
        dossiers::{self, store::DossierRow},
        reviews::store::{self, Assignment},
    },
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
pub async fn assign(act: &Act, call: CallId, pairs: Vec<(DossierId, UserId)>) -> Result<(), Refused<AssignRefused>> {
    let tx = act.on_call(call, Action::AssignReviewers).await?;
    let call = calls::store::load(tx.conn(), call).await?;
    if call.frozen_at.is_some() {
        return Err(Refused::Rule(AssignRefused::RankingFrozen));
    }
    let declared = store::list_declared(tx.conn(), call.id).await?;
    let recused = list_recused(tx.conn(), &call.facts()).await?;
    let roles = calls::store::list_roles(tx.conn(), call.id).await?;
    let ids: Vec<DossierId> = pairs.iter().map(|(dossier, _)| *dossier).collect();
    // A manager who is recused from a dossier does not know it.
    let held: BTreeMap<DossierId, CallDossier> =
        tx.dossiers(&ids).await?.into_iter().map(|held| (held.id(), held)).collect();
    let mut states: BTreeMap<DossierId, State> = BTreeMap::new();
    let mut seats: BTreeMap<DossierId, Vec<Assignment>> = BTreeMap::new();
    for one in store::list_assignments_of_dossiers(tx.conn(), &ids).await? {
        seats.entry(one.dossier).or_default().push(one);
    }
    let (mut problems, mut said) = (Vec::new(), Vec::new());
    for (dossier, reviewer) in pairs {
        let held = held.get(&dossier).ok_or(AppError::NotFound)?;
        let before = DossierRow::try_from(held.row().clone())?.state;
        let state = states.get(&dossier).copied().unwrap_or(before);
        let others = seats.entry(dossier).or_default();
        let earlier = others.iter().position(|one| one.reviewer == reviewer);
        let candidate = Candidate {
            reviewer: roles.contains(&(reviewer, Role::Reviewer)),
            declared: declared.contains(&reviewer),
            recused: recused.contains(&(reviewer, dossier)),
            earlier: earlier.map(|place| others[place].state),
        };
        let taken = others.iter().filter(|one| one.state.takes_seat()).count();
        match give_seat(state, call.definition.grid.reviews_per_dossier, taken, candidate) {
            Ok(next) => {
                let id = earlier.map_or_else(|| AssignmentId::mint(act.at, act.app.random()), |place| others[place].id);
                let given = store::insert_assignment(&tx, id, held, reviewer).await?;
                match earlier {
                    Some(place) => others[place] = given,
                    None => others.push(given),
                }
                if next != before && !states.contains_key(&dossier) {
                    dossiers::store::move_to(&tx, held, next).await?;
                }
                states.insert(dossier, next);
                let payload = json!({ "assignment": id.to_string(), "reviewer": reviewer.to_string() });
                said.push((About::Dossier(dossier), payload));
            }
            Err(problem) => problems.push(NotAssigned { dossier, reviewer, problem }),
        }
    }
    if !problems.is_empty() {
        return Err(Refused::Rule(AssignRefused::Problems(problems)));
    }
    Ok(tx.conclude_each_about(EventKind::ReviewerAssigned, said).await?)
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
pub async fn return_assignment(act: &Act, id: AssignmentId, reason: &str) -> Result<(), Refused<ReturnRefused>> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refused::Rule(ReturnRefused::ReasonMissing));
    }
    let known = store::load_assignment(act.app.db.reader(), id).await?;
    let tx = act.on_dossier(known.dossier, Action::ReturnAssignment).await?;
    let current = open_assignment(&tx, id).await?;
    if current.reviewer != tx.user()? {
        return Err(AppError::NotFound.into());
    }
    let said = end(&tx, tx.on(), &current, AssignmentState::Returned, reason).await?;
    tx.conclude(EventKind::AssignmentReturned, said).await?;
    Ok(())
}

/// The manager takes back an assignment that was not begun.
///
/// # Errors
/// [`ReturnRefused`], or a failure.
pub async fn withdraw_assignment(act: &Act, call: CallId, id: AssignmentId) -> Result<(), Refused<ReturnRefused>> {
    let known = store::load_assignment(act.app.db.reader(), id).await?;
    let tx = act.on_call(call, Action::AssignReviewers).await?;
    let held = tx.dossier(known.dossier).await?;
    let current = open_assignment(&tx, id).await?;
    if store::find_review(tx.conn(), id).await?.is_some() {
        return Err(Refused::Rule(ReturnRefused::Started));
    }
    let said = end(&tx, &held, &current, AssignmentState::Withdrawn, "").await?;
    tx.conclude_about(About::Dossier(held.id()), EventKind::AssignmentReturned, said).await?;
    Ok(())
}

/// An assignment, read under the lock of its dossier: it may have ended meanwhile.
async fn open_assignment<S>(tx: &WriteTx<S>, id: AssignmentId) -> Result<Assignment, Refused<ReturnRefused>> {
    let current = store::load_assignment(tx.conn(), id).await?;
    if current.state == AssignmentState::Open { Ok(current) } else { Err(Refused::Rule(ReturnRefused::Ended)) }
}

/// Ends an assignment, and gives what its event says.
async fn end<S>(
    tx: &WriteTx<S>,
    held: &impl HeldDossier,
    current: &Assignment,
    next: AssignmentState,
    reason: &str,
) -> AppResult<Value> {
    store::save_assignment_state(tx, held, current.id, next, reason).await?;
    follow_assignments(tx, held, &calls::store::load(tx.conn(), current.call).await?.definition).await?;
    Ok(json!({
        "assignment": current.id.to_string(),
        "reviewer": current.reviewer.to_string(),
        "state": next.as_str(),
        "reason": reason,
    }))
}
