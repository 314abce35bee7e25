//! Checks of `crate::text`.
