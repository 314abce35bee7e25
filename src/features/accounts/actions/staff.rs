//! What operators and call managers do: invitations, institutions, closing accounts.

use domain::{
    ids::{CallId, InstitutionId, UserId},
    journal::EventKind,
    permissions::{Action, Role},
    text::{Email, PersonName},
};
use serde_json::json;

use super::{Done, NewAccount, Refused, insert, link};
use crate::{
    app::App,
    db::{Actor, Subject, WriteTx, authorize, journal},
    error::{AppError, AppResult},
    features::accounts::store::{self, Change, Institution, Person, Purpose},
    i18n::{self, Lang},
    mailer,
    queue::enqueue_mail,
};

/// Gives a person a role on a call and tells them by mail. Whoever has no password yet gets a link to choose one.
///
/// # Errors
/// As the table of permissions says; `Conflict` when the account was closed; or a failure.
pub async fn invite(
    app: &App,
    actor: &Actor,
    call: CallId,
    email: Email,
    name: PersonName,
    institution: Option<InstitutionId>,
    role: Role,
) -> Done<UserId> {
    let token = app.token();
    let tx = app.db.begin_write().await?;
    let known = store::find_by_email(tx.reader(), &email).await?;
    let tx = authorize(tx, actor, Action::ManageRoles, Subject::Call(call), app.now()).await?;
    let (slug, title) = store::lock_call(&tx, call).await?;
    let (id, ready) = match &known {
        Some(account) if account.disabled_at.is_some() => return Err(AppError::Conflict("account-closed").into()),
        // An address that nobody confirmed may have been typed by another: its password counts for nothing.
        Some(account) => (account.person.id, account.confirmed && account.password_hash.is_some()),
        None => {
            let new = NewAccount { email, name, password: None, lang: Lang::Fr, institution, operator: false };
            (insert(&tx, app, &new, None, None).await?, false)
        }
    };
    let person = store::load_person(tx.conn(), id).await?;
    let path = if ready { "/work".to_owned() } else { format!("/invitation/{token}") };
    if !ready {
        store::insert_token(&tx, id, Purpose::Invitation, &token).await?;
    }
    send_invitation(&tx, app, &person, &title, role, &path).await?;
    if store::insert_role(&tx, call, id, role).await? {
        let payload = json!({ "role": role.name_on_call() });
        journal::append(&tx, app, (call, &slug), EventKind::RoleGranted, format!("user:{id}"), payload).await?;
    }
    tx.commit().await?;
    tracing::info!(account = %id, actor = actor.journal_name(), "person invited");
    Ok(id)
}

async fn send_invitation(
    tx: &WriteTx,
    app: &App,
    person: &Person,
    call: &str,
    role: Role,
    path: &str,
) -> AppResult<()> {
    let role = role.name_on_call().unwrap_or_default().replace('_', "-");
    let data = json!({
        "name": person.name,
        "call": call,
        "role": i18n::word(person.lang, &format!("role-{role}")),
        "link": link(app, path),
        "choose": path != "/work",
    });
    enqueue_mail(tx, app, &mailer::compose(app, person.lang, "invitation", &person.email, &data)?).await
}

/// Makes an institution; `kind` is one of `ministry`, `bank`, `network`, `other`.
///
/// # Errors
/// `NameTaken`, or a failure.
pub async fn create_institution(app: &App, actor: &Actor, name: &str, kind: &str) -> Done<InstitutionId> {
    let tx = app.db.begin_write().await?;
    let taken = store::find_institution(tx.reader(), name).await?.is_some();
    let tx = authorize(tx, actor, Action::ManageInstitutions, Subject::Platform, app.now()).await?;
    if taken {
        return Err(Refused::NameTaken);
    }
    let id = InstitutionId::mint(tx.at, app.random());
    store::insert_institution(&tx, &Institution { id, name: name.into(), kind: kind.into() }).await?;
    tx.commit().await?;
    tracing::info!(institution = %id, actor = actor.journal_name(), "institution made");
    Ok(id)
}

/// Says for which institution a person speaks.
///
/// # Errors
/// As the table of permissions says; `NotFound` for an institution that does not exist; or a failure.
pub async fn set_institution(app: &App, actor: &Actor, id: UserId, to: Option<InstitutionId>) -> AppResult<()> {
    let known = store::list_institutions(app.db.reader()).await?;
    if to.is_some_and(|to| known.iter().all(|one| one.id != to)) {
        return Err(AppError::NotFound);
    }
    change(app, actor, id, Change { institution: Some(to), ..Change::default() }).await?;
    tracing::info!(account = %id, actor = actor.journal_name(), "institution of an account changed");
    Ok(())
}

/// Closes an account: it opens no more, and its sessions end. What the person did stays.
///
/// # Errors
/// As the table of permissions says, or a failure.
pub async fn disable(app: &App, actor: &Actor, id: UserId) -> AppResult<()> {
    change(app, actor, id, Change { disabled_at: Some(Some(app.now())), ..Change::default() }).await?;
    tracing::info!(account = %id, actor = actor.journal_name(), "account closed");
    Ok(())
}

/// Opens a closed account again.
///
/// # Errors
/// As the table of permissions says, or a failure.
pub async fn enable(app: &App, actor: &Actor, id: UserId) -> AppResult<()> {
    change(app, actor, id, Change { disabled_at: Some(None), ..Change::default() }).await?;
    tracing::info!(account = %id, actor = actor.journal_name(), "account opened again");
    Ok(())
}

async fn change(app: &App, actor: &Actor, id: UserId, change: Change) -> AppResult<()> {
    let tx = app.db.begin_write().await?;
    store::load_account(tx.reader(), id).await?;
    let tx = authorize(tx, actor, Action::ManageAccounts, Subject::Platform, app.now()).await?;
    if matches!(change.disabled_at, Some(Some(_))) {
        store::delete_sessions(&tx, id).await?;
    }
    store::save_user(&tx, id, change).await?;
    Ok(tx.commit().await?)
}
