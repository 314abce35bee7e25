//! What one-time links do: confirming an address, choosing a password.
//!
//! Mail scanners follow links, so that opening one changes nothing: the form behind it does.

use domain::{ids::UserId, permissions::Action, text::Email};
use serde_json::json;

use super::{Done, NewAccount, Refused, checked_hash, insert, link, standing_of};
use crate::{
    app::App,
    db::{Actor, Subject, WriteTx, authorize},
    error::AppResult,
    features::accounts::{
        password::{self, Standing},
        store::{self, Account, Change, Purpose},
    },
    mailer,
    queue::enqueue_mail,
    web::throttle,
};

/// Opens an account whose address must be confirmed. The answer is the same whether the address is known or not:
/// only its mail tells.
///
/// # Errors
/// `Weak`, or a failure.
pub async fn sign_up(app: &App, actor: &Actor, new: NewAccount) -> Done<()> {
    let text = new.password.as_deref().unwrap_or_default();
    let hash = checked_hash(app, text, Standing::Applicant, new.email.as_str(), new.name.as_str()).await?;
    throttle::attempt(app, throttle::LINKS, new.email.as_str()).await?;
    let token = app.token();
    let tx = app.db.begin_write().await?;
    let known = store::find_by_email(tx.reader(), &new.email).await?;
    let tx = authorize(tx, actor, Action::SignUp, Subject::Platform, app.now()).await?;
    let id = match known {
        Some(account) if account.confirmed => {
            let data = json!({ "name": account.person.name, "sign_in": link(app, "/connexion"),
                "reset": link(app, "/mot-de-passe/oubli") });
            let mail = mailer::compose(app, account.person.lang, "known_address", &account.person.email, &data)?;
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
        None => insert(&tx, app, &new, Some(hash), None).await?,
    };
    send_confirmation(&tx, app, id, &token).await?;
    tx.commit().await?;
    tracing::info!(account = %id, "account asked for");
    Ok(())
}

async fn send_confirmation(tx: &WriteTx, app: &App, id: UserId, token: &str) -> AppResult<()> {
    store::insert_token(tx, id, Purpose::Confirm, token).await?;
    let person = store::load_person(tx.conn(), id).await?;
    let data = json!({ "name": person.name, "link": link(app, &format!("/confirmation/{token}")) });
    enqueue_mail(tx, app, &mailer::compose(app, person.lang, "confirm", &person.email, &data)?).await
}

/// Sends the link of confirmation again to a person who gave the right password.
pub(super) async fn send_confirmation_again(app: &App, actor: &Actor, account: &Account) -> AppResult<()> {
    throttle::attempt(app, throttle::LINKS, &account.person.email).await?;
    let token = app.token();
    let tx = app.db.begin_write().await?;
    let tx = authorize(tx, actor, Action::SignIn, Subject::Platform, app.now()).await?;
    send_confirmation(&tx, app, account.person.id, &token).await?;
    Ok(tx.commit().await?)
}

/// Confirms an address. The password chosen at sign-up is asked for, so that nobody opens an account
/// with the address of another and has it confirmed by a careless click.
///
/// # Errors
/// `LinkExpired` or `WrongPassword`, or a failure.
pub async fn confirm(app: &App, actor: &Actor, token: &str, password: &str) -> Done<UserId> {
    let account = of_link(app, token, Purpose::Confirm).await?;
    throttle::attempt(app, throttle::SIGN_IN, &account.person.email).await?;
    if !password::verify(app, account.password_hash.as_deref(), password).await? {
        return Err(Refused::WrongPassword);
    }
    throttle::reset(app, throttle::SIGN_IN, &account.person.email).await?;
    let tx = app.db.begin_write().await?;
    let tx = authorize(tx, actor, Action::SignIn, Subject::Platform, app.now()).await?;
    use_link(&tx, token).await?;
    let id = account.person.id;
    let change = Change { confirmed_at: Some(tx.at), ..Change::default() };
    store::save_user(&tx, id, change).await?;
    tx.commit().await?;
    tracing::info!(account = %id, "account opened");
    Ok(id)
}

/// Sends a link to choose a new password, if the address has an account. The answer is the same if it has none.
///
/// # Errors
/// `TooMany`, or a failure.
pub async fn ask_reset(app: &App, actor: &Actor, email: &Email) -> AppResult<()> {
    throttle::attempt(app, throttle::LINKS, email.as_str()).await?;
    let token = app.token();
    let tx = app.db.begin_write().await?;
    let account = store::find_by_email(tx.reader(), email).await?;
    let tx = authorize(tx, actor, Action::SignIn, Subject::Platform, app.now()).await?;
    let Some(account) = account.filter(|account| account.disabled_at.is_none()) else { return Ok(()) };
    store::insert_token(&tx, account.person.id, Purpose::Reset, &token).await?;
    let data = json!({ "name": account.person.name, "link": link(app, &format!("/mot-de-passe/{token}")) });
    let mail = mailer::compose(app, account.person.lang, "reset", &account.person.email, &data)?;
    enqueue_mail(&tx, app, &mail).await?;
    Ok(tx.commit().await?)
}

/// Chooses a new password with a link; all sessions end. Who reads the mail owns the address, which is thus confirmed.
///
/// # Errors
/// `LinkExpired` or `Weak`, or a failure.
pub async fn reset_password(app: &App, actor: &Actor, token: &str, password: &str) -> Done<UserId> {
    let account = of_link(app, token, Purpose::Reset).await?;
    let standing = standing_of(app, &account).await?;
    choose(app, actor, account, token, password, standing).await
}

/// Chooses the first password of an invited person, who is staff or is about to be.
///
/// # Errors
/// `LinkExpired` or `Weak`, or a failure.
pub async fn accept_invitation(app: &App, actor: &Actor, token: &str, password: &str) -> Done<UserId> {
    let account = of_link(app, token, Purpose::Invitation).await?;
    choose(app, actor, account, token, password, Standing::Staff).await
}

async fn choose(
    app: &App,
    actor: &Actor,
    account: Account,
    token: &str,
    password: &str,
    standing: Standing,
) -> Done<UserId> {
    let person = account.person;
    let hash = checked_hash(app, password, standing, &person.email, &person.name).await?;
    let tx = app.db.begin_write().await?;
    let tx = authorize(tx, actor, Action::SignIn, Subject::Platform, app.now()).await?;
    use_link(&tx, token).await?;
    let change = Change { password_hash: Some(hash), confirmed_at: Some(tx.at), ..Change::default() };
    store::save_user(&tx, person.id, change).await?;
    store::delete_sessions(&tx, person.id).await?;
    tx.commit().await?;
    throttle::reset(app, throttle::SIGN_IN, &person.email).await?;
    tracing::info!(account = %person.id, "password chosen by link");
    Ok(person.id)
}

/// Makes a link to choose a first password, for whoever may edit accounts: earlier ones end.
///
/// # Errors
/// As the table of permissions says.
pub async fn invitation_link(app: &App, actor: &Actor, id: UserId) -> AppResult<String> {
    let token = app.token();
    let tx = app.db.begin_write().await?;
    let tx = authorize(tx, actor, Action::ManageAccounts, Subject::Platform, app.now()).await?;
    store::insert_token(&tx, id, Purpose::Invitation, &token).await?;
    tx.commit().await?;
    Ok(link(app, &format!("/invitation/{token}")))
}

async fn of_link(app: &App, token: &str, purpose: Purpose) -> Done<Account> {
    store::find_by_token(app.db.reader(), token, purpose, app.now()).await?.ok_or(Refused::LinkExpired)
}

async fn use_link(tx: &WriteTx, token: &str) -> Done<()> {
    if store::use_token(tx, token).await? { Ok(()) } else { Err(Refused::LinkExpired) }
}
