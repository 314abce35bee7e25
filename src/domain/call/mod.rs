//! What a call is: its texts, calendar, money, form, pieces, rules and grid.
//!
//! A [`Call`] is a checked definition, made only by [`crate::call_file::check`]: references resolve,
//! weights make 100, the envelope is the sum of its tracks and of its funders.
//! Nothing here knows how a definition is stored or shown.

mod grid;

pub use grid::{Criterion, Grid, Letter, Scale};

use crate::{
    expression::Node,
    form::Form,
    money::{BasisPoints, Cents},
    time::{Instant, LocalDate, Zone},
};

/// Short name in addresses and files: `ptce-2013`.
pub type Slug = String;
/// `emergence`, `consolidation`.
pub type TrackCode = String;
/// `C1`…
pub type CriterionCode = String;
/// `statuts`, `rib`… A kind of piece that the call asks for.
pub type PieceCode = String;
/// A score in half points: 7 is 3,5.
pub type HalfPoints = u8;

/// One immutable revision of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Short name in addresses, files and receipts.
    pub slug: Slug,
    /// Prefix of the numbers of its dossiers: `2013`.
    pub number_prefix: String,
    /// Full title.
    pub title: String,
    /// Where the definition comes from and what in it is proposed by the editor.
    pub notice: String,
    /// Dossiers and amounts of this call are invented (demonstration).
    pub fictitious: bool,
    /// One paragraph for lists.
    pub summary: String,
    /// Paragraphs of « what », « for whom », and the allocation of the money in plain words.
    pub purpose: Vec<String>,
    /// Who may apply, a line each.
    pub audience: Vec<String>,
    /// Ways to appeal and the law that the decision rests on, a line each.
    pub appeals: Vec<String>,
    /// Who answers questions.
    pub contact: Contact,
    /// Zone in which its dates are read and shown.
    pub zone: Zone,
    /// Dates.
    pub calendar: Calendar,
    /// Total to be shared, the sum of the tracks and of the funders.
    pub envelope: Cents,
    /// Who pays what part of the envelope.
    pub funders: Vec<Funder>,
    /// Tracks, in the order of the file.
    pub tracks: Vec<Track>,
    /// Caps on public money.
    pub caps: Caps,
    /// The form, in steps.
    pub form: Form,
    /// Pieces to be joined.
    pub pieces: Vec<Piece>,
    /// Admissibility and eligibility rules, in the order of the file.
    pub rules: Vec<Rule>,
    /// How dossiers are scored.
    pub grid: Grid,
    /// How the envelope is shared.
    pub allocation: AllocationPolicy,
}

/// The service that answers for the call (CRPA R112-11-1 asks for it on receipts).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Name of the service.
    pub service: String,
    /// E-mail address.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Postal address, on one line.
    pub address: String,
}

/// Dates of a call. Its state is derived from instants, never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Filing opens.
    pub opens: Instant,
    /// The first instant at which a filing is late.
    pub closes: Instant,
    /// Later steps with their planned dates, in order.
    pub steps: Vec<CalendarStep>,
}

/// A planned step after closing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarStep {
    /// Its name on the public page.
    pub label: String,
    /// First day.
    pub from: LocalDate,
    /// Last day.
    pub until: LocalDate,
}

/// Where a call stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Filing has not begun.
    NotYet,
    /// Dossiers can be filed.
    Open,
    /// The deadline has passed.
    Closed,
}

impl Calendar {
    /// Whether dossiers can be filed at `now`.
    #[must_use]
    pub fn window(&self, now: Instant) -> Window {
        if now < self.opens {
            Window::NotYet
        } else if now < self.closes {
            Window::Open
        } else {
            Window::Closed
        }
    }
}

/// A body that pays part of the envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funder {
    /// Its name.
    pub name: String,
    /// Its part.
    pub amount: Cents,
}

