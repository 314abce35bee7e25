//! The committee: lines, adoption by two persons, ties, envelopes, signature after adoption.

use uuid::Uuid;

use super::ranking::id;
use crate::{
    allocation::{Candidate, allocate},
    call::{AllocationPolicy::MeritStop, Track},
    committee::{
        Adoption, AdoptionBlocked, AdoptionRequest, ComputedLine, DecisionRefused, DecisionState, Line, LineProblem,
        Outcome, Seat, TrackProposal, WrongState, adopt, check_line, publish, sign,
    },
    dossier::State,
    fraction::Fraction,
    ids::UserId,
    money::{BasisPoints, Cents},
    ranking::{Ranked, Ranking, RankingBlocked, Standing},
};

fn euros(amount: i64) -> Cents {
    Cents::from_euros(amount)
}

fn person(n: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(n))
}

fn line(n: u128, outcome: Outcome, amount: Option<i64>, reserve_rank: Option<usize>, motive: &str) -> Line {
    Line { dossier: id(n), outcome, amount: amount.map(euros), reserve_rank, motive: motive.into() }
}

fn track(envelope: i64) -> Track {
    Track {
        code: "emergence".into(),
        name: String::new(),
        idea: String::new(),
        envelope: euros(envelope),
        requested_min: Cents::ZERO,
        requested_max: euros(100),
        months_min: Some(12),
        months_max: Some(24),
        rate_max: Some(BasisPoints(7_000)),
    }
}

fn ranking(dossiers: u128, ties: &[&[u128]]) -> Ranking {
    let ranked = |n: u128| Ranked {
        dossier: id(n),
        number: n.to_string(),
        rank: 1,
        total: Fraction::ZERO,
        means: Default::default(),
        standing: Standing::Eligible,
    };
    let ties = ties.iter().map(|tie| tie.iter().map(|n| id(*n)).collect()).collect();
    Ranking { lines: (1..=dossiers).map(ranked).collect(), ties }
}

#[test]
fn a_line_says_all_that_is_wrong() {
    use LineProblem::*;
    let retained = ComputedLine { outcome: Outcome::Retained, amount: Some(euros(50)), reserve_rank: None };
    let check = |line: Line, expected: &[LineProblem]| {
        let found = check_line(&line, &retained, euros(60), euros(55)).err().unwrap_or_default();
        assert_eq!(found, expected, "{line:?}");
    };
    check(line(1, Outcome::Retained, Some(50), None, ""), &[]);
    check(line(1, Outcome::Retained, Some(40), None, " "), &[MotiveRequired]);
    check(line(1, Outcome::RetainedWithConditions, Some(50), None, "après réunion"), &[]);
    check(line(1, Outcome::Retained, None, None, "x"), &[AmountRequired]);
    check(line(1, Outcome::Retained, Some(0), None, "x"), &[AmountRequired]);
    check(
        line(1, Outcome::Retained, Some(61), Some(1), "x"),
        &[
            AboveCeiling { amount: euros(61), ceiling: euros(60) },
            AboveTrack { amount: euros(61), left: euros(55) },
            ReserveRankNotExpected,
        ],
    );
    check(line(1, Outcome::Reserve, Some(5), None, ""), &[MotiveRequired, AmountNotExpected, ReserveRankRequired]);
    // To the cent: what is just possible passes, a cent more does not.
    let whole = Line { amount: Some(euros(60)), ..line(1, Outcome::Retained, None, None, "x") };
    let more = Line { amount: Some(Cents(6_001)), ..whole.clone() };
    assert_eq!(check_line(&whole, &retained, euros(60), euros(60)), Ok(()));
    let refused = [
        AboveCeiling { amount: Cents(6_001), ceiling: euros(60) },
        AboveTrack { amount: Cents(6_001), left: euros(60) },
    ];
    assert_eq!(check_line(&more, &retained, euros(60), euros(60)), Err(refused.to_vec()));
}

