//! What stands behind one-time links. Reading the page uses nothing up: mail scanners follow links.

use axum::response::Response;
use domain::links::LinkPurpose;

use super::{enter, explain};
use crate::{
    error::AppResult,
    features::{
        accounts::{
            actions,
            forms::{Forgotten, LinkPassword},
            pages::{ForgottenPage, LinkPage, SentPage},
            password::Standing,
            store,
        },
        door::{OnLink, OnPlatform},
    },
    web::{Checked, Errors, throttle},
};

type Password = Checked<LinkPassword>;

/// The page of a link.
async fn page(at: &OnLink, errors: Errors) -> AppResult<LinkPage> {
    let reader = at.visit.app.db.reader();
    let account = actions::account_of(&at.visit.app, &at.link).await?;
    let standing = match at.link.purpose {
        LinkPurpose::Confirm => Standing::Applicant,
        LinkPurpose::Invitation => Standing::Staff,
        LinkPurpose::Reset if account.operator || store::holds_role(reader, account.person.id).await? => {
            Standing::Staff
        }
        LinkPurpose::Reset => Standing::Applicant,
    };
    Ok(LinkPage {
        kind: at.link.purpose.as_str(),
        action: at.address.clone(),
        email: account.person.email,
        characters: standing.characters_min(),
        errors,
    })
}

/// `GET /confirmation/{token}`, `GET /mot-de-passe/{token}`, `GET /invitation/{token}`.
pub async fn show(at: OnLink) -> AppResult<Response> {
    at.page(&page(&at, Errors::default()).await?)
}

/// `POST` to the same: does what the link is for, then opens the session; a refusal shows the same page.
pub async fn perform(at: OnLink, form: Password) -> AppResult<Response> {
    let visit = &at.visit;
    throttle::attempt(&visit.app, throttle::SIGN_IN_CLIENT, &visit.client).await?;
    let text = match form.result {
        Ok(LinkPassword { password }) => password,
        Err(errors) => return at.refused(&page(&at, errors).await?),
    };
    let purpose = at.link.purpose;
    let done = at.act(async move |act| match purpose {
        LinkPurpose::Confirm => actions::confirm(&act, &text).await,
        LinkPurpose::Reset => actions::reset_password(&act, &text).await,
        LinkPurpose::Invitation => actions::accept_invitation(&act, &text).await,
    });
    match explain(visit, done.await, "password")? {
        Ok(id) => enter(visit, id, "").await,
        Err(errors) => at.refused(&page(&at, errors).await?),
    }
}

/// `GET /mot-de-passe/oubli`.
pub async fn new_reset(at: OnPlatform) -> AppResult<Response> {
    at.page(&ForgottenPage::default())
}

/// `POST /mot-de-passe/oubli`: the same answer whether the address is known or not.
pub async fn create_reset(at: OnPlatform, form: Checked<Forgotten>) -> AppResult<Response> {
    throttle::attempt(&at.visit.app, throttle::SIGN_UP_CLIENT, &at.visit.client).await?;
    let email = match form.result {
        Ok(email) => email,
        Err(errors) => {
            let page = ForgottenPage { email: form.raw.get("email").into(), errors };
            return at.refused(&page);
        }
    };
    at.act(async move |act| actions::ask_reset(&act, &email).await).await?;
    Ok(at.visit.go("/mot-de-passe/oubli/courriel"))
}

/// `GET /mot-de-passe/oubli/courriel`.
pub async fn show_reset_sent(at: OnPlatform) -> AppResult<Response> {
    at.page(&SentPage { kind: "reset" })
}
