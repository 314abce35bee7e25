//! Who reviews what: dossiers with the reviewers that they have and lack, reviewers with their loads.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    assignment::{AssignProblem, AssignmentState},
    call::Call,
    ids::DossierId,
};
use serde::Serialize;

use crate::{
    features::{
        dossiers::store::DossierRow,
        reviews::{
            actions::NotAssigned,
            facts::AssignmentFacts,
            store::{Assignment, Begun, ReviewerLoad},
        },
    },
    i18n,
    web::{Choice, Errors, Page, PartLinks, RawForm, Room, Visit},
};

/// The page.
#[derive(Debug, Serialize)]
pub struct AssignmentsPage {
    /// Short name of the call.
    pub slug: String,
    /// Dossiers are invented.
    pub fictitious: bool,
    /// The call has several tracks.
    pub tracks: bool,
    /// Reviews that each dossier needs.
    pub seats: usize,
    /// The ranking is frozen: nothing changes any more.
    pub frozen: bool,
    /// Only dossiers that lack reviewers are shown.
    pub only_missing: bool,
    /// Dossiers under review.
    pub total: usize,
    /// Those that lack reviewers.
    pub lacking: usize,
    /// Seats taken.
    pub assigned: usize,
    /// Reviews submitted.
    pub submitted: usize,
    /// Dossiers of the part that is shown, by number.
    pub dossiers: Vec<DossierLine>,
    /// The other parts.
    pub links: PartLinks,
    /// Reviewers, by name.
    pub options: Vec<Choice>,
    /// The chosen reviewer.
    pub chosen: String,
    /// What is wrong.
    pub errors: Errors,
}

/// A dossier.
#[derive(Debug, Serialize)]
pub struct DossierLine {
    /// Its id, as the form sends it.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Name of the project.
    pub project: String,
    /// Name of the lead.
    pub lead: String,
    /// Name of its track.
    pub track_name: String,
    /// Who reviews it.
    pub seats: Vec<Seat>,
    /// Seats that are free.
    pub lacks: usize,
    /// Two of its reviewers speak for the same institution.
    pub same_institution: String,
    /// It is ticked.
    pub checked: bool,
    /// Why it was refused.
    pub error: String,
}

/// A taken seat.
#[derive(Debug, Serialize)]
pub struct Seat {
    /// Who.
    pub name: String,
    /// Of which institution.
    pub institution: String,
    /// `open`, `begun` or `submitted`.
    pub state: &'static str,
    /// Where the assignment is taken back, while that can be.
    pub withdrawal: String,
}

impl Page for AssignmentsPage {
    const TEMPLATE: &'static str = "pages/reviews/assignments.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "attributions";
    const LARGE: bool = true;
}

/// Everything that the lines are made from.
struct Lines<'a> {
    facts: &'a AssignmentFacts,
    seats: usize,
    ticked: BTreeSet<&'a str>,
    refused: BTreeMap<DossierId, String>,
}

impl AssignmentsPage {
    /// Makes the page; `raw` is what was typed, when it was refused.
    #[must_use]
    pub fn new(
        visit: &Visit,
        call: &Call,
        facts: &AssignmentFacts,
        raw: &RawForm,
        only_missing: OnlyMissing,
        refused: &[NotAssigned],
        errors: Errors,
    ) -> Self {
        let maker = Lines {
            facts,
            seats: call.grid.reviews_per_dossier,
            ticked: raw.all("dossier").into_iter().collect(),
            refused: refused.iter().map(|one| (one.dossier, problem(visit, one.problem))).collect(),
        };
        let overview = &facts.overview;
        let (total, lacking) = (overview.dossiers.len(), overview.lacking.len());
        let path = format!("/appels/{}/attributions", call.slug);
        let (path, listed) = match only_missing {
            OnlyMissing::Yes => (format!("{path}?afficher=a-attribuer"), lacking),
            OnlyMissing::No => (path, total),
        };
        let mut options: Vec<_> = overview.loads.iter().map(|load| maker.option(visit, load)).collect();
        options.sort_by(|a, b| (&a.label, &a.value).cmp(&(&b.label, &b.value)));
        Self {
            slug: call.slug.clone(),
            fictitious: call.fictitious,
            tracks: call.has_tracks(),
            seats: maker.seats,
            frozen: overview.frozen,
            only_missing: only_missing == OnlyMissing::Yes,
            total,
            lacking,
            assigned: overview.assigned,
            submitted: overview.submitted,
            dossiers: facts.rows.iter().map(|row| maker.line(call, row)).collect(),
            links: facts.shown.links(visit.lang, (&path, ASSIGNMENTS, ASSIGNMENTS), listed),
            options,
            chosen: raw.get("reviewer").to_owned(),
            errors,
        }
    }
}

