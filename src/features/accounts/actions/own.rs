//! What people do to their own account.

use domain::{
    ids::UserId,
    permissions::Action,
    text::{Email, PersonName},
};

use super::{AccountRefused, Done, checked_hash, links, standing_of};
use crate::{
    db::Act,
    error::{AppError, AppResult, Refused},
    features::accounts::{
        password,
        store::{self, Change},
    },
    i18n::Lang,
    web::throttle,
};

/// What the right password of an account opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// The account.
    Account(UserId),
    /// Nothing yet: the address is not confirmed, and the link was sent again.
    ToConfirm,
}

/// Says whose account an address and a password open. It takes as long for an address without account.
///
/// # Errors
/// `WrongPassword` or `Disabled` (only who knows the password learns that), `TooMany`, or a failure.
pub async fn check_password(act: &Act, email: &Email, password: &str) -> Done<Opened> {
    let app = &act.app;
    throttle::attempt(app, throttle::SIGN_IN, email.as_str()).await?;
    let account = store::find_by_email(app.db.reader(), email).await?;
    let kept = account.as_ref().and_then(|account| account.password_hash.as_deref());
    let right = password::verify(app, kept, password).await?;
    let Some(account) = account.filter(|_| right) else {
        tracing::info!(address = crate::mailer::mask(email.as_str()), "wrong password");
        return Err(Refused::Rule(AccountRefused::WrongPassword));
    };
    if account.disabled_at.is_some() {
        return Err(Refused::Rule(AccountRefused::Disabled));
    }
    if !account.confirmed {
        links::send_confirmation_again(act, &account).await?;
        return Ok(Opened::ToConfirm);
    }
    throttle::reset(app, throttle::SIGN_IN, email.as_str()).await?;
    tracing::info!(account = %account.person.id, "signed in");
    Ok(Opened::Account(account.person.id))
}

/// Changes one's name and the language of one's mails.
///
/// # Errors
/// As the table of permissions says.
pub async fn rename(act: &Act, name: &PersonName, lang: Lang) -> AppResult<()> {
    let tx = act.on_platform(Action::ManageOwnAccount).await?;
    let change = Change { name: Some(name.as_str().into()), lang: Some(lang), ..Change::default() };
    store::save_user(&tx, tx.user()?, change).await?;
    Ok(tx.commit().await?)
}

/// Changes one's password, with the old one; all sessions end.
///
/// # Errors
/// `WrongPassword` or `Weak`, `TooMany`, or a failure.
pub async fn change_password(act: &Act, old: &str, new: &str) -> Done<()> {
    let app = &act.app;
    let id = act.actor.user().ok_or(AppError::SignInRequired)?;
    let account = store::load_account(app.db.reader(), id).await?;
    throttle::attempt(app, throttle::SIGN_IN, &account.person.email).await?;
    if !password::verify(app, account.password_hash.as_deref(), old).await? {
        return Err(Refused::Rule(AccountRefused::WrongPassword));
    }
    throttle::reset(app, throttle::SIGN_IN, &account.person.email).await?;
    let standing = standing_of(app, &account).await?;
    let hash = checked_hash(app, new, standing, &account.person.email, &account.person.name).await?;
    let tx = act.on_platform(Action::ManageOwnAccount).await?;
    store::save_user(&tx, id, Change { password_hash: Some(hash), ..Change::default() }).await?;
    store::delete_sessions(&tx, id).await?;
    tx.commit().await?;
    tracing::info!(account = %id, "password changed");
    Ok(())
}

/// Ends all of one's sessions, on every device.
///
/// # Errors
/// As the table of permissions says.
pub async fn end_sessions(act: &Act) -> AppResult<()> {
    let tx = act.on_platform(Action::ManageOwnAccount).await?;
    store::delete_sessions(&tx, tx.user()?).await?;
    Ok(tx.commit().await?)
}
