//! The working sheet of the committee: rankings, what the policy computes, lines of the proposal, signatures.
//!
//! A person in conflict of interest gets a sheet computed without the dossier ([`Sheet::without`]).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    allocation::Allocation,
    call::{Track, TrackCode},
    canonical::Digest,
    committee::{ComputedLine, DecisionState, Line, Outcome, TrackProposal, settled},
    dossier::State,
    ids::{DecisionId, DossierId, UserId},
    money::Cents,
    ranking::{Ranked, Ranking, RankingBlocked},
    time::Instant,
};
use serde_json::{Value, json};

use super::frozen::{Frozen, Money};
use crate::{
    error::AppResult,
    features::{calls::store::LoadedCall, dossiers::store::DossierRow},
};

/// A decision and its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    /// Its id.
    pub id: DecisionId,
    /// `DEC-2013-01`.
    pub reference: String,
    /// Who adopted as chair, and when.
    pub chair: Option<(UserId, Instant)>,
    /// Who adopted as secretary, and when.
    pub secretary: Option<(UserId, Instant)>,
    /// Who signed, and when.
    pub signer: Option<(UserId, Instant)>,
}

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
        let awards = allocation.awards.iter().map(|(id, amount)| {
            (*id, ComputedLine { outcome: Outcome::Retained, amount: Some(*amount), reserve_rank: None })
        });
        let reserve = allocation.reserve.iter().enumerate().map(|(place, id)| {
            (*id, ComputedLine { outcome: Outcome::Reserve, amount: None, reserve_rank: Some(place + 1) })
        });
        Self {
            lines: lines.iter().enumerate().map(|(place, line)| (line.dossier, place)).collect(),
            ranked: ranked.iter().enumerate().map(|(place, line)| (line.dossier, place)).collect(),
            computed: reserve.chain(awards).collect(),
        }
    }
}

impl TrackSheet {
    fn index(&mut self) {
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
        let nothing = ComputedLine { outcome: Outcome::NotRetained, amount: None, reserve_rank: None };
        self.index.computed.get(&dossier).copied().unwrap_or(nothing)
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
        self.lines.iter().filter(|line| {
            let ComputedLine { outcome, amount, reserve_rank } = self.computed(line.dossier);
            (line.outcome, line.amount, line.reserve_rank) != (outcome, amount, reserve_rank)
        })
    }

    /// Equals that are treated differently without a motive.
    #[must_use]
    pub fn unsettled_ties(&self) -> Vec<Vec<DossierId>> {
        let ties = self.ranking.as_ref().map_or(&[][..], |ranking| &ranking.ties);
        let lines = |tie: &[DossierId]| tie.iter().filter_map(|id| self.line(*id).cloned()).collect::<Vec<_>>();
        ties.iter().filter(|tie| !settled(tie, &lines(tie))).cloned().collect()
    }
}

/// The sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The call.
    pub call: LoadedCall,
    /// All filed dossiers.
    pub contenders: BTreeMap<DossierId, DossierRow>,
    /// A part for each track once the ranking is frozen; none before.
    pub tracks: Vec<TrackSheet>,
    /// When the ranking was frozen.
    pub frozen_at: Option<Instant>,
    /// The decision, once there is a proposal.
    pub decision: Option<DecisionRow>,
    /// Something is left out because of a conflict of interest.
    pub recused: bool,
}

impl Sheet {
    /// Puts rows together.
    #[must_use]
    pub fn new(
        call: LoadedCall,
        contenders: BTreeMap<DossierId, DossierRow>,
        mut frozen: BTreeMap<TrackCode, Frozen>,
        frozen_at: Option<Instant>,
        mut lines: BTreeMap<DossierId, Line>,
        decision: Option<DecisionRow>,
    ) -> Self {
        let withdrawn = |id: DossierId| contenders.get(&id).is_none_or(|row| row.state == State::Withdrawn);
        let mut tracks = Vec::new();
        for track in &call.definition.tracks {
            let Some(frozen) = frozen.remove(&track.code) else { continue };
            let allocation = frozen.allocate(call.definition.allocation, track, withdrawn);
            let Frozen { ranking, money } = frozen;
            let lines: Vec<Line> = ranking.lines.iter().filter_map(|line| lines.remove(&line.dossier)).collect();
            let index = Index::of(&ranking.lines, &lines, &allocation);
            tracks.push(TrackSheet { track: track.clone(), ranking: Ok(ranking), money, allocation, lines, index });
        }
        Self { call, contenders, tracks, frozen_at, decision, recused: false }
    }

