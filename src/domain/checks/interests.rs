//! Checks of [`crate::interests`].

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::{
    dossier::{Results, State},
    ids::DossierId,
    interests::{Bond, Interests, Tie, closes, recused},
    time::Instant,
};

fn id(n: u8) -> DossierId {
    DossierId::mint(Instant::from_micros(1_000_000), [n; 10])
}

#[test]
fn a_recusal_ends_when_the_last_decision_on_the_dossier_is_public() {
    let table = [
        (State::Draft, false),
        (State::Filed, false),
        (State::Admissible, false),
        (State::Inadmissible, true),
        (State::InReview, false),
        (State::Reviewed, false),
        (State::Funded, true),
        (State::Reserve, false),
        (State::Declined, true),
        (State::Withdrawn, true),
    ];
    assert_eq!(table.map(|(state, _)| state), State::ALL, "every state is in the table");
    for (state, over) in table {
        assert!(closes(state, Results::Pending), "{state:?}");
        assert_eq!(!closes(state, Results::Published), over, "{state:?}");
        for tie in Tie::ALL {
            let bond = Bond { dossier: id(1), tie, state, results: Results::Published };
            assert_eq!(recused([bond]).is_empty(), over, "{state:?} {tie:?}");
        }
    }
}

#[test]
fn whoever_is_not_asked_is_recused_from_nothing_and_owes_nothing() {
    let recused = BTreeSet::from([id(1)]);
    let table = [
        (Interests::NotAsked, false, false),
        (Interests::Undeclared { recused: recused.clone() }, true, true),
        (Interests::Declared { recused }, true, false),
        (Interests::Declared { recused: BTreeSet::new() }, false, false),
    ];
    for (interests, from_first, owed) in table {
        assert_eq!(interests.is_recused_from(id(1)), from_first, "{interests:?}");
        assert!(!interests.is_recused_from(id(2)), "{interests:?}");
        assert_eq!(interests.owed(), owed, "{interests:?}");
    }
}

#[test]
fn names_of_ties_are_read_back() {
    for tie in Tie::ALL {
        assert_eq!(Tie::parse(tie.as_str()), Some(tie));
    }
    assert_eq!(Tie::parse("-"), None);
}

fn bond() -> impl Strategy<Value = Bond> {
    let pick = (0..4_u8, prop::sample::select(&Tie::ALL[..]), prop::sample::select(&State::ALL[..]), any::<bool>());
    pick.prop_map(|(n, tie, state, public)| Bond {
        dossier: id(n),
        tie,
        state,
        results: if public { Results::Published } else { Results::Pending },
    })
}

proptest! {
    #[test]
    fn one_bond_that_holds_is_enough_and_none_frees_from_another(bonds in prop::collection::vec(bond(), 0..12)) {
        let all = recused(bonds.iter().copied());
        for n in 0..4 {
            let alone = bonds.iter().filter(|bond| bond.dossier == id(n)).any(|bond| !recused([*bond]).is_empty());
            prop_assert_eq!(all.contains(&id(n)), alone);
        }
        let before = recused(bonds.into_iter().map(|bond| Bond { results: Results::Pending, ..bond }));
        prop_assert!(before.is_superset(&all), "publishing recuses nobody from more");
    }
}
