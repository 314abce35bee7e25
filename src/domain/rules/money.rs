//! Rules on money: request, co-financing, balance, de minimis. All comparisons are exact.

use std::collections::BTreeMap;

use super::{Evidence, Facts, Judgement, Outcome, ShareOf, completeness::missing};
use crate::{
    answers::{Answer, Row},
    budget::Budget,
    form::{Account, QuestionKind, Side, codes},
    money::Cents,
};

/// Kinds of funders whose money is public.
const PUBLIC_KINDS: [&str; 4] = ["state", LOCAL_AUTHORITY, "europe", "other_public"];
const LOCAL_AUTHORITY: &str = "local_authority";

fn budget<'a>(facts: &Facts<'a>) -> Option<(&'a Budget, &'a [Account], usize)> {
    let Some(Answer::Budget(budget)) = facts.answers.0.get(codes::BUDGET) else { return None };
    match &facts.call.form.question(codes::BUDGET)?.kind {
        QuestionKind::Budget { years, accounts } => Some((budget, accounts, *years)),
        _ => None,
    }
}

/// Amounts of a side of the budget; `None` when no line of that side is filled in.
fn amounts(budget: &Budget, accounts: &[Account], side: Side) -> Option<Vec<Cents>> {
    let lines: Vec<_> =
        accounts.iter().filter(|account| account.side == side).filter_map(|a| budget.0.get(&a.number)).collect();
    let years = lines.iter().map(|line| line.len()).max()?;
    Some((0..years).map(|year| lines.iter().filter_map(|line| line.get(year).copied()).sum()).collect())
}

fn total(facts: &Facts<'_>, side: Side) -> Option<Cents> {
    let (budget, accounts, _) = budget(facts)?;
    Some(amounts(budget, accounts, side)?.into_iter().sum())
}

fn rows<'a>(facts: &Facts<'a>, table: &str) -> &'a [Row] {
    match facts.answers.0.get(table) {
        Some(Answer::Table(rows)) => rows,
        _ => &[],
    }
}

fn cell_money(row: &Row, column: &str) -> Option<Cents> {
    match row.cells.get(column) {
        Some(Answer::Money(amount)) => Some(*amount),
        _ => None,
    }
}

fn cell_text<'a>(row: &'a Row, column: &str) -> &'a str {
    match row.cells.get(column) {
        Some(Answer::Text(text) | Answer::Choice(text)) => text.trim(),
        _ => "",
    }
}

fn funding_of(row: &Row) -> Cents {
    codes::FUNDER_YEARS.iter().filter_map(|year| cell_money(row, year)).sum()
}

pub(super) fn request(facts: &Facts<'_>) -> Judgement {
    let Some(requested) = total(facts, Side::Requested) else {
        return (Outcome::NeedsHuman, vec![missing(facts, codes::BUDGET)]);
    };
    let track = facts.track;
    let mut evidence = vec![Evidence::Amount { requested, min: track.requested_min, max: track.requested_max }];
    let base = total(facts, Side::Charges).filter(|base| *base > Cents::ZERO);
    match base {
        Some(base) => evidence.push(Evidence::Rate { requested, base, max: track.rate_max }),
        None => evidence.push(missing(facts, codes::BUDGET)),
    }
    let outcome = if evidence.iter().any(Evidence::breaks) {
        Outcome::Broken
    } else if base.is_none() {
        Outcome::NeedsHuman
    } else {
        Outcome::Respected
    };
    (outcome, evidence)
}

