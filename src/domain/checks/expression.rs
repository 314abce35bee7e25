//! The language of rules: what is read, what is refused and where, what is said of a dossier.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{answers, budget, call, choice, table, text, track};
use crate::{
    answers::{Answer, Answers},
    expression::{MAX_DEPTH, Node, Sort, Wanted, Why, parse},
    form::codes,
    meaning::{Dossier, ExpressionRole, Truth, check},
    money::Cents,
    time::LocalDate,
};

#[test]
fn expressions_are_read_and_written_back() {
    for (written, back) in [
        ("yes", "yes"),
        ("duration_months in 12..24", "duration_months in 12..24"),
        ("cash <= 200_000 € and cash>=1.50eur", "cash <= 200000 € and cash >= 1.5 €"),
        ("budget.requested <= 12.5 % * budget.charges", "budget.requested <= 12.5 % * budget.charges"),
        ("a = 'b' or c != \"d\"", "a = \"b\" or c != \"d\""),
        ("a = 'say \"b\"'", "a = 'say \"b\"'"),
        ("(a or b) and not (c and d)", "(a or b) and not (c and d)"),
        ("((a)) or (b and c)", "a or b and c"),
        ("a ≤ 1 + 2 - (3 - x) * 2", "a <= 1 + 2 - (3 - x) * 2"),
        ("since < 2013-10-11", "since < 2013-10-11"),
        ("form not in [\"scic\",\"sa\"]", "form not in [\"scic\", \"sa\"]"),
        ("m in track.months_min..track.months_max", "m in track.months_min..track.months_max"),
        ("count( members , category = \"ess\" ) > 1", "count(members, category = \"ess\") > 1"),
        ("count_distinct(siren(a), siren(b.c) if d) = 2", "count_distinct(siren(a), siren(b.c) if d) = 2"),
        ("documents(rapport-commissaire) >= 1", "documents(rapport-commissaire) >= 1"),
        ("not not a", "not not a"),
    ] {
        let node = parse(written).unwrap_or_else(|problem| panic!("{written}: {problem:?}"));
        assert_eq!(node.to_string(), back);
        assert_eq!(parse(back), Ok(node));
    }
}

#[test]
fn what_is_no_expression_says_where_and_why() {
    let unexpected = |found: &str, expected| Why::Unexpected { found: found.to_owned(), expected };
    for (written, at, why) in [
        ("", 0, unexpected("", Wanted::Value)),
        ("a and", 5, unexpected("", Wanted::Value)),
        ("a b", 2, unexpected("b", Wanted::EndOrOperator)),
        ("a = 3 €€", 9, Why::BadLiteral("€".into())),
        ("(a or b", 7, unexpected("", Wanted::ClosingParenthesis)),
        ("a in [\"x\" \"y\"]", 10, unexpected("\"y\"", Wanted::ClosingBracket)),
        ("a in 3", 6, unexpected("", Wanted::ListOrRange)),
        ("a not 3", 6, unexpected("3", Wanted::In)),
        ("count > 3", 6, unexpected(">", Wanted::OpeningParenthesis)),
        ("a = \"x", 4, Why::OpenText),
        ("a = 2013-02-30", 4, Why::BadLiteral("2013-02-30".into())),
        ("a = 99999999999999999999", 4, Why::BadLiteral("99999999999999999999".into())),
        ("a = 1 = 2", 6, unexpected("=", Wanted::EndOrOperator)),
        ("a ? b", 2, Why::BadLiteral("?".into())),
        ("conut(a)", 0, Why::UnknownFunction { name: "conut".into(), nearest: Some("count".into()) }),
        ("a and or", 6, unexpected("or", Wanted::Value)),
    ] {
        let problem = parse(written).expect_err(written);
        assert_eq!((problem.at, problem.why), (at, why), "{written}");
    }
    assert_eq!(parse(&"a".repeat(2_001)).expect_err("long").why, Why::TooLong);
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(parse(&nested(MAX_DEPTH + 1)).expect_err("deep").why, Why::TooDeep);
    assert_eq!(parse(&"not ".repeat(400)).expect_err("deep").why, Why::TooDeep);
    assert!(parse(&["a"; 400].join(" or ")).is_ok(), "long is not deep");
}

