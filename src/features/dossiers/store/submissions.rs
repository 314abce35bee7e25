//! Filings: a frozen text, its digest, what the rules found of it.

use std::sync::Arc;

use domain::{
    answers::Answers,
    call::Call,
    canonical::sha256_hex,
    dossier::State,
    ids::{DossierId, SubmissionId, UserId},
    rules::{Evidence, FindingOutcome},
    time::Instant,
};
use futures::TryStreamExt;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, IntoActiveModel,
    JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select, sea_query::Expr,
};

use super::snapshot::{Frozen, Snapshot};
use crate::{
    db::{
        entities::{dossier, finding, submission},
        write::{Concluded, LockedDossier, WriteTx},
    },
    error::{AppError, AppResult},
    features::calls::{self, store::LoadedCall},
};

/// A filing.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// Its id.
    pub id: SubmissionId,
    /// Its dossier.
    pub dossier: DossierId,
    /// Rank among the filings of the dossier, from 1.
    pub number: i64,
    /// What was filed.
    pub snapshot: Snapshot,
    /// The call, as it was revised when the dossier was filed.
    pub definition: Arc<Call>,
    /// SHA-256 of the snapshot's text.
    pub digest: String,
    /// When it arrived.
    pub filed_at: Instant,
    /// Who filed it.
    pub filed_by: UserId,
    /// Rank of its event in the journal.
    pub event_seq: i64,
    /// Hash of its event.
    pub event_hash: String,
    /// Where the receipt is stored, once it was made.
    pub receipt_key: Option<String>,
    /// Where the printed dossier is stored, once it was made.
    pub print_key: Option<String>,
}

impl Submission {
    /// The anchor of the receipt: `SEQ:HASH` of the event in the journal.
    #[must_use]
    pub fn anchor(&self) -> String {
        format!("{}:{}", self.event_seq, self.event_hash)
    }
}

/// Reads filings under the definitions that they were made under. That of the call as it is now need not be asked for.
async fn read(
    conn: &impl ConnectionTrait,
    rows: Vec<submission::Model>,
    now: Option<&LoadedCall>,
) -> AppResult<Vec<Submission>> {
    let frozen: Vec<Frozen> = rows.iter().map(thaw).collect::<AppResult<_>>()?;
    let others = frozen.iter().map(|frozen| frozen.revision).filter(|id| now.is_none_or(|call| call.revision != *id));
    let mut definitions = calls::store::load_revisions(conn, others).await?;
    definitions.extend(now.map(|call| (call.revision, call.definition.clone())));
    rows.into_iter()
        .zip(frozen)
        .map(|(row, frozen)| {
            let definition = definitions.get(&frozen.revision).ok_or(AppError::NotFound)?;
            read_one(row, frozen, definition.clone())
        })
        .collect()
}

/// Opens the text of a filing, once it is known to be the one that was filed and not erased since.
fn thaw(row: &submission::Model) -> AppResult<Frozen> {
    check(row)?;
    Ok(serde_json::from_str(&row.snapshot)?)
}

fn check(row: &submission::Model) -> AppResult<()> {
    if row.snapshot.is_empty() {
        return Err(AppError::Erased);
    }
    if sha256_hex(row.snapshot.as_bytes()) == row.digest {
        return Ok(());
    }
    Err(AppError::internal(format!("the text of filing {} is not the one of its digest", row.id)))
}

fn read_one(row: submission::Model, frozen: Frozen, definition: Arc<Call>) -> AppResult<Submission> {
    let answers = Answers::from_json(&definition.form, &frozen.answers)
        .ok_or_else(|| AppError::internal(format!("the answers of filing {} cannot be read", row.id)))?;
    Ok(Submission {
        id: SubmissionId::from_uuid(row.id),
        dossier: DossierId::from_uuid(row.dossier_id),
        number: row.number,
        snapshot: Snapshot {
            dossier: frozen.dossier,
            call: frozen.call,
            revision: frozen.revision,
            number: frozen.number,
            track: frozen.track,
            lead: frozen.lead,
            answers,
            documents: frozen.documents,
            filed_at: frozen.filed_at,
            findings: frozen.findings,
        },
        definition,
        digest: row.digest,
        filed_at: Instant::from_micros(row.filed_at),
        filed_by: UserId::from_uuid(row.filed_by),
        event_seq: row.event_seq,
        event_hash: row.event_hash,
        receipt_key: row.receipt_key,
        print_key: row.print_key,
    })
}