#[test]
fn computed_lines_follow_the_allocation() {
    let candidate = |n, rank, proposable| Candidate { dossier: id(n), rank, ceiling: euros(50), proposable };
    let ranked = [candidate(1, 1, true), candidate(2, 2, true), candidate(3, 3, true), candidate(4, 4, false)];
    let allocation = allocate(MeritStop, euros(60), &ranked);
    let check = |n, outcome, amount: Option<i64>, reserve_rank| {
        let expected = ComputedLine { outcome, amount: amount.map(euros), reserve_rank };
        let found = ComputedLine::of(&allocation).find(|(dossier, _)| *dossier == id(n));
        assert_eq!(found.map_or(ComputedLine::NOTHING, |(_, computed)| computed), expected);
    };
    check(1, Outcome::Retained, Some(50), None);
    check(2, Outcome::Reserve, None, Some(1));
    check(3, Outcome::Reserve, None, Some(2));
    check(4, Outcome::NotRetained, None, None);
}

fn adopted(
    ranking: Result<Ranking, RankingBlocked>,
    lines: &[Line],
    chair: Option<u128>,
    secretary: Option<u128>,
) -> Result<Adoption, AdoptionBlocked> {
    let track = track(100);
    let tracks = [TrackProposal { track: &track, ranking: &ranking, lines }];
    let (state, envelope) = (DecisionState::Proposed, euros(90));
    adopt(&AdoptionRequest {
        state,
        envelope,
        tracks: &tracks,
        chair: chair.map(person),
        secretary: secretary.map(person),
    })
}

#[test]
fn two_persons_adopt() {
    let lines = [line(1, Outcome::Retained, Some(90), None, ""), line(2, Outcome::Reserve, None, Some(1), "")];
    let try_with = |chair, secretary| adopted(Ok(ranking(2, &[])), &lines, chair, secretary);
    assert_eq!(try_with(None, None), Err(AdoptionBlocked::NoSignature));
    assert_eq!(try_with(Some(1), None), Ok(Adoption::WaitsFor(Seat::Secretary)));
    assert_eq!(try_with(None, Some(1)), Ok(Adoption::WaitsFor(Seat::Chair)));
    assert_eq!(try_with(Some(1), Some(1)), Err(AdoptionBlocked::SamePerson));
    let Ok(Adoption::Complete(done)) = try_with(Some(1), Some(2)) else { panic!("not adopted") };
    assert_eq!((done.total, done.per_track["emergence"]), (euros(90), euros(90)));
}

#[test]
fn what_cannot_stand_is_not_adopted() {
    let check = |ranking, lines: &[Line], expected| {
        assert_eq!(adopted(ranking, lines, Some(1), Some(2)), Err(expected), "{lines:?}");
    };
    let blocked = || Err(RankingBlocked::MissingReviews(vec![id(1)]));
    check(blocked(), &[], AdoptionBlocked::MissingReviews(vec![id(1)]));
    let fund = |n, amount| line(n, Outcome::Retained, Some(amount), None, "");
    check(Ok(ranking(2, &[])), &[fund(1, 5)], AdoptionBlocked::Inconsistent(vec![id(2)]));
    check(Ok(ranking(1, &[])), &[fund(1, 5), fund(1, 5)], AdoptionBlocked::Inconsistent(vec![id(1)]));
    check(Ok(ranking(1, &[])), &[fund(1, -5)], AdoptionBlocked::Inconsistent(vec![id(1)]));
    let waits = |n| line(n, Outcome::Reserve, None, Some(1), "");
    check(Ok(ranking(2, &[])), &[waits(1), waits(2)], AdoptionBlocked::Inconsistent(vec![id(2)]));
    let (awarded, envelope) = (euros(101), euros(100));
    let over_track = AdoptionBlocked::OverTrack { track: "emergence".into(), awarded, envelope };
    check(Ok(ranking(2, &[])), &[fund(1, 50), fund(2, 51)], over_track);
    let over = AdoptionBlocked::OverEnvelope { awarded: euros(95), envelope: euros(90) };
    check(Ok(ranking(1, &[])), &[fund(1, 95)], over);
}

