//! One's own account.

use axum::response::Response;
use domain::{permissions::Action, text::PersonName};

use super::explain;
use crate::{
    db::{Subject, permit},
    error::{AppResult, Refused},
    features::accounts::{
        actions::{self, AccountRefused},
        pages::{AccountPage, Errors},
        password::Standing,
        store,
    },
    i18n::{self, Lang},
    web::{FieldErrors, RawForm, Shell, Visit, visit},
};

async fn page(visit: &Visit, errors: &FieldErrors) -> AppResult<AccountPage> {
    let permit = permit(&visit.app.db, &visit.actor, Action::ManageOwnAccount, Subject::Platform).await?;
    let reader = visit.app.db.reader();
    let account = store::load_account(reader, permit.user()?).await?;
    let staff = account.operator || store::holds_role(reader, account.person.id).await?;
    let standing = if staff { Standing::Staff } else { Standing::Applicant };
    Ok(AccountPage {
        email: account.person.email,
        institution: account.person.institution.unwrap_or_default(),
        name: account.person.name,
        lang: account.person.lang.code().into(),
        characters: standing.characters_min(),
        errors: Errors::of(errors, visit.lang),
    })
}

/// `GET /compte`.
pub async fn show(visit: Visit) -> AppResult<Response> {
    let page = page(&visit, &FieldErrors::default()).await?;
    visit.page(&Shell::default(), &page)
}

/// `POST /compte/identite`.
pub async fn update(visit: Visit, raw: RawForm) -> AppResult<Response> {
    let lang = Lang::parse(raw.get("lang")).unwrap_or(visit.lang);
    let Ok(name) = PersonName::parse(raw.get("name")) else {
        let page = page(&visit, &FieldErrors::one("name", "accounts-error-name")).await?;
        return visit.refused(&Shell::default(), &AccountPage { name: raw.get("name").into(), ..page });
    };
    visit.act(async move |act| actions::rename(&act, &name, lang).await).await?;
    let mut response = visit.go("/compte");
    let flash = visit.flash_cookie("success", &i18n::word(lang, "accounts-saved"));
    visit::set_cookies(&mut response, &[visit.lang_cookie(lang), flash]);
    Ok(response)
}

/// `POST /compte/mot-de-passe`: all sessions end, and this browser gets a new one.
pub async fn update_password(visit: Visit, raw: RawForm) -> AppResult<Response> {
    let permit = permit(&visit.app.db, &visit.actor, Action::ManageOwnAccount, Subject::Platform).await?;
    let (old, new) = (raw.get("old").to_owned(), raw.get("password").to_owned());
    let done = visit.act(async move |act| actions::change_password(&act, &old, &new).await).await;
    let field = if matches!(done, Err(Refused::Rule(AccountRefused::WrongPassword))) { "old" } else { "password" };
    if let Err(mut errors) = explain(done, field)? {
        if field == "old" {
            errors = FieldErrors::one("old", "accounts-error-old-password");
        }
        let page = page(&visit, &errors).await?;
        return visit.refused(&Shell::default(), &page);
    }
    let cookies = visit.sign_in(permit.user()?).await?;
    let mut response = visit.go_with("/compte", "accounts-password-changed");
    visit::set_cookies(&mut response, &cookies);
    Ok(response)
}

/// `POST /compte/fin-des-sessions`.
pub async fn destroy_sessions(visit: Visit) -> AppResult<Response> {
    visit.act(async move |act| actions::end_sessions(&act).await).await?;
    let cookies = visit.sign_out().await?;
    let mut response = visit.go_with("/connexion", "accounts-sessions-ended");
    visit::set_cookies(&mut response, &cookies);
    Ok(response)
}

/// `POST /deconnexion`.
pub async fn destroy_session(visit: Visit) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::ManageOwnAccount, Subject::Platform).await?;
    let cookies = visit.sign_out().await?;
    let mut response = visit.go_with("/", "accounts-signed-out");
    visit::set_cookies(&mut response, &cookies);
    Ok(response)
}
