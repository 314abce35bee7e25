//! Pages of the site.

use domain::time::Zone;
use fluent_templates::fluent_bundle::FluentValue;
use serde::Serialize;

use crate::{
    config::Site,
    features::{
        calls::store::HeldCall,
        manifest::{Duty, Owed},
    },
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

impl WorkCall {
    /// A call with what awaits the person there.
    #[must_use]
    pub fn of(call: &HeldCall, duties: &[(Duty, Owed)], lang: Lang) -> Self {
        let task = |(duty, owed): &(Duty, Owed)| {
            let role = duty.role.name_on_call().unwrap_or_default();
            Task {
                id: format!("{}-{role}", call.slug),
                href: format!("/appels/{}/{}", call.slug, duty.section),
                title: i18n::word(lang, duty.key),
                hint: i18n::word(lang, &format!("role-{}", role.replace('_', "-"))),
                status: match owed.count {
                    Some(count) => i18n::text(lang, owed.key, &[("count", count.into())]),
                    None => i18n::word(lang, owed.key),
                },
                tone: owed.tone,
            }
        };
        Self {
            title: call.title.clone(),
            href: format!("/appels/{}", call.slug),
            tasks: duties.iter().map(task).collect(),
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
