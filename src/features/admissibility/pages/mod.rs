//! What officers see: the queue, and one dossier beside what is to be decided of it.

mod dossier;
mod queue;
mod typed;

pub use dossier::{Around, DossierPage};
pub use queue::{QueuePage, csv, read_filter};
pub use typed::Typed;
