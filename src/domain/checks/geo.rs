//! Checks of `crate::geo`.
