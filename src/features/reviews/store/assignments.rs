//! Who reviews what, and how far they are.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    assignment::AssignmentState,
    dossier::State,
    ids::{AssignmentId, CallId, DossierId, UserId},
    permissions::Role,
    time::Instant,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{ExprTrait, IntoCondition, OnConflict},
};

use crate::{
    db::{
        WriteTx,
        entities::{assignment, dossier, ranking, review},
    },
    error::{AppError, AppResult},
    features::calls,
};

/// A dossier given to a reviewer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Its id.
    pub id: AssignmentId,
    /// The call.
    pub call: CallId,
    /// The dossier.
    pub dossier: DossierId,
    /// The reviewer.
    pub reviewer: UserId,
    /// Where it stands.
    pub state: AssignmentState,
    /// Why it was given back, or the empty text.
    pub reason: String,
    /// When it was given.
    pub assigned_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

fn read(row: assignment::Model) -> AppResult<Assignment> {
    Ok(Assignment {
        id: AssignmentId::from_uuid(row.id),
        call: CallId::from_uuid(row.call_id),
        dossier: DossierId::from_uuid(row.dossier_id),
        reviewer: UserId::from_uuid(row.reviewer_id),
        state: AssignmentState::parse(&row.state)
            .ok_or_else(|| AppError::internal(format!("assignment {}: state {}", row.id, row.state)))?,
        reason: row.reason,
        assigned_at: Instant::from_micros(row.assigned_at),
        ended_at: row.ended_at.map(Instant::from_micros),
    })
}

/// An assignment.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_assignment(conn: &impl ConnectionTrait, id: AssignmentId) -> AppResult<Assignment> {
    read(assignment::Entity::find_by_id(id.uuid()).one(conn).await?.ok_or(AppError::NotFound)?)
}

/// The assignment of a dossier to a person, whatever became of it.
///
/// # Errors
/// When the database does not answer.
pub async fn find_assignment(
    conn: &impl ConnectionTrait,
    dossier: DossierId,
    reviewer: UserId,
) -> AppResult<Option<Assignment>> {
    assignment::Entity::find()
        .filter(assignment::Column::DossierId.eq(dossier.uuid()))
        .filter(assignment::Column::ReviewerId.eq(reviewer.uuid()))
        .one(conn)
        .await?
        .map(read)
        .transpose()
}

/// All assignments of a call, in the order in which they were given.
///
/// # Errors
/// When the database does not answer.
pub async fn list_assignments(conn: &impl ConnectionTrait, call: CallId) -> AppResult<Vec<Assignment>> {
    list_where(conn, assignment::Column::CallId.eq(call.uuid())).await
}

/// What a reviewer was given on a call, in the order in which it was given.
///
/// # Errors
/// When the database does not answer.
pub async fn list_assignments_of_reviewer(
    conn: &impl ConnectionTrait,
    call: CallId,
    reviewer: UserId,
) -> AppResult<Vec<Assignment>> {
    let theirs = assignment::Column::ReviewerId.eq(reviewer.uuid()).and(assignment::Column::CallId.eq(call.uuid()));
    list_where(conn, theirs).await
}

/// All assignments of a dossier, in the order in which they were given.
///
/// # Errors
/// When the database does not answer.
pub async fn list_assignments_of_dossier(
    conn: &impl ConnectionTrait,
    dossier: DossierId,
) -> AppResult<Vec<Assignment>> {
    list_where(conn, assignment::Column::DossierId.eq(dossier.uuid())).await
}

async fn list_where(conn: &impl ConnectionTrait, condition: impl IntoCondition) -> AppResult<Vec<Assignment>> {
    let rows = assignment::Entity::find()
        .filter(condition)
        .order_by_asc(assignment::Column::AssignedAt)
        .order_by_asc(assignment::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Whether the ranking of a call is frozen: then reviews do not change any more.
///
/// # Errors
/// When the database does not answer.
pub async fn ranking_frozen(conn: &impl ConnectionTrait, call: CallId) -> AppResult<bool> {
    Ok(ranking::Entity::find().filter(ranking::Column::CallId.eq(call.uuid())).count(conn).await? > 0)
}

/// How far one reviewer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewerLoad {
    /// The reviewer.
    pub user: UserId,
    /// They have declared their interests.
    pub declared: bool,
    /// Dossiers that they have.
    pub assigned: usize,
    /// Those of them whose review was begun and not submitted yet.
    pub started: usize,
    /// Those of them whose review was submitted.
    pub submitted: usize,
}

/// How far the reviews of a call are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Reviews that the dossiers under review need in all.
    pub needed: usize,
    /// Seats that are taken.
    pub assigned: usize,
    /// Reviews that were submitted.
    pub submitted: usize,
    /// Each reviewer of the call, in order of id; also those who have nothing.
    pub per_reviewer: Vec<ReviewerLoad>,
}