#[test]
fn types_are_checked_and_mistakes_have_their_place() {
    let of = call("yes");
    let mismatch = |op, left, right| Why::Mismatch { op, left, right };
    let not_a = |expected, got| Why::NotA { expected, got };
    let name = |name: &str, near: &str| Why::UnknownName { name: name.into(), nearest: Some(near.to_owned()) };
    for (written, at, why) in [
        ("sworn and duration_months", 10, not_a(Sort::YesNo, Sort::Number)),
        ("duration_months = 3 €", 18, mismatch("=", Sort::Number, Sort::Money)),
        ("budget.requested > 0", 19, mismatch(">", Sort::Money, Sort::Number)),
        ("note > \"a\"", 0, mismatch(">", Sort::Text, Sort::Text)),
        ("form = \"scik\"", 7, Why::UnknownValue { value: "scik".into(), nearest: Some("scic".into()) }),
        (
            "sectors in [\"food\", \"enrgy\"]",
            20,
            Why::UnknownValue { value: "enrgy".into(), nearest: Some("energy".into()) },
        ),
        ("sectors = \"food\"", 10, mismatch("=", Sort::Choices, Sort::Text)),
        (
            "track = \"emergance\"",
            8,
            Why::UnknownValue { value: "emergance".into(), nearest: Some("emergence".into()) },
        ),
        ("departments in [\"2a\"]", 16, Why::UnknownValue { value: "2a".into(), nearest: Some("2A".into()) }),
        ("lead_sirte = \"1\"", 0, name("lead_sirte", "lead_siret")),
        ("any(members, categry = \"ess\")", 13, name("categry", "category")),
        ("count(note) > 1", 6, not_a(Sort::Table, Sort::Text)),
        ("count(members, siret) > 1", 15, not_a(Sort::YesNo, Sort::Text)),
        ("members.siret = \"1\"", 16, mismatch("=", Sort::Column, Sort::Text)),
        ("sum(members, siret) > 1", 13, not_a(Sort::Number, Sort::Text)),
        ("years(note) > 1", 6, not_a(Sort::Day, Sort::Text)),
        ("any(members)", 0, Why::Arguments("any")),
        ("answered(3)", 9, Why::Arguments("answered")),
        ("documents(statut) > 0", 10, name("statut", "statuts")),
        ("cash * cash > 1 €", 0, mismatch("*", Sort::Money, Sort::Money)),
        ("cash + 1 > 1 €", 0, mismatch("+", Sort::Money, Sort::Number)),
        ("filed_at < 2013-10-11", 11, mismatch("<", Sort::Moment, Sort::Day)),
        ("any(members, any(members, any(members, sworn)))", 30, Why::TooDeep),
    ] {
        let node = parse(written).unwrap_or_else(|problem| panic!("{written}: {problem:?}"));
        let problems = check(&of, &node, ExpressionRole::Rule).expect_err(written);
        assert_eq!(problems.len(), 1, "{written}: {problems:?}");
        assert_eq!((problems[0].at, &problems[0].why), (at, &why), "{written}");
    }
    let two = parse("lead_sirte = \"1\" or form = \"x\"").expect("parses");
    assert_eq!(check(&of, &two, ExpressionRole::Rule).expect_err("two").len(), 2);
    for name in ["complete", "filed_at < closes_at", "kept_by_lead", "judged_by_a_person"] {
        let node = parse(name).expect("parses");
        assert_eq!(check(&of, &node, ExpressionRole::Rule), Ok(()));
        let problems = check(&of, &node, ExpressionRole::Condition).expect_err(name);
        assert!(matches!(problems[0].why, Why::NotInConditions(_)), "{name}");
    }
}

/// What an expression says of some answers, three files of a piece joined.
pub(super) fn said(written: &str, answers: &Answers) -> Truth {
    let of = call("yes");
    let node = parse(written).unwrap_or_else(|problem| panic!("{written}: {problem:?}"));
    assert_eq!(check(&of, &node, ExpressionRole::Rule), Ok(()), "{written}");
    look(&node, answers)
}

