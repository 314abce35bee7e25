//! What the form that adds a person holds, how long each text may be, and what it means.

use domain::{
    ids::InstitutionId,
    permissions::Role,
    text::{Email, PersonName},
};
use serde::Deserialize;
use validator::Validate;

use crate::web::{FieldErrors, Form, form::trimmed};

/// Characters of an address (RFC 5321).
const EMAIL_MAX: u64 = 254;
/// Characters of a person's name.
const NAME_MAX: u64 = 120;

/// A person and a role.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct Person {
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(max = EMAIL_MAX, code = "calls-error-email"))]
    email: String,
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(max = NAME_MAX, code = "calls-error-name-long"))]
    name: String,
    institution: String,
    role: String,
}

/// A person to be given a role.
pub struct NewPerson {
    /// Address.
    pub email: Email,
    /// Name.
    pub name: PersonName,
    /// Institution that the person speaks for.
    pub institution: Option<InstitutionId>,
    /// The role.
    pub role: Role,
}

impl Form for Person {
    type Value = NewPerson;
}

impl TryFrom<Person> for NewPerson {
    type Error = FieldErrors;

    fn try_from(form: Person) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.read("email", "calls-error-email", Email::parse(&form.email));
        let name = errors.read("name", "calls-error-name", PersonName::parse(&form.name));
        let role = errors.read("role", "calls-error-role", Role::parse_on_call(&form.role).ok_or(()));
        let institution = match form.institution.as_str() {
            "" => Some(None),
            id => errors.read("institution", "failure-bad-request-title", id.parse().map(Some)),
        };
        match (email, name, role, institution) {
            (Some(email), Some(name), Some(role), Some(institution)) => Ok(Self { email, name, role, institution }),
            _ => Err(errors),
        }
    }
}
