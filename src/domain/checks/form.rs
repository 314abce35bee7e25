//! Checks of `crate::form`, `crate::answers` and `crate::budget`.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::call_file::ptce_2013;
use crate::{
    answers::{Answer, AnswerProblem, Answers, Row, parse_answer},
    budget::{Budget, FunderKind, FunderLine, figures},
    form::{Account, Choice, QuestionKind, Side, codes},
    meaning::{Lack, Shown, StepState, missing, step_state},
    money::{BasisPoints, Cents},
    text::NumberProblem,
    time::LocalDate,
};

fn choices() -> Vec<Choice> {
    ["a", "b"].map(|value| Choice { value: value.to_owned(), label: value.to_owned() }).into()
}

fn text(value: &str) -> Answer {
    Answer::Text(value.to_owned())
}

fn set(values: &[&str]) -> Answer {
    Answer::Choices(values.iter().map(|value| (*value).to_owned()).collect())
}

/// A kind, what is posted, what it gives.
type ParseRow = (QuestionKind, &'static [&'static str], Result<Option<Answer>, AnswerProblem>);

#[test]
fn what_people_type_becomes_answers() {
    use AnswerProblem as P;
    use QuestionKind as K;
    let integer = K::Integer { min: 1, max: 60 };
    let long = K::LongText { min: 5, max: 8 };
    let day = |y, m, d| LocalDate::from_ymd_opt(y, m, d).map(Answer::Date);
    let rows: Vec<ParseRow> = vec![
        (K::ShortText { max: 5 }, &[" été\u{0}  "], Ok(Some(text("été")))),
        (K::ShortText { max: 5 }, &["a\r\nb"], Ok(Some(text("a b")))),
        (K::ShortText { max: 5 }, &["abcdéf"], Err(P::TooLong { max: 5, got: 6 })),
        (K::ShortText { max: 5 }, &["  "], Ok(None)),
        (K::ShortText { max: 5 }, &[], Ok(None)),
        (K::ShortText { max: 5 }, &["a", "b"], Err(P::ManyValues)),
        (long.clone(), &["a\r\nb\n"], Ok(Some(text("a\nb")))),
        (long, &["123456789"], Err(P::TooLong { max: 8, got: 9 })),
        (integer.clone(), &["1\u{a0}2"], Ok(Some(Answer::Integer(12)))),
        (integer.clone(), &["61"], Err(P::OutOfRange { min: 1, max: 60 })),
        (integer.clone(), &["-3"], Err(P::OutOfRange { min: 1, max: 60 })),
        (integer.clone(), &["99999999999999999999"], Err(P::OutOfRange { min: 1, max: 60 })),
        (integer.clone(), &["3,5"], Err(P::NotANumber)),
        (integer, &["-"], Err(P::NotANumber)),
        (K::Money, &["1 234,50 €"], Ok(Some(Answer::Money(Cents(123_450))))),
        (K::Money, &["-1"], Err(P::NotAnAmount)),
        (K::Money, &["un"], Err(P::NotAnAmount)),
        (K::Money, &["99999999999999999"], Err(P::AmountTooLarge)),
        (K::Date, &["2013-09-01"], Ok(day(2013, 9, 1))),
        (K::Date, &["1/9/2013"], Ok(day(2013, 9, 1))),
        (K::Date, &["31/02/2013"], Err(P::NotADate)),
        (K::Date, &["2013"], Err(P::NotADate)),
        (K::YesNo, &["yes"], Ok(Some(Answer::YesNo(true)))),
        (K::YesNo, &["no"], Ok(Some(Answer::YesNo(false)))),
        (K::YesNo, &["peut-être"], Err(P::NotAChoice)),
        (K::Sworn, &["on"], Ok(Some(Answer::YesNo(true)))),
        (K::Choice(choices()), &["b"], Ok(Some(Answer::Choice("b".into())))),
        (K::Choice(choices()), &["c"], Err(P::NotAChoice)),
        (K::Choices(choices()), &["b", "a", ""], Ok(Some(set(&["a", "b"])))),
        (K::Choices(choices()), &["b", "c"], Err(P::NotAChoice)),
        (K::Choices(choices()), &[""], Ok(None)),
        (K::Departments, &["2A", "974"], Ok(Some(set(&["2A", "974"])))),
        (K::Departments, &["20"], Err(P::NotADepartment("20".into()))),
        (K::Email, &["a@example.org"], Ok(Some(text("a@example.org")))),
        (K::Email, &["a@"], Err(P::NotAnEmail)),
        (K::Phone, &["01 99 00 12 34"], Ok(Some(text("+33199001234")))),
        (K::Phone, &["12"], Err(P::NotAPhone)),
        (K::Siret, &["732 829 320 00074"], Ok(Some(text("73282932000074")))),
        (K::Siret, &["12345678912345"], Err(P::NotASiret(NumberProblem::Checksum))),
        (K::Siret, &["123"], Err(P::NotASiret(NumberProblem::Length))),
        (K::Siret, &["abc"], Err(P::NotASiret(NumberProblem::NotDigits))),
        (K::Rna, &["w751234567"], Ok(Some(text("W751234567")))),
        (K::Rna, &["751234567"], Err(P::NotAnRna)),
        (K::File, &["x"], Err(P::NotOneField)),
    ];
    for (kind, raw, expected) in rows {
        assert_eq!(parse_answer(&kind, raw), expected, "{kind:?} {raw:?}");
    }
}

