//! Checks of `crate::allocation`.
