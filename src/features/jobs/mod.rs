//! Work done after a request that failed: operators see what, why and when, and have it tried again.

pub mod actions;
mod handlers;
pub mod pages;

use domain::permissions::Action::ManageJobs;

use crate::web::{Route, Scope::Platform};

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/platform/jobs", Platform, ManageJobs, handlers::index),
        Route::post("/platform/jobs/retry", Platform, ManageJobs, handlers::retry_all),
        Route::post("/platform/jobs/{id}/retry", Platform, ManageJobs, handlers::retry),
    ]
}
