//! The platform, for operators: institutions and accounts.

use axum::response::Response;
use domain::{
    ids::{InstitutionId, UserId},
    time::Zone,
};
use serde::Deserialize;

use super::explain;
use crate::{
    error::{AppError, AppResult},
    features::{
        accounts::{
            actions,
            forms::{Institution, InstitutionSiren, NewSiren},
            pages::{AccountLine, AccountsPage, InstitutionPage, OneAccountPage, PlatformPage, institution_path},
            store,
        },
        door::OnPlatform,
    },
    i18n,
    web::{Checked, Choice, Errors, Path, Query, RawForm, Visit},
};

/// Accounts on a page of the list.
const PER_PAGE: usize = 50;

async fn platform(visit: &Visit) -> AppResult<PlatformPage> {
    Ok(PlatformPage::of(store::list_institutions(visit.app.db.reader()).await?, visit.lang))
}

/// `GET /plateforme`.
pub async fn show(at: OnPlatform) -> AppResult<Response> {
    at.page(&platform(&at.visit).await?)
}

/// `POST /plateforme/institutions`.
pub async fn create_institution(at: OnPlatform, form: Checked<Institution>) -> AppResult<Response> {
    let (visit, page) = (&at.visit, platform(&at.visit).await?);
    let made = match form.result {
        Ok(new) => {
            let make = async move |act| actions::create_institution(&act, &new.name, new.kind, new.siren).await;
            let done = at.act(make).await;
            explain(visit, done, "name")?.map(|_| ())
        }
        Err(errors) => Err(errors),
    };
    let Err(errors) = made else { return Ok(visit.go_with("/plateforme", "accounts-institution-made")) };
    let typed = |field: &str| form.raw.get(field).to_owned();
    at.refused(&PlatformPage { name: typed("name"), kind: typed("kind"), siren: typed("siren"), errors, ..page })
}

async fn institution(at: &OnPlatform, id: InstitutionId, errors: Errors) -> AppResult<InstitutionPage> {
    let known = store::list_institutions(at.visit.app.db.reader()).await?;
    let one = known.into_iter().find(|one| one.id == id).ok_or(AppError::NotFound)?;
    let kind = i18n::word(at.visit.lang, &format!("accounts-kind-{}", one.kind));
    let siren = one.siren.unwrap_or_default();
    Ok(InstitutionPage { href: institution_path(id), name: one.name, kind, siren, errors })
}

/// `GET /plateforme/institutions/{id}`.
pub async fn show_institution(at: OnPlatform, Path(id): Path<InstitutionId>) -> AppResult<Response> {
    at.page(&institution(&at, id, Errors::default()).await?)
}

/// `POST /plateforme/institutions/{id}`.
pub async fn edit_institution(
    at: OnPlatform,
    Path(id): Path<InstitutionId>,
    form: Checked<InstitutionSiren>,
) -> AppResult<Response> {
    let siren = match form.result {
        Ok(NewSiren(siren)) => siren,
        Err(errors) => {
            let siren = form.raw.get("siren").into();
            return at.refused(&InstitutionPage { siren, ..institution(&at, id, errors).await? });
        }
    };
    at.act(async move |act| actions::set_siren(&act, id, siren).await).await?;
    Ok(at.visit.go_with("/plateforme", "accounts-saved"))
}

/// Where the list goes on.
#[derive(Default, Deserialize)]
pub struct After {
    #[serde(default, rename = "apres")]
    after: String,
}

/// `GET /plateforme/comptes`.
pub async fn index_accounts(at: OnPlatform, Query(After { after }): Query<After>) -> AppResult<Response> {
    let mut accounts = store::list_accounts(at.visit.app.db.reader(), &after, PER_PAGE as u64 + 1).await?;
    let more = accounts.len() > PER_PAGE;
    accounts.truncate(PER_PAGE);
    let last = accounts.last().filter(|_| more).map(|account| [("apres", account.person.email.clone())]);
    let query = last.map(serde_html_form::to_string).transpose().map_err(AppError::internal)?;
    let page = AccountsPage {
        accounts: accounts.into_iter().map(AccountLine::of).collect(),
        next: query.map(|query| format!("/plateforme/comptes?{query}")).unwrap_or_default(),
    };
    at.page(&page)
}

/// `GET /plateforme/comptes/{id}`.
pub async fn show_account(at: OnPlatform, Path(id): Path<UserId>) -> AppResult<Response> {
    let (visit, reader) = (&at.visit, at.visit.app.db.reader());
    let account = store::load_account(reader, id).await?;
    let institutions = store::list_institutions(reader).await?;
    let page = OneAccountPage {
        since: i18n::date(visit.lang, account.created_at.in_zone(Zone::PARIS).date_naive()),
        institution: account.institution.map(|id| id.to_string()).unwrap_or_default(),
        institutions: institutions.into_iter().map(|one| Choice::new(one.id.to_string(), one.name)).collect(),
        own: at.permit.user()? == id,
        account: AccountLine::of(account),
    };
    at.page(&page)
}

/// `POST /plateforme/comptes/{id}/institution`.
pub async fn update_institution(at: OnPlatform, Path(id): Path<UserId>, raw: RawForm) -> AppResult<Response> {
    // What no list of ours sends is not taken for « none »: the institution says from which dossiers one is recused.
    let chosen = match raw.get("institution") {
        "" if raw.has("institution") => None,
        id => Some(id.parse::<InstitutionId>().map_err(|_| AppError::Unreadable)?),
    };
    at.act(async move |act| actions::set_institution(&act, id, chosen).await).await?;
    Ok(at.visit.go_with(&format!("/plateforme/comptes/{id}"), "accounts-saved"))
}

/// `POST /plateforme/comptes/{id}/fermeture`: nobody closes the account that they are using.
pub async fn create_closure(at: OnPlatform, Path(id): Path<UserId>) -> AppResult<Response> {
    if at.visit.actor.user() == Some(id) {
        return Err(AppError::Forbidden);
    }
    at.act(async move |act| actions::disable(&act, id).await).await?;
    Ok(at.visit.go_with(&format!("/plateforme/comptes/{id}"), "accounts-closed"))
}

/// `POST /plateforme/comptes/{id}/reouverture`.
pub async fn create_reopening(at: OnPlatform, Path(id): Path<UserId>) -> AppResult<Response> {
    at.act(async move |act| actions::enable(&act, id).await).await?;
    Ok(at.visit.go_with(&format!("/plateforme/comptes/{id}"), "accounts-reopened"))
}
