//! Calls: import, publication, public pages, people and roles, dashboard.

pub mod actions;
pub mod expressions;
pub mod forms;
mod handlers;
pub mod pages;
pub mod scale;
pub mod store;

use domain::permissions::Action;

use crate::web::{Route, Scope};

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let manage = Action::ManageRoles;
    vec![
        Route::get("/", Scope::Platform, Action::ReadPublicPages, handlers::index),
        Route::get("/calls/{slug}", Scope::Call, Action::ReadPublicPages, handlers::show),
        Route::get("/calls/{slug}/dashboard", Scope::Call, Action::ReadDashboard, handlers::dashboard),
        Route::post("/calls/{slug}/publication", Scope::Call, Action::PublishCall, handlers::create_publication),
        Route::get("/calls/{slug}/people", Scope::Call, manage, handlers::people),
        Route::post("/calls/{slug}/people", Scope::Call, manage, handlers::create_person),
        Route::post("/calls/{slug}/people/{user}/revocation", Scope::Call, manage, handlers::destroy_role),
    ]
}
