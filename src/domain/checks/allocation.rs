//! Allocation: never above what there is, never over the head of a better one.

use proptest::prelude::*;

use super::ranking::id;
use crate::{
    allocation::{Allocation, Candidate, Cut, allocate, pro_rata},
    call::AllocationPolicy::MeritStop,
    money::Cents,
};

fn candidate(n: u128, rank: usize, euros: i64) -> Candidate {
    Candidate { dossier: id(n), rank, ceiling: Cents::from_euros(euros), proposable: true }
}

#[test]
fn merit_stops_at_the_first_that_does_not_fit() {
    let mut ranked = vec![candidate(1, 1, 60), candidate(2, 2, 30), candidate(3, 3, 20), candidate(4, 4, 5)];
    ranked[1].proposable = false;
    let found = allocate(MeritStop, Cents::from_euros(75), &ranked);
    let expected = Allocation {
        awards: vec![(id(1), Cents::from_euros(60))],
        cut: Some(Cut { dossiers: vec![id(3)], needed: Cents::from_euros(20), left: Cents::from_euros(15) }),
        reserve: vec![id(3), id(4)],
        not_retained: vec![id(2)],
    };
    assert_eq!(found, expected);
}

#[test]
fn an_envelope_that_is_enough_has_no_cut() {
    let found = allocate(MeritStop, Cents::from_euros(80), &[candidate(1, 1, 60), candidate(2, 2, 20)]);
    assert_eq!(found.awards.len(), 2);
    assert_eq!((found.cut, found.reserve), (None, vec![]));
}

#[test]
fn equals_are_funded_together_or_not_at_all() {
    let ranked = [candidate(1, 1, 60), candidate(2, 2, 20), candidate(3, 2, 20)];
    let found = allocate(MeritStop, Cents::from_euros(90), &ranked);
    assert_eq!(found.awards, [(id(1), Cents::from_euros(60))]);
    assert_eq!(found.reserve, [id(2), id(3)]);
    assert_eq!(found.cut.unwrap().needed, Cents::from_euros(40));
    assert_eq!(allocate(MeritStop, Cents::from_euros(100), &ranked).awards.len(), 3);
}

fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    prop::collection::vec((1_usize..8, 0_i64..100, prop::bool::weighted(0.8)), 0..12).prop_map(|drawn| {
        let made = drawn.into_iter().zip(1_u128..);
        made.map(|((rank, euros, proposable), n)| Candidate { proposable, ..candidate(n, rank, euros) }).collect()
    })
}

proptest! {
    #[test]
    fn money_and_merit_hold(ranked in candidates(), euros in 0_i64..400, turn in any::<prop::sample::Index>()) {
        let envelope = Cents::from_euros(euros);
        let found = allocate(MeritStop, envelope, &ranked);
        let of = |dossier| ranked.iter().find(|c| c.dossier == dossier).unwrap();
        prop_assert!(found.awarded() <= envelope);
        for (dossier, amount) in &found.awards {
            prop_assert!(*amount <= of(*dossier).ceiling && *amount > Cents::ZERO && of(*dossier).proposable);
            prop_assert!(found.reserve.iter().all(|waiting| of(*waiting).rank > of(*dossier).rank));
        }
        prop_assert_eq!(found.awards.len() + found.reserve.len() + found.not_retained.len(), ranked.len());
        prop_assert_eq!(found.cut.is_some(), !found.reserve.is_empty());
        if let Some(cut) = &found.cut {
            prop_assert!(cut.needed > cut.left && cut.left == envelope - found.awarded());
        }
        let mut turned = ranked.clone();
        turned.reverse();
        if !turned.is_empty() {
            let places = turn.index(turned.len());
            turned.rotate_left(places);
        }
        prop_assert_eq!(allocate(MeritStop, envelope, &turned), found);
    }
}

#[test]
fn shares_in_proportion_make_the_total() {
    let cents = |amounts: &[i64]| amounts.iter().copied().map(Cents).collect::<Vec<_>>();
    assert_eq!(pro_rata(Cents(100), &cents(&[1, 1, 1])), cents(&[34, 33, 33]));
    assert_eq!(pro_rata(Cents(10), &cents(&[300, 0, 100])), cents(&[8, 0, 2]));
    assert_eq!(pro_rata(Cents(10), &cents(&[0, 0])), cents(&[0, 0]));
    assert_eq!(pro_rata(Cents::ZERO, &cents(&[3, 4])), cents(&[0, 0]));
}
