//! Pages of accounts.

use domain::{ids::InstitutionId, text::Siren};
use serde::Serialize;

use super::store::{Account, Institution};
use crate::{
    i18n::{self, Lang},
    web::{Choice, Errors, Page},
};

/// Signing up.
#[derive(Debug, Default, Serialize)]
pub struct SignUpPage {
    /// What was typed; never the password.
    pub name: String,
    /// What was typed.
    pub email: String,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for SignUpPage {
    const TEMPLATE: &'static str = "pages/accounts/sign_up.html";
}

/// Signing in.
#[derive(Debug, Default, Serialize)]
pub struct SignInPage {
    /// What was typed.
    pub email: String,
    /// Where to go afterwards.
    pub suite: String,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "pages/accounts/sign_in.html";
}

/// A mail is on its way: the same page whether the address is known or not.
#[derive(Debug, Serialize)]
pub struct SentPage {
    /// `sign-up` or `reset`.
    pub kind: &'static str,
}

impl Page for SentPage {
    const TEMPLATE: &'static str = "pages/accounts/sent.html";
}

/// Asking for a link to choose a new password.
#[derive(Debug, Default, Serialize)]
pub struct ForgottenPage {
    /// What was typed.
    pub email: String,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for ForgottenPage {
    const TEMPLATE: &'static str = "pages/accounts/forgotten.html";
}

/// The page behind a one-time link.
#[derive(Debug, Default, Serialize)]
pub struct LinkPage {
    /// `confirm`, `reset` or `invitation`.
    pub kind: &'static str,
    /// The form sends here.
    pub action: String,
    /// Whose account.
    pub email: String,
    /// Characters at least.
    pub characters: usize,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for LinkPage {
    const TEMPLATE: &'static str = "pages/accounts/link.html";
}

/// One's own account.
#[derive(Debug, Default, Serialize)]
pub struct AccountPage {
    /// Address.
    pub email: String,
    /// Institution, or empty.
    pub institution: String,
    /// Name, as typed.
    pub name: String,
    /// Language of mails.
    pub lang: String,
    /// Characters at least of a password.
    pub characters: usize,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for AccountPage {
    const TEMPLATE: &'static str = "pages/accounts/account.html";
}

/// The platform: institutions, and the way to accounts.
#[derive(Debug, Default, Serialize)]
pub struct PlatformPage {
    /// Institutions.
    pub institutions: Vec<InstitutionLine>,
    /// Kinds to choose from.
    pub kinds: Vec<Choice>,
    /// Name, as typed.
    pub name: String,
    /// Kind, as chosen.
    pub kind: String,
    /// SIREN, as typed.
    pub siren: String,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for PlatformPage {
    const TEMPLATE: &'static str = "pages/accounts/platform.html";
    const SECTION: &'static str = "/plateforme";
}

/// A line of the list of institutions.
#[derive(Debug, Serialize)]
pub struct InstitutionLine {
    /// Name.
    pub name: String,
    /// Kind, in words.
    pub kind: String,
    /// SIREN, or empty.
    pub siren: String,
    /// Its page.
    pub href: String,
}

/// The page of an institution.
#[must_use]
pub fn institution_path(id: InstitutionId) -> String {
    format!("/plateforme/institutions/{id}")
}

/// One institution.
#[derive(Debug, Serialize)]
pub struct InstitutionPage {
    /// Its page.
    pub href: String,
    /// Name.
    pub name: String,
    /// What it is, in words.
    pub kind: String,
    /// SIREN, as kept or as typed.
    pub siren: String,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for InstitutionPage {
    const TEMPLATE: &'static str = "pages/accounts/institution.html";
    const SECTION: &'static str = "/plateforme";
}

/// Kinds of institutions.
pub const KINDS: [&str; 4] = ["ministry", "bank", "network", "other"];

impl PlatformPage {
    /// The page, with an empty form.
    #[must_use]
    pub fn of(institutions: Vec<Institution>, lang: Lang) -> Self {
        let word = |kind: &str| i18n::word(lang, &format!("accounts-kind-{kind}"));
        let line = |one: Institution| InstitutionLine {
            kind: word(&one.kind),
            siren: one
                .siren
                .as_deref()
                .and_then(|siren| Siren::parse(siren).ok())
                .map(|siren| siren.to_french())
                .unwrap_or_default(),
            href: institution_path(one.id),
            name: one.name,
        };
        let kinds = KINDS.iter().map(|kind| Choice::new(*kind, word(kind))).collect();
        Self { institutions: institutions.into_iter().map(line).collect(), kinds, ..Self::default() }
    }
}

/// Accounts, page by page.
#[derive(Debug, Serialize)]
pub struct AccountsPage {
    /// Accounts.
    pub accounts: Vec<AccountLine>,
    /// The rest of the list, or empty.
    pub next: String,
}

impl Page for AccountsPage {
    const TEMPLATE: &'static str = "pages/accounts/accounts.html";
    const SECTION: &'static str = "/plateforme";
}

/// A line of the list of accounts.
#[derive(Debug, Serialize)]
pub struct AccountLine {
    /// Its page.
    pub href: String,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Institution, or empty.
    pub institution: String,
    /// `open`, `waiting` or `closed`.
    pub state: &'static str,
    /// Runs the platform.
    pub operator: bool,
}

impl AccountLine {
    /// The line of an account.
    #[must_use]
    pub fn of(account: Account) -> Self {
        let state = match (account.disabled_at, account.confirmed) {
            (Some(_), _) => "closed",
            (None, true) => "open",
            (None, false) => "waiting",
        };
        Self {
            href: format!("/plateforme/comptes/{}", account.person.id),
            name: account.person.name,
            email: account.person.email,
            institution: account.person.institution.unwrap_or_default(),
            state,
            operator: account.operator,
        }
    }
}

/// One account, for operators.
#[derive(Debug, Serialize)]
pub struct OneAccountPage {
    /// The account.
    pub account: AccountLine,
    /// Day on which it was made, in words.
    pub since: String,
    /// Institutions to choose from.
    pub institutions: Vec<Choice>,
    /// The one that is chosen.
    pub institution: String,
    /// It is the operator's own: it cannot be closed here.
    pub own: bool,
}

impl Page for OneAccountPage {
    const TEMPLATE: &'static str = "pages/accounts/one.html";
    const SECTION: &'static str = "/plateforme";
}
