//! What the tables hold and the journal tells of: things, their fields, the values that stand there.

use crate::{
    call::{CriterionCode, TrackCode},
    ids::{AssignmentId, DocumentId, DossierId, RevisionId, SubmissionId, UserId},
    journal::EventKind,
    money::Cents,
    time::Instant,
};

/// A row of a table, by what it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// The call.
    Call,
    /// A revision of its definition.
    Revision(RevisionId),
    /// A track, as the money is guarded by.
    Track(TrackCode),
    /// A role of a person on the call.
    Role(UserId, String),
    /// A dossier.
    Dossier(DossierId),
    /// A filing of a dossier, by its rank from 1.
    Filing(DossierId, i64),
    /// A document that a filing holds.
    Document(DossierId, DocumentId),
    /// What a rule found of a filing, and what was decided of it.
    Finding(DossierId, SubmissionId, String),
    /// A verdict, by its stored name.
    Verdict(DossierId, String),
    /// A corrected eligible base.
    Correction(DossierId),
    /// The declaration of interests of a person.
    Declaration(UserId),
    /// An interest of a person in a dossier.
    Interest(UserId, DossierId),
    /// A dossier given to a reviewer.
    Assignment(DossierId, AssignmentId),
    /// The submitted review of an assignment.
    Review(DossierId, AssignmentId),
    /// The frozen ranking of a track.
    Ranking(TrackCode),
    /// A decision, by its reference.
    Decision(String),
    /// A signature that stands under a decision: its reference, and the seat (`chair`, `secretary`, `signer`).
    Signature(String, String),
    /// The line of a dossier in the proposal or the decision.
    Award(DossierId),
    /// A stored file of a dossier, by its key.
    File(DossierId, String),
    /// The content of an act, by its number.
    Act(i64),
}

impl Thing {
    /// The dossier that it belongs to.
    #[must_use]
    pub const fn dossier(&self) -> Option<DossierId> {
        match self {
            Self::Dossier(id)
            | Self::Filing(id, _)
            | Self::Document(id, _)
            | Self::Finding(id, ..)
            | Self::Verdict(id, _)
            | Self::Correction(id)
            | Self::Interest(_, id)
            | Self::Assignment(id, _)
            | Self::Review(id, _)
            | Self::Award(id)
            | Self::File(id, _) => Some(*id),
            Self::Call
            | Self::Revision(_)
            | Self::Track(_)
            | Self::Role(..)
            | Self::Declaration(_)
            | Self::Ranking(_)
            | Self::Decision(_)
            | Self::Signature(..)
            | Self::Act(_) => None,
        }
    }

    /// The kinds of acts that can make, change or end it: when the content of such an act was erased, what stands
    /// there may be its doing.
    pub(super) const fn tellers(&self) -> &'static [EventKind] {
        use EventKind as K;
        match self {
            Self::Call => &[K::CallImported, K::CallPublished, K::ResultsPublished, K::DossierFiled],
            Self::Revision(_) | Self::Track(_) => &[K::CallImported],
            Self::Role(..) => &[K::RoleGranted, K::RoleRevoked],
            Self::Dossier(_) => &[
                K::DossierFiled,
                K::DossierReopened,
                K::DossierWithdrawn,
                K::FindingDecided,
                K::VerdictGiven,
                K::EligibleBaseCorrected,
                K::InterestsDeclared,
                K::ReviewerAssigned,
                K::AssignmentReturned,
                K::ReviewSubmitted,
                K::DecisionSigned,
                K::ResultsPublished,
            ],
            Self::Filing(..) | Self::Document(..) | Self::File(..) => &[K::DossierFiled],
            Self::Act(_) => &[],
            Self::Finding(..) => &[K::DossierFiled, K::FindingDecided],
            Self::Verdict(..) => &[K::FindingDecided, K::VerdictGiven],
            Self::Correction(_) => &[K::EligibleBaseCorrected],
            Self::Declaration(_) | Self::Interest(..) => &[K::InterestsDeclared],
            Self::Assignment(..) => {
                &[K::ReviewerAssigned, K::AssignmentReturned, K::InterestsDeclared, K::ReviewSubmitted]
            }
            Self::Review(..) => &[K::ReviewSubmitted],
            Self::Ranking(_) => &[K::RankingFrozen],
            Self::Decision(_) | Self::Award(_) => &[K::ProposalChanged, K::DecisionSigned],
            Self::Signature(..) => {
                &[K::ProposalChanged, K::ProposalAdoptedByChair, K::ProposalAdoptedBySecretary, K::DecisionSigned]
            }
        }
    }
}

/// What is compared of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// That it is there at all.
    Presence,
    /// The text itself, by its digest.
    Content,
    /// The digest that is stored beside the text.
    Digest,
    /// Its rank.
    Rank,
    /// The title of a call, the name of a track.
    Title,
    /// The current revision, by its id.
    Revision,
    /// The sum that may be given in all.
    Envelope,
    /// The most that one dossier may be given.
    Ceiling,
    /// When filing opens.
    Opens,
    /// When filing closes.
    Closes,
    /// When it became public.
    PublishedAt,
    /// When the results became public.
    ResultsAt,
    /// How many numbers were given.
    LastNumber,
    /// Where it stands.
    State,
    /// Whether a working copy is open beside the filing: 0 or 1.
    Editing,
    /// Number of the dossier.
    Number,
    /// Rank of its number.
    Serial,
    /// Code of the track.
    Track,
    /// Which filing is valid, by its rank.
    Filing,
    /// The eligible base.
    Base,
    /// The amount asked.
    Requested,
    /// Name of the lead.
    LeadName,
    /// SIRET of the lead.
    LeadSiret,
    /// SIREN of the lead.
    LeadSiren,
    /// Name of the project.
    Project,
    /// Codes of the departments.
    Departments,
    /// Place of the event in the chain and its hash.
    Anchor,
    /// What a rule found; the sense of a verdict; the outcome of a line.
    Outcome,
    /// What was decided of a finding.
    Decision,
    /// Why.
    Motive,
    /// Who did it.
    By,
    /// When it was done.
    At,
    /// The reviewer.
    Reviewer,
    /// The score of a criterion, in half points.
    Score(CriterionCode),
    /// The amount.
    Amount,
    /// The place on the reserve list.
    ReserveRank,
    /// Bytes.
    Size,
    /// Where the file is stored.
    Key,
    /// The piece that a document answers.
    Piece,
    /// The name of a file.
    FileName,
    /// The type of a file.
    MediaType,
}

/// What stands somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Nothing,
    /// A text, a code, a digest.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An amount.
    Money(Cents),
    /// An instant.
    At(Instant),
}

impl Value {
    /// A text.
    #[must_use]
    pub fn text(text: impl ToString) -> Self {
        Self::Text(text.to_string())
    }

    /// A value that may be missing.
    #[must_use]
    pub fn some<T>(value: Option<T>, make: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Nothing, make)
    }
}

/// An act of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its number.
    pub seq: i64,
    /// What was done.
    pub kind: EventKind,
    /// When.
    pub at: Instant,
}

/// A place where the tables and the journal do not say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The act that says otherwise; `None` when no act tells of what stands there.
    pub act: Option<Act>,
    /// The thing.
    pub thing: Thing,
    /// The number of its dossier, where it has one.
    pub number: Option<String>,
    /// What of it.
    pub field: Field,
    /// What stands in the table.
    pub stands: Value,
    /// What the act says.
    pub said: Value,
}
