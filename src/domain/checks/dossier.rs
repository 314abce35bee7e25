//! The life of a dossier: filing windows, reopening, verdicts, ceilings, what the applicant sees.

use std::collections::BTreeMap;

use crate::{
    call::{Effect, Rule, Track, Verdict},
    dossier::{
        EditRefused, PublicState, Results, State, SubmitRefused, SubmitRequest, Submitted, WorkingCopy, edit_allowed,
        in_order, number, reopen, silence_refusal_date, submit,
        verdicts::{
            BaseProblem, FindingDecision, Ruling, VerdictProblem, VerdictRequest, award_ceiling, correct_base,
            give_verdict,
        },
        withdraw,
    },
    expression::Node,
    money::{BasisPoints, Cents},
    rules::{Finding, FindingOutcome},
    time::{Instant, Zone},
};

const OPENS: Instant = Instant::from_micros(1_000);
const CLOSES: Instant = Instant::from_micros(2_000);

fn rule(id: &str, effect: Effect) -> Rule {
    let text = String::new;
    Rule {
        id: id.into(),
        title: text(),
        text: text(),
        article: text(),
        effect,
        holds: Node::name("judged_by_a_person"),
    }
}

fn finding(rule: &str, outcome: FindingOutcome) -> Finding {
    Finding { rule: rule.into(), outcome, evidence: vec![] }
}

fn at(micros: i64) -> Instant {
    Instant::from_micros(micros)
}

#[test]
fn filing_is_decided_by_state_then_time_then_rules() {
    let rules = [rule("ADM-1", Effect::BlocksFiling), rule("ADM-2", Effect::Finding)];
    let check = |state, working_copy, micros, outcome, expected: Result<bool, SubmitRefused>| {
        let findings = [finding("ADM-1", outcome), finding("ADM-2", FindingOutcome::Broken)];
        let arrived_at = at(micros);
        let (opens, closes, rules) = (OPENS, CLOSES, &rules[..]);
        let found =
            submit(&SubmitRequest { state, working_copy, opens, closes, arrived_at, rules, findings: &findings });
        let expected = expected.map(|replaces| Submitted { state: State::Filed, filed_at: arrived_at, replaces });
        assert_eq!(found, expected, "{state:?} {micros}");
    };
    use {FindingOutcome::*, SubmitRefused::*, WorkingCopy as Copy};
    check(State::Draft, Copy::None, 1_000, Respected, Ok(false));
    check(State::Draft, Copy::None, 1_999, NeedsHuman, Ok(false));
    check(State::Draft, Copy::None, 999, Respected, Err(NotOpen { at: OPENS }));
    check(State::Draft, Copy::None, 2_000, Respected, Err(Closed { at: CLOSES }));
    check(State::Draft, Copy::None, 1_500, Broken, Err(Blocked(vec!["ADM-1".into()])));
    check(State::Filed, Copy::None, 1_500, Respected, Err(WrongState(State::Filed)));
    check(State::Filed, Copy::Open, 1_500, Respected, Ok(true));
    check(State::Withdrawn, Copy::None, 1_500, Respected, Err(WrongState(State::Withdrawn)));
    let unassessed = SubmitRequest {
        state: State::Draft,
        working_copy: Copy::None,
        opens: OPENS,
        closes: CLOSES,
        arrived_at: OPENS,
        rules: &rules,
        findings: &[],
    };
    assert_eq!(submit(&unassessed), Err(Blocked(vec!["ADM-1".into()])));
}

#[test]
fn a_filed_dossier_is_edited_after_reopening_and_never_late() {
    use {EditRefused::*, WorkingCopy as Copy};
    let edit = |state, copy, micros| edit_allowed(state, copy, CLOSES, at(micros));
    assert_eq!(edit(State::Draft, Copy::None, 1_999), Ok(()));
    assert_eq!(edit(State::Draft, Copy::None, 2_000), Err(Closed { at: CLOSES }));
    assert_eq!(edit(State::Filed, Copy::None, 1_500), Err(MustReopen));
    assert_eq!(edit(State::Filed, Copy::Open, 1_500), Ok(()));
    assert_eq!(edit(State::Filed, Copy::Open, 2_000), Err(Closed { at: CLOSES }));
    assert_eq!(edit(State::InReview, Copy::None, 1_500), Err(WrongState(State::InReview)));
    assert_eq!(reopen(State::Filed, Copy::None, CLOSES, at(1_500)), Ok(Copy::Open));
    assert_eq!(reopen(State::Filed, Copy::Open, CLOSES, at(1_500)), Err(AlreadyOpen));
    assert_eq!(reopen(State::Filed, Copy::None, CLOSES, at(2_000)), Err(Closed { at: CLOSES }));
}

#[test]
fn the_applicant_sees_no_intermediate_result() {
    use State::*;
    for state in [Admissible, Inadmissible, InReview, Reviewed, Funded, Reserve, Declined] {
        assert_eq!(state.public(Results::Pending), PublicState::UnderExamination);
        assert_eq!(withdraw(state), Ok(Withdrawn));
    }
    assert_eq!(Declined.public(Results::Published), PublicState::Declined);
    assert!(withdraw(Withdrawn).is_err());
    for state in State::ALL {
        assert_eq!(State::parse(state.as_str()), Some(state));
    }
}

