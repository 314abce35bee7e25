//! Signing up and signing in.

use axum::{
    extract::{Query, rejection::QueryRejection},
    response::Response,
};
use domain::{
    permissions::Action,
    text::{Email, PersonName},
};
use serde::Deserialize;

use super::{enter, explain};
use crate::{
    db::{Subject, permit},
    error::AppResult,
    features::accounts::{
        actions::{self, NewAccount},
        pages::{Errors, SentPage, SignInPage, SignUpPage},
    },
    web::{FieldErrors, RawForm, Shell, Visit, path::local, throttle},
};

/// `GET /inscription`.
pub async fn new_account(visit: Visit) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignUp, Subject::Platform).await?;
    visit.page(&Shell::default(), &SignUpPage::default())
}

/// `POST /inscription`: the same answer whether the address is known or not.
pub async fn create_account(visit: Visit, raw: RawForm) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignUp, Subject::Platform).await?;
    throttle::attempt(&visit.app, throttle::SIGN_UP_CLIENT, &visit.client).await?;
    let errors = match read_account(&raw) {
        Ok(mut new) => {
            new.lang = visit.lang;
            let done = visit.act(async move |act| actions::sign_up(&act, new).await).await;
            match explain(done, "password")? {
                Ok(()) => return Ok(visit.go("/inscription/courriel")),
                Err(errors) => errors,
            }
        }
        Err(errors) => errors,
    };
    let (name, email) = (raw.get("name").into(), raw.get("email").into());
    visit.refused(&Shell::default(), &SignUpPage { name, email, errors: Errors::of(&errors, visit.lang) })
}

fn read_account(raw: &RawForm) -> Result<NewAccount, FieldErrors> {
    let mut errors = FieldErrors::default();
    let name = PersonName::parse(raw.get("name")).map_err(|_| errors.push("name", "accounts-error-name")).ok();
    let email = Email::parse(raw.get("email")).map_err(|_| errors.push("email", "accounts-error-email")).ok();
    let password = raw.get("password");
    if password.is_empty() {
        errors.push("password", "accounts-error-password-empty");
    }
    match (name, email) {
        (Some(name), Some(email)) if errors.is_empty() => Ok(NewAccount::applicant(email, name, Some(password.into()))),
        _ => Err(errors),
    }
}

/// `GET /inscription/courriel`.
pub async fn show_sign_up_sent(visit: Visit) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignUp, Subject::Platform).await?;
    visit.page(&Shell::default(), &SentPage { kind: "sign-up" })
}

/// Where to go after signing in.
#[derive(Deserialize)]
pub struct Suite {
    #[serde(default)]
    suite: String,
}

/// `GET /connexion`.
pub async fn new_session(visit: Visit, suite: Result<Query<Suite>, QueryRejection>) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignIn, Subject::Platform).await?;
    let suite = suite.map(|Query(query)| query.suite).unwrap_or_default();
    let page = SignInPage { suite: local(&suite).unwrap_or_default().into(), ..SignInPage::default() };
    visit.page(&Shell::default(), &page)
}

/// `POST /connexion`.
pub async fn create_session(visit: Visit, raw: RawForm) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignIn, Subject::Platform).await?;
    throttle::attempt(&visit.app, throttle::SIGN_IN_CLIENT, &visit.client).await?;
    let suite = local(raw.get("suite")).unwrap_or_default();
    let errors = match Email::parse(raw.get("email")) {
        Ok(email) => {
            let password = raw.get("password").to_owned();
            let done = visit.act(async move |act| actions::check_password(&act, &email, &password).await).await;
            match explain(done, "email")? {
                Ok(id) => return enter(&visit, id, suite).await,
                Err(errors) => errors,
            }
        }
        Err(_) => FieldErrors::one("email", "accounts-error-email"),
    };
    let page =
        SignInPage { email: raw.get("email").into(), suite: suite.into(), errors: Errors::of(&errors, visit.lang) };
    visit.refused(&Shell::default(), &page)
}
