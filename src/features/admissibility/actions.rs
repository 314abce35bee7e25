//! What officers decide: findings, verdicts, the eligible base. Nothing is decided while filing is open,
//! since a dossier may still be replaced; who is recused from a dossier does not know that it is there.

use std::collections::BTreeMap;

pub use domain::dossier::verdicts::Sense;
use domain::{
    call::{Verdict, Window},
    dossier::{
        State,
        verdicts::{
            self, BaseProblem, FindingDecision, Ruling, Settled, VerdictProblem, VerdictRequest, settled, state_after,
        },
    },
    ids::DossierId,
    journal::EventKind,
    money::Cents,
    permissions::Action,
    rules::Finding,
    time::Instant,
};
use serde_json::json;

use super::{
    seen::{Place, SeenMarks},
    store::{self, BaseCorrection, DecidedFinding, Examination, GivenVerdict},
};
use crate::{
    db::{
        Act,
        write::{LockedDossier, WriteTx},
    },
    error::{AppError, Refused},
};

/// A decision on one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDecision {
    /// Identifier of the rule.
    pub rule: String,
    /// Its sense.
    pub sense: Sense,
    /// Why; owed when the finding is overridden.
    pub motive: String,
}

/// Why nothing was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecideRefused {
    /// Filing is still open: the dossier may be replaced.
    NotClosed {
        /// When it closes.
        closes: Instant,
    },
    /// The ranking is frozen: what it rests on stays.
    Ranked,
    /// The dossier is withdrawn, or already with the reviewers.
    WrongState(State),
    /// These findings are overridden without a motive.
    MotiveMissing(Vec<String>),
    /// This verdict cannot be given.
    Verdict(Verdict, Vec<VerdictProblem>),
    /// The base cannot be taken.
    Base(BaseProblem),
    /// Somebody else decided this meanwhile.
    Stale(Vec<Place>),
}

/// What became of decisions on findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// How many were written.
    pub written: usize,
    /// Those that were not, because somebody else decided them meanwhile.
    pub stale: Vec<Place>,
}

type Done<T> = Result<T, Refused<DecideRefused>>;

/// Locks the dossier and checks what every decision of an officer needs.
async fn open(act: &Act, action: Action, id: DossierId) -> Done<(WriteTx<LockedDossier>, Examination)> {
    // After its call: a ranking is frozen before what it rests on is decided, or after.
    let tx = act.on_dossier_and_call(id, action).await?;
    let examination = store::locked(&tx).await?;
    if examination.call.frozen_at.is_some() {
        return Err(Refused::Rule(DecideRefused::Ranked));
    }
    let calendar = &examination.call.definition.calendar;
    if calendar.window(act.at) != Window::Closed {
        return Err(Refused::Rule(DecideRefused::NotClosed { closes: calendar.closes }));
    }
    match examination.dossier.state {
        State::Filed | State::Admissible | State::Inadmissible => Ok((tx, examination)),
        state => Err(Refused::Rule(DecideRefused::WrongState(state))),
    }
}

/// Decides one finding: see [`decide_findings`].
///
/// # Errors
/// [`DecideRefused`].
pub async fn decide_finding(act: &Act, id: DossierId, decision: NewDecision) -> Done<Decided> {
    decide_findings(act, id, vec![decision], &SeenMarks::default()).await
}

