//! Freezing the ranking, computing and editing the proposal, adopting it, signing the decision.

use domain::{
    canonical::sha256_hex,
    committee::{
        self, Adoption, AdoptionBlocked, AdoptionRequest, DecisionRefused, DecisionState, Line, LineProblem, Outcome,
        Seat, check_line,
    },
    dossier::State,
    ids::{CallId, DecisionId, DossierId},
    journal::EventKind,
    permissions::Action,
};
use serde_json::{Value, json};

use super::{
    freezing::{Missing, freeze},
    sheet::Sheet,
    store,
};
use crate::{
    app::App,
    db::{Actor, Subject, WriteTx, authorize, journal},
    error::{AppError, AppResult},
};

/// Why an act of the committee did not take place. Nothing was written.
#[derive(Debug)]
pub enum Refused {
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
    /// Something else failed.
    Failed(AppError),
}

impl<E: Into<AppError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl From<store::NotWritten> for Refused {
    fn from(error: store::NotWritten) -> Self {
        match error {
            store::NotWritten::Guard(name) => Self::Guard(name),
            store::NotWritten::Failed(error) => Self::Failed(error),
        }
    }
}

async fn begin(app: &App, actor: &Actor, action: Action, call: CallId) -> AppResult<(WriteTx, Sheet)> {
    let tx = authorize(app.db.begin_write().await?, actor, action, Subject::Call(call), app.now()).await?;
    let sheet = store::lock_sheet(&tx, call).await?;
    Ok((tx, sheet))
}

async fn record(tx: &WriteTx, app: &App, sheet: &Sheet, kind: EventKind, payload: Value) -> AppResult<()> {
    let slug = sheet.call.slug();
    journal::append(tx, app, (sheet.call.id, slug), kind, format!("call:{slug}"), payload).await?;
    Ok(())
}

/// Freezes the ranking of every track from the submitted reviews.
///
/// # Errors
/// [`Refused::Missing`] says all that is missing; [`Refused::AlreadyFrozen`].
pub async fn freeze_ranking(app: &App, actor: &Actor, call: CallId) -> Result<(), Refused> {
    let (tx, sheet) = begin(app, actor, Action::FreezeRanking, call).await?;
    if sheet.frozen_at.is_some() {
        return Err(Refused::AlreadyFrozen);
    }
    let reviews = store::lock_reviews(&tx, &sheet.call).await?;
    let frozen = freeze(&sheet.call.definition, &sheet.contenders, &reviews, tx.at).map_err(Refused::Missing)?;
    let mut digests = serde_json::Map::new();
    for (track, ranking) in frozen {
        let content = ranking.to_text(sheet.call.slug(), &track)?;
        let digest = store::insert_ranking(&tx, call, &track, content).await?;
        digests.insert(track, json!(digest.to_string()));
    }
    record(&tx, app, &sheet, EventKind::RankingFrozen, json!({ "sha256": digests })).await?;
    Ok(tx.commit().await?)
}

/// Computes the proposal by the policy of the call. It replaces every line and voids both signatures.
/// `seen` is the digest of the proposal that the person was shown, if any.
///
/// # Errors
/// [`Refused::Stale`]; [`Refused::NothingProposed`] before the ranking is frozen, [`Refused::Signed`] after the signature.
pub async fn propose(app: &App, actor: &Actor, call: CallId, seen: Option<&str>) -> Result<(), Refused> {
    let (tx, sheet) = begin(app, actor, Action::EditProposal, call).await?;
    open_to_change(&sheet)?;
    as_shown(&tx, &sheet, seen).await?;
    let mut lines = Vec::new();
    for part in &sheet.tracks {
        for ranked in part.ranked() {
            let computed = part.computed(ranked.dossier);
            let line = Line {
                dossier: ranked.dossier,
                outcome: computed.outcome,
                amount: computed.amount,
                reserve_rank: computed.reserve_rank,
                motive: String::new(),
            };
            lines.push((part.track.code.clone(), line));
        }
    }
    store::replace_awards(&tx, call, &lines).await?;
    let reference = match &sheet.decision {
        Some(decision) => {
            store::clear_adoption(&tx, decision.id).await?;
            decision.reference.clone()
        }
        None => {
            let reference = format!("DEC-{}-01", sheet.call.definition.number_prefix);
            store::insert_decision(&tx, call, DecisionId::mint(tx.at, app.random()), &reference).await?;
            reference
        }
    };
    let proposed = store::lock_sheet(&tx, call).await?;
    let payload = json!({
        "reference": reference, "computed": true, "sha256": proposed.digest()?.to_string(), "total": proposed.awarded().0,
        "lines": proposed.award_list(),
    });
    record(&tx, app, &sheet, EventKind::ProposalChanged, payload).await?;
    Ok(tx.commit().await?)
}

