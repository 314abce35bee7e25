//! Checks of `crate::form`.
