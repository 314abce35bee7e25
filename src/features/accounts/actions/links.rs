//! What one-time links do: confirming an address, choosing a password.
//!
//! Mail scanners follow links, so that opening one changes nothing: the form behind it does.

use domain::{ids::UserId, links::LinkPurpose, permissions::Action, text::Email};

use super::{AccountRefused, Done, NewAccount, checked_hash, insert, link, standing_of};
use crate::{
    app::App,
    db::{
        Act, links,
        links::HeldLink,
        write::{Platform, WriteTx},
    },
    error::{AppError, AppResult, Refused},
    features::accounts::{
        mails::{Confirm, KnownAddress, Reset},
        password::{self, Standing},
        store::{self, Account, Change},
    },
    queue::{self, enqueue_mail},
    web::throttle,
};

/// Opens an account whose address must be confirmed. The answer is the same whether the address is known or not:
/// only its mail tells.
///
/// # Errors
/// `Weak`, or a failure.
pub async fn sign_up(act: &Act, new: NewAccount) -> Done<()> {
    let app = &act.app;
    let text = new.password.as_deref().unwrap_or_default();
    let hash = checked_hash(app, text, Standing::Applicant, new.email.as_str(), new.name.as_str()).await?;
    throttle::attempt(app, throttle::LINKS, new.email.as_str()).await?;
    let token = app.token();
    let tx = act.on_platform(Action::SignUp).await?;
    let id = match store::find_by_email(tx.conn(), &new.email).await? {
        // Somebody who was invited has an account too, whose name a stranger does not change.
        Some(account) if account.confirmed || account.password_hash.is_none() => {
            let (sign_in, reset) = (link(app, "/connexion"), link(app, "/mot-de-passe/oubli"));
            let message = KnownAddress { name: account.person.name, sign_in, reset };
            let mail = queue::compose(app, account.person.lang, &account.person.email, &message)?;
            enqueue_mail(&tx, app, &mail).await?;
            tx.commit().await?;
            return Ok(());
        }
        // Never confirmed: the last to sign up decides, and only who knows that password can confirm it.
        Some(account) => {
            let change = Change {
                name: Some(new.name.as_str().into()),
                lang: Some(new.lang),
                password_hash: Some(hash),
                ..Change::default()
            };
            store::save_user(&tx, account.person.id, change).await?;
            account.person.id
        }
        None => insert(&tx, &new, Some(hash), None).await?,
    };
    send_confirmation(&tx, id, &token).await?;
    tx.commit().await?;
    tracing::info!(account = %id, "account asked for");
    Ok(())
}

async fn send_confirmation(tx: &WriteTx<Platform>, id: UserId, token: &str) -> AppResult<()> {
    let app = tx.app();
    links::issue(tx, LinkPurpose::Confirm, links::About::Account(id), token).await?;
    let person = store::load_person(tx.conn(), id).await?;
    let message = Confirm { name: person.name, link: link(app, &format!("/confirmation/{token}")) };
    enqueue_mail(tx, app, &queue::compose(app, person.lang, &person.email, &message)?).await
}

/// Sends the link of confirmation again to a person who gave the right password.
pub(super) async fn send_confirmation_again(act: &Act, account: &Account) -> AppResult<()> {
    let app = &act.app;
    throttle::attempt(app, throttle::LINKS, &account.person.email).await?;
    let token = app.token();
    let tx = act.on_platform(Action::SignIn).await?;
    send_confirmation(&tx, account.person.id, &token).await?;
    Ok(tx.commit().await?)
}

/// Confirms an address. The password chosen at sign-up is asked for, so that nobody opens an account
/// with the address of another and has it confirmed by a careless click.
///
/// # Errors
/// `LinkOver`, `WrongPassword`, or a failure.
pub async fn confirm(act: &Act, password: &str) -> Done<UserId> {
    let app = &act.app;
    let account = of_link(act).await?;
    throttle::attempt(app, throttle::SIGN_IN, &account.person.email).await?;
    if !password::verify(app, account.password_hash.as_deref(), password).await? {
        return Err(Refused::Rule(AccountRefused::WrongPassword));
    }
    throttle::reset(app, throttle::SIGN_IN, &account.person.email).await?;
    let tx = act.on_platform(Action::ConfirmAddress).await?;
    links::spend(&tx).await?;
    let id = account.person.id;
    let change = Change { confirmed_at: Some(act.at), ..Change::default() };
    store::save_user(&tx, id, change).await?;
    tx.commit().await?;
    tracing::info!(account = %id, "account opened");
    Ok(id)
}

