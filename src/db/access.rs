//! What somebody may do: the permit with which pages are read. Writing asks again, in its transaction: [`super::write`].

use domain::{
    ids::{CallId, DossierId, UserId},
    interests::Interests,
    permissions::{self, Action, Decision, Role},
    time::Instant,
};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    Db,
    act::Actor,
    entities::{call, dossier},
    standing::{self, CallFacts, DossierFacts, On, Standing},
};
use crate::error::{AppError, AppResult};

/// A granted permission to read.
#[derive(Clone, Debug)]
pub struct Permit {
    /// Who.
    pub actor: Actor,
    /// The roles that they hold on the subject.
    pub roles: Vec<Role>,
    /// What their interests close to them on the call of the subject.
    pub interests: Interests,
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

/// Checks that an actor may do something to what was read already, and gives a permit to read with.
///
/// # Errors
/// `NotFound`, `Forbidden` or `SignInRequired`, as the table of permissions says; `DeclareFirst` when interests must be
/// declared before.
pub async fn permit(db: &Db, actor: &Actor, action: Action, on: On<'_>, at: Instant) -> AppResult<Permit> {
    let Standing { roles, interests } = standing::load(db.reader(), actor, action, on).await?;
    check(actor, &roles, &interests, action, on, at)?;
    Ok(Permit { actor: actor.clone(), roles, interests })
}

/// The one place where every page and every act is refused or not.
pub(super) fn check(
    actor: &Actor,
    roles: &[Role],
    interests: &Interests,
    action: Action,
    on: On<'_>,
    at: Instant,
) -> AppResult<()> {
    match permissions::decide(roles, action) {
        Decision::Allowed => {}
        Decision::Forbidden => return Err(AppError::Forbidden),
        Decision::Hidden => return Err(AppError::NotFound),
        Decision::SignInRequired => return Err(AppError::SignInRequired),
    }
    // A personal link opens one thing, about one thing.
    if let Actor::Link(link) = actor
        && !link.opens(action, &on)
    {
        return Err(AppError::NotFound);
    }
    if on.call().is_some_and(|call| !call.published && permissions::awaits_publication(action, roles)) {
        return Err(AppError::NotFound);
    }
    match on.call() {
        Some(call) if permissions::must_declare(action, roles, interests, at >= call.closes, on.is_undecided()) => {
            Err(AppError::DeclareFirst(call.slug.clone()))
        }
        _ => Ok(()),
    }
}

/// What permissions need to know of a call.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_call_facts(conn: &impl ConnectionTrait, id: CallId) -> AppResult<CallFacts> {
    let row = call::Entity::find_by_id(id.uuid()).one(conn).await?.ok_or(AppError::NotFound)?;
    Ok(CallFacts::from(&row))
}

/// What permissions need to know of a dossier, and of its call.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_dossier_facts(conn: &impl ConnectionTrait, id: DossierId) -> AppResult<(CallFacts, DossierFacts)> {
    let row = dossier::Entity::find_by_id(id.uuid()).one(conn).await?.ok_or(AppError::NotFound)?;
    let call = load_call_facts(conn, CallId::from_uuid(row.call_id)).await?;
    Ok((call, DossierFacts::from(&row)))
}