/// A filing.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_submission(conn: &impl ConnectionTrait, id: SubmissionId) -> AppResult<Submission> {
    list(conn, &[id], None).await?.pop().ok_or(AppError::NotFound)
}

/// A filing of a call that was read already.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_submission_of(
    conn: &impl ConnectionTrait,
    call: &LoadedCall,
    id: SubmissionId,
) -> AppResult<Submission> {
    list(conn, &[id], Some(call)).await?.pop().ok_or(AppError::NotFound)
}

/// Filings of a call by their ids, in the order of arrival; erased ones are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn load_submissions(
    conn: &impl ConnectionTrait,
    call: &LoadedCall,
    ids: &[SubmissionId],
) -> AppResult<Vec<Submission>> {
    let kept = rows_of(ids).filter(submission::Column::Snapshot.ne(""));
    read(conn, kept.all(conn).await?, Some(call)).await
}

/// Goes through the valid filings of a call in the order of their numbers, withdrawn and erased dossiers left out, one at
/// a time: a large call does not stand whole in memory.
///
/// # Errors
/// When the database does not answer or a filing cannot be read.
pub async fn for_each_filing(
    conn: &DatabaseConnection,
    call: &LoadedCall,
    mut visit: impl FnMut(&Submission),
) -> AppResult<()> {
    let definitions = calls::store::load_revisions_of(conn, call).await?;
    let mut rows = submission::Entity::find()
        .join_rev(JoinType::InnerJoin, dossier::Relation::Submission.def())
        .filter(dossier::Column::CallId.eq(call.id.uuid()))
        .filter(dossier::Column::Serial.is_not_null())
        .filter(dossier::Column::State.ne(State::Withdrawn.as_str()))
        .filter(submission::Column::Snapshot.ne(""))
        .order_by_asc(dossier::Column::Serial)
        .stream(conn)
        .await?;
    while let Some(row) = rows.try_next().await? {
        let frozen = thaw(&row)?;
        let definition = definitions.get(&frozen.revision).ok_or(AppError::NotFound)?;
        visit(&read_one(row, frozen, definition.clone())?);
    }
    Ok(())
}

async fn list(
    conn: &impl ConnectionTrait,
    ids: &[SubmissionId],
    now: Option<&LoadedCall>,
) -> AppResult<Vec<Submission>> {
    read(conn, rows_of(ids).all(conn).await?, now).await
}

fn rows_of(ids: &[SubmissionId]) -> Select<submission::Entity> {
    submission::Entity::find()
        .filter(submission::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_asc(submission::Column::FiledAt)
        .order_by_asc(submission::Column::Id)
}

/// All filings of a dossier, the first one first: rank, arrival and digest.
///
/// # Errors
/// When the database does not answer.
pub async fn list_submissions_of(
    conn: &impl ConnectionTrait,
    dossier: DossierId,
) -> AppResult<Vec<(i64, Instant, String)>> {
    let rows = submission::Entity::find()
        .filter(submission::Column::DossierId.eq(dossier.uuid()))
        .order_by_asc(submission::Column::Number)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.number, Instant::from_micros(row.filed_at), row.digest)).collect())
}

/// The text of a filing, byte for byte as it was hashed.
///
/// # Errors
/// `NotFound` when there is none; when the text is not the one of its digest.
pub async fn load_text(conn: &impl ConnectionTrait, id: SubmissionId) -> AppResult<String> {
    let row = submission::Entity::find_by_id(id.uuid()).one(conn).await?.ok_or(AppError::NotFound)?;
    check(&row)?;
    Ok(row.snapshot)
}

