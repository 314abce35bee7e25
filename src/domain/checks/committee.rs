//! Checks of `crate::committee`.
