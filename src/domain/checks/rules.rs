//! Rules of the call: when they hold, when they do not, when the facts do not tell, and what they show of it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::scoring;
use crate::{
    answers::{Answer, Answers, Row},
    budget::Budget,
    call::{AllocationPolicy, Calendar, Call, Caps, Contact, Effect, Owed, Piece, Rule, Track},
    expression::{Op, parse},
    form::{Account, Choice, Form, Question, QuestionKind, Side, Step, codes},
    meaning::{ExpressionRole, Seen, Side as Of, Truth, check},
    money::{BasisPoints, Cents},
    rules::{Evidence, Facts, Finding, FindingOutcome, LeadStanding, assess},
    time::{Instant, Zone},
};

const DEADLINE: Instant = Instant::from_micros(1_000);

pub(super) fn question(code: &str, required: bool, kind: QuestionKind) -> Question {
    let text = String::new;
    let (visible_if, required_if) = (None, None);
    Question {
        code: code.into(),
        label: text(),
        help: text(),
        example: text(),
        required,
        visible_if,
        required_if,
        kind,
    }
}

pub(super) fn choices(values: &[&str]) -> Vec<Choice> {
    values.iter().map(|value| Choice { value: (*value).into(), label: (*value).into() }).collect()
}

fn account(number: &str, side: Side) -> Account {
    Account { number: number.into(), label: String::new(), side }
}

pub(super) fn track() -> Track {
    Track {
        code: "emergence".into(),
        name: String::new(),
        idea: String::new(),
        envelope: Cents::from_euros(1_000_000),
        requested_min: Cents::from_euros(500),
        requested_max: Cents::from_euros(1_200),
        months_min: Some(12),
        months_max: Some(24),
        rate_max: Some(BasisPoints(7_000)),
    }
}

pub(super) fn call(holds: &str) -> Call {
    let text = String::new;
    let accounts = [("60", Side::Charges), ("70", Side::Income), ("741", Side::Requested)];
    let in_kind = [("86", Side::InKindCharges), ("87", Side::InKindIncome)];
    let accounts = accounts.into_iter().chain(in_kind).map(|(number, side)| account(number, side)).collect();
    let table = |columns| QuestionKind::Table { columns, rows_min: 1, rows_max: 9, row_name: text() };
    let short = || QuestionKind::ShortText { max: 50 };
    let category = || QuestionKind::Choice(choices(&["ess", "enterprise", "local_authority", "research"]));
    let funder = choices(&["state", "local_authority", "europe", "other_public", "private"]);
    let member = vec![
        question(codes::MEMBER_NAME, true, short()),
        question(codes::MEMBER_SIRET, true, QuestionKind::Siret),
        question(codes::MEMBER_CATEGORY, true, category()),
    ];
    let plan = vec![
        question(codes::FUNDER_NAME, true, short()),
        question(codes::FUNDER_KIND, true, QuestionKind::Choice(funder)),
        question("year_1", false, QuestionKind::Money),
        question("year_2", false, QuestionKind::Money),
    ];
    let aid = vec![question(codes::DE_MINIMIS_AMOUNT, true, QuestionKind::Money)];
    let aid = QuestionKind::Table { columns: aid, rows_min: 0, rows_max: 9, row_name: text() };
    let questions = vec![
        question(codes::LEAD_SIRET, true, QuestionKind::Siret),
        question("sworn", true, QuestionKind::Sworn),
        question(codes::LEAD_CATEGORY, false, category()),
        question("member_of", false, QuestionKind::YesNo),
        question("form", false, QuestionKind::Choice(choices(&["scic", "sa"]))),
        question("sectors", false, QuestionKind::Choices(choices(&["food", "energy", "culture"]))),
        question("since", false, QuestionKind::Date),
        question("note", false, short()),
        question("scan", false, QuestionKind::File),
        question(codes::DEPARTMENTS, false, QuestionKind::Departments),
        question(codes::DURATION, false, QuestionKind::Integer { min: 0, max: 99 }),
        question("cash", false, QuestionKind::Money),
        question(codes::MEMBERS, true, table(member)),
        question(codes::FUNDING, true, table(plan)),
        question(codes::DE_MINIMIS, false, aid),
        question(codes::BUDGET, false, QuestionKind::Budget { years: 2, accounts }),
    ];
    let step = Step { code: "one".into(), title: text(), intro: text(), questions, holds_pieces: true };
    let piece = |code: &str, owed| Piece { code: code.into(), label: text(), help: text(), owed, files_max: 1 };
    let holds = parse(holds).unwrap_or_else(|problem| panic!("{holds}: {problem:?}"));
    let rule =
        Rule { id: "ELI-1".into(), title: text(), text: text(), article: text(), effect: Effect::Finding, holds };
    Call {
        slug: "essai".into(),
        number_prefix: "2013".into(),
        title: text(),
        notice: text(),
        fictitious: true,
        summary: text(),
        purpose: vec![],
        audience: vec![],
        appeals: vec![],
        contact: Contact { service: text(), email: text(), phone: text(), address: text() },
        zone: Zone::PARIS,
        calendar: Calendar { opens: Instant::from_micros(0), closes: DEADLINE, steps: vec![] },
        envelope: Cents::from_euros(1_000_000),
        funders: vec![],
        tracks: vec![track()],
        caps: Caps {
            one_local_authority: Some(BasisPoints(2_000)),
            all_local_authorities: Some(BasisPoints(5_000)),
            all_public: Some(BasisPoints(8_000)),
        },
        form: Form::usual(vec![step]),
        pieces: vec![
            piece("statuts", Owed::Always),
            piece("comptes", Owed::When(parse("track = \"consolidation\"").expect("parses"))),
        ],
        rules: vec![rule],
        grid: scoring::grid(2),
        allocation: AllocationPolicy::MeritStop,
    }
}

