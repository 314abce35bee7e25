//! Importing, publishing, giving roles.

use domain::{
    call::Call,
    call_file::{self, Mistake, Reason},
    ids::{CallId, InstitutionId, RevisionId, UserId},
    journal::{About, EventKind},
    permissions::{Action, Role},
    text::{Email, PersonName},
};
use serde_json::json;

use super::{
    mails::Invitation,
    store::{self, LoadedCall},
};
use crate::{
    app::App,
    db::Act,
    error::{AppResult, Refused},
    features::accounts::{self, actions::Invited},
    i18n,
    queue::{self, NewMail},
};

/// Imports a call's file: a new call, or a further immutable revision of the call of that short name.
///
/// # Errors
/// Every mistake of the file, or a failure.
pub async fn import(act: &Act, source: &str) -> Result<CallId, Refused<Vec<Mistake>>> {
    let definition = call_file::check(source).map_err(Refused::Rule)?;
    let tx = act.on_platform(Action::ImportCall).await?;
    let revision = RevisionId::mint(act.at, act.app.random());
    let known = store::find_by_slug(tx.conn(), &definition.slug).await?.map(|call| call.id);
    let id = match known {
        Some(id) => id,
        None => {
            let id = CallId::mint(act.at, act.app.random());
            store::insert_call(&tx, id, revision, &definition).await?;
            id
        }
    };
    let tx = tx.into_call(id).await?;
    // As it stands now that it is locked.
    let kept = match known {
        Some(id) => kept_from(&store::load(tx.conn(), id).await?, &definition),
        None => None,
    };
    if let Some((path, reason)) = kept {
        return Err(Refused::Rule(vec![Mistake { line: 1, column: 1, path: path.into(), reason }]));
    }
    store::insert_revision(&tx, revision, &definition, source).await?;
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
    tx.conclude(EventKind::CallImported, payload).await?;
    Ok(id)
}

/// What of a call as it stands no further revision changes, if this one would.
fn kept_from(stands: &LoadedCall, next: &Call) -> Option<(&'static str, Reason)> {
    if stands.published_at.is_some() && !next.has_money_of(&stands.definition) {
        return Some(("tracks", Reason::PublishedMoney));
    }
    // Later filings would come after what was ranked, and declarations of interests would not be owed until then.
    if stands.frozen_at.is_some() && next.calendar.closes != stands.definition.calendar.closes {
        return Some(("calendar.closes", Reason::RankedDeadline));
    }
    None
}

/// Makes a call public. Doing it twice changes nothing.
///
/// # Errors
/// As the table of permissions says.
pub async fn publish(act: &Act, id: CallId) -> AppResult<()> {
    let tx = act.on_call(id, Action::PublishCall).await?;
    if store::save_published(&tx).await? {
        tx.conclude(EventKind::CallPublished, json!({})).await?;
    }
    Ok(())
}

/// Gives a role on a call.
///
/// # Errors
/// As the table of permissions says.
pub async fn grant(act: &Act, id: CallId, user: UserId, role: Role) -> AppResult<()> {
    let tx = act.on_call(id, Action::ManageRoles).await?;
    if store::insert_role(&tx, user, role).await? {
        let payload = json!({ "role": role.name_on_call() });
        tx.conclude_about(About::User(user), EventKind::RoleGranted, payload).await?;
    }
    Ok(())
}

/// Gives a person a role on a call and tells them by mail. Whoever has no password yet gets a link to choose one.
///
/// # Errors
/// As the table of permissions says; `Conflict` when the account was closed; or a failure.
pub async fn invite(
    act: &Act,
    call: CallId,
    email: Email,
    name: PersonName,
    institution: Option<InstitutionId>,
    role: Role,
) -> Result<UserId, Refused<accounts::actions::AccountRefused>> {
    let tx = act.on_call(call, Action::ManageRoles).await?;
    let invited = accounts::actions::invited(&tx, email, name, institution).await?;
    let mail = invitation(&act.app, &invited, store::title(&tx), role)?;
    queue::enqueue_mail(&tx, &act.app, &mail).await?;
    let id = invited.person.id;
    if store::insert_role(&tx, id, role).await? {
        let payload = json!({ "role": role.name_on_call() });
        tx.conclude_about(About::User(id), EventKind::RoleGranted, payload).await?;
    } else {
        tx.commit().await?;
    }
    tracing::info!(account = %id, actor = act.actor.journal_name(), "person invited");
    Ok(id)
}

fn invitation(app: &App, invited: &Invited, call: &str, role: Role) -> AppResult<NewMail> {
    let (person, role) = (&invited.person, role.name_on_call().unwrap_or_default().replace('_', "-"));
    let path = match &invited.token {
        Some(token) => format!("/invitation/{token}"),
        None => "/travail".to_owned(),
    };
    let message = Invitation {
        name: person.name.clone(),
        call: call.to_owned(),
        role: i18n::word(person.lang, &format!("role-{role}")),
        link: accounts::actions::link(app, &path),
        choose: invited.token.is_some(),
    };
    queue::compose(app, person.lang, &person.email, &message)
}

/// The role was kept: a call without manager could not be run by anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastManager;

/// Takes a role back.
///
/// # Errors
/// [`LastManager`], or as the table of permissions says.
pub async fn revoke(act: &Act, id: CallId, user: UserId, role: Role) -> Result<(), Refused<LastManager>> {
    let tx = act.on_call(id, Action::ManageRoles).await?;
    if role == Role::CallManager && store::is_last_holder(&tx, user, role).await? {
        return Err(Refused::Rule(LastManager));
    }
    if store::delete_role(&tx, user, role).await? {
        let payload = json!({ "role": role.name_on_call() });
        tx.conclude_about(About::User(user), EventKind::RoleRevoked, payload).await?;
    }
    Ok(())
}
