//! The language of rules holds whatever is written and whatever is known.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::rules::{answers, budget, call, choice, table, text, track};
use crate::{
    answers::{Answer, Answers},
    expression::{Node, parse},
    form::codes,
    meaning::{Dossier, Truth},
    money::Cents,
    time::LocalDate,
};

/// Comparisons on the form of the checks, none of which asks what is there and what is not.
const ATOMS: [&str; 26] = [
    "sworn",
    "member_of = no",
    "form = \"scic\"",
    "form not in [\"sa\"]",
    "lead_category in [\"ess\", \"research\"]",
    "sectors in [\"food\", \"culture\"]",
    "count(sectors) >= 2",
    "since > 1965-06-01",
    "years(since) in 3..8",
    "duration_months in track.months_min..track.months_max",
    "duration_months * 2 - 3 > 20",
    "cash <= 5 €",
    "50 % * cash + 1 € = 3 €",
    "siren(lead_siret) = \"111111111\"",
    "count_distinct(siren(lead_siret), siren(members.siret)) >= 3",
    "count_distinct(members.siret if category = \"ess\") = 1",
    "any(members, category = \"ess\" and siren(siret) = siren(lead_siret))",
    "all(members, category != \"ess\" or sworn)",
    "count(members, category = \"enterprise\") in 1..2",
    "sum(de_minimis, amount, amount > 2 €) <= 4 €",
    "largest(de_minimis, amount) - cash < 2 €",
    "budget.requested <= track.rate_max * budget.eligible_base",
    "budget.largest_local_authority <= 20 % * budget.charges",
    "budget.local_authorities > 0 €",
    "budget.public <= 80 % * budget.charges",
    "all(budget.years, gap = 0 €)",
];

fn expression() -> impl Strategy<Value = String> {
    prop::sample::select(&ATOMS[..]).prop_map(str::to_owned).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| format!("not ({one})")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" and "))),
            prop::collection::vec(inner, 2..4).prop_map(|parts| format!("({})", parts.join(" or "))),
        ]
    })
}

fn siret() -> impl Strategy<Value = Answer> {
    "(111111111|222222222|333333333)000(11|29)".prop_map(Answer::Text)
}

fn category() -> impl Strategy<Value = Answer> {
    "ess|enterprise|local_authority|research".prop_map(Answer::Choice)
}

fn euros() -> impl Strategy<Value = Answer> {
    (0i64..8).prop_map(|euros| Answer::Money(Cents::from_euros(euros)))
}

