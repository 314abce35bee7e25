//! The toolbox of handlers: who visits, forms, pages, cookies, headers. It knows no feature.

pub mod assets;
pub mod bare;
pub mod csrf;
pub mod errors;
pub mod failure;
pub mod form;
pub mod former;
pub mod headers;
pub mod navigation;
pub mod page;
pub mod part;
pub mod path;
pub mod query;
pub mod route;
pub mod store;
pub mod templates;
pub mod throttle;
pub mod traffic;
pub mod ui;
pub mod visit;
pub mod words;

pub use errors::{ErrorLine, Errors, FieldErrors};
pub use form::{Checked, Form, RawForm};
pub use navigation::{Navigation, Section};
pub use page::{CallRef, Page, Room, Shell};
pub use part::{Part, PartLinks};
pub use path::Path;
pub use query::Query;
pub use route::{Route, Scope};
pub use traffic::Traffic;
pub use ui::{Choice, Fact, Tab, Tag};
pub use visit::Visit;