/// Name of the list in addresses, and of its place on the page.
pub const ASSIGNMENTS: &str = "dossiers";

/// Which dossiers are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnlyMissing {
    /// Those that lack reviewers.
    Yes,
    /// All.
    No,
}

fn problem(visit: &Visit, problem: AssignProblem) -> String {
    let key = match problem {
        AssignProblem::WrongState(_) => "reviews-problem-state",
        AssignProblem::NotReviewer => "reviews-problem-not-reviewer",
        AssignProblem::NotDeclared => "reviews-problem-not-declared",
        AssignProblem::Recused => "reviews-problem-recused",
        AssignProblem::AlreadyAssigned => "reviews-problem-already",
        AssignProblem::GaveBack => "reviews-problem-gave-back",
        AssignProblem::NoSeat => "reviews-problem-no-seat",
    };
    i18n::word(visit.lang, key)
}

impl Lines<'_> {
    fn line(&self, call: &Call, row: &DossierRow) -> DossierLine {
        let taken = self.facts.by_dossier.get(&row.id).map_or(&[][..], Vec::as_slice);
        let seats: Vec<Seat> = taken.iter().map(|one| self.seat(call, one)).collect();
        let mut seen = BTreeSet::new();
        let twice = seats.iter().find(|seat| !seat.institution.is_empty() && !seen.insert(&seat.institution));
        DossierLine {
            id: row.id.to_string(),
            number: row.number().to_owned(),
            project: row.project_name.clone(),
            lead: row.lead_name.clone(),
            track_name: call.track_label(&row.track).to_owned(),
            lacks: self.seats.saturating_sub(seats.len()),
            same_institution: twice.map(|seat| seat.institution.clone()).unwrap_or_default(),
            checked: self.ticked.contains(row.id.to_string().as_str()),
            error: self.refused.get(&row.id).cloned().unwrap_or_default(),
            seats,
        }
    }

    fn seat(&self, call: &Call, (one, begun): &(Assignment, Begun)) -> Seat {
        let person = self.facts.people.get(&one.reviewer);
        let state = match (one.state, begun) {
            (AssignmentState::Submitted, _) => "submitted",
            (_, Begun::Yes) => "begun",
            (_, Begun::No) => "open",
        };
        Seat {
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
            institution: person.and_then(|person| person.institution.clone()).unwrap_or_default(),
            state,
            withdrawal: if state == "open" {
                format!("/appels/{}/attributions/{}/retrait", call.slug, one.id)
            } else {
                String::new()
            },
        }
    }

    fn option(&self, visit: &Visit, load: &ReviewerLoad) -> Choice {
        let person = self.facts.people.get(&load.user);
        let name = person.map(|person| person.name.as_str()).unwrap_or_default();
        let institution = person.and_then(|person| person.institution.as_deref()).unwrap_or_default();
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let args = [("assigned", count(load.assigned).into()), ("submitted", count(load.submitted).into())];
        Choice {
            value: load.user.to_string(),
            label: if institution.is_empty() { name.to_owned() } else { format!("{name}, {institution}") },
            hint: match load.declared {
                true => i18n::text(visit.lang, "reviews-load", &args),
                false => i18n::word(visit.lang, "reviews-not-declared"),
            },
        }
    }
}