/// Decides findings of a dossier. What is already decided so stays as it is; what somebody else decided meanwhile is
/// left to them, and told. A verdict that rests on a finding whose sense changes is taken away.
///
/// # Errors
/// [`DecideRefused`].
pub async fn decide_findings(act: &Act, id: DossierId, decisions: Vec<NewDecision>, seen: &SeenMarks) -> Done<Decided> {
    let bare = |new: &&NewDecision| new.sense == Sense::Overridden && new.motive.trim().is_empty();
    let unmotivated: Vec<String> = decisions.iter().filter(bare).map(|new| new.rule.clone()).collect();
    if !unmotivated.is_empty() {
        return Err(Refused::Rule(DecideRefused::MotiveMissing(unmotivated)));
    }
    let (tx, mut examination) = open(act, Action::DecideFinding, id).await?;
    let (by, at) = (tx.user()?, act.at);
    let (mut changed, mut shaken, mut stale) = (Vec::new(), Vec::new(), Vec::new());
    for new in decisions {
        let place = Place::Finding(new.rule.clone());
        let fresh = seen.holds(&place, &examination);
        let found = examination.findings.iter_mut().find(|known| known.finding.rule == new.rule);
        let known = found.ok_or(AppError::NotFound)?;
        let before = sense_of(known);
        let decided = decide(known, &new);
        if decided.decision == known.decision && decided.motive == known.motive {
            continue;
        }
        if !fresh {
            stale.push(place);
            continue;
        }
        *known = DecidedFinding { decided: Some((by, at)), ..decided };
        if before.is_some() && before != sense_of(known) {
            shaken.extend(examination.filing.definition.rules.iter().find(|r| r.id == new.rule).map(|r| r.verdict()));
        }
        store::save_decision(&tx, known).await?;
        changed.push((new.sense, known.clone()));
    }
    let withdrawn: Vec<Verdict> =
        Verdict::ALL.into_iter().filter(|v| shaken.contains(v) && examination.verdicts.contains_key(v)).collect();
    for verdict in &withdrawn {
        store::delete_verdict(&tx, *verdict).await?;
        examination.verdicts.remove(verdict);
    }
    let state = if withdrawn.is_empty() { examination.dossier.state } else { state_of(&examination.verdicts) };
    if state != examination.dossier.state {
        store::save_state(&tx, state, examination.dossier.eligible_base).await?;
    }
    let said = changed.iter().map(|(sense, known): &(Sense, DecidedFinding)| {
        json!({
            "number": examination.dossier.number, "submission": examination.dossier.submission.to_string(),
            "rule": known.finding.rule, "outcome": known.finding.outcome.as_str(), "decision": sense.as_str(),
            "motive": known.motive, "state": state.as_str(),
            "verdicts_withdrawn": withdrawn.iter().map(|verdict| verdict.as_str()).collect::<Vec<_>>(),
        })
    });
    tx.conclude_each(EventKind::FindingDecided, said.collect()).await?;
    Ok(Decided { written: changed.len(), stale })
}

fn sense_of(known: &DecidedFinding) -> Option<Settled> {
    settled(known.finding.outcome, known.decision.as_ref())
}

fn decide(known: &DecidedFinding, new: &NewDecision) -> DecidedFinding {
    let motive = new.motive.trim().to_owned();
    let decision = match new.sense {
        Sense::Confirmed => FindingDecision::Confirmed,
        Sense::Overridden => FindingDecision::Overridden { motive: motive.clone() },
    };
    DecidedFinding { decision: Some(decision), motive, ..known.clone() }
}

fn state_of(verdicts: &BTreeMap<Verdict, GivenVerdict>) -> State {
    let ruling = |verdict| verdicts.get(&verdict).map(|given| given.ruling);
    state_after(ruling(Verdict::Admissibility), ruling(Verdict::Eligibility))
}

/// Gives one of the two verdicts: see [`give_verdicts`].
///
/// # Errors
/// [`DecideRefused`].
pub async fn give_verdict(act: &Act, id: DossierId, verdict: Verdict, ruling: Ruling, motive: &str) -> Done<State> {
    give_verdicts(act, id, vec![(verdict, ruling, motive.to_owned())], &SeenMarks::default()).await
}