fn look(node: &Node, answers: &Answers) -> Truth {
    let (of, track, joined) =
        (call("yes"), track(), BTreeMap::from([("statuts".to_owned(), 3), ("scan".to_owned(), 1)]));
    Dossier::new(&of, Some(&track), answers, &joined).holds(node)
}

#[test]
fn each_form_says_what_it_should() {
    let euros = |euros| Answer::Money(Cents::from_euros(euros));
    let member = |siret: &str, category: &str| [("siret", text(siret)), ("category", choice(category))];
    let (one, two) = (member("11111111100011", "ess"), member("22222222200011", "enterprise"));
    let twin = member("11111111100029", "research");
    let row = |kind: &str, amount: i64| [("kind", choice(kind)), ("year_1", euros(amount)), ("name", text(kind))];
    let given = answers([
        (codes::LEAD_SIRET, text("33333333300011")),
        ("sworn", Answer::YesNo(true)),
        ("form", choice("scic")),
        ("sectors", Answer::Choices(BTreeSet::from(["food".to_owned(), "energy".to_owned()]))),
        ("since", Answer::Date(LocalDate::from_ymd_opt(1960, 1, 2).expect("a day"))),
        ("note", text("un mot")),
        (codes::DURATION, Answer::Integer(18)),
        ("cash", Answer::Money(Cents(10_050))),
        (codes::MEMBERS, table(&[&one, &two, &twin])),
        (codes::FUNDING, table(&[&row("local_authority", 100), &row("private", 300), &row("state", 50)])),
        (codes::BUDGET, budget(&[("60", [600, 150]), ("70", [100, 0]), ("741", [200, 0]), ("86", [5, 0])])),
    ]);
    for (written, expected) in [
        ("sworn", true),
        ("sworn = no", false),
        ("not sworn or sworn", true),
        ("form = \"scic\" and form != \"sa\"", true),
        ("form in [\"sa\"]", false),
        ("form not in [\"sa\"]", true),
        ("sectors in [\"culture\", \"food\"]", true),
        ("sectors not in [\"culture\"]", true),
        ("count(sectors) = 2", true),
        ("note = \"un mot\"", true),
        ("since = 1960-01-02 and since < 1961-01-01", true),
        ("since in 1960-01-01..1960-12-31", true),
        // The call closes on the first of January 1970, at one in the morning in Paris.
        ("years(since) = 9", true),
        ("duration_months in 12..18 and duration_months not in 19..99", true),
        ("duration_months * 2 - 6 = 30 and 2 * 3 + 4 = 10", true),
        ("cash = 100.50 € and cash > 100 €", true),
        ("50 % * cash = 50.25 €", true),
        ("33.33 % * cash = 33.49665 €", true),
        ("33.33 % * 100.50 € < 33.4967 €", true),
        ("track = \"emergence\" and track.rate_max = 70 %", true),
        ("track.requested_max = 1200 € and track.months_min = 12", true),
        ("caps.all_public = 80 %", true),
        ("count(members) = 3", true),
        ("count(members, category = \"ess\") = 1", true),
        ("count_distinct(siren(lead_siret), siren(members.siret)) = 3", true),
        ("count_distinct(lead_siret, members.siret) = 4", true),
        ("count_distinct(siren(members.siret) if category != \"ess\") = 2", true),
        ("any(members, siren(siret) = siren(lead_siret))", false),
        ("all(members, answered(siret) and not answered(name))", true),
        ("sum(funding, year_1) = 450 €", true),
        ("sum(funding, year_1, kind = \"private\") = 300 €", true),
        ("largest(funding, year_1, kind != \"private\") = 100 €", true),
        ("sum(de_minimis, amount) = 0 €", true),
        ("budget.requested = 200 € and budget.charges = 750 € and budget.eligible_base = 750 €", true),
        ("budget.own_income = 100 € and budget.funding = 450 € and budget.income = 750 €", true),
        ("budget.public = 350 € and budget.local_authorities = 100 €", true),
        ("budget.largest_local_authority = 100 €", true),
        ("all(budget.years, gap = 0 €)", false),
        ("any(budget.years, number = 1 and gap = 150 € and in_kind_gap = 0 € - 5 €)", true),
        ("sum(budget.years, charges) = budget.charges", true),
        ("answered(note, sworn) and answered(budget) and not answered(departments)", true),
        ("answered(scan)", true),
        ("documents(statuts) = 3 and documents(comptes) = 0 and documents(\"scan\") = 1", true),
    ] {
        assert_eq!(said(written, &given), Truth::from(expected), "{written}");
    }
}

