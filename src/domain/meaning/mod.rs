//! What expressions mean: on the form of a call ([`check`]), and on the facts of a dossier ([`Dossier::holds`]).
//!
//! Looking at one always comes to an end. What is not known gives « not known » unless the rest decides: filling it
//! in can never contradict a yes or a no. What the conditions of a form leave of a dossier is [`Shown`], and what it
//! still lacks is [`missing`]: both are looked at by conditions, and look at them.

mod completeness;
mod evaluate;
mod evidence;
mod explain;
mod figures;
mod names;
mod over_rows;
mod shown;
mod span;
mod truth;
mod types;
mod value;

pub use self::{
    completeness::{Gap, Lack, Missing, StepState, cell_incomplete, is_answered, missing, step_state, why_incomplete},
    evaluate::Dossier,
    evidence::{Evidence, RowName, Seen, ShareOf, Side},
    names::{FACTS, Fact, YEAR_COLUMNS},
    shown::Shown,
    truth::Truth,
    types::{ExpressionRole, check},
};

use crate::{
    call::Call,
    expression::Node,
    form::{Question, QuestionCode},
};

impl Node {
    /// The questions that it looks at, each once and in order. Columns of rows at hand are not among them; facts
    /// give the questions that they are computed from.
    #[must_use]
    pub fn questions(&self, call: &Call) -> Vec<QuestionCode> {
        names::questions(call, &[], self)
    }

    /// For a condition of a column: the questions that it looks at, and the columns of its own row.
    pub(crate) fn looks_at(&self, call: &Call, table: Option<&Question>) -> (Vec<QuestionCode>, Vec<QuestionCode>) {
        let rows: Vec<_> = table.map(|table| names::Columns::Form(table.columns())).into_iter().collect();
        let mut own = Vec::new();
        names::visit(call, &rows, self, &mut |_, meaning| {
            if let names::Meaning::Cell(_, column) = meaning
                && table.is_some_and(|table| table.columns().iter().any(|one| std::ptr::eq(one, column)))
            {
                own.push(column.code.clone());
            }
        });
        (names::questions(call, &rows, self), own)
    }
}
