//! Checks of `crate::permissions`.
