//! Checks of `crate::rules`.