/// How far the reviews of a call are. Withdrawn dossiers do not count, nor do those that must be `hidden`
/// from the person who looks.
///
/// # Errors
/// When the database does not answer.
pub async fn progress(conn: &impl ConnectionTrait, call: CallId, hidden: &BTreeSet<DossierId>) -> AppResult<Progress> {
    let definition = calls::store::load(conn, call).await?.definition;
    let counted: BTreeSet<DossierId> = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Id)
        .filter(dossier::Column::CallId.eq(call.uuid()))
        .filter(dossier::Column::State.is_in(REVIEWED_STATES.map(State::as_str)))
        .into_tuple::<uuid::Uuid>()
        .all(conn)
        .await?
        .into_iter()
        .map(DossierId::from_uuid)
        .filter(|id| !hidden.contains(id))
        .collect();
    let declared = super::list_declared(conn, call).await?;
    let started = list_started(conn, call).await?;
    let mut loads: BTreeMap<UserId, ReviewerLoad> = BTreeMap::new();
    let roles = calls::store::list_roles(conn, call).await?;
    let empty = |user| ReviewerLoad { user, declared: declared.contains(&user), assigned: 0, started: 0, submitted: 0 };
    for (user, _) in roles.into_iter().filter(|(_, role)| *role == Role::Reviewer) {
        loads.insert(user, empty(user));
    }
    for one in list_assignments(conn, call).await? {
        if !one.state.takes_seat() || !counted.contains(&one.dossier) {
            continue;
        }
        let load = loads.entry(one.reviewer).or_insert_with(|| empty(one.reviewer));
        load.assigned += 1;
        load.submitted += usize::from(one.state == AssignmentState::Submitted);
        load.started += usize::from(one.state == AssignmentState::Open && started.contains(&one.id));
    }
    Ok(Progress {
        needed: counted.len() * definition.grid.reviews_per_dossier,
        assigned: loads.values().map(|load| load.assigned).sum(),
        submitted: loads.values().map(|load| load.submitted).sum(),
        per_reviewer: loads.into_values().collect(),
    })
}

/// States in which a dossier has, or had, reviewers.
const REVIEWED_STATES: [State; 6] =
    [State::Admissible, State::InReview, State::Reviewed, State::Funded, State::Reserve, State::Declined];

/// Assignments of a call whose review was begun.
pub(in crate::features::reviews) async fn list_started(
    conn: &impl ConnectionTrait,
    call: CallId,
) -> AppResult<BTreeSet<AssignmentId>> {
    let of_call = sea_orm::sea_query::Query::select()
        .column(assignment::Column::Id)
        .from(assignment::Entity)
        .and_where(assignment::Column::CallId.eq(call.uuid()))
        .to_owned();
    let ids: Vec<uuid::Uuid> = review::Entity::find()
        .select_only()
        .column(review::Column::AssignmentId)
        .filter(review::Column::AssignmentId.in_subquery(of_call))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(AssignmentId::from_uuid).collect())
}

/// Writes an assignment; one that was taken back is opened again and keeps its id.
pub(in crate::features::reviews) async fn insert_assignment(
    tx: &WriteTx,
    id: AssignmentId,
    call: CallId,
    dossier: DossierId,
    reviewer: UserId,
) -> AppResult<()> {
    let row = assignment::Model {
        id: id.uuid(),
        call_id: call.uuid(),
        dossier_id: dossier.uuid(),
        reviewer_id: reviewer.uuid(),
        state: AssignmentState::Open.as_str().into(),
        reason: String::new(),
        assigned_at: tx.at.micros(),
        ended_at: None,
    };
    let key = OnConflict::columns([assignment::Column::DossierId, assignment::Column::ReviewerId])
        .update_columns([
            assignment::Column::State,
            assignment::Column::Reason,
            assignment::Column::AssignedAt,
            assignment::Column::EndedAt,
        ])
        .to_owned();
    assignment::Entity::insert(row.into_active_model()).on_conflict(key).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Ends an assignment.
pub(in crate::features::reviews) async fn save_assignment_state(
    tx: &WriteTx,
    id: AssignmentId,
    state: AssignmentState,
    reason: &str,
) -> AppResult<()> {
    assignment::ActiveModel {
        id: Set(id.uuid()),
        state: Set(state.as_str().into()),
        reason: Set(reason.to_owned()),
        ended_at: Set(Some(tx.at.micros())),
        ..Default::default()
    }
    .update(tx.conn())
    .await?;
    Ok(())
}
