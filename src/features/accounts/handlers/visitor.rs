//! Signing up and signing in.

use axum::response::Response;
use domain::permissions::Action;
use serde::Deserialize;

use super::{enter, explain};
use crate::{
    db::{Subject, permit},
    error::AppResult,
    features::accounts::{
        actions,
        forms::{SignIn, SignUp},
        pages::{SentPage, SignInPage, SignUpPage},
    },
    web::{Checked, Query, Shell, Visit, path::local, throttle},
};

/// `GET /inscription`.
pub async fn new_account(visit: Visit) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignUp, Subject::Platform).await?;
    visit.page(&Shell::default(), &SignUpPage::default())
}

/// `POST /inscription`: the same answer whether the address is known or not.
pub async fn create_account(visit: Visit, form: Checked<SignUp>) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignUp, Subject::Platform).await?;
    throttle::attempt(&visit.app, throttle::SIGN_UP_CLIENT, &visit.client).await?;
    let made = match form.result {
        Ok(mut new) => {
            new.lang = visit.lang;
            let (app, actor) = (visit.app.clone(), visit.actor.clone());
            let done = tokio::spawn(async move { actions::sign_up(&app, &actor, new).await }).await?;
            explain(&visit, done, "password")?
        }
        Err(errors) => Err(errors),
    };
    let Err(errors) = made else { return Ok(visit.go("/inscription/courriel")) };
    let (name, email) = (form.raw.get("name").into(), form.raw.get("email").into());
    visit.refused(&Shell::default(), &SignUpPage { name, email, errors })
}

/// `GET /inscription/courriel`.
pub async fn show_sign_up_sent(visit: Visit) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignUp, Subject::Platform).await?;
    visit.page(&Shell::default(), &SentPage { kind: "sign-up" })
}

/// Where to go after signing in.
#[derive(Default, Deserialize)]
pub struct Suite {
    #[serde(default)]
    suite: String,
}

/// `GET /connexion`.
pub async fn new_session(visit: Visit, Query(Suite { suite }): Query<Suite>) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignIn, Subject::Platform).await?;
    let page = SignInPage { suite: local(&suite).unwrap_or_default().into(), ..SignInPage::default() };
    visit.page(&Shell::default(), &page)
}

/// `POST /connexion`.
pub async fn create_session(visit: Visit, form: Checked<SignIn>) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignIn, Subject::Platform).await?;
    throttle::attempt(&visit.app, throttle::SIGN_IN_CLIENT, &visit.client).await?;
    let suite = local(form.raw.get("suite")).unwrap_or_default();
    let errors = match form.result {
        Ok(who) => {
            let done = actions::check_password(&visit.app, &visit.actor, &who.email, &who.password).await;
            match explain(&visit, done, "email")? {
                Ok(id) => return enter(&visit, id, suite).await,
                Err(errors) => errors,
            }
        }
        Err(errors) => errors,
    };
    let page = SignInPage { email: form.raw.get("email").into(), suite: suite.into(), errors };
    visit.refused(&Shell::default(), &page)
}
