//! Data-driven tests of the rules, one file per module.
