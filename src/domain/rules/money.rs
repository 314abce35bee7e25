//! Rules on money: request, co-financing, balance, de minimis. All comparisons are exact.

use super::{Evidence, Facts, Judgement, Outcome, ShareOf, completeness::missing};
use crate::{budget::Figures, money::Cents};

/// The figures of the budget with its funding plan; `None` while there is no budget.
fn figures(facts: &Facts<'_>) -> Option<Figures> {
    let form = &facts.call.form;
    form.budget(facts.answers).and_then(|_| form.figures(facts.answers))
}

/// The grant asked; `None` while nothing says it.
fn requested(facts: &Facts<'_>) -> Option<Cents> {
    facts.call.form.requested(facts.answers)
}

/// The evidence that an optional question has no answer.
fn missing_role(facts: &Facts<'_>, question: Option<&String>) -> Vec<Evidence> {
    question.map(|question| missing(facts, question)).into_iter().collect()
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
    let form = &facts.call.form;
    let Some(requested) = requested(facts) else {
        return (Outcome::NeedsHuman, vec![missing(facts, form.requested_question())]);
    };
    let track = facts.track;
    let base = base(facts);
    let mut evidence = vec![Evidence::Amount { requested, min: track.requested_min, max: track.requested_max }];
    match (track.rate_max, base) {
        (None, _) => {}
        (Some(max), Some(base)) => evidence.push(Evidence::Rate { requested, base, max }),
        (Some(_), None) => evidence.extend(missing_role(facts, form.reads.budget.as_ref())),
    }
    (outcome(&evidence, track.rate_max.is_none() || base.is_some()), evidence)
}

pub(super) fn cofinancing(facts: &Facts<'_>) -> Judgement {
    let form = &facts.call.form;
    let plan = form.reads.funding.as_ref().map(|known| &known.table);
    if plan.is_none_or(|plan| facts.answers.get(plan).is_none()) {
        return (Outcome::NeedsHuman, missing_role(facts, plan));
    }
    let (Some(figures), Some(base)) = (figures(facts), base(facts)) else {
        return (Outcome::NeedsHuman, missing_role(facts, form.reads.budget.as_ref()));
    };
    let kinds_known = form.funding(facts.answers).iter().all(|line| line.kind.is_some());
    let caps = facts.call.caps;
    let mut evidence = Vec::new();
    if figures.local_authorities <= Cents::ZERO && kinds_known {
        evidence.push(Evidence::NoLocalCofinancing);
    }
    if let Some(cap) = caps.one_local_authority {
        evidence.extend(figures.each_local_authority().map(|funder| {
            let of = ShareOf::LocalAuthority(funder.name.clone());
            Evidence::Share { of, amount: funder.total, base, cap }
        }));
    }
    for (of, amount, cap) in [
        (ShareOf::AllLocalAuthorities, figures.local_authorities, caps.all_local_authorities),
        (ShareOf::AllPublic, figures.public, caps.all_public),
    ] {
        evidence.extend(cap.map(|cap| Evidence::Share { of, amount, base, cap }));
    }
    (outcome(&evidence, kinds_known), evidence)
}

pub(super) fn balance(facts: &Facts<'_>) -> Judgement {
    let Some(figures) = figures(facts) else {
        return (Outcome::NeedsHuman, missing_role(facts, facts.call.form.reads.budget.as_ref()));
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
    let amounts: Vec<_> = match &facts.call.form.reads.de_minimis {
        Some(known) => facts.answers.rows(&known.table).iter().map(|row| row.money(&known.amount)).collect(),
        None => Vec::new(),
    };
    let received: Cents = amounts.iter().copied().flatten().sum();
    let requested = requested(facts);
    let known = requested.is_some() && amounts.iter().all(Option::is_some);
    let evidence = vec![Evidence::DeMinimis { received, requested: requested.unwrap_or_default(), ceiling }];
    (outcome(&evidence, known), evidence)
}
