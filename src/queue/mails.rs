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

/// Composes a mail from `templates/mail/<message>/{subject.txt,body.txt,body.html}`.
///
/// Templates see `mail` (the given data) and `site` (`base_url`).
///
/// # Errors
/// When a template is wrong.
pub fn compose(
    app: &App,
    lang: Lang,
    message: &'static str,
    recipient: &str,
    data: &impl Serialize,
) -> AppResult<NewMail> {
    let mut context = tera::Context::new();
    context.insert("mail", data);
    context.insert("lang", lang.code());
    context.insert("site", &serde_json::json!({ "base_url": app.config.http.base_url }));
    let part = |name: &str| i18n::with_lang(lang, || app.templates.render(&format!("mail/{message}/{name}"), &context));
    Ok(NewMail {
        message,
        recipient: recipient.to_owned(),
        // A subject is one line, whatever a person typed into what it quotes.
        subject: part("subject.txt")?.split_whitespace().collect::<Vec<_>>().join(" "),
        body_text: part("body.txt")?,
        body_html: part("body.html")?,
        attachment: None,
    })
}
