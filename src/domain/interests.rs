//! What a person's interests close to them on a call: from which dossiers they are recused, and until when.
//!
//! An interest is declared (décret 2014-90), or follows from what a person is to a dossier, whatever they declare.
//! Recusal ends dossier by dossier, when the last decision that can touch the dossier is public.

use std::collections::BTreeSet;

use crate::{
    dossier::{Results, State},
    ids::DossierId,
};

/// What a person's interests close to them on a call. There is no default: whoever asks must say what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interests {
    /// They hold no role on the call: an applicant, a visitor, the worker, the command line.
    NotAsked,
    /// They hold a role and have not declared yet.
    Undeclared {
        /// Dossiers that do not exist for them all the same.
        recused: BTreeSet<DossierId>,
    },
    /// They have declared.
    Declared {
        /// Dossiers that do not exist for them.
        recused: BTreeSet<DossierId>,
    },
}

impl Interests {
    /// The dossiers that do not exist for the person: every list, count, sum and export is computed without them.
    #[must_use]
    pub const fn recused(&self) -> &BTreeSet<DossierId> {
        static NONE: BTreeSet<DossierId> = BTreeSet::new();
        match self {
            Self::NotAsked => &NONE,
            Self::Undeclared { recused } | Self::Declared { recused } => recused,
        }
    }

    /// Whether a dossier does not exist for the person.
    #[must_use]
    pub fn is_recused_from(&self, dossier: DossierId) -> bool {
        self.recused().contains(&dossier)
    }

    /// Whether a declaration is still owed.
    #[must_use]
    pub const fn owed(&self) -> bool {
        matches!(self, Self::Undeclared { .. })
    }
}

/// What ties a person to a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// They declared an interest.
    Declared,
    /// The dossier is theirs.
    Owns,
    /// They filed it, once at least.
    Filed,
    /// The institution for which they speak is its lead, or one of its members, by its SIREN.
    Organisation,
}

stored_names!(Tie {
    Declared = "declared",
    Owns = "owns",
    Filed = "filed",
    Organisation = "organisation",
});

/// A dossier to which a person is tied, and how far decisions on it are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bond {
    /// The dossier.
    pub dossier: DossierId,
    /// What ties them.
    pub tie: Tie,
    /// Where the dossier stands.
    pub state: State,
    /// Whether the results of its call are public.
    pub results: Results,
}

/// The dossiers from which a person is recused, of those to which they are tied.
#[must_use]
pub fn recused(bonds: impl IntoIterator<Item = Bond>) -> BTreeSet<DossierId> {
    bonds.into_iter().filter(|bond| closes(bond.state, bond.results)).map(|bond| bond.dossier).collect()
}

/// Whether a tie to a dossier in this state recuses: until the last decision that can touch it is public. Publishing a
/// first list opens nothing of a dossier on reserve, which a second list may fund, nor of one that awaits its decision.
#[must_use]
pub const fn closes(state: State, results: Results) -> bool {
    match (results, state) {
        (Results::Pending, _) => true,
        (Results::Published, State::Funded | State::Declined | State::Inadmissible | State::Withdrawn) => false,
        (
            Results::Published,
            State::Draft | State::Filed | State::Admissible | State::InReview | State::Reviewed | State::Reserve,
        ) => true,
    }
}
