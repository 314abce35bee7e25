//! Conflicts of interest: who has declared what, and what they may then see.
//!
//! Nobody opens a dossier before declaring (décret 2014-90), and a person in conflict gets lists, counts
//! and averages *computed without* the dossier: [`Declarations::without_recused`] comes before any sum.

use std::collections::BTreeMap;

use crate::ids::DossierId;

/// What a person declares on one dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Declaration {
    /// No tie with the organisations of the dossier.
    None,
    /// A tie: the person is recused.
    Interest {
        /// In the person's words, never empty.
        reason: String,
    },
}

/// An interest was declared without saying which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an interest needs a reason")]
pub struct ReasonMissing;

impl Declaration {
    /// Declares an interest.
    ///
    /// # Errors
    /// [`ReasonMissing`] when the reason is blank.
    pub fn interest(reason: &str) -> Result<Self, ReasonMissing> {
        match reason.trim() {
            "" => Err(ReasonMissing),
            reason => Ok(Self::Interest { reason: reason.to_owned() }),
        }
    }
}

/// What a person of the call may see of one dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Only the name of the organisation, on the list where interests are declared.
    MustDeclare,
    /// Nothing.
    Recused,
    /// What the role gives.
    Clear,
}

/// The declarations of one person, by dossier. Absent: not declared yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declarations(pub BTreeMap<DossierId, Declaration>);

impl Declarations {
    /// What the person may see of a dossier.
    #[must_use]
    pub fn sight(&self, dossier: DossierId) -> Sight {
        match self.0.get(&dossier) {
            None => Sight::MustDeclare,
            Some(Declaration::Interest { .. }) => Sight::Recused,
            Some(Declaration::None) => Sight::Clear,
        }
    }

    /// The items of dossiers that the person is not recused from: what lists, counts and sums start from.
    pub fn without_recused<T>(
        &self,
        items: impl IntoIterator<Item = T>,
        dossier_of: impl Fn(&T) -> DossierId,
    ) -> Vec<T> {
        items.into_iter().filter(|item| self.sight(dossier_of(item)) != Sight::Recused).collect()
    }

    /// Those of `dossiers` on which nothing is declared yet.
    #[must_use]
    pub fn undeclared(&self, dossiers: &[DossierId]) -> Vec<DossierId> {
        dossiers.iter().copied().filter(|dossier| !self.0.contains_key(dossier)).collect()
    }
}
