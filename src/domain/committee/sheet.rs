//! The working sheet of the committee: rankings, what the policy computes, lines of the proposal, signatures.
//!
//! A person in conflict of interest gets a sheet computed without the dossier ([`Sheet::without`]).

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Value, json};

use super::{CommitteeDecision, Contender, Contenders, DecisionState, FrozenRanking, Line, TrackProposal, TrackSheet};
use crate::{
    call::{Call, TrackCode},
    canonical::{Digest, NotCanonical},
    dossier::State,
    ids::DossierId,
    money::Cents,
    time::Instant,
};

/// The sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The definition of the call.
    pub call: Arc<Call>,
    /// When its results became public.
    pub published_at: Option<Instant>,
    /// All filed dossiers.
    pub contenders: Contenders,
    /// A part for each track once the ranking is frozen; none before.
    pub tracks: Vec<TrackSheet>,
    /// When the ranking was frozen.
    pub frozen_at: Option<Instant>,
    /// The decision, once there is a proposal.
    pub decision: Option<CommitteeDecision>,
    /// Something is left out because of a conflict of interest.
    pub recused: bool,
}

/// A funded dossier.
#[derive(Clone, Copy, Debug)]
pub struct Laureate<'a> {
    /// The part of its track.
    pub part: &'a TrackSheet,
    /// The dossier.
    pub dossier: &'a Contender,
    /// Its award.
    pub amount: Cents,
}

impl Sheet {
    /// The sheet of a call before its ranking is frozen.
    #[must_use]
    pub const fn new(call: Arc<Call>, contenders: Contenders, published_at: Option<Instant>) -> Self {
        Self { call, published_at, contenders, tracks: Vec::new(), frozen_at: None, decision: None, recused: false }
    }

    /// The same with the rankings frozen at an instant, and the lines that are proposed of them.
    #[must_use]
    pub fn frozen(
        mut self,
        at: Instant,
        mut rankings: BTreeMap<TrackCode, FrozenRanking>,
        mut lines: BTreeMap<DossierId, Line>,
    ) -> Self {
        for track in &self.call.tracks {
            let Some(ranking) = rankings.remove(&track.code) else { continue };
            let allocation = ranking.allocate(self.call.allocation, track, |dossier| self.is_withdrawn(dossier));
            self.tracks.push(TrackSheet::new(track, ranking, allocation, &mut lines));
        }
        self.frozen_at = Some(at);
        self
    }

    fn is_withdrawn(&self, dossier: DossierId) -> bool {
        self.contenders.get(&dossier).is_none_or(|row| row.state == State::Withdrawn)
    }

    /// Where the decision stands.
    #[must_use]
    pub fn state(&self) -> DecisionState {
        match &self.decision {
            None => DecisionState::Proposed,
            Some(_) if self.published_at.is_some() => DecisionState::Published,
            Some(decision) => decision.state(),
        }
    }

    /// Whether a person who is recused from these dossiers does not see the whole of it.
    #[must_use]
    pub fn hides(&self, recused: &BTreeSet<DossierId>) -> bool {
        recused.iter().any(|dossier| self.contenders.contains_key(dossier))
    }

    /// The sheet of a person in conflict: without these dossiers, and without what would tell of them.
    #[must_use]
    pub fn without(mut self, recused: &BTreeSet<DossierId>) -> Self {
        self.recused = self.hides(recused);
        if !self.recused {
            return self;
        }
        self.contenders.retain(|id, _| !recused.contains(id));
        for part in &mut self.tracks {
            part.hide(&|dossier| recused.contains(&dossier));
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
    pub fn by_number(&self, number: &str) -> Option<&Contender> {
        self.contenders.values().find(|contender| contender.number == number)
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
        funded.filter(|line| self.is_withdrawn(line.dossier)).map(|line| line.dossier).collect()
    }

    /// The list of awards as a value: what adoption and signature are about.
    #[must_use]
    pub fn award_list(&self) -> Value {
        let lines = self.tracks.iter().flat_map(|part| part.lines.iter().map(move |line| (part, line)));
        let items = lines.map(|(part, line)| {
            json!({
                "dossier": line.dossier.to_string(),
                "number": self.contenders.get(&line.dossier).map(|row| &row.number),
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
    pub fn digest(&self) -> Result<Digest, NotCanonical> {
        Digest::of_value(&self.award_list())
    }

    /// The sum of all awards.
    #[must_use]
    pub fn awarded(&self) -> Cents {
        self.tracks.iter().map(TrackSheet::awarded).sum()
    }

    /// The lines that take everywhere what the policy computes, with their tracks.
    #[must_use]
    pub fn computed_lines(&self) -> Vec<(TrackCode, Line)> {
        let ranked = self.tracks.iter().flat_map(|part| part.ranked().iter().map(move |ranked| (part, ranked.dossier)));
        ranked.map(|(part, dossier)| (part.track.code.clone(), part.computed(dossier).line(dossier))).collect()
    }

    /// The funded dossiers by track, then by number: of these and of nobody else the public is told.
    #[must_use]
    pub fn laureates(&self) -> Vec<Laureate<'_>> {
        let of = |part: &TrackSheet| {
            let found = part.lines.iter().filter_map(|line| {
                let dossier = self.contenders.get(&line.dossier).filter(|row| row.state == State::Funded)?;
                Some((dossier, line.amount?))
            });
            let mut found: Vec<_> = found.collect();
            found.sort_by(|(a, _), (b, _)| a.number.cmp(&b.number));
            found
        };
        let all = self.tracks.iter().flat_map(|part| of(part).into_iter().map(move |found| (part, found)));
        all.map(|(part, (dossier, amount))| Laureate { part, dossier, amount }).collect()
    }
}
