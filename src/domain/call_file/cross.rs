//! Checks between the sections: codes are given once, references resolve, weights make 100,
//! and the questions that the platform reads by name are there.

use std::collections::BTreeMap;

use super::{
    read::Report,
    reason::{Reason, Thing},
};
use crate::{
    call::{Call, Owed},
    form::{Choice, Form, Question, QuestionKind, codes},
    rules::Predicate,
};

/// Codes of [`crate::form::codes`] that a file must hold, with the kind of question.
const OWED_QUESTIONS: [(&str, &str); 10] = [
    (codes::LEAD_SIRET, "siret"),
    (codes::LEAD_NAME, "short_text"),
    (codes::LEAD_CATEGORY, "choice"),
    (codes::POLE_NAME, "short_text"),
    (codes::PUBLIC_SUMMARY, "long_text"),
    (codes::DEPARTMENTS, "departments"),
    (codes::DURATION, "integer"),
    (codes::MEMBERS, "table"),
    (codes::BUDGET, "budget"),
    (codes::FUNDING, "table"),
];

pub(super) fn check(call: &Call, report: &Report<'_>) {
    codes_once(call, report);
    steps(&call.form, report);
    owed_questions(&call.form, report);
    pieces(call, report);
    rules(call, report);
    grid(call, report);
}

fn codes_once(call: &Call, report: &Report<'_>) {
    let in_list = |list: &'static str, key: &'static str| move |index: usize| format!("{list}[{}].{key}", index + 1);
    report.distinct(Thing::Track, call.tracks.iter().map(|t| t.code.as_str()), in_list("tracks", "code"));
    report.distinct(Thing::Funder, call.funders.iter().map(|f| f.name.as_str()), in_list("funders", "name"));
    report.distinct(Thing::Step, call.form.steps.iter().map(|s| s.code.as_str()), in_list("steps", "code"));
    report.distinct(Thing::Rule, call.rules.iter().map(|r| r.id.as_str()), in_list("rules", "id"));
    report.distinct(
        Thing::Criterion,
        call.grid.criteria.iter().map(|c| c.code.as_str()),
        in_list("grid.criteria", "code"),
    );
    let questions: Vec<(String, &str)> =
        placed(&call.form).map(|(path, question)| (format!("{path}.code"), question.code.as_str())).collect();
    report.distinct(Thing::Question, questions.iter().map(|(_, code)| *code), |index| questions[index].0.clone());
    // A file of the dossier is kept under the code of its piece or of its question: they share one space.
    let files = placed(&call.form)
        .filter(|(_, question)| question.kind == QuestionKind::File)
        .map(|(path, question)| (format!("{path}.code"), question.code.as_str()));
    let pieces = call.pieces.iter().enumerate().map(|(i, p)| (format!("pieces[{}].code", i + 1), p.code.as_str()));
    let files: Vec<(String, &str)> = files.chain(pieces).collect();
    report.distinct(Thing::Piece, files.iter().map(|(_, code)| *code), |index| files[index].0.clone());
}

/// Questions with their paths in the file.
fn placed(form: &Form) -> impl Iterator<Item = (String, &Question)> {
    form.steps.iter().enumerate().flat_map(|(s, step)| {
        let path = move |(q, question)| (format!("steps[{}].questions[{}]", s + 1, q + 1), question);
        step.questions.iter().enumerate().map(path)
    })
}

fn steps(form: &Form, report: &Report<'_>) {
    if form.steps.len() > 8 {
        report.at("steps", Reason::TooManySteps(form.steps.len()));
    }
    let holders = form.steps.iter().filter(|step| step.holds_pieces).count();
    if holders != 1 {
        report.at("steps", Reason::PiecesStep(holders));
    }
}

