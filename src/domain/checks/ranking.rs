//! Checks of `crate::ranking`.
