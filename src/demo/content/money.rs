//! The budget and the funding plan of an invented pole, balanced year by year unless that is the defect.

use std::collections::BTreeMap;

use domain::{
    answers::{Answer, Row},
    budget::Budget,
    money::Cents,
};

use super::{Defect, Draft};
use crate::demo::{
    dice::Dice,
    words::{Words, fill},
};

/// Shares of the years, in hundredths, by number of years: of charges, of funders, of the grant, which declines.
const YEARS: [[[i64; 3]; 3]; 2] = [[[48, 52, 0], [49, 51, 0], [54, 46, 0]], [[31, 34, 35], [33, 34, 33], [40, 33, 27]]];
/// Accounts of charges and their share in hundredths; staff takes what is left.
const CHARGES: [(&str, i64, i64); 6] =
    [("60", 4, 10), ("61", 5, 11), ("62", 6, 12), ("63", 1, 3), ("65", 1, 4), ("68", 1, 4)];

/// A funder of the plan.
struct Funder {
    name: String,
    kind: &'static str,
    status: &'static str,
    total: i64,
}

/// What is asked, over which duration, with which budget and plan. Amounts in euros until they become answers.
pub(super) struct Plan {
    pub(super) months: i64,
    pub(super) budget: Budget,
    pub(super) funding: Vec<Row>,
    pub(super) requested: i64,
}

fn split(total: i64, shares: &[i64; 3]) -> [i64; 3] {
    let first = total * shares[0] / 100;
    let second = if shares[2] == 0 { total - first } else { total * shares[1] / 100 };
    [first, second, total - first - second]
}

/// The amount asked, in euros: most ask a middling amount, some in consolidation ask much.
fn asked(draft: &Draft<'_>, emergence: bool, dice: &mut Dice) -> i64 {
    let steps = match (draft.defect == Some(Defect::OutOfRange), emergence) {
        (true, true) => dice.between(125, 140),
        (true, false) => dice.between(305, 330),
        (false, true) => (dice.between(64, 114) + dice.between(64, 116)) / 2,
        (false, false) if dice.chance(15) => dice.between(235, 292),
        (false, false) => dice.between(106, 240).min(dice.between(106, 240)),
    };
    steps * 1_000 + dice.between(0, 1) * 500
}

pub(super) fn invent(draft: &Draft<'_>, dice: &mut Dice) -> Plan {
    let emergence = draft.call.tracks.first().is_some_and(|track| track.code == draft.track);
    let requested = asked(draft, emergence, dice);
    let capped = draft.defect == Some(Defect::CapsExceeded);
    let rate = match (emergence, capped) {
        (true, true) => dice.between(42, 50),
        (true, false) => dice.between(42, 66),
        (false, _) => dice.between(30, 47),
    };
    // Charges in tens of euros.
    let cost = requested * 100 / rate / 10 * 10;
    let (months, years) = if emergence { (dice.between(14, 24), &YEARS[0]) } else { (dice.between(26, 36), &YEARS[1]) };
    let funders = funders(draft, cost, requested, dice);
    let charges = split(cost, &years[0]);
    let grant = split(requested, &years[2]);
    let mut given = [0; 3];
    let mut funding = Vec::new();
    for (index, funder) in funders.iter().enumerate() {
        let parts = split(funder.total, &years[1]);
        for (sum, part) in given.iter_mut().zip(parts) {
            *sum += part;
        }
        funding.push(row(index, funder, parts));
    }
    let mut lines: BTreeMap<String, Vec<Cents>> = BTreeMap::new();
    let mut put = |account: &str, year: usize, euros: i64| {
        lines.entry(account.to_owned()).or_insert_with(|| vec![Cents::ZERO; 3])[year] = Cents::from_euros(euros);
    };
    let shares = CHARGES.map(|(account, low, high)| (account, dice.between(low, high)));
    let volunteers = dice.between(0, 12) * 500;
    for year in 0..3 {
        let mut staff = charges[year];
        for (account, share) in shares {
            let part = charges[year] * share / 100;
            staff -= part;
            put(account, year, part);
        }
        let own = charges[year] - grant[year] - given[year];
        let dues = own / 8;
        let gap = if draft.defect == Some(Defect::Unbalanced) && year == 1 { dice.between(2, 9) * 700 } else { 0 };
        put("64", year, staff);
        put("70", year, own - dues + gap);
        put("75", year, dues);
        put("74", year, grant[year]);
        if volunteers > 0 && charges[year] > 0 {
            put("864", year, volunteers);
            put("870", year, volunteers);
        }
    }
    Plan { months, budget: Budget(lines), funding, requested }
}

