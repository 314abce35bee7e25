//! The budget: charges and income by account and year, and what must balance.

use std::collections::BTreeMap;

use crate::money::Cents;

/// Amounts by account number, one per year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget(pub BTreeMap<String, Vec<Cents>>);
