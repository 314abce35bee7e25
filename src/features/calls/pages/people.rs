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
    web::{Choice, Errors, Page, RawForm, Room, words::capital},
};

/// `/appels/{slug}/personnes`.
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

/// What was typed, and what is wrong with it.
#[derive(Debug, Default, Serialize)]
pub struct PeopleForm {
    email: String,
    name: String,
    institution: String,
    role: String,
    errors: Errors,
}

impl PeopleForm {
    /// A form to be corrected.
    #[must_use]
    pub fn refused(raw: &RawForm, errors: Errors) -> Self {
        let typed = |name: &str| raw.get(name).to_owned();
        Self {
            email: typed("email"),
            name: typed("name"),
            institution: typed("institution"),
            role: typed("role"),
            errors,
        }
    }
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "pages/calls/people.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "personnes";
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
            options: Role::ON_CALL.iter().map(|(_, code)| Choice::new(*code, word(code))).collect(),
            institutions: institutions
                .iter()
                .map(|institution| Choice::new(institution.id.to_string(), institution.name.clone()))
                .collect(),
            form,
        }
    }
}
