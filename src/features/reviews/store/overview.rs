//! What the list of assignments says of a whole call: kept until something happens on the call.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use domain::{
    assignment::AssignmentState,
    dossier::State,
    ids::{CallId, DossierId, UserId},
    permissions::Role,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{conflicts_of, list_declared, ranking_frozen};
use crate::{
    db::{
        Db,
        entities::{assignment, dossier},
        journal,
    },
    error::AppResult,
    features::calls::{self, store::LoadedCall},
};

/// How far one reviewer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewerLoad {
    /// The reviewer.
    pub user: UserId,
    /// They have declared their interests.
    pub declared: bool,
    /// Dossiers that they have.
    pub assigned: usize,
    /// Those of them whose review was submitted.
    pub submitted: usize,
}

/// How far the reviews of a call are, without the dossiers in which the person who looks declared an interest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Dossiers under review, by number.
    pub dossiers: Vec<DossierId>,
    /// Those that lack reviewers, by number.
    pub lacking: Vec<DossierId>,
    /// Seats that are taken.
    pub assigned: usize,
    /// Reviews that were submitted.
    pub submitted: usize,
    /// Each reviewer of the call, in order of id; also those who have nothing.
    pub loads: Vec<ReviewerLoad>,
    /// The ranking is frozen.
    pub frozen: bool,
}

/// States in which a dossier has, or had, reviewers.
const REVIEWED_STATES: [State; 6] =
    [State::Admissible, State::InReview, State::Reviewed, State::Funded, State::Reserve, State::Declined];

/// How far the reviews of a call are, as this person may know it. Withdrawn dossiers do not count.
///
/// # Errors
/// When the database does not answer.
pub async fn read_overview(db: &Db, call: &LoadedCall, user: UserId) -> AppResult<Arc<Overview>> {
    let head = journal::head(db.reader(), call.id, call.slug()).await?;
    db.kept(format!("reviews of {} for {user}", call.id), &head, load(db.reader(), call, user)).await
}

async fn load(conn: &impl ConnectionTrait, call: &LoadedCall, user: UserId) -> AppResult<Overview> {
    let hidden = conflicts_of(conn, call.id, user).await?;
    let mut dossiers = list_reviewed(conn, call.id).await?;
    dossiers.retain(|id| !hidden.contains(id));
    let counted: BTreeSet<DossierId> = dossiers.iter().copied().collect();
    let declared = list_declared(conn, call.id).await?;
    let empty = |user| ReviewerLoad { user, declared: declared.contains(&user), assigned: 0, submitted: 0 };
    let roles = calls::store::list_roles(conn, call.id).await?;
    let reviewers = roles.into_iter().filter(|(_, role)| *role == Role::Reviewer);
    let mut loads: BTreeMap<UserId, ReviewerLoad> = reviewers.map(|(user, _)| (user, empty(user))).collect();
    let mut taken: HashMap<DossierId, usize> = HashMap::new();
    for (dossier, reviewer, state) in list_seats(conn, call.id).await? {
        if counted.contains(&dossier) {
            *taken.entry(dossier).or_default() += 1;
            let load = loads.entry(reviewer).or_insert_with(|| empty(reviewer));
            load.assigned += 1;
            load.submitted += usize::from(state == AssignmentState::Submitted.as_str());
        }
    }
    let seats = call.definition.grid.reviews_per_dossier;
    let lacks = |id: &DossierId| taken.get(id).copied().unwrap_or(0) < seats;
    Ok(Overview {
        lacking: dossiers.iter().copied().filter(lacks).collect(),
        dossiers,
        assigned: loads.values().map(|load| load.assigned).sum(),
        submitted: loads.values().map(|load| load.submitted).sum(),
        loads: loads.into_values().collect(),
        frozen: ranking_frozen(conn, call.id).await?,
    })
}

async fn list_reviewed(conn: &impl ConnectionTrait, call: CallId) -> AppResult<Vec<DossierId>> {
    let rows: Vec<uuid::Uuid> = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Id)
        .filter(dossier::Column::CallId.eq(call.uuid()))
        .filter(dossier::Column::State.is_in(REVIEWED_STATES.map(State::as_str)))
        .order_by_asc(dossier::Column::Number)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(DossierId::from_uuid).collect())
}

async fn list_seats(conn: &impl ConnectionTrait, call: CallId) -> AppResult<Vec<(DossierId, UserId, String)>> {
    let taking = [AssignmentState::Open, AssignmentState::Submitted].map(AssignmentState::as_str);
    let rows: Vec<(uuid::Uuid, uuid::Uuid, String)> = assignment::Entity::find()
        .select_only()
        .columns([assignment::Column::DossierId, assignment::Column::ReviewerId, assignment::Column::State])
        .filter(assignment::Column::CallId.eq(call.uuid()))
        .filter(assignment::Column::State.is_in(taking))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(id, user, state)| (DossierId::from_uuid(id), UserId::from_uuid(user), state)).collect())
}
