//! What is still missing from a dossier, question by question and piece by piece.

use super::Shown;
use crate::{
    answers::{Answer, Answers, Row},
    call::{Call, PieceCode},
    form::{Question, QuestionCode, QuestionKind, Step},
    money::Cents,
};

/// Why a question is not completely answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nothing was entered.
    Unanswered,
    /// A text below its least length.
    TooShort {
        /// Least length in characters.
        min: usize,
        /// Its length.
        got: usize,
    },
    /// A table with too few rows.
    TooFewRows {
        /// Least number of rows.
        min: usize,
        /// Rows that it has.
        got: usize,
    },
    /// Required cells of a row are empty or too short.
    CellsMissing {
        /// The row, from 1.
        row: usize,
        /// Its name in storage.
        row_id: String,
        /// The columns.
        columns: Vec<QuestionCode>,
    },
    /// A statement that was not sworn to.
    NotSworn,
}

/// A question that is not completely answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Code of its step.
    pub step: String,
    /// Code of the question.
    pub question: QuestionCode,
    /// What lacks.
    pub why: Lack,
}

/// What is missing from a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Questions, in the order of the form.
    pub questions: Vec<Gap>,
    /// Pieces that are owed and not joined, in the order of the call.
    pub pieces: Vec<PieceCode>,
}

impl Missing {
    /// Nothing is missing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.questions.is_empty() && self.pieces.is_empty()
    }
}

/// How far a step of the form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Nothing was entered.
    Empty,
    /// Something was entered, something is missing.
    Started,
    /// Nothing is missing.
    Complete,
}

/// What is missing from a dossier.
#[must_use]
pub fn missing(call: &Call, shown: &Shown) -> Missing {
    let gaps = |step: &Step| gaps_of(step, shown);
    Missing { questions: call.form.steps.iter().flat_map(gaps).collect(), pieces: pieces_missing(call, shown) }
}

/// How far a step is. The step that holds the pieces counts them too.
#[must_use]
pub fn step_state(call: &Call, step: &Step, shown: &Shown) -> StepState {
    let joined = |code: &str| shown.joined.get(code).is_some_and(|files| *files > 0);
    let piece_joined = step.holds_pieces && call.pieces.iter().any(|piece| joined(&piece.code));
    let given = |question: &Question| shown.answers.get(&question.code).is_some() || joined(&question.code);
    if !step.questions.iter().any(given) && !piece_joined {
        return StepState::Empty;
    }
    let pieces_lack = step.holds_pieces && !pieces_missing(call, shown).is_empty();
    if pieces_lack || !gaps_of(step, shown).is_empty() { StepState::Started } else { StepState::Complete }
}

/// What lacks to the answer of one question or cell, `None` when it is complete. Optional ones lack nothing when
/// they are left out, and are held to the same limits once begun. Conditions of columns are not looked at here.
#[must_use]
pub fn why_incomplete(question: &Question, answer: Option<&Answer>) -> Option<Lack> {
    let cell_lacks = |_, column: &Question, cell: Option<&Answer>| why_incomplete(column, cell).is_some();
    lack(question, answer, question.required, cell_lacks)
}

fn lack(
    question: &Question,
    answer: Option<&Answer>,
    required: bool,
    cell_lacks: impl Fn(usize, &Question, Option<&Answer>) -> bool,
) -> Option<Lack> {
    match (&question.kind, answer) {
        (QuestionKind::Sworn, Some(Answer::YesNo(true))) => None,
        (QuestionKind::Sworn, _) => required.then_some(Lack::NotSworn),
        (QuestionKind::Table { columns, rows_min, .. }, answer) => {
            let rows: &[Row] = if let Some(Answer::Table(rows)) = answer { rows } else { &[] };
            let owed = required || !rows.is_empty();
            if owed && rows.len() < *rows_min {
                return Some(if rows.is_empty() {
                    Lack::Unanswered
                } else {
                    Lack::TooFewRows { min: *rows_min, got: rows.len() }
                });
            }
            rows.iter().enumerate().find_map(|(index, row)| {
                let lacks = |column: &&Question| cell_lacks(index, column, row.cells.get(&column.code));
                let columns: Vec<_> = columns.iter().filter(lacks).map(|column| column.code.clone()).collect();
                let row_id = row.id.clone();
                (!columns.is_empty()).then_some(Lack::CellsMissing { row: index + 1, row_id, columns })
            })
        }
        (QuestionKind::Budget { .. }, Some(Answer::Budget(budget))) => {
            let filled = budget.0.values().flatten().any(|amount| *amount != Cents::ZERO);
            (required && !filled).then_some(Lack::Unanswered)
        }
        (QuestionKind::LongText { min, .. }, Some(Answer::Text(text))) => {
            let got = text.chars().count();
            (got < *min).then_some(Lack::TooShort { min: *min, got })
        }
        (_, Some(_)) => None,
        (_, None) => required.then_some(Lack::Unanswered),
    }
}

/// The same for a column in a row of a table, counted from 0, with the conditions of the column.
#[must_use]
pub fn cell_incomplete(
    shown: &Shown,
    table: &str,
    row: usize,
    column: &Question,
    cell: Option<&Answer>,
) -> Option<Lack> {
    let required = shown.requires_cell(table, row, column);
    let cell = cell.filter(|_| shown.shows_cell(table, row, &column.code));
    lack(column, cell, required, |_, _, _| false)
}

/// Whether a question has a complete answer, sworn for a sworn statement. A file question is not looked at
/// here: its document counts among the pieces joined.
#[must_use]
pub fn is_answered(question: &Question, answers: &Answers) -> bool {
    let answer = answers.get(&question.code);
    match (&question.kind, answer) {
        (QuestionKind::Sworn, answer) => answer == Some(&Answer::YesNo(true)),
        (_, None) => false,
        (_, Some(Answer::Table(rows))) if rows.is_empty() => false,
        (_, answer) => why_incomplete(question, answer).is_none(),
    }
}

fn gaps_of(step: &Step, shown: &Shown) -> Vec<Gap> {
    let gap = |question: &Question| {
        let required = shown.requires(question);
        let why = if question.kind == QuestionKind::File {
            let present = shown.joined.get(&question.code).is_some_and(|files| *files > 0);
            (required && !present).then_some(Lack::Unanswered)
        } else {
            lack(question, shown.answers.get(&question.code), required, |row, column, cell| {
                cell_incomplete(shown, &question.code, row, column, cell).is_some()
            })
        };
        why.map(|why| Gap { step: step.code.clone(), question: question.code.clone(), why })
    };
    step.questions.iter().filter(|question| shown.shows(&question.code)).filter_map(gap).collect()
}

fn pieces_missing(call: &Call, shown: &Shown) -> Vec<PieceCode> {
    call.pieces
        .iter()
        .filter(|piece| shown.owes(&piece.code))
        .filter(|piece| shown.joined.get(&piece.code).is_none_or(|files| *files == 0))
        .map(|piece| piece.code.clone())
        .collect()
}
