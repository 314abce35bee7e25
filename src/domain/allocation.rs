//! How the envelope of a track is shared between ranked dossiers, by a policy named in the call.

use crate::{call::AllocationPolicy, ids::DossierId, money::Cents};

/// A ranked dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The dossier.
    pub dossier: DossierId,
    /// Its rank; equals share it.
    pub rank: usize,
    /// The most it can be given.
    pub ceiling: Cents,
    /// It reaches the threshold and the floors, and no one has withdrawn it.
    pub proposable: bool,
}

/// Where the money ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The first that does not fit; several when they are equal in rank and do not fit together.
    pub dossiers: Vec<DossierId>,
    /// What they would need.
    pub needed: Cents,
    /// What is left.
    pub left: Cents,
}

/// What a policy proposes for a track.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allocation {
    /// Awards, in order of rank.
    pub awards: Vec<(DossierId, Cents)>,
    /// Where the money ended, if it did.
    pub cut: Option<Cut>,
    /// The reserve list in order, from the cut on.
    pub reserve: Vec<DossierId>,
    /// The others, in order of rank.
    pub not_retained: Vec<DossierId>,
}

impl Allocation {
    /// The sum of the awards.
    #[must_use]
    pub fn awarded(&self) -> Cents {
        self.awards.iter().map(|(_, amount)| *amount).sum()
    }
}

/// Shares an envelope. The order of `ranked` does not count, only the ranks.
#[must_use]
pub fn allocate(policy: AllocationPolicy, envelope: Cents, ranked: &[Candidate]) -> Allocation {
    let mut ordered: Vec<&Candidate> = ranked.iter().collect();
    ordered.sort_by_key(|candidate| (candidate.rank, candidate.dossier));
    match policy {
        AllocationPolicy::MeritStop => merit_stop(envelope, &ordered),
    }
}

/// In order of rank, stops at the first that does not fit, even when a later one would: no one is funded
/// over the head of a better one. Equals are funded together or not at all, since nothing separates them.
fn merit_stop(envelope: Cents, ordered: &[&Candidate]) -> Allocation {
    let mut allocation = Allocation::default();
    let mut left = envelope;
    for equals in ordered.chunk_by(|a, b| a.rank == b.rank) {
        let (fit, out): (Vec<&Candidate>, Vec<&Candidate>) =
            equals.iter().partition(|candidate| candidate.proposable && candidate.ceiling > Cents::ZERO);
        allocation.not_retained.extend(out.iter().map(|candidate| candidate.dossier));
        let needed: Cents = fit.iter().map(|candidate| candidate.ceiling).sum();
        if allocation.cut.is_none() && needed <= left {
            left = left - needed;
            allocation.awards.extend(fit.iter().map(|candidate| (candidate.dossier, candidate.ceiling)));
            continue;
        }
        let dossiers: Vec<_> = fit.iter().map(|candidate| candidate.dossier).collect();
        allocation.reserve.extend(&dossiers);
        allocation.cut.get_or_insert(Cut { dossiers, needed, left });
    }
    allocation
}

/// Shares a total between parts in proportion, to the cent: what rounding leaves goes to the largest remainders,
/// the first of equals first, so that the shares always make the total. Nothing when the parts make nothing.
#[must_use]
pub fn pro_rata(total: Cents, parts: &[Cents]) -> Vec<Cents> {
    let whole: i128 = parts.iter().map(|part| i128::from(part.0)).sum();
    if whole <= 0 {
        return vec![Cents::ZERO; parts.len()];
    }
    let exact = |part: &Cents| i128::from(total.0) * i128::from(part.0);
    let floor = |part: &Cents| i64::try_from(exact(part).div_euclid(whole)).unwrap_or(i64::MAX);
    let mut shares: Vec<Cents> = parts.iter().map(|part| Cents(floor(part))).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(exact(&parts[*i]).rem_euclid(whole)));
    let left = total - shares.iter().copied().sum();
    for i in order.into_iter().take(usize::try_from(left.0).unwrap_or(0)) {
        shares[i] += Cents(1);
    }
    shares
}
