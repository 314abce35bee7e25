//! The frozen ranking of a track: what the committee works from, as the canonical text that is hashed and kept.
//!
//! It holds the scores *and* the money (asked, base, ceiling), so that what is proposed can be computed again from
//! this text and the envelope alone. Nothing here reads a row.

use std::collections::BTreeMap;

use domain::{
    allocation::{Allocation, Candidate, allocate},
    call::{AllocationPolicy, CriterionCode, Track},
    canonical,
    ids::DossierId,
    money::Cents,
    ranking::{Ranked, Ranking, Standing},
    scoring::Fraction,
};
use serde::{Deserialize, Serialize};

use crate::error::{AppError, AppResult};

/// The money of a ranked dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// What it asks.
    pub requested: Cents,
    /// Its eligible base.
    pub base: Cents,
    /// The most that it can be given.
    pub ceiling: Cents,
}

/// A frozen ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Lines and ties.
    pub ranking: Ranking,
    /// Money of each ranked dossier.
    pub money: BTreeMap<DossierId, Money>,
}

#[derive(Serialize, Deserialize)]
struct Text {
    call: String,
    track: String,
    lines: Vec<LineText>,
    ties: Vec<Vec<DossierId>>,
}

#[derive(Serialize, Deserialize)]
struct LineText {
    dossier: DossierId,
    number: String,
    rank: usize,
    total: [i64; 2],
    means: BTreeMap<CriterionCode, [i64; 2]>,
    standing: String,
    below: Vec<CriterionCode>,
    requested: Cents,
    base: Cents,
    ceiling: Cents,
}

fn pair(fraction: Fraction) -> AppResult<[i64; 2]> {
    let part = |part: i128| i64::try_from(part).map_err(AppError::internal);
    Ok([part(fraction.num())?, part(fraction.den())?])
}

fn fraction([num, den]: [i64; 2]) -> AppResult<Fraction> {
    Fraction::new(num, den).ok_or_else(|| AppError::internal("a frozen ranking holds a fraction that is none"))
}

impl Frozen {
    /// The canonical text.
    ///
    /// # Errors
    /// When a total is beyond what every reader of JSON holds.
    pub fn to_text(&self, call: &str, track: &str) -> AppResult<String> {
        let lines = self.ranking.lines.iter().map(|line| self.line_text(line)).collect::<AppResult<_>>()?;
        let text = Text { call: call.into(), track: track.into(), lines, ties: self.ranking.ties.clone() };
        Ok(canonical::to_text(&serde_json::to_value(text)?)?)
    }

    fn line_text(&self, line: &Ranked) -> AppResult<LineText> {
        let money = self.money.get(&line.dossier).ok_or_else(|| AppError::internal("a ranked dossier has no money"))?;
        let (standing, below) = match &line.standing {
            Standing::Eligible => ("eligible", Vec::new()),
            Standing::BelowThreshold => ("below_threshold", Vec::new()),
            Standing::BelowFloor(codes) => ("below_floor", codes.clone()),
        };
        let means = line.means.iter().map(|(code, mean)| Ok((code.clone(), pair(*mean)?)));
        Ok(LineText {
            dossier: line.dossier,
            number: line.number.clone(),
            rank: line.rank,
            total: pair(line.total)?,
            means: means.collect::<AppResult<_>>()?,
            standing: standing.into(),
            below,
            requested: money.requested,
            base: money.base,
            ceiling: money.ceiling,
        })
    }

    /// Reads the text back.
    ///
    /// # Errors
    /// When it is not one that [`Frozen::to_text`] made.
    pub fn parse(text: &str) -> AppResult<Self> {
        let text: Text = serde_json::from_str(text)?;
        let mut frozen = Self { ranking: Ranking { lines: Vec::new(), ties: text.ties }, money: BTreeMap::new() };
        for line in text.lines {
            let standing = match line.standing.as_str() {
                "eligible" => Standing::Eligible,
                "below_threshold" => Standing::BelowThreshold,
                "below_floor" => Standing::BelowFloor(line.below),
                _ => return Err(AppError::internal("a frozen ranking holds a standing that is none")),
            };
            let money = Money { requested: line.requested, base: line.base, ceiling: line.ceiling };
            frozen.money.insert(line.dossier, money);
            let means = line.means.into_iter().map(|(code, mean)| Ok((code, fraction(mean)?)));
            frozen.ranking.lines.push(Ranked {
                dossier: line.dossier,
                number: line.number,
                rank: line.rank,
                total: fraction(line.total)?,
                means: means.collect::<AppResult<_>>()?,
                standing,
            });
        }
        Ok(frozen)
    }

