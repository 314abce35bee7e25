//! Who is asking, what they may do, and the transaction that this opens.

use domain::{
    ids::{CallId, DossierId, UserId},
    permissions::{self, Action, Decision, Role},
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect,
    RelationDef,
    sea_query::{Expr, ExprTrait, IntoCondition},
};

use super::{Tx, entities};
use crate::error::{AppError, AppResult};

/// Who acts. Visitors, the worker and the command line are actors too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody is signed in.
    Visitor,
    /// A signed-in person.
    User {
        /// Their account.
        id: UserId,
        /// Their name, as the journal writes it.
        name: String,
        /// They run the platform.
        operator: bool,
    },
    /// The worker.
    Worker,
    /// The command line.
    CommandLine,
}

impl Actor {
    /// The account, when there is one.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::User { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// As the journal names them.
    #[must_use]
    pub fn journal_name(&self) -> String {
        match self {
            Self::Visitor => "visitor".into(),
            Self::User { id, .. } => format!("user:{id}"),
            Self::Worker => "worker".into(),
            Self::CommandLine => "command-line".into(),
        }
    }
}

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
    let (roles, call) = load_roles(db.reader(), actor, subject).await?;
    check(&roles, action)?;
    Ok(Permit { actor: actor.clone(), roles, call })
}

/// Checks that an actor may do something and turns the transaction into one that may write.
///
/// # Errors
/// As [`permit`]; the transaction is rolled back.
pub async fn authorize(tx: Tx, actor: &Actor, action: Action, subject: Subject, at: Instant) -> AppResult<WriteTx> {
    let (roles, _) = load_roles(tx.reader(), actor, subject).await?;
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
    let key = (dossier.id, user.uuid());
    if entities::conflict::Entity::find_by_id(key).one(conn).await?.is_none() {
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

async fn load_call_roles(conn: &impl ConnectionTrait, call: CallId, user: UserId) -> AppResult<Vec<Role>> {
    let rows = entities::call_role::Entity::find()
        .filter(entities::call_role::Column::CallId.eq(call.uuid()))
        .filter(entities::call_role::Column::UserId.eq(user.uuid()))
        .all(conn)
        .await?;
    Ok(rows.iter().filter_map(|row| Role::parse_on_call(&row.role)).collect())
}

async fn load_roles(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    subject: Subject,
) -> AppResult<(Vec<Role>, Option<CallId>)> {
    let (call, dossier) = match subject {
        Subject::Platform => (None, None),
        Subject::Call(id) => (Some(id), None),
        Subject::Dossier(id) => {
            let found = load_dossier(conn, id, actor.user()).await?;
            (Some(CallId::from_uuid(found.0.call_id)), Some(found))
        }
    };
    let (user, operator) = match actor {
        Actor::Visitor => return Ok((vec![Role::Visitor], call)),
        Actor::Worker => return Ok((vec![Role::Worker], call)),
        Actor::CommandLine => return Ok((vec![Role::CommandLine], call)),
        Actor::User { id, operator, .. } => (*id, *operator),
    };
    let mut roles = vec![Role::Account];
    if operator {
        roles.push(Role::Operator);
    }
    let held = match (dossier, call) {
        (Some((dossier, held)), _) => {
            if dossier.owner_id == user.uuid() {
                roles.push(Role::Owner);
            }
            if !held.is_empty() && is_recused(conn, &dossier, user).await? { Vec::new() } else { held }
        }
        (None, Some(call)) => load_call_roles(conn, call, user).await?,
        (None, None) => Vec::new(),
    };
    roles.extend(held);
    Ok((roles, call))
}
