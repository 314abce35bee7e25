//! What officers see: the queue, and one dossier beside what is to be decided of it.

mod dossier;
mod queue;
mod typed;

pub use dossier::{Around, DossierPage};
pub use queue::{QueuePage, QueueSheet, csv, read_filter, sheet_key};
pub use typed::Typed;
