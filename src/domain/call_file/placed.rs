//! Questions of a form by the place at which they stand in the file.

use super::{read::Report, reason::Thing};
use crate::form::{Form, Question};

/// Questions with their paths in the file.
pub(super) fn placed(form: &Form) -> impl Iterator<Item = (String, &Question)> {
    form.steps.iter().enumerate().flat_map(|(s, step)| {
        let path = move |(q, question)| (format!("steps[{}].questions[{}]", s + 1, q + 1), question);
        step.questions.iter().enumerate().map(path)
    })
}

/// A question that the file names; none of that code is a mistake at that path.
pub(super) fn known_question<'f>(form: &'f Form, code: &str, path: &str, report: &Report<'_>) -> Option<&'f Question> {
    let known: Vec<&str> = form.questions().map(|question| question.code.as_str()).collect();
    report.known(path, Thing::Question, code, &known);
    form.question(code)
}