#[test]
fn numbers_and_dates_are_those_of_the_receipt() {
    assert_eq!(number("2013", 147), "2013-0147");
    assert_eq!(number("2013", 12_345), "2013-12345");
    let mut numbers = [number("2013", 10_000), number("2013", 2), number("2013", 9_999)];
    numbers.sort_by(|a, b| in_order(a).cmp(&in_order(b)));
    assert_eq!(numbers, ["2013-0002", "2013-9999", "2013-10000"]);
    // 31 December 2013 at 23:30 in Paris, the last day of February two months later.
    let filed = at(1_388_529_000_000_000);
    assert_eq!(silence_refusal_date(filed, Zone::PARIS).to_string(), "2014-02-28");
}

#[test]
fn a_person_decides_what_the_machine_proposes() {
    let rules = [rule("ELI-1", Effect::Finding), rule("ELI-2", Effect::Finding), rule("ADM-1", Effect::Finding)];
    let findings = [finding("ELI-1", FindingOutcome::Broken), finding("ELI-2", FindingOutcome::NeedsHuman)];
    let over = |motive: &str| FindingDecision::Overridden { motive: motive.into() };
    let check =
        |decisions: &[(&str, FindingDecision)], ruling, motive, expected: Result<State, Vec<VerdictProblem>>| {
            let decisions: BTreeMap<_, _> = decisions.iter().map(|(id, d)| ((*id).to_owned(), d.clone())).collect();
            let found = give_verdict(&VerdictRequest {
                state: State::Filed,
                verdict: Verdict::Eligibility,
                rules: &rules,
                findings: &findings,
                decisions: &decisions,
                ruling,
                motive,
                other: Some(Ruling::Favourable),
            });
            assert_eq!(found, expected, "{decisions:?} {motive}");
        };
    use {FindingDecision::Confirmed, Ruling::*, VerdictProblem::*};
    check(&[], Favourable, "", Err(vec![Undecided(vec!["ELI-1".into(), "ELI-2".into()])]));
    let broken = [("ELI-1", Confirmed), ("ELI-2", Confirmed)];
    check(&broken, Favourable, " ", Err(vec![MotiveRequired]));
    check(&broken, Favourable, "tolérance", Ok(State::Admissible));
    check(&broken, Unfavourable, "", Err(vec![MotiveRequired]));
    check(&broken, Unfavourable, "hors champ", Ok(State::Inadmissible));
    check(&[("ELI-1", over("vu")), ("ELI-2", Confirmed)], Favourable, "", Ok(State::Admissible));
    let silent = [("ELI-1", over("")), ("ELI-2", Confirmed)];
    check(&silent, Favourable, "", Err(vec![OverrideWithoutMotive(vec!["ELI-1".into()])]));
}

#[test]
fn a_corrected_base_bounds_the_award() {
    assert_eq!(correct_base(Cents(100), Cents(0), "x"), Err(BaseProblem::NotPositive));
    assert_eq!(correct_base(Cents(100), Cents(101), " "), Err(BaseProblem::MotiveRequired));
    assert_eq!(correct_base(Cents(100), Cents(99), ""), Err(BaseProblem::MotiveRequired));
    assert_eq!(correct_base(Cents(100), Cents(101), "facture"), Ok(Cents(101)));
    assert_eq!(correct_base(Cents(100), Cents(100), ""), Ok(Cents(100)));
    let track = Track {
        code: "emergence".into(),
        name: String::new(),
        idea: String::new(),
        envelope: Cents::ZERO,
        requested_min: Cents::ZERO,
        requested_max: Cents::from_euros(120),
        months_min: Some(12),
        months_max: Some(24),
        rate_max: Some(BasisPoints(7_000)),
    };
    let check = |base, requested, expected| {
        assert_eq!(award_ceiling(&track, Cents(base), Cents::from_euros(requested)), Cents::from_euros(expected));
    };
    check(10_199, 100, 71);
    check(100_000, 100, 100);
    check(100_000, 500, 120);
    check(-5, 100, 0);
}

#[test]
fn a_dossier_goes_from_state_to_state_as_it_lives() {
    use State::{Admissible, Declined, Draft, Filed, Funded, InReview, Inadmissible, Reserve, Reviewed, Withdrawn};
    let table: [(State, &[State]); 10] = [
        (Draft, &[Filed, Withdrawn]),
        (Filed, &[Filed, Admissible, Inadmissible, Withdrawn]),
        (Admissible, &[Filed, Inadmissible, InReview, Funded, Reserve, Declined, Withdrawn]),
        (Inadmissible, &[Filed, Admissible, Withdrawn]),
        (InReview, &[Admissible, Reviewed, Funded, Reserve, Declined, Withdrawn]),
        (Reviewed, &[Admissible, InReview, Funded, Reserve, Declined, Withdrawn]),
        (Funded, &[Withdrawn]),
        (Reserve, &[Funded, Declined, Withdrawn]),
        (Declined, &[Withdrawn]),
        (Withdrawn, &[]),
    ];
    assert_eq!(table.map(|(state, _)| state), State::ALL, "every state is in the table");
    for (state, all) in table {
        let next: Vec<State> = State::such_that(|next| state.may_become(next)).collect();
        assert_eq!(next, all, "{state:?}");
    }
}

#[test]
fn states_are_counted_by_what_a_dossier_has_passed() {
    for state in State::ALL {
        assert_eq!(state.passed_checks(), state.is_ranked() || state.is_decided(), "{state:?}");
        assert!(!state.is_reviewed() || state.passed_checks(), "{state:?}");
    }
}
