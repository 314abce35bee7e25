//! Figures and refusals of the committee in words.

use domain::{
    call::Grid,
    committee::{AdoptionBlocked, DecisionRefused, LineProblem, Missing, Outcome, Sheet, WrongState},
    fraction::Fraction,
    ids::DossierId,
    money::Cents,
    ranking::Ranked,
    scoring::criteria_of,
};
use serde::Serialize;

use super::actions::CommitteeRefused;
use crate::{
    features::calls::scale,
    i18n::{self, Lang},
    web::Errors,
};

/// Something that is missing, or a check that was made.
#[derive(Clone, Debug, Serialize)]
pub struct MissingItem {
    /// What.
    pub title: String,
    /// Which.
    pub text: String,
    /// Where to go, may be empty.
    pub href: String,
    /// Words of the link.
    pub link: String,
}

/// A criterion of a ranked dossier.
#[derive(Clone, Debug, Serialize)]
pub struct CriterionView {
    /// `C1`.
    pub code: String,
    /// Name.
    pub name: String,
    /// Weight.
    pub weight: i64,
    /// Mean score.
    pub mean: String,
    /// Points of the total.
    pub points: String,
    /// Its floor, or empty.
    pub floor: String,
}

/// Criteria of a ranked dossier with their means and points.
#[must_use]
pub fn criteria(lang: Lang, grid: &Grid, track: &str, ranked: &Ranked) -> Vec<CriterionView> {
    let narrow = |part: i128| i64::try_from(part).unwrap_or(i64::MAX);
    criteria_of(grid, track)
        .map(|(criterion, weight)| {
            let mean = ranked.means.get(&criterion.code).copied().unwrap_or(Fraction::ZERO);
            let whole = narrow(mean.den()).saturating_mul(i64::from(grid.scale_max));
            let points = Fraction::new(narrow(mean.num()).saturating_mul(weight), whole).unwrap_or(Fraction::ZERO);
            let floor = criterion.floors.get(track).and_then(|floor| Fraction::new(i64::from(*floor), 1));
            CriterionView {
                code: criterion.code.clone(),
                name: criterion.name.clone(),
                weight,
                mean: scale::mean(lang, grid, mean),
                points: scale::figure(lang, points),
                floor: floor.map_or_else(String::new, |floor| scale::mean(lang, grid, floor)),
            }
        })
        .collect()
}

/// Words side by side, without those that are empty.
#[must_use]
pub fn joined<const N: usize>(words: [String; N]) -> String {
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What part of `whole` an amount is, for a bar: `62.50`.
#[must_use]
pub fn percent(amount: Cents, whole: Cents) -> String {
    let share = amount.share_of(whole).map_or(0, |share| share.0.clamp(0, 10_000));
    format!("{}.{:02}", share / 100, share % 100)
}

/// The words of an outcome.
#[must_use]
pub fn outcome(lang: Lang, outcome: Outcome) -> String {
    i18n::word(lang, &format!("committee-outcome-{}", outcome.as_str().replace('_', "-")))
}

/// The colour of an outcome's tag.
#[must_use]
pub const fn tone(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Retained => "ok",
        Outcome::RetainedWithConditions => "todo",
        Outcome::Reserve => "info",
        Outcome::NotRetained | Outcome::Redirected => "wait",
    }
}

/// Numbers of dossiers; those that the person may not know of are not named.
#[must_use]
pub fn numbers(sheet: &Sheet, dossiers: &[DossierId]) -> String {
    let mut numbers: Vec<&str> =
        dossiers.iter().filter_map(|id| sheet.contenders.get(id)).map(|row| row.number.as_str()).collect();
    numbers.sort_unstable();
    numbers.join(", ")
}

/// The same where there may be thousands: the first ones, and how many others.
#[must_use]
pub fn some_numbers(lang: Lang, sheet: &Sheet, dossiers: &[DossierId]) -> String {
    const MOST: usize = 60;
    if dossiers.len() <= MOST {
        return numbers(sheet, dossiers);
    }
    let args = [("numbers", numbers(sheet, &dossiers[..MOST]).into()), ("count", (dossiers.len() - MOST).into())];
    i18n::text(lang, "committee-numbers-more", &args)
}

/// What is missing before a ranking can be frozen.
#[must_use]
pub fn missing(lang: Lang, sheet: &Sheet, missing: &[Missing]) -> Vec<MissingItem> {
    let slug = &sheet.call.slug;
    let many = |key: &'static str, dossiers: &[DossierId], section: &str| MissingItem {
        title: i18n::text(lang, &format!("committee-missing-{key}"), &[("count", dossiers.len().into())]),
        text: some_numbers(lang, sheet, dossiers),
        href: format!("/appels/{slug}/{section}"),
        link: i18n::word(lang, &format!("committee-missing-{key}-link")),
    };
    let alone = |title: String| MissingItem { title, text: String::new(), href: String::new(), link: String::new() };
    missing
        .iter()
        .map(|item| match item {
            Missing::StillOpen { closes } => {
                let when = i18n::deadline(lang, *closes, sheet.call.zone);
                alone(i18n::text(lang, "committee-missing-open", &[("when", when.into())]))
            }
            Missing::NoDossier => alone(i18n::word(lang, "committee-missing-none")),
            Missing::Verdicts(dossiers) => many("verdicts", dossiers, "recevabilite"),
            Missing::Bases(dossiers) => many("bases", dossiers, "recevabilite"),
            Missing::Reviews(dossiers) => many("reviews", dossiers, "attributions"),
        })
        .collect()
}

