//! The journal: the chain of the consequential acts of a call, which an outsider can verify.
//!
//! Each event has two hashes. Its *commitment* covers what may have to stay secret (actor, subject, payload)
//! behind a random salt; its *hash* covers the commitment, what is public and the hash before it. So an
//! export that withholds contents, and a journal from which personal data were erased, verify like the whole one.
//! An *anchor*, kept elsewhere (printed in minutes, sent by mail), is what tells a chain cut short or written anew.
//!
//! Saving an answer is no event. Nothing here reads a clock or draws a salt: both are given.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    canonical::{Digest, NotCanonical},
    permissions::Action,
    time::Instant,
};

mod export;
mod subject;

pub use subject::{About, NotASubject, Subject};

pub use export::{
    Anchor, Broken, Content, ExportLine, NotALine, NotAnAnchor, Reason, Verified, Verifier, View, verify,
};

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal),+ $(,)?) => {
        /// Consequential acts. The names are stored and hashed: one that was used never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum EventKind {
            $($(#[$doc])* #[serde(rename = $name)] $kind,)+
        }

        impl EventKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// The name in storage and exports.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }
        }
    };
}

kinds! {
    /// A definition of the call, first or new revision, was imported.
    CallImported = "call_imported",
    /// The call was made public.
    CallPublished = "call_published",
    /// Somebody received a role.
    RoleGranted = "role_granted",
    /// Somebody lost a role.
    RoleRevoked = "role_revoked",
    /// A dossier was filed.
    DossierFiled = "dossier_filed",
    /// A filed dossier was reopened by its applicant before the deadline.
    DossierReopened = "dossier_reopened",
    /// A dossier was withdrawn by its applicant.
    DossierWithdrawn = "dossier_withdrawn",
    /// A filing came too late and was refused.
    LateFilingRefused = "late_filing_refused",
    /// An officer decided on a rule that was found broken or needs a person.
    FindingDecided = "finding_decided",
    /// Admissibility or eligibility was pronounced.
    VerdictGiven = "verdict_given",
    /// An officer corrected the eligible cost.
    EligibleBaseCorrected = "eligible_base_corrected",
    /// A person declared interests, or none.
    InterestsDeclared = "interests_declared",
    /// A dossier was given to a reviewer.
    ReviewerAssigned = "reviewer_assigned",
    /// A reviewer gave a dossier back.
    AssignmentReturned = "assignment_returned",
    /// A review was submitted.
    ReviewSubmitted = "review_submitted",
    /// The ranking was frozen.
    RankingFrozen = "ranking_frozen",
    /// The committee's proposal was changed.
    ProposalChanged = "proposal_changed",
    /// The chair adopted the proposal.
    ProposalAdoptedByChair = "proposal_adopted_by_chair",
    /// The secretary adopted the proposal.
    ProposalAdoptedBySecretary = "proposal_adopted_by_secretary",
    /// The deciding authority signed.
    DecisionSigned = "decision_signed",
    /// The results were published.
    ResultsPublished = "results_published",
    /// What is personal of a filing or of an act was erased; digests stay.
    ContentErased = "content_erased",
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not the name of a kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of event")]
pub struct NotAKind;

impl FromStr for EventKind {
    type Err = NotAKind;
    fn from_str(text: &str) -> Result<Self, NotAKind> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text).ok_or(NotAKind)
    }
}

/// Whom the content of a kind of event tells something of: decided for each kind, so that a new one does not compile
/// until somebody has thought of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// Of the call, and of nobody.
    TheCall,
    /// Of a person, or of the dossier that it names: whoever is recused from that dossier does not read it.
    OneSubject,
    /// Of the list as a whole (what was ranked or awarded in all): whoever is recused from any dossier does not read
    /// it, since what they do see, taken off, would tell what that dossier was given.
    TheWholeList,
}

impl EventKind {
    /// Whom the content tells something of.
    #[must_use]
    pub const fn tells(self) -> Tells {
        match self {
            Self::CallImported | Self::CallPublished | Self::ResultsPublished => Tells::TheCall,
            Self::RoleGranted
            | Self::RoleRevoked
            | Self::DossierFiled
            | Self::DossierReopened
            | Self::DossierWithdrawn
            | Self::LateFilingRefused
            | Self::FindingDecided
            | Self::VerdictGiven
            | Self::EligibleBaseCorrected
            | Self::InterestsDeclared
            | Self::ReviewerAssigned
            | Self::AssignmentReturned
            | Self::ReviewSubmitted
            | Self::ContentErased => Tells::OneSubject,
            Self::RankingFrozen
            | Self::ProposalChanged
            | Self::ProposalAdoptedByChair
            | Self::ProposalAdoptedBySecretary
            | Self::DecisionSigned => Tells::TheWholeList,
        }
    }

