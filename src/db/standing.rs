//! What somebody is to a call or a dossier: their roles, and what their interests close to them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    dossier::{Results, State},
    ids::{CallId, DossierId, UserId},
    interests::{Bond, Interests, Tie, closes, recused},
    permissions::{Action, Role, is_owners_alone},
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DeriveIden,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::{
    act::Actor,
    entities::{call, call_role, conflict, declaration, dossier, dossier_organisation, institution, submission, user},
};
use crate::error::{AppError, AppResult};

/// What permissions need to know of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallFacts {
    /// Its id.
    pub id: CallId,
    /// Its short name.
    pub slug: String,
    /// The first late instant of filing: from then on the list of dossiers is whole and interests can be declared.
    pub closes: Instant,
    /// Whether it is public.
    pub published: bool,
    /// Whether its results are public.
    pub results: Results,
}

impl From<&call::Model> for CallFacts {
    fn from(row: &call::Model) -> Self {
        Self {
            id: CallId::from_uuid(row.id),
            slug: row.slug.clone(),
            closes: Instant::from_micros(row.closes_at),
            published: row.published_at.is_some(),
            results: if row.results_published_at.is_some() { Results::Published } else { Results::Pending },
        }
    }
}

/// What permissions need to know of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierFacts {
    /// Its id.
    pub id: DossierId,
    /// Whose it is.
    pub owner: UserId,
    /// Its state; none when what is stored is none.
    pub state: Option<State>,
}

impl From<&dossier::Model> for DossierFacts {
    fn from(row: &dossier::Model) -> Self {
        Self {
            id: DossierId::from_uuid(row.id),
            owner: UserId::from_uuid(row.owner_id),
            state: State::parse(&row.state),
        }
    }
}

/// What is acted upon, as far as permissions look at it.
#[derive(Clone, Copy, Debug)]
pub enum On<'a> {
    /// The site itself, or the person's own account.
    Platform,
    /// A call.
    Call(&'a CallFacts),
    /// A dossier, with the roles that its call gives.
    Dossier(&'a CallFacts, &'a DossierFacts),
}

impl On<'_> {
    /// Whether a decision can still touch what is acted upon: of a call, until its results are public; of a dossier, as
    /// long as it is closed to the recused.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        match self {
            Self::Platform => false,
            Self::Call(call) => call.results == Results::Pending,
            Self::Dossier(call, dossier) => dossier.state.is_none_or(|state| closes(state, call.results)),
        }
    }

    /// The call, when there is one.
    #[must_use]
    pub const fn call(&self) -> Option<&CallFacts> {
        match self {
            Self::Platform => None,
            Self::Call(call) | Self::Dossier(call, _) => Some(call),
        }
    }
}

/// What somebody is to a subject.
pub(super) struct Standing {
    pub roles: Vec<Role>,
    pub interests: Interests,
}

/// One query at most, whatever the subject; none for what is the applicant's alone.
pub(super) async fn load(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    action: Action,
    on: On<'_>,
) -> AppResult<Standing> {
    let alone = |role: Role| Standing { roles: vec![role], interests: Interests::NotAsked };
    let (user, operator) = match actor {
        Actor::Visitor => return Ok(alone(Role::Visitor)),
        Actor::Link(_) => return Ok(alone(Role::LinkHolder)),
        Actor::Worker => return Ok(alone(Role::Worker)),
        Actor::CommandLine => return Ok(alone(Role::CommandLine)),
        Actor::User { id, operator, .. } => (*id, *operator),
    };
    let mut roles = vec![Role::Account];
    roles.extend(operator.then_some(Role::Operator));
    if let On::Dossier(_, dossier) = on
        && dossier.owner == user
        && is_owners_alone(action)
    {
        roles.push(Role::Owner);
        return Ok(Standing { roles, interests: Interests::NotAsked });
    }
    let (mut held, interests) = match on.call() {
        Some(call) => on_call(conn, call, user).await?,
        None => (Vec::new(), Interests::NotAsked),
    };
    if let On::Dossier(_, dossier) = on {
        roles.extend((dossier.owner == user).then_some(Role::Owner));
        // To whoever is recused from a dossier their roles on the call do not reach it, as if it did not exist.
        if interests.is_recused_from(dossier.id) {
            held.clear();
        }
    }
    roles.extend(held);
    Ok(Standing { roles, interests })
}

