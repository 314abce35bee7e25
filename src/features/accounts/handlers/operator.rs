//! The platform, for operators: institutions and accounts.

use axum::response::Response;
use domain::{
    ids::{InstitutionId, UserId},
    permissions::Action,
    time::Zone,
};
use serde::Deserialize;

use super::explain;
use crate::{
    db::{Subject, permit},
    error::{AppError, AppResult},
    features::accounts::{
        actions,
        forms::Institution,
        pages::{AccountLine, AccountsPage, OneAccountPage, PlatformPage},
        store,
    },
    i18n,
    web::{Checked, Choice, Path, Query, RawForm, Shell, Visit},
};

/// Accounts on a page of the list.
const PER_PAGE: usize = 50;

fn shell() -> Shell {
    Shell { section: "/platform", ..Shell::default() }
}

async fn platform(visit: &Visit) -> AppResult<PlatformPage> {
    permit(&visit.app.db, &visit.actor, Action::ManageInstitutions, Subject::Platform).await?;
    Ok(PlatformPage::of(store::list_institutions(visit.app.db.reader()).await?, visit.lang))
}

/// `GET /platform`.
pub async fn show(visit: Visit) -> AppResult<Response> {
    let page = platform(&visit).await?;
    visit.page(&shell(), &page)
}

/// `POST /platform/institutions`.
pub async fn create_institution(visit: Visit, form: Checked<Institution>) -> AppResult<Response> {
    let page = platform(&visit).await?;
    let made = match form.result {
        Ok(new) => {
            let done = actions::create_institution(&visit.app, &visit.actor, &new.name, new.kind).await;
            explain(&visit, done, "name")?.map(|_| ())
        }
        Err(errors) => Err(errors),
    };
    let Err(errors) = made else { return Ok(visit.go_with("/platform", "accounts-institution-made")) };
    let (name, kind) = (form.raw.get("name").into(), form.raw.get("kind").into());
    visit.refused(&shell(), &PlatformPage { name, kind, errors, ..page })
}

/// Where the list goes on.
#[derive(Default, Deserialize)]
pub struct After {
    #[serde(default)]
    after: String,
}

/// `GET /platform/accounts`.
pub async fn index_accounts(visit: Visit, Query(After { after }): Query<After>) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::ManageAccounts, Subject::Platform).await?;
    let mut accounts = store::list_accounts(visit.app.db.reader(), &after, PER_PAGE as u64 + 1).await?;
    let more = accounts.len() > PER_PAGE;
    accounts.truncate(PER_PAGE);
    let last = accounts.last().filter(|_| more).map(|account| [("after", account.person.email.clone())]);
    let query = last.map(serde_html_form::to_string).transpose().map_err(AppError::internal)?;
    let page = AccountsPage {
        accounts: accounts.into_iter().map(AccountLine::of).collect(),
        next: query.map(|query| format!("/platform/accounts?{query}")).unwrap_or_default(),
    };
    visit.page(&shell(), &page)
}

/// `GET /platform/accounts/{id}`.
pub async fn show_account(visit: Visit, Path(id): Path<UserId>) -> AppResult<Response> {
    let permit = permit(&visit.app.db, &visit.actor, Action::ManageAccounts, Subject::Platform).await?;
    let reader = visit.app.db.reader();
    let account = store::load_account(reader, id).await?;
    let institutions = store::list_institutions(reader).await?;
    let page = OneAccountPage {
        since: i18n::date(visit.lang, account.created_at.in_zone(Zone::PARIS).date_naive()),
        institution: account.institution.map(|id| id.to_string()).unwrap_or_default(),
        institutions: institutions.into_iter().map(|one| Choice::new(one.id.to_string(), one.name)).collect(),
        own: permit.user()? == id,
        account: AccountLine::of(account),
    };
    visit.page(&shell(), &page)
}

/// `POST /platform/accounts/{id}/institution`.
pub async fn update_institution(visit: Visit, Path(id): Path<UserId>, raw: RawForm) -> AppResult<Response> {
    let chosen: Option<InstitutionId> = raw.get("institution").parse().ok();
    actions::set_institution(&visit.app, &visit.actor, id, chosen).await?;
    Ok(visit.go_with(&format!("/platform/accounts/{id}"), "accounts-saved"))
}

/// `POST /platform/accounts/{id}/closure`: nobody closes the account that they are using.
pub async fn create_closure(visit: Visit, Path(id): Path<UserId>) -> AppResult<Response> {
    if visit.actor.user() == Some(id) {
        return Err(AppError::Forbidden);
    }
    actions::disable(&visit.app, &visit.actor, id).await?;
    Ok(visit.go_with(&format!("/platform/accounts/{id}"), "accounts-closed"))
}

/// `POST /platform/accounts/{id}/reopening`.
pub async fn create_reopening(visit: Visit, Path(id): Path<UserId>) -> AppResult<Response> {
    actions::enable(&visit.app, &visit.actor, id).await?;
    Ok(visit.go_with(&format!("/platform/accounts/{id}"), "accounts-reopened"))
}
