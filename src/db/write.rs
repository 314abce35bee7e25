//! Transactions that may write, each bound to what it may touch.
//!
//! An act opens one with [`Act::on_platform`], [`Act::on_call`] or [`Act::on_dossier`]: the subject is locked, the
//! permission is asked under the lock, and what comes out carries the locked row. Stores take ids from it, so that a
//! check of one call cannot write another. An act ends with [`WriteTx::conclude`], which appends its event last and
//! commits, or with [`WriteTx::commit`] when it is no event.

use domain::{
    ids::{CallId, DossierId, UserId},
    interests::Interests,
    journal::{About, Event, EventKind, Subject},
    permissions::{Action, Role},
    time::Instant,
};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;

pub use super::locked::{CallDossier, Chained, HeldDossier, LockedCall, LockedDossier, Platform};
use super::{
    Tx, access,
    act::{Act, Actor},
    entities::{call, dossier},
    journal, locked,
    standing::{self, CallFacts, DossierFacts, On, Standing},
};
use crate::{
    app::App,
    error::{AppError, AppResult},
};

/// A transaction that may write what it is bound to.
#[must_use = "what is not made last is given up"]
pub struct WriteTx<S> {
    tx: DatabaseTransaction,
    /// The act: who, when, with what.
    act: Act,
    /// What is done, as the table of permissions names it.
    action: Action,
    /// The roles that the actor holds on the subject.
    roles: Vec<Role>,
    /// What it may touch.
    on: S,
}

/// A transaction in which rows are written, whatever it is bound to: jobs and mails go with any act.
pub trait Writes {
    /// The connection: only stores use it.
    fn conn(&self) -> &DatabaseTransaction;
    /// When the act counts.
    fn at(&self) -> Instant;
}

impl<S> Writes for WriteTx<S> {
    fn conn(&self) -> &DatabaseTransaction {
        &self.tx
    }

    fn at(&self) -> Instant {
        self.act.at
    }
}

/// A transaction whose event is written: what names the event may still be noted, then it is committed.
pub struct Concluded<S> {
    tx: WriteTx<S>,
    /// The event.
    pub event: Event,
}

impl Act {
    /// Begins a writing transaction on the platform.
    ///
    /// # Errors
    /// As the table of permissions says, or when the database does not answer.
    pub async fn on_platform(&self, action: Action) -> AppResult<WriteTx<Platform>> {
        let Tx(tx) = self.app.db.begin_write().await?;
        let roles = self.check(&tx, action, On::Platform).await?.roles;
        Ok(WriteTx { tx, act: self.clone(), action, roles, on: Platform })
    }

    /// Begins a writing transaction on a call, whose row it locks.
    ///
    /// # Errors
    /// As the table of permissions says; `DeclareFirst`; `NotFound` when there is no such call.
    pub async fn on_call(&self, id: CallId, action: Action) -> AppResult<WriteTx<LockedCall>> {
        let Tx(tx) = self.app.db.begin_write().await?;
        let row = lock_call(&tx, id).await?;
        let facts = CallFacts::from(&row);
        let Standing { roles, interests } = self.check(&tx, action, On::Call(&facts)).await?;
        Ok(WriteTx { tx, act: self.clone(), action, roles, on: LockedCall { row, facts, interests } })
    }

    /// Begins a writing transaction on a dossier, whose row it locks.
    ///
    /// # Errors
    /// As [`Act::on_call`].
    pub async fn on_dossier(&self, id: DossierId, action: Action) -> AppResult<WriteTx<LockedDossier>> {
        let Tx(tx) = self.app.db.begin_write().await?;
        let row = lock_dossier(&tx, id).await?;
        let call = access::load_call_facts(&tx, CallId::from_uuid(row.call_id)).await?;
        self.bound_to_dossier(tx, action, LockedDossier { row, call, call_row: None, revision_digest: None }).await
    }

    /// Begins a writing transaction on the answers or documents of a dossier, whose row it locks by marking it as worked
    /// on.
    ///
    /// # Errors
    /// As [`Act::on_call`].
    pub async fn on_worked_dossier(&self, id: DossierId, action: Action) -> AppResult<WriteTx<LockedDossier>> {
        let Tx(tx) = self.app.db.begin_write().await?;
        let on = locked::mark_worked_on(&tx, id, self.at).await?;
        self.bound_to_dossier(tx, action, on).await
    }

