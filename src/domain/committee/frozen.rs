//! The frozen ranking of a track: what the committee works from, as the canonical text that is hashed and kept.
//!
//! It holds the scores *and* the money (asked, base, ceiling), so that what is proposed can be computed again from
//! this text and the envelope alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    allocation::{Allocation, Candidate, allocate},
    call::{AllocationPolicy, CriterionCode, Track},
    canonical::{self, NotCanonical},
    fraction::Fraction,
    ids::DossierId,
    money::Cents,
    ranking::{Ranked, Ranking, Standing},
};

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
pub struct FrozenRanking {
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

/// A ranking has no text, or a text is not that of a ranking. Never a person's mistake.
#[derive(Debug, thiserror::Error)]
pub enum BrokenRanking {
    /// A total or a mean is beyond what the text holds.
    #[error("a fraction is beyond what a frozen ranking holds")]
    TooLarge,
    /// A ranked dossier has no money.
    #[error("the ranked dossier {0} has no money")]
    NoMoney(DossierId),
    /// The text holds a fraction that is none.
    #[error("a frozen ranking holds a fraction that is none")]
    Fraction,
    /// The text holds a standing that is none.
    #[error("a frozen ranking holds the standing {0:?}")]
    Standing(String),
    /// It is no JSON, or not of this shape.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// It has no canonical text.
    #[error(transparent)]
    NotCanonical(#[from] NotCanonical),
}

fn pair(fraction: Fraction) -> Result<[i64; 2], BrokenRanking> {
    let part = |part: i128| i64::try_from(part).map_err(|_| BrokenRanking::TooLarge);
    Ok([part(fraction.num())?, part(fraction.den())?])
}

fn fraction([num, den]: [i64; 2]) -> Result<Fraction, BrokenRanking> {
    Fraction::new(num, den).ok_or(BrokenRanking::Fraction)
}

impl FrozenRanking {
    /// The canonical text.
    ///
    /// # Errors
    /// When a total is beyond what every reader of JSON holds.
    pub fn to_text(&self, call: &str, track: &str) -> Result<String, BrokenRanking> {
        let lines = self.ranking.lines.iter().map(|line| self.line_text(line)).collect::<Result<_, BrokenRanking>>()?;
        let text = Text { call: call.into(), track: track.into(), lines, ties: self.ranking.ties.clone() };
        Ok(canonical::to_text(&serde_json::to_value(text)?)?)
    }

    fn line_text(&self, line: &Ranked) -> Result<LineText, BrokenRanking> {
        let money = self.money.get(&line.dossier).ok_or(BrokenRanking::NoMoney(line.dossier))?;
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
            means: means.collect::<Result<_, BrokenRanking>>()?,
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
    /// When it is not one that [`FrozenRanking::to_text`] made.
    pub fn parse(text: &str) -> Result<Self, BrokenRanking> {
        let text: Text = serde_json::from_str(text)?;
        let mut frozen = Self { ranking: Ranking { lines: Vec::new(), ties: text.ties }, money: BTreeMap::new() };
        for line in text.lines {
            let standing = match line.standing.as_str() {
                "eligible" => Standing::Eligible,
                "below_threshold" => Standing::BelowThreshold,
                "below_floor" => Standing::BelowFloor(line.below),
                _ => return Err(BrokenRanking::Standing(line.standing)),
            };
            let money = Money { requested: line.requested, base: line.base, ceiling: line.ceiling };
            frozen.money.insert(line.dossier, money);
            let means = line.means.into_iter().map(|(code, mean)| Ok((code, fraction(mean)?)));
            frozen.ranking.lines.push(Ranked {
                dossier: line.dossier,
                number: line.number,
                rank: line.rank,
                total: fraction(line.total)?,
                means: means.collect::<Result<_, BrokenRanking>>()?,
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
