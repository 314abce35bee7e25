//! What can be typeset: plain data whose texts are already written for a reader (dates, amounts, sizes in French).

use serde::{Deserialize, Serialize};

/// A document to typeset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "document", rename_all = "snake_case")]
pub enum Document {
    /// Receipt of a filing.
    Receipt(Receipt),
    /// A filed dossier, printed in full.
    Dossier(DossierPrint),
    /// A letter of the funder.
    Letter(Letter),
}

/// Receipt of a filing: an empty text leaves its line out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Title of the document, such as « Récépissé de dépôt ».
    pub title: String,
    /// Public number of the dossier.
    pub number: String,
    /// Title of the call for projects.
    pub call_title: String,
    /// Whether the dossier and its amounts are invented: every page then says so.
    pub fictitious: bool,
    /// Name of the lead organisation.
    pub lead: String,
    /// Name of the project.
    pub project: String,
    /// Track of the call in which it competes.
    pub track: String,
    /// When it was filed, with hour and time zone.
    pub filed_at_text: String,
    /// SHA-256 of the whole filing, in hexadecimal.
    pub digest: String,
    /// The pieces filed.
    pub files: Vec<ReceiptFile>,
    /// Place of the filing in the journal, `SEQ:HASH`.
    pub anchor: String,
    /// The service in charge.
    pub service: Service,
    /// What the silence of the administration means.
    pub silence_text: String,
    /// The day when silence becomes a decision.
    pub silence_date_text: String,
    /// Ways to appeal.
    pub appeals: Vec<String>,
}

/// A filed piece and its fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptFile {
    /// Name shown to people.
    pub name: String,
    /// Size, such as « 412 ko ».
    pub size_text: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// How to reach the service in charge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Name of the service.
    pub name: String,
    /// Electronic address.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Postal address; line ends are kept.
    pub address: String,
}

/// A filed dossier, printed in full.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierPrint {
    /// Title of the project.
    pub title: String,
    /// Public number of the dossier.
    pub number: String,
    /// Title of the call for projects.
    pub call_title: String,
    /// Whether the dossier and its amounts are invented: every page then says so.
    pub fictitious: bool,
    /// When it was filed, with hour and time zone.
    pub filed_at_text: String,
    /// SHA-256 of the whole filing, in hexadecimal.
    pub digest: String,
    /// The sections, in the order of the form.
    pub sections: Vec<Section>,
}

/// A titled part of a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Title of the section.
    pub title: String,
    /// Its content, in order.
    pub items: Vec<Item>,
}

/// A piece of content of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Item {
    /// A question and its answer; an empty answer is shown as such.
    Answer {
        /// The question.
        label: String,
        /// The answer; line ends are kept.
        value: String,
    },
    /// A table; rows may be shorter or longer than the headers.
    Table {
        /// What the table holds.
        label: String,
        /// Column headers, repeated on each page.
        headers: Vec<String>,
        /// Cells, row by row.
        rows: Vec<Vec<String>>,
    },
    /// A remark set apart.
    Note {
        /// Its text.
        text: String,
    },
    /// A list of pieces with their fingerprints.
    Files {
        /// What the pieces are.
        label: String,
        /// The pieces.
        files: Vec<ReceiptFile>,
    },
}

/// A letter of the funder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Lines of the sender; the first is its name.
    pub sender: Vec<String>,
    /// Lines of the recipient.
    pub recipient: Vec<String>,
    /// Place and date.
    pub date_text: String,
    /// Subject, also the title of the document.
    pub subject: String,
    /// Whether the dossier and its amounts are invented: every page then says so.
    pub fictitious: bool,
    /// The text, one entry per paragraph, salutation included.
    pub paragraphs: Vec<String>,
    /// Ways and time limits to appeal.
    pub appeals: Vec<String>,
    /// Who signs; an empty name leaves it out.
    pub signature: Signature,
    /// Small print at the end (copies, reference of the decision); may be empty.
    pub mention: String,
}

/// Who signs a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Name of the person.
    pub name: String,
    /// Office and delegation.
    pub role: String,
}