/// Writes a filing and what the rules found of it.
pub(in crate::features::dossiers) async fn insert(
    tx: &WriteTx<LockedDossier>,
    new: &Submission,
    text: String,
) -> AppResult<()> {
    let row = submission::Model {
        id: new.id.uuid(),
        dossier_id: tx.on().row().id,
        number: new.number,
        snapshot: text,
        digest: new.digest.clone(),
        filed_at: new.filed_at.micros(),
        filed_by: new.filed_by.uuid(),
        event_seq: new.event_seq,
        event_hash: new.event_hash.clone(),
        receipt_key: None,
        print_key: None,
    };
    submission::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    let mut rows = Vec::new();
    for (position, found) in new.snapshot.findings.iter().enumerate() {
        let row = finding::Model {
            submission_id: new.id.uuid(),
            rule: found.rule.clone(),
            dossier_id: tx.on().row().id,
            position: i64::try_from(position).unwrap_or(i64::MAX),
            outcome: found.outcome.as_str().into(),
            evidence: serde_json::to_string(&found.evidence)?,
            decision: None,
            motive: String::new(),
            decided_by: None,
            decided_at: None,
        };
        rows.push(row.into_active_model());
    }
    if !rows.is_empty() {
        finding::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// Writes the anchor of a filing, known once its event stands in the journal.
pub(in crate::features::dossiers) async fn save_anchor(
    concluded: &Concluded<LockedDossier>,
    id: SubmissionId,
) -> AppResult<()> {
    let written = submission::Entity::update_many()
        .col_expr(submission::Column::EventSeq, Expr::value(concluded.event.seq))
        .col_expr(submission::Column::EventHash, Expr::value(concluded.event.hash.to_string()))
        .filter(submission::Column::Id.eq(id.uuid()))
        .filter(submission::Column::DossierId.eq(concluded.on().row().id))
        .exec(concluded.conn())
        .await?;
    if written.rows_affected == 1 { Ok(()) } else { Err(AppError::NotFound) }
}

/// Marks what a rule found of a filing of the call anew, as when a later dossier of the same lead takes its place.
pub(in crate::features::dossiers) async fn save_finding(
    tx: &WriteTx<LockedDossier>,
    id: SubmissionId,
    rule: &str,
    outcome: FindingOutcome,
    evidence: &[Evidence],
) -> AppResult<()> {
    let of_call = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Id)
        .filter(dossier::Column::CallId.eq(tx.on().call().uuid()))
        .into_query();
    finding::Entity::update_many()
        .col_expr(finding::Column::Outcome, Expr::value(outcome.as_str()))
        .col_expr(finding::Column::Evidence, Expr::value(serde_json::to_string(evidence)?))
        .filter(finding::Column::SubmissionId.eq(id.uuid()))
        .filter(finding::Column::Rule.eq(rule))
        .filter(finding::Column::DossierId.in_subquery(of_call))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Writes where the printed documents of a filing are stored. Says whether it was not known yet: of two workers
/// that made them, one is told yes.
///
/// # Errors
/// When the database refuses.
pub async fn save_prints(tx: &WriteTx<LockedDossier>, id: SubmissionId, receipt: &str, print: &str) -> AppResult<bool> {
    let filing = load_submission(tx.conn(), id).await?;
    if filing.dossier != tx.on().id() {
        return Err(AppError::NotFound);
    }
    if filing.receipt_key.is_some() {
        return Ok(false);
    }
    let change = submission::ActiveModel {
        id: Set(id.uuid()),
        receipt_key: Set(Some(receipt.to_owned())),
        print_key: Set(Some(print.to_owned())),
        ..Default::default()
    };
    change.update(tx.conn()).await?;
    Ok(true)
}
