//! What a person has to review, and what they declared.

use std::collections::BTreeSet;

use domain::{assignment::AssignmentState, permissions::Action, scoring, time::Instant};
use serde::Serialize;

use crate::{
    features::{
        door::OnCall,
        dossiers,
        reviews::{facts::MineFacts, store::Review},
    },
    i18n,
    web::{Page, Room},
};

/// The page.
#[derive(Debug, Serialize)]
pub struct MinePage {
    /// Short name of the call.
    pub slug: String,
    /// Amounts and dossiers are invented.
    pub fictitious: bool,
    /// The call has several tracks.
    pub tracks: bool,
    /// When they declared.
    pub declared_on: String,
    /// What they declared.
    pub interests: BTreeSet<String>,
    /// They review dossiers.
    pub reviewer: bool,
    /// Their dossiers, by number.
    pub dossiers: Vec<MineLine>,
    /// Reviews submitted.
    pub submitted: usize,
}

/// A dossier to review.
#[derive(Debug, Serialize)]
pub struct MineLine {
    /// Its page.
    pub href: String,
    /// Its number.
    pub number: String,
    /// Name of the project.
    pub project: String,
    /// Name of the lead.
    pub lead: String,
    /// Name of its track.
    pub track_name: String,
    /// Amount asked, in cents.
    pub requested: i64,
    /// Criteria with a score and a long enough comment.
    pub done: usize,
    /// Criteria.
    pub criteria: usize,
    /// `open`, `begun` or `submitted`.
    pub state: &'static str,
    /// When it was submitted.
    pub submitted_on: String,
}

impl Page for MinePage {
    const TEMPLATE: &'static str = "pages/reviews/index.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "evaluations";
}

impl MinePage {
    /// Makes the page.
    #[must_use]
    pub fn new(at: &OnCall, facts: MineFacts) -> Self {
        let MineFacts { declared, conflicts, assignments, reviews, rows } = facts;
        let (visit, definition) = (&at.visit, &at.call.definition);
        let day = |at: Instant| i18n::date(visit.lang, at.in_zone(definition.zone).date_naive());
        let line = |row: dossiers::store::DossierRow| {
            let review = reviews.get(&row.id);
            let submitted = assignments.get(&row.id).filter(|one| one.state == AssignmentState::Submitted);
            let criteria = scoring::criteria_of(&definition.grid, &row.track);
            let min = definition.grid.comment_min;
            let done = criteria.clone().filter(|(criterion, _)| is_done(review, &criterion.code, min)).count();
            MineLine {
                href: format!("/appels/{}/evaluations/{}", definition.slug, row.number()),
                number: row.number().to_owned(),
                track_name: definition.track_label(&row.track).to_owned(),
                criteria: criteria.count(),
                done,
                state: match (submitted, review) {
                    (Some(_), _) => "submitted",
                    (None, Some(_)) => "begun",
                    (None, None) => "open",
                },
                submitted_on: submitted.and_then(|one| one.ended_at).map(day).unwrap_or_default(),
                project: row.project_name,
                lead: row.lead_name,
                requested: row.requested.0,
            }
        };
        let dossiers: Vec<MineLine> = rows.into_iter().map(line).collect();
        Self {
            slug: definition.slug.clone(),
            fictitious: definition.fictitious,
            tracks: definition.has_tracks(),
            declared_on: day(declared),
            interests: conflicts.values().flat_map(|text| text.split(" ; ").map(str::to_owned)).collect(),
            reviewer: at.permit.allows(Action::ReadAssignedDossier),
            submitted: dossiers.iter().filter(|line| line.state == "submitted").count(),
            dossiers,
        }
    }
}

/// Whether a criterion has all that its submission will ask for.
pub(super) fn is_done(review: Option<&Review>, criterion: &str, comment_min: usize) -> bool {
    review
        .and_then(|review| review.scores.get(criterion))
        .is_some_and(|score| score.half_points.is_some() && score.comment.trim().chars().count() >= comment_min)
}