    /// Begins a writing transaction on a dossier, after its call: numbers, and « one dossier for a lead and a track »,
    /// are decided one filing at a time.
    ///
    /// # Errors
    /// As [`Act::on_call`].
    pub async fn on_dossier_and_call(&self, id: DossierId, action: Action) -> AppResult<WriteTx<LockedDossier>> {
        let Tx(tx) = self.app.db.begin_write().await?;
        let call = access::load_dossier_facts(&tx, id).await?.0.id;
        let call_row = lock_call(&tx, call).await?;
        let row = lock_dossier(&tx, id).await?;
        let locked =
            LockedDossier { row, call: CallFacts::from(&call_row), call_row: Some(call_row), revision_digest: None };
        self.bound_to_dossier(tx, action, locked).await
    }

    async fn bound_to_dossier(
        &self,
        tx: DatabaseTransaction,
        action: Action,
        on: LockedDossier,
    ) -> AppResult<WriteTx<LockedDossier>> {
        let facts = DossierFacts::from(&on.row);
        let roles = self.check(&tx, action, On::Dossier(&on.call, &facts)).await?.roles;
        Ok(WriteTx { tx, act: self.clone(), action, roles, on })
    }

    async fn check(&self, tx: &DatabaseTransaction, action: Action, on: On<'_>) -> AppResult<Standing> {
        if let Some(asked) = self.asked.filter(|asked| !asked.covers(action)) {
            return Err(AppError::internal(format!("the route asks for {asked:?}, the act does {action:?}")));
        }
        let standing = standing::load(tx, &self.actor, action, on).await?;
        access::check(&self.actor, &standing.roles, &standing.interests, action, on, self.at)?;
        Ok(standing)
    }
}

async fn lock_call(tx: &DatabaseTransaction, id: CallId) -> AppResult<call::Model> {
    call::Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?.ok_or(AppError::NotFound)
}

async fn lock_dossier(tx: &DatabaseTransaction, id: DossierId) -> AppResult<dossier::Model> {
    dossier::Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?.ok_or(AppError::NotFound)
}

impl<S> WriteTx<S> {
    /// The connection: only `store.rs` files may use it; actions hand it to them.
    #[must_use]
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// What it may touch. Nobody sets it: it was locked and asked for when the transaction began.
    #[must_use]
    pub const fn on(&self) -> &S {
        &self.on
    }

    /// The act: who, when, with what.
    #[must_use]
    pub const fn act(&self) -> &Act {
        &self.act
    }

    /// The roles that the actor holds on the subject.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// When the act counts.
    #[must_use]
    pub const fn at(&self) -> Instant {
        self.act.at
    }

    /// The application, for chance and settings.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.act.app
    }

    /// Who acts.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.act.actor
    }

    /// The signed-in person.
    ///
    /// # Errors
    /// `SignInRequired` for a visitor.
    pub fn user(&self) -> AppResult<UserId> {
        self.act.actor.user().ok_or(AppError::SignInRequired)
    }

    /// Makes everything written since the transaction began last: for acts that are no event.
    ///
    /// # Errors
    /// When the database refuses, or when its answer did not arrive.
    pub async fn commit(self) -> Result<(), NotConfirmed> {
        self.tx.commit().await.map_err(NotConfirmed)?;
        self.act.lasting.note();
        Ok(())
    }

    async fn append_about(
        &self,
        chain: (Subject, &str),
        about: &About,
        kind: EventKind,
        said: Value,
    ) -> AppResult<Event> {
        journal::append_event(self.conn(), &self.act, (chain, self.action), kind, about, said).await
    }
}

impl WriteTx<Platform> {
    /// Goes on inside a call, which was made or is changed from outside: its import, and nothing else.
    ///
    /// # Errors
    /// `NotFound` when there is no such call; an internal one for any other action, which is asked on the call itself.
    pub async fn into_call(self, id: CallId) -> AppResult<WriteTx<LockedCall>> {
        if self.action != Action::ImportCall {
            return Err(AppError::internal(format!("{:?} is not asked on the platform for a call", self.action)));
        }
        let row = lock_call(&self.tx, id).await?;
        let facts = CallFacts::from(&row);
        let on = LockedCall { row, facts, interests: Interests::NotAsked };
        Ok(WriteTx { tx: self.tx, act: self.act, action: self.action, roles: self.roles, on })
    }
}

impl WriteTx<LockedCall> {
    /// Locks dossiers of the call, in the order of their ids, for an act on each of them.
    ///
    /// # Errors
    /// `NotFound` when one is of another call, or when the actor is recused from one.
    pub async fn dossiers(&self, ids: &[DossierId]) -> AppResult<Vec<CallDossier>> {
        if ids.iter().any(|id| self.on.interests.is_recused_from(*id)) {
            return Err(AppError::NotFound);
        }
        self.dossiers_of_the_whole(ids).await
    }

