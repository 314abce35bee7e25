//! Who may do what: one table, and one rule for what a refusal reveals.
//!
//! A role here is already relative to the subject: `Owner` of *this* dossier, `CaseOfficer` of *this* call.
//! Conflicts of interest, states and deadlines are decided elsewhere, after this.

use crate::interests::Interests;

/// What an actor is to the subject of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Anonymous.
    Visitor,
    /// Signed in.
    Account,
    /// The dossier is theirs.
    Owner,
    /// Runs the call.
    CallManager,
    /// Checks the dossiers of the call.
    CaseOfficer,
    /// Scores dossiers of the call.
    Reviewer,
    /// Sits on the committee of the call.
    CommitteeMember,
    /// Chairs it.
    Chair,
    /// Keeps its minutes.
    Secretary,
    /// Signs the decision.
    DecidingAuthority,
    /// Administers the platform.
    Operator,
    /// Holds a personal link.
    LinkHolder,
    /// The worker that runs jobs.
    Worker,
    /// The command line, on the server.
    CommandLine,
}

use Role::{
    Account, CallManager, CaseOfficer, Chair, CommandLine, CommitteeMember, DecidingAuthority, LinkHolder, Operator,
    Owner, Reviewer, Secretary, Visitor, Worker,
};

impl Role {
    /// All roles, in the order of the table.
    pub const ALL: [Self; 14] = [
        Visitor,
        Account,
        Owner,
        CallManager,
        CaseOfficer,
        Reviewer,
        CommitteeMember,
        Chair,
        Secretary,
        DecidingAuthority,
        Operator,
        LinkHolder,
        Worker,
        CommandLine,
    ];

    /// Roles that are given to a person on a call, with their stored names.
    pub const ON_CALL: [(Self, &'static str); 7] = [
        (CallManager, "call_manager"),
        (CaseOfficer, "case_officer"),
        (Reviewer, "reviewer"),
        (CommitteeMember, "committee_member"),
        (Chair, "chair"),
        (Secretary, "secretary"),
        (DecidingAuthority, "deciding_authority"),
    ];

    /// The stored name of a role that is given on a call.
    #[must_use]
    pub fn name_on_call(self) -> Option<&'static str> {
        Self::ON_CALL.iter().find(|(role, _)| *role == self).map(|(_, name)| *name)
    }

    /// From the stored name of a role that is given on a call.
    #[must_use]
    pub fn parse_on_call(name: &str) -> Option<Self> {
        Self::ON_CALL.iter().find(|(_, stored)| *stored == name).map(|(role, _)| *role)
    }
}

/// What a refusal must not reveal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Concern {
    /// Everybody knows that it exists.
    Known,
    /// A dossier: only its owner and those who run the call may know that it exists.
    Dossier,
    /// The work of a call's staff: only they may know of it.
    Staff,
    /// The administration of the platform.
    Platform,
}

macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident: $concern:ident [$($role:ident),*];)+) => {
        /// Everything that the product does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $($(#[$doc])* $action),+ }

        impl Action {
            /// All actions, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$action),+];
        }

        /// The table: each action, what its refusal must not reveal, who may do it.
        const TABLE: &[(Action, Concern, &[Role])] = &[$((Action::$action, Concern::$concern, &[$($role),*])),+];
    };
}

