//! What stands behind one-time links. Reading the page uses nothing up: mail scanners follow links.

use axum::response::Response;

use super::{enter, explain};
use crate::{
    error::AppResult,
    features::{
        accounts::{
            actions,
            forms::{Forgotten, LinkPassword},
            pages::{ForgottenPage, LinkPage, SentPage},
            password::Standing,
            store::{self, Purpose},
        },
        door::OnPlatform,
    },
    web::{Checked, Errors, Path, Visit, throttle},
};

type Password = Checked<LinkPassword>;

/// The page of a link, or, with an empty address, of one that cannot be used any more.
async fn page(visit: &Visit, purpose: Purpose, token: &str, errors: Errors) -> AppResult<LinkPage> {
    let reader = visit.app.db.reader();
    let account = store::find_by_token(reader, token, purpose, visit.arrived).await?;
    let (kind, folder, standing) = match purpose {
        Purpose::Confirm => ("confirm", "confirmation", Standing::Applicant),
        Purpose::Invitation => ("invitation", "invitation", Standing::Staff),
        Purpose::Reset => {
            let staff = match &account {
                Some(account) => account.operator || store::holds_role(reader, account.person.id).await?,
                None => false,
            };
            ("reset", "mot-de-passe", if staff { Standing::Staff } else { Standing::Applicant })
        }
    };
    Ok(LinkPage {
        kind,
        action: format!("/{folder}/{token}"),
        email: account.map(|account| account.person.email).unwrap_or_default(),
        characters: standing.characters_min(),
        errors,
    })
}

async fn show(at: &OnPlatform, purpose: Purpose, token: &str) -> AppResult<Response> {
    at.page(&page(&at.visit, purpose, token, Errors::default()).await?)
}

/// Does what the link is for, then opens the session; a refusal shows the same page.
async fn perform(at: &OnPlatform, purpose: Purpose, token: &str, form: Password) -> AppResult<Response> {
    let visit = &at.visit;
    throttle::attempt(&visit.app, throttle::SIGN_IN_CLIENT, &visit.client).await?;
    let text = match form.result {
        Ok(text) => text,
        Err(errors) => return at.refused(&page(visit, purpose, token, errors).await?),
    };
    let link = token.to_owned();
    let done = at.act(async move |act| match purpose {
        Purpose::Confirm => actions::confirm(&act, &link, &text).await,
        Purpose::Reset => actions::reset_password(&act, &link, &text).await,
        Purpose::Invitation => actions::accept_invitation(&act, &link, &text).await,
    });
    match explain(visit, done.await, "password")? {
        Ok(id) => enter(visit, id, "").await,
        Err(errors) => at.refused(&page(visit, purpose, token, errors).await?),
    }
}

/// `GET /confirmation/{token}`.
pub async fn new_confirmation(at: OnPlatform, Path(token): Path<String>) -> AppResult<Response> {
    show(&at, Purpose::Confirm, &token).await
}

/// `POST /confirmation/{token}`.
pub async fn create_confirmation(at: OnPlatform, Path(token): Path<String>, form: Password) -> AppResult<Response> {
    perform(&at, Purpose::Confirm, &token, form).await
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

/// `GET /mot-de-passe/{token}`.
pub async fn edit_password(at: OnPlatform, Path(token): Path<String>) -> AppResult<Response> {
    show(&at, Purpose::Reset, &token).await
}

/// `POST /mot-de-passe/{token}`.
pub async fn update_password(at: OnPlatform, Path(token): Path<String>, form: Password) -> AppResult<Response> {
    perform(&at, Purpose::Reset, &token, form).await
}

/// `GET /invitation/{token}`.
pub async fn edit_invitation(at: OnPlatform, Path(token): Path<String>) -> AppResult<Response> {
    show(&at, Purpose::Invitation, &token).await
}

/// `POST /invitation/{token}`.
pub async fn update_invitation(at: OnPlatform, Path(token): Path<String>, form: Password) -> AppResult<Response> {
    perform(&at, Purpose::Invitation, &token, form).await
}