fn owed_questions(form: &Form, report: &Report<'_>) {
    for (code, kind) in OWED_QUESTIONS {
        owed_question(placed(form), "steps", code, kind, report);
    }
    let categories = ["ess", "enterprise", "local_authority", "research", "training", "other"];
    owed_choices(placed(form), codes::LEAD_CATEGORY, &categories, report);
    columns(form, codes::MEMBERS, report, |path, columns| {
        owed_question(columns(), path, codes::MEMBER_NAME, "short_text", report);
        owed_question(columns(), path, codes::MEMBER_SIRET, "siret", report);
        owed_question(columns(), path, codes::MEMBER_CATEGORY, "choice", report);
        owed_choices(columns(), codes::MEMBER_CATEGORY, &categories, report);
    });
    columns(form, codes::FUNDING, report, |path, columns| {
        owed_question(columns(), path, codes::FUNDER_NAME, "short_text", report);
        owed_question(columns(), path, codes::FUNDER_KIND, "choice", report);
        let kinds = ["state", "local_authority", "europe", "other_public", "private"];
        owed_choices(columns(), codes::FUNDER_KIND, &kinds, report);
        owed_question(columns(), path, codes::FUNDER_STATUS, "choice", report);
        owed_choices(columns(), codes::FUNDER_STATUS, &["acquired", "requested", "to_request"], report);
        let years = match form.question(codes::BUDGET).map(|question| &question.kind) {
            Some(QuestionKind::Budget { years, .. }) => *years,
            _ => 0,
        };
        for year in codes::FUNDER_YEARS.into_iter().take(years) {
            owed_question(columns(), path, year, "money", report);
        }
    });
    if form.question(codes::DE_MINIMIS).is_some() {
        columns(form, codes::DE_MINIMIS, report, |path, columns| {
            owed_question(columns(), path, codes::DE_MINIMIS_AMOUNT, "money", report);
        });
    }
}

type Placed<'f> = Box<dyn Iterator<Item = (String, &'f Question)> + 'f>;

/// Looks at the columns of a table question, if it is one.
fn columns<'f>(form: &'f Form, code: &'static str, report: &Report<'_>, look: impl Fn(&str, &dyn Fn() -> Placed<'f>)) {
    let Some((path, question)) = placed(form).find(|(_, question)| question.code == code) else { return };
    match &question.kind {
        QuestionKind::Table { columns, .. } => look(&path, &|| {
            let path = path.clone();
            let place = move |(c, column)| (format!("{path}.columns[{}]", c + 1), column);
            Box::new(columns.iter().enumerate().map(place))
        }),
        other => report.at(&format!("{path}.kind"), Reason::WrongKind { expected: "table", got: other.name() }),
    }
}

fn owed_question<'f>(
    mut questions: impl Iterator<Item = (String, &'f Question)>,
    place: &str,
    code: &'static str,
    kind: &'static str,
    report: &Report<'_>,
) {
    match questions.find(|(_, question)| question.code == code) {
        None => report.at(place, Reason::MissingQuestion { code, kind }),
        Some((path, question)) if question.kind.name() != kind => {
            report.at(&format!("{path}.kind"), Reason::WrongKind { expected: kind, got: question.kind.name() });
        }
        Some(_) => {}
    }
}

fn owed_choices<'f>(
    mut questions: impl Iterator<Item = (String, &'f Question)>,
    code: &str,
    values: &[&'static str],
    report: &Report<'_>,
) {
    let Some((path, question)) = questions.find(|(_, question)| question.code == code) else { return };
    if let QuestionKind::Choice(choices) = &question.kind {
        for value in values.iter().filter(|value| !choices.iter().any(|choice| choice.value == **value)) {
            report.at(&format!("{path}.choices"), Reason::MissingChoice(value));
        }
    }
}

fn values_of(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|choice| choice.value.as_str()).collect()
}

/// Checks a reference to values of a choice question.
fn choice_values(form: &Form, question: &str, values: &[String], path: &str, report: &Report<'_>) {
    let Some(found) = known_question(form, question, &format!("{path}.question"), report) else { return };
    match &found.kind {
        QuestionKind::Choice(choices) | QuestionKind::Choices(choices) => {
            let known = values_of(choices);
            for (index, value) in values.iter().enumerate() {
                report.known(&format!("{path}.values[{}]", index + 1), Thing::Choice, value, &known);
            }
        }
        other => {
            report.at(&format!("{path}.question"), Reason::WrongKind { expected: "choice", got: other.name() });
        }
    }
}

