//! Submitted reviews: scores as the act gives them, comments by their digest.

use serde_json::json;

use super::{Audit, Field, Thing, Value};
use crate::{
    call::CriterionCode,
    canonical::Digest,
    ids::{AssignmentId, DossierId},
    time::Instant,
};

/// A review as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// The dossier.
    pub dossier: DossierId,
    /// Of this assignment.
    pub assignment: AssignmentId,
    /// The text on the whole dossier.
    pub overall: String,
    /// When it was submitted, if it was.
    pub submitted_at: Option<Instant>,
    /// Criteria with their half points and comments.
    pub scores: Vec<(CriterionCode, Option<i64>, String)>,
}

impl Audit {
    /// Shows a review. One that is being written is no matter of the journal.
    pub fn review(&mut self, row: &ReviewRow) {
        let thing = Thing::Review(row.dossier, row.assignment);
        let Some(told) = self.told.get(&thing) else {
            if row.submitted_at.is_some() {
                self.row(&thing, []);
            }
            return;
        };
        let act = told.act;
        let criteria: Vec<CriterionCode> = told
            .fields
            .iter()
            .filter_map(|(field, ..)| match field {
                Field::Score(criterion) => Some(criterion.clone()),
                _ => None,
            })
            .collect();
        let points = |code: &CriterionCode| row.scores.iter().find(|(own, ..)| own == code).and_then(|one| one.1);
        let mut stands = vec![(Field::At, Value::some(row.submitted_at, Value::At))];
        stands.extend(
            criteria.iter().map(|code| (Field::Score(code.clone()), Value::some(points(code), Value::Integer))),
        );
        let before = self.contradictions();
        self.row(&thing, stands);
        for (code, ..) in row.scores.iter().filter(|(code, points, _)| points.is_some() && !criteria.contains(code)) {
            let stands = Value::some(points(code), Value::Integer);
            self.compare(&thing, Field::Score(code.clone()), Some(act), stands, Value::Nothing);
        }
        // A score that differs is named itself; the digest then tells nothing more.
        if self.contradictions() == before {
            self.row(&thing, [(Field::Content, content(row, &criteria).map_or(Value::Nothing, Value::text))]);
        }
    }
}

/// The digest of what is submitted, as the act gives it.
fn content(row: &ReviewRow, criteria: &[CriterionCode]) -> Option<Digest> {
    let (mut scores, mut comments) = (serde_json::Map::new(), serde_json::Map::new());
    for (code, points, comment) in row.scores.iter().filter(|(code, ..)| criteria.contains(code)) {
        scores.insert(code.clone(), json!(points));
        comments.insert(code.clone(), json!(comment.trim()));
    }
    Digest::of_value(&json!({ "scores": scores, "comments": comments, "overall": row.overall })).ok()
}