fn funder(name: &str, kind: &str, years: [i64; 3]) -> FunderLine {
    FunderLine { name: name.to_owned(), kind: FunderKind::parse(kind), years: years.map(Cents::from_euros).to_vec() }
}

fn accounts() -> Vec<Account> {
    let sides = [
        ("60", Side::Charges),
        ("64", Side::Charges),
        ("70", Side::Income),
        ("74", Side::Requested),
        ("864", Side::InKindCharges),
        ("870", Side::InKindIncome),
    ];
    sides.map(|(number, side)| Account { number: number.to_owned(), label: number.to_owned(), side }).into()
}

fn budget(rows: &[(&str, [i64; 3])]) -> Budget {
    Budget(rows.iter().map(|(n, years)| ((*n).to_owned(), years.map(Cents::from_euros).into())).collect())
}

#[test]
fn figures_add_up_by_year_and_by_funder() {
    let entered = budget(&[
        ("60", [40, 40, 0]),
        ("64", [60, 60, 0]),
        ("70", [20, 33, 0]),
        ("74", [50, 40, 0]),
        ("864", [100, 0, 0]),
        ("870", [80, 0, 0]),
        ("99", [7, 7, 7]),
    ]);
    let plan = [
        funder("Ville de Rives", "local_authority", [10, 10, 0]),
        funder("ville  de rives", "local_authority", [0, 5, 0]),
        funder("Région", "local_authority", [10, 10, 0]),
        funder("Fondation", "private", [10, 0, 0]),
        funder("FSE", "europe", [0, 2, 9]),
    ];
    let figures = figures(&entered, &plan, 2, &accounts());
    let euros = Cents::from_euros;
    assert_eq!(figures.years[0].gap, euros(0));
    assert!(!figures.years[0].balances(), "86 and 87 differ");
    assert!(figures.years[1].balances());
    assert_eq!(figures.years[0].self_financing, Some(BasisPoints(2_000)));
    assert_eq!(figures.years[0].self_financing_in_kind, Some(BasisPoints(5_000)));
    assert_eq!((figures.requested(), figures.eligible_base()), (euros(90), euros(200)));
    assert_eq!((figures.local_authorities, figures.public), (euros(45), euros(137)));
    let each: Vec<(&str, Cents)> = figures.each_local_authority().map(|f| (f.name.as_str(), f.total)).collect();
    assert_eq!(each, [("Ville de Rives", euros(25)), ("Région", euros(20))]);
    assert_eq!(figures.funders[3].kind, Some(FunderKind::Europe));
    assert_eq!(figures.funders[3].total, euros(2), "a year beyond the budget does not count");
    let nothing = crate::budget::figures(&Budget::default(), &[], 3, &accounts());
    assert_eq!((nothing.years.len(), nothing.total.self_financing), (3, None));
}

