//! Importing, publishing, giving roles.

use domain::{
    call_file::{self, Mistake},
    ids::{CallId, RevisionId, UserId},
    journal::EventKind,
    permissions::{Action, Role},
};
use serde_json::json;

use super::store;
use crate::{
    app::App,
    db::{Actor, Subject, authorize, journal},
    error::{AppError, AppResult},
};

/// The import did not take place.
#[derive(Debug)]
pub enum ImportRefused {
    /// The file has mistakes; nothing was written.
    Mistakes(Vec<Mistake>),
    /// Something else failed.
    Failed(AppError),
}

impl<E: Into<AppError>> From<E> for ImportRefused {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Imports a call's file: a new call, or a further immutable revision of the call of that short name.
///
/// # Errors
/// Every mistake of the file, or a failure.
pub async fn import(app: &App, actor: &Actor, source: &str) -> Result<CallId, ImportRefused> {
    let definition = call_file::check(source).map_err(ImportRefused::Mistakes)?;
    let tx = app.db.begin_write().await.map_err(AppError::from)?;
    let known = store::find_by_slug(tx.reader(), &definition.slug).await?;
    let tx = authorize(tx, actor, Action::ImportCall, Subject::Platform, app.now()).await?;
    let revision = RevisionId::mint(tx.at, app.random());
    let id = match &known {
        Some(call) => {
            store::lock(&tx, call.id).await?;
            store::insert_revision(&tx, call.id, revision, &definition, source).await?;
            call.id
        }
        None => {
            let id = CallId::mint(tx.at, app.random());
            store::insert_call(&tx, id, revision, &definition, source).await?;
            id
        }
    };
    // The text says all of it; money and deadline stand beside its digest, so that a forged text hides no forged sum.
    let tracks = definition
        .tracks
        .iter()
        .map(|track| json!({ "code": track.code, "envelope": track.envelope.0, "award_max": track.requested_max.0 }));
    let payload = json!({
        "revision": revision.to_string(), "sha256": domain::canonical::sha256_hex(source.as_bytes()),
        "envelope": definition.envelope.0, "tracks": tracks.collect::<Vec<_>>(),
        "opens_at": definition.calendar.opens, "closes_at": definition.calendar.closes,
    });
    let subject = format!("call:{}", definition.slug);
    journal::append(&tx, app, (id, &definition.slug), EventKind::CallImported, subject, payload).await?;
    tx.commit().await.map_err(AppError::from)?;
    Ok(id)
}

/// Makes a call public. Doing it twice changes nothing.
///
/// # Errors
/// As the table of permissions says.
pub async fn publish(app: &App, actor: &Actor, id: CallId) -> AppResult<()> {
    let tx = authorize(app.db.begin_write().await?, actor, Action::PublishCall, Subject::Call(id), app.now()).await?;
    let call = store::lock(&tx, id).await?;
    if call.published_at.is_some() {
        return Ok(());
    }
    store::save_published(&tx, id).await?;
    let (subject, slug) = (format!("call:{}", call.slug), call.slug.as_str());
    journal::append(&tx, app, (id, slug), EventKind::CallPublished, subject, json!({})).await?;
    Ok(tx.commit().await?)
}

/// Gives a role on a call.
///
/// # Errors
/// As the table of permissions says.
pub async fn grant(app: &App, actor: &Actor, id: CallId, user: UserId, role: Role) -> AppResult<()> {
    let tx = authorize(app.db.begin_write().await?, actor, Action::ManageRoles, Subject::Call(id), app.now()).await?;
    let call = store::lock(&tx, id).await?;
    if store::insert_role(&tx, id, user, role).await? {
        let payload = json!({ "role": role.name_on_call() });
        let subject = format!("user:{user}");
        journal::append(&tx, app, (id, &call.slug), EventKind::RoleGranted, subject, payload).await?;
    }
    Ok(tx.commit().await?)
}

/// What became of taking a role back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revoked {
    /// It is not held any more.
    Done,
    /// It was kept: a call without manager could not be run by anybody.
    LastManager,
}

/// Takes a role back.
///
/// # Errors
/// As the table of permissions says.
pub async fn revoke(app: &App, actor: &Actor, id: CallId, user: UserId, role: Role) -> AppResult<Revoked> {
    let tx = authorize(app.db.begin_write().await?, actor, Action::ManageRoles, Subject::Call(id), app.now()).await?;
    let call = store::lock(&tx, id).await?;
    if role == Role::CallManager && store::is_last_holder(&tx, id, user, role).await? {
        return Ok(Revoked::LastManager);
    }
    if store::delete_role(&tx, id, user, role).await? {
        let payload = json!({ "role": role.name_on_call() });
        let subject = format!("user:{user}");
        journal::append(&tx, app, (id, &call.slug), EventKind::RoleRevoked, subject, payload).await?;
    }
    tx.commit().await?;
    Ok(Revoked::Done)
}
