//! What the forms of this room hold, how long each text may be, and what it means.

use domain::text::{Email, PersonName, Siren};
use serde::Deserialize;
use validator::Validate;

use super::{actions::NewAccount, pages::KINDS, password};
use crate::{
    i18n::Lang,
    web::{
        FieldErrors, Form,
        form::{filled, line, trimmed},
    },
};

/// Characters of an address (RFC 5321).
const EMAIL_MAX: u64 = 254;
/// Characters of a person's name.
const NAME_MAX: u64 = 120;
/// Characters of a password: enough for any phrase, and a bound on the work that a stranger can ask for.
const PASSWORD_MAX: u64 = password::CHARACTERS_MAX as u64;
/// Characters of the name of an institution.
const INSTITUTION_MAX: u64 = 200;
/// Characters of a SIREN, with the spaces that people put in it.
const SIREN_MAX: u64 = 20;

/// Signing up.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct SignUp {
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(max = NAME_MAX, code = "accounts-error-name"))]
    name: String,
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(max = EMAIL_MAX, code = "accounts-error-email"))]
    email: String,
    #[validate(length(max = PASSWORD_MAX, code = "accounts-password-long"))]
    password: String,
}

impl Form for SignUp {
    type Value = NewAccount;
}

impl TryFrom<SignUp> for NewAccount {
    type Error = FieldErrors;

    fn try_from(form: SignUp) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.read("name", "accounts-error-name", PersonName::parse(&form.name));
        let email = errors.read("email", "accounts-error-email", Email::parse(&form.email));
        errors.want("password", "accounts-error-password-empty", &form.password);
        match (name, email) {
            (Some(name), Some(email)) if errors.is_empty() => Ok(Self::applicant(email, name, Some(form.password))),
            _ => Err(errors),
        }
    }
}

/// Signing in.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct SignIn {
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(max = EMAIL_MAX, code = "accounts-error-email"))]
    email: String,
    #[validate(length(max = PASSWORD_MAX, code = "accounts-password-long"))]
    password: String,
}

/// Who says that they are whom.
pub struct Credentials {
    /// Their address.
    pub email: Email,
    /// As typed.
    pub password: String,
}

impl Form for SignIn {
    type Value = Credentials;
}

impl TryFrom<SignIn> for Credentials {
    type Error = FieldErrors;

    fn try_from(SignIn { email, password }: SignIn) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.read("email", "accounts-error-email", Email::parse(&email));
        errors.want("password", "accounts-error-password-missing", &password);
        email.filter(|_| errors.is_empty()).map(|email| Self { email, password }).ok_or(errors)
    }
}

/// Asking for a link to choose a new password.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct Forgotten {
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(max = EMAIL_MAX, code = "accounts-error-email"))]
    email: String,
}

impl Form for Forgotten {
    type Value = Email;
}

impl TryFrom<Forgotten> for Email {
    type Error = FieldErrors;

    fn try_from(form: Forgotten) -> Result<Self, FieldErrors> {
        Self::parse(&form.email).map_err(|_| FieldErrors::one("email", "accounts-error-email"))
    }
}

/// The password typed behind a one-time link.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct LinkPassword {
    /// As typed.
    #[validate(
        custom(function = filled, code = "accounts-error-password-missing"),
        length(max = PASSWORD_MAX, code = "accounts-password-long")
    )]
    pub password: String,
}

impl Form for LinkPassword {
    type Value = Self;
}

/// A new password for the one that is known.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct NewPassword {
    /// The one that is known, as typed.
    #[validate(length(min = 1, max = PASSWORD_MAX, code = "accounts-error-old-password"))]
    pub old: String,
    /// The new one, as typed.
    #[validate(
        custom(function = filled, code = "accounts-error-password-empty"),
        length(max = PASSWORD_MAX, code = "accounts-password-long")
    )]
    pub password: String,
}

impl Form for NewPassword {
    type Value = Self;
}

/// One's name, and the language of mails.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct Identity {
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(max = NAME_MAX, code = "accounts-error-name"))]
    name: String,
    lang: String,
}

impl Form for Identity {
    type Value = (PersonName, Option<Lang>);
}

impl TryFrom<Identity> for (PersonName, Option<Lang>) {
    type Error = FieldErrors;

    fn try_from(form: Identity) -> Result<Self, FieldErrors> {
        let name = PersonName::parse(&form.name).map_err(|_| FieldErrors::one("name", "accounts-error-name"))?;
        Ok((name, Lang::parse(&form.lang)))
    }
}

/// An institution.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct Institution {
    #[serde(deserialize_with = "line")]
    #[validate(length(min = 1, max = INSTITUTION_MAX, code = "accounts-error-institution-name"))]
    name: String,
    kind: String,
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(max = SIREN_MAX, code = "accounts-error-institution-siren"))]
    siren: String,
}

/// A new institution.
pub struct NewInstitution {
    /// Its name.
    pub name: String,
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// Its SIREN, when it has one: who speaks for it is recused from the dossiers of which it is lead or member.
    pub siren: Option<Siren>,
}

impl Form for Institution {
    type Value = NewInstitution;
}

impl TryFrom<Institution> for NewInstitution {
    type Error = FieldErrors;

    fn try_from(Institution { name, kind, siren }: Institution) -> Result<Self, FieldErrors> {
        let kind = KINDS.into_iter().find(|known| *known == kind);
        let kind = kind.ok_or_else(|| FieldErrors::one("kind", "accounts-error-institution-kind"))?;
        Ok(Self { name, kind, siren: read_siren(&siren)? })
    }
}

/// The SIREN of an institution; nothing typed is none.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct InstitutionSiren {
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(max = SIREN_MAX, code = "accounts-error-institution-siren"))]
    siren: String,
}

/// What became of the field.
pub struct NewSiren(pub Option<Siren>);

impl Form for InstitutionSiren {
    type Value = NewSiren;
}

impl TryFrom<InstitutionSiren> for NewSiren {
    type Error = FieldErrors;

    fn try_from(InstitutionSiren { siren }: InstitutionSiren) -> Result<Self, FieldErrors> {
        read_siren(&siren).map(Self)
    }
}

fn read_siren(text: &str) -> Result<Option<Siren>, FieldErrors> {
    if text.is_empty() {
        return Ok(None);
    }
    Siren::parse(text).map(Some).map_err(|_| FieldErrors::one("siren", "accounts-error-institution-siren"))
}