fn open_to_change(sheet: &Sheet) -> Result<(), Refused> {
    match sheet.state() {
        _ if sheet.frozen_at.is_none() => Err(Refused::NothingProposed),
        DecisionState::Proposed | DecisionState::Adopted => Ok(()),
        DecisionState::Signed | DecisionState::Published => Err(Refused::Signed),
    }
}

/// The proposal is the one whose digest the person was shown, as they see it: without the dossiers from which they are
/// recused. `None` for whoever was shown nothing (the replay).
async fn as_shown(tx: &WriteTx, sheet: &Sheet, seen: Option<&str>) -> Result<(), Refused> {
    let Some(seen) = seen else { return Ok(()) };
    let recused = store::recused(tx, sheet.call.id).await?;
    let now = if recused.is_empty() { sheet.digest()? } else { sheet.clone().without(&recused).digest()? };
    if seen == now.to_string() { Ok(()) } else { Err(Refused::Stale(None)) }
}

/// Changes a line of the proposal. Both signatures are void after that. `seen` is the mark of the line that the person
/// was shown, if any.
///
/// # Errors
/// [`Refused::Stale`], [`Refused::Line`] with every problem, [`Refused::Guard`] when the database refuses, [`Refused::Signed`];
/// `NotFound` for a person who is recused from the dossier.
pub async fn edit_line(
    app: &App,
    actor: &Actor,
    call: CallId,
    dossier: DossierId,
    line: Line,
    seen: Option<&str>,
) -> Result<(), Refused> {
    let (tx, sheet) = begin(app, actor, Action::EditProposal, call).await?;
    let recused = store::recused(&tx, call).await?;
    if line.dossier != dossier || recused.contains(&dossier) {
        return Err(AppError::NotFound.into());
    }
    open_to_change(&sheet)?;
    let decision = sheet.decision.as_ref().ok_or(Refused::NothingProposed)?;
    let part = sheet.part_of(dossier).ok_or(AppError::NotFound)?;
    let before = part.line(dossier).ok_or(Refused::NothingProposed)?;
    let line = Line { motive: line.motive.trim().to_owned(), ..line };
    if *before == line {
        return Ok(());
    }
    if seen.is_some_and(|seen| seen != mark(before, !recused.is_empty())) {
        return Err(Refused::Stale(Some(dossier)));
    }
    let ceiling = part.money.get(&dossier).map(|money| money.ceiling).unwrap_or_default();
    check_line(&line, &part.computed(dossier), ceiling, part.left_for(dossier)).map_err(Refused::Line)?;
    store::save_award(&tx, call, &part.track.code, &line).await?;
    store::clear_adoption(&tx, decision.id).await?;
    let payload = json!({
        "dossier": dossier.to_string(),
        "before": { "outcome": before.outcome.as_str(), "amount": before.amount.map(|a| a.0), "reserve_rank": before.reserve_rank },
        "after": { "outcome": line.outcome.as_str(), "amount": line.amount.map(|a| a.0), "reserve_rank": line.reserve_rank },
        "motive": line.motive,
    });
    record(&tx, app, &sheet, EventKind::ProposalChanged, payload).await?;
    Ok(tx.commit().await?)
}

