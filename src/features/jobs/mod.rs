//! Work done after a request: operators see what failed, why and when, and have it tried again; how far is what takes
//! long, and what it found. The housekeeping of each day is a job of this room.

pub mod actions;
pub mod forms;
mod handlers;
pub mod pages;
pub mod tidy;

use domain::permissions::Action::{ManageJobs, VerifyJournal};

use super::manifest::Manifest;
use crate::{
    queue::JobKind,
    web::{Route, Scope::Platform},
};

/// This room, as it declares itself.
pub const ROOM: Manifest = Manifest { jobs: &[JobKind::of::<tidy::Tidy>()], ..Manifest::new("jobs", routes) };

fn routes() -> Vec<Route> {
    vec![
        Route::get("/plateforme/taches", Platform, ManageJobs, handlers::index),
        Route::post("/plateforme/taches/relance", Platform, ManageJobs, handlers::retry_all),
        Route::post("/plateforme/taches/verifications", Platform, VerifyJournal, handlers::create_verification),
        Route::get("/plateforme/taches/{id}", Platform, ManageJobs, handlers::show),
        Route::post("/plateforme/taches/{id}/relance", Platform, ManageJobs, handlers::retry),
        Route::post("/plateforme/taches/{id}/annulation", Platform, ManageJobs, handlers::create_cancellation),
    ]
}
