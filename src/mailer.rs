//! Mail on its way out: to a server, a folder or memory. What is sent was composed by [`crate::queue::compose`].

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::{Attachment, Mailbox, MultiPart, header::ContentType},
};

use crate::{
    config::Mail,
    error::{AppError, AppResult},
};

/// A mail on its way out.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// What its `Message-ID` is made of: the same at each attempt, so that a mail that arrived twice is seen once.
    pub id: &'a str,
    /// Sender.
    pub from: &'a str,
    /// Address.
    pub recipient: &'a str,
    /// Subject.
    pub subject: &'a str,
    /// Plain text.
    pub text: &'a str,
    /// HTML.
    pub html: &'a str,
    /// A PDF: its name and content.
    pub attachment: Option<(&'a str, &'a [u8])>,
}

/// Why a mail was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// An address cannot be written to.
    Address,
    /// The server refuses this mail for good (5xx).
    Refused,
    /// The server asks to come back later (4xx).
    Later,
    /// The server refuses our name or password.
    Credentials,
    /// The server did not answer in time.
    Silent,
    /// The server cannot be reached, or has cut the line.
    Unreachable,
}

impl NotSent {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Address, Self::Refused, Self::Later, Self::Credentials, Self::Silent, Self::Unreachable];

    /// Whether trying again is of no use until somebody changes something.
    #[must_use]
    pub const fn for_good(self) -> bool {
        matches!(self, Self::Address | Self::Refused)
    }

    fn of(error: &lettre::transport::smtp::Error) -> Self {
        match error.status().map(u16::from) {
            // The mail is right and we are not: whoever mends the settings finds it waiting.
            Some(530 | 534 | 535 | 538) => Self::Credentials,
            _ if error.is_permanent() => Self::Refused,
            _ if error.is_transient() => Self::Later,
            _ if error.is_timeout() => Self::Silent,
            _ => Self::Unreachable,
        }
    }
}

/// A mail was not sent.
#[derive(Debug)]
pub struct SendError {
    /// Why, for people.
    pub why: NotSent,
    /// What was said, for the log; addresses are masked.
    pub detail: String,
}

impl SendError {
    fn new(why: NotSent, detail: &impl std::fmt::Display) -> Self {
        Self { why, detail: mask_all(&detail.to_string()) }
    }
}

/// Where mails go.
#[derive(Clone)]
pub enum Mailer {
    /// An SMTP server, and how long it may keep us waiting.
    Smtp(AsyncSmtpTransport<Tokio1Executor>, Duration),
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
                let patience = Duration::from_secs(mail.timeout_seconds);
                let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map_err(AppError::internal)?
                    .timeout(Some(patience))
                    .build();
                Ok(Self::Smtp(transport, patience))
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
    /// [`SendError`] says why not; whether it arrived all the same cannot be known when the line was cut.
    pub async fn send(&self, mail: &Outgoing<'_>) -> Result<(), SendError> {
        let message = message(mail)?;
        match self {
            Self::Smtp(transport, patience) => {
                // The transport's own limit is for each answer: a server that dribbles would hold us for ever.
                let sent = tokio::time::timeout(*patience * 2, transport.send(message)).await;
                let sent = sent.map_err(|_| SendError::new(NotSent::Silent, &"no end within twice the time-out"))?;
                sent.map_err(|error| SendError::new(NotSent::of(&error), &Chain(&error)))?;
            }
            Self::Folder(transport) => {
                transport.send(message).await.map_err(|error| SendError::new(NotSent::Unreachable, &Chain(&error)))?;
            }
            Self::Memory(sent) => sent
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .push(format!("{}\n{}\n\n{}", mail.recipient, mail.subject, mail.text)),
        }
        Ok(())
    }

    /// Whether mails can go out: the server greets us and takes our password, without a mail being sent.
    /// A folder is not tried.
    ///
    /// # Errors
    /// [`SendError`] says why not.
    pub async fn check(&self) -> Result<(), SendError> {
        match self {
            Self::Smtp(transport, patience) => {
                let greeted = tokio::time::timeout(*patience * 2, transport.test_connection()).await;
                let greeted = greeted.map_err(|_| SendError::new(NotSent::Silent, &"no greeting in time"))?;
                match greeted.map_err(|error| SendError::new(NotSent::of(&error), &Chain(&error)))? {
                    true => Ok(()),
                    false => Err(SendError::new(NotSent::Unreachable, &"the server closed the line")),
                }
            }
            Self::Folder(_) | Self::Memory(_) => Ok(()),
        }
    }
}

fn message(mail: &Outgoing<'_>) -> Result<lettre::Message, SendError> {
    let wrong = |error: &dyn std::error::Error| SendError::new(NotSent::Address, &Chain(error));
    let from: Mailbox = mail.from.parse().map_err(|error: lettre::address::AddressError| wrong(&error))?;
    let to: Mailbox = mail.recipient.parse().map_err(|error: lettre::address::AddressError| wrong(&error))?;
    let words = MultiPart::alternative_plain_html(mail.text.to_owned(), mail.html.to_owned());
    let builder = lettre::Message::builder()
        .message_id(Some(format!("<{}@{}>", mail.id, from.email.domain())))
        .from(from)
        .to(to)
        .subject(mail.subject);
    let built = match mail.attachment {
        None => builder.multipart(words),
        Some((name, bytes)) => {
            let pdf = ContentType::parse("application/pdf").map_err(|error| wrong(&error))?;
            let file = Attachment::new(name.to_owned()).body(bytes.to_vec(), pdf);
            builder.multipart(MultiPart::mixed().multipart(words).singlepart(file))
        }
    };
    built.map_err(|error| wrong(&error))
}

/// An error with its causes, on one line.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

/// `n…@example.org`: addresses never stand whole in logs.
#[must_use]
pub fn mask(address: &str) -> String {
    match address.split_once('@') {
        Some((name, host)) => format!("{}…@{host}", name.chars().next().unwrap_or('?')),
        None => "…".into(),
    }
}

/// A text in which each address is masked: servers repeat them in their refusals.
#[must_use]
pub fn mask_all(text: &str) -> String {
    let part = |c: char| !c.is_whitespace() && !"<>()[]«»\"',;:".contains(c);
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let start =
            rest[..at].rfind(|c| !part(c)).map_or(0, |i| i + rest[i..].chars().next().map_or(1, char::len_utf8));
        let end = rest[at..].find(|c| !part(c)).map_or(rest.len(), |i| at + i);
        out.push_str(&rest[..start]);
        out.push_str(&mask(&rest[start..end]));
        rest = &rest[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::mask_all;

    #[test]
    fn every_address_of_a_text_is_masked() {
        for (text, masked) in [
            ("550 5.1.1 <nadia.benali@example.org>: unknown", "550 5.1.1 <n…@example.org>: unknown"),
            ("à elise@exemple.fr et zoe@exemple.fr", "à e…@exemple.fr et z…@exemple.fr"),
            ("« élise@exemple.fr »", "« é…@exemple.fr »"),
            ("nobody is named", "nobody is named"),
            ("@", "?…@"),
        ] {
            assert_eq!(mask_all(text), masked);
        }
    }
}
