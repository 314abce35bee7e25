//! Checks of `crate::dossier`.
