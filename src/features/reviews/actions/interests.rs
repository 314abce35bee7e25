//! Declaring one's interests, once for the whole call; a declaration can be extended, not reduced.

use std::collections::BTreeMap;

use domain::{
    assignment::AssignmentState,
    call::Window,
    conflict::Interest,
    ids::{CallId, DossierId},
    journal::{About, EventKind},
    permissions::Action,
};
use serde_json::json;

use super::follow_assignments;
use crate::{
    db::{
        Act,
        write::{CallDossier, LockedCall, WriteTx},
    },
    error::{AppError, AppResult, Refused},
    features::{
        calls::{self, store::LoadedCall},
        reviews::store,
    },
};

/// Why a declaration is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeclareRefused {
    /// Dossiers are still being filed: the list of organisations is not complete.
    StillOpen,
    /// An interest has no reason.
    ReasonMissing,
    /// A dossier of the declaration is not one of the call.
    UnknownDossier,
}

/// Declares one's interests on a call: these dossiers, with the reason of each; none at all is a declaration too.
///
/// Dossiers that the person was given and now declares an interest in are taken from them, even once reviewed,
/// as long as the ranking is not frozen.
///
/// # Errors
/// [`DeclareRefused`], or a failure.
pub async fn declare_interests(
    act: &Act,
    call: CallId,
    conflicts: Vec<(DossierId, String)>,
) -> Result<(), Refused<DeclareRefused>> {
    let tx = act.on_call(call, Action::DeclareInterests).await?;
    let user = tx.user()?;
    let call = calls::store::load(tx.conn(), call).await?;
    if call.definition.calendar.window(act.at) != Window::Closed {
        return Err(Refused::Rule(DeclareRefused::StillOpen));
    }
    let mut declared = BTreeMap::new();
    for (dossier, reason) in conflicts {
        let Ok(interest) = Interest::declare(&reason) else {
            return Err(Refused::Rule(DeclareRefused::ReasonMissing));
        };
        declared.insert(dossier, interest);
    }
    let ids: Vec<DossierId> = declared.keys().copied().collect();
    // Those declared before are declared again: an extension names them too.
    let held = match tx.dossiers_of_the_whole(&ids).await {
        Err(AppError::NotFound) => return Err(Refused::Rule(DeclareRefused::UnknownDossier)),
        other => other?,
    };
    store::insert_declaration(&tx).await?;
    for held in &held {
        let reason = declared.get(&held.id()).map_or("", Interest::reason);
        store::insert_conflict(&tx, held, reason).await?;
        // Whatever recused them before: an interest that is declared ends the seat.
        if take_back(&tx, held, reason, &call).await? {
            follow_assignments(&tx, held, &call.definition).await?;
        }
    }
    let dossiers: BTreeMap<String, &str> =
        declared.iter().map(|(id, interest)| (id.to_string(), interest.reason())).collect();
    let payload = json!({ "interests": dossiers });
    tx.conclude_about(About::User(user), EventKind::InterestsDeclared, payload).await?;
    Ok(())
}

/// Ends the assignment of a dossier in which its reviewer now has an interest. Says whether there was one.
async fn take_back(tx: &WriteTx<LockedCall>, held: &CallDossier, reason: &str, call: &LoadedCall) -> AppResult<bool> {
    let Some(assignment) = store::find_assignment(tx.conn(), held.id(), tx.user()?).await? else { return Ok(false) };
    if !assignment.state.takes_seat() || call.frozen_at.is_some() {
        return Ok(false);
    }
    store::save_assignment_state(tx, held, assignment.id, AssignmentState::Returned, reason).await?;
    Ok(true)
}
