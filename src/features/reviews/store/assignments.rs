//! Who reviews what, and how far they are.

use std::collections::BTreeMap;

use domain::{
    assignment::AssignmentState,
    ids::{AssignmentId, CallId, DossierId, UserId},
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, IntoCondition, OnConflict},
};
use uuid::Uuid;

use crate::{
    db::{
        entities::{assignment, review},
        write::{CallDossier, HeldDossier, LockedCall, WriteTx},
    },
    error::{AppError, AppResult},
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

/// All assignments of some dossiers, in the order in which they were given.
///
/// # Errors
/// When the database does not answer.
pub async fn list_assignments_of_dossiers(
    conn: &impl ConnectionTrait,
    dossiers: &[DossierId],
) -> AppResult<Vec<Assignment>> {
    list_where(conn, assignment::Column::DossierId.is_in(dossiers.iter().map(|id| id.uuid()))).await
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

/// The assignments of dossiers that take a seat, in the order in which they were given, and whether the review of
/// each was begun.
///
/// # Errors
/// When the database does not answer.
pub async fn list_seats_of(conn: &impl ConnectionTrait, dossiers: &[DossierId]) -> AppResult<Vec<(Assignment, Begun)>> {
    let rows = assignment::Entity::find()
        .find_also_related(review::Entity)
        .filter(assignment::Column::DossierId.is_in(dossiers.iter().map(|id| id.uuid())))
        .order_by_asc(assignment::Column::AssignedAt)
        .order_by_asc(assignment::Column::Id)
        .all(conn)
        .await?;
    let begun = |review: Option<review::Model>| if review.is_some() { Begun::Yes } else { Begun::No };
    let seats = rows.into_iter().map(|(row, review)| Ok((read(row)?, begun(review))));
    Ok(seats.collect::<AppResult<Vec<_>>>()?.into_iter().filter(|(one, _)| one.state.takes_seat()).collect())
}

/// Whether the review of an assignment was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Something was saved.
    Yes,
    /// Nothing was.
    No,
}

/// Writes an assignment; one that was taken back is opened again and keeps its id.
pub(in crate::features::reviews) async fn insert_assignment(
    tx: &WriteTx<LockedCall>,
    id: AssignmentId,
    dossier: &CallDossier,
    reviewer: UserId,
) -> AppResult<Assignment> {
    let row = assignment::Model {
        id: id.uuid(),
        call_id: tx.on().id().uuid(),
        dossier_id: dossier.id().uuid(),
        reviewer_id: reviewer.uuid(),
        state: AssignmentState::Open.as_str().into(),
        reason: String::new(),
        assigned_at: tx.at().micros(),
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
    let insert = assignment::Entity::insert(row.clone().into_active_model());
    insert.on_conflict(key).exec_without_returning(tx.conn()).await?;
    read(row)
}

/// Ends an assignment of a dossier that is held locked.
///
/// # Errors
/// `NotFound` when the assignment is another dossier's.
pub(in crate::features::reviews) async fn save_assignment_state<S>(
    tx: &WriteTx<S>,
    held: &impl HeldDossier,
    id: AssignmentId,
    state: AssignmentState,
    reason: &str,
) -> AppResult<()> {
    let ended = assignment::Entity::update_many()
        .col_expr(assignment::Column::State, Expr::value(state.as_str()))
        .col_expr(assignment::Column::Reason, Expr::value(reason))
        .col_expr(assignment::Column::EndedAt, Expr::value(tx.at().micros()))
        .filter(assignment::Column::Id.eq(id.uuid()))
        .filter(assignment::Column::DossierId.eq(held.row().id))
        .exec(tx.conn())
        .await?;
    if ended.rows_affected == 1 { Ok(()) } else { Err(AppError::NotFound) }
}

/// How many reviews a person owes, by call.
///
/// # Errors
/// When the database does not answer.
pub async fn count_reviews_owed(conn: &impl ConnectionTrait, user: UserId) -> AppResult<BTreeMap<CallId, i64>> {
    let rows: Vec<(Uuid, i64)> = assignment::Entity::find()
        .select_only()
        .column(assignment::Column::CallId)
        .column_as(assignment::Column::Id.count(), "owed")
        .filter(assignment::Column::ReviewerId.eq(user.uuid()))
        .filter(assignment::Column::State.eq(AssignmentState::Open.as_str()))
        .group_by(assignment::Column::CallId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(call, owed)| (CallId::from_uuid(call), owed)).collect())
}
