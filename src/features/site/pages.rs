//! Pages of the site.

use domain::{permissions::Role, time::Zone};
use fluent_templates::fluent_bundle::FluentValue;
use serde::Serialize;

use super::store::{CallLine, Sitting};
use crate::{
    config::Site,
    i18n::{self, Lang},
    web::Page,
};

/// A page of text: all of its words are in the locales.
#[derive(Debug, Serialize)]
pub struct TextPage {
    /// Title.
    pub title: String,
    /// First sentence.
    pub lead: String,
    /// What follows.
    pub sections: Vec<Section>,
}

impl Page for TextPage {
    const TEMPLATE: &'static str = "pages/site/text.html";
}

/// A part of a page of text.
#[derive(Debug, Serialize)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Paragraphs and lists, in order.
    pub blocks: Vec<Block>,
}

/// A paragraph, or a list when it has items.
#[derive(Debug, Serialize)]
pub struct Block {
    /// Words of a paragraph.
    pub text: String,
    /// Items of a list.
    pub items: Vec<String>,
}

impl Block {
    fn of(text: &str) -> Self {
        let items: Vec<String> = text.lines().filter_map(|line| line.strip_prefix("- ")).map(str::to_owned).collect();
        let text = if items.is_empty() { text.to_owned() } else { String::new() };
        Self { text, items }
    }
}

impl TextPage {
    /// The page whose keys start with `stem`: `-title`, `-lead`, then `-1-title`, `-1-text`…
    /// An empty line separates paragraphs; lines that start with a hyphen are a list.
    #[must_use]
    pub fn of(stem: &str, site: &Site, lang: Lang) -> Self {
        let unset = || i18n::word(lang, "site-unset");
        let value = |setting: &Option<String>| FluentValue::from(setting.clone().unwrap_or_else(unset));
        let args = [
            ("publisher", value(&site.publisher)),
            ("director", value(&site.director)),
            ("host", value(&site.host)),
            ("contact", value(&site.contact)),
            ("source", value(&site.source)),
            ("version", FluentValue::from(env!("CARGO_PKG_VERSION"))),
        ];
        let section = |n: usize| {
            let title = i18n::try_text(lang, &format!("{stem}-{n}-title"), &args)?;
            let text = i18n::text(lang, &format!("{stem}-{n}-text"), &args);
            Some(Section { title, blocks: text.split("\n\n").map(Block::of).collect() })
        };
        Self {
            title: i18n::text(lang, &format!("{stem}-title"), &args),
            lead: i18n::text(lang, &format!("{stem}-lead"), &args),
            sections: (1..).map_while(section).collect(),
        }
    }
}

/// What awaits a person: calls on which they hold a role.
#[derive(Debug, Serialize)]
pub struct WorkPage {
    /// Calls.
    pub calls: Vec<WorkCall>,
}

impl Page for WorkPage {
    const TEMPLATE: &'static str = "pages/site/work.html";
    const SECTION: &'static str = "/travail";
}

/// A call on which one holds roles.
#[derive(Debug, Serialize)]
pub struct WorkCall {
    /// Title.
    pub title: String,
    /// Its public page.
    pub href: String,
    /// One line per role.
    pub tasks: Vec<Task>,
}

/// A role, and where it is exercised.
#[derive(Debug, Serialize)]
pub struct Task {
    /// For labels.
    pub id: String,
    /// Where.
    pub href: String,
    /// What one does there.
    pub title: String,
    /// The role.
    pub hint: String,
    /// What is owed.
    pub status: String,
    /// `todo`, `ok` or `info`.
    pub tone: &'static str,
}

/// Roles in the order of the work, with the section where each is exercised.
const SECTIONS: [(Role, &str, &str); 7] = [
    (Role::CallManager, "tableau-de-bord", "site-work-manage"),
    (Role::CaseOfficer, "recevabilite", "site-work-check"),
    (Role::Reviewer, "evaluations", "site-work-review"),
    (Role::Chair, "comite", "site-work-chair"),
    (Role::Secretary, "comite", "site-work-secretary"),
    (Role::CommitteeMember, "comite", "site-work-sit"),
    (Role::DecidingAuthority, "decision", "site-work-sign"),
];