/// A track: a kind of project with its own money and conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// Code in files and addresses.
    pub code: TrackCode,
    /// Name on screen.
    pub name: String,
    /// Which projects it is for.
    pub idea: String,
    /// Its part of the envelope.
    pub envelope: Cents,
    /// Least amount that can be asked.
    pub requested_min: Cents,
    /// Largest amount that can be asked.
    pub requested_max: Cents,
    /// Shortest duration, in months.
    pub months_min: Option<i64>,
    /// Longest duration, in months.
    pub months_max: Option<i64>,
    /// Largest share of the eligible cost that the grant may pay.
    pub rate_max: Option<BasisPoints>,
}

/// Largest shares of the eligible cost that public bodies may pay; `None` where the call sets no cap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caps {
    /// One local authority.
    pub one_local_authority: Option<BasisPoints>,
    /// All local authorities together.
    pub all_local_authorities: Option<BasisPoints>,
    /// All public money together.
    pub all_public: Option<BasisPoints>,
}

/// A piece that the call asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Code.
    pub code: PieceCode,
    /// Name on screen.
    pub label: String,
    /// What exactly is expected.
    pub help: String,
    /// Who owes it.
    pub owed: Owed,
    /// How many files at most.
    pub files_max: usize,
}

/// Who owes a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owed {
    /// Every dossier.
    Always,
    /// Dossiers for which this holds.
    When(Node),
    /// Nobody: it may be joined.
    Optional,
}

/// What a broken rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The dossier cannot be filed.
    BlocksFiling,
    /// It can be filed: the applicant is warned, the officer judges.
    Finding,
}

/// Which of the two verdicts a rule speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Recevabilité: ADM-….
    Admissibility,
    /// Éligibilité: ELI-….
    Eligibility,
}

/// A rule of the call: what must hold, its text and its article.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// `ADM-1`, `ELI-8`.
    pub id: String,
    /// Title on screen.
    pub title: String,
    /// What it asks, in one or two sentences.
    pub text: String,
    /// The article of the call's rules that it applies.
    pub article: String,
    /// What breaking it does.
    pub effect: Effect,
    /// The rule is respected when this holds.
    pub holds: Node,
}

stored_names!(Verdict {
    Admissibility = "admissibility",
    Eligibility = "eligibility",
});

impl Rule {
    /// The verdict that the rule speaks to, by its identifier.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.id.starts_with("ADM-") { Verdict::Admissibility } else { Verdict::Eligibility }
    }
}

/// How the envelope of a track is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllocationPolicy {
    /// `merit-stop`: in rank order, stop at the first award that does not fit.
    MeritStop,
}

impl Call {
    /// Finds a track.
    #[must_use]
    pub fn track(&self, code: &str) -> Option<&Track> {
        self.tracks.iter().find(|track| track.code == code)
    }

    /// Whether another revision has the same envelopes, tracks and ceilings.
    #[must_use]
    pub fn has_money_of(&self, other: &Self) -> bool {
        let money = |call: &Self| {
            let track = |one: &Track| (one.code.clone(), one.name.clone(), one.envelope, one.requested_max);
            (call.envelope, call.tracks.iter().map(track).collect::<Vec<_>>())
        };
        money(self) == money(other)
    }

    /// Whether there are several tracks: with only one, nobody chooses and no page names it.
    #[must_use]
    pub fn has_tracks(&self) -> bool {
        self.tracks.len() > 1
    }

    /// The name of a track where the call has several; empty where it has only one.
    #[must_use]
    pub fn track_label<'a>(&'a self, code: &'a str) -> &'a str {
        if self.has_tracks() { self.track(code).map_or(code, |track| &track.name) } else { "" }
    }

    /// Whether awards are limited by a base of eligible costs, which officers may correct.
    #[must_use]
    pub fn has_base(&self) -> bool {
        self.form.reads.budget.is_some()
    }

    /// Finds a kind of piece.
    #[must_use]
    pub fn piece(&self, code: &str) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.code == code)
    }
}
