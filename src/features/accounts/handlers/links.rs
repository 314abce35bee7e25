//! What stands behind one-time links. Reading the page uses nothing up: mail scanners follow links.

use axum::response::Response;
use domain::{permissions::Action, text::Email};

use super::{enter, explain};
use crate::{
    db::{Subject, permit},
    error::{AppError, AppResult},
    features::accounts::{
        actions,
        pages::{Errors, ForgottenPage, LinkPage, SentPage},
        password::Standing,
        store::{self, Purpose},
    },
    web::{FieldErrors, Path, RawForm, Shell, Visit, throttle},
};

/// The page of a link, or, with an empty address, of one that cannot be used any more.
async fn page(visit: &Visit, purpose: Purpose, token: &str, errors: &FieldErrors) -> AppResult<LinkPage> {
    permit(&visit.app.db, &visit.actor, Action::SignIn, Subject::Platform).await?;
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
        errors: Errors::of(errors, visit.lang),
    })
}

async fn show(visit: &Visit, purpose: Purpose, token: &str) -> AppResult<Response> {
    let page = page(visit, purpose, token, &FieldErrors::default()).await?;
    visit.page(&Shell::default(), &page)
}

/// Does what the link is for, then opens the session; a refusal shows the same page.
async fn perform(visit: Visit, purpose: Purpose, token: String, raw: RawForm) -> AppResult<Response> {
    throttle::attempt(&visit.app, throttle::SIGN_IN_CLIENT, &visit.client).await?;
    let (text, link) = (raw.get("password").to_owned(), token.clone());
    let done = visit.act(async move |act| match purpose {
        Purpose::Confirm => actions::confirm(&act, &link, &text).await,
        Purpose::Reset => actions::reset_password(&act, &link, &text).await,
        Purpose::Invitation => actions::accept_invitation(&act, &link, &text).await,
    });
    match explain(done.await, "password")? {
        Ok(id) => enter(&visit, id, "").await,
        Err(errors) => visit.refused(&Shell::default(), &page(&visit, purpose, &token, &errors).await?),
    }
}

/// `GET /confirmation/{token}`.
pub async fn new_confirmation(visit: Visit, Path(token): Path<String>) -> AppResult<Response> {
    show(&visit, Purpose::Confirm, &token).await
}

/// `POST /confirmation/{token}`.
pub async fn create_confirmation(visit: Visit, Path(token): Path<String>, raw: RawForm) -> AppResult<Response> {
    perform(visit, Purpose::Confirm, token, raw).await
}

/// `GET /mot-de-passe/oubli`.
pub async fn new_reset(visit: Visit) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignIn, Subject::Platform).await?;
    visit.page(&Shell::default(), &ForgottenPage::default())
}

/// `POST /mot-de-passe/oubli`: the same answer whether the address is known or not.
pub async fn create_reset(visit: Visit, raw: RawForm) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignIn, Subject::Platform).await?;
    throttle::attempt(&visit.app, throttle::SIGN_UP_CLIENT, &visit.client).await?;
    let Ok(email) = Email::parse(raw.get("email")) else {
        let errors = Errors::of(&FieldErrors::one("email", "accounts-error-email"), visit.lang);
        return visit.refused(&Shell::default(), &ForgottenPage { email: raw.get("email").into(), errors });
    };
    visit.act(async move |act| actions::ask_reset(&act, &email).await).await?;
    Ok(visit.go("/mot-de-passe/oubli/courriel"))
}

/// `GET /mot-de-passe/oubli/courriel`.
pub async fn show_reset_sent(visit: Visit) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignIn, Subject::Platform).await?;
    visit.page(&Shell::default(), &SentPage { kind: "reset" })
}

/// `GET /mot-de-passe/{token}`.
pub async fn edit_password(visit: Visit, Path(token): Path<String>) -> AppResult<Response> {
    show(&visit, Purpose::Reset, &token).await
}

/// `POST /mot-de-passe/{token}`.
pub async fn update_password(visit: Visit, Path(token): Path<String>, raw: RawForm) -> AppResult<Response> {
    perform(visit, Purpose::Reset, token, raw).await
}

/// `GET /invitation/{token}`.
pub async fn edit_invitation(visit: Visit, Path(token): Path<String>) -> AppResult<Response> {
    show(&visit, Purpose::Invitation, &token).await
}

/// `POST /invitation/{token}`.
pub async fn update_invitation(visit: Visit, Path(token): Path<String>, raw: RawForm) -> Result<Response, AppError> {
    perform(visit, Purpose::Invitation, token, raw).await
}
