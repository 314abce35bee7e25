//! Requests about accounts.

pub(super) mod links;
pub(super) mod operator;
pub(super) mod own;
pub(super) mod visitor;

use axum::response::Response;
use domain::ids::UserId;

use super::{actions::Done, store};
use crate::{
    error::AppResult,
    web::{Errors, Visit, visit},
};

/// What a form can be told; a failure goes on.
fn explain<T>(visit: &Visit, done: Done<T>, field: &str) -> AppResult<Result<T, Errors>> {
    match done {
        Ok(value) => Ok(Ok(value)),
        Err(refused) => Ok(Err(Errors::key(visit.lang, field, refused.rule()?.key()))),
    }
}

/// Opens the session and goes to what awaits this person, or where they were going.
async fn enter(visit: &Visit, id: UserId, suite: &str) -> AppResult<Response> {
    let cookies = visit.sign_in(id).await?;
    let reader = visit.app.db.reader();
    let home = match suite {
        "" if store::holds_role(reader, id).await? => "/travail",
        "" if store::load_account(reader, id).await?.operator => "/plateforme",
        "" => "/dossiers",
        path => path,
    };
    let mut response = visit.go(home);
    visit::set_cookies(&mut response, &cookies);
    Ok(response)
}
