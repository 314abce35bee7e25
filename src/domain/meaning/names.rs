//! What names mean: columns of the row at hand, questions of the form, facts of the dossier and of its track.

use crate::{
    call::{Call, Track},
    expression::{Function, Kind, Node, Sort},
    form::{Form, Question},
};

/// What is known of a dossier apart from its answers, or computed from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The track of the dossier.
    Track,
    /// Least amount of the track.
    RequestedMin,
    /// Largest amount of the track.
    RequestedMax,
    /// Shortest duration of the track.
    MonthsMin,
    /// Longest duration of the track.
    MonthsMax,
    /// Largest share of the charges that the track pays.
    RateMax,
    /// Cap of one local authority.
    CapOneLocalAuthority,
    /// Cap of all local authorities.
    CapAllLocalAuthorities,
    /// Cap of public money.
    CapAllPublic,
    /// The grant asked.
    Requested,
    /// All charges in money.
    Charges,
    /// The same, not known while there are none: what shares are counted on.
    EligibleBase,
    /// All income in money.
    Income,
    /// Own income, without subsidies.
    OwnIncome,
    /// The funding plan, without the grant asked.
    Funding,
    /// All public money, the grant asked included.
    Public,
    /// What all local authorities pay.
    LocalAuthorities,
    /// What the local authority that pays most pays.
    LargestLocalAuthority,
    /// The budget year by year.
    Years,
    /// When the filing arrived.
    FiledAt,
    /// The first late instant.
    ClosesAt,
    /// Every owed answer and piece is there.
    Complete,
    /// The dossier is the one that is kept of its lead on its track.
    KeptByLead,
    /// Only a person can tell: never known.
    JudgedByAPerson,
}

/// Names of facts, and the sort of each.
pub const FACTS: [(&str, Fact, Sort); 24] = [
    ("track", Fact::Track, Sort::Choice),
    ("track.requested_min", Fact::RequestedMin, Sort::Money),
    ("track.requested_max", Fact::RequestedMax, Sort::Money),
    ("track.months_min", Fact::MonthsMin, Sort::Number),
    ("track.months_max", Fact::MonthsMax, Sort::Number),
    ("track.rate_max", Fact::RateMax, Sort::Percent),
    ("caps.one_local_authority", Fact::CapOneLocalAuthority, Sort::Percent),
    ("caps.all_local_authorities", Fact::CapAllLocalAuthorities, Sort::Percent),
    ("caps.all_public", Fact::CapAllPublic, Sort::Percent),
    ("budget.requested", Fact::Requested, Sort::Money),
    ("budget.charges", Fact::Charges, Sort::Money),
    ("budget.eligible_base", Fact::EligibleBase, Sort::Money),
    ("budget.income", Fact::Income, Sort::Money),
    ("budget.own_income", Fact::OwnIncome, Sort::Money),
    ("budget.funding", Fact::Funding, Sort::Money),
    ("budget.public", Fact::Public, Sort::Money),
    ("budget.local_authorities", Fact::LocalAuthorities, Sort::Money),
    ("budget.largest_local_authority", Fact::LargestLocalAuthority, Sort::Money),
    ("budget.years", Fact::Years, Sort::Table),
    ("filed_at", Fact::FiledAt, Sort::Moment),
    ("closes_at", Fact::ClosesAt, Sort::Moment),
    ("complete", Fact::Complete, Sort::YesNo),
    ("kept_by_lead", Fact::KeptByLead, Sort::YesNo),
    ("judged_by_a_person", Fact::JudgedByAPerson, Sort::YesNo),
];

/// Columns of `budget.years`.
pub const YEAR_COLUMNS: [(&str, Sort); 6] = [
    ("number", Sort::Number),
    ("charges", Sort::Money),
    ("income", Sort::Money),
    ("own_income", Sort::Money),
    ("gap", Sort::Money),
    ("in_kind_gap", Sort::Money),
];

