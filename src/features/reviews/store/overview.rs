//! What the list of assignments says of a whole call: kept until something happens on the call.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    assignment::AssignmentState,
    dossier::State,
    ids::{CallId, DossierId, UserId},
    interests::Interests,
    permissions::Role,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
    sea_query::{Expr, ExprTrait, IntoCondition, Query, UnionType},
};
use uuid::Uuid;

use crate::{
    db::{
        Db, Keep,
        entities::{assignment, call_role, declaration, dossier},
    },
    error::AppResult,
    features::calls::store::LoadedCall,
};

/// How far one reviewer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewerLoad {
    /// The reviewer.
    pub user: UserId,
    /// They are a reviewer of the call now.
    pub reviews: bool,
    /// They have declared their interests.
    pub declared: bool,
    /// Dossiers that they have.
    pub assigned: usize,
    /// Those of them whose review was submitted.
    pub submitted: usize,
}

impl ReviewerLoad {
    const fn none(user: UserId) -> Self {
        Self { user, reviews: false, declared: false, assigned: 0, submitted: 0 }
    }
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

impl Keep for Overview {
    fn bytes(&self) -> usize {
        (self.dossiers.len() + self.lacking.len()) * size_of::<DossierId>()
            + self.loads.len() * size_of::<ReviewerLoad>()
    }
}

/// How far the reviews of a call are, as this person may know it. Withdrawn dossiers do not count.
///
/// # Errors
/// When the database does not answer.
pub async fn read_overview(db: &Db, call: &LoadedCall, interests: &Interests) -> AppResult<Arc<Overview>> {
    db.kept(call.id, interests.recused(), &call.version, load(db.reader(), call, interests)).await
}

async fn load(conn: &impl ConnectionTrait, call: &LoadedCall, interests: &Interests) -> AppResult<Overview> {
    let seats = list_seats(conn, call.id, interests).await?;
    let mut loads = list_reviewers(conn, call.id).await?;
    let mut dossiers: Vec<(DossierId, usize)> = Vec::new();
    for (dossier, taken) in seats {
        if dossiers.last().is_none_or(|(last, _)| *last != dossier) {
            dossiers.push((dossier, 0));
        }
        let (Some((reviewer, state)), Some((_, taking))) = (taken, dossiers.last_mut()) else { continue };
        *taking += 1;
        let load = loads.entry(reviewer).or_insert_with(|| ReviewerLoad::none(reviewer));
        load.assigned += 1;
        load.submitted += usize::from(state == AssignmentState::Submitted.as_str());
    }
    // Who declared but is no reviewer has no line, unless they still have dossiers.
    loads.retain(|_, load| load.reviews || load.assigned > 0);
    let wanted = call.definition.grid.reviews_per_dossier;
    Ok(Overview {
        lacking: dossiers.iter().filter(|(_, taking)| *taking < wanted).map(|(id, _)| *id).collect(),
        dossiers: dossiers.iter().map(|(id, _)| *id).collect(),
        assigned: loads.values().map(|load| load.assigned).sum(),
        submitted: loads.values().map(|load| load.submitted).sum(),
        loads: loads.into_values().collect(),
        frozen: call.frozen_at.is_some(),
    })
}

/// A seat that is taken at a dossier: by whom, and the state of the assignment.
type Taken = Option<(UserId, String)>;

/// The dossiers under review by number, each once for every seat that is taken or once when none is.
async fn list_seats(
    conn: &impl ConnectionTrait,
    call: CallId,
    interests: &Interests,
) -> AppResult<Vec<(DossierId, Taken)>> {
    let taking = [AssignmentState::Open, AssignmentState::Submitted].map(AssignmentState::as_str);
    let seats_of = assignment::Relation::Dossier
        .def()
        .rev()
        .on_condition(move |_, seats| Expr::col((seats, assignment::Column::State)).is_in(taking).into_condition());
    let rows: Vec<(Uuid, Option<Uuid>, Option<String>)> = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Id)
        .column(assignment::Column::ReviewerId)
        .column(assignment::Column::State)
        .join(JoinType::LeftJoin, seats_of)
        .filter(dossier::Column::CallId.eq(call.uuid()))
        .filter(dossier::Column::State.is_in(State::such_that(State::passed_checks).map(State::as_str)))
        .filter(dossier::Column::Id.is_not_in(interests.recused().iter().map(|id| id.uuid())))
        .order_by_asc(dossier::Column::Serial)
        .into_tuple()
        .all(conn)
        .await?;
    let read = |(id, reviewer, state): (Uuid, Option<Uuid>, Option<String>)| {
        (DossierId::from_uuid(id), reviewer.map(UserId::from_uuid).zip(state))
    };
    Ok(rows.into_iter().map(read).collect())
}

/// The reviewers of a call and everybody who declared on it, with nothing assigned yet.
async fn list_reviewers(conn: &impl ConnectionTrait, call: CallId) -> AppResult<BTreeMap<UserId, ReviewerLoad>> {
    let declared = Query::select()
        .column(declaration::Column::UserId)
        .expr(Expr::val(1))
        .from(declaration::Entity)
        .and_where(declaration::Column::CallId.eq(call.uuid()))
        .to_owned();
    let both = Query::select()
        .column(call_role::Column::UserId)
        .expr(Expr::val(0))
        .from(call_role::Entity)
        .and_where(call_role::Column::CallId.eq(call.uuid()))
        .and_where(call_role::Column::Role.eq(Role::Reviewer.name_on_call()))
        .union(UnionType::All, declared)
        .to_owned();
    let mut loads = BTreeMap::new();
    for row in conn.query_all(&both).await? {
        let user = UserId::from_uuid(row.try_get_by_index(0)?);
        let load: &mut ReviewerLoad = loads.entry(user).or_insert_with(|| ReviewerLoad::none(user));
        let declared = row.try_get_by_index::<i32>(1)? == 1;
        load.declared |= declared;
        load.reviews |= !declared;
    }
    Ok(loads)
}