    /// Locks one dossier of the call: see [`WriteTx::dossiers`].
    ///
    /// # Errors
    /// As [`WriteTx::dossiers`].
    pub async fn dossier(&self, id: DossierId) -> AppResult<CallDossier> {
        self.dossiers(&[id]).await?.pop().ok_or(AppError::NotFound)
    }

    /// Locks dossiers of the call for an act on the list as a whole (a proposal, a signature), which the actor does
    /// without seeing those that they are recused from.
    ///
    /// # Errors
    /// `NotFound` when one is of another call.
    pub async fn dossiers_of_the_whole(&self, ids: &[DossierId]) -> AppResult<Vec<CallDossier>> {
        let mut asked: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
        asked.sort_unstable();
        asked.dedup();
        let count = asked.len();
        let rows = dossier::Entity::find()
            .filter(dossier::Column::CallId.eq(self.on.id().uuid()))
            .filter(dossier::Column::Id.is_in(asked))
            .order_by_asc(dossier::Column::Id)
            .lock_exclusive()
            .all(self.conn())
            .await?;
        if rows.len() == count { Ok(rows.into_iter().map(CallDossier).collect()) } else { Err(AppError::NotFound) }
    }
}

impl<S: Chained> WriteTx<S> {
    /// Appends the event of the act, last in the transaction, and commits.
    ///
    /// # Errors
    /// When the database refuses, the payload is not canonical, or the kind is none of the action's: nothing is written.
    pub async fn conclude(self, kind: EventKind, payload: Value) -> AppResult<Event> {
        let about = self.on.about();
        self.conclude_about(about, kind, payload).await
    }

    /// As [`WriteTx::conclude`], about something else than the subject: a person, a dossier of the call.
    ///
    /// # Errors
    /// As [`WriteTx::conclude`].
    pub async fn conclude_about(self, about: About, kind: EventKind, payload: Value) -> AppResult<Event> {
        let event = self.append_about(self.on.chain(), &about, kind, payload).await?;
        self.commit().await?;
        Ok(event)
    }

    /// Appends several events of one kind, last in the transaction, and commits: an act on many things at once.
    ///
    /// # Errors
    /// As [`WriteTx::conclude`].
    pub async fn conclude_each(self, kind: EventKind, said: Vec<Value>) -> AppResult<()> {
        let about = self.on.about();
        self.conclude_each_about(kind, said.into_iter().map(|payload| (about.clone(), payload)).collect()).await
    }

    /// As [`WriteTx::conclude_each`], each about something else than the subject.
    ///
    /// # Errors
    /// As [`WriteTx::conclude`].
    pub async fn conclude_each_about(self, kind: EventKind, said: Vec<(About, Value)>) -> AppResult<()> {
        for (about, payload) in said {
            self.append_about(self.on.chain(), &about, kind, payload).await?;
        }
        Ok(self.commit().await?)
    }

    /// Appends the event of the act and leaves room for noting where it stands in the chain, and for nothing else.
    ///
    /// # Errors
    /// As [`WriteTx::conclude`].
    pub async fn append(self, kind: EventKind, payload: Value) -> AppResult<Concluded<S>> {
        let about = self.on.about();
        self.append_on(about, kind, payload).await
    }

    /// As [`WriteTx::append`], about something else than the subject.
    ///
    /// # Errors
    /// As [`WriteTx::conclude`].
    pub async fn append_on(self, about: About, kind: EventKind, payload: Value) -> AppResult<Concluded<S>> {
        let event = self.append_about(self.on.chain(), &about, kind, payload).await?;
        Ok(Concluded { tx: self, event })
    }
}

/// The database did not say that it made a transaction last. When the connection was cut at that moment it may have:
/// neither « done » nor « not done » may be told, and no file that a row of it may name be deleted.
#[derive(Debug)]
pub struct NotConfirmed(pub DbErr);

impl<S> Concluded<S> {
    /// What the transaction may touch.
    #[must_use]
    pub const fn on(&self) -> &S {
        &self.tx.on
    }

    /// The connection, for noting the event's place: only stores use it.
    #[must_use]
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.tx.tx
    }

    /// Makes everything last.
    ///
    /// # Errors
    /// When the database refuses, or when its answer did not arrive.
    pub async fn commit(self) -> Result<Event, NotConfirmed> {
        self.tx.commit().await?;
        Ok(self.event)
    }
}