#[test]
fn an_empty_dossier_misses_what_is_required_and_nothing_else() {
    let call = ptce_2013();
    let (none, joined) = (Answers::default(), BTreeMap::new());
    let lacking = missing(&call, &Shown::new(&call, "emergence", &none, &joined));
    let required = call.form.questions().filter(|question| question.required).count();
    assert_eq!(lacking.questions.len(), required);
    assert!(lacking.questions.iter().any(|gap| gap.question == "sworn_tax" && gap.why == Lack::NotSworn));
    assert_eq!(lacking.pieces, ["statuts", "budget-structure", "lettres-membres", "cofinancement"]);
    let lacking = missing(&call, &Shown::new(&call, "consolidation", &none, &joined));
    assert!(lacking.pieces.contains(&"comptes".to_owned()));
    for step in &call.form.steps {
        assert_eq!(
            step_state(&call, step, &Shown::new(&call, "emergence", &none, &joined)),
            StepState::Empty,
            "{}",
            step.code
        );
    }
}

#[test]
fn what_lacks_is_said_precisely() {
    let call = ptce_2013();
    let mut answers = Answers::default();
    let mut put = |code: &str, answer: Answer| drop(answers.0.insert(code.to_owned(), answer));
    put("needs", text("court"));
    put("sworn_tax", Answer::YesNo(false));
    put("lead_legal_form", Answer::Choice("association".into()));
    put("members", Answer::Table(vec![Row { id: "r1".into(), cells: BTreeMap::new() }]));
    put("risks", Answer::Table(vec![Row { id: "r9".into(), cells: [("risk".to_owned(), text("gel"))].into() }]));
    put("budget", Answer::Budget(budget(&[("60", [0, 0, 0])])));
    let lacking = missing(&call, &Shown::new(&call, "emergence", &answers, &[("statuts".to_owned(), 1)].into()));
    let why = |code: &str| lacking.questions.iter().find(|gap| gap.question == code).map(|gap| gap.why.clone());
    assert_eq!(why("needs"), Some(Lack::TooShort { min: 200, got: 5 }));
    assert_eq!(why("sworn_tax"), Some(Lack::NotSworn));
    assert_eq!(why("members"), Some(Lack::TooFewRows { min: 2, got: 1 }));
    let cells = Lack::CellsMissing { row: 1, row_id: "r9".into(), columns: vec!["answer".into()] };
    assert_eq!(why("risks"), Some(cells), "an optional table is held to its columns once begun");
    assert_eq!(why("budget"), Some(Lack::Unanswered));
    assert!(lacking.pieces.contains(&"dirigeants".to_owned()) && !lacking.pieces.contains(&"statuts".to_owned()));
    let shown = Shown::new(&call, "emergence", &answers, &BTreeMap::new());
    assert!(shown.owes("declaration") && !shown.owes("rib"));
    let step = call.form.step("territoire").expect("step");
    assert_eq!(
        step_state(&call, step, &Shown::new(&call, "emergence", &answers, &BTreeMap::new())),
        StepState::Started
    );
}

#[test]
fn a_full_dossier_misses_nothing_and_survives_storage() {
    let call = ptce_2013();
    let answers = Answers(call.form.questions().map(|q| (q.code.clone(), sample(&q.kind, 2))).collect());
    let joined: BTreeMap<String, usize> = call.pieces.iter().map(|piece| (piece.code.clone(), 1)).collect();
    let lacking = missing(&call, &Shown::new(&call, "consolidation", &answers, &joined));
    assert!(lacking.is_empty(), "{lacking:?}");
    for step in &call.form.steps {
        assert_eq!(
            step_state(&call, step, &Shown::new(&call, "consolidation", &answers, &joined)),
            StepState::Complete
        );
    }
    assert_eq!(Answers::from_json(&call.form, &answers.to_json()), Some(answers.clone()));
    assert_eq!(answers.rows("members").len(), 2);
    assert_eq!(answers.integer(codes::DURATION), Some(1));
    assert!(call.form.budget(&answers).is_some() && answers.choices("sectors").next().is_some());
}