/// The mark of a line, which forms repeat. Whoever is recused from a dossier is shown other places on the reserve list.
#[must_use]
pub fn mark(line: &Line, recused: bool) -> String {
    let place = line.reserve_rank.filter(|_| !recused);
    let text = format!("{} {:?} {place:?} {}", line.outcome.as_str(), line.amount, line.motive);
    sha256_hex(text.as_bytes()).chars().take(16).collect()
}

/// Adopts the proposal as chair or as secretary: one act of two persons. `seen` is the digest of the proposal that the
/// person was shown, if any.
///
/// # Errors
/// [`Refused::Stale`], [`Refused::Adoption`] with what blocks it, [`Refused::Withdrawn`], [`Refused::NothingProposed`].
pub async fn adopt(
    app: &App,
    actor: &Actor,
    call: CallId,
    seat: Seat,
    seen: Option<&str>,
) -> Result<Adoption, Refused> {
    let (action, kind) = match seat {
        Seat::Chair => (Action::AdoptAsChair, EventKind::ProposalAdoptedByChair),
        Seat::Secretary => (Action::AdoptAsSecretary, EventKind::ProposalAdoptedBySecretary),
    };
    let (tx, sheet) = begin(app, actor, action, call).await?;
    let decision = sheet.decision.as_ref().ok_or(Refused::NothingProposed)?;
    as_shown(&tx, &sheet, seen).await?;
    let withdrawn = sheet.withdrawn_with_award();
    if !withdrawn.is_empty() {
        return Err(Refused::Withdrawn(withdrawn));
    }
    let user = tx.user()?;
    let held = |own: Seat, by: &Option<(_, _)>| if own == seat { Some(user) } else { by.as_ref().map(|(id, _)| *id) };
    let adoption = committee::adopt(&AdoptionRequest {
        state: sheet.state(),
        envelope: sheet.call.definition.envelope,
        tracks: &sheet.proposals(),
        chair: held(Seat::Chair, &decision.chair),
        secretary: held(Seat::Secretary, &decision.secretary),
    })
    .map_err(Refused::Adoption)?;
    store::save_adoption(&tx, decision.id, seat).await?;
    let payload = json!({
        "reference": decision.reference, "sha256": sheet.digest()?.to_string(), "total": sheet.awarded().0,
    });
    record(&tx, app, &sheet, kind, payload).await?;
    tx.commit().await?;
    Ok(adoption)
}

/// The deciding authority signs what chair and secretary have adopted; dossiers take their outcome. `seen` is the
/// digest of the proposal that the person was shown, if any.
///
/// # Errors
/// [`Refused::Stale`], [`Refused::Decision`] unless it is adopted, [`Refused::Withdrawn`].
pub async fn sign(app: &App, actor: &Actor, call: CallId, seen: Option<&str>) -> Result<(), Refused> {
    let (tx, sheet) = begin(app, actor, Action::SignDecision, call).await?;
    let decision = sheet.decision.as_ref().ok_or(Refused::NothingProposed)?;
    committee::sign(sheet.state()).map_err(Refused::Decision)?;
    as_shown(&tx, &sheet, seen).await?;
    let withdrawn = sheet.withdrawn_with_award();
    if !withdrawn.is_empty() {
        return Err(Refused::Withdrawn(withdrawn));
    }
    store::save_signature(&tx, decision.id).await?;
    let lines = || sheet.tracks.iter().flat_map(|part| &part.lines);
    for state in [State::Funded, State::Reserve, State::Declined] {
        let dossiers: Vec<_> = lines().filter(|l| state_after(l.outcome) == state).map(|l| l.dossier).collect();
        store::save_states(&tx, state, &dossiers).await?;
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
    record(&tx, app, &sheet, EventKind::DecisionSigned, payload).await?;
    Ok(tx.commit().await?)
}

/// The state that a signed outcome gives.
const fn state_after(outcome: Outcome) -> State {
    match outcome {
        Outcome::Retained | Outcome::RetainedWithConditions => State::Funded,
        Outcome::Reserve => State::Reserve,
        Outcome::NotRetained | Outcome::Redirected => State::Declined,
    }
}