actions! {
    /// Read what is public.
    ReadPublicPages: Known [Visitor, Account];
    /// Open an account.
    SignUp: Known [Visitor];
    /// Sign in.
    SignIn: Known [Visitor, Account];
    /// Change one's own name, password, sessions.
    ManageOwnAccount: Known [Account];
    /// Start a dossier.
    StartDossier: Known [Account];
    /// Read one's dossier.
    ReadOwnDossier: Dossier [Owner];
    /// Save answers.
    EditDossier: Dossier [Owner];
    /// Join or remove a document.
    JoinDocument: Dossier [Owner];
    /// File the dossier.
    SubmitDossier: Dossier [Owner];
    /// Open a working copy beside the filing.
    ReopenDossier: Dossier [Owner];
    /// Withdraw the dossier.
    WithdrawDossier: Dossier [Owner];
    /// Read a document: one's own, or one of a filed dossier that one checks or was given to review.
    ReadDocument: Dossier [Owner, CallManager, CaseOfficer, Reviewer];
    /// Read the receipt of a filing.
    ReadReceipt: Dossier [Owner, CallManager, CaseOfficer];
    /// See where the dossier stands.
    ReadFollowUp: Dossier [Owner];
    /// Import a call's file.
    ImportCall: Platform [Operator, CommandLine];
    /// Make a call public.
    PublishCall: Staff [CallManager, CommandLine];
    /// See the progress of the call.
    ReadDashboard: Staff [CallManager];
    /// Give and take roles on the call.
    ManageRoles: Staff [CallManager, Operator, CommandLine];
    /// Give dossiers to reviewers.
    AssignReviewers: Staff [CallManager];
    /// See the queue of dossiers to check.
    ReadQueue: Staff [CallManager, CaseOfficer];
    /// Read a filed dossier to check it.
    ReadDossierAsOfficer: Staff [CallManager, CaseOfficer];
    /// Confirm or override a finding.
    DecideFinding: Staff [CaseOfficer];
    /// Give a verdict of admissibility or eligibility.
    GiveVerdict: Staff [CaseOfficer];
    /// Correct the eligible base.
    CorrectBase: Staff [CaseOfficer];
    /// Declare one's interests.
    DeclareInterests: Staff [
        CallManager, CaseOfficer, Reviewer, CommitteeMember, Chair, Secretary, DecidingAuthority
    ];
    /// Read a dossier that one was given to review.
    ReadAssignedDossier: Staff [Reviewer];
    /// Give an assignment back.
    ReturnAssignment: Staff [Reviewer];
    /// Save a review.
    SaveReview: Staff [Reviewer];
    /// Submit a review.
    SubmitReview: Staff [Reviewer];
    /// Read the ranking.
    ReadRanking: Staff [CallManager, CommitteeMember, Chair, Secretary, DecidingAuthority];
    /// Freeze the ranking for the committee.
    FreezeRanking: Staff [CallManager];
    /// Edit the committee's proposal.
    EditProposal: Staff [Chair, Secretary];
    /// Adopt the proposal as chair.
    AdoptAsChair: Staff [Chair];
    /// Adopt the proposal as secretary.
    AdoptAsSecretary: Staff [Secretary];
    /// Sign the decision.
    SignDecision: Staff [DecidingAuthority];
    /// Publish the results.
    PublishResults: Staff [CallManager];
    /// Read the journal of the call.
    ReadJournal: Staff [CallManager, DecidingAuthority];
    /// Take the journal away.
    ExportJournal: Staff [CallManager, DecidingAuthority, CommandLine];
    /// Erase what is personal of a dossier or an act whose keeping has ended.
    EraseContent: Staff [CommandLine];
    /// Read the mails that a demonstration would have sent; the page exists in no other installation.
    ReadSentMail: Known [Visitor, Account];
    /// Confirm the address of a new account.
    ConfirmAddress: Known [LinkHolder];
    /// Choose a new password.
    ChoosePassword: Known [LinkHolder];
    /// Choose a first password.
    AcceptInvitation: Known [LinkHolder];
    /// Edit institutions.
    ManageInstitutions: Platform [Operator, CommandLine];
    /// Edit accounts.
    ManageAccounts: Platform [Operator, CommandLine];
    /// See the jobs that failed, and have them tried again.
    ManageJobs: Platform [Operator, CommandLine];
    /// Have the journal of a call and the tables verified, and read where they differ.
    VerifyJournal: Platform [Operator, CommandLine];
    /// Run jobs of the queue.
    RunJobs: Platform [Worker, CommandLine];
}

impl Action {
    /// Whether whoever was asked for this action may be doing that one with the same form: itself, or a part of it.
    #[must_use]
    pub const fn covers(self, done: Self) -> bool {
        // A review is saved with what its form holds before it is submitted.
        matches!((self, done), (Self::SubmitReview, Self::SaveReview)) || self as usize == done as usize
    }

