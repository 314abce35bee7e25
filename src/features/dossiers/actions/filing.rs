//! Filing: the dossier is frozen, numbered, assessed, written in the journal; the receipt follows.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    answers::Answers,
    call::{Call, PieceCode},
    canonical::sha256_hex,
    dossier::{self, EditRefused, SubmitRefused, SubmitRequest},
    ids::{DossierId, SubmissionId},
    journal::{About, EventKind},
    meaning::Shown,
    money::Cents,
    permissions::Action,
    rules::{self, Facts, Finding, LeadStanding},
    text::{Siren, Siret},
    time::Instant,
};
use serde_json::{Value, json};

use super::project;
use crate::{
    db::{
        Act, journal,
        write::{LockedDossier, WriteTx},
    },
    error::{AppResult, Refused},
    features::{
        calls::{self, store::LoadedCall},
        dossiers::{
            make_receipt::MakeReceipt,
            store::{
                self, Document, DossierRow, Lead, Snapshot, SnapshotDocument, Submission, documents::count_by_piece,
            },
        },
    },
    queue,
};

/// What became of filing.
#[derive(Debug)]
pub enum Filing {
    /// The dossier is filed.
    Done(Box<Submission>),
    /// It came too late: the attempt was noted in the journal, and nothing else was written.
    Late {
        /// The first late instant.
        closed: Instant,
    },
}

impl Filing {
    /// The filing, unless it came too late.
    #[must_use]
    pub fn done(self) -> Option<Submission> {
        match self {
            Self::Done(submission) => Some(*submission),
            Self::Late { .. } => None,
        }
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

/// Files a dossier, for the first time or again.
///
/// # Errors
/// The first rule that refuses, lateness apart.
pub async fn submit(act: &Act, id: DossierId) -> Result<Filing, Refused<SubmitRefused>> {
    let tx = act.on_dossier_and_call(id, Action::SubmitDossier).await?;
    let (row, at) = (store::locked(&tx)?, act.at);
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
    match dossier::submit(&request) {
        Ok(_) => {}
        Err(SubmitRefused::Closed { at: closed }) => {
            note_late(tx, closed).await?;
            return Ok(Filing::Late { closed });
        }
        Err(refused) => return Err(Refused::Rule(refused)),
    }
    let (number, serial) = match &row.number {
        Some(number) => (number.clone(), None),
        None => {
            let serial = store::next_number(&tx).await?;
            (dossier::number(&definition.number_prefix, serial), Some(serial))
        }
    };
    let snapshot = freeze(&row, &call, number, (&definition, shown.answers), &documents, findings, at);
    let (mut submission, payload) = write(&tx, definition, snapshot, serial).await?;
    let concluded = tx.append(EventKind::DossierFiled, payload).await?;
    store::submissions::save_anchor(&concluded, submission.id).await?;
    let event = concluded.commit().await?;
    (submission.event_seq, submission.event_hash) = (event.seq, event.hash.to_string());
    Ok(Filing::Done(Box::new(submission)))
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

/// Writes the filing and what it changes, and gives what its event says; its place in the journal is noted after.
async fn write(
    tx: &WriteTx<LockedDossier>,
    definition: std::sync::Arc<Call>,
    snapshot: Snapshot,
    serial: Option<u32>,
) -> AppResult<(Submission, Value)> {
    let text = snapshot.to_text()?;
    let earlier = store::list_submissions_of(tx.conn(), tx.on().id()).await?;
    let submission = Submission {
        id: SubmissionId::mint(tx.at(), tx.app().random()),
        dossier: tx.on().id(),
        number: earlier.last().map_or(1, |(number, ..)| number + 1),
        digest: sha256_hex(text.as_bytes()),
        filed_at: tx.at(),
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
    let payload = json!({
        "digest": submission.digest, "number": submission.snapshot.number, "track": submission.snapshot.track,
        "requested_cents": lists.requested.0, "eligible_base_cents": base.0,
    });
    store::replace_organisations(tx, organisations(definition, answers)).await?;
    mark_superseded(tx, &lists.lead_siren).await?;
    store::save_filed(tx, serial, &submission, lists, base).await?;
    queue::enqueue(tx, tx.app(), &MakeReceipt { submission: submission.id }).await?;
    Ok((submission, payload))
}

/// The SIREN of the lead and of each member.
fn organisations(call: &Call, answers: &Answers) -> BTreeSet<Siren> {
    let members = call.form.members(answers).filter_map(|member| member.siret);
    let sirets = answers.text(&call.form.reads.lead_siret).into_iter().chain(members);
    sirets.filter_map(|siret| Some(Siret::parse(siret).ok()?.siren())).collect()
}

/// « One dossier for a lead on a track »: those filed earlier are set aside.
async fn mark_superseded(tx: &WriteTx<LockedDossier>, siren: &str) -> AppResult<()> {
    for other in store::list_of_lead(tx, siren).await? {
        mark(tx, &other, LeadStanding::Superseded).await?;
    }
    Ok(())
}

/// Assesses anew the rules of a filing that look at whether it is the one that is kept of its lead.
async fn mark(tx: &WriteTx<LockedDossier>, row: &DossierRow, kept: LeadStanding) -> AppResult<()> {
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

async fn note_late(tx: WriteTx<LockedDossier>, closed: Instant) -> AppResult<()> {
    let (kind, at) = (EventKind::LateFilingRefused, tx.at());
    let about = About::Dossier(tx.on().id()).to_string();
    let last = journal::last_of(tx.conn(), tx.on().call(), kind, &about).await?;
    if last.is_none_or(|last| at >= last.plus_seconds(LATE_SECONDS)) {
        tx.conclude(kind, json!({ "arrived_at": at, "closed_at": closed })).await?;
    }
    Ok(())
}

/// Opens a working copy beside the filing, which stays valid until the next one.
///
/// # Errors
/// Why it is not reopened.
pub async fn reopen(act: &Act, id: DossierId) -> Result<(), Refused<EditRefused>> {
    let tx = act.on_dossier(id, Action::ReopenDossier).await?;
    let row = store::locked(&tx)?;
    let closes = calls::store::load(tx.conn(), row.call).await?.definition.calendar.closes;
    dossier::reopen(row.state, row.working_copy(), closes, act.at).map_err(Refused::Rule)?;
    store::save_editing(&tx, true).await?;
    tx.conclude(EventKind::DossierReopened, json!({ "number": row.number() })).await?;
    Ok(())
}

/// Withdraws a dossier, from any state. Withdrawing twice changes nothing.
///
/// # Errors
/// As the table of permissions says.
pub async fn withdraw(act: &Act, id: DossierId) -> AppResult<()> {
    let tx = act.on_dossier_and_call(id, Action::WithdrawDossier).await?;
    let row = store::locked(&tx)?;
    let Ok(state) = dossier::withdraw(row.state) else { return Ok(()) };
    store::move_to(&tx, tx.on(), state).await?;
    store::save_editing(&tx, false).await?;
    // The dossier that this one had set aside counts again, unless the ranking was made without it.
    let frozen = calls::store::load(tx.conn(), row.call).await?.frozen_at.is_some();
    if let (Some(_), false, Some(next)) =
        (row.submission, frozen, store::list_of_lead(&tx, &row.lead_siren).await?.first())
    {
        mark(&tx, next, LeadStanding::LastFiled).await?;
    }
    let payload = json!({ "number": row.number(), "state": row.state.as_str() });
    tx.conclude(EventKind::DossierWithdrawn, payload).await?;
    Ok(())
}
