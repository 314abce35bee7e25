//! What a transaction holds locked, and so may touch: a call, a dossier, dossiers of a call.

use domain::{
    dossier::Results,
    ids::{CallId, DossierId},
    interests::Interests,
    journal::{About, Subject},
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, FromQueryResult, Iterable,
    sea_query::{Expr, Query},
};

use super::{
    entities::{call, dossier},
    standing::{CallFacts, DossierFacts, On},
};
use crate::error::{AppError, AppResult};

/// What a transaction on the platform may touch: accounts, institutions, jobs; no call and no dossier.
#[derive(Clone, Copy, Debug)]
pub struct Platform;

/// A call whose row is locked until the transaction ends: whoever changes what counts for the whole call does it first.
#[derive(Debug)]
pub struct LockedCall {
    pub(super) row: call::Model,
    pub(super) facts: CallFacts,
    pub(super) interests: Interests,
}

impl LockedCall {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> CallId {
        self.facts.id
    }

    /// Its short name.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.row.slug
    }

    /// The row: only stores look into it.
    #[must_use]
    pub const fn row(&self) -> &call::Model {
        &self.row
    }

    /// Whether a decision can still touch it.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        On::Call(&self.facts).is_undecided()
    }

    /// What the actor's interests close to them on the call.
    #[must_use]
    pub const fn interests(&self) -> &Interests {
        &self.interests
    }
}

/// A dossier whose row is locked until the transaction ends.
#[derive(Debug)]
pub struct LockedDossier {
    pub(super) row: dossier::Model,
    pub(super) call: CallFacts,
    pub(super) call_row: Option<call::Model>,
    pub(super) revision_digest: Option<String>,
}

impl LockedDossier {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> DossierId {
        DossierId::from_uuid(self.row.id)
    }

    /// Its call.
    #[must_use]
    pub const fn call(&self) -> CallId {
        self.call.id
    }

    /// What permissions and deadlines know of its call.
    #[must_use]
    pub const fn call_facts(&self) -> &CallFacts {
        &self.call
    }

    /// The SHA-256 of the revision under which it is written, where it was read with the lock.
    #[must_use]
    pub fn revision_digest(&self) -> Option<&str> {
        self.revision_digest.as_deref()
    }

    /// Whether a decision can still touch it.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        On::Dossier(&self.call, &DossierFacts::from(&self.row)).is_undecided()
    }

    /// The short name of its call.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.call.slug
    }

    /// The row: only stores look into it.
    #[must_use]
    pub const fn row(&self) -> &dossier::Model {
        &self.row
    }

    /// The row of its call, when the act locked it too.
    #[must_use]
    pub const fn locked_call(&self) -> Option<&call::Model> {
        self.call_row.as_ref()
    }
}

/// A dossier of the call of a transaction, its row locked: only [`super::write::WriteTx::dossiers`] makes one.
#[derive(Debug)]
pub struct CallDossier(pub(super) dossier::Model);

impl CallDossier {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> DossierId {
        DossierId::from_uuid(self.0.id)
    }

    /// The row: only stores look into it.
    #[must_use]
    pub const fn row(&self) -> &dossier::Model {
        &self.0
    }
}

/// A dossier whose row a transaction holds locked.
pub trait HeldDossier {
    /// The row: only stores look into it.
    fn row(&self) -> &dossier::Model;
}

impl HeldDossier for LockedDossier {
    fn row(&self) -> &dossier::Model {
        &self.row
    }
}

impl HeldDossier for CallDossier {
    fn row(&self) -> &dossier::Model {
        &self.0
    }
}

/// What a chain of the journal is about.
pub trait Chained {
    /// Whose chain takes the events, and under which name.
    fn chain(&self) -> (Subject, &str);
    /// What an event is about unless something else is said.
    fn about(&self) -> About;
}

impl Chained for LockedCall {
    fn chain(&self) -> (Subject, &str) {
        (Subject::Call(self.id()), self.slug())
    }

    fn about(&self) -> About {
        About::Call(self.row.slug.clone())
    }
}

impl Chained for LockedDossier {
    fn chain(&self) -> (Subject, &str) {
        (Subject::Call(self.call()), self.slug())
    }

    fn about(&self) -> About {
        About::Dossier(self.id())
    }
}

/// Locks a dossier by the mark that it is worked on, and reads with it what an act on its answers needs to know: one
/// statement, which is most of what such an act asks while others wait.
pub(super) async fn mark_worked_on(tx: &DatabaseTransaction, id: DossierId, at: Instant) -> AppResult<LockedDossier> {
    let of_call = |column| format!("(SELECT {column} FROM calls WHERE calls.id = dossiers.call_id) AS call_{column}");
    let of_call = ["slug", "closes_at", "published_at", "results_published_at"].map(of_call);
    let digest = "(SELECT digest FROM call_revisions WHERE call_revisions.id = dossiers.revision_id) AS digest";
    let read =
        dossier::Column::iter().map(Expr::col).chain(of_call.into_iter().map(Expr::cust)).chain([Expr::cust(digest)]);
    let mark = Query::update()
        .table(dossier::Entity)
        .value(dossier::Column::UpdatedAt, at.micros())
        .and_where(dossier::Column::Id.eq(id.uuid()))
        .returning(Query::returning().exprs(read))
        .to_owned();
    let found = tx.query_one(&mark).await?.ok_or(AppError::NotFound)?;
    let row = dossier::Model::from_query_result(&found, "")?;
    let results: Option<i64> = found.try_get("call_", "results_published_at")?;
    let call = CallFacts {
        id: CallId::from_uuid(row.call_id),
        slug: found.try_get("call_", "slug")?,
        closes: Instant::from_micros(found.try_get("call_", "closes_at")?),
        published: found.try_get::<Option<i64>>("call_", "published_at")?.is_some(),
        results: if results.is_some() { Results::Published } else { Results::Pending },
    };
    Ok(LockedDossier { row, call, call_row: None, revision_digest: Some(found.try_get("", "digest")?) })
}
