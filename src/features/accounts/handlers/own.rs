//! One's own account.

use axum::response::Response;
use domain::permissions::Action;

use super::explain;
use crate::{
    db::{Subject, permit},
    error::AppResult,
    features::accounts::{
        actions,
        forms::{Identity, NewPassword},
        pages::AccountPage,
        password::Standing,
        store,
    },
    i18n,
    web::{Checked, Errors, Shell, Visit, visit},
};

async fn page(visit: &Visit, errors: Errors) -> AppResult<AccountPage> {
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
        errors,
    })
}

/// `GET /compte`.
pub async fn show(visit: Visit) -> AppResult<Response> {
    let page = page(&visit, Errors::default()).await?;
    visit.page(&Shell::default(), &page)
}

/// `POST /compte/identite`.
pub async fn update(visit: Visit, form: Checked<Identity>) -> AppResult<Response> {
    let (name, lang) = match form.result {
        Ok((name, lang)) => (name, lang.unwrap_or(visit.lang)),
        Err(errors) => {
            let page = page(&visit, errors).await?;
            return visit.refused(&Shell::default(), &AccountPage { name: form.raw.get("name").into(), ..page });
        }
    };
    actions::rename(&visit.app, &visit.actor, &name, lang).await?;
    let mut response = visit.go("/compte");
    let flash = visit.flash_cookie("success", &i18n::word(lang, "accounts-saved"));
    visit::set_cookies(&mut response, &[visit.lang_cookie(lang), flash]);
    Ok(response)
}

/// `POST /compte/mot-de-passe`: all sessions end, and this browser gets a new one.
pub async fn update_password(visit: Visit, form: Checked<NewPassword>) -> AppResult<Response> {
    let permit = permit(&visit.app.db, &visit.actor, Action::ManageOwnAccount, Subject::Platform).await?;
    let changed = match form.result {
        Ok((old, new)) => change_password(&visit, old, new).await?,
        Err(errors) => Err(errors),
    };
    if let Err(errors) = changed {
        return visit.refused(&Shell::default(), &page(&visit, errors).await?);
    }
    let cookies = visit.sign_in(permit.user()?).await?;
    let mut response = visit.go_with("/compte", "accounts-password-changed");
    visit::set_cookies(&mut response, &cookies);
    Ok(response)
}

async fn change_password(visit: &Visit, old: String, new: String) -> AppResult<Result<(), Errors>> {
    let (app, actor) = (visit.app.clone(), visit.actor.clone());
    match tokio::spawn(async move { actions::change_password(&app, &actor, &old, &new).await }).await? {
        Err(actions::Refused::WrongPassword) => Ok(Err(Errors::key(visit.lang, "old", "accounts-error-old-password"))),
        done => explain(visit, done, "password"),
    }
}

/// `POST /compte/fin-des-sessions`.
pub async fn destroy_sessions(visit: Visit) -> AppResult<Response> {
    actions::end_sessions(&visit.app, &visit.actor).await?;
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
