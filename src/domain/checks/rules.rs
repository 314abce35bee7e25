//! Rules of the call: each predicate when it holds, when it does not, and when the facts do not tell.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::scoring;
use crate::{
    answers::{Answer, Answers, Row},
    budget::Budget,
    call::{AllocationPolicy, Calendar, Call, Caps, Contact, Effect, Owed, Piece, Rule, Track},
    form::{Account, Form, Question, QuestionKind, Side, Step, codes},
    money::{BasisPoints, Cents},
    rules::{Evidence, Facts, Finding, LeadStanding, Outcome, Predicate, assess},
    time::{Instant, Zone},
};

const DEADLINE: Instant = Instant::from_micros(1_000);

fn question(code: &str, required: bool, kind: QuestionKind) -> Question {
    let text = String::new;
    Question { code: code.into(), label: text(), help: text(), example: text(), required, kind }
}

fn account(number: &str, side: Side) -> Account {
    Account { number: number.into(), label: String::new(), side }
}

fn track() -> Track {
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

fn call(predicate: Predicate) -> Call {
    let text = String::new;
    let accounts = [("60", Side::Charges), ("70", Side::Income), ("741", Side::Requested)];
    let in_kind = [("86", Side::InKindCharges), ("87", Side::InKindIncome)];
    let accounts = accounts.into_iter().chain(in_kind).map(|(number, side)| account(number, side)).collect();
    let table = || QuestionKind::Table { columns: vec![], rows_min: 1, rows_max: 9, row_name: text() };
    let questions = vec![
        question(codes::LEAD_SIRET, true, QuestionKind::Siret),
        question(codes::LEAD_CATEGORY, false, QuestionKind::Choice(vec![])),
        question(codes::DEPARTMENTS, false, QuestionKind::Departments),
        question(codes::DURATION, false, QuestionKind::Integer { min: 0, max: 60 }),
        question(codes::DE_MINIMIS, false, table()),
        question("sworn", true, QuestionKind::Sworn),
        question(codes::MEMBERS, false, table()),
        question(codes::FUNDING, false, table()),
        question(codes::BUDGET, false, QuestionKind::Budget { years: 2, accounts }),
    ];
    let step = Step { code: "one".into(), title: text(), intro: text(), questions, holds_pieces: true };
    let piece = |code: &str, owed| Piece { code: code.into(), label: text(), help: text(), owed, files_max: 1 };
    let rule =
        Rule { id: "ELI-1".into(), title: text(), text: text(), article: text(), effect: Effect::Finding, predicate };
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
        pieces: vec![piece("statuts", Owed::Always), piece("comptes", Owed::OnTrack("consolidation".into()))],
        rules: vec![rule],
        grid: scoring::grid(2),
        allocation: AllocationPolicy::MeritStop,
    }
}

