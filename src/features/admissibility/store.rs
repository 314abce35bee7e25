//! Rows of findings, verdicts and corrected bases, and the dossiers that they are about.

mod examination;
mod queue;

use domain::{
    call::Verdict,
    dossier::{
        State,
        verdicts::{FindingDecision, Ruling},
    },
    ids::{CallId, DossierId, SubmissionId},
    money::Cents,
    time::Instant,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QuerySelect, sea_query::OnConflict};

pub use examination::{BaseCorrection, DecidedFinding, Examination, GivenVerdict, examine, load_examination};
pub use queue::{Filter, QueueRow, find_next_to_examine, list_queue, load_in_queue, read_counts};

use crate::{
    db::{
        Interests, WriteTx,
        entities::{admissibility_verdict, base_correction, dossier, finding},
        load_on_call,
    },
    error::{AppError, AppResult},
};

/// A dossier as the officer decides on it.
#[derive(Clone, Debug)]
pub struct Examined {
    /// Its id.
    pub id: DossierId,
    /// The call.
    pub call: CallId,
    /// Code of its track.
    pub track: String,
    /// Where it stands.
    pub state: State,
    /// Its number.
    pub number: String,
    /// Name of the project.
    pub project_name: String,
    /// Name of the lead.
    pub lead_name: String,
    /// Amount asked.
    pub requested: Cents,
    /// Eligible base, once a verdict or a correction has set it.
    pub eligible_base: Option<Cents>,
    /// The filing that is valid.
    pub submission: SubmissionId,
    /// When it was filed.
    pub filed_at: Instant,
}

fn examined(row: dossier::Model) -> AppResult<Examined> {
    // What was never filed does not exist for officers.
    let (Some(number), Some(submission), Some(filed_at)) = (row.number, row.submission_id, row.filed_at) else {
        return Err(AppError::NotFound);
    };
    let state = State::parse(&row.state).ok_or_else(|| AppError::internal(format!("state of dossier {}", row.id)))?;
    Ok(Examined {
        id: DossierId::from_uuid(row.id),
        call: CallId::from_uuid(row.call_id),
        track: row.track_code,
        state,
        number,
        project_name: row.project_name,
        lead_name: row.lead_name,
        requested: Cents(row.requested_cents),
        eligible_base: row.eligible_base_cents.map(Cents),
        submission: SubmissionId::from_uuid(submission),
        filed_at: Instant::from_micros(filed_at),
    })
}

/// Locks a dossier until the transaction ends and loads what decisions rest on.
///
/// # Errors
/// `NotFound` when it was never filed.
pub async fn lock(tx: &WriteTx, id: DossierId) -> AppResult<Examination> {
    let row = dossier::Entity::find_by_id(id.uuid()).lock_exclusive().one(tx.conn()).await?;
    load_examination(tx.conn(), examined(row.ok_or(AppError::NotFound)?)?).await
}

/// What the actor of a transaction declared on the call.
///
/// # Errors
/// When the database does not answer.
pub async fn interests_in(tx: &WriteTx, call: CallId) -> AppResult<Interests> {
    Ok(load_on_call(tx.conn(), call, tx.user()?).await?.1)
}

/// Writes what was decided of a finding.
pub(super) async fn save_decision(tx: &WriteTx, filing: SubmissionId, decided: &DecidedFinding) -> AppResult<()> {
    let word = match &decided.decision {
        Some(FindingDecision::Confirmed) => Some("confirmed"),
        Some(FindingDecision::Overridden { .. }) => Some("overridden"),
        None => None,
    };
    finding::ActiveModel {
        submission_id: Set(filing.uuid()),
        rule: Set(decided.finding.rule.clone()),
        decision: Set(word.map(str::to_owned)),
        motive: Set(decided.motive.clone()),
        decided_by: Set(decided.decided.map(|(by, _)| by.uuid())),
        decided_at: Set(decided.decided.map(|(_, at)| at.micros())),
        ..Default::default()
    }
    .update(tx.conn())
    .await?;
    Ok(())
}

/// Writes a verdict, or writes it anew.
pub(super) async fn save_verdict(tx: &WriteTx, id: DossierId, given: &GivenVerdict) -> AppResult<()> {
    use admissibility_verdict::{Column, Entity, Model};
    let row = Model {
        dossier_id: id.uuid(),
        kind: given.verdict.as_str().into(),
        favourable: given.ruling == Ruling::Favourable,
        motive: given.motive.clone(),
        decided_by: given.decided_by.uuid(),
        decided_at: given.decided_at.micros(),
    };
    let again = OnConflict::columns([Column::DossierId, Column::Kind])
        .update_columns([Column::Favourable, Column::Motive, Column::DecidedBy, Column::DecidedAt])
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Takes a verdict away, when what it rests on has changed.
pub(super) async fn delete_verdict(tx: &WriteTx, id: DossierId, verdict: Verdict) -> AppResult<()> {
    let key = (id.uuid(), verdict.as_str().to_owned());
    admissibility_verdict::Entity::delete_by_id(key).exec(tx.conn()).await?;
    Ok(())
}

/// Writes the state of a dossier, with the eligible base that it has from now on.
pub(super) async fn save_state(tx: &WriteTx, id: DossierId, state: State, base: Option<Cents>) -> AppResult<()> {
    dossier::ActiveModel {
        id: Set(id.uuid()),
        state: Set(state.as_str().into()),
        eligible_base_cents: Set(base.map(|base| base.0)),
        updated_at: Set(tx.at.micros()),
        ..Default::default()
    }
    .update(tx.conn())
    .await?;
    Ok(())
}

/// Writes a corrected base, or takes the correction away.
pub(super) async fn save_correction(tx: &WriteTx, id: DossierId, correction: Option<&BaseCorrection>) -> AppResult<()> {
    base_correction::Entity::delete_by_id(id.uuid()).exec(tx.conn()).await?;
    if let Some(correction) = correction {
        let row = base_correction::Model {
            dossier_id: id.uuid(),
            base_cents: correction.base.0,
            motive: correction.motive.clone(),
            decided_by: correction.decided_by.uuid(),
            decided_at: correction.decided_at.micros(),
        };
        base_correction::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}
