//! Rules on answers as such: given, sworn, among values, and pieces joined.

use super::{Evidence, Facts, Judgement, Outcome};
use crate::{
    answers::{Answer, Answers},
    call::Owed,
    form::{Question, QuestionKind, codes},
};

pub(super) fn missing(facts: &Facts<'_>, question: &str) -> Evidence {
    missing_in(facts, question, None)
}

fn missing_in(facts: &Facts<'_>, question: &str, row: Option<String>) -> Evidence {
    let steps = &facts.call.form.steps;
    let step = steps.iter().find(|step| step.questions.iter().any(|asked| asked.code == question));
    let step = step.map_or_else(String::new, |step| step.code.clone());
    Evidence::MissingAnswer { step, question: question.to_owned(), row }
}

/// Whether a value completes its question: long enough, enough rows, sworn to.
fn completes(question: &Question, answer: Option<&Answer>) -> bool {
    match (&question.kind, answer) {
        (QuestionKind::Sworn, answer) => answer == Some(&Answer::YesNo(true)),
        (QuestionKind::LongText { min, .. }, Some(Answer::Text(text))) => text.trim().chars().count() >= *min,
        (QuestionKind::Table { rows_min, .. }, Some(Answer::Table(rows))) => rows.len() >= *rows_min,
        (_, Some(Answer::Text(text) | Answer::Choice(text))) => !text.trim().is_empty(),
        (_, Some(Answer::Choices(values))) => !values.is_empty(),
        (_, answer) => answer.is_some(),
    }
}

fn is_answered(facts: &Facts<'_>, question: &Question) -> bool {
    match question.kind {
        QuestionKind::File => facts.pieces_joined.get(&question.code).is_some_and(|files| *files > 0),
        _ => completes(question, facts.answers.0.get(&question.code)),
    }
}

pub(super) fn complete(facts: &Facts<'_>) -> Judgement {
    let mut evidence = Vec::new();
    for question in facts.call.form.questions() {
        if question.required && !is_answered(facts, question) {
            evidence.push(missing(facts, &question.code));
        }
        let (QuestionKind::Table { columns, .. }, Some(Answer::Table(rows))) =
            (&question.kind, facts.answers.0.get(&question.code))
        else {
            continue;
        };
        for row in rows {
            let owed = columns.iter().filter(|column| column.required);
            let lacking = owed.filter(|column| !completes(column, row.cells.get(&column.code)));
            evidence.extend(lacking.map(|_| missing_in(facts, &question.code, Some(row.id.clone()))).next());
        }
    }
    for piece in &facts.call.pieces {
        let joined = facts.pieces_joined.get(&piece.code).copied().unwrap_or(0);
        if joined == 0 && owed(&piece.owed, &facts.track.code, facts.answers) {
            evidence.push(Evidence::MissingPiece { piece: piece.code.clone() });
        }
    }
    (Outcome::broken_if(!evidence.is_empty()), evidence)
}

/// A piece that depends on an answer is not owed while the answer is missing: the missing answer is reported itself.
fn owed(owed: &Owed, track: &str, answers: &Answers) -> bool {
    match owed {
        Owed::Always => true,
        Owed::OnTrack(code) => code == track,
        Owed::WhenAnswer { question, values } => match answers.0.get(question) {
            Some(Answer::Choice(found)) => values.contains(found),
            _ => false,
        },
        Owed::Optional => false,
    }
}

pub(super) fn answered(facts: &Facts<'_>, questions: &[String]) -> Judgement {
    let lacking = questions
        .iter()
        .filter(|code| facts.call.form.question(code).is_none_or(|question| !is_answered(facts, question)));
    let evidence: Vec<_> = lacking.map(|code| missing(facts, code)).collect();
    (Outcome::broken_if(!evidence.is_empty()), evidence)
}

pub(super) fn answer_among(facts: &Facts<'_>, question: &str, values: &[String]) -> Judgement {
    let found: Vec<String> = match facts.answers.0.get(question) {
        Some(Answer::Choice(value) | Answer::Text(value)) => vec![value.clone()],
        Some(Answer::Choices(chosen)) => chosen.iter().cloned().collect(),
        _ => return (Outcome::NeedsHuman, vec![missing(facts, question)]),
    };
    let respected = found.iter().any(|value| values.contains(value));
    let evidence = Evidence::Value { question: question.to_owned(), found, expected: values.to_vec() };
    (Outcome::broken_if(!respected), vec![evidence])
}

pub(super) fn answer_is(facts: &Facts<'_>, question: &str, expected: bool) -> Judgement {
    match facts.answers.0.get(question) {
        Some(Answer::YesNo(found)) => {
            let evidence = Evidence::YesNo { question: question.to_owned(), found: *found, expected };
            (Outcome::broken_if(*found != expected), vec![evidence])
        }
        _ => (Outcome::NeedsHuman, vec![missing(facts, question)]),
    }
}

pub(super) fn duration(facts: &Facts<'_>) -> Judgement {
    let Some(Answer::Integer(found)) = facts.answers.0.get(codes::DURATION) else {
        return (Outcome::NeedsHuman, vec![missing(facts, codes::DURATION)]);
    };
    let evidence = Evidence::Months { found: *found, min: facts.track.months_min, max: facts.track.months_max };
    (Outcome::broken_if(evidence.breaks()), vec![evidence])
}
