//! Checking: officers look at what the machine found, decide, and give both verdicts.

use std::collections::BTreeMap;

use domain::{
    call::Verdict,
    dossier::verdicts::{Ruling, Sense},
    rules::{Evidence, FindingOutcome},
    time::Instant,
};

use super::{
    cast::Cast,
    content::Defect,
    dice::Dice,
    filing::Filed,
    stage::{Played, Stage, must},
};
use crate::{
    db::Act,
    error::AppResult,
    features::{
        admissibility::{
            actions::{self as checks, NewDecision},
            seen::SeenMarks,
            store as findings,
        },
        dossiers::store as dossiers,
        reviews::actions::declare_interests,
    },
};

/// Rules, by call, whose text says that breaking them is a warning only.
const WARNINGS: [(&str, &str); 1] = [("ptce-2013", "ELI-4")];
/// Rules, by call, that the machine cannot decide alone when they are broken: the regime may not be the one retained.
const REGIMES: [(&str, &str); 1] = [("ptce-2013", "ELI-11")];
const SUBJECT: &str = "ADM-4";
const ENTERPRISE: &str = "ELI-3";
/// Pieces that are sometimes found inside another one.
const INSIDE_ANOTHER: [&str; 5] =
    ["dirigeants", "declaration", "lettres-membres", "cofinancement", "convention-partenariat"];

/// How checking went.
#[derive(Default)]
pub struct Checked {
    /// Admissible and eligible.
    pub admissible: usize,
    /// Findings that officers overrode.
    pub overridden: usize,
}

/// Plays checking from `from` on.
///
/// # Errors
/// When an action refuses.
pub async fn play(stage: &Stage, played: &Played, cast: &Cast, filed: &[Filed], from: Instant) -> AppResult<Checked> {
    let app = &stage.app;
    let named = |list: &[(&str, &str)], rule: &str| list.contains(&(played.call.slug(), rule));
    let mut at = from;
    for officer in &cast.officers {
        stage.at(at);
        must("declare", declare_interests(&stage.act(officer), played.id, Vec::new()).await)?;
        at = at.plus_seconds(600);
    }
    let by_id: BTreeMap<_, _> = filed.iter().map(|one| (one.id, one)).collect();
    let mut checked = Checked::default();
    for (rank, row) in dossiers::list_filed(app.db.reader(), played.id).await?.iter().enumerate() {
        // Some ten minutes a dossier, four officers side by side, in working days.
        at = at.plus_seconds(if rank % 16 == 15 { 60_000 } else { 500 });
        stage.at(at);
        let officer = &cast.officers[rank % cast.officers.len()];
        let mut dice = Dice::new(stage.seed, &format!("check {}", row.number()));
        let defect = by_id.get(&row.id).and_then(|one| one.application.defect);
        let found = findings::load_examination(app.db.reader(), row.clone().try_into()?).await?;
        let act = Act::new(app, &officer.actor, at);
        if dice.chance(7) {
            let base = domain::money::Cents(found.declared.0 * dice.between(82, 95) / 100 / 100_000 * 100_000);
            let motive = said(stage, "base", &mut dice);
            must("base", checks::correct_base(&act, row.id, base, &motive, &SeenMarks::default()).await)?;
        }
        let mut decisions = Vec::new();
        let mut broken = Vec::new();
        for known in &found.findings {
            let (rule, outcome) = (known.finding.rule.as_str(), known.finding.outcome);
            let regime = named(&REGIMES, rule);
            let against = doubt((rule, regime), outcome, &known.finding.evidence, defect, &mut dice);
            if outcome == FindingOutcome::Respected && against.is_none() {
                continue;
            }
            let is_broken = (outcome == FindingOutcome::Broken) == against.is_none();
            if is_broken {
                broken.push(rule.to_owned());
            }
            checked.overridden += usize::from(against.is_some());
            let (sense, motive) = match against {
                Some(key) => (Sense::Overridden, said(stage, key, &mut dice)),
                None => (Sense::Confirmed, String::new()),
            };
            decisions.push(NewDecision { rule: rule.to_owned(), sense, motive });
        }
        must("decide", checks::decide_findings(&act, row.id, decisions, &SeenMarks::default()).await)?;
        let mut favourable = true;
        for verdict in [Verdict::Admissibility, Verdict::Eligibility] {
            let speaks =
                |id: &&String| found.filing.definition.rules.iter().any(|r| r.id == **id && r.verdict() == verdict);
            let against: Vec<&String> = broken.iter().filter(speaks).collect();
            let (ruling, motive) = if against.iter().any(|rule| !named(&WARNINGS, rule)) {
                (Ruling::Unfavourable, said(stage, "refused", &mut dice))
            } else if against.is_empty() {
                (Ruling::Favourable, String::new())
            } else {
                (Ruling::Favourable, said(stage, "warning", &mut dice))
            };
            favourable &= ruling == Ruling::Favourable;
            at = at.plus_seconds(45);
            stage.at(at);
            let act = Act::new(app, &officer.actor, at);
            must("verdict", checks::give_verdict(&act, row.id, verdict, ruling, &motive).await)?;
        }
        checked.admissible += usize::from(favourable);
    }
    Ok(checked)
}

/// The motive of an officer who decides against the machine; `None` agrees with it.
fn doubt(
    (rule, regime): (&str, bool),
    outcome: FindingOutcome,
    evidence: &[Evidence],
    defect: Option<Defect>,
    dice: &mut Dice,
) -> Option<&'static str> {
    match (outcome, rule, defect) {
        (FindingOutcome::Broken, ..) if regime => Some("de_minimis"),
        (FindingOutcome::Broken, _, _) => {
            let [Evidence::MissingPiece { piece }] = evidence else { return None };
            (INSIDE_ANOTHER.contains(&piece.as_str()) && dice.chance(30)).then_some("missing_piece")
        }
        (FindingOutcome::NeedsHuman, SUBJECT, Some(Defect::OffSubject)) => Some("off_subject"),
        (FindingOutcome::Respected, ENTERPRISE, Some(Defect::FalseEnterprise)) => Some("false_enterprise"),
        _ => None,
    }
}

/// A motive of the files of words.
pub(super) fn said(stage: &Stage, key: &str, dice: &mut Dice) -> String {
    stage.words.comments.officer.get(key).map(|motives| dice.pick(motives).clone()).unwrap_or_default()
}
