//! Mails, composed from templates in the transaction of the action and sent by the worker afterwards.

use serde::Serialize;

use crate::{
    app::App,
    error::AppResult,
    i18n::{self, Lang},
};

/// A mail, composed and not sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMail {
    /// Folder of its templates: `receipt`, `invitation`.
    pub message: &'static str,
    /// Address.
    pub recipient: String,
    /// Subject, on one line.
    pub subject: String,
    /// Plain text.
    pub body_text: String,
    /// HTML.
    pub body_html: String,
    /// A stored PDF that goes with it.
    pub attachment: Option<Attached>,
}

/// A stored PDF that goes with a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its key in the store of files.
    pub key: String,
    /// The name under which it is received.
    pub name: String,
}

/// What a mail says. Its templates see these fields as `mail`.
pub trait Message: Serialize {
    /// Folder of its templates: `templates/mail/<name>/{subject.txt,body.txt,body.html}`. Stored with the mail.
    const NAME: &'static str;
    /// The Fluent key by which operators know it.
    const LABEL: &'static str;
}

/// A kind of mail, in the list of the room that sends it.
#[derive(Clone, Copy, Debug)]
pub struct MailKind {
    /// See [`Message::NAME`].
    pub name: &'static str,
    /// See [`Message::LABEL`].
    pub label: &'static str,
}

impl MailKind {
    /// The kind of a message.
    #[must_use]
    pub const fn of<M: Message>() -> Self {
        Self { name: M::NAME, label: M::LABEL }
    }
}

/// Composes a mail from the templates of its message.
///
/// Templates see `mail` (the message) and `site` (`base_url`).
///
/// # Errors
/// When a template is wrong.
pub fn compose<M: Message>(app: &App, lang: Lang, recipient: &str, message: &M) -> AppResult<NewMail> {
    let mut context = tera::Context::new();
    context.insert("mail", message);
    context.insert("lang", lang.code());
    context.insert("site", &serde_json::json!({ "base_url": app.config.http.base_url }));
    let name = M::NAME;
    let part = |file: &str| i18n::with_lang(lang, || app.templates.render(&format!("mail/{name}/{file}"), &context));
    Ok(NewMail {
        message: name,
        recipient: recipient.to_owned(),
        // A subject is one line, whatever a person typed into what it quotes.
        subject: part("subject.txt")?.split_whitespace().collect::<Vec<_>>().join(" "),
        body_text: part("body.txt")?,
        body_html: part("body.html")?,
        attachment: None,
    })
}