/// What a call owes to, and waits for from, those who hold roles on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Filing is over.
    pub closed: bool,
    /// Reviews that the person has not handed in.
    pub reviews: i64,
    /// Dossiers without their verdicts.
    pub to_examine: i64,
    /// How far the committee is.
    pub sitting: Sitting,
}

impl Owed {
    /// What a role still has to do, and the tone of it.
    fn status(self, role: Role, call: &CallLine, lang: Lang) -> (String, &'static str) {
        let say = |key: &str, tone| (i18n::word(lang, &format!("site-work-{key}")), tone);
        let count = |key: &str, n: i64| (i18n::text(lang, &format!("site-work-{key}"), &[("count", n.into())]), "todo");
        let sitting = self.sitting;
        match role {
            _ if call.results_published => say("published", "ok"),
            _ if !self.closed => say("open", "info"),
            Role::Reviewer if self.reviews == 0 => say("no-review", "ok"),
            Role::Reviewer => count("reviews", self.reviews),
            Role::CaseOfficer if self.to_examine == 0 => say("all-examined", "ok"),
            Role::CaseOfficer => count("to-examine", self.to_examine),
            Role::CallManager if sitting.signed => say("to-publish", "todo"),
            Role::CallManager => say("under-way", "info"),
            _ if sitting.signed => say("signed", "ok"),
            _ if !sitting.frozen => say("not-ranked", "info"),
            Role::Chair if !sitting.chair => say("to-adopt", "todo"),
            Role::Secretary if !sitting.secretary => say("to-adopt", "todo"),
            Role::Chair | Role::Secretary => say("adopted", "ok"),
            Role::DecidingAuthority if sitting.chair && sitting.secretary => say("to-sign", "todo"),
            _ => say("not-adopted", "info"),
        }
    }
}

impl WorkCall {
    /// A call with the roles held on it, and what each still has to do there.
    #[must_use]
    pub fn of(call: &CallLine, roles: &[Role], owed: Owed, lang: Lang) -> Self {
        let task = |(role, section, key): &(Role, &str, &str)| {
            let name = role.name_on_call().unwrap_or_default();
            let (status, tone) = owed.status(*role, call, lang);
            Task {
                id: format!("{}-{name}", call.slug),
                href: format!("/appels/{}/{section}", call.slug),
                title: i18n::word(lang, key),
                hint: i18n::word(lang, &format!("role-{}", name.replace('_', "-"))),
                status,
                tone,
            }
        };
        Self {
            title: call.title.clone(),
            href: format!("/appels/{}", call.slug),
            tasks: SECTIONS.iter().filter(|(role, ..)| roles.contains(role)).map(task).collect(),
        }
    }
}

/// Mails that the demonstration would have sent.
#[derive(Debug, Serialize)]
pub struct MailsPage {
    /// Newest first.
    pub mails: Vec<MailLine>,
}

impl Page for MailsPage {
    const TEMPLATE: &'static str = "pages/site/mails.html";
}

/// A mail, in a line.
#[derive(Debug, Serialize)]
pub struct MailLine {
    /// Its page.
    pub href: String,
    /// Subject.
    pub subject: String,
    /// Address.
    pub recipient: String,
    /// When it was written, in words.
    pub when: String,
    /// The worker has passed.
    pub sent: bool,
}

/// One mail.
#[derive(Debug, Serialize)]
pub struct MailPage {
    /// Subject, recipient, date.
    pub line: MailLine,
    /// Plain text.
    pub text: String,
    /// Pages of this site that the mail leads to.
    pub links: Vec<String>,
}

impl Page for MailPage {
    const TEMPLATE: &'static str = "pages/site/mail.html";
}

/// Addresses of this site in a text, without its name, each once.
#[must_use]
pub fn links_in(text: &str, base_url: &str) -> Vec<String> {
    let base = base_url.trim_end_matches('/');
    let mut links: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(path) = word.strip_prefix(base).filter(|path| path.starts_with('/'))
            && !links.iter().any(|known| known == path)
        {
            links.push(path.to_owned());
        }
    }
    links
}

/// When a mail was written, in words.
#[must_use]
pub fn moment(at: i64, lang: Lang) -> String {
    i18n::date_time(lang, domain::time::Instant::from_micros(at), Zone::PARIS)
}
