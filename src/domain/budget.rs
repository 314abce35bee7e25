//! The budget: charges and income by account and year, and what must balance.

use std::collections::BTreeMap;

use crate::{
    form::{Account, Side},
    money::{BasisPoints, Cents},
};

/// Amounts by account number, one per year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget(pub BTreeMap<String, Vec<Cents>>);

impl Budget {
    /// The amount of an account in a year counted from 0; nothing entered is zero.
    #[must_use]
    pub fn amount(&self, account: &str, year: usize) -> Cents {
        self.0.get(account).and_then(|years| years.get(year)).copied().unwrap_or(Cents::ZERO)
    }

    /// The sum of the accounts of a side in a year counted from 0.
    #[must_use]
    pub fn side(&self, accounts: &[Account], side: Side, year: usize) -> Cents {
        accounts.iter().filter(|account| account.side == side).map(|account| self.amount(&account.number, year)).sum()
    }
}

/// Who a funder of the plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FunderKind {
    /// The State, apart from the grant asked.
    State,
    /// A region, a department, a group of municipalities, a municipality.
    LocalAuthority,
    /// European funds.
    Europe,
    /// Another public body.
    OtherPublic,
    /// Private money.
    Private,
}

impl FunderKind {
    /// The words of files for the kinds.
    pub const WORDS: [&str; 5] = ["state", "local_authority", "europe", "other_public", "private"];

    /// Reads one of [`Self::WORDS`].
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        match value {
            "state" => Some(Self::State),
            "local_authority" => Some(Self::LocalAuthority),
            "europe" => Some(Self::Europe),
            "other_public" => Some(Self::OtherPublic),
            "private" => Some(Self::Private),
            _ => None,
        }
    }

    /// Whether its money is public.
    #[must_use]
    pub fn is_public(self) -> bool {
        self != Self::Private
    }
}

/// A line of the funding plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunderLine {
    /// Name, empty when none was given.
    pub name: String,
    /// Kind; `None` when none was chosen.
    pub kind: Option<FunderKind>,
    /// Amounts of the years, in order.
    pub years: Vec<Cents>,
}

impl FunderLine {
    fn paid(&self, year: usize) -> Cents {
        self.years.get(year).copied().unwrap_or(Cents::ZERO)
    }
}

/// What one funder pays over all years: lines of the same name and kind taken together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunderTotal {
    /// Name, as first written; empty when no name was given.
    pub name: String,
    /// Kind; `None` when none was chosen.
    pub kind: Option<FunderKind>,
    /// Sum over the years.
    pub total: Cents,
}

/// Figures of one year, or of all years together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YearFigures {
    /// Charges in money.
    pub charges: Cents,
    /// Own income: sales, dues and the like, without subsidies.
    pub own_income: Cents,
    /// The funding plan, without the grant asked.
    pub funding: Cents,
    /// The grant asked.
    pub requested: Cents,
    /// Own income, funding plan and grant asked together.
    pub income: Cents,
    /// Income less charges: zero when the year balances.
    pub gap: Cents,
    /// Use of contributions in kind (account 86).
    pub in_kind_charges: Cents,
    /// Source of contributions in kind (account 87).
    pub in_kind_income: Cents,
    /// Own income as a share of the charges; `None` without charges.
    pub self_financing: Option<BasisPoints>,
    /// The same with contributions in kind on both sides.
    pub self_financing_in_kind: Option<BasisPoints>,
}

impl YearFigures {
    /// Whether income equals charges in money, and 87 equals 86.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.gap == Cents::ZERO && self.in_kind_charges == self.in_kind_income
    }

    fn close(mut self) -> Self {
        self.income = self.own_income + self.funding + self.requested;
        self.gap = self.income - self.charges;
        self.self_financing = self.own_income.share_of(self.charges);
        self.self_financing_in_kind =
            (self.own_income + self.in_kind_income).share_of(self.charges + self.in_kind_charges);
        self
    }
}

/// What is computed from a budget and a funding plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Year by year.
    pub years: Vec<YearFigures>,
    /// All years together.
    pub total: YearFigures,
    /// Funders in the order of the plan.
    pub funders: Vec<FunderTotal>,
    /// What all local authorities pay.
    pub local_authorities: Cents,
    /// All public money, the grant asked included.
    pub public: Cents,
}

impl Figures {
    /// The grant asked, over all years.
    #[must_use]
    pub fn requested(&self) -> Cents {
        self.total.requested
    }

    /// What rates and caps are counted on: all charges in money.
    #[must_use]
    pub fn eligible_base(&self) -> Cents {
        self.total.charges
    }

    /// Local authorities one by one.
    pub fn each_local_authority(&self) -> impl Iterator<Item = &FunderTotal> {
        self.funders.iter().filter(|funder| funder.kind == Some(FunderKind::LocalAuthority))
    }
}

/// Computes the figures of a budget of `years` years with its funding plan.
#[must_use]
pub fn figures(budget: &Budget, plan: &[FunderLine], years: usize, accounts: &[Account]) -> Figures {
    let mut figures = Figures::default();
    let total = &mut figures.total;
    for year in 0..years {
        let side = |side| budget.side(accounts, side, year);
        let of_year = YearFigures {
            charges: side(Side::Charges),
            own_income: side(Side::Income),
            funding: plan.iter().map(|line| line.paid(year)).sum(),
            requested: side(Side::Requested),
            in_kind_charges: side(Side::InKindCharges),
            in_kind_income: side(Side::InKindIncome),
            ..YearFigures::default()
        };
        total.charges += of_year.charges;
        total.own_income += of_year.own_income;
        total.funding += of_year.funding;
        total.requested += of_year.requested;
        total.in_kind_charges += of_year.in_kind_charges;
        total.in_kind_income += of_year.in_kind_income;
        figures.years.push(of_year.close());
    }
    figures.total = figures.total.close();
    figures.public = figures.total.requested;
    for line in plan {
        let (name, kind) = (line.name.as_str(), line.kind);
        let sum: Cents = (0..years).map(|year| line.paid(year)).sum();
        if kind == Some(FunderKind::LocalAuthority) {
            figures.local_authorities += sum;
        }
        if kind.is_some_and(FunderKind::is_public) {
            figures.public += sum;
        }
        // An authority written on two lines is one authority for its cap.
        let same =
            |funder: &&mut FunderTotal| !name.is_empty() && funder.kind == kind && key(&funder.name) == key(name);
        match figures.funders.iter_mut().find(same) {
            Some(funder) => funder.total += sum,
            None => figures.funders.push(FunderTotal { name: name.to_owned(), kind, total: sum }),
        }
    }
    figures
}

/// A name without case nor extra spaces.
fn key(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