    /// What the policy of the call gives from this ranking, withdrawn dossiers left out.
    #[must_use]
    pub fn allocate(
        &self,
        policy: AllocationPolicy,
        track: &Track,
        withdrawn: impl Fn(DossierId) -> bool,
    ) -> Allocation {
        let candidates: Vec<Candidate> = self
            .ranking
            .lines
            .iter()
            .map(|line| Candidate {
                dossier: line.dossier,
                rank: line.rank,
                ceiling: self.money.get(&line.dossier).map_or(Cents::ZERO, |money| money.ceiling),
                proposable: line.standing == Standing::Eligible && !withdrawn(line.dossier),
            })
            .collect();
        allocate(policy, track.envelope, &candidates)
    }

    /// The same ranking as if these dossiers had never been there: ranks close up, so that no gap tells of them.
    #[must_use]
    pub fn without(mut self, hidden: &impl Fn(DossierId) -> bool) -> Self {
        self.ranking.lines.retain(|line| !hidden(line.dossier));
        let old: Vec<usize> = self.ranking.lines.iter().map(|line| line.rank).collect();
        for line in &mut self.ranking.lines {
            line.rank = 1 + old.iter().filter(|rank| **rank < line.rank).count();
        }
        for tie in &mut self.ranking.ties {
            tie.retain(|dossier| !hidden(*dossier));
        }
        self.ranking.ties.retain(|tie| tie.len() > 1);
        self.money.retain(|dossier, _| !hidden(*dossier));
        self
    }
}

#[cfg(test)]
mod tests {
    use domain::time::Instant;

    use super::*;

    fn ranked(n: u8, rank: usize, standing: Standing) -> Ranked {
        let total = Fraction::new(i64::from(n) * 100, 7).unwrap();
        let means = BTreeMap::from([("C1".to_owned(), Fraction::new(7, 2).unwrap())]);
        let dossier = DossierId::mint(Instant::from_micros(0), [n; 10]);
        Ranked { dossier, number: format!("2013-000{n}"), rank, total, means, standing }
    }

    fn frozen() -> Frozen {
        let lines = vec![
            ranked(1, 1, Standing::Eligible),
            ranked(2, 2, Standing::Eligible),
            ranked(3, 2, Standing::Eligible),
            ranked(4, 4, Standing::BelowFloor(vec!["C1".into()])),
            ranked(5, 5, Standing::BelowThreshold),
        ];
        let money = Money { requested: Cents(900), base: Cents(4_000), ceiling: Cents(800) };
        let money = lines.iter().map(|line| (line.dossier, money)).collect();
        let ties = vec![vec![lines[1].dossier, lines[2].dossier]];
        Frozen { ranking: Ranking { lines, ties }, money }
    }

    #[test]
    fn a_frozen_ranking_is_read_back_as_it_was() {
        let frozen = frozen();
        let text = frozen.to_text("ptce-2013", "emergence").unwrap();
        assert_eq!(Frozen::parse(&text).unwrap(), frozen);
        assert_eq!(Frozen::parse(&text).unwrap().to_text("ptce-2013", "emergence").unwrap(), text);
    }

    #[test]
    fn no_gap_tells_of_a_hidden_dossier() {
        let frozen = frozen();
        let hidden = frozen.ranking.lines[1].dossier;
        let seen = frozen.without(&|dossier| dossier == hidden);
        assert_eq!(seen.ranking.lines.iter().map(|line| line.rank).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert!(seen.ranking.ties.is_empty() && !seen.money.contains_key(&hidden));
    }
}
