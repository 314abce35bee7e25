use domain::{
    call::Effect,
    call_file,
    meaning::{Shown, missing},
    rules::{Facts, FindingOutcome, LeadStanding, assess},
};

use super::*;

pub(super) fn call() -> Call {
    call_file::check(include_str!("../../../config/calls/ptce-2013.toml")).expect("the call")
}

pub(super) fn joined(application: &Application) -> BTreeMap<String, usize> {
    let mut joined = BTreeMap::new();
    for piece in &application.pieces {
        *joined.entry(piece.piece.clone()).or_default() += 1;
    }
    joined
}

/// Rules that the machine finds broken.
fn broken(call: &Call, application: &Application) -> Vec<String> {
    let findings = assess(&Facts {
        call,
        track: call.track(&application.track).expect("a track"),
        answers: &application.answers,
        pieces_joined: &joined(application),
        deadline: call.calendar.closes,
        instant: call.calendar.opens,
        kept_by_lead: LeadStanding::LastFiled,
    });
    findings.into_iter().filter(|found| found.outcome == FindingOutcome::Broken).map(|found| found.rule).collect()
}

#[test]
fn a_dossier_without_defect_is_complete_and_breaks_no_rule_that_refuses() {
    let (words, call) = (Words::load().expect("words"), call());
    for seed in 1..=3 {
        for application in applications(&words, &call, seed, 180, 1) {
            let broken: Vec<String> =
                broken(&call, &application).into_iter().filter(|rule| rule != "ELI-4" && rule != "ELI-11").collect();
            if application.defect.is_none() {
                let lacking =
                    missing(&call, &Shown::new(&call, &application.track, &application.answers, &joined(&application)));
                assert!(lacking.is_empty(), "{}: {lacking:?}", application.pole);
                assert!(broken.is_empty(), "{}: {broken:?}", application.pole);
            }
        }
    }
}

#[test]
fn a_planted_defect_breaks_the_rule_that_it_is_named_after() {
    let (words, call) = (Words::load().expect("words"), call());
    let expected = |defect| match defect {
        Defect::MissingPiece | Defect::MissingAnswer => Some("ADM-2"),
        Defect::FewMembers => Some("ELI-2"),
        Defect::NoEnterprise => Some("ELI-3"),
        Defect::Unbalanced => Some("ELI-8"),
        Defect::CapsExceeded | Defect::NoLocalFunding => Some("ELI-7"),
        Defect::OutOfRange => Some("ELI-6"),
        Defect::AlreadyFunded => Some("ELI-9"),
        Defect::SpendingStarted => Some("ELI-13"),
        Defect::PublicLead => Some("ELI-1"),
        Defect::OffSubject | Defect::FalseEnterprise => None,
    };
    let mut seen = BTreeSet::new();
    for application in applications(&words, &call, 5, 180, 1) {
        let Some(defect) = application.defect else { continue };
        seen.insert(defect);
        if let Some(rule) = expected(defect) {
            let broken = broken(&call, &application);
            assert!(broken.iter().any(|one| one == rule), "{defect:?} in {}: {broken:?}", application.pole);
            assert!(!broken.iter().any(|one| one == "ADM-3" || one == "ADM-1"), "it can be filed");
        }
    }
    assert_eq!(seen.len(), DEFECTS.len());
}

#[test]
fn the_same_seed_invents_the_same_dossiers() {
    let (words, call) = (Words::load().expect("words"), call());
    let print = |seed| format!("{:?}", applications(&words, &call, seed, 12, 1));
    assert_eq!(print(3), print(3));
    assert_ne!(print(3), print(4));
}

#[test]
fn texts_hold_within_the_form_and_leave_no_slot_open() {
    let (words, call) = (Words::load().expect("words"), call());
    for application in applications(&words, &call, 2, 180, 1) {
        let json = application.answers.to_json().to_string();
        assert!(!json.replace("{\"", "").replace("[{", "").contains("{o") && !json.contains("{n}"), "{json}");
        for question in call.form.questions() {
            let max = match question.kind {
                domain::form::QuestionKind::ShortText { max } | domain::form::QuestionKind::LongText { max, .. } => max,
                _ => continue,
            };
            let length = application.answers.text(&question.code).map_or(0, |text| text.chars().count());
            assert!(length <= max, "{}: {length} characters", question.code);
        }
    }
}

#[test]
fn amounts_spread_as_in_the_reference_call() {
    let (words, call) = (Words::load().expect("words"), call());
    let all = applications(&words, &call, 1, 180, 1);
    let asked = |application: &Application| -> i64 {
        let budget = call.form.budget(&application.answers).expect("a budget");
        (0..3).map(|year| budget.amount("74", year).0 / 100).sum()
    };
    let clean: Vec<i64> = all.iter().filter(|one| one.defect.is_none()).map(asked).collect();
    let mean = clean.iter().sum::<i64>() / i64::try_from(clean.len()).expect("few");
    assert!((110_000..150_000).contains(&mean), "{mean}");
    assert!(clean.iter().all(|one| (60_000..=293_000).contains(one)));
    for application in &all {
        let budget = call.form.budget(&application.answers).expect("a budget");
        assert!(budget.0.values().flatten().all(|cell| cell.0 >= 0), "{}", application.pole);
    }
    assert_eq!(all.iter().filter(|one| one.again.is_some()).count(), 3);
    assert!(all.iter().enumerate().all(|(rank, one)| one.again.is_none_or(|first| first < rank)));
}

#[test]
fn organisations_are_distinct_and_names_of_poles_unique() {
    let (words, call) = (Words::load().expect("words"), call());
    let all = applications(&words, &call, 1, 180, 1);
    let poles: BTreeSet<&str> = all.iter().map(|one| one.pole.as_str()).collect();
    assert_eq!(poles.len(), 180);
    assert!(all.iter().all(|one| one.organisations.len() >= 2 && one.organisations.len() <= 8));
}

#[test]
fn dossiers_of_2015_are_complete_and_can_all_be_filed() {
    let words = Words::load().expect("words");
    let call = call_file::check(include_str!("../../../config/calls/ptce-2015.toml")).expect("the call of 2015");
    let (mut alone, mut strict) = (0, 0);
    for application in applications(&words, &call, 2015, 60, 8_000) {
        let broken = broken(&call, &application);
        let blocking =
            |rule: &String| call.rules.iter().any(|one| one.id == *rule && one.effect == Effect::BlocksFiling);
        assert!(!broken.iter().any(blocking), "{}: {broken:?}", application.pole);
        if application.defect.is_none() {
            let lacking =
                missing(&call, &Shown::new(&call, &application.track, &application.answers, &joined(&application)));
            assert!(lacking.is_empty(), "{}: {lacking:?}", application.pole);
            assert!(broken.iter().all(|rule| rule == "ELI-4"), "{}: {broken:?}", application.pole);
            alone += 1;
            strict += broken.len();
        }
    }
    assert!(alone > 35 && strict > 0, "the third kind of member is a rule in 2015: {strict} of {alone}");
}
