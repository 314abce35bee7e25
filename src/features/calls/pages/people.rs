//! People of a call, role by role, and the form that adds one.

use std::collections::BTreeMap;

use domain::{ids::UserId, permissions::Role};
use serde::Serialize;

use crate::{
    features::{
        accounts::store::{Institution, Person},
        calls::store::LoadedCall,
    },
    i18n::{self, Lang},
    web::{FieldErrors, Page, RawForm, Room},
};

/// `/calls/{slug}/people`.
#[derive(Debug, Serialize)]
pub struct PeoplePage {
    slug: String,
    roles: Vec<RoleGroup>,
    options: Vec<Choice>,
    institutions: Vec<Choice>,
    form: PeopleForm,
}

#[derive(Debug, Serialize)]
struct RoleGroup {
    code: &'static str,
    title: String,
    people: Vec<Holder>,
}

#[derive(Debug, Serialize)]
struct Holder {
    id: String,
    name: String,
    email: String,
    institution: String,
}

#[derive(Debug, Serialize)]
struct Choice {
    value: String,
    label: String,
}

/// What was typed, and what is wrong with it.
#[derive(Debug, Default, Serialize)]
pub struct PeopleForm {
    email: String,
    name: String,
    institution: String,
    role: String,
    errors: Vec<Mistake>,
    email_error: String,
    name_error: String,
    role_error: String,
}

#[derive(Debug, Serialize)]
struct Mistake {
    field: String,
    text: String,
}

impl PeopleForm {
    /// A form to be corrected.
    #[must_use]
    pub fn refused(raw: &RawForm, errors: FieldErrors, lang: Lang) -> Self {
        let errors: Vec<Mistake> = errors
            .0
            .into_iter()
            .map(|error| Mistake { text: i18n::word(lang, &error.key), field: error.field })
            .collect();
        let of = |field: &str| {
            errors.iter().find(|error| error.field == field).map(|error| error.text.clone()).unwrap_or_default()
        };
        Self {
            email: raw.get("email").to_owned(),
            name: raw.get("name").to_owned(),
            institution: raw.get("institution").to_owned(),
            role: raw.get("role").to_owned(),
            email_error: of("email"),
            name_error: of("name"),
            role_error: of("role"),
            errors,
        }
    }
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "pages/calls/people.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "people";
}

impl PeoplePage {
    /// From the roles on the call and the people who hold them.
    #[must_use]
    pub fn new(
        call: &LoadedCall,
        roles: &[(UserId, Role)],
        people: &BTreeMap<UserId, Person>,
        institutions: &[Institution],
        form: PeopleForm,
        lang: Lang,
    ) -> Self {
        let word = |code: &str| capital(&i18n::word(lang, &format!("role-{}", code.replace('_', "-"))));
        let group = |(role, code): (Role, &'static str)| {
            let mut holders: Vec<Holder> = roles
                .iter()
                .filter(|(_, held)| *held == role)
                .filter_map(|(id, _)| people.get(id))
                .map(|person| Holder {
                    id: person.id.to_string(),
                    name: person.name.clone(),
                    email: person.email.clone(),
                    institution: person.institution.clone().unwrap_or_default(),
                })
                .collect();
            holders.sort_by(|a, b| a.name.cmp(&b.name));
            RoleGroup { code, title: word(code), people: holders }
        };
        Self {
            slug: call.slug().to_owned(),
            roles: Role::ON_CALL.into_iter().map(group).collect(),
            options: Role::ON_CALL
                .iter()
                .map(|(_, code)| Choice { value: (*code).into(), label: word(code) })
                .collect(),
            institutions: institutions
                .iter()
                .map(|institution| Choice { value: institution.id.to_string(), label: institution.name.clone() })
                .collect(),
            form,
        }
    }
}

/// With a capital, for a heading: the words of roles are made for the middle of a sentence.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
