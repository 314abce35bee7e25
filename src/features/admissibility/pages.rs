//! What officers see: the queue, and one dossier beside what is to be decided of it.

mod dossier;
mod queue;

pub use dossier::{Around, DossierPage, Typed};
pub use queue::{QueuePage, csv, read_filter};