    /// Where the decision stands.
    #[must_use]
    pub fn state(&self) -> DecisionState {
        let Some(decision) = &self.decision else { return DecisionState::Proposed };
        if self.call.results_published_at.is_some() {
            DecisionState::Published
        } else if decision.signer.is_some() {
            DecisionState::Signed
        } else if decision.chair.is_some() && decision.secretary.is_some() {
            DecisionState::Adopted
        } else {
            DecisionState::Proposed
        }
    }

    /// The sheet of a person in conflict: without these dossiers, and without what would tell of them.
    #[must_use]
    pub fn without(mut self, recused: &BTreeSet<DossierId>) -> Self {
        let before = self.contenders.len();
        self.contenders.retain(|id, _| !recused.contains(id));
        self.recused = self.contenders.len() != before;
        if !self.recused {
            return self;
        }
        let hidden = |id: DossierId| recused.contains(&id);
        for part in &mut self.tracks {
            if let Ok(ranking) = &part.ranking {
                let seen = Frozen { ranking: ranking.clone(), money: std::mem::take(&mut part.money) }.without(&hidden);
                (part.ranking, part.money) = (Ok(seen.ranking), seen.money);
            }
            part.allocation.awards.retain(|(id, _)| !hidden(*id));
            part.allocation.reserve.retain(|id| !hidden(*id));
            part.allocation.not_retained.retain(|id| !hidden(*id));
            // The exact gap at the cut would tell what the dossier was given.
            part.allocation.cut = None;
            part.lines.retain(|line| !hidden(line.dossier));
            let places: Vec<usize> = part.lines.iter().filter_map(|line| line.reserve_rank).collect();
            for line in &mut part.lines {
                line.reserve_rank =
                    line.reserve_rank.map(|own| 1 + places.iter().filter(|place| **place < own).count());
            }
            part.index();
        }
        self
    }

    /// The part of the track on which a dossier is ranked.
    #[must_use]
    pub fn part_of(&self, dossier: DossierId) -> Option<&TrackSheet> {
        self.tracks.iter().find(|part| part.money.contains_key(&dossier))
    }

    /// A filed dossier by its number.
    #[must_use]
    pub fn by_number(&self, number: &str) -> Option<&DossierRow> {
        self.contenders.values().find(|contender| contender.number() == number)
    }

    /// The parts, as adoption takes them.
    #[must_use]
    pub fn proposals(&self) -> Vec<TrackProposal<'_>> {
        self.tracks
            .iter()
            .map(|part| TrackProposal { track: &part.track, ranking: &part.ranking, lines: &part.lines })
            .collect()
    }

    /// Withdrawn dossiers to which money is still proposed, by number.
    #[must_use]
    pub fn withdrawn_with_award(&self) -> Vec<DossierId> {
        let funded = self.tracks.iter().flat_map(|part| &part.lines).filter(|line| line.amount.is_some());
        funded
            .filter(|line| self.contenders.get(&line.dossier).is_none_or(|row| row.state == State::Withdrawn))
            .map(|line| line.dossier)
            .collect()
    }

    /// The list of awards as a value: what adoption and signature are about.
    #[must_use]
    pub fn award_list(&self) -> Value {
        let lines = self.tracks.iter().flat_map(|part| part.lines.iter().map(move |line| (part, line)));
        let items = lines.map(|(part, line)| {
            json!({
                "dossier": line.dossier.to_string(),
                "number": self.contenders.get(&line.dossier).map(|row| row.number()),
                "track": part.track.code,
                "outcome": line.outcome.as_str(),
                "amount": line.amount.map(|amount| amount.0),
                "reserve_rank": line.reserve_rank,
                "motive": line.motive,
            })
        });
        items.collect()
    }

    /// The digest of [`Sheet::award_list`].
    ///
    /// # Errors
    /// When an amount is beyond what every reader of JSON holds.
    pub fn digest(&self) -> AppResult<Digest> {
        Ok(Digest::of_value(&self.award_list())?)
    }

    /// The sum of all awards.
    #[must_use]
    pub fn awarded(&self) -> Cents {
        self.tracks.iter().map(TrackSheet::awarded).sum()
    }
}
