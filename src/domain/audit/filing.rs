//! Filings: the frozen text against its digest and the act, documents and findings against the text.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Audit, Field, Thing, Value};
use crate::{
    canonical::Digest,
    ids::{DocumentId, DossierId, RevisionId, SubmissionId, UserId},
    time::Instant,
};

/// A filing as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilingRow {
    /// Its dossier.
    pub dossier: DossierId,
    /// Rank among the filings of the dossier, from 1.
    pub rank: i64,
    /// Its id.
    pub id: SubmissionId,
    /// The frozen text.
    pub snapshot: String,
    /// The digest stored beside it.
    pub digest: String,
    /// When it arrived.
    pub filed_at: Instant,
    /// Who filed it.
    pub filed_by: UserId,
    /// Place of its event in the chain, and hash, as they are stored beside it: `SEQ:HASH`.
    pub anchor: String,
    /// Where receipt and print are stored, once they were made.
    pub prints: Vec<String>,
    /// What the rules found of it.
    pub findings: Vec<FindingRow>,
}

/// A finding as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// The rule.
    pub rule: String,
    /// What it found.
    pub outcome: String,
    /// What was decided of it, when, by whom and why.
    pub decision: Option<String>,
    /// Why.
    pub motive: String,
    /// Who decided.
    pub by: Option<UserId>,
    /// When.
    pub at: Option<Instant>,
}

/// A document as it stands; the same fields stand in the frozen text of a filing that holds it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DocumentRow {
    /// Its id.
    pub id: DocumentId,
    /// The piece that it answers.
    pub piece: String,
    /// Its name.
    pub file_name: String,
    /// Its type.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of its content.
    pub sha256: String,
    /// Where its content is stored.
    pub storage_key: String,
}

impl DocumentRow {
    fn fields(&self) -> [(Field, Value); 6] {
        [
            (Field::Digest, Value::text(&self.sha256)),
            (Field::Size, Value::Integer(self.size)),
            (Field::Key, Value::text(&self.storage_key)),
            (Field::Piece, Value::text(&self.piece)),
            (Field::FileName, Value::text(&self.file_name)),
            (Field::MediaType, Value::text(&self.media_type)),
        ]
    }
}

/// A file that the store must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Where.
    pub key: String,
    /// The SHA-256 of its content; `None` for what we made ourselves, of which none is kept.
    pub sha256: Option<String>,
    /// Its dossier.
    pub dossier: DossierId,
    /// The act that tells of it.
    pub act: Option<i64>,
}

/// What is read of a frozen text.
#[derive(Deserialize)]
struct Filed {
    revision: RevisionId,
    lead: Lead,
    documents: Vec<DocumentRow>,
    findings: Vec<Found>,
}

#[derive(Deserialize)]
struct Lead {
    name: String,
    siret: String,
    siren: String,
}

#[derive(Deserialize)]
struct Found {
    rule: String,
    outcome: String,
}

impl Audit {
    /// Shows a filing with the documents of its dossier, and gives the files that the store must hold. Filings of a
    /// dossier are shown before the dossier itself.
    pub fn filing(&mut self, row: &FilingRow, documents: &BTreeMap<DocumentId, DocumentRow>) -> Vec<StoredFile> {
        let thing = Thing::Filing(row.dossier, row.rank);
        let stands = [
            (Field::Content, Value::text(Digest::of(row.snapshot.as_bytes()))),
            (Field::Digest, Value::text(&row.digest)),
            (Field::At, Value::At(row.filed_at)),
            (Field::By, Value::text(row.filed_by)),
            (Field::Anchor, Value::text(&row.anchor)),
        ];
        let true_text = self.told.get(&thing).is_some_and(|told| {
            let said = told.fields.iter().find(|(field, ..)| *field == Field::Content);
            told.exists && said.and_then(|(.., value)| value.as_ref()) == Some(&stands[0].1)
        });
        self.row(&thing, stands);
        self.decisions(row);
        // A text that is not the one that was filed says nothing of documents and findings: it is named itself.
        let filed = if true_text { serde_json::from_str::<Filed>(&row.snapshot).ok() } else { None };
        let Some((act, filed)) = self.told.get(&thing).map(|told| told.act).zip(filed) else { return Vec::new() };
        self.findings(row, &filed, act);
        self.projected(row, &filed, act);
        let file = |key: &String, sha256| StoredFile { key: key.clone(), sha256, dossier: row.dossier, act: Some(act) };
        let mut files: Vec<StoredFile> = row.prints.iter().map(|key| file(key, None)).collect();
        for document in &filed.documents {
            self.document(row.dossier, document, documents.get(&document.id), act);
            files.push(file(&document.storage_key, Some(document.sha256.clone())));
        }
        files
    }