#[test]
fn equals_are_treated_alike_or_with_motives() {
    let tied = || Ok(ranking(2, &[&[1, 2]]));
    let unlike = |motive: &str| {
        [line(1, Outcome::Retained, Some(9), None, motive), line(2, Outcome::NotRetained, None, None, "tirage au sort")]
    };
    let blocked = AdoptionBlocked::Tie(vec![vec![id(1), id(2)]]);
    assert_eq!(adopted(tied(), &unlike(""), Some(1), None), Err(blocked));
    assert!(adopted(tied(), &unlike("tirage au sort"), Some(1), None).is_ok());
    let alike = [line(1, Outcome::Retained, Some(9), None, ""), line(2, Outcome::Retained, Some(9), None, "")];
    assert!(adopted(tied(), &alike, Some(1), None).is_ok());
    let queue = [line(1, Outcome::Reserve, None, Some(1), ""), line(2, Outcome::Reserve, None, Some(2), "")];
    assert!(adopted(tied(), &queue, Some(1), None).is_err());
}

#[test]
fn the_authority_signs_after_adoption_and_results_come_last() {
    use DecisionState::*;
    let wrong = |needed, found| WrongState { needed, found };
    for (found, signed, published) in [
        (Proposed, Err(wrong(Adopted, Proposed)), Err(wrong(Signed, Proposed))),
        (Adopted, Ok(Signed), Err(wrong(Signed, Adopted))),
        (Signed, Err(wrong(Adopted, Signed)), Ok(Published)),
        (Published, Err(wrong(Adopted, Published)), Err(wrong(Signed, Published))),
    ] {
        let signing = sign(found, &[person(1), person(2)], person(3));
        assert_eq!(signing, signed.map_err(DecisionRefused::WrongState), "{found:?}");
        assert_eq!(publish(found), published, "{found:?}");
        assert_eq!(DecisionState::parse(found.as_str()), Some(found));
    }
    for outcome in Outcome::ALL {
        assert_eq!(Outcome::parse(outcome.as_str()), Some(outcome));
    }
}

#[test]
fn nobody_signs_what_they_adopted() {
    let adopters = [person(1), person(2)];
    for (signer, expected) in
        [(1, Err(DecisionRefused::SamePerson)), (2, Err(DecisionRefused::SamePerson)), (3, Ok(DecisionState::Signed))]
    {
        assert_eq!(sign(DecisionState::Adopted, &adopters, person(signer)), expected, "{signer}");
    }
    // Who comes too early is told that first.
    let (needed, found) = (DecisionState::Adopted, DecisionState::Proposed);
    let early = Err(DecisionRefused::WrongState(WrongState { needed, found }));
    assert_eq!(sign(found, &adopters[..1], person(1)), early);
}

#[test]
fn a_signed_outcome_gives_its_state() {
    use State::*;
    let expected = [Funded, Funded, Reserve, Declined, Declined];
    assert_eq!(Outcome::ALL.map(Outcome::state), expected);
}

#[test]
fn the_mark_of_a_line_tells_every_change_that_the_person_is_shown() {
    let line = line(1, Outcome::Reserve, None, Some(2), "plus récent");
    let (place, motive) =
        (Line { reserve_rank: Some(1), ..line.clone() }, Line { motive: String::new(), ..line.clone() });
    let amount = Line { amount: Some(euros(5)), ..line.clone() };
    let outcome = Line { outcome: Outcome::Redirected, ..line.clone() };
    for recused in [false, true] {
        assert_eq!(line.mark(recused), line.clone().mark(recused));
        for other in [&motive, &amount, &outcome] {
            assert_ne!(line.mark(recused), other.mark(recused), "{other:?}");
        }
    }
    assert_ne!(line.mark(false), place.mark(false));
    assert_eq!(line.mark(true), place.mark(true), "whoever is recused is shown other places");
}