/// A refusal in words for the page.
#[must_use]
pub fn refusal(lang: Lang, sheet: &Sheet, refused: CommitteeRefused) -> Errors {
    let one = |text: String| Errors::one("", text);
    let word = |key: &str| one(i18n::word(lang, key));
    match refused {
        CommitteeRefused::Missing(list) => {
            missing(lang, sheet, &list).into_iter().map(|item| ("", item.title)).collect()
        }
        CommitteeRefused::AlreadyFrozen => word("committee-refused-frozen"),
        CommitteeRefused::NothingProposed => word("committee-refused-nothing"),
        CommitteeRefused::Signed => word("committee-refused-signed"),
        CommitteeRefused::Stale(None) => word("committee-stale"),
        CommitteeRefused::Stale(Some(dossier)) => stale(lang, sheet, dossier),
        CommitteeRefused::Line(problems) => problems.iter().map(|problem| line(lang, sheet, *problem)).collect(),
        CommitteeRefused::Guard(name) => {
            let text = i18n::word(lang, &format!("committee-guard-{}", name.replace('_', "-")));
            Errors::one("amount", text)
        }
        CommitteeRefused::Withdrawn(dossiers) => {
            one(i18n::text(lang, "committee-refused-withdrawn", &[("numbers", numbers(sheet, &dossiers).into())]))
        }
        CommitteeRefused::Decision(DecisionRefused::SamePerson) => word("committee-refused-same-person"),
        CommitteeRefused::Decision(DecisionRefused::WrongState(WrongState { found, .. })) => {
            word(&format!("committee-refused-decision-{}", found.as_str()))
        }
        CommitteeRefused::Adoption(blocked) => adoption(lang, sheet, &blocked),
    }
}

/// What stands on a line now, beside what was typed.
fn stale(lang: Lang, sheet: &Sheet, dossier: DossierId) -> Errors {
    let Some(line) = sheet.part_of(dossier).and_then(|part| part.line(dossier)) else { return Errors::default() };
    let mut parts = vec![outcome(lang, line.outcome)];
    parts.extend(line.amount.map(Cents::to_french));
    parts.extend(line.reserve_rank.map(|place| i18n::text(lang, "committee-stale-place", &[("place", place.into())])));
    let motive =
        if line.motive.is_empty() { i18n::word(lang, "committee-stale-no-motive") } else { line.motive.clone() };
    let args = [("theirs", parts.join(", ").into()), ("motive", motive.into())];
    Errors::one("outcome", i18n::text(lang, "committee-stale-line", &args))
}

fn adoption(lang: Lang, sheet: &Sheet, blocked: &AdoptionBlocked) -> Errors {
    let text = |key: &str, args: &[(&'static str, String)]| i18n::say(lang, &format!("committee-blocked-{key}"), args);
    let one = |key: &str, args: &[(&'static str, String)]| Errors::one("", text(key, args));
    match blocked {
        AdoptionBlocked::AlreadyAdopted => one("already", &[]),
        AdoptionBlocked::NoSignature => one("signature", &[]),
        AdoptionBlocked::SamePerson => one("same-person", &[]),
        AdoptionBlocked::MissingReviews(dossiers) => one("reviews", &[("numbers", numbers(sheet, dossiers))]),
        AdoptionBlocked::Inconsistent(dossiers) => one("inconsistent", &[("numbers", numbers(sheet, dossiers))]),
        AdoptionBlocked::Tie(groups) => {
            groups.iter().map(|tie| ("", text("tie", &[("numbers", numbers(sheet, tie))]))).collect()
        }
        AdoptionBlocked::OverTrack { track, awarded, envelope } if sheet.call.has_tracks() => {
            let name = sheet.call.track_label(track);
            let gap = (*awarded - *envelope).to_french();
            one("over-track", &[("track", name.to_owned()), ("gap", gap), ("envelope", envelope.to_french())])
        }
        AdoptionBlocked::OverTrack { awarded, envelope, .. } | AdoptionBlocked::OverEnvelope { awarded, envelope } => {
            one("over-envelope", &[("gap", (*awarded - *envelope).to_french()), ("envelope", envelope.to_french())])
        }
    }
}

fn line(lang: Lang, sheet: &Sheet, problem: LineProblem) -> (&'static str, String) {
    let item = |field, key: &str, args: &[(&'static str, String)]| {
        (field, i18n::say(lang, &format!("committee-line-{key}"), args))
    };
    match problem {
        LineProblem::MotiveRequired => item("motive", "motive", &[]),
        LineProblem::AmountRequired => item("amount", "amount", &[]),
        LineProblem::AmountNotExpected => item("amount", "no-amount", &[]),
        LineProblem::AboveCeiling { ceiling, amount } => {
            item("amount", "ceiling", &[("ceiling", ceiling.to_french()), ("amount", amount.to_french())])
        }
        // What is left tells a recused person what the dossier that they may not see is given.
        LineProblem::AboveTrack { .. } if sheet.recused => item("amount", "track-recused", &[]),
        LineProblem::AboveTrack { left, amount } => item(
            "amount",
            "track",
            &[("left", left.max(Cents::ZERO).to_french()), ("gap", (amount - left).to_french())],
        ),
        LineProblem::ReserveRankRequired => item("reserve_rank", "reserve", &[]),
        LineProblem::ReserveRankNotExpected => item("reserve_rank", "no-reserve", &[]),
    }
}
