//! Rows of decisions and of the signatures under them. A signature is written once; to void one only marks it.

use std::collections::BTreeMap;

use domain::{
    committee::{CommitteeDecision, Seat, decision_reference},
    ids::{CallId, DecisionId, UserId},
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
    sea_query::{Expr, ExprTrait, IntoCondition},
};
use uuid::Uuid;

use crate::{
    db::{
        entities::{decision, signature},
        write::{LockedCall, WriteTx},
    },
    error::{AppError, AppResult},
};

/// The seat of the deciding authority, beside those of the committee.
const AUTHORITY: &str = "authority";

const fn name(seat: Seat) -> &'static str {
    match seat {
        Seat::Chair => "chair",
        Seat::Secretary => "secretary",
    }
}

/// The last decision of each of these calls, with the signatures that stand, in one query.
///
/// # Errors
/// When the database does not answer.
pub async fn list_standing(
    conn: &impl ConnectionTrait,
    calls: impl IntoIterator<Item = CallId>,
) -> AppResult<BTreeMap<CallId, CommitteeDecision>> {
    let standing = signature::Relation::Decision
        .def()
        .rev()
        .on_condition(|_, signatures| Expr::col((signatures, signature::Column::VoidedAt)).is_null().into_condition());
    let rows = decision::Entity::find()
        .join(JoinType::LeftJoin, standing)
        .select_also(signature::Entity)
        .filter(decision::Column::CallId.is_in(calls.into_iter().map(CallId::uuid)))
        .order_by_asc(decision::Column::Number)
        .all(conn)
        .await?;
    let mut last: BTreeMap<CallId, CommitteeDecision> = BTreeMap::new();
    for (row, signature) in rows {
        let (call, id) = (CallId::from_uuid(row.call_id), DecisionId::from_uuid(row.id));
        let nobody = CommitteeDecision { id, reference: row.reference, chair: None, secretary: None, signer: None };
        let decision = last.entry(call).or_insert_with(|| nobody.clone());
        if decision.id != id {
            *decision = nobody;
        }
        let Some(signature) = signature else { continue };
        let by = Some((UserId::from_uuid(signature.user_id), Instant::from_micros(signature.signed_at)));
        match signature.seat.as_str() {
            seat if seat == name(Seat::Chair) => decision.chair = by,
            seat if seat == name(Seat::Secretary) => decision.secretary = by,
            AUTHORITY => decision.signer = by,
            other => return Err(AppError::internal(format!("nobody signs as « {other} »"))),
        }
    }
    Ok(last)
}

/// The last decision of a call.
pub(super) async fn find_decision(conn: &impl ConnectionTrait, call: CallId) -> AppResult<Option<CommitteeDecision>> {
    Ok(list_standing(conn, [call]).await?.remove(&call))
}

/// Writes the next decision of the locked call, which nobody has signed, and gives its reference.
pub(in super::super) async fn insert_decision(
    tx: &WriteTx<LockedCall>,
    id: DecisionId,
    number_prefix: &str,
) -> AppResult<String> {
    let call_id = tx.on().id().uuid();
    let before = decision::Entity::find().filter(decision::Column::CallId.eq(call_id)).count(tx.conn()).await?;
    let number = next(before);
    let reference = decision_reference(number_prefix, number);
    let row =
        decision::Model { id: id.uuid(), call_id, number, reference: reference.clone(), created_at: tx.at().micros() };
    decision::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(reference)
}

fn next(before: u64) -> i64 {
    i64::try_from(before).unwrap_or(i64::MAX).saturating_add(1)
}

/// The decision that is worked on: the last of the locked call. No other is ever signed, so none is named.
async fn last(tx: &WriteTx<LockedCall>) -> AppResult<Uuid> {
    let row = decision::Entity::find()
        .filter(decision::Column::CallId.eq(tx.on().id().uuid()))
        .order_by_desc(decision::Column::Number)
        .one(tx.conn())
        .await?;
    row.map(|row| row.id).ok_or(AppError::NotFound)
}

/// Writes the signature of a seat of the committee.
pub(in super::super) async fn save_adoption(tx: &WriteTx<LockedCall>, seat: Seat) -> AppResult<()> {
    // Who adopts again, adopts what they see now: the earlier signature of the seat stands no longer.
    void(tx, &[name(seat)]).await?;
    insert(tx, name(seat)).await
}

/// Voids both signatures of the committee.
pub(in super::super) async fn clear_adoption(tx: &WriteTx<LockedCall>) -> AppResult<()> {
    void(tx, &[name(Seat::Chair), name(Seat::Secretary)]).await
}

/// Writes the signature of the deciding authority.
pub(in super::super) async fn save_signature(tx: &WriteTx<LockedCall>) -> AppResult<()> {
    insert(tx, AUTHORITY).await
}

async fn void(tx: &WriteTx<LockedCall>, seats: &[&str]) -> AppResult<()> {
    signature::Entity::update_many()
        .col_expr(signature::Column::VoidedAt, Expr::value(tx.at().micros()))
        .filter(signature::Column::DecisionId.eq(last(tx).await?))
        .filter(signature::Column::Seat.is_in(seats.iter().copied()))
        .filter(signature::Column::VoidedAt.is_null())
        .exec(tx.conn())
        .await?;
    Ok(())
}

async fn insert(tx: &WriteTx<LockedCall>, seat: &str) -> AppResult<()> {
    let decision_id = last(tx).await?;
    let before = signature::Entity::find()
        .filter(signature::Column::DecisionId.eq(decision_id))
        .filter(signature::Column::Seat.eq(seat))
        .count(tx.conn())
        .await?;
    let row = signature::Model {
        decision_id,
        seat: seat.to_owned(),
        number: next(before),
        user_id: tx.user()?.uuid(),
        signed_at: tx.at().micros(),
        voided_at: None,
    };
    signature::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}
