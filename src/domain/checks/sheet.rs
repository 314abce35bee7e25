//! Freezing and the working sheet: texts that are hashed to the byte, what is missing, what the recused see.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use uuid::Uuid;

use super::{call_file::ptce_2013, ranking::id};
use crate::{
    call::Call,
    canonical,
    committee::{
        CommitteeDecision, Contender, Contenders, DecisionState, FrozenRanking, Line, Missing, Outcome, Sheet, freeze,
    },
    dossier::State,
    ids::{DecisionId, DossierId, UserId},
    money::Cents,
    scoring::{CompleteReview, ReviewDraft, complete, criteria_of},
    time::Instant,
};

fn contender(n: u128, track: &str, requested: i64, base: i64) -> Contender {
    Contender {
        id: id(n),
        number: format!("2013-{n:04}"),
        owner: UserId::from_uuid(Uuid::nil()),
        track: track.into(),
        state: State::Reviewed,
        project_name: String::new(),
        lead_name: String::new(),
        departments: Vec::new(),
        requested: Cents::from_euros(requested),
        eligible_base: Some(Cents::from_euros(base)),
        submission: None,
    }
}

fn review(call: &Call, track: &str, half_points: u8) -> CompleteReview {
    let codes: Vec<_> = criteria_of(&call.grid, track).map(|(criterion, _)| criterion.code.clone()).collect();
    let comments = codes.iter().map(|code| (code.clone(), "é".repeat(call.grid.comment_min))).collect();
    let scores = codes.iter().map(|code| (code.clone(), half_points)).collect();
    complete(&call.grid, track, &ReviewDraft { scores, comments }).unwrap()
}

type Reviews = BTreeMap<DossierId, Vec<CompleteReview>>;

/// Four dossiers on one track, two of them equal and one below a floor, and one on the other track.
fn contenders(call: &Call) -> (Contenders, Reviews) {
    let rows = [
        (contender(1, "emergence", 100_000, 150_000), [9, 8]),
        (contender(2, "emergence", 90_000, 100_000), [7, 7]),
        (contender(3, "emergence", 80_000, 200_000), [7, 7]),
        (contender(4, "emergence", 70_000, 90_000), [4, 5]),
        (contender(5, "consolidation", 200_000, 300_001), [10, 9]),
    ];
    let reviews = rows.iter().map(|(row, scores)| (row.id, scores.map(|given| review(call, &row.track, given)).into()));
    let reviews = reviews.collect();
    (rows.into_iter().map(|(row, _)| (row.id, row)).collect(), reviews)
}

fn line(
    n: u128,
    outcome: Outcome,
    amount: Option<i64>,
    reserve_rank: Option<usize>,
    motive: &str,
) -> (DossierId, Line) {
    let amount = amount.map(Cents::from_euros);
    (id(n), Line { dossier: id(n), outcome, amount, reserve_rank, motive: motive.into() })
}

#[test]
fn a_frozen_ranking_keeps_its_text_to_the_byte() {
    let call = ptce_2013();
    let (contenders, reviews) = contenders(&call);
    let frozen = freeze(&call, &contenders, &reviews, call.calendar.closes).unwrap();
    let texts: Vec<_> = frozen.iter().map(|(track, frozen)| frozen.to_text(&call.slug, track).unwrap()).collect();
    assert_eq!(texts, [EMERGENCE, CONSOLIDATION]);
}

#[test]
fn a_list_of_awards_keeps_its_digest() {
    let call = ptce_2013();
    let (contenders, reviews) = contenders(&call);
    let frozen = freeze(&call, &contenders, &reviews, call.calendar.closes).unwrap().into_iter().collect();
    let lines = [
        line(1, Outcome::Retained, Some(100_000), None, ""),
        line(2, Outcome::RetainedWithConditions, Some(60_000), None, "Sous réserve d’un « bail »."),
        line(3, Outcome::Reserve, None, Some(1), "Ancrage plus récent."),
        line(4, Outcome::NotRetained, None, None, ""),
        line(5, Outcome::Redirected, None, None, "Vers\nla région."),
    ];
    let sheet = Sheet::new(Arc::new(call), contenders, None).frozen(Instant::from_micros(0), frozen, lines.into());
    assert_eq!(canonical::to_text(&sheet.award_list()).unwrap(), AWARDS);
    assert_eq!(sheet.digest().unwrap().to_string(), "6dea80cc2111dde698ce57613752941166a7e47cbd20f085757b7e0d19c51185");
}

const EMERGENCE: &str = include_str!("data/ranking_emergence.json");
const CONSOLIDATION: &str = include_str!("data/ranking_consolidation.json");
const AWARDS: &str = include_str!("data/awards.json");

