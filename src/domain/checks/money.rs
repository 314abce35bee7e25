//! Checks of `crate::money`.