/// One to three local authorities, sometimes others, so that all public money stays under four fifths of the cost.
fn funders(draft: &Draft<'_>, cost: i64, requested: i64, dice: &mut Dice) -> Vec<Funder> {
    let words = draft.words;
    let department = domain::geo::department(&draft.area.department);
    let status = |dice: &mut Dice| *dice.pick(&["acquired", "acquired", "requested", "to_request"]);
    let mut left = cost * 76 / 100 - requested;
    let mut funders = Vec::new();
    let mut add = |name: String, kind: &'static str, share: i64, dice: &mut Dice| {
        let total = (cost * share / 100).min(left) / 10 * 10;
        if total >= 1_000 {
            left -= total;
            funders.push(Funder { name, kind, status: status(dice), total });
        }
    };
    if draft.defect != Some(Defect::NoLocalFunding) {
        let grouping = format!("Communauté de communes {}", dice.pick(&words.groupings));
        add(grouping, "local_authority", dice.between(5, 9), dice);
        if draft.defect != Some(Defect::CapsExceeded) && dice.chance(70) {
            let name = department.map_or("Conseil régional", |found| found.region_2013);
            add(format!("Conseil régional ({name})"), "local_authority", dice.between(5, 12), dice);
        }
        if draft.defect != Some(Defect::CapsExceeded) && dice.chance(45) {
            let name = department.map_or("département", |found| found.name);
            // The councils of departments changed name in March 2015.
            let council = if draft.later() < 2 { "Conseil général" } else { "Conseil départemental" };
            add(format!("{council} ({name})"), "local_authority", dice.between(3, 8), dice);
        }
    }
    if draft.defect != Some(Defect::CapsExceeded) && dice.chance(25) {
        let name = name_funder(words, &words.texts.public_funders, dice);
        let kind = if name.contains("européen") { "europe" } else { "other_public" };
        add(name, kind, dice.between(3, 8), dice);
    }
    if draft.defect == Some(Defect::CapsExceeded)
        && let Some(local) = funders.first_mut()
    {
        local.total = cost * dice.between(22, 26) / 100;
    }
    if dice.chance(55) {
        let name = name_funder(words, &words.texts.private_funders, dice);
        let total = cost * dice.between(2, 5) / 100;
        funders.push(Funder { name, kind: "private", status: status(dice), total });
    }
    funders
}

fn name_funder(words: &Words, names: &[String], dice: &mut Dice) -> String {
    let brand: &String = dice.pick(&words.texts.brands);
    let name: &String = dice.pick(names);
    fill(name, &[("brand", brand)])
}

fn row(index: usize, funder: &Funder, parts: [i64; 3]) -> Row {
    let text = |value: &str| Answer::Text(value.to_owned());
    let choice = |value: &str| Answer::Choice(value.to_owned());
    let mut cells: BTreeMap<String, Answer> = [
        ("name".to_owned(), text(&funder.name)),
        ("kind".to_owned(), choice(funder.kind)),
        ("status".to_owned(), choice(funder.status)),
    ]
    .into();
    for (column, part) in domain::form::codes::FUNDER_YEARS.iter().zip(parts) {
        if part > 0 {
            cells.insert((*column).to_owned(), Answer::Money(Cents::from_euros(part)));
        }
    }
    Row { id: format!("{:04}", index + 1), cells }
}