/// The roles that a person holds on a call, and what their interests close to them on it, in one query. Whoever holds
/// no role is not asked for interests.
///
/// # Errors
/// When the database does not answer, or holds a state that is none.
pub async fn on_call(conn: &impl ConnectionTrait, call: &CallFacts, user: UserId) -> AppResult<(Vec<Role>, Interests)> {
    let said = |what: Expr| {
        Query::select().expr(what).expr(Expr::val(None::<Uuid>)).expr(Expr::val(None::<String>)).to_owned()
    };
    let declared = said(Expr::val(DECLARED))
        .from(declaration::Entity)
        .and_where(declaration::Column::CallId.eq(call.id.uuid()))
        .and_where(declaration::Column::UserId.eq(user.uuid()))
        .to_owned();
    let mut all = said(Expr::col((call_role::Entity, call_role::Column::Role)))
        .from(call_role::Entity)
        .and_where(call_role::Column::CallId.eq(call.id.uuid()))
        .and_where(call_role::Column::UserId.eq(user.uuid()))
        .union(UnionType::All, declared)
        .to_owned();
    for (tie, tied) in ties(&[call.id]) {
        let row = Query::select()
            .expr(Expr::val(tie.as_str()))
            .columns([Tied::Dossier, Tied::State])
            .from_subquery(tied, Tied::Table)
            .and_where(Expr::col(Tied::User).eq(user.uuid()))
            .to_owned();
        all.union(UnionType::All, row);
    }
    let (mut roles, mut has_declared, mut bonds) = (Vec::new(), false, Vec::new());
    for row in conn.query_all(&all).await? {
        let (said, dossier): (String, Option<Uuid>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        match dossier {
            Some(id) => bonds.push(bond(id, &said, &row.try_get_by_index::<String>(2)?, call.results)?),
            None if said == DECLARED => has_declared = true,
            None => roles.extend(Role::parse_on_call(&said)),
        }
    }
    let interests = match (roles.is_empty(), has_declared) {
        (true, _) => Interests::NotAsked,
        (false, true) => Interests::Declared { recused: recused(bonds) },
        (false, false) => Interests::Undeclared { recused: recused(bonds) },
    };
    Ok((roles, interests))
}

/// What no role is called.
const DECLARED: &str = "-";

/// Names of the parts of the query of ties.
#[derive(DeriveIden)]
enum Tied {
    Table,
    Call,
    Dossier,
    State,
    User,
}

/// The people who are tied to dossiers of calls, by what ties them. Every recusal comes from here.
fn ties(calls: &[CallId]) -> [(Tie, SelectStatement); 4] {
    let of = |column: dossier::Column| Expr::col((dossier::Entity, column));
    let select = |user: Expr| {
        Query::select()
            .expr_as(of(dossier::Column::CallId), Tied::Call)
            .expr_as(of(dossier::Column::Id), Tied::Dossier)
            .expr_as(of(dossier::Column::State), Tied::State)
            .expr_as(user, Tied::User)
            .from(dossier::Entity)
            .and_where(of(dossier::Column::CallId).is_in(calls.iter().map(|id| id.uuid())))
            .to_owned()
    };
    let declared = select(Expr::col((conflict::Entity, conflict::Column::UserId)))
        .inner_join(conflict::Entity, of(dossier::Column::Id).equals((conflict::Entity, conflict::Column::DossierId)))
        .to_owned();
    let owned = select(of(dossier::Column::OwnerId));
    let filed = select(Expr::col((submission::Entity, submission::Column::FiledBy)))
        .inner_join(
            submission::Entity,
            of(dossier::Column::Id).equals((submission::Entity, submission::Column::DossierId)),
        )
        .to_owned();
    let speaks = select(Expr::col((user::Entity, user::Column::Id)))
        .inner_join(
            dossier_organisation::Entity,
            of(dossier::Column::Id).equals((dossier_organisation::Entity, dossier_organisation::Column::DossierId)),
        )
        .inner_join(
            institution::Entity,
            Expr::col((institution::Entity, institution::Column::Siren))
                .equals((dossier_organisation::Entity, dossier_organisation::Column::Siren)),
        )
        .inner_join(
            user::Entity,
            Expr::col((user::Entity, user::Column::InstitutionId))
                .equals((institution::Entity, institution::Column::Id)),
        )
        .to_owned();
    [(Tie::Declared, declared), (Tie::Owns, owned), (Tie::Filed, filed), (Tie::Organisation, speaks)]
}

/// Who holds a role on a call and is recused from which of its dossiers, for giving dossiers to people.
///
/// # Errors
/// When the database does not answer, or holds a state that is none.
pub async fn list_recused(conn: &impl ConnectionTrait, call: &CallFacts) -> AppResult<BTreeSet<(UserId, DossierId)>> {
    let holders = Query::select()
        .column(call_role::Column::UserId)
        .from(call_role::Entity)
        .and_where(call_role::Column::CallId.eq(call.id.uuid()))
        .to_owned();
    let mut bonds: BTreeMap<UserId, Vec<Bond>> = BTreeMap::new();
    for (tie, tied) in ties(&[call.id]) {
        let query = Query::select()
            .columns([Tied::User, Tied::Dossier])
            .column(Tied::State)
            .from_subquery(tied, Tied::Table)
            .and_where(Expr::col(Tied::User).in_subquery(holders.clone()))
            .to_owned();
        for row in conn.query_all(&query).await? {
            let (user, dossier): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let bond = bond(dossier, tie.as_str(), &row.try_get_by_index::<String>(2)?, call.results)?;
            bonds.entry(UserId::from_uuid(user)).or_default().push(bond);
        }
    }
    let pairs = bonds.into_iter().flat_map(|(user, bonds)| recused(bonds).into_iter().map(move |id| (user, id)));
    Ok(pairs.collect())
}

/// How many filed dossiers that await their verdicts a person is recused from, by call, in one query.
///
/// # Errors
/// When the database does not answer.
pub async fn count_recused_to_examine(
    conn: &impl ConnectionTrait,
    calls: &[CallId],
    user: UserId,
) -> AppResult<BTreeMap<CallId, i64>> {
    // Until its verdicts a dossier is closed by each tie, whether or not the results of others are public.
    const { assert!(closes(State::Filed, Results::Published) && closes(State::Filed, Results::Pending)) };
    let mut each = ties(calls).into_iter().map(|(_, tied)| {
        Query::select()
            .columns([Tied::Call, Tied::Dossier])
            .from_subquery(tied, Tied::Table)
            .and_where(Expr::col(Tied::User).eq(user.uuid()))
            .and_where(Expr::col(Tied::State).eq(State::Filed.as_str()))
            .to_owned()
    });
    let Some(mut all) = each.next() else { return Ok(BTreeMap::new()) };
    // Tied twice to a dossier, one is recused from it once.
    for more in each {
        all.union(UnionType::Distinct, more);
    }
    let mut counts = BTreeMap::new();
    for row in conn.query_all(&all).await? {
        *counts.entry(CallId::from_uuid(row.try_get_by_index(0)?)).or_default() += 1;
    }
    Ok(counts)
}

fn bond(id: Uuid, tie: &str, state: &str, results: Results) -> AppResult<Bond> {
    let tie = Tie::parse(tie).ok_or_else(|| AppError::internal(format!("« {tie} » ties nobody")))?;
    let state = State::parse(state).ok_or_else(|| AppError::internal(format!("state of dossier {id}: {state}")))?;
    Ok(Bond { dossier: DossierId::from_uuid(id), tie, state, results })
}