/// Sends a link to choose a new password, if the address has an account. The answer is the same if it has none.
///
/// # Errors
/// `TooMany`, or a failure.
pub async fn ask_reset(act: &Act, email: &Email) -> AppResult<()> {
    let app = &act.app;
    throttle::attempt(app, throttle::LINKS, email.as_str()).await?;
    let token = app.token();
    let tx = act.on_platform(Action::SignIn).await?;
    let account = store::find_by_email(tx.conn(), email).await?;
    let Some(account) = account.filter(|account| account.disabled_at.is_none()) else { return Ok(()) };
    links::issue(&tx, LinkPurpose::Reset, links::About::Account(account.person.id), &token).await?;
    let message = Reset { name: account.person.name, link: link(app, &format!("/mot-de-passe/{token}")) };
    let mail = queue::compose(app, account.person.lang, &account.person.email, &message)?;
    enqueue_mail(&tx, app, &mail).await?;
    Ok(tx.commit().await?)
}

/// Chooses a new password with a link; all sessions end. Who reads the mail owns the address, which is thus confirmed.
///
/// # Errors
/// `LinkOver`, `Weak`, or a failure.
pub async fn reset_password(act: &Act, password: &str) -> Done<UserId> {
    let account = of_link(act).await?;
    let standing = standing_of(&act.app, &account).await?;
    choose(act, Action::ChoosePassword, account, password, standing).await
}

/// Chooses the first password of an invited person, who is staff or is about to be.
///
/// # Errors
/// `LinkOver`, `Weak`, or a failure.
pub async fn accept_invitation(act: &Act, password: &str) -> Done<UserId> {
    let account = of_link(act).await?;
    choose(act, Action::AcceptInvitation, account, password, Standing::Staff).await
}

async fn choose(act: &Act, action: Action, account: Account, password: &str, standing: Standing) -> Done<UserId> {
    let app = &act.app;
    let person = account.person;
    let hash = checked_hash(app, password, standing, &person.email, &person.name).await?;
    let tx = act.on_platform(action).await?;
    links::spend(&tx).await?;
    let change = Change { password_hash: Some(hash), confirmed_at: Some(act.at), ..Change::default() };
    store::save_user(&tx, person.id, change).await?;
    store::delete_sessions(&tx, person.id).await?;
    tx.commit().await?;
    // It is done: that the count of attempts stays is no reason to say otherwise.
    if let Err(error) = throttle::reset(app, throttle::SIGN_IN, &person.email).await {
        tracing::warn!(%error, "attempts to sign in stay counted");
    }
    tracing::info!(account = %person.id, "password chosen by link");
    Ok(person.id)
}

/// Makes a link to choose a first password, for whoever may edit accounts: earlier ones end.
///
/// # Errors
/// As the table of permissions says.
pub async fn invitation_link(act: &Act, id: UserId) -> AppResult<String> {
    let token = act.app.token();
    let tx = act.on_platform(Action::ManageAccounts).await?;
    links::issue(&tx, LinkPurpose::Invitation, links::About::Account(id), &token).await?;
    tx.commit().await?;
    Ok(link(&act.app, &format!("/invitation/{token}")))
}

/// The account that the link of whoever acts is about.
async fn of_link(act: &Act) -> AppResult<Account> {
    account_of(&act.app, act.actor.link()?).await
}

/// The account that a link is about.
///
/// # Errors
/// `LinkOver` when it was closed.
pub async fn account_of(app: &App, link: &HeldLink) -> AppResult<Account> {
    let account = store::load_account(app.db.reader(), link.account()?).await?;
    if account.disabled_at.is_none() { Ok(account) } else { Err(AppError::LinkOver) }
}