fn found(predicate: Predicate, answers: &Answers, at: Instant, kept_by_lead: LeadStanding) -> Finding {
    let (call, track, pieces_joined) = (call(predicate), track(), BTreeMap::new());
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

fn judge(predicate: Predicate, answers: &Answers) -> Finding {
    found(predicate, answers, Instant::from_micros(0), LeadStanding::Unknown)
}

fn answers<const N: usize>(given: [(&str, Answer); N]) -> Answers {
    Answers(given.into_iter().map(|(code, answer)| (code.to_owned(), answer)).collect())
}

fn text(value: &str) -> Answer {
    Answer::Text(value.into())
}

fn choice(value: &str) -> Answer {
    Answer::Choice(value.into())
}

fn table(rows: &[&[(&str, Answer)]]) -> Answer {
    let cells = |row: &&[(&str, Answer)]| row.iter().map(|(code, a)| ((*code).to_owned(), a.clone())).collect();
    Answer::Table(rows.iter().map(|row| Row { id: "r".into(), cells: cells(row) }).collect())
}

fn budget(lines: &[(&str, [i64; 2])]) -> Answer {
    let line = |(number, years): &(&str, [i64; 2])| ((*number).to_owned(), years.map(Cents::from_euros).to_vec());
    Answer::Budget(Budget(lines.iter().map(line).collect()))
}

use Outcome::{Broken, NeedsHuman, Respected};

#[test]
fn time_and_lead_are_told_by_facts() {
    let check = |predicate: Predicate, at, kept, expected| {
        assert_eq!(found(predicate, &Answers::default(), Instant::from_micros(at), kept).outcome, expected);
    };
    check(Predicate::FiledBeforeClosing, 999, LeadStanding::Unknown, Respected);
    check(Predicate::FiledBeforeClosing, 1_000, LeadStanding::Unknown, Broken);
    check(Predicate::OneDossierPerLeadAndTrack, 0, LeadStanding::LastFiled, Respected);
    check(Predicate::OneDossierPerLeadAndTrack, 0, LeadStanding::Superseded, Broken);
    check(Predicate::OneDossierPerLeadAndTrack, 0, LeadStanding::Unknown, NeedsHuman);
    check(Predicate::HumanCheck, 0, LeadStanding::LastFiled, NeedsHuman);
}

#[test]
fn missing_answers_break_completeness_only() {
    let empty = Answers::default();
    let missing = |question: &str| Evidence::MissingAnswer { step: "one".into(), question: question.into(), row: None };
    let piece = Evidence::MissingPiece { piece: "statuts".into() };
    let complete = judge(Predicate::Complete, &empty);
    assert_eq!((complete.outcome, complete.evidence), (Broken, vec![missing("lead_siret"), missing("sworn"), piece]));
    let sworn = |yes| answers([("sworn", Answer::YesNo(yes))]);
    assert_eq!(judge(Predicate::Answered(vec!["sworn".into()]), &sworn(false)).outcome, Broken);
    assert_eq!(judge(Predicate::Answered(vec!["sworn".into()]), &sworn(true)).outcome, Respected);
    for predicate in predicates().into_iter().filter(|p| !matches!(p, Predicate::Complete | Predicate::Answered(_))) {
        assert_ne!(judge(predicate.clone(), &empty).outcome, Broken, "{predicate:?}");
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
    let check = |predicate: Predicate, rows: &[&[(&str, Answer)]], expected| {
        assert_eq!(judge(predicate.clone(), &group(rows)).outcome, expected, "{predicate:?} {rows:?}");
    };
    check(Predicate::MinDistinctSiren(3), &[&town, &firm], Respected);
    check(Predicate::MinDistinctSiren(3), &[&town, &twin], Broken);
    check(Predicate::MinDistinctSiren(3), &[&town, &nameless], NeedsHuman);
    let each = || Predicate::MinPerCategory(BTreeMap::from([("ess".into(), 1), ("enterprise".into(), 1)]));
    check(each(), &[&firm], Respected);
    check(each(), &[&town], Broken);
    check(each(), &[&nameless], NeedsHuman);
    let among = |min| Predicate::MinAmongCategories { categories: vec!["local_authority".into()], min };
    check(among(1), &[&town, &twin], Respected);
    check(among(2), &[&town, &twin], Broken);
}

#[test]
fn requests_and_shares_are_compared_exactly() {
    let plan = |requested: i64, charges: i64, local: i64| {
        let year = Answer::Money(Cents::from_euros(local));
        let row = [("name", text("Ville")), ("kind", choice("local_authority")), ("year_1", year)];
        let lines = [("60", [charges, 0]), ("741", [requested, 0])];
        answers([(codes::BUDGET, budget(&lines)), (codes::FUNDING, table(&[&row]))])
    };
    let check = |predicate: Predicate, (requested, charges, local), expected| {
        assert_eq!(
            judge(predicate, &plan(requested, charges, local)).outcome,
            expected,
            "{requested} {charges} {local}"
        );
    };
    check(Predicate::RequestWithinTrack, (700, 1_000, 0), Respected);
    check(Predicate::RequestWithinTrack, (701, 1_000, 0), Broken);
    check(Predicate::RequestWithinTrack, (499, 1_000, 0), Broken);
    check(Predicate::RequestWithinTrack, (1_201, 9_000, 0), Broken);
    check(Predicate::RequestWithinTrack, (700, 0, 0), NeedsHuman);
    check(Predicate::LocalCofinancingWithinCaps, (500, 1_000, 200), Respected);
    check(Predicate::LocalCofinancingWithinCaps, (500, 1_000, 201), Broken);
    check(Predicate::LocalCofinancingWithinCaps, (601, 1_000, 200), Broken);
    check(Predicate::LocalCofinancingWithinCaps, (500, 1_000, 0), Broken);
    check(Predicate::BudgetBalanced, (700, 900, 200), Respected);
    check(Predicate::BudgetBalanced, (700, 901, 200), Broken);
    check(Predicate::DeMinimisHeadroom(Cents::from_euros(700)), (700, 0, 0), Respected);
    check(Predicate::DeMinimisHeadroom(Cents::from_euros(699)), (700, 0, 0), Broken);
}

#[test]
fn answers_are_among_values_or_unknown() {
    let months = |months| answers([(codes::DURATION, Answer::Integer(months))]);
    for (given, expected) in [(11, Broken), (12, Respected), (24, Respected), (25, Broken)] {
        assert_eq!(judge(Predicate::DurationWithinTrack, &months(given)).outcome, expected);
    }
    let is_no = || Predicate::AnswerIs { question: "q".into(), value: false };
    assert_eq!(judge(is_no(), &answers([("q", Answer::YesNo(true))])).outcome, Broken);
    let among = || Predicate::AnswerAmong { question: "q".into(), values: vec!["scic".into()] };
    assert_eq!(judge(among(), &answers([("q", choice("scic"))])).outcome, Respected);
    assert_eq!(judge(among(), &answers([("q", choice("sa"))])).outcome, Broken);
    let departments = |code: &str| answers([("departments", Answer::Choices(BTreeSet::from([code.to_owned()])))]);
    assert_eq!(judge(Predicate::TerritoryInFrance, &departments("2A")).outcome, Respected);
    assert_eq!(judge(Predicate::TerritoryInFrance, &departments("XX")).outcome, Broken);
}

fn predicates() -> Vec<Predicate> {
    vec![
        Predicate::FiledBeforeClosing,
        Predicate::Complete,
        Predicate::Answered(vec!["sworn".into(), "unknown".into()]),
        Predicate::OneDossierPerLeadAndTrack,
        Predicate::AnswerAmong { question: "lead_category".into(), values: vec!["ess".into()] },
        Predicate::AnswerIs { question: "sworn".into(), value: true },
        Predicate::MinDistinctSiren(3),
        Predicate::MinPerCategory(BTreeMap::from([("ess".into(), 1)])),
        Predicate::MinAmongCategories { categories: vec!["research".into()], min: 1 },
        Predicate::TerritoryInFrance,
        Predicate::RequestWithinTrack,
        Predicate::LocalCofinancingWithinCaps,
        Predicate::BudgetBalanced,
        Predicate::DeMinimisHeadroom(Cents(1)),
        Predicate::DurationWithinTrack,
        Predicate::HumanCheck,
    ]
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
        for predicate in predicates() {
            let finding = judge(predicate, &answers);
            let stored = serde_json::to_string(&finding).unwrap();
            prop_assert_eq!(serde_json::from_str::<Finding>(&stored).unwrap(), finding);
        }
    }
}
