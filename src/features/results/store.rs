//! What the results read of verdicts, people and the journal.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    answers::Answers,
    call::Call,
    committee::Sheet,
    ids::{CallId, DossierId},
    journal::EventKind,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    db::{
        Db, Keep,
        entities::{admissibility_verdict, event},
    },
    error::AppResult,
    features::{calls::store::LoadedCall, dossiers},
};

/// Motives of the unfavourable verdicts of dossiers.
///
/// # Errors
/// When the database does not answer.
pub async fn list_refusal_motives(
    conn: &impl ConnectionTrait,
    dossiers: &[DossierId],
) -> AppResult<BTreeMap<DossierId, Vec<String>>> {
    let rows = admissibility_verdict::Entity::find()
        .filter(admissibility_verdict::Column::DossierId.is_in(dossiers.iter().map(|id| id.uuid())))
        .filter(admissibility_verdict::Column::Favourable.eq(false))
        .order_by_asc(admissibility_verdict::Column::Kind)
        .all(conn)
        .await?;
    let mut motives: BTreeMap<DossierId, Vec<String>> = BTreeMap::new();
    for row in rows {
        motives.entry(DossierId::from_uuid(row.dossier_id)).or_default().push(row.motive);
    }
    Ok(motives)
}

/// What is told to the public of the laureates, beside the sheet.
#[derive(Default)]
pub struct Told {
    /// What each laureate tells the public, if it may be published.
    pub summaries: BTreeMap<DossierId, String>,
    /// The anchor of the publication in the journal.
    pub anchor: String,
}

impl Keep for Told {
    fn bytes(&self) -> usize {
        self.summaries.values().map(|summary| summary.len() + 64).sum()
    }
}

/// Filings are read this many at a time, so that a large call does not stand whole in memory.
const BATCH: usize = 1_000;

/// Reads it from the filings of the laureates, and of nobody else; kept until something happens on the call.
///
/// # Errors
/// When the database does not answer.
pub async fn read_told(db: &Db, call: &LoadedCall, sheet: &Sheet) -> AppResult<Arc<Told>> {
    let conn = db.reader();
    db.kept(call.id, &BTreeSet::new(), &call.version, async {
        let filings: Vec<_> = sheet.laureates().iter().filter_map(|laureate| laureate.dossier.submission).collect();
        let mut told = Told { anchor: find_anchor(conn, call.id).await?.unwrap_or_default(), ..Told::default() };
        for batch in filings.chunks(BATCH) {
            for filing in dossiers::store::load_submissions(conn, call, batch).await? {
                told.summaries.insert(filing.dossier, public_summary(&filing.definition, &filing.snapshot.answers));
            }
        }
        Ok(told)
    })
    .await
}

/// The summary for the public, unless the applicant refused.
fn public_summary(call: &Call, answers: &Answers) -> String {
    let reads = &call.form.reads;
    match reads.publication_consent.as_ref().and_then(|question| answers.yes_no(question)) {
        Some(false) => String::new(),
        _ => answers.text(&reads.public_summary).unwrap_or_default().to_owned(),
    }
}

/// The anchor of the publication in the journal, `SEQ:HASH`; `None` before it.
///
/// # Errors
/// When the database does not answer.
pub async fn find_anchor(conn: &impl ConnectionTrait, call: CallId) -> AppResult<Option<String>> {
    let row = event::Entity::find()
        .filter(event::Column::CallId.eq(call.uuid()))
        .filter(event::Column::Kind.eq(EventKind::ResultsPublished.as_str()))
        .one(conn)
        .await?;
    Ok(row.map(|row| format!("{}:{}", row.seq, row.hash)))
}
