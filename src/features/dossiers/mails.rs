//! What the mails of this room say.

use serde::Serialize;

use crate::queue::Message;

/// Tells an applicant that their dossier was filed; the receipt goes with it.
#[derive(Debug, Serialize)]
pub struct ReceiptMail {
    /// The person.
    pub name: String,
    /// Number of the dossier.
    pub number: String,
    /// When it was filed.
    pub date: String,
    /// Title of the call.
    pub call: String,
    /// Name of the project.
    pub project: String,
    /// The call is invented.
    pub fictitious: bool,
    /// Digest of the filing.
    pub digest: String,
    /// Where the filing stands in the journal.
    pub anchor: String,
    /// What silence means, and from which day.
    pub silence: String,
    /// Id of the dossier, for its address.
    pub dossier: String,
    /// Whom to ask.
    pub service: String,
}

impl Message for ReceiptMail {
    const NAME: &'static str = "receipt";
    const LABEL: &'static str = "dossiers-mail-receipt";
}
