//! What operators do to accounts and institutions, and accounts made for people who are invited to a call.

use domain::{
    ids::{InstitutionId, UserId},
    links::LinkPurpose,
    permissions::Action,
    text::{Email, PersonName, Siren},
};

use super::{AccountRefused, Done, NewAccount, insert};
use crate::{
    db::{
        Act, links,
        write::{LockedCall, WriteTx},
    },
    error::{AppError, AppResult, Refused},
    features::accounts::store::{self, Change, Institution, Person},
    i18n::Lang,
};

/// A person who is invited to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// Who.
    pub person: Person,
    /// The token of the link by which they choose a first password, when they have none yet.
    pub token: Option<String>,
}

/// The account of a person who is invited to a call, made if there is none yet. Whoever has no password gets a link.
///
/// # Errors
/// `Conflict` when the account was closed; or a failure.
pub async fn invited(
    tx: &WriteTx<LockedCall>,
    email: Email,
    name: PersonName,
    institution: Option<InstitutionId>,
) -> Done<Invited> {
    let (id, ready) = match store::find_by_email(tx.conn(), &email).await? {
        Some(account) if account.disabled_at.is_some() => return Err(AppError::AccountClosed.into()),
        // An address that nobody confirmed may have been typed by another: its password counts for nothing.
        Some(account) => (account.person.id, account.confirmed && account.password_hash.is_some()),
        None => {
            let new = NewAccount { email, name, password: None, lang: Lang::Fr, institution, operator: false };
            (insert(tx, &new, None, None).await?, false)
        }
    };
    let person = store::load_person(tx.conn(), id).await?;
    if ready {
        return Ok(Invited { person, token: None });
    }
    let token = tx.app().token();
    links::issue(tx, LinkPurpose::Invitation, links::About::Account(id), &token).await?;
    Ok(Invited { person, token: Some(token) })
}

/// Makes an institution; `kind` is one of `ministry`, `bank`, `network`, `other`.
///
/// # Errors
/// `NameTaken`, or a failure.
pub async fn create_institution(act: &Act, name: &str, kind: &str, siren: Option<Siren>) -> Done<InstitutionId> {
    let tx = act.on_platform(Action::ManageInstitutions).await?;
    if store::find_institution(tx.conn(), name).await?.is_some() {
        return Err(Refused::Rule(AccountRefused::NameTaken));
    }
    let id = InstitutionId::mint(act.at, act.app.random());
    store::insert_institution(
        &tx,
        &Institution { id, name: name.into(), kind: kind.into(), siren: siren.map(|siren| siren.as_str().to_owned()) },
    )
    .await?;
    tx.commit().await?;
    tracing::info!(institution = %id, actor = act.actor.journal_name(), "institution made");
    Ok(id)
}

/// Says which SIREN an institution has: from then on whoever speaks for it is recused from the dossiers of which it is
/// lead or member.
///
/// # Errors
/// `NotFound` for an institution that does not exist; or as the table of permissions says.
pub async fn set_siren(act: &Act, id: InstitutionId, siren: Option<Siren>) -> AppResult<()> {
    let tx = act.on_platform(Action::ManageInstitutions).await?;
    if !store::save_siren(&tx, id, siren.as_ref()).await? {
        return Err(AppError::NotFound);
    }
    tx.commit().await?;
    tracing::info!(institution = %id, actor = act.actor.journal_name(), "SIREN of an institution set");
    Ok(())
}

/// Says for which institution a person speaks.
///
/// # Errors
/// As the table of permissions says; `NotFound` for an institution that does not exist; or a failure.
pub async fn set_institution(act: &Act, id: UserId, to: Option<InstitutionId>) -> AppResult<()> {
    let known = store::list_institutions(act.app.db.reader()).await?;
    if to.is_some_and(|to| known.iter().all(|one| one.id != to)) {
        return Err(AppError::NotFound);
    }
    change(act, id, Change { institution: Some(to), ..Change::default() }).await?;
    tracing::info!(account = %id, actor = act.actor.journal_name(), "institution of an account changed");
    Ok(())
}

/// Closes an account: it opens no more, and its sessions end. What the person did stays.
///
/// # Errors
/// As the table of permissions says, or a failure.
pub async fn disable(act: &Act, id: UserId) -> AppResult<()> {
    change(act, id, Change { disabled_at: Some(Some(act.at)), ..Change::default() }).await?;
    tracing::info!(account = %id, actor = act.actor.journal_name(), "account closed");
    Ok(())
}

/// Opens a closed account again.
///
/// # Errors
/// As the table of permissions says, or a failure.
pub async fn enable(act: &Act, id: UserId) -> AppResult<()> {
    change(act, id, Change { disabled_at: Some(None), ..Change::default() }).await?;
    tracing::info!(account = %id, actor = act.actor.journal_name(), "account opened again");
    Ok(())
}

async fn change(act: &Act, id: UserId, change: Change) -> AppResult<()> {
    let tx = act.on_platform(Action::ManageAccounts).await?;
    store::load_account(tx.conn(), id).await?;
    if matches!(change.disabled_at, Some(Some(_))) {
        store::delete_sessions(&tx, id).await?;
    }
    store::save_user(&tx, id, change).await?;
    Ok(tx.commit().await?)
}