/// A dossier in which everything is answered.
fn full() -> impl Strategy<Value = Answers> {
    let members = prop::collection::vec((siret(), category()), 0..4);
    let plan = prop::collection::vec(("a|b|B ", "state|local_authority|private", euros(), euros()), 0..4);
    let aids = prop::collection::vec(euros(), 0..3);
    let lines = prop::collection::vec((0i64..9, 0i64..9), 3);
    let sectors = prop::collection::btree_set("food|energy|culture", 0..3);
    let choices = (any::<bool>(), any::<bool>(), "scic|sa", category(), sectors, 0i32..3_000);
    ((choices, 0i64..40, euros(), siret()), members, plan, aids, lines).prop_map(
        |(((sworn, other, form, own, sectors, day), months, cash, lead), members, plan, aids, lines)| {
            let rows = |rows: Vec<Vec<(&str, Answer)>>| table(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
            let member = |(siret, category)| vec![("name", text("M")), ("siret", siret), ("category", category)];
            let funder = |(name, kind, one, two): (String, String, Answer, Answer)| {
                vec![("name", text(&name)), ("kind", choice(&kind)), ("year_1", one), ("year_2", two)]
            };
            let line = |number, index: usize| (number, [lines[index].0, lines[index].1]);
            answers([
                ("sworn", Answer::YesNo(sworn)),
                ("member_of", Answer::YesNo(other)),
                ("form", choice(&form)),
                (codes::LEAD_CATEGORY, own),
                (codes::LEAD_SIRET, lead),
                ("sectors", Answer::Choices(sectors)),
                ("since", Answer::Date(LocalDate::from_ymd_opt(1962, 1, 1).unwrap() + chrono::Days::new(day as u64))),
                (codes::DURATION, Answer::Integer(months)),
                ("cash", cash),
                (codes::MEMBERS, rows(members.into_iter().map(member).collect())),
                (codes::FUNDING, rows(plan.into_iter().map(funder).collect())),
                (codes::DE_MINIMIS, rows(aids.into_iter().map(|amount| vec![("amount", amount)]).collect())),
                (codes::BUDGET, budget(&[line("60", 0), line("70", 1), line("741", 2)])),
            ])
        },
    )
}

/// Takes answers and cells away, as the bits say. The amounts of the funding plan stay: left empty, they are zero.
fn less(full: &Answers, taken: &[bool]) -> Answers {
    let mut bits = taken.iter().copied().cycle();
    let mut bit = || bits.next().unwrap_or(false);
    let mut some = Answers::default();
    for (code, answer) in &full.0 {
        // An optional table that is left out is empty: it is not unknown.
        if bit() && code != codes::DE_MINIMIS {
            continue;
        }
        let mut answer = answer.clone();
        if let Answer::Table(rows) = &mut answer {
            for row in rows {
                row.cells.retain(|column, _| column.starts_with("year") || !bit());
            }
        }
        some.0.insert(code.clone(), answer);
    }
    some
}

fn look(node: &Node, answers: &Answers) -> Truth {
    let (of, track, joined) = (call("yes"), track(), BTreeMap::new());
    let dossier = Dossier::new(&of, Some(&track), answers, &joined);
    for evidence in dossier.explain(node) {
        let stored = serde_json::to_string(&evidence).unwrap();
        assert_eq!(serde_json::from_str::<crate::rules::Evidence>(&stored).unwrap(), evidence);
    }
    dossier.holds(node)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn filling_in_never_contradicts(written in expression(), full in full(), taken in prop::collection::vec(any::<bool>(), 1..40)) {
        let node = parse(&written).unwrap();
        let some = less(&full, &taken);
        let (before, after) = (look(&node, &some), look(&node, &full));
        prop_assert!(before == Truth::Unknown || before == after, "{written}: {before:?} then {after:?}\n{some:?}");
    }

    #[test]
    fn what_is_read_is_written_back(written in expression()) {
        let node = parse(&written).unwrap();
        prop_assert_eq!(parse(&node.to_string()), Ok(node));
    }

    #[test]
    fn no_text_makes_the_parser_panic(written in ".{0,80}") {
        let _ = parse(&written);
    }

    #[test]
    fn no_words_make_it_panic_and_what_is_read_is_written_back(
        words in prop::collection::vec(
            prop::sample::select(&[
                "and", "or", "not", "in", "if", "yes", "(", ")", "[", "]", ",", "..", "=", "<=", "+", "-", "*", "3",
                "0.5", "4 €", "20 %", "\"x\"", "2013-10-11", "members", "members.siret", "budget.years", "track",
                "count(", "sum(", "any(", "all(", "count_distinct(", "siren(", "answered(", "documents(", "years(",
                "largest(", "lead_siret", "gap", "category", "é",
            ][..]),
            0..24,
        ),
    ) {
        if let Ok(node) = parse(&words.join(" ")) {
            prop_assert_eq!(parse(&node.to_string()), Ok(node.clone()));
            let _ = crate::meaning::check(&call("yes"), &node, crate::meaning::ExpressionRole::Rule);
            let _ = look(&node, &Answers::default());
        }
    }
}

#[test]
fn the_properties_see_every_truth() {
    let mut seen = BTreeSet::new();
    for atom in ATOMS {
        seen.insert(look(&parse(atom).unwrap(), &Answers::default()));
    }
    assert!(seen.contains(&Truth::Unknown));
}
