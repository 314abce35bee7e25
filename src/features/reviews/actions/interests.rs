//! Declaring one's interests, once for the whole call; a declaration can be extended, not reduced.

use std::collections::BTreeMap;

use domain::{
    assignment::AssignmentState,
    call::Window,
    conflict::Interest,
    ids::{CallId, DossierId},
    journal::EventKind,
    permissions::Action,
};
use serde_json::json;

use super::{Refused, follow_assignments, locked_call};
use crate::{
    app::App,
    db::{Actor, Subject, WriteTx, authorize, journal},
    error::AppResult,
    features::{dossiers, reviews::store},
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
    app: &App,
    actor: &Actor,
    call: CallId,
    conflicts: Vec<(DossierId, String)>,
) -> Result<(), Refused<DeclareRefused>> {
    let tx = app.db.begin_write().await?;
    let tx = authorize(tx, actor, Action::DeclareInterests, Subject::Call(call), app.now()).await?;
    let user = tx.user()?;
    let definition = locked_call(&tx, call).await?;
    if definition.calendar.window(tx.at) != Window::Closed {
        return Err(Refused::Rule(DeclareRefused::StillOpen));
    }
    let mut declared = BTreeMap::new();
    for (dossier, reason) in conflicts {
        let Ok(interest) = Interest::declare(&reason) else {
            return Err(Refused::Rule(DeclareRefused::ReasonMissing));
        };
        declared.insert(dossier, interest);
    }
    let before = store::conflicts_of(tx.conn(), call, user).await?;
    store::save_declaration(&tx, call, user).await?;
    for (dossier, interest) in &declared {
        let reason = interest.reason();
        let row = dossiers::store::lock(&tx, *dossier).await?;
        if row.call != call {
            return Err(Refused::Rule(DeclareRefused::UnknownDossier));
        }
        store::insert_conflict(&tx, call, user, *dossier, reason).await?;
        if !before.contains(dossier) && take_back(&tx, call, *dossier, reason).await? {
            follow_assignments(&tx, *dossier, row.state, &definition).await?;
        }
    }
    let dossiers: BTreeMap<String, &str> =
        declared.iter().map(|(id, interest)| (id.to_string(), interest.reason())).collect();
    let payload = json!({ "interests": dossiers });
    let subject = format!("user:{user}");
    journal::append(&tx, app, (call, &definition.slug), EventKind::InterestsDeclared, subject, payload).await?;
    Ok(tx.commit().await?)
}

/// Ends the assignment of a dossier in which its reviewer now has an interest. Says whether there was one.
async fn take_back(tx: &WriteTx, call: CallId, dossier: DossierId, reason: &str) -> AppResult<bool> {
    let Some(assignment) = store::find_assignment(tx.conn(), dossier, tx.user()?).await? else { return Ok(false) };
    if !assignment.state.takes_seat() || store::ranking_frozen(tx.conn(), call).await? {
        return Ok(false);
    }
    store::save_assignment_state(tx, assignment.id, AssignmentState::Returned, reason).await?;
    Ok(true)
}
