//! What a rule found, with the values that it looked at: stored as JSON, put into words elsewhere.

use serde::{Deserialize, Serialize};

use crate::meaning::Evidence;

/// What the machine can tell of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingOutcome {
    /// The rule holds.
    Respected,
    /// It does not.
    Broken,
    /// The facts do not tell: a person must look.
    NeedsHuman,
}

stored_names!(FindingOutcome {
    Respected = "respected",
    Broken = "broken",
    NeedsHuman = "needs_human",
});

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Identifier of the rule: `ELI-2`.
    pub rule: String,
    /// What the machine can tell.
    pub outcome: FindingOutcome,
    /// The values looked at, in a stable order.
    pub evidence: Vec<Evidence>,
}