fn frozen_sheet(lines: &[(DossierId, Line)]) -> Sheet {
    sheet_of(ptce_2013(), lines)
}

fn sheet_of(call: Call, lines: &[(DossierId, Line)]) -> Sheet {
    let (contenders, reviews) = contenders(&call);
    let frozen = freeze(&call, &contenders, &reviews, call.calendar.closes).unwrap().into_iter().collect();
    Sheet::new(Arc::new(call), contenders, None).frozen(
        Instant::from_micros(0),
        frozen,
        lines.iter().cloned().collect(),
    )
}

#[test]
fn a_frozen_ranking_is_read_back_as_it_was() {
    let read = FrozenRanking::parse(EMERGENCE).unwrap();
    assert_eq!(read.to_text("ptce-2013", "emergence").unwrap(), EMERGENCE);
    for (from, to) in [("eligible", "perhaps"), ("[85,1]", "[85,0]"), ("\"base\":15000000,", ""), ("[85,1]", "[8.5,1]")]
    {
        assert!(EMERGENCE.contains(from) && FrozenRanking::parse(&EMERGENCE.replacen(from, to, 1)).is_err(), "{to}");
    }
}

#[test]
fn a_ranking_is_not_frozen_before_everything_is_there() {
    let call = ptce_2013();
    let closes = call.calendar.closes;
    let check = |change: &dyn Fn(&mut Contenders, &mut Reviews), expected: Missing| {
        let (mut contenders, mut reviews) = contenders(&call);
        change(&mut contenders, &mut reviews);
        assert_eq!(freeze(&call, &contenders, &reviews, closes).unwrap_err(), [expected]);
    };
    let set = |n: u128, state: State| move |rows: &mut Contenders| rows.get_mut(&id(n)).unwrap().state = state;
    check(&|rows, _| set(3, State::Filed)(rows), Missing::Verdicts(vec![id(3)]));
    check(&|rows, _| rows.get_mut(&id(2)).unwrap().eligible_base = None, Missing::Bases(vec![id(2)]));
    check(&|_, reviews| drop(reviews.remove(&id(5))), Missing::Reviews(vec![id(5)]));
    check(&|_, reviews| drop(reviews.get_mut(&id(1)).unwrap().pop()), Missing::Reviews(vec![id(1)]));
    check(&|rows, _| rows.clear(), Missing::NoDossier);
    let (contenders, reviews) = contenders(&call);
    let early = Instant::from_micros(closes.micros() - 1);
    assert_eq!(freeze(&call, &contenders, &reviews, early).unwrap_err(), [Missing::StillOpen { closes }]);
}

#[test]
fn who_did_not_pass_or_withdrew_is_not_ranked() {
    let call = ptce_2013();
    for state in State::ALL {
        let (mut contenders, reviews) = contenders(&call);
        contenders.get_mut(&id(5)).unwrap().state = state;
        let Ok(frozen) = freeze(&call, &contenders, &reviews, call.calendar.closes) else {
            assert_eq!(state, State::Filed);
            continue;
        };
        let ranked = frozen.iter().any(|(_, frozen)| frozen.money.contains_key(&id(5)));
        assert_eq!(ranked, matches!(state, State::Admissible | State::InReview | State::Reviewed), "{state:?}");
    }
}

#[test]
fn no_gap_tells_of_a_hidden_dossier() {
    let lines = [
        line(1, Outcome::Reserve, None, Some(1), "a"),
        line(2, Outcome::Reserve, None, Some(2), "b"),
        line(3, Outcome::Reserve, None, Some(3), "c"),
        line(4, Outcome::NotRetained, None, None, ""),
    ];
    let mut call = ptce_2013();
    call.tracks[0].envelope = Cents::from_euros(120_000);
    let whole = sheet_of(call, &lines);
    assert!(whole.tracks[0].allocation.cut.is_some());
    let seen = whole.clone().without(&BTreeSet::from([id(2)]));
    let part = &seen.tracks[0];
    let ranks = |sheet: &Sheet| sheet.tracks[0].ranked().iter().map(|line| line.rank).collect::<Vec<_>>();
    assert_eq!((ranks(&whole), ranks(&seen)), (vec![1, 2, 2, 4], vec![1, 2, 3]));
    let places: Vec<_> = part.lines.iter().map(|line| line.reserve_rank).collect();
    assert_eq!(places, [Some(1), Some(2), None]);
    assert!(part.ranking.as_ref().unwrap().ties.is_empty() && part.allocation.cut.is_none());
    assert!(part.line(id(2)).is_none() && part.ranked_line(id(2)).is_none() && seen.part_of(id(2)).is_none());
    assert!(seen.by_number("2013-0002").is_none() && seen.recused);
    assert_eq!(part.line(id(3)).unwrap().motive, "c");
    assert_eq!(part.ranked_line(id(3)).unwrap().number, "2013-0003");
}

