//! Work done after a request that failed: operators see what, why and when, and have it tried again.

pub mod actions;
mod handlers;
pub mod pages;

use domain::permissions::Action::ManageJobs;

use super::manifest::Manifest;
use crate::web::{Route, Scope::Platform};

/// This room, as it declares itself.
pub const ROOM: Manifest = Manifest::new("jobs", routes);

fn routes() -> Vec<Route> {
    vec![
        Route::get("/plateforme/taches", Platform, ManageJobs, handlers::index),
        Route::post("/plateforme/taches/relance", Platform, ManageJobs, handlers::retry_all),
        Route::post("/plateforme/taches/{id}/relance", Platform, ManageJobs, handlers::retry),
    ]
}
