//! The answers of a dossier through the conditions of its form: which questions are shown, which are required,
//! which pieces are owed. The answer to a question that is hidden is kept while drafting and counts as absent.

use std::collections::{BTreeMap, BTreeSet};

use super::Dossier;
use crate::{
    answers::{Answer, Answers, Row},
    call::{Call, Owed, PieceCode},
    form::{Question, QuestionCode, QuestionKind},
};

/// A column of a row: the table, the row from 0, the column.
type Cell = (QuestionCode, usize, QuestionCode);

/// A dossier as the conditions of its form leave it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The answers of what is shown.
    pub answers: Answers,
    /// How many files are joined, by code of piece or of a question that is shown.
    pub joined: BTreeMap<PieceCode, usize>,
    hidden: Hidden,
    required: BTreeSet<QuestionCode>,
    required_cells: BTreeSet<Cell>,
    owed: BTreeSet<PieceCode>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Hidden {
    questions: BTreeSet<QuestionCode>,
    cells: BTreeSet<Cell>,
}

impl Shown {
    /// Looks at the conditions of the call on a dossier of that track. `joined` counts the files by code of piece
    /// or of question.
    #[must_use]
    pub fn new(call: &Call, track: &str, answers: &Answers, joined: &BTreeMap<PieceCode, usize>) -> Self {
        let track = call.track(track);
        let mut shown = Self { answers: answers.clone(), joined: joined.clone(), ..Self::default() };
        // What a condition hides may hide more: one turn for each condition is enough, since none comes back to itself.
        for _ in 0..=conditions(call) {
            let hidden = hidden(call, &Dossier::new(call, track, &shown.answers, &shown.joined), answers);
            if hidden == shown.hidden {
                break;
            }
            shown.answers = without(answers, &hidden);
            shown.joined = joined.clone();
            shown.joined.retain(|code, _| !hidden.questions.contains(code));
            shown.hidden = hidden;
        }
        let dossier = Dossier::new(call, track, &shown.answers, &shown.joined);
        let owes = |owed: &Owed| match owed {
            Owed::Always => true,
            Owed::Optional => false,
            Owed::When(condition) => dossier.holds(condition).is_yes(),
        };
        let owed = call.pieces.iter().filter(|piece| owes(&piece.owed)).map(|piece| piece.code.clone()).collect();
        let holds = |question: &&Question| question.required_if.as_ref().is_some_and(|c| dossier.holds(c).is_yes());
        let required = call.form.questions().filter(holds).map(|question| question.code.clone()).collect();
        let required_cells = cells(call, &shown.answers, |column, columns, row| {
            column.required_if.as_ref().is_some_and(|condition| dossier.holds_for(condition, columns, row).is_yes())
        });
        Self { owed, required, required_cells, ..shown }
    }

    /// Whether a question is shown.
    #[must_use]
    pub fn shows(&self, question: &str) -> bool {
        !self.hidden.questions.contains(question)
    }

    /// Whether an answer is owed.
    #[must_use]
    pub fn requires(&self, question: &Question) -> bool {
        self.shows(&question.code) && (question.required || self.required.contains(&question.code))
    }

    /// Whether a column is shown in a row, counted from 0.
    #[must_use]
    pub fn shows_cell(&self, table: &str, row: usize, column: &str) -> bool {
        !self.hidden.cells.contains(&(table.to_owned(), row, column.to_owned()))
    }

    /// Whether a column is shown in a row in which nothing was entered yet.
    #[must_use]
    pub fn shows_in_new_row(&self, call: &Call, track: &str, table: &Question, column: &Question) -> bool {
        let Some(condition) = &column.visible_if else { return true };
        let row = Row { id: String::new(), cells: BTreeMap::new() };
        let dossier = Dossier::new(call, call.track(track), &self.answers, &self.joined);
        dossier.holds_for(condition, table.columns(), &row).is_yes()
    }

    /// Whether a cell is owed, in a row counted from 0.
    #[must_use]
    pub fn requires_cell(&self, table: &str, row: usize, column: &Question) -> bool {
        let cell = (table.to_owned(), row, column.code.clone());
        !self.hidden.cells.contains(&cell) && (column.required || self.required_cells.contains(&cell))
    }

    /// Whether a piece is owed.
    #[must_use]
    pub fn owes(&self, piece: &str) -> bool {
        self.owed.contains(piece)
    }
}

/// How many conditions hide something.
fn conditions(call: &Call) -> usize {
    let of = |question: &Question| {
        let columns = question.columns().iter().filter(|column| column.visible_if.is_some());
        usize::from(question.visible_if.is_some()) + columns.count()
    };
    call.form.questions().map(of).sum()
}

fn hidden(call: &Call, dossier: &Dossier<'_>, all: &Answers) -> Hidden {
    let hides = |question: &&Question| question.visible_if.as_ref().is_some_and(|c| !dossier.holds(c).is_yes());
    Hidden {
        questions: call.form.questions().filter(hides).map(|question| question.code.clone()).collect(),
        cells: cells(call, all, |column, columns, row| {
            column.visible_if.as_ref().is_some_and(|condition| !dossier.holds_for(condition, columns, row).is_yes())
        }),
    }
}

/// The cells of conditional columns for which something is so.
fn cells(call: &Call, answers: &Answers, is_so: impl Fn(&Question, &[Question], &Row) -> bool) -> BTreeSet<Cell> {
    let mut found = BTreeSet::new();
    for table in call.form.questions() {
        let QuestionKind::Table { columns, .. } = &table.kind else { continue };
        if columns.iter().all(|column| column.visible_if.is_none() && column.required_if.is_none()) {
            continue;
        }
        for (index, row) in answers.rows(&table.code).iter().enumerate() {
            let of_row = columns.iter().filter(|column| is_so(column, columns, row));
            found.extend(of_row.map(|column| (table.code.clone(), index, column.code.clone())));
        }
    }
    found
}

fn without(answers: &Answers, hidden: &Hidden) -> Answers {
    let mut kept = answers.clone();
    kept.0.retain(|code, _| !hidden.questions.contains(code));
    for (table, row, column) in &hidden.cells {
        if let Some(Answer::Table(rows)) = kept.0.get_mut(table)
            && let Some(row) = rows.get_mut(*row)
        {
            row.cells.remove(column);
        }
    }
    kept
}
