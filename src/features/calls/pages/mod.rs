//! What the pages of this room show, already in words.

mod dashboard;
mod money;
mod people;
mod public;
mod timeline;

pub use dashboard::DashboardPage;
pub use people::{PeopleForm, PeoplePage};
pub use public::{CallPage, CallsPage};
