//! The part of a track on the sheet: its ranking, what the policy computes, what is proposed.

use std::collections::{BTreeMap, HashMap};

use super::{ComputedLine, FrozenRanking, Line, Money, settled};
use crate::{
    allocation::Allocation,
    call::Track,
    ids::DossierId,
    money::Cents,
    ranking::{Ranked, Ranking, RankingBlocked, Standing},
};

/// The part of a track.
#[derive(Clone, Debug)]
pub struct TrackSheet {
    /// The track.
    pub track: Track,
    /// Its frozen ranking, as a committee's proposal takes it.
    pub ranking: Result<Ranking, RankingBlocked>,
    /// Money of the ranked dossiers.
    pub money: BTreeMap<DossierId, Money>,
    /// What the policy computes.
    pub allocation: Allocation,
    /// The lines of the proposal, in order of rank.
    pub lines: Vec<Line>,
    /// Where each dossier stands among the lines, among the ranked, and what the policy gives for it.
    index: Index,
}

/// Looking for a dossier in a ranking of thousands, once for each of them, must not take their square.
#[derive(Clone, Debug, Default)]
struct Index {
    lines: HashMap<DossierId, usize>,
    ranked: HashMap<DossierId, usize>,
    computed: HashMap<DossierId, ComputedLine>,
}

impl Index {
    fn of(ranked: &[Ranked], lines: &[Line], allocation: &Allocation) -> Self {
        Self {
            lines: lines.iter().enumerate().map(|(place, line)| (line.dossier, place)).collect(),
            ranked: ranked.iter().enumerate().map(|(place, line)| (line.dossier, place)).collect(),
            computed: ComputedLine::of(allocation).collect(),
        }
    }
}

impl TrackSheet {
    /// The part of a track: `lines` holds those of all tracks, and keeps those of the others.
    pub(super) fn new(
        track: &Track,
        frozen: FrozenRanking,
        allocation: Allocation,
        lines: &mut BTreeMap<DossierId, Line>,
    ) -> Self {
        let FrozenRanking { ranking, money } = frozen;
        let lines: Vec<Line> = ranking.lines.iter().filter_map(|line| lines.remove(&line.dossier)).collect();
        let index = Index::of(&ranking.lines, &lines, &allocation);
        Self { track: track.clone(), ranking: Ok(ranking), money, allocation, lines, index }
    }

    /// The same part without these dossiers, and without what would tell of them.
    pub(super) fn hide(&mut self, hidden: &impl Fn(DossierId) -> bool) {
        if let Ok(ranking) = &self.ranking {
            let money = std::mem::take(&mut self.money);
            let seen = FrozenRanking { ranking: ranking.clone(), money }.without(hidden);
            (self.ranking, self.money) = (Ok(seen.ranking), seen.money);
        }
        self.allocation.awards.retain(|(id, _)| !hidden(*id));
        self.allocation.reserve.retain(|id| !hidden(*id));
        self.allocation.not_retained.retain(|id| !hidden(*id));
        // The exact gap at the cut would tell what the dossier was given.
        self.allocation.cut = None;
        self.lines.retain(|line| !hidden(line.dossier));
        let places: Vec<usize> = self.lines.iter().filter_map(|line| line.reserve_rank).collect();
        for line in &mut self.lines {
            line.reserve_rank = line.reserve_rank.map(|own| 1 + places.iter().filter(|place| **place < own).count());
        }
        self.index = Index::of(self.ranked(), &self.lines, &self.allocation);
    }

    /// The ranked line of a dossier.
    #[must_use]
    pub fn ranked_line(&self, dossier: DossierId) -> Option<&Ranked> {
        self.index.ranked.get(&dossier).and_then(|place| self.ranked().get(*place))
    }

    /// The ranked dossiers.
    #[must_use]
    pub fn ranked(&self) -> &[Ranked] {
        self.ranking.as_ref().map_or(&[], |ranking| &ranking.lines)
    }

    /// The line of a dossier.
    #[must_use]
    pub fn line(&self, dossier: DossierId) -> Option<&Line> {
        self.index.lines.get(&dossier).and_then(|place| self.lines.get(*place))
    }

    /// What the policy gives for a dossier.
    #[must_use]
    pub fn computed(&self, dossier: DossierId) -> ComputedLine {
        self.index.computed.get(&dossier).copied().unwrap_or(ComputedLine::NOTHING)
    }

    /// The sum of the awards.
    #[must_use]
    pub fn awarded(&self) -> Cents {
        self.lines.iter().filter_map(|line| line.amount).sum()
    }

    /// What the other lines leave for this dossier.
    #[must_use]
    pub fn left_for(&self, dossier: DossierId) -> Cents {
        let others: Cents = self.lines.iter().filter(|line| line.dossier != dossier).filter_map(|l| l.amount).sum();
        self.track.envelope - others
    }

    /// Lines that depart from what is computed.
    pub fn departures(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.proposed() != self.computed(line.dossier))
    }

    /// Eligible dossiers that are not funded while a lower rank is.
    #[must_use]
    pub fn passed_over(&self) -> Vec<DossierId> {
        let funded = |id| self.line(id).is_some_and(|line| line.outcome.is_funded());
        let last = self.ranked().iter().filter(|ranked| funded(ranked.dossier)).map(|ranked| ranked.rank).max();
        let above = self.ranked().iter().filter(|ranked| Some(ranked.rank) < last && !funded(ranked.dossier));
        above.filter(|ranked| ranked.standing == Standing::Eligible).map(|ranked| ranked.dossier).collect()
    }

    /// Equals that are treated differently without a motive.
    #[must_use]
    pub fn unsettled_ties(&self) -> Vec<Vec<DossierId>> {
        let ties = self.ranking.as_ref().map_or(&[][..], |ranking| &ranking.ties);
        let lines = |tie: &[DossierId]| tie.iter().filter_map(|id| self.line(*id).cloned()).collect::<Vec<_>>();
        ties.iter().filter(|tie| !settled(tie, &lines(tie))).cloned().collect()
    }
}