/// A complete answer of a kind; tables get `rows` rows.
fn sample(kind: &QuestionKind, rows: usize) -> Answer {
    match kind {
        QuestionKind::ShortText { .. } => text("un"),
        QuestionKind::LongText { min, .. } => text(&"é".repeat((*min).max(1))),
        QuestionKind::Integer { min, .. } => Answer::Integer(*min),
        QuestionKind::Money => Answer::Money(Cents(1)),
        QuestionKind::Date => Answer::Date(LocalDate::from_ymd_opt(2013, 9, 1).expect("a day")),
        QuestionKind::YesNo | QuestionKind::Sworn => Answer::YesNo(true),
        QuestionKind::Choice(choices) => Answer::Choice(choices[0].value.clone()),
        QuestionKind::Choices(choices) => set(&[&choices[0].value]),
        QuestionKind::Email => text("a@example.org"),
        QuestionKind::Phone => text("+33199001234"),
        QuestionKind::Siret => text("73282932000074"),
        QuestionKind::Rna => text("W751234567"),
        QuestionKind::Departments => set(&["2A"]),
        QuestionKind::File => text("never stored"),
        QuestionKind::Table { columns, .. } => {
            let cells = || columns.iter().map(|column| (column.code.clone(), sample(&column.kind, 0))).collect();
            Answer::Table((0..rows).map(|row| Row { id: format!("r{row}"), cells: cells() }).collect())
        }
        QuestionKind::Budget { .. } => Answer::Budget(budget(&[("60", [1, 2, 3])])),
    }
}

fn kinds() -> impl Strategy<Value = QuestionKind> {
    prop::sample::select(vec![
        QuestionKind::ShortText { max: 40 },
        QuestionKind::LongText { min: 2, max: 60 },
        QuestionKind::Integer { min: -9, max: 9_999 },
        QuestionKind::Money,
        QuestionKind::Date,
        QuestionKind::YesNo,
        QuestionKind::Sworn,
        QuestionKind::Choice(choices()),
        QuestionKind::Choices(choices()),
        QuestionKind::Departments,
        QuestionKind::Email,
        QuestionKind::Phone,
        QuestionKind::Siret,
        QuestionKind::Rna,
    ])
}

proptest! {
    #[test]
    fn parsing_never_panics_and_what_it_gives_survives_storage(kind in kinds(), raw in ".{0,50}|[0-9]{1,6}|[ab]|yes") {
        if let Ok(Some(answer)) = parse_answer(&kind, &[&raw]) {
            prop_assert_eq!(Answer::from_json(&kind, &answer.to_json()), Some(answer));
        }
    }

    /// What a database gives back after somebody wrote to it by hand.
    #[test]
    fn any_stored_value_is_read_or_refused(kind in kinds(), stored in super::canonical::value()) {
        if let Some(answer) = Answer::from_json(&kind, &stored) {
            // Values of a list may be stored in another order: they are read as the same set.
            prop_assert_eq!(Answer::from_json(&kind, &answer.to_json()), Some(answer));
        }
        let table = QuestionKind::Table { columns: Vec::new(), rows_min: 0, rows_max: 9, row_name: String::new() };
        let _ = Answer::from_json(&table, &stored);
        let _ = Budget::from_json(&stored);
    }

    #[test]
    fn any_day_survives_both_writings(days in 0i64..400_000) {
        let day = LocalDate::from_ymd_opt(1500, 1, 1).expect("a day") + chrono::Duration::days(days);
        for written in [day.format("%Y-%m-%d").to_string(), day.format("%d/%m/%Y").to_string()] {
            prop_assert_eq!(parse_answer(&QuestionKind::Date, &[&written]), Ok(Some(Answer::Date(day))));
        }
    }

    #[test]
    fn totals_are_the_sums_of_the_years(cells in prop::collection::vec((0usize..6, 0usize..3, 0i64..1_000_000), 0..30)) {
        let mut entered = Budget::default();
        for (account, year, cents) in cells {
            let number = accounts()[account].number.clone();
            entered.0.entry(number).or_insert_with(|| vec![Cents::ZERO; 3])[year] = Cents(cents);
        }
        let figures = figures(&entered, &[], 3, &accounts());
        prop_assert_eq!(figures.total.charges, figures.years.iter().map(|y| y.charges).sum::<Cents>());
        prop_assert_eq!(figures.total.gap, figures.years.iter().map(|y| y.gap).sum::<Cents>());
        prop_assert_eq!(figures.public, figures.requested());
        prop_assert_eq!(Budget::from_json(&entered.to_json()), Some(entered));
    }
}
