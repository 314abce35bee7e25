//! A dossier and its scoring side by side; once submitted, the other reviews of the same dossier.

use domain::{
    call::{Call, Criterion, Grid, HalfPoints, Letter},
    fraction::Fraction,
    scoring::{self, ReviewProblem},
};
use serde::Serialize;

use super::mine::is_done;
use crate::{
    features::{
        accounts::store::Person,
        calls::scale,
        dossiers::{
            reading::{self, ReadingStep},
            store::Submission,
        },
        reviews::{
            access::Desk,
            actions::{COMMENT_MAX, Edits, OverallEdit, ScoreEdit, Stale},
            facts::ReviewFacts,
            store::{Review, Score},
        },
    },
    i18n::{self, Lang},
    web::{Choice, Errors, Page, RawForm, Room},
};

/// The page.
#[derive(Debug, Serialize)]
pub struct ReviewPage {
    /// Address of the page: its forms post below it.
    pub path: String,
    /// Address of the list.
    pub list: String,
    /// Number of the dossier.
    pub number: String,
    /// Name of the project.
    pub project: String,
    /// Name of the lead.
    pub lead: String,
    /// Name of the track, where the call has several.
    pub track_name: String,
    /// Amount asked, in cents.
    pub requested: i64,
    /// Dossier and amounts are invented.
    pub fictitious: bool,
    /// What was filed.
    pub steps: Vec<ReadingStep>,
    /// Highest score, in half points.
    pub scale_max: HalfPoints,
    /// « 0 : absent », « 1 : insuffisant »…, or the letters with their points.
    pub scale: String,
    /// Letters to choose from; none on a scale of points.
    pub letters: Vec<Choice>,
    /// Least length of a comment.
    pub comment_min: usize,
    /// Most characters of a comment.
    pub comment_max: usize,
    /// Criteria, with what is written.
    pub criteria: Vec<CriterionView>,
    /// Text on the whole dossier.
    pub overall: String,
    /// Its version.
    pub overall_version: i64,
    /// What was saved meanwhile instead of what is shown.
    pub overall_stale: String,
    /// Criteria that are complete.
    pub done: usize,
    /// Provisional total of the reviewer's own scores.
    pub total: String,
    /// Out of: weights of the criteria that are scored.
    pub total_max: i64,
    /// When it was submitted.
    pub submitted_on: String,
    /// Other reviews, once one's own is submitted.
    pub others: Vec<OtherReview>,
    /// Reason typed for giving the dossier back.
    pub return_reason: String,
    /// What is wrong.
    pub errors: Errors,
}

/// A criterion.
#[derive(Debug, Serialize)]
pub struct CriterionView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Questions that help.
    pub questions: String,
    /// Weight on the track, in %.
    pub weight: i64,
    /// Floor on the track, or the empty text.
    pub floor: String,
    /// Chosen score, -1 for none.
    pub half_points: i64,
    /// The score in words: « 3,5 ».
    pub score: String,
    /// The comment.
    pub comment: String,
    /// Version of both.
    pub version: i64,
    /// It has all that a submission asks for.
    pub done: bool,
    /// What is wrong.
    pub error: String,
    /// What was saved meanwhile instead of what is shown.
    pub stale: String,
}

/// Somebody else's review.
#[derive(Debug, Serialize)]
pub struct OtherReview {
    /// Who.
    pub name: String,
    /// Of which institution.
    pub institution: String,
    /// Weighted total.
    pub total: String,
    /// Criterion, score, comment.
    pub scores: Vec<OtherScore>,
    /// Text on the whole dossier.
    pub overall: String,
}

/// A score of somebody else's review.
#[derive(Debug, Serialize)]
pub struct OtherScore {
    /// `C1`
    pub code: String,
    /// Name of the criterion.
    pub name: String,
    /// « 3,5 ».
    pub score: String,
    /// Comment.
    pub comment: String,
}

impl Page for ReviewPage {
    const TEMPLATE: &'static str = "pages/reviews/show.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "evaluations";
}

