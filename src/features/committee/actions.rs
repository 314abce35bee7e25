//! Freezing the ranking, computing and editing the proposal, adopting it, signing the decision.

use std::collections::BTreeMap;

use domain::{
    committee::{
        self, Adoption, AdoptionBlocked, AdoptionRequest, DecisionRefused, Line, LineProblem, Missing, Seat, Sheet,
        check_line, freeze,
    },
    dossier::State,
    ids::{CallId, DecisionId, DossierId},
    journal::EventKind,
    permissions::Action,
};
use serde_json::{Value, json};

use super::store;
use crate::{
    db::{
        Act,
        write::{LockedCall, WriteTx},
    },
    error::{AppError, AppResult, Refused},
    features::dossiers,
};

/// Why an act of the committee did not take place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommitteeRefused {
    /// The ranking cannot be frozen yet.
    Missing(Vec<Missing>),
    /// The ranking is frozen already.
    AlreadyFrozen,
    /// The ranking is not frozen, or nothing is proposed yet.
    NothingProposed,
    /// The decision is signed: the proposal does not change any more.
    Signed,
    /// The proposal, or this line of it, is not what the person was shown: somebody changed it meanwhile.
    Stale(Option<DossierId>),
    /// The line is not accepted.
    Line(Vec<LineProblem>),
    /// The database guards the envelopes, and this is the name of its guard.
    Guard(&'static str),
    /// The proposal cannot be adopted.
    Adoption(AdoptionBlocked),
    /// Money is proposed to dossiers that were withdrawn meanwhile.
    Withdrawn(Vec<DossierId>),
    /// The decision is not in the state for that.
    Decision(DecisionRefused),
}

type Done<T> = Result<T, Refused<CommitteeRefused>>;

const fn no<T>(why: CommitteeRefused) -> Done<T> {
    Err(Refused::Rule(why))
}

fn guard(refused: Refused<store::Guarded>) -> Refused<CommitteeRefused> {
    refused.map(|store::Guarded(name)| CommitteeRefused::Guard(name))
}

async fn begin(act: &Act, action: Action, call: CallId) -> AppResult<(WriteTx<LockedCall>, Sheet)> {
    let tx = act.on_call(call, action).await?;
    let sheet = store::locked_sheet(&tx).await?;
    Ok((tx, sheet))
}

/// Freezes the ranking of every track from the submitted reviews.
///
/// # Errors
/// [`CommitteeRefused::Missing`] says all that is missing; [`CommitteeRefused::AlreadyFrozen`].
pub async fn freeze_ranking(act: &Act, call: CallId) -> Done<()> {
    let (tx, sheet) = begin(act, Action::FreezeRanking, call).await?;
    if sheet.frozen_at.is_some() {
        return no(CommitteeRefused::AlreadyFrozen);
    }
    let reviews = store::locked_reviews(&tx).await?;
    let frozen = freeze(&sheet.call, &sheet.contenders, &reviews, act.at);
    let frozen = frozen.map_err(|missing| Refused::Rule(CommitteeRefused::Missing(missing)))?;
    // Before the rankings: under them the money of a dossier stays as it is.
    store::save_ceilings(&tx, &frozen).await?;
    let mut digests = serde_json::Map::new();
    for (track, ranking) in frozen {
        let content = ranking.to_text(&sheet.call.slug, &track)?;
        let digest = store::insert_ranking(&tx, &track, content).await?;
        digests.insert(track, json!(digest.to_string()));
    }
    tx.conclude(EventKind::RankingFrozen, json!({ "sha256": digests })).await?;
    Ok(())
}