    /// The actions under which an event of this kind may be written.
    #[must_use]
    pub const fn done_by(self) -> &'static [Action] {
        match self {
            Self::CallImported => &[Action::ImportCall],
            Self::CallPublished => &[Action::PublishCall],
            Self::RoleGranted | Self::RoleRevoked => &[Action::ManageRoles],
            Self::DossierFiled | Self::LateFilingRefused => &[Action::SubmitDossier],
            Self::DossierReopened => &[Action::ReopenDossier],
            Self::DossierWithdrawn => &[Action::WithdrawDossier],
            Self::FindingDecided => &[Action::DecideFinding],
            Self::VerdictGiven => &[Action::GiveVerdict],
            Self::EligibleBaseCorrected => &[Action::CorrectBase],
            Self::InterestsDeclared => &[Action::DeclareInterests],
            Self::ReviewerAssigned => &[Action::AssignReviewers],
            Self::AssignmentReturned => &[Action::ReturnAssignment, Action::AssignReviewers],
            Self::ReviewSubmitted => &[Action::SubmitReview],
            Self::RankingFrozen => &[Action::FreezeRanking],
            Self::ProposalChanged => &[Action::EditProposal],
            Self::ProposalAdoptedByChair => &[Action::AdoptAsChair],
            Self::ProposalAdoptedBySecretary => &[Action::AdoptAsSecretary],
            Self::DecisionSigned => &[Action::SignDecision],
            Self::ResultsPublished => &[Action::PublishResults],
            Self::ContentErased => &[Action::EraseContent],
        }
    }

    /// Whether the content of an act of this kind can be erased: it names a person, or holds what somebody wrote of one.
    /// The others hold numbers, digests and accounts only, and all that is decided is recomputed from them.
    #[must_use]
    pub const fn may_be_erased(self) -> bool {
        match self {
            Self::RoleGranted
            | Self::RoleRevoked
            | Self::FindingDecided
            | Self::VerdictGiven
            | Self::EligibleBaseCorrected
            | Self::InterestsDeclared
            | Self::ReviewerAssigned
            | Self::AssignmentReturned
            | Self::ReviewSubmitted => true,
            Self::CallImported
            | Self::CallPublished
            | Self::DossierFiled
            | Self::DossierReopened
            | Self::DossierWithdrawn
            | Self::LateFilingRefused
            | Self::RankingFrozen
            | Self::ProposalChanged
            | Self::ProposalAdoptedByChair
            | Self::ProposalAdoptedBySecretary
            | Self::DecisionSigned
            | Self::ResultsPublished
            | Self::ContentErased => false,
        }
    }
}

/// Whether the contents of events of this kind may be read by anybody. The others name persons, applicants
/// that may be refused, votes or scores: the public sees that they took place and when, and their commitment.
#[must_use]
pub const fn is_public(kind: EventKind) -> bool {
    match kind.tells() {
        Tells::TheCall => true,
        Tells::OneSubject | Tells::TheWholeList => false,
    }
}

/// Thirty-two random bytes that keep a commitment from being guessed. Text as for a [`Digest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Salt(Digest);

impl Salt {
    /// From random bytes, which must be new for each event.
    #[must_use]
    pub const fn new(random: [u8; 32]) -> Self {
        Self(Digest(random))
    }
}

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Salt {
    type Err = crate::canonical::NotHex;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Where the chain of a call ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Short name of the call.
    pub slug: String,
    /// Sequence number of the last event; 0 when there is none.
    pub seq: i64,
    /// Hash of the last event, or [`genesis`].
    pub hash: Digest,
}

/// What the first event of a call has before it.
#[must_use]
pub fn genesis(slug: &str) -> Digest {
    Digest::of(format!("laureat-journal-1:{slug}").as_bytes())
}

impl Head {
    /// The head of a chain without event.
    #[must_use]
    pub fn start(slug: &str) -> Self {
        Self { slug: slug.to_owned(), seq: 0, hash: genesis(slug) }
    }

    /// The head once this event, made by [`append`] from this head, is written.
    #[must_use]
    pub fn after(&self, event: &Event) -> Self {
        Self { slug: self.slug.clone(), seq: event.seq, hash: event.hash }
    }
}

/// An act to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Who acted: a stable identifier (`user:…`, `worker`), not a name, since the public reads it on public kinds.
    pub actor: String,
    /// What was done.
    pub kind: EventKind,
    /// To what: `dossier:…`, `call:…`.
    pub subject: String,
    /// Facts, without floats (cents, half points, microseconds).
    pub payload: Value,
}

/// An act of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Place in the chain, from 1.
    pub seq: i64,
    /// When it was done.
    pub at: Instant,
    /// Who acted.
    pub actor: String,
    /// What was done.
    pub kind: EventKind,
    /// To what.
    pub subject: String,
    /// Random bytes of the commitment; none once what it covers was erased: actor and subject are then empty, the
    /// payload is null, and the event verifies like one whose content is withheld.
    pub salt: Option<Salt>,
    /// Facts.
    pub payload: Value,
    /// Covers actor, subject and payload.
    pub commitment: Digest,
    /// Hash of the event before, or [`genesis`].
    pub prev_hash: Digest,
    /// Covers everything else.
    pub hash: Digest,
}

impl Event {
    /// Whether what its commitment covers was erased.
    #[must_use]
    pub const fn is_erased(&self) -> bool {
        self.salt.is_none()
    }
}

/// Makes the event that follows the head.
///
/// # Errors
/// [`NotCanonical`] when the payload holds a float or too large an integer.
pub fn append(head: &Head, draft: Draft, at: Instant, salt: Salt) -> Result<Event, NotCanonical> {
    let Draft { actor, kind, subject, payload } = draft;
    let seq = head.seq.saturating_add(1);
    let commitment = commit(&actor, &subject, &payload, salt)?;
    let hash = link(&head.slug, seq, at, kind.as_str(), commitment, head.hash)?;
    Ok(Event { seq, at, actor, kind, subject, salt: Some(salt), payload, commitment, prev_hash: head.hash, hash })
}

pub(crate) fn commit(actor: &str, subject: &str, payload: &Value, salt: Salt) -> Result<Digest, NotCanonical> {
    Digest::of_value(&json!({ "actor": actor, "payload": payload, "salt": salt.to_string(), "subject": subject }))
}

pub(crate) fn link(
    slug: &str,
    seq: i64,
    at: Instant,
    kind: &str,
    commitment: Digest,
    prev: Digest,
) -> Result<Digest, NotCanonical> {
    Digest::of_value(&json!({
        "at": at.micros(),
        "call": slug,
        "commitment": commitment.to_string(),
        "kind": kind,
        "prev": prev.to_string(),
        "seq": seq,
    }))
}
