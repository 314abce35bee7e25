//! What the form of a line of the proposal holds, how long each text may be, and what it means.

use domain::{
    committee::{Line, Outcome},
    ids::DossierId,
    money::Cents,
};
use serde::Deserialize;
use validator::Validate;

use crate::web::{
    FieldErrors, Form,
    form::{text, trimmed},
};

/// Characters of an amount or a place.
const FIGURE_MAX: u64 = 40;
/// Characters of a motive, as the page says.
pub const MOTIVE_MAX: u64 = 2_000;

/// A line of the proposal.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct EditLine {
    outcome: String,
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(max = FIGURE_MAX, code = "committee-line-unreadable-amount"))]
    amount: String,
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(max = FIGURE_MAX, code = "committee-line-unreadable-place"))]
    reserve_rank: String,
    #[serde(deserialize_with = "text")]
    #[validate(length(max = MOTIVE_MAX, code = "committee-line-long-motive"))]
    motive: String,
}

/// What is to stand on the line of a dossier.
pub struct TypedLine {
    outcome: Outcome,
    amount: Option<Cents>,
    reserve_rank: Option<usize>,
    motive: String,
}

impl TypedLine {
    /// The line of a dossier.
    #[must_use]
    pub fn of(self, dossier: DossierId) -> Line {
        let Self { outcome, amount, reserve_rank, motive } = self;
        Line { dossier, outcome, amount, reserve_rank, motive }
    }
}

impl Form for EditLine {
    type Value = TypedLine;
}

impl TryFrom<EditLine> for TypedLine {
    type Error = FieldErrors;

    fn try_from(form: EditLine) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let outcome = Outcome::parse(&form.outcome).ok_or_else(|| {
            // Which of the figures are read depends on it.
            FieldErrors::one("outcome", "committee-line-outcome")
        })?;
        // What goes with another outcome stays in the form when the choice changes: it is not a mistake.
        let funded = Some(&form.amount).filter(|typed| outcome.is_funded() && !typed.is_empty());
        let amount =
            funded.and_then(|typed| errors.read("amount", "committee-line-unreadable-amount", Cents::parse(typed)));
        let waits = Some(&form.reserve_rank).filter(|typed| outcome == Outcome::Reserve && !typed.is_empty());
        let reserve_rank = waits
            .and_then(|typed| errors.read("reserve_rank", "committee-line-unreadable-place", typed.parse::<usize>()));
        if errors.is_empty() { Ok(Self { outcome, amount, reserve_rank, motive: form.motive }) } else { Err(errors) }
    }
}
