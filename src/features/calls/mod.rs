//! Calls: import, publication, public pages, people and roles, dashboard.

pub mod actions;
pub mod expressions;
pub mod forms;
mod handlers;
pub mod mails;
pub mod pages;
pub mod scale;
pub mod store;

use domain::permissions::Action;

use super::manifest::Manifest;
use crate::{
    queue::MailKind,
    web::{Route, Scope, Section},
};

/// This room, as it declares itself.
pub const ROOM: Manifest = Manifest {
    site: &[(0, Section { path: "/", key: "nav-calls", action: Action::ReadPublicPages })],
    staff: &[
        Section { path: "tableau-de-bord", key: "nav-dashboard", action: Action::ReadDashboard },
        Section { path: "personnes", key: "nav-people", action: Action::ManageRoles },
    ],
    mails: &[MailKind::of::<mails::Invitation>()],
    ..Manifest::new("calls", routes)
};

fn routes() -> Vec<Route> {
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
