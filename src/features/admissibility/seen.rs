//! What an officer was shown: forms repeat a mark of it, and a decision that rests on something older is refused.
//!
//! A mark is made of what stands there, not of a time: two officers who see the same see the same mark.

use std::collections::BTreeMap;

use domain::{call::Verdict, canonical::sha256_hex};

use super::store::{DecidedFinding, Examination};
use crate::web::RawForm;

/// Something that two officers can decide at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The finding of a rule.
    Finding(String),
    /// A verdict.
    Verdict(Verdict),
    /// The eligible base.
    Base,
}

impl Place {
    /// The field that repeats its mark.
    #[must_use]
    pub fn field(&self) -> String {
        match self {
            Self::Finding(rule) => format!("seen-finding-{rule}"),
            Self::Verdict(verdict) => format!("seen-verdict-{}", verdict.as_str()),
            Self::Base => "seen-base".into(),
        }
    }

    /// Its mark as things stand; empty for a finding or a base of which nothing is decided.
    #[must_use]
    pub fn mark(&self, examination: &Examination) -> String {
        match self {
            Self::Finding(rule) => {
                let known = examination.findings.iter().find(|known| known.finding.rule == *rule);
                known.map_or_else(String::new, of_finding)
            }
            // A verdict also rests on what was decided of its findings.
            Self::Verdict(verdict) => {
                let rules = examination.filing.definition.rules.iter().filter(|rule| rule.verdict() == *verdict);
                let known =
                    rules.filter_map(|rule| examination.findings.iter().find(|one| one.finding.rule == rule.id));
                let findings: Vec<String> = known.map(of_finding).collect();
                format!("{}.{}", of_given(examination, *verdict), short(&findings.join(" ")))
            }
            Self::Base => match &examination.correction {
                Some(known) => short(&format!("{} {}", known.base.0, known.motive)),
                None => String::new(),
            },
        }
    }
}

fn short(text: &str) -> String {
    sha256_hex(text.as_bytes()).chars().take(16).collect()
}

fn of_finding(known: &DecidedFinding) -> String {
    known.decision.as_ref().map_or_else(String::new, |decision| short(&format!("{decision:?} {}", known.motive)))
}

fn of_given(examination: &Examination, verdict: Verdict) -> String {
    let given = examination.verdicts.get(&verdict);
    given.map_or_else(String::new, |given| short(&format!("{} {}", given.ruling.as_str(), given.motive)))
}

/// The marks that a form repeats; none for whoever was shown nothing (the replay), who overwrites what stands there.
#[derive(Clone, Debug, Default)]
pub struct SeenMarks(Option<BTreeMap<String, String>>);

impl SeenMarks {
    /// The marks of a form.
    #[must_use]
    pub fn of(raw: &RawForm) -> Self {
        Self(Some(raw.0.iter().filter(|(name, _)| name.starts_with("seen-")).cloned().collect()))
    }

    /// Whether what stands there is what was shown.
    #[must_use]
    pub fn holds(&self, place: &Place, examination: &Examination) -> bool {
        let Some(marks) = &self.0 else { return true };
        marks.get(&place.field()).map_or("", String::as_str) == place.mark(examination)
    }
}

/// Whether the verdict itself has changed since it was shown, and not only what it rests on.
#[must_use]
pub fn verdict_changed(raw: &RawForm, examination: &Examination, verdict: Verdict) -> bool {
    let shown = raw.get(&Place::Verdict(verdict).field());
    shown.split('.').next().unwrap_or_default() != of_given(examination, verdict)
}