fn found(holds: &str, answers: &Answers, at: Instant, kept_by_lead: LeadStanding) -> Finding {
    let (call, track, pieces_joined) = (call(holds), track(), BTreeMap::new());
    assert_eq!(check(&call, &call.rules[0].holds, ExpressionRole::Rule), Ok(()), "{holds}");
    let mut findings = assess(&Facts {
        call: &call,
        track: &track,
        answers,
        pieces_joined: &pieces_joined,
        deadline: DEADLINE,
        instant: at,
        kept_by_lead,
    });
    assert_eq!(findings.len(), 1);
    findings.remove(0)
}

fn judge(holds: &str, answers: &Answers) -> Finding {
    found(holds, answers, Instant::from_micros(0), LeadStanding::Unknown)
}

pub(super) fn answers<const N: usize>(given: [(&str, Answer); N]) -> Answers {
    Answers(given.into_iter().map(|(code, answer)| (code.to_owned(), answer)).collect())
}

pub(super) fn text(value: &str) -> Answer {
    Answer::Text(value.into())
}

pub(super) fn choice(value: &str) -> Answer {
    Answer::Choice(value.into())
}

pub(super) fn table(rows: &[&[(&str, Answer)]]) -> Answer {
    let cells = |row: &&[(&str, Answer)]| row.iter().map(|(code, a)| ((*code).to_owned(), a.clone())).collect();
    Answer::Table(rows.iter().map(|row| Row { id: "r".into(), cells: cells(row) }).collect())
}

pub(super) fn budget(lines: &[(&str, [i64; 2])]) -> Answer {
    let line = |(number, years): &(&str, [i64; 2])| ((*number).to_owned(), years.map(Cents::from_euros).to_vec());
    Answer::Budget(Budget(lines.iter().map(line).collect()))
}

use FindingOutcome::{Broken, NeedsHuman, Respected};

const SIREN: &str = "count_distinct(siren(lead_siret), siren(members.siret)) >= 3";
const BOTH: &str = "(lead_category = \"ess\" or any(members, category = \"ess\")) \
                    and (lead_category = \"enterprise\" or any(members, category = \"enterprise\"))";
