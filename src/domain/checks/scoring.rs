//! Checks of `crate::scoring`.
