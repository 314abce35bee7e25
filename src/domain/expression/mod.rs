//! A small language for rules and conditions: « `budget.requested <= track.rate_max * budget.eligible_base` ».
//!
//! Here is how it is written: an expression is read ([`parse`]) into a tree of [`Node`]s, which writes itself back.
//! It has no loops and no definitions, and is bounded in length and depth. Numbers are exact, never floats.
//! What it means on a call and on a dossier stands in [`crate::meaning`].

mod exact;
mod parse;
mod problem;
mod tree;
mod words;

pub use self::{
    exact::Exact,
    parse::{MAX_DEPTH, MAX_LENGTH, parse},
    problem::{Problem, Sort, Wanted, Why},
    tree::{Argument, Function, Kind, Node, Op, Sign},
};

impl Node {
    /// The expression that only names this.
    #[must_use]
    pub fn name(name: &str) -> Self {
        Kind::Name(name.to_owned()).into()
    }

    /// Whether the whole expression is this name.
    #[must_use]
    pub fn is_name(&self, wanted: &str) -> bool {
        self.as_name() == Some(wanted)
    }

    /// Whether this name stands anywhere in it.
    #[must_use]
    pub fn mentions(&self, wanted: &str) -> bool {
        let mut found = false;
        self.each_name(&mut |name| found |= name == wanted);
        found
    }

    /// The name that the whole expression is.
    #[must_use]
    pub fn as_name(&self) -> Option<&str> {
        match &self.kind {
            Kind::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Calls `see` with every name, in order.
    pub(crate) fn each_name(&self, see: &mut dyn FnMut(&str)) {
        match &self.kind {
            Kind::Name(name) => see(name),
            _ => self.each_part(&mut |part| part.each_name(see)),
        }
    }

    /// Calls `see` with every part just below, in order.
    pub(crate) fn each_part(&self, see: &mut dyn FnMut(&Self)) {
        match &self.kind {
            Kind::Not(inner) => see(inner),
            Kind::And(parts) | Kind::Or(parts) | Kind::List(parts) | Kind::Product(parts) => {
                parts.iter().for_each(see);
            }
            Kind::Range(left, right) | Kind::Compare(_, left, right) => {
                see(left);
                see(right);
            }
            Kind::Sum(first, rest) => {
                see(first);
                rest.iter().for_each(|(_, term)| see(term));
            }
            Kind::Call(_, arguments) => {
                for argument in arguments {
                    see(&argument.value);
                    argument.condition.iter().for_each(&mut *see);
                }
            }
            _ => {}
        }
    }

    /// The table of a column: `members` of `members.siret` and of `siren(members.siret)`.
    #[must_use]
    pub fn table_of_column(&self) -> Option<&str> {
        match &self.kind {
            Kind::Name(name) => name.split_once('.').map(|(table, _)| table),
            Kind::Call(Function::Siren, arguments) => arguments.first()?.value.table_of_column(),
            _ => None,
        }
    }

    /// The same for a row at hand: `siren(siret)` for `siren(members.siret)`.
    pub(crate) fn column_at_hand(&self) -> Self {
        match &self.kind {
            Kind::Name(name) => Self::name(name.split_once('.').map_or(name, |(_, column)| column)),
            Kind::Call(function, arguments) => {
                let bare = |one: &Argument| Argument { value: one.value.column_at_hand(), condition: None };
                Kind::Call(*function, arguments.iter().map(bare).collect()).into()
            }
            _ => self.clone(),
        }
    }
}

/// The nearest of some words to one that is not among them, if it is near.
pub(crate) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    known
        .map(|candidate| (strsim::damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}
