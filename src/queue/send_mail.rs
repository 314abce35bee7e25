//! Sends a mail once: a mail marked as sent is left alone.

use domain::{ids::MailId, permissions::Action};
use serde::{Deserialize, Serialize};

use super::{JobDone, JobFailed, Lane, Running, Work, store};
use crate::{
    app::App,
    db::{Act, Actor},
    files,
    mailer::{self, Outgoing},
};

/// Sends a mail.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendMail {
    /// The mail.
    pub mail: MailId,
}

impl Work for SendMail {
    const KIND: &'static str = "send_mail";
    const LANE: Lane = Lane::Mails;
    const LABEL: &'static str = "jobs-mail-other";

    async fn run(self, running: Running) -> JobDone {
        send(&running.app, self.mail).await?;
        Ok(None)
    }
}

async fn send(app: &App, id: MailId) -> Result<(), JobFailed> {
    let Some(mail) = store::find_mail(&app.db, id).await? else { return Ok(()) };
    if mail.sent_at.is_some() {
        return Ok(());
    }
    let file = match &mail.attachment_key {
        Some(key) => Some(files::get(&*app.files, key).await?),
        None => None,
    };
    let outgoing = Outgoing {
        id: &id.to_string(),
        from: &app.config.mail.from,
        recipient: &mail.recipient,
        subject: &mail.subject,
        text: &mail.body_text,
        html: &mail.body_html,
        attachment: mail.attachment_name.as_deref().zip(file.as_deref()),
    };
    app.mailer.send(&outgoing).await?;
    tracing::info!(mail = %id, message = mail.message, recipient = mailer::mask(&mail.recipient), "mail sent");
    let tx = Act::now(app, &Actor::Worker).on_platform(Action::RunJobs).await?;
    store::save_mail_sent(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}
