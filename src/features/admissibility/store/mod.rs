//! Rows of findings, verdicts and corrected bases, and the dossiers that they are about.

mod examination;
mod queue;
mod waiting;

use domain::{
    call::Verdict,
    dossier::{State, verdicts::Ruling},
    ids::{CallId, DossierId, SubmissionId},
    money::Cents,
    time::Instant,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, sea_query::OnConflict};

pub use examination::{BaseCorrection, DecidedFinding, Examination, GivenVerdict, examine, load_examination};
pub use queue::{Beside, Filter, QueueRow, find_beside, find_next_to_examine, list_queue, read_counts};
pub use waiting::count_to_examine;

use crate::{
    db::{
        entities::{admissibility_verdict, base_correction, dossier, finding},
        write::{LockedDossier, WriteTx},
    },
    error::{AppError, AppResult},
    features::dossiers::{self, store::DossierRow},
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

impl TryFrom<DossierRow> for Examined {
    type Error = AppError;

    /// `NotFound`: what was never filed does not exist for officers.
    fn try_from(row: DossierRow) -> AppResult<Self> {
        let (Some(number), Some(submission), Some(filed_at)) = (row.number, row.submission, row.filed_at) else {
            return Err(AppError::NotFound);
        };
        Ok(Self {
            id: row.id,
            call: row.call,
            track: row.track,
            state: row.state,
            number,
            project_name: row.project_name,
            lead_name: row.lead_name,
            requested: row.requested,
            eligible_base: row.eligible_base,
            submission,
            filed_at,
        })
    }
}

/// What decisions on the locked dossier rest on.
///
/// # Errors
/// `NotFound` when it was never filed.
pub async fn locked(tx: &WriteTx<LockedDossier>) -> AppResult<Examination> {
    load_examination(tx.conn(), dossiers::store::locked(tx)?.try_into()?).await
}

/// Writes what was decided of a finding.
pub(super) async fn save_decision(tx: &WriteTx<LockedDossier>, decided: &DecidedFinding) -> AppResult<()> {
    let filing = tx.on().row().submission_id.ok_or(AppError::NotFound)?;
    let word = decided.decision.as_ref().map(|decision| decision.sense().as_str());
    finding::ActiveModel {
        submission_id: Set(filing),
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
pub(super) async fn save_verdict(tx: &WriteTx<LockedDossier>, given: &GivenVerdict) -> AppResult<()> {
    use admissibility_verdict::{Column, Entity, Model};
    let row = Model {
        dossier_id: tx.on().row().id,
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
pub(super) async fn delete_verdict(tx: &WriteTx<LockedDossier>, verdict: Verdict) -> AppResult<()> {
    let key = (tx.on().row().id, verdict.as_str().to_owned());
    admissibility_verdict::Entity::delete_by_id(key).exec(tx.conn()).await?;
    Ok(())
}

/// Writes the state of a dossier, with the eligible base that it has from now on.
pub(super) async fn save_state(tx: &WriteTx<LockedDossier>, state: State, base: Option<Cents>) -> AppResult<()> {
    if tx.on().row().state != state.as_str() {
        dossiers::store::move_to(tx, tx.on(), state).await?;
    }
    dossier::ActiveModel {
        id: Set(tx.on().row().id),
        eligible_base_cents: Set(base.map(|base| base.0)),
        updated_at: Set(tx.at().micros()),
        ..Default::default()
    }
    .update(tx.conn())
    .await?;
    Ok(())
}

/// Writes a corrected base, or takes the correction away.
pub(super) async fn save_correction(tx: &WriteTx<LockedDossier>, correction: Option<&BaseCorrection>) -> AppResult<()> {
    let id = tx.on().row().id;
    base_correction::Entity::delete_by_id(id).exec(tx.conn()).await?;
    if let Some(correction) = correction {
        let row = base_correction::Model {
            dossier_id: id,
            base_cents: correction.base.0,
            motive: correction.motive.clone(),
            decided_by: correction.decided_by.uuid(),
            decided_at: correction.decided_at.micros(),
        };
        base_correction::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}
