//! Checks of `crate::call_file`.
