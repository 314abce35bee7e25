//! Checks of `crate::canonical`.