const TWO_TOWNS: &str = "count_distinct(siren(lead_siret) if lead_category = \"local_authority\", \
                         siren(members.siret) if category = \"local_authority\") >= 2";
const REQUEST: &str = "budget.requested in track.requested_min..track.requested_max \
                       and budget.requested <= track.rate_max * budget.eligible_base";
const LOCAL: &str = "budget.local_authorities > 0 € \
                     and budget.largest_local_authority <= caps.one_local_authority * budget.eligible_base \
                     and budget.local_authorities <= caps.all_local_authorities * budget.eligible_base \
                     and budget.public <= caps.all_public * budget.eligible_base";
const BALANCED: &str = "all(budget.years, gap = 0 € and in_kind_gap = 0 €)";
const MONTHS: &str = "duration_months in track.months_min..track.months_max";

/// Rules that are not about what is there and what is not.
const RULES: [&str; 12] = [
    "filed_at < closes_at",
    "kept_by_lead",
    "lead_category in [\"ess\"]",
    "sworn = yes",
    SIREN,
    BOTH,
    TWO_TOWNS,
    "count(departments) >= 1",
    REQUEST,
    LOCAL,
    MONTHS,
    "judged_by_a_person",
];

#[test]
fn time_and_lead_are_told_by_facts() {
    let check = |holds: &str, at, kept, expected| {
        assert_eq!(found(holds, &Answers::default(), Instant::from_micros(at), kept).outcome, expected);
    };
    check("filed_at < closes_at", 999, LeadStanding::Unknown, Respected);
    check("filed_at < closes_at", 1_000, LeadStanding::Unknown, Broken);
    check("kept_by_lead", 0, LeadStanding::LastFiled, Respected);
    check("kept_by_lead", 0, LeadStanding::Superseded, Broken);
    check("kept_by_lead", 0, LeadStanding::Unknown, NeedsHuman);
    check("judged_by_a_person", 0, LeadStanding::LastFiled, NeedsHuman);
    let late = found("filed_at < closes_at", &Answers::default(), DEADLINE, LeadStanding::Unknown);
    assert_eq!(late.evidence, [Evidence::Filed { at: DEADLINE, closes: DEADLINE }]);
    let other =
        found("not judged_by_a_person or kept_by_lead", &Answers::default(), DEADLINE, LeadStanding::Superseded);
    assert_eq!((other.outcome, other.evidence), (NeedsHuman, vec![Evidence::Superseded]));
}

#[test]
fn missing_answers_break_completeness_only() {
    let empty = Answers::default();
    let missing = |question: &str| Evidence::MissingAnswer { step: "one".into(), question: question.into(), row: None };
    let piece = Evidence::MissingPiece { piece: "statuts".into() };
    let complete = judge("complete", &empty);
    let lacking = ["lead_siret", "sworn", "members", "funding"].map(missing).into_iter().chain([piece]).collect();
    assert_eq!((complete.outcome, complete.evidence), (Broken, lacking));
    let sworn = |yes| answers([("sworn", Answer::YesNo(yes))]);
    assert_eq!(judge("answered(sworn)", &sworn(false)).outcome, Broken);
    assert_eq!(judge("answered(sworn)", &sworn(true)).outcome, Respected);
    assert_eq!(judge("answered(sworn, note)", &sworn(true)).evidence, [missing("note")]);
    for rule in RULES {
        assert_ne!(judge(rule, &empty).outcome, Broken, "{rule}");
    }
}

