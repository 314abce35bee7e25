//! What operators see of jobs. No page names a dossier, a subject of a mail nor a whole address: operators run the
//! platform, they do not read what passes through it.

mod list;
mod one;

pub use list::{Counts, JobsBeside, JobsPage, mail_of};
pub use one::JobPage;
