//! The ranking of a track: mean totals, floors, threshold, tie-breaks, all compared exactly.
//!
//! The order of filing and the order of input never count: what stays equal after the
//! tie-breaks of the grid is named as a tie, for the committee to settle with a motive.

use std::{cmp::Ordering, collections::BTreeMap};

use crate::{
    call::{CriterionCode, Grid},
    dossier::in_order,
    fraction::Fraction,
    ids::DossierId,
    scoring::{CompleteReview, criteria_of, criterion_mean, mean_total},
};

/// A dossier to be ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The dossier.
    pub dossier: DossierId,
    /// Its number, by which equals are listed.
    pub number: String,
    /// Its submitted reviews.
    pub reviews: Vec<CompleteReview>,
}

/// Whether a ranked dossier can be proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can.
    Eligible,
    /// The mean of these criteria is below their floor.
    BelowFloor(Vec<CriterionCode>),
    /// The total is below the threshold of the grid.
    BelowThreshold,
}

/// A line of the ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The dossier.
    pub dossier: DossierId,
    /// Its number.
    pub number: String,
    /// From 1; equals share a rank and the next ranks are skipped.
    pub rank: usize,
    /// Mean weighted total, on 100.
    pub total: Fraction,
    /// Mean of each criterion, in half points.
    pub means: BTreeMap<CriterionCode, Fraction>,
    /// Whether it can be proposed.
    pub standing: Standing,
}

/// The ranking of a track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// Lines in order of rank, equals by number.
    pub lines: Vec<Ranked>,
    /// Groups of eligible dossiers that nothing in the grid separates. Equals that cannot be proposed
    /// anyway are not named.
    pub ties: Vec<Vec<DossierId>>,
}

/// Why nothing is ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RankingBlocked {
    /// These dossiers have not the number of reviews of all others, in order of number.
    MissingReviews(Vec<DossierId>),
}

/// Ranks the dossiers of a track.
///
/// # Errors
/// [`RankingBlocked`] when a dossier has fewer or more reviews than the grid asks for: dossiers read by
/// different numbers of reviewers are not compared.
pub fn rank(grid: &Grid, track: &str, entries: Vec<Entry>) -> Result<Ranking, RankingBlocked> {
    let mut entries = entries;
    entries.sort_by(|a, b| (in_order(&a.number), a.dossier).cmp(&(in_order(&b.number), b.dossier)));
    let uneven: Vec<_> =
        entries.iter().filter(|e| e.reviews.len() != grid.reviews_per_dossier).map(|e| e.dossier).collect();
    if !uneven.is_empty() {
        return Err(RankingBlocked::MissingReviews(uneven));
    }
    let mut lines: Vec<Ranked> = entries.into_iter().map(|entry| measure(grid, track, entry)).collect();
    // A stable sort: equals stay in order of number.
    lines.sort_by(|a, b| merit(grid, b, a));
    let mut ties = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let mut end = start + 1;
        while end < lines.len() && merit(grid, &lines[start], &lines[end]) == Ordering::Equal {
            end += 1;
        }
        for line in &mut lines[start..end] {
            line.rank = start + 1;
        }
        let tied: Vec<_> =
            lines[start..end].iter().filter(|l| l.standing == Standing::Eligible).map(|l| l.dossier).collect();
        if tied.len() > 1 {
            ties.push(tied);
        }
        start = end;
    }
    Ok(Ranking { lines, ties })
}

fn measure(grid: &Grid, track: &str, entry: Entry) -> Ranked {
    let total = mean_total(grid, track, &entry.reviews);
    let means: BTreeMap<_, _> = criteria_of(grid, track)
        .map(|(criterion, _)| (criterion.code.clone(), criterion_mean(&entry.reviews, &criterion.code)))
        .collect();
    let below: Vec<_> = criteria_of(grid, track)
        .filter(|(criterion, _)| {
            let floor = criterion.floors.get(track).and_then(|floor| Fraction::new(i64::from(*floor), 1));
            floor.is_some_and(|floor| means.get(&criterion.code).is_some_and(|mean| *mean < floor))
        })
        .map(|(criterion, _)| criterion.code.clone())
        .collect();
    let standing = if !below.is_empty() {
        Standing::BelowFloor(below)
    } else if total < grid.threshold {
        Standing::BelowThreshold
    } else {
        Standing::Eligible
    };
    Ranked { dossier: entry.dossier, number: entry.number, rank: 0, total, means, standing }
}

/// Compares by total, then by the criteria that break ties.
fn merit(grid: &Grid, a: &Ranked, b: &Ranked) -> Ordering {
    grid.tie_break
        .iter()
        .fold(a.total.cmp(&b.total), |order, code| order.then_with(|| a.means.get(code).cmp(&b.means.get(code))))
}
