//! Conditions of the form: what they show, require and owe, and what becomes of the answers that they hide.

use std::collections::BTreeMap;

use super::rules::{answers, call, choice, choices, question, table, text, track};
use crate::{
    answers::{Answer, Answers},
    call::{Call, Owed},
    expression::{Node, parse},
    form::{QuestionKind, codes},
    meaning::{Lack, Shown, StepState, missing, step_state},
    rules::{Facts, FindingOutcome, LeadStanding, assess},
    time::Instant,
};

fn when(written: &str) -> Option<Node> {
    Some(parse(written).unwrap_or_else(|problem| panic!("{written}: {problem:?}")))
}

/// A form in which `form` brings up `year`, which brings up `proof`; `other` members say what they are.
fn conditional(holds: &str) -> Call {
    let mut call = call(holds);
    let QuestionKind::Table { mut columns, rows_min, rows_max, row_name } =
        call.form.question(codes::MEMBERS).map(|found| found.kind.clone()).expect("members")
    else {
        panic!("members are a table")
    };
    let mut detail = question("detail", false, QuestionKind::ShortText { max: 20 });
    detail.visible_if = when("category = \"research\" and form = \"scic\"");
    detail.required_if = when("answered(name)");
    columns.push(detail);
    let step = &mut call.form.steps[0];
    step.questions.retain(|question| [codes::LEAD_SIRET, "form"].contains(&question.code.as_str()));
    step.questions.push(question(codes::MEMBERS, true, QuestionKind::Table { columns, rows_min, rows_max, row_name }));
    let mut year = question("year", false, QuestionKind::Integer { min: 0, max: 3_000 });
    year.visible_if = when("form = \"scic\"");
    year.required_if = when("form = \"scic\"");
    let mut proof = question("proof", true, QuestionKind::Choice(choices(&["yes", "no"])));
    proof.visible_if = when("year > 2000");
    let mut scan = question("scan", false, QuestionKind::File);
    scan.visible_if = when("proof = \"yes\"");
    // The one that looks comes before the one that it looks at.
    step.questions.extend([scan, proof, year]);
    call.pieces[1].owed = Owed::When(parse("documents(scan) >= 1").expect("parses"));
    call
}

fn shown(call: &Call, given: &Answers) -> Shown {
    Shown::new(call, "emergence", given, &BTreeMap::from([("scan".to_owned(), 1)]))
}

fn year(year: i64) -> (&'static str, Answer) {
    ("year", Answer::Integer(year))
}

#[test]
fn what_is_hidden_hides_in_turn_and_comes_back() {
    let call = conditional("yes");
    let full = |form: &str, since| answers([("form", choice(form)), year(since), ("proof", choice("yes"))]);
    for (given, expected) in [
        (Answers::default(), [false, false, false]),
        (full("sa", 2010), [false, false, false]),
        (full("scic", 1999), [true, false, false]),
        (full("scic", 2010), [true, true, true]),
        (answers([("form", choice("scic"))]), [true, false, false]),
    ] {
        let shown = shown(&call, &given);
        assert_eq!(["year", "proof", "scan"].map(|code| shown.shows(code)), expected, "{given:?}");
        assert_eq!(shown.owes("comptes"), expected[2], "a file under a hidden question is not counted");
        assert_eq!(shown.answers.get("proof").is_some(), expected[1]);
        assert_eq!(shown.joined.contains_key("scan"), expected[2]);
    }
}

#[test]
fn only_what_is_shown_can_be_required() {
    let call = conditional("yes");
    let lacking = |given: &Answers| -> Vec<String> {
        missing(&call, &shown(&call, given)).questions.into_iter().map(|gap| gap.question).collect()
    };
    let base = [codes::LEAD_SIRET.to_owned(), codes::MEMBERS.to_owned()];
    assert_eq!(lacking(&Answers::default()), base);
    assert_eq!(lacking(&answers([("form", choice("sa"))])), base);
    assert_eq!(lacking(&answers([("form", choice("scic"))])), [&base[..], &["year".to_owned()]].concat());
    let with_year = answers([("form", choice("scic")), year(2010)]);
    assert_eq!(lacking(&with_year), [&base[..], &["proof".to_owned()]].concat());
    let step = &call.form.steps[0];
    let hidden_only = answers([year(2010)]);
    assert_eq!(
        step_state(&call, step, &Shown::new(&call, "emergence", &hidden_only, &BTreeMap::new())),
        StepState::Empty
    );
}

#[test]
fn a_column_looks_at_its_own_row() {
    let call = conditional("yes");
    let member = |name: &str, category: &str, detail: &str| {
        let mut cells = vec![("name", text(name)), ("siret", text("11111111100011")), ("category", choice(category))];
        cells.extend((!detail.is_empty()).then(|| ("detail", text(detail))));
        cells
    };
    let rows = [member("A", "research", "CNRS"), member("B", "ess", "trop"), member("C", "research", "")];
    let given = |form: &str| {
        let rows: Vec<_> = rows.iter().map(Vec::as_slice).collect();
        answers([("form", choice(form)), (codes::LEAD_SIRET, text("1")), (codes::MEMBERS, table(&rows))])
    };
    let seen = shown(&call, &given("scic"));
    let shows: Vec<bool> = (0..3).map(|row| seen.shows_cell(codes::MEMBERS, row, "detail")).collect();
    assert_eq!(shows, [true, false, true]);
    let details: Vec<_> = seen.answers.rows(codes::MEMBERS).iter().map(|row| row.text("detail")).collect();
    assert_eq!(details, [Some("CNRS"), None, None]);
    let gaps = missing(&call, &seen).questions;
    let why = gaps.iter().find(|gap| gap.question == codes::MEMBERS).map(|gap| gap.why.clone());
    assert_eq!(why, Some(Lack::CellsMissing { row: 3, row_id: "r".into(), columns: vec!["detail".into()] }));
    let none = shown(&call, &given("sa"));
    assert!((0..3).all(|row| !none.shows_cell(codes::MEMBERS, row, "detail")));
}

#[test]
fn rules_do_not_see_what_is_hidden() {
    let judge = |holds: &str, given: &Answers| {
        let (call, track, joined) = (conditional(holds), track(), BTreeMap::new());
        let findings = assess(&Facts {
            call: &call,
            track: &track,
            answers: given,
            pieces_joined: &joined,
            deadline: Instant::from_micros(1),
            instant: Instant::from_micros(0),
            kept_by_lead: LeadStanding::Unknown,
        });
        findings[0].outcome
    };
    let given = |form: &str| answers([("form", choice(form)), year(1990)]);
    assert_eq!(judge("year >= 2000", &given("scic")), FindingOutcome::Broken);
    assert_eq!(judge("year >= 2000", &given("sa")), FindingOutcome::NeedsHuman);
    assert_eq!(judge("answered(year)", &given("sa")), FindingOutcome::Broken);
}
