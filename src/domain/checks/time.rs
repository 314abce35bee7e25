//! Checks of `crate::time`.
