//! The budget and its funding plan as facts, with bounds where the plan does not say whose money it is.

use super::{names::Fact, span::Span};
use crate::{
    answers::Answers,
    budget::{self, Figures, FunderKind, FunderLine, YearFigures},
    call::Call,
    expression::Exact,
    form::QuestionKind,
    money::Cents,
};

/// What is known of the money of a dossier.
#[derive(Debug)]
pub(super) struct MoneyFacts {
    /// Figures with the rows of the plan as they are.
    figures: Figures,
    /// The same, were every funder of unknown kind a local authority.
    at_most: Figures,
    /// What the largest local authority pays at most.
    largest_at_most: Cents,
    /// The funding plan is known.
    plan: bool,
}

impl MoneyFacts {
    /// `None` while there is no budget.
    pub(super) fn new(call: &Call, answers: &Answers, plan_known: bool) -> Option<Self> {
        let form = &call.form;
        let budget = form.budget(answers)?;
        let QuestionKind::Budget { years, accounts } = &form.question(form.reads.budget.as_ref()?)?.kind else {
            return None;
        };
        let plan = form.funding(answers);
        let could_be: Vec<FunderLine> = plan.iter().map(as_local_authority).collect();
        let at_most = budget::figures(budget, &could_be, *years, accounts);
        Some(Self {
            figures: budget::figures(budget, &plan, *years, accounts),
            largest_at_most: largest_at_most(&at_most),
            at_most,
            plan: plan_known,
        })
    }

    pub(super) fn years(&self) -> &[YearFigures] {
        &self.figures.years
    }

    /// The local authority that pays most.
    pub(super) fn largest(&self) -> Option<&budget::FunderTotal> {
        // The first of those that pay the same.
        self.figures.each_local_authority().fold(None, |best: Option<&budget::FunderTotal>, one| match best {
            Some(best) if best.total >= one.total => Some(best),
            _ => Some(one),
        })
    }

    /// A figure over all years.
    pub(super) fn total(&self, fact: Fact) -> Span {
        let total = &self.figures.total;
        let between = |low: Cents, high: Cents| Span::between(Exact::money(low), Exact::money(high));
        let with_plan = |low: Cents, high: Cents| match self.plan {
            true => between(low, high),
            false => Span { low: Some(Exact::money(low)), high: None },
        };
        match fact {
            Fact::Charges => between(total.charges, total.charges),
            Fact::EligibleBase if total.charges <= Cents::ZERO => Span::POSITIVE,
            Fact::EligibleBase => between(total.charges, total.charges),
            Fact::OwnIncome => between(total.own_income, total.own_income),
            Fact::Income => with_plan(total.income, total.income),
            Fact::Funding => with_plan(total.funding, total.funding),
            Fact::Public => with_plan(self.figures.public, self.at_most.public),
            Fact::LocalAuthorities => with_plan(self.figures.local_authorities, self.at_most.local_authorities),
            Fact::LargestLocalAuthority => {
                with_plan(self.largest().map_or(Cents::ZERO, |funder| funder.total), self.largest_at_most)
            }
            _ => Span::UNKNOWN,
        }
    }

    /// A figure of a year.
    pub(super) fn of_year(&self, year: &YearFigures, column: &str) -> Span {
        let known = |amount: Cents| Span::known(Exact::money(amount));
        match column {
            "charges" => known(year.charges),
            "own_income" => known(year.own_income),
            "in_kind_gap" => known(year.in_kind_income - year.in_kind_charges),
            "income" if self.plan => known(year.income),
            "gap" if self.plan => known(year.gap),
            _ => Span::UNKNOWN,
        }
    }
}

fn as_local_authority(line: &FunderLine) -> FunderLine {
    FunderLine { kind: line.kind.or(Some(FunderKind::LocalAuthority)), ..line.clone() }
}

/// A funder without a name may turn out to be any of the others.
fn largest_at_most(figures: &Figures) -> Cents {
    let (named, nameless): (Vec<_>, Vec<_>) =
        figures.each_local_authority().partition(|funder| !funder.name.trim().is_empty());
    let largest = named.iter().map(|funder| funder.total).max().unwrap_or_default();
    largest + nameless.iter().map(|funder| funder.total).sum()
}