/// Gives verdicts with their motives, all or none, and returns the new state: both favourable make the dossier
/// admissible, an unfavourable one makes it inadmissible. A verdict that stands already stays as it is.
///
/// # Errors
/// [`DecideRefused`].
pub async fn give_verdicts(
    act: &Act,
    id: DossierId,
    rulings: Vec<(Verdict, Ruling, String)>,
    seen: &SeenMarks,
) -> Done<State> {
    let (tx, mut examination) = open(act, Action::GiveVerdict, id).await?;
    let findings: Vec<Finding> = examination.findings.iter().map(|known| known.finding.clone()).collect();
    let decisions = decisions(&examination.findings);
    // The base that awards are capped by is written with the verdict, whatever was projected before.
    let base = examination.dossier.eligible_base.unwrap_or(examination.declared);
    let rulings = changes(rulings, seen, &examination)?;
    let mut payloads = Vec::new();
    for (verdict, ruling, motive) in rulings {
        let other = Verdict::ALL.into_iter().find(|one| *one != verdict);
        let state = verdicts::give_verdict(&VerdictRequest {
            state: examination.dossier.state,
            verdict,
            rules: &examination.filing.definition.rules,
            findings: &findings,
            decisions: &decisions,
            ruling,
            motive: &motive,
            other: other.and_then(|one| examination.verdicts.get(&one)).map(|given| given.ruling),
        })
        .map_err(|problems| Refused::Rule(DecideRefused::Verdict(verdict, problems)))?;
        let given = GivenVerdict { verdict, ruling, motive, decided_by: tx.user()?, decided_at: act.at };
        store::save_verdict(&tx, &given).await?;
        payloads.push(json!({
            "number": examination.dossier.number, "submission": examination.dossier.submission.to_string(),
            "verdict": verdict.as_str(), "ruling": ruling.as_str(), "motive": given.motive, "state": state.as_str(),
            "eligible_base_cents": base.0,
        }));
        examination.dossier.state = state;
        examination.verdicts.insert(verdict, given);
    }
    let state = examination.dossier.state;
    if !payloads.is_empty() {
        store::save_state(&tx, state, Some(base)).await?;
    }
    tx.conclude_each(EventKind::VerdictGiven, payloads).await?;
    Ok(state)
}

/// The verdicts that do not stand already, when what they rest on is what was shown.
fn changes(
    mut rulings: Vec<(Verdict, Ruling, String)>,
    seen: &SeenMarks,
    examination: &Examination,
) -> Done<Vec<(Verdict, Ruling, String)>> {
    for (.., motive) in &mut rulings {
        *motive = motive.trim().to_owned();
    }
    rulings.retain(|(verdict, ruling, motive)| {
        let stands = |given: &GivenVerdict| given.ruling == *ruling && given.motive == *motive;
        !examination.verdicts.get(verdict).is_some_and(stands)
    });
    let places: Vec<Place> = rulings.iter().map(|(verdict, ..)| Place::Verdict(*verdict)).collect();
    let places: Vec<Place> = places.into_iter().filter(|place| !seen.holds(place, examination)).collect();
    if places.is_empty() { Ok(rulings) } else { Err(Refused::Rule(DecideRefused::Stale(places))) }
}

fn decisions(findings: &[DecidedFinding]) -> BTreeMap<String, FindingDecision> {
    findings.iter().filter_map(|known| Some((known.finding.rule.clone(), known.decision.clone()?))).collect()
}

/// Takes another eligible base than the declared charges, with a motive; the declared charges themselves take the
/// correction away.
///
/// # Errors
/// [`DecideRefused`]; `NotFound` when the call counts no base.
pub async fn correct_base(act: &Act, id: DossierId, base: Cents, motive: &str, seen: &SeenMarks) -> Done<()> {
    let (tx, examination) = open(act, Action::CorrectBase, id).await?;
    // Where awards are not counted on a base, there is none to correct.
    if !examination.filing.definition.has_base() {
        return Err(AppError::NotFound.into());
    }
    let base = verdicts::correct_base(examination.declared, base, motive)
        .map_err(|why| Refused::Rule(DecideRefused::Base(why)))?;
    let motive = motive.trim().to_owned();
    let same = examination.correction.as_ref().is_some_and(|known| known.base == base && known.motive == motive);
    if same || (examination.correction.is_none() && base == examination.declared) {
        return Ok(());
    }
    if !seen.holds(&Place::Base, &examination) {
        return Err(Refused::Rule(DecideRefused::Stale(vec![Place::Base])));
    }
    let correction = BaseCorrection { base, motive, decided_by: tx.user()?, decided_at: act.at };
    let kept = (base != examination.declared).then_some(&correction);
    store::save_correction(&tx, kept).await?;
    store::save_state(&tx, examination.dossier.state, Some(base)).await?;
    let payload = json!({
        "number": examination.dossier.number, "declared_cents": examination.declared.0, "base_cents": base.0,
        "motive": correction.motive,
    });
    tx.conclude(EventKind::EligibleBaseCorrected, payload).await?;
    Ok(())
}