/// What a form asks to save: for each criterion the score, when one is chosen, then the comment, under the same
/// name, so that both travel together with their one version.
#[must_use]
pub fn edits(call: &Call, track: &str, raw: &RawForm) -> Edits {
    let version = |name: &str| raw.get(&format!("v.{name}")).parse().unwrap_or(0);
    let scores = scoring::criteria_of(&call.grid, track).filter(|(criterion, _)| raw.has(&criterion.code));
    let scores = scores.map(|(Criterion { code, .. }, _)| {
        let (half_points, comment) = typed(raw, code);
        ScoreEdit { criterion: code.clone(), half_points, comment, version: version(code) }
    });
    let overall =
        raw.has("overall").then(|| OverallEdit { text: raw.get("overall").to_owned(), version: version("overall") });
    Edits { scores: scores.collect(), overall }
}

fn typed(raw: &RawForm, code: &str) -> (Option<HalfPoints>, String) {
    match raw.all(code)[..] {
        [score, comment, ..] => (Some(score.parse().unwrap_or(HalfPoints::MAX)), comment.to_owned()),
        [comment] => (None, comment.to_owned()),
        [] => (None, String::new()),
    }
}

impl ReviewPage {
    /// Makes the page; `raw` is what was typed, when it was refused.
    #[must_use]
    pub fn new(desk: &Desk, facts: ReviewFacts, raw: Option<&RawForm>, stale: &[Stale], errors: Errors) -> Self {
        let ReviewFacts { filing, review, others } = facts;
        let (visit, call) = (&desk.at.visit, &desk.at.call.definition);
        let (grid, track) = (&call.grid, &desk.at.dossier.track);
        let view = |(criterion, weight): (&Criterion, i64)| {
            let saved = review.as_ref().and_then(|review| review.scores.get(&criterion.code));
            let mut view = CriterionView::saved((grid, criterion), weight, track, saved, visit.lang);
            view.done = is_done(review.as_ref(), &criterion.code, grid.comment_min);
            view.error = error_of(&errors, &criterion.code);
            view.stale = stale_of(stale, &criterion.code, grid, visit.lang);
            match raw {
                Some(raw) if raw.has(&criterion.code) => view.with_typed(typed(raw, &criterion.code)),
                _ => view,
            }
        };
        let criteria: Vec<_> = scoring::criteria_of(grid, track).map(view).collect();
        let scored = || scoring::criteria_of(grid, track).zip(&criteria).filter(|(_, view)| !view.score.is_empty());
        let sum: i64 = scored().map(|((_, weight), view)| weight * view.half_points.max(0)).sum();
        let day = |at: domain::time::Instant| i18n::date_time(visit.lang, at, call.zone);
        let letter = |one: &Letter| Choice::new(one.points.to_string(), format!("{}, {}", one.letter, one.meaning));
        Self {
            path: desk.path(),
            list: format!("/appels/{}/evaluations", call.slug),
            number: desk.at.dossier.number().to_owned(),
            project: desk.at.dossier.project_name.clone(),
            lead: desk.at.dossier.lead_name.clone(),
            track_name: call.track_label(track).to_owned(),
            requested: desk.at.dossier.requested.0,
            fictitious: call.fictitious,
            steps: steps(desk, &filing, visit.lang),
            scale_max: grid.scale_max,
            scale: scale::meanings(visit.lang, grid).join(", "),
            letters: grid.letters().iter().map(letter).collect(),
            comment_min: grid.comment_min,
            comment_max: COMMENT_MAX,
            done: criteria.iter().filter(|view| view.done).count(),
            total: scale::figure(visit.lang, Fraction::new(sum, i64::from(grid.scale_max)).unwrap_or(Fraction::ZERO)),
            total_max: scored().map(|((_, weight), _)| weight).sum(),
            overall: match raw {
                Some(raw) if raw.has("overall") => raw.get("overall").to_owned(),
                _ => review.as_ref().map(|review| review.overall.clone()).unwrap_or_default(),
            },
            overall_version: review.as_ref().map_or(0, |review| review.version),
            overall_stale: stale_of(stale, "overall", grid, visit.lang),
            submitted_on: review.as_ref().and_then(|review| review.submitted_at).map(day).unwrap_or_default(),
            others: others.into_iter().map(|(review, person)| other(call, track, review, person, visit.lang)).collect(),
            return_reason: raw.map(|raw| raw.get("reason").to_owned()).unwrap_or_default(),
            criteria,
            errors,
        }
    }
}

