//! One's own account.

use axum::response::Response;

use super::explain;
use crate::{
    error::{AppResult, Refused},
    features::{
        accounts::{
            actions::{self, AccountRefused},
            forms::{Identity, NewPassword},
            pages::AccountPage,
            password::Standing,
            store,
        },
        door::OnPlatform,
    },
    i18n,
    web::{Checked, Errors, visit},
};

async fn page(at: &OnPlatform, errors: Errors) -> AppResult<AccountPage> {
    let reader = at.visit.app.db.reader();
    let account = store::load_account(reader, at.permit.user()?).await?;
    let staff = account.operator || store::holds_role(reader, account.person.id).await?;
    let standing = if staff { Standing::Staff } else { Standing::Applicant };
    Ok(AccountPage {
        email: account.person.email,
        institution: account.person.institution.unwrap_or_default(),
        name: account.person.name,
        lang: account.person.lang.code().into(),
        characters: standing.characters_min(),
        errors,
    })
}

/// `GET /compte`.
pub async fn show(at: OnPlatform) -> AppResult<Response> {
    at.page(&page(&at, Errors::default()).await?)
}

/// `POST /compte/identite`.
pub async fn update(at: OnPlatform, form: Checked<Identity>) -> AppResult<Response> {
    let visit = &at.visit;
    let (name, lang) = match form.result {
        Ok((name, lang)) => (name, lang.unwrap_or(visit.lang)),
        Err(errors) => {
            let page = page(&at, errors).await?;
            return at.refused(&AccountPage { name: form.raw.get("name").into(), ..page });
        }
    };
    at.act(async move |act| actions::rename(&act, &name, lang).await).await?;
    let mut response = visit.go("/compte");
    let flash = visit.flash_cookie(visit::FlashKind::Success, &i18n::word(lang, "accounts-saved"));
    visit::set_cookies(&mut response, &[visit.lang_cookie(lang), flash]);
    Ok(response)
}

/// `POST /compte/mot-de-passe`: all sessions end, and this browser gets a new one.
pub async fn update_password(at: OnPlatform, form: Checked<NewPassword>) -> AppResult<Response> {
    let changed = match form.result {
        Ok(NewPassword { old, password }) => change_password(&at, old, password).await?,
        Err(errors) => Err(errors),
    };
    if let Err(errors) = changed {
        return at.refused(&page(&at, errors).await?);
    }
    let cookies = at.visit.sign_in(at.permit.user()?).await?;
    let mut response = at.visit.go_with("/compte", "accounts-password-changed");
    visit::set_cookies(&mut response, &cookies);
    Ok(response)
}

async fn change_password(at: &OnPlatform, old: String, new: String) -> AppResult<Result<(), Errors>> {
    match at.act(async move |act| actions::change_password(&act, &old, &new).await).await {
        Err(Refused::Rule(AccountRefused::WrongPassword)) => {
            Ok(Err(Errors::key(at.visit.lang, "old", "accounts-error-old-password")))
        }
        done => explain(&at.visit, done, "password"),
    }
}

/// `POST /compte/fin-des-sessions`.
pub async fn destroy_sessions(at: OnPlatform) -> AppResult<Response> {
    at.act(async move |act| actions::end_sessions(&act).await).await?;
    let visit = &at.visit;
    let cookies = visit.sign_out().await?;
    let mut response = visit.go_with("/connexion", "accounts-sessions-ended");
    visit::set_cookies(&mut response, &cookies);
    Ok(response)
}

/// `POST /deconnexion`.
pub async fn destroy_session(at: OnPlatform) -> AppResult<Response> {
    let visit = &at.visit;
    let cookies = visit.sign_out().await?;
    let mut response = visit.go_with("/", "accounts-signed-out");
    visit::set_cookies(&mut response, &cookies);
    Ok(response)
}
