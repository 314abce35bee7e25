//! Mail: composed from templates in the transaction of the action, sent by the worker afterwards.

use std::sync::{Arc, Mutex};

use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};
use serde::Serialize;

use crate::{
    app::App,
    config::Mail,
    error::{AppError, AppResult},
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
}

/// Where mails go.
#[derive(Clone)]
pub enum Mailer {
    /// An SMTP server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// A folder of `.eml` files.
    Folder(AsyncFileTransport<Tokio1Executor>),
    /// Memory, for tests and the replay.
    Memory(Arc<Mutex<Vec<String>>>),
}

impl Mailer {
    /// Opens what the settings name.
    ///
    /// # Errors
    /// When the folder cannot be made or the server's address is wrong.
    pub fn open(mail: &Mail) -> AppResult<Self> {
        match &mail.smtp_url {
            Some(url) => {
                let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map_err(AppError::internal)?
                    .timeout(Some(std::time::Duration::from_secs(20)))
                    .build();
                Ok(Self::Smtp(transport))
            }
            None => {
                std::fs::create_dir_all(&mail.folder)?;
                Ok(Self::Folder(AsyncFileTransport::new(&mail.folder)))
            }
        }
    }

    /// Keeps mails in memory.
    #[must_use]
    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Sends one mail.
    ///
    /// # Errors
    /// When an address is wrong or the server refuses.
    pub async fn send(&self, from: &str, recipient: &str, subject: &str, text: &str, html: &str) -> AppResult<()> {
        let from: Mailbox = from.parse()?;
        let to: Mailbox = recipient.parse()?;
        let message = Message::builder()
            .from(from)
            .to(to)
            .subject(subject)
            .multipart(MultiPart::alternative_plain_html(text.to_owned(), html.to_owned()))?;
        match self {
            Self::Smtp(transport) => {
                transport.send(message).await.map_err(AppError::internal)?;
            }
            Self::Folder(transport) => {
                transport.send(message).await.map_err(AppError::internal)?;
            }
            Self::Memory(sent) => sent
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .push(format!("{recipient}\n{subject}\n\n{text}")),
        }
        Ok(())
    }
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
    })
}

/// `n…@example.org`: addresses never stand whole in logs.
#[must_use]
pub fn mask(address: &str) -> String {
    match address.split_once('@') {
        Some((name, host)) => format!("{}…@{host}", name.chars().next().unwrap_or('?')),
        None => "…".into(),
    }
}