/// Computes the proposal by the policy of the call. It replaces every line and voids both signatures.
/// `seen` is the digest of the proposal that the person was shown, if any.
///
/// # Errors
/// [`CommitteeRefused::Stale`]; [`CommitteeRefused::NothingProposed`] before the ranking is frozen, [`CommitteeRefused::Signed`] after the signature.
pub async fn propose(act: &Act, call: CallId, seen: Option<&str>) -> Done<()> {
    let (tx, sheet) = begin(act, Action::EditProposal, call).await?;
    open_to_change(&sheet)?;
    as_shown(&tx, &sheet, seen)?;
    let lines = sheet.computed_lines();
    let reference = match &sheet.decision {
        Some(decision) => {
            store::clear_adoption(&tx).await?;
            decision.reference.clone()
        }
        None => {
            let id = DecisionId::mint(act.at, act.app.random());
            store::insert_decision(&tx, id, &sheet.call.number_prefix).await?
        }
    };
    // After the signatures are void: the database keeps the lines under one that stands.
    store::replace_awards(&tx, &lines).await.map_err(guard)?;
    let proposed = store::locked_sheet(&tx).await?;
    let payload = json!({
        "reference": reference, "computed": true, "sha256": proposed.digest()?.to_string(), "total": proposed.awarded().0,
        "lines": proposed.award_list(),
    });
    tx.conclude(EventKind::ProposalChanged, payload).await?;
    Ok(())
}

fn open_to_change(sheet: &Sheet) -> Done<()> {
    if sheet.frozen_at.is_none() {
        return no(CommitteeRefused::NothingProposed);
    }
    if sheet.state().is_open() { Ok(()) } else { no(CommitteeRefused::Signed) }
}

/// The proposal is the one whose digest the person was shown, as they see it: without the dossiers from which they are
/// recused. `None` for whoever was shown nothing (the replay).
fn as_shown(tx: &WriteTx<LockedCall>, sheet: &Sheet, seen: Option<&str>) -> Done<()> {
    let (Some(seen), recused) = (seen, tx.on().interests().recused()) else { return Ok(()) };
    let now = if recused.is_empty() { sheet.digest()? } else { sheet.clone().without(recused).digest()? };
    if seen == now.to_string() { Ok(()) } else { no(CommitteeRefused::Stale(None)) }
}

/// Changes a line of the proposal. Both signatures are void after that. `seen` is the mark of the line that the person
/// was shown, if any.
///
/// # Errors
/// [`CommitteeRefused::Stale`], [`CommitteeRefused::Line`] with every problem, [`CommitteeRefused::Guard`] when the database refuses, [`CommitteeRefused::Signed`];
/// `NotFound` for a person who is recused from the dossier.
pub async fn edit_line(act: &Act, call: CallId, line: Line, seen: Option<&str>) -> Done<()> {
    let (tx, sheet) = begin(act, Action::EditProposal, call).await?;
    let (dossier, held) = (line.dossier, tx.dossier(line.dossier).await?);
    open_to_change(&sheet)?;
    let nothing = || Refused::Rule(CommitteeRefused::NothingProposed);
    sheet.decision.as_ref().ok_or_else(nothing)?;
    let part = sheet.part_of(dossier).ok_or(AppError::NotFound)?;
    let before = part.line(dossier).ok_or_else(nothing)?;
    let line = Line { motive: line.motive.trim().to_owned(), ..line };
    if *before == line {
        return Ok(());
    }
    if seen.is_some_and(|seen| seen != before.mark(sheet.hides(tx.on().interests().recused()))) {
        return no(CommitteeRefused::Stale(Some(dossier)));
    }
    let ceiling = part.money.get(&dossier).map(|money| money.ceiling).unwrap_or_default();
    check_line(&line, &part.computed(dossier), ceiling, part.left_for(dossier))
        .map_err(|problems| Refused::Rule(CommitteeRefused::Line(problems)))?;
    // The signatures first: the database keeps the lines under a signature that stands.
    store::clear_adoption(&tx).await?;
    store::save_award(&tx, &held, &part.track.code, &line).await.map_err(guard)?;
    let payload = json!({
        "dossier": dossier.to_string(),
        "before": { "outcome": before.outcome.as_str(), "amount": before.amount.map(|a| a.0), "reserve_rank": before.reserve_rank },
        "after": { "outcome": line.outcome.as_str(), "amount": line.amount.map(|a| a.0), "reserve_rank": line.reserve_rank },
        "motive": line.motive,
    });
    tx.conclude(EventKind::ProposalChanged, payload).await?;
    Ok(())
}

