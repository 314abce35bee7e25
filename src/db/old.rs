//! The gate as rooms knew it that have not moved to [`super::write`] yet.

use std::collections::BTreeSet;

use domain::{
    ids::{CallId, DossierId, UserId},
    permissions::{self, Action, Decision, Role},
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect,
    RelationDef,
    sea_query::{Expr, ExprTrait, IntoCondition, Query, UnionType},
};
use uuid::Uuid;

use super::{Tx, act::Actor, entities};
use crate::error::{AppError, AppResult};

/// What is acted upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The site itself, or the person's own account.
    Platform,
    /// A call.
    Call(CallId),
    /// A dossier, with the roles that its call gives.
    Dossier(DossierId),
}

/// A granted permission to read.
#[derive(Clone, Debug)]
pub struct Permit {
    /// Who.
    pub actor: Actor,
    /// The roles that they hold on the subject.
    pub roles: Vec<Role>,
    /// The call of the subject, when it has one.
    pub call: Option<CallId>,
    /// What they declared, when the subject is a call.
    pub interests: Interests,
}

/// What a person of a call declared of their interests.
#[derive(Clone, Debug, Default)]
pub struct Interests {
    /// They have declared on this call.
    pub declared: bool,
    /// Dossiers that they are recused from.
    pub recused: BTreeSet<DossierId>,
}

impl AsRef<[Role]> for Permit {
    fn as_ref(&self) -> &[Role] {
        &self.roles
    }
}

impl Permit {
    /// Whether the same roles would allow another action: for showing a link or a button.
    #[must_use]
    pub fn allows(&self, action: Action) -> bool {
        permissions::decide(&self.roles, action) == Decision::Allowed
    }

    /// The signed-in person.
    ///
    /// # Errors
    /// `SignInRequired` for a visitor.
    pub fn user(&self) -> AppResult<UserId> {
        self.actor.user().ok_or(AppError::SignInRequired)
    }
}

/// A transaction that may write, bound to the action and subject that were authorised.
pub struct WriteTx {
    tx: DatabaseTransaction,
    /// Who acts.
    pub actor: Actor,
    /// What they do.
    pub action: Action,
    /// The roles that they hold on the subject.
    pub roles: Vec<Role>,
    /// When.
    pub at: Instant,
}

impl WriteTx {
    /// The connection: only `store.rs` files may use it; actions hand it to them.
    #[must_use]
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// The signed-in person.
    ///
    /// # Errors
    /// `SignInRequired` for a visitor.
    pub fn user(&self) -> AppResult<UserId> {
        self.actor.user().ok_or(AppError::SignInRequired)
    }

    /// Makes everything written since [`super::Db::begin_write`] last.
    ///
    /// # Errors
    /// When the database refuses; then nothing was written.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.tx.commit().await
    }
}

/// Checks that an actor may do something, and gives a permit to read with.
///
/// # Errors
/// `NotFound`, `Forbidden` or `SignInRequired`, as the table of permissions says.
pub async fn permit(db: &super::Db, actor: &Actor, action: Action, subject: Subject) -> AppResult<Permit> {
    let Standing { roles, call, interests } = load_standing(db.reader(), actor, subject).await?;
    check(&roles, action)?;
    Ok(Permit { actor: actor.clone(), roles, call, interests })
}

/// Checks that an actor may do something and turns the transaction into one that may write.
///
/// # Errors
/// As [`permit`]; the transaction is rolled back.
pub async fn authorize(tx: Tx, actor: &Actor, action: Action, subject: Subject, at: Instant) -> AppResult<WriteTx> {
    let Standing { roles, .. } = load_standing(tx.reader(), actor, subject).await?;
    check(&roles, action)?;
    Ok(WriteTx { tx: tx.0, actor: actor.clone(), action, roles, at })
}

fn check(roles: &[Role], action: Action) -> AppResult<()> {
    match permissions::decide(roles, action) {
        Decision::Allowed => Ok(()),
        Decision::Forbidden => Err(AppError::Forbidden),
        Decision::Hidden => Err(AppError::NotFound),
        Decision::SignInRequired => Err(AppError::SignInRequired),
    }
}

/// Whether a person declared an interest in a dossier whose results are not public: their roles on the call do not
/// reach it, as if it did not exist.
async fn is_recused(conn: &impl ConnectionTrait, dossier: &entities::dossier::Model, user: UserId) -> AppResult<bool> {
    use entities::conflict::{Column, Entity};
    let declared = Entity::find().filter(Column::DossierId.eq(dossier.id)).filter(Column::UserId.eq(user.uuid()));
    if declared.one(conn).await?.is_none() {
        return Ok(false);
    }
    let call = entities::call::Entity::find_by_id(dossier.call_id).one(conn).await?.ok_or(AppError::NotFound)?;
    Ok(call.results_published_at.is_none())
}