#[test]
fn composition_counts_legal_persons_and_knows_what_it_does_not_know() {
    let member = |siret: &str, category: &str| [("siret", text(siret)), ("category", choice(category))];
    let (town, firm) = (member("22222222200011", "local_authority"), member("33333333300011", "enterprise"));
    let (twin, nameless) = (member("22222222200029", "local_authority"), [("name", text("Sans numéro"))]);
    let group = |rows: &[&[(&str, Answer)]]| {
        let lead = (codes::LEAD_SIRET, text("11111111100011"));
        answers([lead, (codes::LEAD_CATEGORY, choice("ess")), (codes::MEMBERS, table(rows))])
    };
    let check = |holds: &str, rows: &[&[(&str, Answer)]], expected| {
        assert_eq!(judge(holds, &group(rows)).outcome, expected, "{holds} {rows:?}");
    };
    check(SIREN, &[&town, &firm], Respected);
    check(SIREN, &[&town, &twin], Broken);
    check(SIREN, &[&town, &nameless], NeedsHuman);
    check(BOTH, &[&firm], Respected);
    check(BOTH, &[&town], Broken);
    check(BOTH, &[&nameless], NeedsHuman);
    check("any(members, category = \"local_authority\")", &[&town, &twin], Respected);
    check(TWO_TOWNS, &[&town, &twin], Broken);
    check(TWO_TOWNS, &[&town, &nameless], NeedsHuman);
    let counted = judge(SIREN, &group(&[&town, &nameless])).evidence;
    let Evidence::Compared { left, op, right, holds, .. } = &counted[0] else { panic!("{counted:?}") };
    assert_eq!((&left.value, op, &right.value), (&Seen::Numbers(2, Some(3)), &Op::AtLeast, &Seen::Number(3)));
    assert_eq!((left.of.as_str(), *holds), ("count_distinct(siren(lead_siret), siren(members.siret))", Truth::Unknown));
}

#[test]
fn requests_and_shares_are_compared_exactly() {
    let plan = |requested: i64, charges: i64, local: i64| {
        let year = Answer::Money(Cents::from_euros(local));
        let row = [("name", text("Ville")), ("kind", choice("local_authority")), ("year_1", year)];
        let lines = [("60", [charges, 0]), ("741", [requested, 0])];
        answers([(codes::BUDGET, budget(&lines)), (codes::FUNDING, table(&[&row]))])
    };
    let check = |holds: &str, (requested, charges, local), expected| {
        assert_eq!(judge(holds, &plan(requested, charges, local)).outcome, expected, "{requested} {charges} {local}");
    };
    check(REQUEST, (700, 1_000, 0), Respected);
    check(REQUEST, (701, 1_000, 0), Broken);
    check(REQUEST, (499, 1_000, 0), Broken);
    check(REQUEST, (1_201, 9_000, 0), Broken);
    check(REQUEST, (700, 0, 0), NeedsHuman);
    check(LOCAL, (500, 1_000, 200), Respected);
    check(LOCAL, (500, 1_000, 201), Broken);
    check(LOCAL, (601, 1_000, 200), Broken);
    check(LOCAL, (500, 1_000, 0), Broken);
    check(BALANCED, (700, 900, 200), Respected);
    check(BALANCED, (700, 901, 200), Broken);
    check("sum(de_minimis, amount) + budget.requested <= 700 €", (700, 0, 0), Respected);
    check("sum(de_minimis, amount) + budget.requested <= 699.99 €", (700, 0, 0), Broken);
    let capped = judge(LOCAL, &plan(500, 1_000, 201)).evidence;
    let one = Of {
        of: "budget.largest_local_authority".into(),
        value: Seen::Money(Cents(20_100)),
        who: Some("Ville".into()),
    };
    let share = Seen::Share(BasisPoints(2_000), Cents(100_000), "budget.eligible_base".into());
    let cap = Of { of: "caps.one_local_authority * budget.eligible_base".into(), value: share, who: None };
    let told = Evidence::Compared { row: None, either: false, left: one, op: Op::AtMost, right: cap, holds: Truth::No };
    assert!(capped.contains(&told), "{capped:#?}");
    assert_eq!(capped.iter().filter(|evidence| evidence.breaks()).count(), 1);
}