/// Adopts the proposal as chair or as secretary: one act of two persons. `seen` is the digest of the proposal that the
/// person was shown, if any.
///
/// # Errors
/// [`CommitteeRefused::Stale`], [`CommitteeRefused::Adoption`] with what blocks it, [`CommitteeRefused::Withdrawn`], [`CommitteeRefused::NothingProposed`].
pub async fn adopt(act: &Act, call: CallId, seat: Seat, seen: Option<&str>) -> Done<Adoption> {
    let (action, kind) = match seat {
        Seat::Chair => (Action::AdoptAsChair, EventKind::ProposalAdoptedByChair),
        Seat::Secretary => (Action::AdoptAsSecretary, EventKind::ProposalAdoptedBySecretary),
    };
    let (tx, sheet) = begin(act, action, call).await?;
    let decision = sheet.decision.as_ref().ok_or(Refused::Rule(CommitteeRefused::NothingProposed))?;
    as_shown(&tx, &sheet, seen)?;
    nothing_for_withdrawn(&sheet)?;
    let user = tx.user()?;
    let held = |own: Seat, by: &Option<(_, _)>| if own == seat { Some(user) } else { by.as_ref().map(|(id, _)| *id) };
    let adoption = committee::adopt(&AdoptionRequest {
        state: sheet.state(),
        envelope: sheet.call.envelope,
        tracks: &sheet.proposals(),
        chair: held(Seat::Chair, &decision.chair),
        secretary: held(Seat::Secretary, &decision.secretary),
    })
    .map_err(|blocked| Refused::Rule(CommitteeRefused::Adoption(blocked)))?;
    store::save_adoption(&tx, seat).await?;
    let payload = json!({
        "reference": decision.reference, "sha256": sheet.digest()?.to_string(), "total": sheet.awarded().0,
    });
    tx.conclude(kind, payload).await?;
    Ok(adoption)
}

fn nothing_for_withdrawn(sheet: &Sheet) -> Done<()> {
    let withdrawn = sheet.withdrawn_with_award();
    if withdrawn.is_empty() { Ok(()) } else { no(CommitteeRefused::Withdrawn(withdrawn)) }
}

/// The deciding authority signs what chair and secretary have adopted; dossiers take their outcome. `seen` is the
/// digest of the proposal that the person was shown, if any.
///
/// # Errors
/// [`CommitteeRefused::Stale`], [`CommitteeRefused::Decision`] unless it is adopted, and by other persons than who
/// signs, [`CommitteeRefused::Withdrawn`].
pub async fn sign(act: &Act, call: CallId, seen: Option<&str>) -> Done<()> {
    let (tx, sheet) = begin(act, Action::SignDecision, call).await?;
    let decision = sheet.decision.as_ref().ok_or(Refused::Rule(CommitteeRefused::NothingProposed))?;
    committee::sign(sheet.state(), &decision.adopters(), tx.user()?)
        .map_err(|why| Refused::Rule(CommitteeRefused::Decision(why)))?;
    as_shown(&tx, &sheet, seen)?;
    nothing_for_withdrawn(&sheet)?;
    store::save_signature(&tx).await?;
    let outcomes: BTreeMap<DossierId, State> =
        sheet.tracks.iter().flat_map(|part| &part.lines).map(|l| (l.dossier, l.outcome.state())).collect();
    let held = tx.dossiers_of_the_whole(&outcomes.keys().copied().collect::<Vec<_>>()).await?;
    for state in [State::Funded, State::Reserve, State::Declined] {
        let of_state: Vec<_> = held.iter().filter(|one| outcomes.get(&one.id()) == Some(&state)).collect();
        dossiers::store::move_all(&tx, &of_state, state).await?;
    }
    let per_track: serde_json::Map<String, Value> =
        sheet.tracks.iter().map(|part| (part.track.code.clone(), json!(part.awarded().0))).collect();
    let payload = json!({
        "reference": decision.reference,
        "sha256": sheet.digest()?.to_string(),
        "awards": sheet.award_list(),
        "per_track": per_track,
        "total": sheet.awarded().0,
    });
    tx.conclude(EventKind::DecisionSigned, payload).await?;
    Ok(())
}