/// A dossier, and the roles that a person holds on its call, in one query.
async fn load_dossier(
    conn: &impl ConnectionTrait,
    id: DossierId,
    user: Option<UserId>,
) -> AppResult<(entities::dossier::Model, Vec<Role>)> {
    // Nobody's id: nobody holds a role under it.
    let user = user.map(UserId::uuid).unwrap_or_default();
    let roles_of: RelationDef = entities::dossier::Entity::belongs_to(entities::call_role::Entity)
        .from(entities::dossier::Column::CallId)
        .to(entities::call_role::Column::CallId)
        .on_condition(move |_, roles| Expr::col((roles, entities::call_role::Column::UserId)).eq(user).into_condition())
        .into();
    let rows = entities::dossier::Entity::find()
        .join(JoinType::LeftJoin, roles_of)
        .select_also(entities::call_role::Entity)
        .filter(entities::dossier::Column::Id.eq(id.uuid()))
        .all(conn)
        .await?;
    let held = rows.iter().filter_map(|(_, role)| Role::parse_on_call(&role.as_ref()?.role)).collect();
    let dossier = rows.into_iter().next().map(|(dossier, _)| dossier).ok_or(AppError::NotFound)?;
    Ok((dossier, held))
}

/// The roles that a person holds on a call, and what they declared on it, in one query.
///
/// # Errors
/// When the database does not answer.
pub async fn load_on_call(
    conn: &impl ConnectionTrait,
    call: CallId,
    user: UserId,
) -> AppResult<(Vec<Role>, Interests)> {
    use entities::{call_role, conflict, declaration};
    let nothing = || Expr::val(None::<Uuid>);
    let declared = Query::select()
        .expr(Expr::val(DECLARED))
        .expr(nothing())
        .from(declaration::Entity)
        .and_where(declaration::Column::CallId.eq(call.uuid()))
        .and_where(declaration::Column::UserId.eq(user.uuid()))
        .to_owned();
    let recused = Query::select()
        .expr(Expr::val(DECLARED))
        .column(conflict::Column::DossierId)
        .from(conflict::Entity)
        .and_where(conflict::Column::CallId.eq(call.uuid()))
        .and_where(conflict::Column::UserId.eq(user.uuid()))
        .to_owned();
    let all = Query::select()
        .column(call_role::Column::Role)
        .expr(nothing())
        .from(call_role::Entity)
        .and_where(call_role::Column::CallId.eq(call.uuid()))
        .and_where(call_role::Column::UserId.eq(user.uuid()))
        .union(UnionType::All, declared)
        .union(UnionType::All, recused)
        .to_owned();
    let (mut roles, mut interests) = (Vec::new(), Interests::default());
    for row in conn.query_all(&all).await? {
        let (name, dossier): (String, Option<Uuid>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        match dossier {
            Some(id) => {
                interests.recused.insert(DossierId::from_uuid(id));
            }
            None if name == DECLARED => interests.declared = true,
            None => roles.extend(Role::parse_on_call(&name)),
        }
    }
    Ok((roles, interests))
}

/// What no role is called.
const DECLARED: &str = "-";

/// What somebody is to a subject.
struct Standing {
    roles: Vec<Role>,
    call: Option<CallId>,
    interests: Interests,
}

async fn load_standing(conn: &impl ConnectionTrait, actor: &Actor, subject: Subject) -> AppResult<Standing> {
    let (call, dossier) = match subject {
        Subject::Platform => (None, None),
        Subject::Call(id) => (Some(id), None),
        Subject::Dossier(id) => {
            let found = load_dossier(conn, id, actor.user()).await?;
            (Some(CallId::from_uuid(found.0.call_id)), Some(found))
        }
    };
    let alone = |role: Role| Ok(Standing { roles: vec![role], call, interests: Interests::default() });
    let (user, operator) = match actor {
        Actor::Visitor => return alone(Role::Visitor),
        Actor::Worker => return alone(Role::Worker),
        Actor::CommandLine => return alone(Role::CommandLine),
        Actor::User { id, operator, .. } => (*id, *operator),
    };
    let mut roles = vec![Role::Account];
    if operator {
        roles.push(Role::Operator);
    }
    let (held, interests) = match (dossier, call) {
        (Some((dossier, held)), _) => {
            if dossier.owner_id == user.uuid() {
                roles.push(Role::Owner);
            }
            let hidden = !held.is_empty() && is_recused(conn, &dossier, user).await?;
            (if hidden { Vec::new() } else { held }, Interests::default())
        }
        (None, Some(call)) => load_on_call(conn, call, user).await?,
        (None, None) => (Vec::new(), Interests::default()),
    };
    roles.extend(held);
    Ok(Standing { roles, call, interests })
}
