//! Rules on money: request, co-financing, balance, de minimis. All comparisons are exact.

use super::{Evidence, Facts, Judgement, Outcome, ShareOf, completeness::missing};
use crate::{
    budget::{self, Figures, FunderKind},
    form::{QuestionKind, Side, codes},
    money::Cents,
};

/// The figures of the budget with its funding plan; `None` while there is no budget.
fn figures(facts: &Facts<'_>) -> Option<Figures> {
    let budget = facts.answers.budget()?;
    match &facts.call.form.question(codes::BUDGET)?.kind {
        QuestionKind::Budget { years, accounts } => {
            Some(budget::figures(budget, facts.answers.rows(codes::FUNDING), *years, accounts))
        }
        _ => None,
    }
}

/// The grant asked; `None` while no line of the budget says it.
fn requested(facts: &Facts<'_>) -> Option<Cents> {
    let budget = facts.answers.budget()?;
    let QuestionKind::Budget { accounts, .. } = &facts.call.form.question(codes::BUDGET)?.kind else { return None };
    let entered = |number: &String| budget.0.contains_key(number);
    let said = accounts.iter().any(|account| account.side == Side::Requested && entered(&account.number));
    said.then(|| figures(facts).map(|figures| figures.requested())).flatten()
}

/// What rates and caps are counted on; `None` while there are no charges.
fn base(facts: &Facts<'_>) -> Option<Cents> {
    figures(facts).map(|figures| figures.eligible_base()).filter(|base| *base > Cents::ZERO)
}

/// One value that breaks the rule is enough; otherwise an unknown leaves it to a person.
fn outcome(evidence: &[Evidence], known: bool) -> Outcome {
    if evidence.iter().any(Evidence::breaks) {
        Outcome::Broken
    } else if known {
        Outcome::Respected
    } else {
        Outcome::NeedsHuman
    }
}

pub(super) fn request(facts: &Facts<'_>) -> Judgement {
    let Some(requested) = requested(facts) else {
        return (Outcome::NeedsHuman, vec![missing(facts, codes::BUDGET)]);
    };
    let track = facts.track;
    let base = base(facts);
    let evidence = vec![
        Evidence::Amount { requested, min: track.requested_min, max: track.requested_max },
        base.map_or_else(
            || missing(facts, codes::BUDGET),
            |base| Evidence::Rate { requested, base, max: track.rate_max },
        ),
    ];
    (outcome(&evidence, base.is_some()), evidence)
}

pub(super) fn cofinancing(facts: &Facts<'_>) -> Judgement {
    if facts.answers.get(codes::FUNDING).is_none() {
        return (Outcome::NeedsHuman, vec![missing(facts, codes::FUNDING)]);
    }
    let (Some(figures), Some(base)) = (figures(facts), base(facts)) else {
        return (Outcome::NeedsHuman, vec![missing(facts, codes::BUDGET)]);
    };
    let kinds = facts.answers.rows(codes::FUNDING).iter().map(|row| row.text(codes::FUNDER_KIND));
    let kinds_known = kinds.into_iter().all(|kind| kind.and_then(FunderKind::parse).is_some());
    let caps = facts.call.caps;
    let mut evidence = Vec::new();
    if figures.local_authorities <= Cents::ZERO && kinds_known {
        evidence.push(Evidence::NoLocalCofinancing);
    }
    evidence.extend(figures.each_local_authority().map(|funder| {
        let of = ShareOf::LocalAuthority(funder.name.clone());
        Evidence::Share { of, amount: funder.total, base, cap: caps.one_local_authority }
    }));
    for (of, amount, cap) in [
        (ShareOf::AllLocalAuthorities, figures.local_authorities, caps.all_local_authorities),
        (ShareOf::AllPublic, figures.public, caps.all_public),
    ] {
        evidence.push(Evidence::Share { of, amount, base, cap });
    }
    (outcome(&evidence, kinds_known), evidence)
}

pub(super) fn balance(facts: &Facts<'_>) -> Judgement {
    let Some(figures) = figures(facts) else {
        return (Outcome::NeedsHuman, vec![missing(facts, codes::BUDGET)]);
    };
    let mut evidence = Vec::new();
    for (figures, year) in figures.years.iter().zip(1..) {
        evidence.push(Evidence::YearGap { year, gap: figures.gap });
        if (figures.in_kind_charges, figures.in_kind_income) != (Cents::ZERO, Cents::ZERO) {
            let gap = figures.in_kind_income - figures.in_kind_charges;
            evidence.push(Evidence::InKindGap { year, gap });
        }
    }
    (outcome(&evidence, true), evidence)
}

pub(super) fn de_minimis(facts: &Facts<'_>, ceiling: Cents) -> Judgement {
    // No table means that no aid is declared.
    let rows = facts.answers.rows(codes::DE_MINIMIS);
    let amounts: Vec<_> = rows.iter().map(|row| row.money(codes::DE_MINIMIS_AMOUNT)).collect();
    let received: Cents = amounts.iter().copied().flatten().sum();
    let requested = requested(facts);
    let known = requested.is_some() && amounts.iter().all(Option::is_some);
    let evidence = vec![Evidence::DeMinimis { received, requested: requested.unwrap_or_default(), ceiling }];
    (outcome(&evidence, known), evidence)
}
