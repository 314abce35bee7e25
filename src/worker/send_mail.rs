//! Sends a mail once: a mail marked as sent is left alone.

use domain::{ids::MailId, permissions::Action};

use crate::{
    app::App,
    db::{Actor, Subject, authorize},
    error::AppResult,
    mailer, queue,
};

/// Sends the mail and marks it.
pub(super) async fn run(app: &App, id: MailId) -> AppResult<()> {
    let Some(mail) = queue::store::find_mail(&app.db, id).await? else { return Ok(()) };
    if mail.sent_at.is_some() {
        return Ok(());
    }
    app.mailer.send(&app.config.mail.from, &mail.recipient, &mail.subject, &mail.body_text, &mail.body_html).await?;
    tracing::info!(mail = %id, message = mail.message, recipient = mailer::mask(&mail.recipient), "mail sent");
    let tx =
        authorize(app.db.begin_write().await?, &Actor::Worker, Action::RunJobs, Subject::Platform, app.now()).await?;
    queue::store::save_mail_sent(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}
