//! What stands behind one-time links. Reading the page uses nothing up: mail scanners follow links.

use axum::response::Response;
use domain::permissions::Action;

use super::{enter, explain};
use crate::{
    db::{Subject, permit},
    error::AppResult,
    features::accounts::{
        actions,
        forms::{Forgotten, LinkPassword},
        pages::{ForgottenPage, LinkPage, SentPage},
        password::Standing,
        store::{self, Purpose},
    },
    web::{Checked, Errors, Path, Shell, Visit, throttle},
};

type Password = Checked<LinkPassword>;

/// The page of a link, or, with an empty address, of one that cannot be used any more.
async fn page(visit: &Visit, purpose: Purpose, token: &str, errors: Errors) -> AppResult<LinkPage> {
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
        errors,
    })
}

async fn show(visit: &Visit, purpose: Purpose, token: &str) -> AppResult<Response> {
    let page = page(visit, purpose, token, Errors::default()).await?;
    visit.page(&Shell::default(), &page)
}

/// Does what the link is for, then opens the session; a refusal shows the same page.
async fn perform(visit: Visit, purpose: Purpose, token: String, form: Password) -> AppResult<Response> {
    throttle::attempt(&visit.app, throttle::SIGN_IN_CLIENT, &visit.client).await?;
    let text = match form.result {
        Ok(text) => text,
        Err(errors) => return visit.refused(&Shell::default(), &page(&visit, purpose, &token, errors).await?),
    };
    let (app, actor) = (visit.app.clone(), visit.actor.clone());
    let link = token.clone();
    let done = tokio::spawn(async move {
        match purpose {
            Purpose::Confirm => actions::confirm(&app, &actor, &link, &text).await,
            Purpose::Reset => actions::reset_password(&app, &actor, &link, &text).await,
            Purpose::Invitation => actions::accept_invitation(&app, &actor, &link, &text).await,
        }
    });
    match explain(&visit, done.await?, "password")? {
        Ok(id) => enter(&visit, id, "").await,
        Err(errors) => visit.refused(&Shell::default(), &page(&visit, purpose, &token, errors).await?),
    }
}

/// `GET /confirmation/{token}`.
pub async fn new_confirmation(visit: Visit, Path(token): Path<String>) -> AppResult<Response> {
    show(&visit, Purpose::Confirm, &token).await
}

/// `POST /confirmation/{token}`.
pub async fn create_confirmation(visit: Visit, Path(token): Path<String>, form: Password) -> AppResult<Response> {
    perform(visit, Purpose::Confirm, token, form).await
}

/// `GET /mot-de-passe/oubli`.
pub async fn new_reset(visit: Visit) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignIn, Subject::Platform).await?;
    visit.page(&Shell::default(), &ForgottenPage::default())
}

/// `POST /mot-de-passe/oubli`: the same answer whether the address is known or not.
pub async fn create_reset(visit: Visit, form: Checked<Forgotten>) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::SignIn, Subject::Platform).await?;
    throttle::attempt(&visit.app, throttle::SIGN_UP_CLIENT, &visit.client).await?;
    let email = match form.result {
        Ok(email) => email,
        Err(errors) => {
            let page = ForgottenPage { email: form.raw.get("email").into(), errors };
            return visit.refused(&Shell::default(), &page);
        }
    };
    let (app, actor) = (visit.app.clone(), visit.actor.clone());
    tokio::spawn(async move { actions::ask_reset(&app, &actor, &email).await }).await??;
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
pub async fn update_password(visit: Visit, Path(token): Path<String>, form: Password) -> AppResult<Response> {
    perform(visit, Purpose::Reset, token, form).await
}

/// `GET /invitation/{token}`.
pub async fn edit_invitation(visit: Visit, Path(token): Path<String>) -> AppResult<Response> {
    show(&visit, Purpose::Invitation, &token).await
}

/// `POST /invitation/{token}`.
pub async fn update_invitation(visit: Visit, Path(token): Path<String>, form: Password) -> AppResult<Response> {
    perform(visit, Purpose::Invitation, token, form).await
}