#[test]
fn who_is_recused_from_something_that_is_not_ranked_sees_the_whole() {
    let elsewhere = BTreeSet::from([id(99)]);
    let whole = frozen_sheet(&[]);
    assert!(!whole.hides(&elsewhere) && whole.hides(&BTreeSet::from([id(99), id(1)])));
    assert!(!whole.without(&elsewhere).recused);
}

#[test]
fn what_is_computed_can_be_taken_everywhere_and_departs_from_nothing() {
    let computed = frozen_sheet(&[]).computed_lines();
    let tracks: Vec<_> = computed.iter().map(|(track, line)| (track.as_str(), line.dossier)).collect();
    let emergence = [1, 2, 3, 4].map(|n| ("emergence", id(n)));
    assert_eq!(tracks, [&emergence[..], &[("consolidation", id(5))]].concat());
    let lines: Vec<_> = computed.into_iter().map(|(_, line)| (line.dossier, line)).collect();
    let sheet = frozen_sheet(&lines);
    assert_eq!(sheet.tracks[0].departures().count(), 0);
    assert_eq!(sheet.awarded(), Cents::from_euros(100_000 + 70_000 + 80_000 + 150_000));
    assert!(sheet.tracks.iter().all(|part| part.unsettled_ties().is_empty() && part.passed_over().is_empty()));
    let left = sheet.tracks[0].track.envelope - Cents::from_euros(70_000 + 80_000);
    assert_eq!(sheet.tracks[0].left_for(id(1)), left);
}

#[test]
fn whoever_is_passed_over_and_money_for_who_withdrew_are_named() {
    let lines = [
        line(1, Outcome::NotRetained, None, None, "x"),
        line(2, Outcome::Retained, Some(70_000), None, ""),
        line(3, Outcome::Reserve, None, Some(1), ""),
        line(4, Outcome::NotRetained, None, None, ""),
    ];
    let mut sheet = frozen_sheet(&lines);
    // 3 is equal to 2 and so not passed over; 4 is below a floor.
    assert_eq!(sheet.tracks[0].passed_over(), [id(1)]);
    assert_eq!(sheet.tracks[0].unsettled_ties(), [[id(2), id(3)]]);
    assert!(sheet.withdrawn_with_award().is_empty());
    sheet.contenders.get_mut(&id(2)).unwrap().state = State::Withdrawn;
    assert_eq!(sheet.withdrawn_with_award(), [id(2)]);
}

#[test]
fn laureates_are_those_whose_dossier_is_funded_by_number() {
    let lines = [
        line(3, Outcome::Retained, Some(80_000), None, ""),
        line(1, Outcome::RetainedWithConditions, Some(90_000), None, "x"),
        line(2, Outcome::Retained, Some(70_000), None, ""),
    ];
    let mut sheet = frozen_sheet(&lines);
    assert!(sheet.laureates().is_empty(), "nobody is, before the signature");
    for n in [1, 3] {
        sheet.contenders.get_mut(&id(n)).unwrap().state = State::Funded;
    }
    let told: Vec<_> = sheet.laureates().iter().map(|found| (found.dossier.id, found.amount)).collect();
    assert_eq!(told, [(id(1), Cents::from_euros(90_000)), (id(3), Cents::from_euros(80_000))]);
}

#[test]
fn signatures_say_where_a_decision_stands() {
    use DecisionState::*;
    let at = Instant::from_micros(0);
    let by = |n: u128| Some((UserId::from_uuid(Uuid::from_u128(n)), at));
    for (chair, secretary, signer, published, expected) in [
        (None, None, None, None, Proposed),
        (by(1), None, None, None, Proposed),
        (None, by(2), None, None, Proposed),
        (by(1), by(2), None, None, Adopted),
        (by(1), by(2), by(3), None, Signed),
        (by(1), by(2), by(3), Some(at), Published),
    ] {
        let decision = CommitteeDecision {
            id: DecisionId::from_uuid(Uuid::nil()),
            reference: "DEC-2013-01".into(),
            chair,
            secretary,
            signer,
        };
        let adopters = [chair, secretary].into_iter().flatten().map(|(user, _)| user);
        assert!(decision.adopters().into_iter().eq(adopters));
        let sheet = Sheet { decision: Some(decision), published_at: published, ..frozen_sheet(&[]) };
        assert_eq!(sheet.state(), expected);
        assert_eq!(expected.is_open(), matches!(expected, Proposed | Adopted));
    }
}
