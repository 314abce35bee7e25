//! Signing up and signing in.

use axum::response::Response;
use serde::Deserialize;

use super::{enter, explain};
use crate::{
    error::AppResult,
    features::{
        accounts::{
            actions,
            forms::{SignIn, SignUp},
            pages::{SentPage, SignInPage, SignUpPage},
        },
        door::OnPlatform,
    },
    web::{Checked, Errors, Query, path::local, throttle},
};

/// `GET /inscription`.
pub async fn new_account(at: OnPlatform) -> AppResult<Response> {
    at.page(&SignUpPage::default())
}

/// `POST /inscription`: the same answer whether the address is known or not.
pub async fn create_account(at: OnPlatform, form: Checked<SignUp>) -> AppResult<Response> {
    let visit = &at.visit;
    throttle::attempt(&visit.app, throttle::SIGN_UP_CLIENT, &visit.client).await?;
    let made = match form.result {
        Ok(mut new) => {
            new.lang = visit.lang;
            let done = at.act(async move |act| actions::sign_up(&act, new).await).await;
            explain(visit, done, "password")?
        }
        Err(errors) => Err(errors),
    };
    let Err(errors) = made else { return Ok(visit.go("/inscription/courriel")) };
    let (name, email) = (form.raw.get("name").into(), form.raw.get("email").into());
    at.refused(&SignUpPage { name, email, errors })
}

/// `GET /inscription/courriel`.
pub async fn show_sign_up_sent(at: OnPlatform) -> AppResult<Response> {
    at.page(&SentPage { kind: "sign-up" })
}

/// Where to go after signing in.
#[derive(Default, Deserialize)]
pub struct Suite {
    #[serde(default)]
    suite: String,
}

/// `GET /connexion`.
pub async fn new_session(at: OnPlatform, Query(Suite { suite }): Query<Suite>) -> AppResult<Response> {
    let page = SignInPage { suite: local(&suite).unwrap_or_default().into(), ..SignInPage::default() };
    at.page(&page)
}

/// `POST /connexion`.
pub async fn create_session(at: OnPlatform, form: Checked<SignIn>) -> AppResult<Response> {
    let visit = &at.visit;
    throttle::attempt(&visit.app, throttle::SIGN_IN_CLIENT, &visit.client).await?;
    let suite = local(form.raw.get("suite")).unwrap_or_default();
    let errors = match form.result {
        Ok(who) => {
            let check = async move |act| actions::check_password(&act, &who.email, &who.password).await;
            match explain(visit, at.act(check).await, "email")? {
                Ok(actions::Opened::Account(id)) => return enter(visit, id, suite).await,
                Ok(actions::Opened::ToConfirm) => Errors::key(visit.lang, "email", "accounts-error-unconfirmed"),
                Err(errors) => errors,
            }
        }
        Err(errors) => errors,
    };
    let page = SignInPage { email: form.raw.get("email").into(), suite: suite.into(), errors };
    at.refused(&page)
}
