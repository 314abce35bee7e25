//! Seats of a dossier.

use crate::{
    assignment::{
        AssignProblem::{AlreadyAssigned, GaveBack, NoSeat, NotDeclared, NotReviewer, Recused, WrongState},
        AssignmentState::{self, Open, Returned, Submitted, Withdrawn},
        Candidate, give_seat, state_under_review,
    },
    dossier::State,
};

const FREE: Candidate = Candidate { reviewer: true, declared: true, recused: false, earlier: None };

#[test]
fn a_seat_is_given_to_a_reviewer_who_has_declared_and_has_no_interest() {
    for state in [State::Admissible, State::InReview] {
        assert_eq!(give_seat(state, 2, 1, FREE), Ok(State::InReview));
    }
    assert_eq!(give_seat(State::InReview, 2, 0, Candidate { earlier: Some(Withdrawn), ..FREE }), Ok(State::InReview));
}

#[test]
fn a_seat_is_refused_with_the_first_reason() {
    let cases = [
        (State::Filed, 0, FREE, WrongState(State::Filed)),
        (State::Reviewed, 0, FREE, WrongState(State::Reviewed)),
        (State::Admissible, 0, Candidate { reviewer: false, ..FREE }, NotReviewer),
        (State::Admissible, 0, Candidate { declared: false, recused: true, ..FREE }, NotDeclared),
        (State::Admissible, 0, Candidate { recused: true, ..FREE }, Recused),
        (State::InReview, 1, Candidate { earlier: Some(Open), ..FREE }, AlreadyAssigned),
        (State::InReview, 1, Candidate { earlier: Some(Submitted), ..FREE }, AlreadyAssigned),
        (State::InReview, 1, Candidate { earlier: Some(Returned), ..FREE }, GaveBack),
        (State::InReview, 2, FREE, NoSeat),
    ];
    for (state, taken, candidate, problem) in cases {
        assert_eq!(give_seat(state, 2, taken, candidate), Err(problem), "{state:?} {taken} {candidate:?}");
    }
}

#[test]
fn a_dossier_is_reviewed_when_all_its_seats_are_submitted() {
    let cases: [(&[AssignmentState], State); 6] = [
        (&[], State::Admissible),
        (&[Returned, Withdrawn], State::Admissible),
        (&[Open], State::InReview),
        (&[Open, Submitted], State::InReview),
        (&[Submitted, Returned], State::InReview),
        (&[Submitted, Returned, Submitted], State::Reviewed),
    ];
    for (assignments, state) in cases {
        assert_eq!(state_under_review(State::InReview, 2, assignments), Some(state), "{assignments:?}");
    }
    assert_eq!(state_under_review(State::Withdrawn, 2, &[Open]), None);
    assert_eq!(state_under_review(State::Funded, 2, &[]), None);
}

#[test]
fn names_of_states_are_read_back() {
    for state in [Open, Submitted, Returned, Withdrawn] {
        assert_eq!(AssignmentState::parse(state.as_str()), Some(state));
    }
    assert_eq!(AssignmentState::parse("nothing"), None);
}
