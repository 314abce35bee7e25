//! The toolbox of handlers: who visits, forms, pages, cookies, headers. It knows no feature.

pub mod assets;
pub mod csrf;
pub mod failure;
pub mod form;
pub mod headers;
pub mod page;
pub mod part;
pub mod path;
pub mod route;
pub mod store;
pub mod templates;
pub mod throttle;
pub mod visit;

pub use form::{Checked, FieldErrors, RawForm};
pub use page::{CallRef, Page, Room, Shell};
pub use part::{Part, PartLinks};
pub use path::Path;
pub use route::{Route, Scope};
pub use visit::Visit;
