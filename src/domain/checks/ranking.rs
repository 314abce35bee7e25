//! Ranking: floors, threshold, ties, and independence of the order of input.

use proptest::prelude::*;
use uuid::Uuid;

use super::scoring::{TRACK, draft, grid, letters, review};
use crate::{
    ids::DossierId,
    ranking::{Entry, Ranking, RankingBlocked, Standing, rank},
    scoring::complete,
};

pub(super) fn id(n: u128) -> DossierId {
    DossierId::from_uuid(Uuid::from_u128(n))
}

fn entry(n: u128, reviews: &[[u8; 3]]) -> Entry {
    let reviews = reviews.iter().map(|scores| review(*scores)).collect();
    Entry { dossier: id(n), number: format!("2013-{n:04}"), reviews }
}

fn order(ranking: &Ranking) -> Vec<(DossierId, usize)> {
    ranking.lines.iter().map(|line| (line.dossier, line.rank)).collect()
}

#[test]
fn a_missing_or_surplus_review_blocks_the_ranking() {
    let entries = vec![entry(3, &[[8; 3]; 3]), entry(1, &[[8; 3]; 2]), entry(2, &[[8; 3]])];
    assert_eq!(rank(&grid(2), TRACK, entries), Err(RankingBlocked::MissingReviews(vec![id(2), id(3)])));
}

#[test]
fn totals_rank_then_criteria_break_ties_and_equals_share_a_rank() {
    // 70 by three roads: C1 decides, then C2; 4 and 2 stay equal.
    let entries = vec![
        entry(5, &[[6, 10, 5]]),
        entry(1, &[[7, 7, 7]]),
        entry(4, &[[8, 6, 6]]),
        entry(2, &[[8, 6, 6]]),
        entry(3, &[[9, 9, 9]]),
    ];
    let ranking = rank(&grid(1), TRACK, entries).unwrap();
    assert_eq!(order(&ranking), [(id(3), 1), (id(2), 2), (id(4), 2), (id(1), 4), (id(5), 5)]);
    assert_eq!(ranking.ties, [[id(2), id(4)]]);
}

#[test]
fn letters_rank_by_their_points_with_floor_and_threshold_given_by_letter() {
    let mut grid = letters(1);
    // B for every criterion is 70; the floor of C1 is C.
    grid.threshold = grid.total_of(&grid.letters()[1]).unwrap();
    grid.criteria[0].floors.insert(TRACK.to_owned(), 16);
    assert_eq!(grid.threshold_letter().map(|letter| letter.letter.as_str()), Some("B"));
    let entry = |n: u128, scores| Entry {
        dossier: id(n),
        number: format!("{n}"),
        reviews: vec![complete(&grid, TRACK, &draft(scores)).unwrap()],
    };
    let ranking =
        rank(&grid, TRACK, vec![entry(1, [28, 28, 28]), entry(2, [0, 40, 40]), entry(3, [40, 16, 16])]).unwrap();
    let lines: Vec<_> = ranking.lines.iter().map(|line| (line.dossier, line.standing.clone())).collect();
    let below = Standing::BelowFloor(vec!["C1".into()]);
    assert_eq!(lines, [(id(3), Standing::Eligible), (id(1), Standing::Eligible), (id(2), below)]);
}

#[test]
fn floors_and_threshold_keep_out_exactly() {
    let check = |reviews: &[[u8; 3]], expected: Standing| {
        let ranking = rank(&grid(reviews.len()), TRACK, vec![entry(1, reviews)]).unwrap();
        assert_eq!(ranking.lines[0].standing, expected, "{reviews:?}");
    };
    check(&[[6, 6, 6]], Standing::Eligible);
    check(&[[6, 6, 5]], Standing::BelowThreshold);
    check(&[[5, 10, 10]], Standing::BelowFloor(vec!["C1".into()]));
    check(&[[5, 10, 10], [7, 10, 10]], Standing::Eligible);
    check(&[[5, 10, 10], [6, 10, 10]], Standing::BelowFloor(vec!["C1".into()]));
    check(&[[0, 0, 0]], Standing::BelowFloor(vec!["C1".into()]));
}

#[test]
fn equals_that_cannot_be_proposed_are_no_tie_to_settle() {
    let ranking = rank(&grid(1), TRACK, vec![entry(1, &[[1; 3]]), entry(2, &[[1; 3]])]).unwrap();
    assert_eq!(order(&ranking), [(id(1), 1), (id(2), 1)]);
    assert!(ranking.ties.is_empty());
}

proptest! {
    #[test]
    fn the_order_of_input_does_not_count(
        scores in prop::collection::vec(prop::array::uniform3(4_u8..8), 1..12),
        seed in any::<prop::sample::Index>(),
    ) {
        let entries: Vec<_> = scores.iter().zip(1..).map(|(scores, n)| entry(n, &[*scores])).collect();
        let mut turned = entries.clone();
        turned.rotate_left(seed.index(entries.len()));
        turned.reverse();
        let ranking = rank(&grid(1), TRACK, entries).unwrap();
        prop_assert_eq!(&ranking, &rank(&grid(1), TRACK, turned).unwrap());
        // A rank is one more than the number of strictly better dossiers.
        for line in &ranking.lines {
            let key = |l: &crate::ranking::Ranked| (l.total, l.means["C1"], l.means["C2"]);
            let better = ranking.lines.iter().filter(|other| key(other) > key(line)).count();
            prop_assert_eq!(line.rank, better + 1);
        }
    }
}