#[test]
fn what_is_not_known_stays_so_unless_the_rest_decides() {
    let member = |siret: &str| [("siret", text(siret)), ("category", choice("ess"))];
    let nameless = [("category", choice("ess"))];
    let few = answers([(codes::MEMBERS, table(&[&member("11111111100011"), &nameless]))]);
    let more = answers([(codes::MEMBERS, table(&[&member("11111111100011"), &nameless, &nameless]))]);
    let empty = Answers::default();
    let sirens = "count_distinct(siren(members.siret)) >= 3";
    let amounts = answers([(codes::DE_MINIMIS, table(&[&[("amount", Answer::Money(Cents(300)))], &[]]))]);
    for (written, given, expected) in [
        (sirens, &few, Truth::No),
        (sirens, &more, Truth::Unknown),
        ("count_distinct(siren(members.siret)) <= 3", &more, Truth::Yes),
        ("count(members) >= 2", &empty, Truth::Unknown),
        ("count(de_minimis) = 0", &empty, Truth::Yes),
        ("any(members, category = \"ess\")", &empty, Truth::Unknown),
        ("sworn", &empty, Truth::Unknown),
        ("sworn and no", &empty, Truth::No),
        ("sworn or yes", &empty, Truth::Yes),
        ("sworn != yes", &empty, Truth::Unknown),
        ("form in [\"sa\", \"scic\"]", &empty, Truth::Unknown),
        ("sectors not in [\"food\"]", &empty, Truth::Unknown),
        ("years(since) > 3", &empty, Truth::Unknown),
        ("cash >= 0 €", &empty, Truth::Yes),
        ("sum(de_minimis, amount) > 2 €", &amounts, Truth::Yes),
        ("sum(de_minimis, amount) > 3 €", &amounts, Truth::Unknown),
        ("sum(de_minimis, amount) <= 2.99 €", &amounts, Truth::No),
        ("largest(de_minimis, amount) >= 3 €", &amounts, Truth::Yes),
        ("largest(de_minimis, amount) >= 4 €", &amounts, Truth::Unknown),
        ("judged_by_a_person or not judged_by_a_person", &empty, Truth::Unknown),
        ("budget.requested > 1 €", &empty, Truth::Unknown),
    ] {
        assert_eq!(said(written, given), expected, "{written}");
    }
}

#[test]
fn numbers_beyond_reach_are_not_known() {
    let big = "999999999999999999";
    let product = [big; 3].join(" * ");
    let node = parse(&format!("{product} > 1")).expect("parses");
    assert_eq!(look(&node, &Answers::default()), Truth::Unknown);
    let node = parse(&format!("{big} * {big} > 1")).expect("parses");
    assert_eq!(look(&node, &Answers::default()), Truth::Yes);
    let tiny = parse(&["0.000001"; 20].join(" * ")).map(|node| node.to_string());
    assert!(tiny.is_ok());
}

#[test]
fn truths_follow_the_tables_of_kleene() {
    use Truth::{No, Unknown, Yes};
    let all = [No, Unknown, Yes];
    let and = [[No, No, No], [No, Unknown, Unknown], [No, Unknown, Yes]];
    let or = [[No, Unknown, Yes], [Unknown, Unknown, Yes], [Yes, Yes, Yes]];
    for (i, a) in all.into_iter().enumerate() {
        for (j, b) in all.into_iter().enumerate() {
            assert_eq!((a.and(b), a.or(b)), (and[i][j], or[i][j]), "{a:?} {b:?}");
            assert_eq!(a.and(b).negated(), a.negated().or(b.negated()));
        }
    }
    assert_eq!(all.map(Truth::negated), [Yes, Unknown, No]);
}