impl Fact {
    /// The fact of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<(Self, Sort)> {
        FACTS.iter().find(|(known, ..)| *known == name).map(|(_, fact, sort)| (*fact, *sort))
    }

    /// Whether it is known of a dossier as a whole only, so that no condition of the form may look at it.
    #[must_use]
    pub const fn is_of_the_whole(self) -> bool {
        matches!(self, Self::FiledAt | Self::Complete | Self::KeptByLead | Self::JudgedByAPerson)
    }

    /// The questions that it is computed from, as the form says which they are.
    #[must_use]
    pub fn questions(self, form: &Form) -> Vec<&str> {
        let budget = form.reads.budget.as_deref();
        let plan = form.reads.funding.as_ref().map(|known| known.table.as_str());
        let found = match self {
            Self::Requested => vec![Some(form.requested_question())],
            Self::Charges | Self::EligibleBase | Self::OwnIncome => vec![budget],
            Self::Income | Self::Public | Self::Years => vec![budget, plan],
            Self::Funding | Self::LocalAuthorities | Self::LargestLocalAuthority => vec![plan, budget],
            _ => Vec::new(),
        };
        found.into_iter().flatten().collect()
    }

    /// The role that a question of the form must play for it to be known, when none does.
    #[must_use]
    pub fn needs(self, form: &Form) -> Option<&'static str> {
        let of_budget = matches!(
            self,
            Self::Charges | Self::EligibleBase | Self::Income | Self::OwnIncome | Self::Public | Self::Years
        );
        let of_plan = matches!(self, Self::Funding | Self::LocalAuthorities | Self::LargestLocalAuthority);
        match (form.reads.budget.is_some(), form.reads.funding.is_some()) {
            (false, _) if of_budget || of_plan => Some("budget"),
            (_, false) if of_plan => Some("funding"),
            _ => None,
        }
    }

    /// Whether it is a limit that this call sets nowhere, or that the track at hand does not set.
    #[must_use]
    pub fn is_unset(self, call: &Call, track: Option<&Track>) -> bool {
        let unset = |is_set: fn(&Track) -> bool| match track {
            Some(track) => !is_set(track),
            None => !call.tracks.iter().any(is_set),
        };
        match self {
            Self::MonthsMin => unset(|track| track.months_min.is_some()),
            Self::MonthsMax => unset(|track| track.months_max.is_some()),
            Self::RateMax => unset(|track| track.rate_max.is_some()),
            Self::CapOneLocalAuthority => call.caps.one_local_authority.is_none(),
            Self::CapAllLocalAuthorities => call.caps.all_local_authorities.is_none(),
            Self::CapAllPublic => call.caps.all_public.is_none(),
            _ => false,
        }
    }
}

/// Columns of the rows that a function goes through.
#[derive(Clone, Copy, Debug)]
pub(super) enum Columns<'c> {
    /// Those of a table of the form.
    Form(&'c [Question]),
    /// Those of `budget.years`.
    Years,
}

