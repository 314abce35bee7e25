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
        Route::get("/appels/{slug}", Scope::Call, Action::ReadPublicPages, handlers::show),
        Route::get("/appels/{slug}/tableau-de-bord", Scope::Call, Action::ReadDashboard, handlers::dashboard),
        Route::post("/appels/{slug}/publication", Scope::Call, Action::PublishCall, handlers::create_publication),
        Route::get("/appels/{slug}/personnes", Scope::Call, manage, handlers::people),
        Route::post("/appels/{slug}/personnes", Scope::Call, manage, handlers::create_person),
        Route::post("/appels/{slug}/personnes/{user}/retrait", Scope::Call, manage, handlers::destroy_role),
    ]
}