impl CriterionView {
    fn saved(
        (grid, criterion): (&Grid, &Criterion),
        weight: i64,
        track: &str,
        saved: Option<&Score>,
        lang: Lang,
    ) -> Self {
        let half_points = saved.and_then(|score| score.half_points);
        let comment = saved.map(|score| score.comment.clone()).unwrap_or_default();
        Self {
            code: criterion.code.clone(),
            name: criterion.name.clone(),
            questions: criterion.questions.clone(),
            weight,
            floor: criterion.floors.get(track).map(|floor| scale::score(lang, grid, *floor)).unwrap_or_default(),
            half_points: half_points.map_or(-1, i64::from),
            score: half_points.map(|half| scale::score(lang, grid, half)).unwrap_or_default(),
            comment,
            version: saved.map_or(0, |score| score.version),
            done: false,
            error: String::new(),
            stale: String::new(),
        }
    }

    fn with_typed(mut self, (half_points, comment): (Option<HalfPoints>, String)) -> Self {
        self.half_points = half_points.map_or(-1, i64::from);
        self.comment = comment;
        self
    }
}

fn error_of(errors: &Errors, code: &str) -> String {
    [errors.of(code), errors.of(&format!("pourquoi-{code}"))].join(" ").trim().to_owned()
}

fn stale_of(stale: &[Stale], field: &str, grid: &Grid, lang: Lang) -> String {
    let Some(one) = stale.iter().find(|one| one.field == field) else { return String::new() };
    let score =
        one.current.half_points.map(|half| format!("{} – ", scale::score(lang, grid, half))).unwrap_or_default();
    format!("{score}« {} »", one.current.comment)
}

/// The reading, with files served to the reviewer.
fn steps(desk: &Desk, filing: &Submission, lang: Lang) -> Vec<ReadingStep> {
    let mut steps = reading::of(&filing.definition, &filing.snapshot, lang).steps;
    let files = steps.iter_mut().flat_map(|step| &mut step.items).flat_map(|item| &mut item.files);
    for file in files {
        let id = file.href.rsplit('/').next().unwrap_or_default().to_owned();
        file.href = format!("{}/documents/{id}", desk.path());
    }
    steps
}

/// Somebody else's submitted review.
fn other(call: &Call, track: &str, review: Review, person: Option<Person>, lang: Lang) -> OtherReview {
    let total = scoring::complete(&call.grid, track, &review.draft());
    let total = total.map(|complete| scoring::weighted_total(&call.grid, track, &complete));
    let scores = scoring::criteria_of(&call.grid, track).filter_map(|(criterion, _)| {
        let score = review.scores.get(&criterion.code)?;
        Some(OtherScore {
            code: criterion.code.clone(),
            name: criterion.name.clone(),
            score: score.half_points.map(|half| scale::score(lang, &call.grid, half)).unwrap_or_default(),
            comment: score.comment.clone(),
        })
    });
    OtherReview {
        scores: scores.collect(),
        total: total.map(|total| scale::figure(lang, total)).unwrap_or_default(),
        name: person.as_ref().map(|person| person.name.clone()).unwrap_or_default(),
        institution: person.and_then(|person| person.institution).unwrap_or_default(),
        overall: review.overall,
    }
}

/// The words of what keeps a review from being submitted.
#[must_use]
pub fn problem_errors(problems: &[ReviewProblem], lang: Lang) -> Errors {
    let by_code = |problem: &ReviewProblem| match problem {
        ReviewProblem::MissingScore(code) => {
            (code.clone(), i18n::text(lang, "reviews-error-missing-score", &[("code", code.clone().into())]))
        }
        ReviewProblem::BeyondScale { criterion, .. } | ReviewProblem::UnknownCriterion(criterion) => {
            (criterion.clone(), i18n::text(lang, "reviews-error-beyond-scale", &[("code", criterion.clone().into())]))
        }
        ReviewProblem::ShortComment { criterion, length, min } => {
            let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
            let args =
                [("code", criterion.clone().into()), ("length", count(*length).into()), ("min", count(*min).into())];
            (format!("pourquoi-{criterion}"), i18n::text(lang, "reviews-error-short-comment", &args))
        }
    };
    problems.iter().map(by_code).collect()
}
