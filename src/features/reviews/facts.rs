//! What the pages of this room are made from: read here, put into words there.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    dossier::{State, in_order},
    ids::{AssignmentId, DossierId, UserId},
    time::Instant,
};

use super::{
    access::Desk,
    pages::{ASSIGNMENTS, OnlyMissing},
    store::{self, Assignment, Begun, Declaration, Organisation, Overview, Review},
};
use crate::{
    error::AppResult,
    features::{
        accounts::{self, store::Person},
        door::OnCall,
        dossiers::{
            self,
            store::{DossierRow, Submission},
        },
    },
    web::{Part, part::LINES},
};

/// Of the declaration.
pub struct DeclarationFacts {
    /// When the person declared before.
    pub declared: Option<Instant>,
    /// What they declared.
    pub before: BTreeMap<DossierId, String>,
    /// The list.
    pub organisations: Arc<Vec<Organisation>>,
}

/// Reads what the declaration shows.
///
/// # Errors
/// When the database does not answer.
pub async fn declaration(at: &OnCall) -> AppResult<DeclarationFacts> {
    let db = &at.visit.app.db;
    let Declaration { declared, conflicts } =
        store::load_declaration(db.reader(), at.call.id, at.permit.user()?).await?;
    Ok(DeclarationFacts { declared, before: conflicts, organisations: store::list_organisations(db, &at.call).await? })
}

/// Of one's own work.
pub struct MineFacts {
    /// When the person declared.
    pub declared: Instant,
    /// What they declared.
    pub conflicts: BTreeMap<DossierId, String>,
    /// What they were given.
    pub assignments: BTreeMap<DossierId, Assignment>,
    /// What they have written.
    pub reviews: BTreeMap<DossierId, Review>,
    /// The dossiers, by number.
    pub rows: Vec<DossierRow>,
}

/// Reads what one's own list shows; `None` before one has declared.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(at: &OnCall) -> AppResult<Option<MineFacts>> {
    let (conn, call, user) = (at.visit.app.db.reader(), at.call.id, at.permit.user()?);
    let Declaration { declared: Some(declared), conflicts } = store::load_declaration(conn, call, user).await? else {
        return Ok(None);
    };
    let assignments: BTreeMap<_, Assignment> = store::list_assignments_of_reviewer(conn, call, user)
        .await?
        .into_iter()
        .filter(|one| one.state.takes_seat() && !at.permit.interests.is_recused_from(one.dossier))
        .map(|one| (one.dossier, one))
        .collect();
    let ids: Vec<AssignmentId> = assignments.values().map(|one| one.id).collect();
    let reviews = store::list_reviews(conn, &ids).await?.into_iter().map(|review| (review.dossier, review)).collect();
    let ids: Vec<DossierId> = assignments.keys().copied().collect();
    let mut rows = dossiers::store::list_by_ids(conn, &ids).await?;
    rows.retain(|row| row.state != State::Withdrawn);
    rows.sort_by(|a, b| in_order(a.number()).cmp(&in_order(b.number())));
    Ok(Some(MineFacts { declared, conflicts, assignments, reviews, rows }))
}

/// Of a dossier and its review.
pub struct ReviewFacts {
    /// What was filed.
    pub filing: Submission,
    /// What the reviewer has written.
    pub review: Option<Review>,
    /// What others have submitted: empty until one's own is.
    pub others: Vec<(Review, Option<Person>)>,
}

/// Reads what the desk shows.
///
/// # Errors
/// When the database does not answer.
pub async fn review(desk: &Desk) -> AppResult<ReviewFacts> {
    let conn = desk.at.visit.app.db.reader();
    let filing = desk.filing().await?;
    if !desk.submitted() {
        return Ok(ReviewFacts {
            filing,
            review: store::find_review(conn, desk.assignment.id).await?,
            others: Vec::new(),
        });
    }
    let mut reviews = store::list_submitted_of(conn, desk.at.dossier.id).await?;
    let own = reviews.iter().position(|one| one.assignment == desk.assignment.id).map(|place| reviews.remove(place));
    let reviewers: Vec<UserId> = reviews.iter().map(|one| one.reviewer).collect();
    let mut people = accounts::store::list_people(conn, &reviewers).await?;
    let others = reviews.into_iter().map(|review| {
        let person = people.remove(&review.reviewer);
        (review, person)
    });
    Ok(ReviewFacts { filing, review: own, others: others.collect() })
}

/// Of the assignments of a call.
pub struct AssignmentFacts {
    /// The whole call, without what the manager may not know.
    pub overview: Arc<Overview>,
    /// Dossiers of the part that is shown, by number.
    pub rows: Vec<DossierRow>,
    /// Their assignments that take a seat, and whether the review of each was begun.
    pub by_dossier: BTreeMap<DossierId, Vec<(Assignment, Begun)>>,
    /// Reviewers.
    pub people: BTreeMap<UserId, Person>,
    /// The part that is shown.
    pub shown: Part,
}

/// Reads what the list of assignments shows: the part that is asked for or, when it is a list of dossiers that were
/// ticked, the part in which the first of them stands. A manager in conflict with a dossier gets it computed without.
///
/// # Errors
/// When the database does not answer.
pub async fn assignments(
    at: &OnCall,
    only_missing: OnlyMissing,
    shown: Part,
    ticked: &[DossierId],
) -> AppResult<AssignmentFacts> {
    let conn = at.visit.app.db.reader();
    let overview = store::read_overview(&at.visit.app.db, &at.call, &at.permit.interests).await?;
    let listed = match only_missing {
        OnlyMissing::Yes => &overview.lacking,
        OnlyMissing::No => &overview.dossiers,
    };
    let shown = match ticked.first().and_then(|first| listed.iter().position(|id| id == first)) {
        Some(place) => Part::holding(ASSIGNMENTS, place),
        None => shown,
    };
    let ids: Vec<DossierId> = listed.iter().copied().skip(shown.start(ASSIGNMENTS)).take(LINES).collect();
    let rows = dossiers::store::list_by_ids(conn, &ids).await?;
    let mut by_dossier: BTreeMap<DossierId, Vec<(Assignment, Begun)>> = BTreeMap::new();
    for (one, begun) in store::list_seats_of(conn, &ids).await? {
        by_dossier.entry(one.dossier).or_default().push((one, begun));
    }
    let seated = by_dossier.values().flatten().map(|(one, _)| one.reviewer);
    let people: BTreeSet<UserId> = overview.loads.iter().map(|load| load.user).chain(seated).collect();
    let people: Vec<UserId> = people.into_iter().collect();
    Ok(AssignmentFacts {
        rows,
        by_dossier,
        people: accounts::store::list_people(conn, &people).await?,
        overview,
        shown,
    })
}
