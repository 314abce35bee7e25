//! Where rooms are, as they declare it themselves: the toolbox knows none of them by name.

use domain::permissions::{self, Action, Decision, Role};
use serde::Serialize;

use super::{Room, Shell, Visit};
use crate::{
    db::Actor,
    i18n::{self, Lang},
};

/// A section of the navigation.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// Its address; for the staff of a call, what follows the address of the call.
    pub path: &'static str,
    /// The Fluent key of its name.
    pub key: &'static str,
    /// What one must be allowed to do there: who may not, does not see it.
    pub action: Action,
}

/// All that the toolbox is told of rooms.
#[derive(Debug)]
pub struct Navigation {
    /// Sections of the site, in their order.
    pub site: Vec<Section>,
    /// Sections of the staff of a call, in their order.
    pub staff: Vec<Section>,
    /// Where one signs in.
    pub sign_in: &'static str,
    /// Where one declares one's interests: what follows the address of a call.
    pub declaration: &'static str,
}

/// A link of the navigation.
#[derive(Serialize)]
pub(super) struct NavItem {
    href: String,
    label: String,
    current: bool,
}

impl Navigation {
    /// The links that somebody sees on a page.
    pub(super) fn links(&self, visit: &Visit, shell: &Shell) -> Vec<NavItem> {
        match (shell.room, &shell.call) {
            (Room::Staff, Some(call)) => {
                let base = format!("/appels/{}/", call.slug);
                shown(&self.staff, &shell.roles, &base, shell.section, visit.lang)
            }
            _ => shown(&self.site, roles_on_the_site(&visit.actor), "", shell.section, visit.lang),
        }
    }
}

const fn roles_on_the_site(actor: &Actor) -> &'static [Role] {
    match actor {
        Actor::User { operator: true, .. } => &[Role::Account, Role::Operator],
        Actor::User { .. } => &[Role::Account],
        Actor::Visitor | Actor::Link(_) | Actor::Worker | Actor::CommandLine => &[Role::Visitor],
    }
}

fn shown(sections: &[Section], roles: &[Role], base: &str, current: &str, lang: Lang) -> Vec<NavItem> {
    let open = sections.iter().filter(|section| permissions::decide(roles, section.action) == Decision::Allowed);
    let item = |section: &Section| NavItem {
        href: format!("{base}{}", section.path),
        label: i18n::word(lang, section.key),
        current: current == section.path,
    };
    open.map(item).collect()
}