    fn document(&mut self, dossier: DossierId, filed: &DocumentRow, row: Option<&DocumentRow>, act: i64) {
        let thing = Thing::Document(dossier, filed.id);
        let Some(row) = row else {
            return self.contradict(thing, Field::Presence, Some(act), Value::Nothing, Value::Integer(1));
        };
        for ((field, stands), (_, said)) in row.fields().into_iter().zip(filed.fields()) {
            self.compare(&thing, field, Some(act), stands, said);
        }
    }

    /// What was found is what the filed text says, but for rules that look at which dossier of a lead is kept: these
    /// are assessed anew when another dossier comes or goes, which no act tells.
    fn findings(&mut self, row: &FilingRow, filed: &Filed, act: i64) {
        let definition = self.revisions.get(&filed.revision).and_then(|(_, definition)| definition.clone());
        let again = |rule: &str| {
            let known = definition.iter().flat_map(|call| &call.rules).find(|known| known.id == rule);
            known.is_none_or(|known| known.holds.mentions("kept_by_lead"))
        };
        for found in &filed.findings {
            let thing = Thing::Finding(row.dossier, row.id, found.rule.clone());
            match row.findings.iter().find(|stands| stands.rule == found.rule) {
                Some(stands) if stands.outcome != found.outcome && again(&found.rule) => self.done.untold += 1,
                Some(stands) => {
                    let (stands, said) = (Value::text(&stands.outcome), Value::text(&found.outcome));
                    self.compare(&thing, Field::Outcome, Some(act), stands, said);
                }
                None if self.told.contains_key(&thing) => {}
                None => self.contradict(thing, Field::Presence, Some(act), Value::Nothing, Value::Integer(1)),
            }
        }
        for stands in &row.findings {
            if !filed.findings.iter().any(|found| found.rule == stands.rule) {
                let thing = Thing::Finding(row.dossier, row.id, stands.rule.clone());
                self.contradict(thing, Field::Presence, Some(act), Value::Integer(1), Value::Nothing);
            }
        }
    }

    /// What officers decided of the findings.
    fn decisions(&mut self, row: &FilingRow) {
        for stands in &row.findings {
            let thing = Thing::Finding(row.dossier, row.id, stands.rule.clone());
            if stands.decision.is_some() || self.told.contains_key(&thing) {
                let fields = [
                    (Field::Decision, Value::some(stands.decision.as_ref(), Value::text)),
                    (Field::Motive, Value::text(&stands.motive)),
                    (Field::By, Value::some(stands.by, Value::text)),
                    (Field::At, Value::some(stands.at, Value::At)),
                ];
                self.row(&thing, fields);
            }
        }
    }

    /// What lists show of the dossier is what was filed last, unless a working copy was opened since.
    fn projected(&mut self, row: &FilingRow, filed: &Filed, act: i64) {
        if self.filings.get(&row.dossier) != Some(&row.rank) || self.working.contains(&row.dossier) {
            return;
        }
        let said = [
            (Field::LeadName, Some(Value::text(&filed.lead.name))),
            (Field::LeadSiret, Some(Value::text(&filed.lead.siret))),
            (Field::LeadSiren, Some(Value::text(&filed.lead.siren))),
        ];
        self.say(Thing::Dossier(row.dossier), act, said);
    }
}
