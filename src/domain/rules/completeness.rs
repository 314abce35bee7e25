//! Rules on answers as such: given, sworn, among values, and pieces joined.

use super::{Evidence, Facts, Judgement, Outcome};
use crate::{
    answers::{self, Answer, Why},
    form::QuestionKind,
};

/// The evidence of a question without a usable answer, with the step where it is asked.
pub(super) fn missing(facts: &Facts<'_>, question: &str) -> Evidence {
    let steps = &facts.call.form.steps;
    let step = steps.iter().find(|step| step.questions.iter().any(|asked| asked.code == question));
    let step = step.map_or_else(String::new, |step| step.code.clone());
    Evidence::MissingAnswer { step, question: question.to_owned(), row: None }
}

pub(super) fn complete(facts: &Facts<'_>) -> Judgement {
    let missing = answers::missing(facts.call, &facts.track.code, facts.answers, facts.pieces_joined);
    let questions = missing.questions.into_iter().map(|gap| {
        let row = match gap.why {
            Why::CellsMissing { row_id, .. } => Some(row_id),
            _ => None,
        };
        Evidence::MissingAnswer { step: gap.step, question: gap.question, row }
    });
    let pieces = missing.pieces.into_iter().map(|piece| Evidence::MissingPiece { piece });
    let evidence: Vec<_> = questions.chain(pieces).collect();
    (Outcome::broken_if(!evidence.is_empty()), evidence)
}

pub(super) fn answered(facts: &Facts<'_>, questions: &[String]) -> Judgement {
    let is_answered = |code: &str| match facts.call.form.question(code) {
        Some(question) if question.kind == QuestionKind::File => {
            facts.pieces_joined.get(code).is_some_and(|files| *files > 0)
        }
        Some(question) => answers::is_answered(question, facts.answers),
        None => false,
    };
    let evidence: Vec<_> =
        questions.iter().filter(|code| !is_answered(code)).map(|code| missing(facts, code)).collect();
    (Outcome::broken_if(!evidence.is_empty()), evidence)
}

pub(super) fn answer_among(facts: &Facts<'_>, question: &str, values: &[String]) -> Judgement {
    let found: Vec<String> = match facts.answers.get(question) {
        Some(Answer::Choice(value) | Answer::Text(value)) => vec![value.clone()],
        Some(Answer::Choices(chosen)) => chosen.iter().cloned().collect(),
        _ => return (Outcome::NeedsHuman, vec![missing(facts, question)]),
    };
    let respected = found.iter().any(|value| values.contains(value));
    let evidence = Evidence::Value { question: question.to_owned(), found, expected: values.to_vec() };
    (Outcome::broken_if(!respected), vec![evidence])
}

pub(super) fn answer_is(facts: &Facts<'_>, question: &str, expected: bool) -> Judgement {
    match facts.answers.get(question) {
        Some(Answer::YesNo(found)) => {
            let evidence = Evidence::YesNo { question: question.to_owned(), found: *found, expected };
            (Outcome::broken_if(*found != expected), vec![evidence])
        }
        _ => (Outcome::NeedsHuman, vec![missing(facts, question)]),
    }
}

pub(super) fn duration(facts: &Facts<'_>) -> Judgement {
    let Some(question) = &facts.call.form.reads.duration else { return (Outcome::NeedsHuman, vec![]) };
    let Some(Answer::Integer(found)) = facts.answers.get(question) else {
        return (Outcome::NeedsHuman, vec![missing(facts, question)]);
    };
    let (min, max) = (facts.track.months_min.unwrap_or(0), facts.track.months_max.unwrap_or(i64::MAX));
    let evidence = Evidence::Months { found: *found, min, max };
    (Outcome::broken_if(evidence.breaks()), vec![evidence])
}