/// What a name means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning<'c> {
    /// A column of a row at hand: how many rows further out, 0 for the innermost.
    Cell(usize, &'c Question),
    /// A figure of a year at hand.
    YearFigure(usize, &'static str, Sort),
    /// A question.
    Question(&'c Question),
    /// A column of a table, all rows: `members.siret`.
    Column(&'c Question, &'c Question),
    /// A fact.
    Fact(Fact, Sort),
}

/// Finds what a name means among the rows at hand (the innermost last), facts and questions.
pub(super) fn find<'c>(call: &'c Call, rows: &[Columns<'c>], name: &str) -> Option<Meaning<'c>> {
    for (out, columns) in rows.iter().rev().enumerate() {
        let found = match columns {
            Columns::Form(columns) => {
                columns.iter().find(|column| column.code == name).map(|column| Meaning::Cell(out, column))
            }
            Columns::Years => YEAR_COLUMNS
                .iter()
                .find(|(column, _)| *column == name)
                .map(|(column, sort)| Meaning::YearFigure(out, column, *sort)),
        };
        if found.is_some() {
            return found;
        }
    }
    if let Some((fact, sort)) = Fact::named(name) {
        return Some(Meaning::Fact(fact, sort));
    }
    if let Some(question) = call.form.question(name) {
        return Some(Meaning::Question(question));
    }
    let (table, column) = name.split_once('.')?;
    let table = call.form.question(table)?;
    table.columns().iter().find(|known| known.code == column).map(|column| Meaning::Column(table, column))
}

/// Every name that could stand here, for suggestions.
pub(super) fn known<'c>(call: &'c Call, rows: &[Columns<'c>]) -> Vec<String> {
    let mut names: Vec<String> = FACTS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    for columns in rows {
        match columns {
            Columns::Form(columns) => names.extend(columns.iter().map(|column| column.code.clone())),
            Columns::Years => names.extend(YEAR_COLUMNS.iter().map(|(column, _)| (*column).to_owned())),
        }
    }
    for question in call.form.questions() {
        names.push(question.code.clone());
        names.extend(question.columns().iter().map(|column| format!("{}.{}", question.code, column.code)));
    }
    names
}

/// Calls `see` with every name of a part and what it means where it stands.
pub(super) fn visit<'c>(call: &'c Call, rows: &[Columns<'c>], node: &Node, see: &mut dyn FnMut(&str, Meaning<'c>)) {
    let within = |columns: Columns<'c>| rows.iter().copied().chain([columns]).collect::<Vec<_>>();
    match &node.kind {
        Kind::Name(name) => {
            if let Some(meaning) = find(call, rows, name) {
                see(name, meaning);
            }
        }
        Kind::Call(Function::Documents, _) => node.each_name(&mut |code| {
            if let Some(question) = call.form.question(code) {
                see(code, Meaning::Question(question));
            }
        }),
        Kind::Call(Function::Answered, questions) => {
            for name in questions.iter().filter_map(|question| question.value.as_name()) {
                let cell = find(call, rows, name).filter(|meaning| matches!(meaning, Meaning::Cell(..)));
                if let Some(meaning) = cell.or_else(|| call.form.question(name).map(Meaning::Question)) {
                    see(name, meaning);
                }
            }
        }
        Kind::Call(Function::CountDistinct, arguments) => {
            for argument in arguments {
                visit(call, rows, &argument.value, see);
                let table = argument.value.table_of_column().and_then(|table| call.form.question(table));
                let inner = table.map_or_else(|| rows.to_vec(), |table| within(Columns::Form(table.columns())));
                argument.condition.iter().for_each(|condition| visit(call, &inner, condition, see));
            }
        }
        Kind::Call(_, arguments) => {
            let Some((first, rest)) = arguments.split_first() else { return };
            visit(call, rows, &first.value, see);
            let inner = match first.value.as_name().and_then(|name| find(call, rows, name)) {
                Some(Meaning::Question(table)) => within(Columns::Form(table.columns())),
                Some(Meaning::Fact(Fact::Years, _)) => within(Columns::Years),
                _ => rows.to_vec(),
            };
            rest.iter().for_each(|argument| visit(call, &inner, &argument.value, see));
        }
        _ => node.each_part(&mut |part| visit(call, rows, part, see)),
    }
}

/// The questions that a part looks at, each once and in order: a column of all rows gives its table, a fact the
/// questions that it is computed from. Columns of rows at hand from the start are not among them.
pub(super) fn questions(call: &Call, rows: &[Columns<'_>], node: &Node) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |code: &str| {
        if !found.iter().any(|known| known == code) {
            found.push(code.to_owned());
        }
    };
    visit(call, rows, node, &mut |_, meaning| match meaning {
        Meaning::Question(question) | Meaning::Column(question, _) => add(&question.code),
        Meaning::Fact(fact, _) => fact.questions(&call.form).into_iter().for_each(&mut add),
        Meaning::Cell(..) | Meaning::YearFigure(..) => {}
    });
    found
}