#[test]
fn money_of_nobody_knows_whom_may_be_anybodys() {
    let year = |euros| Answer::Money(Cents::from_euros(euros));
    let check = |rows: &[&[(&str, Answer)]], expected| {
        let lines = [("60", [1_000, 0]), ("741", [500, 0])];
        let given = answers([(codes::BUDGET, budget(&lines)), (codes::FUNDING, table(rows))]);
        assert_eq!(judge(LOCAL, &given).outcome, expected, "{rows:?}");
    };
    let town = [("name", text("Ville")), ("kind", choice("local_authority")), ("year_1", year(150))];
    check(&[&town, &[("name", text("Qui ?")), ("year_1", year(60))]], Respected);
    check(&[&town, &[("name", text("Qui ?")), ("year_1", year(201))]], NeedsHuman);
    check(&[&town, &[("name", text("ville")), ("year_1", year(60))]], NeedsHuman);
    check(&[&town, &[("year_1", year(60))]], NeedsHuman);
    check(&[&[("name", text("Qui ?")), ("year_1", year(60))]], NeedsHuman);
    check(&[&town, &town, &[("name", text("Qui ?"))]], Broken);
}

#[test]
fn answers_are_among_values_or_unknown() {
    let months = |months| answers([(codes::DURATION, Answer::Integer(months))]);
    for (given, expected) in [(11, Broken), (12, Respected), (24, Respected), (25, Broken)] {
        assert_eq!(judge(MONTHS, &months(given)).outcome, expected);
    }
    let departments = |code: &str| answers([("departments", Answer::Choices(BTreeSet::from([code.to_owned()])))]);
    assert_eq!(judge("count(departments) >= 1", &departments("2A")).outcome, Respected);
    assert_eq!(judge("count(departments) >= 1", &departments("XX")).outcome, Broken);
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let leaf = || {
        prop_oneof![
            ".{0,12}".prop_map(Answer::Text),
            any::<i64>().prop_map(Answer::Integer),
            any::<i64>().prop_map(|cents| Answer::Money(Cents(cents))),
            any::<bool>().prop_map(Answer::YesNo),
            "local_authority|ess|é{9}".prop_map(Answer::Choice),
            prop::collection::btree_set("[0-9A-Z]{2}", 0..3).prop_map(Answer::Choices),
        ]
    };
    let column = "siret|category|name|kind|year_1|year_2|amount";
    let row = prop::collection::btree_map(column, leaf(), 0..5).prop_map(|cells| Row { id: "r".into(), cells });
    let amounts = prop::collection::vec(any::<i64>().prop_map(Cents), 0..4);
    prop_oneof![
        leaf(),
        prop::collection::vec(row, 0..4).prop_map(Answer::Table),
        prop::collection::btree_map("60|70|741|86|87", amounts, 0..5).prop_map(|b| Answer::Budget(Budget(b))),
    ]
}

proptest! {
    #[test]
    fn rules_never_panic_and_findings_survive_storage(
        given in prop::collection::btree_map(
            "lead_siret|lead_category|sworn|members|funding|budget|de_minimis|departments|duration_months",
            any_answer(),
            0..9,
        ),
    ) {
        let answers = Answers(given);
        for rule in RULES.into_iter().chain([BALANCED, "complete", "answered(sworn, lead_siret)"]) {
            let finding = judge(rule, &answers);
            let stored = serde_json::to_string(&finding).unwrap();
            prop_assert_eq!(serde_json::from_str::<Finding>(&stored).unwrap(), finding);
        }
    }
}

#[test]
fn findings_of_older_filings_stay_readable() {
    let stored = r#"{"rule":"ELI-2","outcome":"broken","evidence":[{"kind":"distinct_siren","found":2,"unknown":0,"min":3},
        {"kind":"share","of":{"local_authority":"Ville"},"amount":30000,"base":100000,"cap":2000},
        {"kind":"year_gap","year":1,"gap":-100}]}"#;
    let finding: Finding = serde_json::from_str(stored).expect("reads");
    assert!(finding.evidence.iter().all(Evidence::breaks));
}
