//! What a transaction holds locked, and so may touch: a call, a dossier, dossiers of a call.

use domain::{
    ids::{CallId, DossierId},
    interests::Interests,
    journal::{About, Subject},
};

use super::{
    entities::{call, dossier},
    standing::{CallFacts, DossierFacts, On},
};

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
