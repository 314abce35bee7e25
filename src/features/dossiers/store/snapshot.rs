//! What is frozen at each filing: its canonical text never changes.

use domain::{
    answers::Answers,
    call::{PieceCode, TrackCode},
    canonical,
    ids::{DocumentId, DossierId, RevisionId},
    rules::Finding,
    time::Instant,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Document;
use crate::error::AppResult;

/// Who leads, as filed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Name.
    pub name: String,
    /// SIRET.
    pub siret: String,
    /// SIREN.
    pub siren: String,
}

/// A file of a filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotDocument {
    /// The document.
    pub id: DocumentId,
    /// The piece, or the file question, that it answers.
    pub piece: PieceCode,
    /// Its name, as it was sent.
    pub file_name: String,
    /// Its type, by its content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of its content.
    pub sha256: String,
    /// Where its content is stored.
    pub storage_key: String,
}

impl From<&Document> for SnapshotDocument {
    fn from(document: &Document) -> Self {
        Self {
            id: document.id,
            piece: document.piece.clone(),
            file_name: document.file_name.clone(),
            media_type: document.media_type.clone(),
            size: document.size,
            sha256: document.sha256.clone(),
            storage_key: document.storage_key.clone(),
        }
    }
}

/// What was filed. Its canonical text never changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The dossier.
    pub dossier: DossierId,
    /// Short name of the call.
    pub call: String,
    /// Revision of the call.
    pub revision: RevisionId,
    /// Public number of the dossier.
    pub number: String,
    /// Its track.
    pub track: TrackCode,
    /// Who leads.
    pub lead: Lead,
    /// The answers.
    pub answers: Answers,
    /// The files.
    pub documents: Vec<SnapshotDocument>,
    /// When it arrived.
    pub filed_at: Instant,
    /// What the rules found at that instant.
    pub findings: Vec<Finding>,
}

/// The same as it is read back, before the answers are known to be of the form.
#[derive(Deserialize)]
pub(super) struct Frozen {
    pub dossier: DossierId,
    pub call: String,
    pub revision: RevisionId,
    pub number: String,
    pub track: TrackCode,
    pub lead: Lead,
    pub answers: Value,
    pub documents: Vec<SnapshotDocument>,
    pub filed_at: Instant,
    pub findings: Vec<Finding>,
}

impl Snapshot {
    /// The canonical text: the bytes that are stored and hashed.
    ///
    /// # Errors
    /// When a number is beyond what every JSON reader holds.
    pub fn to_text(&self) -> AppResult<String> {
        let value = json!({
            "dossier": self.dossier, "call": self.call, "revision": self.revision, "number": self.number,
            "track": self.track, "lead": self.lead, "answers": self.answers.to_json(), "documents": self.documents,
            "filed_at": self.filed_at, "findings": self.findings,
        });
        Ok(canonical::to_text(&value)?)
    }
}
