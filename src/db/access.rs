//! Who is asking, what they may do, and the transaction that this opens.

use domain::{
    ids::{CallId, DossierId, UserId},
    permissions::{self, Action, Decision, Role},
    time::Instant,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};

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

async fn load_roles(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    subject: Subject,
) -> AppResult<(Vec<Role>, Option<CallId>)> {
    let dossier = match subject {
        Subject::Dossier(id) => {
            Some(entities::dossier::Entity::find_by_id(id.uuid()).one(conn).await?.ok_or(AppError::NotFound)?)
        }
        _ => None,
    };
    let call = match subject {
        Subject::Call(id) => Some(id),
        _ => dossier.as_ref().map(|dossier| CallId::from_uuid(dossier.call_id)),
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
    if dossier.as_ref().is_some_and(|dossier| dossier.owner_id == user.uuid()) {
        roles.push(Role::Owner);
    }
    if let Some(call) = call {
        let rows = entities::call_role::Entity::find()
            .filter(entities::call_role::Column::CallId.eq(call.uuid()))
            .filter(entities::call_role::Column::UserId.eq(user.uuid()))
            .all(conn)
            .await?;
        let held: Vec<Role> = rows.iter().filter_map(|row| Role::parse_on_call(&row.role)).collect();
        let recused = match &dossier {
            Some(dossier) if !held.is_empty() => is_recused(conn, dossier, user).await?,
            _ => false,
        };
        roles.extend(held.into_iter().filter(|_| !recused));
    }
    Ok((roles, call))
}
