//! stub
use std::collections::BTreeSet;
use crate::{dossier::{Results, State}, ids::DossierId};
/// stub
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interests { /// x
 NotAsked, /// x
 Undeclared { /// x
 recused: BTreeSet<DossierId> }, /// x
 Declared { /// x
 recused: BTreeSet<DossierId> } }
impl Interests {
 /// x
 pub fn recused(&self) -> &BTreeSet<DossierId> { static N: BTreeSet<DossierId> = BTreeSet::new(); match self { Self::NotAsked => &N, Self::Undeclared { recused } | Self::Declared { recused } => recused } }
 /// x
 pub fn is_recused_from(&self, id: DossierId) -> bool { match self { Self::NotAsked => false, Self::Undeclared { recused } | Self::Declared { recused } => recused.contains(&id) } }
 /// x
 pub fn declared(&self) -> bool { matches!(self, Self::Declared {..}) }
}
/// x
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie { /// x
 Declared, /// x
 Owns, /// x
 Filed }
impl Tie { /// x
 pub fn as_str(self) -> &'static str { match self { Self::Declared => "declared", Self::Owns => "owns", Self::Filed => "filed" } }
 /// x
 pub fn parse(t: &str) -> Option<Self> { [Self::Declared, Self::Owns, Self::Filed].into_iter().find(|x| x.as_str() == t) } }
/// x
pub struct Bond { /// x
 pub dossier: DossierId, /// x
 pub tie: Tie, /// x
 pub state: State, /// x
 pub results: Results }
/// x
pub fn recused(b: impl IntoIterator<Item = Bond>) -> BTreeSet<DossierId> { b.into_iter().map(|b| b.dossier).collect() }