    /// Whether staff do this only once they have declared their interests: everything by which somebody reads or
    /// judges what was filed, alone or as a part of a list, a sum or a journal.
    #[must_use]
    pub const fn wants_declaration(self) -> bool {
        match self {
            Self::ReadDocument
            | Self::ReadReceipt
            | Self::ReadDashboard
            | Self::ReadQueue
            | Self::AssignReviewers
            | Self::ReadDossierAsOfficer
            | Self::DecideFinding
            | Self::GiveVerdict
            | Self::CorrectBase
            | Self::ReadAssignedDossier
            | Self::ReturnAssignment
            | Self::SaveReview
            | Self::SubmitReview
            | Self::ReadRanking
            | Self::FreezeRanking
            | Self::EditProposal
            | Self::AdoptAsChair
            | Self::AdoptAsSecretary
            | Self::SignDecision
            | Self::PublishResults
            | Self::ReadJournal
            | Self::ExportJournal => true,
            Self::ReadPublicPages
            | Self::SignUp
            | Self::ConfirmAddress
            | Self::ChoosePassword
            | Self::AcceptInvitation
            | Self::SignIn
            | Self::ManageOwnAccount
            | Self::StartDossier
            | Self::ReadOwnDossier
            | Self::EditDossier
            | Self::JoinDocument
            | Self::SubmitDossier
            | Self::ReopenDossier
            | Self::WithdrawDossier
            | Self::ReadFollowUp
            | Self::ImportCall
            | Self::PublishCall
            | Self::ManageRoles
            | Self::DeclareInterests
            | Self::EraseContent
            | Self::ReadSentMail
            | Self::ManageInstitutions
            | Self::ManageAccounts
            | Self::ManageJobs
            | Self::VerifyJournal
            | Self::RunJobs => false,
        }
    }
}

/// Whether something public is not there yet for somebody while the call is not published: it is for those who run it.
#[must_use]
pub fn awaits_publication(action: Action, roles: &[Role]) -> bool {
    action == Action::ReadPublicPages && decide(roles, Action::ReadDashboard) != Decision::Allowed
}

/// Whether somebody who may do something must declare their interests first. They can once filing has closed, when
/// the list of dossiers is whole; what is done by a role on the call is asked, what an applicant does with their own
/// dossier or a machine with its work is not. It ends when no decision can touch the thing any more: a dossier on
/// reserve is still asked for when the results are public.
#[must_use]
pub fn must_declare(
    action: Action,
    roles: &[Role],
    interests: &Interests,
    filing_closed: bool,
    undecided: bool,
) -> bool {
    let allows = |role: &Role| TABLE.iter().any(|(listed, _, allowed)| *listed == action && allowed.contains(role));
    let otherwise = roles.iter().any(|role| role.name_on_call().is_none() && allows(role));
    action.wants_declaration() && interests.owed() && filing_closed && undecided && !otherwise
}

/// Whether an action is the applicant's alone: what somebody is on the call has no say in it, so it need not be read.
#[must_use]
pub fn is_owners_alone(action: Action) -> bool {
    TABLE.iter().any(|(listed, _, allowed)| *listed == action && *allowed == [Owner])
}

/// The answer to « may they? ».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allowed,
    /// No, and they may know that the thing exists (403).
    Forbidden,
    /// No, and they may not even know (404).
    Hidden,
    /// Not before they sign in.
    SignInRequired,
}

/// Decides whether an actor with these roles may do an action. No role at all is a visitor.
#[must_use]
pub fn decide(roles: &[Role], action: Action) -> Decision {
    let Some((_, concern, allowed)) = TABLE.iter().find(|(listed, ..)| *listed == action) else {
        return Decision::Hidden;
    };
    if roles.iter().any(|role| allowed.contains(role)) || (roles.is_empty() && allowed.contains(&Visitor)) {
        return Decision::Allowed;
    }
    if roles.iter().all(|role| *role == Visitor) {
        return Decision::SignInRequired;
    }
    let on_call = roles.iter().any(|role| role.name_on_call().is_some());
    let machine = roles.iter().any(|role| matches!(role, Worker | CommandLine));
    let runs_call = roles.iter().any(|role| matches!(role, CallManager | CaseOfficer));
    let may_know = machine
        || match concern {
            Concern::Known => true,
            Concern::Dossier => runs_call || roles.contains(&Owner),
            Concern::Staff => on_call,
            Concern::Platform => roles.contains(&Operator),
        };
    if may_know { Decision::Forbidden } else { Decision::Hidden }
}