fn known_question<'f>(form: &'f Form, code: &str, path: &str, report: &Report<'_>) -> Option<&'f Question> {
    let known: Vec<&str> = form.questions().map(|question| question.code.as_str()).collect();
    report.known(path, Thing::Question, code, &known);
    form.question(code)
}

fn pieces(call: &Call, report: &Report<'_>) {
    let tracks = track_codes(call);
    for (index, piece) in call.pieces.iter().enumerate() {
        let path = format!("pieces[{}].owed", index + 1);
        match &piece.owed {
            Owed::OnTrack(track) => report.known(&format!("{path}.on_track"), Thing::Track, track, &tracks),
            Owed::WhenAnswer { question, values } => choice_values(&call.form, question, values, &path, report),
            Owed::Always | Owed::Optional => {}
        }
    }
}

fn track_codes(call: &Call) -> Vec<&str> {
    call.tracks.iter().map(|track| track.code.as_str()).collect()
}

fn rules(call: &Call, report: &Report<'_>) {
    let categories = match call.form.question(codes::LEAD_CATEGORY).map(|question| &question.kind) {
        Some(QuestionKind::Choice(choices)) => values_of(choices),
        _ => Vec::new(),
    };
    let category = |path: &str, code: &str| report.known(path, Thing::Category, code, &categories);
    for (index, rule) in call.rules.iter().enumerate() {
        let path = format!("rules[{}].predicate", index + 1);
        match &rule.predicate {
            Predicate::Answered(questions) => {
                for (q, code) in questions.iter().enumerate() {
                    known_question(&call.form, code, &format!("{path}.answered[{}]", q + 1), report);
                }
            }
            Predicate::AnswerAmong { question, values } => {
                choice_values(&call.form, question, values, &format!("{path}.answer_among"), report);
            }
            Predicate::AnswerIs { question, .. } => {
                let path = format!("{path}.answer_is.question");
                if let Some(found) = known_question(&call.form, question, &path, report)
                    && !matches!(found.kind, QuestionKind::YesNo | QuestionKind::Sworn)
                {
                    report.at(&path, Reason::WrongKind { expected: "yes_no", got: found.kind.name() });
                }
            }
            Predicate::MinPerCategory(minima) => {
                for code in minima.keys() {
                    category(&format!("{path}.min_per_category.{code}"), code);
                }
            }
            Predicate::MinAmongCategories { categories, .. } => {
                for (c, code) in categories.iter().enumerate() {
                    category(&format!("{path}.min_among_categories.categories[{}]", c + 1), code);
                }
            }
            Predicate::DeMinimisHeadroom(_) => {
                known_question(&call.form, codes::DE_MINIMIS, &path, report);
            }
            _ => {}
        }
    }
}

fn grid(call: &Call, report: &Report<'_>) {
    let tracks = track_codes(call);
    let mut totals: BTreeMap<&str, i64> = tracks.iter().map(|track| (*track, 0)).collect();
    for (index, criterion) in call.grid.criteria.iter().enumerate() {
        let path = format!("grid.criteria[{}]", index + 1);
        for (track, weight) in &criterion.weights {
            report.known(&format!("{path}.weights.{track}"), Thing::Track, track, &tracks);
            if let Some(total) = totals.get_mut(track.as_str()) {
                *total = total.saturating_add(*weight);
            }
        }
        for (track, floor) in &criterion.floors {
            report.known(&format!("{path}.floors.{track}"), Thing::Track, track, &tracks);
            if *floor > call.grid.scale_max {
                report.at(&format!("{path}.floors.{track}"), Reason::FloorOverScale);
            }
        }
    }
    for (track, total) in totals.into_iter().filter(|(track, total)| *total != 100 && !track.is_empty()) {
        report.at("grid.criteria", Reason::Weights { track: track.to_owned(), total });
    }
    let criteria: Vec<&str> = call.grid.criteria.iter().map(|criterion| criterion.code.as_str()).collect();
    for (index, code) in call.grid.tie_break.iter().enumerate() {
        report.known(&format!("grid.tie_break[{}]", index + 1), Thing::Criterion, code, &criteria);
    }
}
