//! What people and operators do to accounts. The password is hashed before the transaction begins, never in it.

mod links;
mod own;
mod staff;

use std::fmt;

use domain::{
    ids::{InstitutionId, UserId},
    permissions::Action,
    text::{Email, PersonName},
};

pub use links::{accept_invitation, ask_reset, confirm, invitation_link, reset_password, sign_up};
pub use own::{change_password, check_password, end_sessions, rename};
pub use staff::{create_institution, disable, enable, invite, set_institution};

use super::{
    password::{self, Standing, Weakness},
    store::{self, Account, NewRow},
};
use crate::{
    app::App,
    db::{Actor, Subject, WriteTx, authorize},
    error::{AppError, AppResult},
    i18n::Lang,
};

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Address.
    pub email: Email,
    /// Name.
    pub name: PersonName,
    /// Password; without one, a link is needed to choose it.
    pub password: Option<String>,
    /// Language of mails.
    pub lang: Lang,
    /// Institution that the person speaks for.
    pub institution: Option<InstitutionId>,
    /// Runs the platform.
    pub operator: bool,
}

impl NewAccount {
    /// An account of an applicant who writes French.
    #[must_use]
    pub fn applicant(email: Email, name: PersonName, password: Option<String>) -> Self {
        Self { email, name, password, lang: Lang::Fr, institution: None, operator: false }
    }
}

/// Why nothing was done.
#[derive(Debug)]
pub enum Refused {
    /// The password is too weak.
    Weak(Weakness),
    /// The address has an account already.
    EmailTaken,
    /// No such address, or another password.
    WrongPassword,
    /// The address was not confirmed yet; the link was sent again.
    Unconfirmed,
    /// The account was closed by an operator.
    Disabled,
    /// The link was used, has expired, or never existed.
    LinkExpired,
    /// There is an institution of that name already.
    NameTaken,
    /// Something else failed.
    Failed(AppError),
}

impl Refused {
    /// Fluent key of the explanation; a failure has none.
    #[must_use]
    pub const fn key(&self) -> Option<&'static str> {
        match self {
            Self::Weak(weakness) => Some(weakness.key()),
            Self::EmailTaken => Some("accounts-error-email-taken"),
            Self::WrongPassword => Some("accounts-error-wrong-password"),
            Self::Unconfirmed => Some("accounts-error-unconfirmed"),
            Self::Disabled => Some("accounts-error-disabled"),
            Self::LinkExpired => Some("accounts-error-link-expired"),
            Self::NameTaken => Some("accounts-error-name-taken"),
            Self::Failed(_) => None,
        }
    }
}

impl Refused {
    /// For callers to whom every refusal is a fault.
    #[track_caller]
    #[must_use]
    pub fn into_error(self) -> AppError {
        match self {
            Self::Failed(error) => error,
            other => AppError::internal(other.to_string()),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => error.fmt(f),
            other => write!(f, "{other:?}"),
        }
    }
}

impl std::error::Error for Refused {}

impl<E: Into<AppError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// What actions of this room return.
pub type Done<T> = Result<T, Refused>;

/// Makes an account whose address needs no confirmation: an operator or the command line vouches for it.
///
/// # Errors
/// `Weak` or `EmailTaken`, or a failure.
pub async fn create_account(app: &App, actor: &Actor, new: NewAccount) -> Done<UserId> {
    let standing = if new.operator { Standing::Staff } else { Standing::Applicant };
    let hash = match &new.password {
        Some(text) => Some(checked_hash(app, text, standing, new.email.as_str(), new.name.as_str()).await?),
        None => None,
    };
    let tx = app.db.begin_write().await?;
    let tx = authorize(tx, actor, Action::ManageAccounts, Subject::Platform, app.now()).await?;
    let at = tx.at;
    let id = insert(&tx, app, &new, hash, Some(at)).await?;
    tx.commit().await?;
    tracing::info!(account = %id, operator = new.operator, actor = actor.journal_name(), "account opened");
    Ok(id)
}

/// Checks a new password and hashes it.
async fn checked_hash(app: &App, text: &str, standing: Standing, email: &str, name: &str) -> Done<String> {
    let context = [email.to_owned(), name.to_owned(), app.config.http.base_url.clone()];
    let candidate = text.to_owned();
    let assessed = tokio::task::spawn_blocking(move || {
        password::assess(&candidate, standing, &context.iter().map(String::as_str).collect::<Vec<_>>())
    });
    assessed.await?.map_err(Refused::Weak)?;
    Ok(password::hash(app, text).await?)
}

/// Writes a new account.
async fn insert(
    tx: &WriteTx,
    app: &App,
    new: &NewAccount,
    password_hash: Option<String>,
    confirmed_at: Option<domain::time::Instant>,
) -> Done<UserId> {
    let id = UserId::mint(tx.at, app.random());
    let row = NewRow {
        id,
        email: &new.email,
        name: new.name.as_str(),
        password_hash,
        confirmed_at,
        institution: new.institution,
        operator: new.operator,
        lang: new.lang,
    };
    if store::insert_user(tx, row).await? { Ok(id) } else { Err(Refused::EmailTaken) }
}

/// Whether the account has rights over others, which asks for a stronger password.
async fn standing_of(app: &App, account: &Account) -> AppResult<Standing> {
    let staff = account.operator || store::holds_role(app.db.reader(), account.person.id).await?;
    Ok(if staff { Standing::Staff } else { Standing::Applicant })
}

/// The whole address of a page of the site.
fn link(app: &App, path: &str) -> String {
    format!("{}{path}", app.config.http.base_url.trim_end_matches('/'))
}