pub(super) fn cofinancing(facts: &Facts<'_>) -> Judgement {
    if !facts.answers.0.contains_key(codes::FUNDING) {
        return (Outcome::NeedsHuman, vec![missing(facts, codes::FUNDING)]);
    }
    let rows = rows(facts, codes::FUNDING);
    // One authority may have several lines: its name, without regard to case, gathers them.
    let mut local: BTreeMap<String, (String, Cents)> = BTreeMap::new();
    for row in rows.iter().filter(|row| cell_text(row, codes::FUNDER_KIND) == LOCAL_AUTHORITY) {
        let name = cell_text(row, codes::FUNDER_NAME);
        let sum = local.entry(name.to_lowercase()).or_insert_with(|| (name.to_owned(), Cents::ZERO));
        sum.1 += funding_of(row);
    }
    let all_local: Cents = local.values().map(|(_, amount)| *amount).sum();
    let kinds_known = rows.iter().all(|row| !cell_text(row, codes::FUNDER_KIND).is_empty());
    let mut evidence = Vec::new();
    if all_local <= Cents::ZERO && kinds_known {
        evidence.push(Evidence::NoLocalCofinancing);
    }
    let base = total(facts, Side::Charges).filter(|base| *base > Cents::ZERO);
    if let Some(base) = base {
        let caps = facts.call.caps;
        let one = caps.one_local_authority;
        evidence.extend(local.into_values().map(|(name, amount)| {
            let of = ShareOf::LocalAuthority(name);
            Evidence::Share { of, amount, base, cap: one }
        }));
        let (of, cap) = (ShareOf::AllLocalAuthorities, caps.all_local_authorities);
        evidence.push(Evidence::Share { of, amount: all_local, base, cap });
        let is_public = |row: &&Row| PUBLIC_KINDS.contains(&cell_text(row, codes::FUNDER_KIND));
        let public: Cents = rows.iter().filter(is_public).map(funding_of).sum();
        let amount = public + total(facts, Side::Requested).unwrap_or_default();
        evidence.push(Evidence::Share { of: ShareOf::AllPublic, amount, base, cap: caps.all_public });
    } else {
        evidence.push(missing(facts, codes::BUDGET));
    }
    let outcome = if evidence.iter().any(Evidence::breaks) {
        Outcome::Broken
    } else if base.is_none() || !kinds_known {
        Outcome::NeedsHuman
    } else {
        Outcome::Respected
    };
    (outcome, evidence)
}

pub(super) fn balance(facts: &Facts<'_>) -> Judgement {
    let Some((budget, accounts, years)) = budget(facts) else {
        return (Outcome::NeedsHuman, vec![missing(facts, codes::BUDGET)]);
    };
    let of = |side| amounts(budget, accounts, side).unwrap_or_default();
    let in_year = |line: &[Cents], year: usize| line.get(year).copied().unwrap_or_default();
    let (charges, income, requested) = (of(Side::Charges), of(Side::Income), of(Side::Requested));
    let (used, given) = (of(Side::InKindCharges), of(Side::InKindIncome));
    let mut evidence = Vec::new();
    for year in 0..years.max(charges.len()).max(income.len()).max(requested.len()) {
        // Account 74 is the funding plan with the grant asked.
        let column = codes::FUNDER_YEARS.get(year);
        let funding: Cents = column.map_or(Cents::ZERO, |column| {
            rows(facts, codes::FUNDING).iter().filter_map(|row| cell_money(row, column)).sum()
        });
        let gap = in_year(&income, year) + in_year(&requested, year) + funding - in_year(&charges, year);
        evidence.push(Evidence::YearGap { year: year + 1, gap });
    }
    for year in 0..used.len().max(given.len()) {
        let gap = in_year(&given, year) - in_year(&used, year);
        evidence.push(Evidence::InKindGap { year: year + 1, gap });
    }
    (Outcome::broken_if(evidence.iter().any(Evidence::breaks)), evidence)
}

pub(super) fn de_minimis(facts: &Facts<'_>, ceiling: Cents) -> Judgement {
    let rows = rows(facts, codes::DE_MINIMIS);
    let amounts: Vec<_> = rows.iter().map(|row| cell_money(row, codes::DE_MINIMIS_AMOUNT)).collect();
    let received: Cents = amounts.iter().copied().flatten().sum();
    let requested = total(facts, Side::Requested);
    let known = requested.is_some() && amounts.iter().all(Option::is_some);
    let evidence = Evidence::DeMinimis { received, requested: requested.unwrap_or_default(), ceiling };
    let outcome = if evidence.breaks() {
        Outcome::Broken
    } else if known {
        Outcome::Respected
    } else {
        Outcome::NeedsHuman
    };
    (outcome, vec![evidence])
}
