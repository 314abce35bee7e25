//! What people and operators do to accounts. The password is hashed before the transaction begins, never in it.

mod links;
mod own;
mod staff;

use domain::{
    ids::{InstitutionId, UserId},
    permissions::Action,
    text::{Email, PersonName},
};

pub use links::{accept_invitation, account_of, ask_reset, confirm, invitation_link, reset_password, sign_up};
pub use own::{Opened, change_password, check_password, end_sessions, rename};
pub use staff::{Invited, create_institution, disable, enable, invited, set_institution, set_siren};

use super::{
    password::{self, Standing, Weakness},
    store::{self, Account, NewRow},
};
use crate::{
    app::App,
    db::{Act, write::WriteTx},
    error::{AppResult, Refused},
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountRefused {
    /// The password is too weak.
    Weak(Weakness),
    /// The address has an account already.
    EmailTaken,
    /// No such address, or another password.
    WrongPassword,
    /// The account was closed by an operator.
    Disabled,
    /// There is an institution of that name already.
    NameTaken,
}

impl AccountRefused {
    /// Fluent key of the explanation.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Weak(weakness) => weakness.key(),
            Self::EmailTaken => "accounts-error-email-taken",
            Self::WrongPassword => "accounts-error-wrong-password",
            Self::Disabled => "accounts-error-disabled",
            Self::NameTaken => "accounts-error-name-taken",
        }
    }
}

/// What actions of this room return.
pub type Done<T> = Result<T, Refused<AccountRefused>>;

/// Makes an account whose address needs no confirmation: an operator or the command line vouches for it.
///
/// # Errors
/// `Weak` or `EmailTaken`, or a failure.
pub async fn create_account(act: &Act, new: NewAccount) -> Done<UserId> {
    let app = &act.app;
    let standing = if new.operator { Standing::Staff } else { Standing::Applicant };
    let hash = match &new.password {
        Some(text) => Some(checked_hash(app, text, standing, new.email.as_str(), new.name.as_str()).await?),
        None => None,
    };
    let tx = act.on_platform(Action::ManageAccounts).await?;
    let id = insert(&tx, &new, hash, Some(act.at)).await?;
    tx.commit().await?;
    tracing::info!(account = %id, operator = new.operator, actor = act.actor.journal_name(), "account opened");
    Ok(id)
}

/// Checks a new password and hashes it.
async fn checked_hash(app: &App, text: &str, standing: Standing, email: &str, name: &str) -> Done<String> {
    let context = [email.to_owned(), name.to_owned(), app.config.http.base_url.clone()];
    let candidate = text.to_owned();
    let assessed = tokio::task::spawn_blocking(move || {
        password::assess(&candidate, standing, &context.iter().map(String::as_str).collect::<Vec<_>>())
    });
    assessed.await?.map_err(|weak| Refused::Rule(AccountRefused::Weak(weak)))?;
    Ok(password::hash(app, text).await?)
}

/// Writes a new account; an invitation to a call makes one too.
async fn insert<S>(
    tx: &WriteTx<S>,
    new: &NewAccount,
    password_hash: Option<String>,
    confirmed_at: Option<domain::time::Instant>,
) -> Done<UserId> {
    let id = UserId::mint(tx.at(), tx.app().random());
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
    if store::insert_user(tx, row).await? { Ok(id) } else { Err(Refused::Rule(AccountRefused::EmailTaken)) }
}

/// Whether the account has rights over others, which asks for a stronger password.
async fn standing_of(app: &App, account: &Account) -> AppResult<Standing> {
    let staff = account.operator || store::holds_role(app.db.reader(), account.person.id).await?;
    Ok(if staff { Standing::Staff } else { Standing::Applicant })
}

/// The whole address of a page of the site.
#[must_use]
pub fn link(app: &App, path: &str) -> String {
    format!("{}{path}", app.config.http.base_url.trim_end_matches('/'))
}
