//! What is still missing from a dossier, question by question and piece by piece.

use std::collections::BTreeMap;

use super::{Answer, Answers, Row};
use crate::{
    call::{Call, Owed, Piece, PieceCode},
    form::{Question, QuestionCode, QuestionKind, Step},
    money::Cents,
};

/// Why a question is not completely answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
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
    pub why: Why,
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

/// What is missing from a dossier of that track. `pieces_joined` counts the files by code of piece or of question.
#[must_use]
pub fn missing(call: &Call, track: &str, answers: &Answers, pieces_joined: &BTreeMap<PieceCode, usize>) -> Missing {
    let gaps = |step: &Step| gaps_of(step, answers, pieces_joined);
    Missing {
        questions: call.form.steps.iter().flat_map(gaps).collect(),
        pieces: pieces_missing(call, track, answers, pieces_joined),
    }
}

/// Whether a dossier of that track with these answers owes a piece.
#[must_use]
pub fn piece_owed(piece: &Piece, track: &str, answers: &Answers) -> bool {
    match &piece.owed {
        Owed::Always => true,
        Owed::Optional => false,
        Owed::OnTrack(owing) => owing == track,
        Owed::WhenAnswer { question, values } => match answers.get(question) {
            Some(Answer::Choice(value)) => values.contains(value),
            Some(Answer::Choices(chosen)) => values.iter().any(|value| chosen.contains(value)),
            _ => false,
        },
    }
}

/// How far a step is. The step that holds the pieces counts them too.
#[must_use]
pub fn step_state(
    call: &Call,
    step: &Step,
    track: &str,
    answers: &Answers,
    pieces_joined: &BTreeMap<PieceCode, usize>,
) -> StepState {
    let joined = |code: &str| pieces_joined.get(code).is_some_and(|files| *files > 0);
    let piece_joined = step.holds_pieces && call.pieces.iter().any(|piece| joined(&piece.code));
    let begun = step.questions.iter().any(|question| answers.get(&question.code).is_some() || joined(&question.code));
    if !begun && !piece_joined {
        return StepState::Empty;
    }
    let pieces_lack = step.holds_pieces && !pieces_missing(call, track, answers, pieces_joined).is_empty();
    if pieces_lack || !gaps_of(step, answers, pieces_joined).is_empty() {
        StepState::Started
    } else {
        StepState::Complete
    }
}

/// What lacks to the answer of one question, `None` when it is complete. Optional questions lack nothing
/// when they are left out, and are held to the same limits once begun.
#[must_use]
pub fn why_incomplete(question: &Question, answer: Option<&Answer>) -> Option<Why> {
    match (&question.kind, answer) {
        (QuestionKind::Sworn, Some(Answer::YesNo(true))) => None,
        (QuestionKind::Sworn, _) => question.required.then_some(Why::NotSworn),
        (QuestionKind::Table { rows_min, .. }, answer) => {
            let rows: &[Row] = if let Some(Answer::Table(rows)) = answer { rows } else { &[] };
            let owed = question.required || !rows.is_empty();
            if owed && rows.len() < *rows_min {
                return Some(if rows.is_empty() {
                    Why::Unanswered
                } else {
                    Why::TooFewRows { min: *rows_min, got: rows.len() }
                });
            }
            if question.required && rows.is_empty() && *rows_min > 0 {
                return Some(Why::Unanswered);
            }
            rows.iter().enumerate().find_map(|(index, row)| cells_missing(question, index, row))
        }
        (QuestionKind::Budget { .. }, Some(Answer::Budget(budget))) => {
            let filled = budget.0.values().flatten().any(|amount| *amount != Cents::ZERO);
            (question.required && !filled).then_some(Why::Unanswered)
        }
        (QuestionKind::LongText { min, .. }, Some(Answer::Text(text))) => {
            let got = text.chars().count();
            (got < *min).then_some(Why::TooShort { min: *min, got })
        }
        (_, Some(_)) => None,
        (_, None) => question.required.then_some(Why::Unanswered),
    }
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

fn cells_missing(question: &Question, index: usize, row: &Row) -> Option<Why> {
    let QuestionKind::Table { columns, .. } = &question.kind else { return None };
    let lacking: Vec<QuestionCode> = columns
        .iter()
        .filter(|column| why_incomplete(column, row.cells.get(&column.code)).is_some())
        .map(|column| column.code.clone())
        .collect();
    (!lacking.is_empty()).then(|| Why::CellsMissing { row: index + 1, row_id: row.id.clone(), columns: lacking })
}

fn gaps_of(step: &Step, answers: &Answers, joined: &BTreeMap<PieceCode, usize>) -> Vec<Gap> {
    let gap = |question: &Question| {
        let why = if question.kind == QuestionKind::File {
            let present = joined.get(&question.code).is_some_and(|files| *files > 0);
            (question.required && !present).then_some(Why::Unanswered)
        } else {
            why_incomplete(question, answers.get(&question.code))
        };
        why.map(|why| Gap { step: step.code.clone(), question: question.code.clone(), why })
    };
    step.questions.iter().filter_map(gap).collect()
}

fn pieces_missing(call: &Call, track: &str, answers: &Answers, joined: &BTreeMap<PieceCode, usize>) -> Vec<PieceCode> {
    call.pieces
        .iter()
        .filter(|piece| piece_owed(piece, track, answers))
        .filter(|piece| joined.get(&piece.code).is_none_or(|files| *files == 0))
        .map(|piece| piece.code.clone())
        .collect()
}
