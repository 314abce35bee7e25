//! Filing: the dossier is frozen, numbered, assessed, written in the journal; the receipt follows.

use std::collections::BTreeMap;

use domain::{
    answers::{Answers, Shown},
    call::{Call, PieceCode},
    canonical::sha256_hex,
    dossier::{self, EditRefused, SubmitRefused, SubmitRequest},
    ids::{DossierId, SubmissionId},
    journal::EventKind,
    money::Cents,
    permissions::Action,
    rules::{self, Facts, Finding, LeadStanding},
    time::Instant,
};
use serde_json::json;

use super::{answers::open, project};
use crate::{
    app::App,
    db::{Actor, Subject, WriteTx, authorize, journal},
    error::{AppError, AppResult},
    features::{
        calls::{self, store::LoadedCall},
        dossiers::store::{
            self, Document, DossierRow, Lead, Snapshot, SnapshotDocument, Submission, documents::count_by_piece,
        },
    },
    queue::{self, Job},
};

/// Why a dossier was not filed.
#[derive(Debug)]
pub enum SubmitError {
    /// A rule refuses it.
    Refused(SubmitRefused),
    /// Something failed.
    Failed(AppError),
}

impl<E: Into<AppError>> From<E> for SubmitError {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Assesses the rules of a call on answers and files, as if they were filed at `instant`.
#[must_use]
pub fn facts_of(
    call: &Call,
    track: &str,
    answers: &Answers,
    joined: &BTreeMap<PieceCode, usize>,
    (closes, instant): (Instant, Instant),
) -> Vec<Finding> {
    // Whoever files last is the one that is kept.
    assessed(call, track, (answers, joined), (closes, instant), LeadStanding::LastFiled)
}

fn assessed(
    call: &Call,
    track: &str,
    (answers, pieces_joined): (&Answers, &BTreeMap<PieceCode, usize>),
    (deadline, instant): (Instant, Instant),
    kept_by_lead: LeadStanding,
) -> Vec<Finding> {
    let Some(track) = call.track(track) else { return Vec::new() };
    rules::assess(&Facts { call, track, answers, pieces_joined, deadline, instant, kept_by_lead })
}

/// Files a dossier, for the first time or again. `at` is when the request arrived.
///
/// # Errors
/// [`SubmitError::Refused`] with the first rule that refuses; a late attempt is written in the journal.
pub async fn submit(app: &App, actor: &Actor, id: DossierId, at: Instant) -> Result<Submission, SubmitError> {
    let tx = app.db.begin_write().await.map_err(AppError::from)?;
    let tx = authorize(tx, actor, Action::SubmitDossier, Subject::Dossier(id), at).await?;
    // The call is locked first: numbers and « one dossier for a lead » are decided one filing at a time.
    let call_row = calls::store::lock(&tx, store::load_dossier(tx.conn(), id).await?.call).await?;
    let row = store::lock(&tx, id).await?;
    let call = calls::store::load(tx.conn(), row.call).await?;
    let definition = calls::store::load_revision_of(tx.conn(), &call, row.revision).await?;
    let answers = store::answers::load(tx.conn(), id).await?.answers(&definition.form);
    let documents = store::list_documents(tx.conn(), id).await?;
    let closes = call.definition.calendar.closes;
    // What conditions of the form hide is kept for the applicant, and is no part of what is filed.
    let shown = Shown::new(&definition, &row.track, &answers, &count_by_piece(&documents));
    let documents: Vec<Document> = documents.into_iter().filter(|document| shown.shows(&document.piece)).collect();
    let findings = facts_of(&definition, &row.track, &shown.answers, &shown.joined, (closes, at));
    let request = SubmitRequest {
        state: row.state,
        working_copy: row.working_copy(),
        opens: call.definition.calendar.opens,
        closes,
        arrived_at: at,
        rules: &definition.rules,
        findings: &findings,
    };
    if let Err(refused) = dossier::submit(&request) {
        if let SubmitRefused::Closed { at: closed } = refused {
            note_late(tx, app, &call, id, closed).await?;
        }
        return Err(SubmitError::Refused(refused));
    }
    let (number, serial) = match &row.number {
        Some(number) => (number.clone(), None),
        None => {
            let serial = store::next_number(&tx, &call_row).await?;
            (dossier::number(&definition.number_prefix, serial), Some(serial))
        }
    };
    let snapshot = freeze(&row, &call, number, (&definition, shown.answers), &documents, findings, at);
    let submission = write(&tx, app, &row, &call, (definition, snapshot, serial)).await?;
    tx.commit().await.map_err(AppError::from)?;
    Ok(submission)
}

fn freeze(
    row: &DossierRow,
    call: &LoadedCall,
    number: String,
    (definition, answers): (&Call, Answers),
    documents: &[Document],
    findings: Vec<Finding>,
    at: Instant,
) -> Snapshot {
    let lists = project(definition, &answers);
    Snapshot {
        dossier: row.id,
        call: call.slug().to_owned(),
        revision: row.revision,
        number,
        track: row.track.clone(),
        lead: Lead { name: lists.lead_name, siret: lists.lead_siret, siren: lists.lead_siren },
        documents: documents.iter().map(SnapshotDocument::from).collect(),
        answers,
        filed_at: at,
        findings,
    }
}

async fn write(
    tx: &WriteTx,
    app: &App,
    row: &DossierRow,
    call: &LoadedCall,
    (definition, snapshot, serial): (std::sync::Arc<Call>, Snapshot, Option<u32>),
) -> AppResult<Submission> {
    let text = snapshot.to_text()?;
    let earlier = store::list_submissions_of(tx.conn(), row.id).await?;
    let mut submission = Submission {
        id: SubmissionId::mint(tx.at, app.random()),
        dossier: row.id,
        number: earlier.last().map_or(1, |(number, ..)| number + 1),
        digest: sha256_hex(text.as_bytes()),
        filed_at: tx.at,
        filed_by: tx.user()?,
        event_seq: 0,
        event_hash: String::new(),
        receipt_key: None,
        print_key: None,
        definition,
        snapshot,
    };
    store::submissions::insert(tx, &submission, text).await?;
    let (definition, answers) = (&submission.definition, &submission.snapshot.answers);
    let base = definition.form.figures(answers).map_or(Cents::ZERO, |figures| figures.eligible_base());
    let lists = project(definition, answers);
    let requested = lists.requested;
    mark_superseded(tx, row, &lists.lead_siren).await?;
    store::save_filed(tx, row.id, serial, &submission, lists, base).await?;
    queue::enqueue(tx, app, &Job::MakeReceipt { submission: submission.id }).await?;
    let payload = json!({
        "digest": submission.digest, "number": submission.snapshot.number, "track": submission.snapshot.track,
        "requested_cents": requested.0, "eligible_base_cents": base.0,
    });
    let event =
        journal::append(tx, app, (row.call, call.slug()), EventKind::DossierFiled, subject(row.id), payload).await?;
    (submission.event_seq, submission.event_hash) = (event.seq, event.hash.to_string());
    store::submissions::save_anchor(tx, submission.id, event.seq, submission.event_hash.clone()).await?;
    Ok(submission)
}

fn subject(id: DossierId) -> String {
    format!("dossier:{id}")
}

/// « One dossier for a lead on a track »: those filed earlier are set aside.
async fn mark_superseded(tx: &WriteTx, row: &DossierRow, siren: &str) -> AppResult<()> {
    for other in store::list_of_lead(tx, row, siren).await? {
        mark(tx, &other, LeadStanding::Superseded).await?;
    }
    Ok(())
}

/// Assesses anew the rules of a filing that look at whether it is the one that is kept of its lead.
async fn mark(tx: &WriteTx, row: &DossierRow, kept: LeadStanding) -> AppResult<()> {
    let Some(submission) = row.submission else { return Ok(()) };
    let filed = store::load_submission(tx.conn(), submission).await?;
    let closes = calls::store::load(tx.conn(), row.call).await?.definition.calendar.closes;
    let (definition, snapshot) = (&filed.definition, &filed.snapshot);
    let mut joined: BTreeMap<PieceCode, usize> = BTreeMap::new();
    for document in &snapshot.documents {
        *joined.entry(document.piece.clone()).or_default() += 1;
    }
    let facts = (&snapshot.answers, &joined);
    let findings = assessed(definition, &row.track, facts, (closes, snapshot.filed_at), kept);
    for (rule, finding) in
        definition.rules.iter().zip(&findings).filter(|(rule, _)| rule.holds.mentions("kept_by_lead"))
    {
        store::submissions::save_finding(tx, submission, &rule.id, finding.outcome, &finding.evidence).await?;
    }
    Ok(())
}

/// Late attempts on one dossier are written at most this often: insisting does not fill the journal.
const LATE_SECONDS: i64 = 60;

async fn note_late(tx: WriteTx, app: &App, call: &LoadedCall, id: DossierId, closed: Instant) -> AppResult<()> {
    let payload = json!({ "arrived_at": tx.at, "closed_at": closed });
    let kind = EventKind::LateFilingRefused;
    let last = journal::last_of(tx.conn(), call.id, kind, &subject(id)).await?;
    if last.is_some_and(|last| tx.at < last.plus_seconds(LATE_SECONDS)) {
        return Ok(());
    }
    journal::append(&tx, app, (call.id, call.slug()), kind, subject(id), payload).await?;
    Ok(tx.commit().await?)
}

/// Opens a working copy beside the filing, which stays valid until the next one.
///
/// # Errors
/// The refusal inside, a failure outside.
pub async fn reopen(app: &App, actor: &Actor, id: DossierId, at: Instant) -> AppResult<Result<(), EditRefused>> {
    let (tx, row, call, _) = open(app, actor, Action::ReopenDossier, id, at).await?;
    let closes = call.definition.calendar.closes;
    if let Err(refused) = dossier::reopen(row.state, row.working_copy(), closes, at) {
        return Ok(Err(refused));
    }
    store::save_editing(&tx, id, true).await?;
    let payload = json!({ "number": row.number() });
    journal::append(&tx, app, (call.id, call.slug()), EventKind::DossierReopened, subject(id), payload).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Withdraws a dossier, from any state. Withdrawing twice changes nothing.
///
/// # Errors
/// As the table of permissions says.
pub async fn withdraw(app: &App, actor: &Actor, id: DossierId, at: Instant) -> AppResult<()> {
    let (tx, row, call, _) = open(app, actor, Action::WithdrawDossier, id, at).await?;
    let Ok(state) = dossier::withdraw(row.state) else { return Ok(()) };
    store::save_state(&tx, id, state).await?;
    store::save_editing(&tx, id, false).await?;
    // The dossier that this one had set aside counts again.
    if let (Some(_), Some(next)) = (row.submission, store::list_of_lead(&tx, &row, &row.lead_siren).await?.first()) {
        mark(&tx, next, LeadStanding::LastFiled).await?;
    }
    let payload = json!({ "number": row.number(), "state": row.state.as_str() });
    journal::append(&tx, app, (call.id, call.slug()), EventKind::DossierWithdrawn, subject(id), payload).await?;
    Ok(tx.commit().await?)
}
