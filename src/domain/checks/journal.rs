//! Checks of `crate::journal`.
