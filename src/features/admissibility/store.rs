//! Rows of findings, verdicts and corrected bases, and the dossiers that they are about.

mod queue;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    call::Verdict,
    dossier::{
        State,
        verdicts::{FindingDecision, Ruling},
    },
    ids::{CallId, DossierId, SubmissionId, UserId},
    money::Cents,
    rules::{Finding, Outcome},
    time::Instant,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict, Query, UnionType},
};

pub use queue::{Filter, QueueRow, count_by_state, find_around, find_next_to_examine, list_queue};

use crate::{
    db::{
        WriteTx,
        entities::{admissibility_verdict, base_correction, conflict, declaration, dossier, finding, user},
    },
    error::{AppError, AppResult},
    features::{
        calls::store::{self as calls, LoadedCall},
        dossiers::store::{Submission, load_submission},
    },
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

/// A finding with what was decided of it.
#[derive(Clone, Debug)]
pub struct DecidedFinding {
    /// What the machine found.
    pub finding: Finding,
    /// What the officer decided.
    pub decision: Option<FindingDecision>,
    /// Their motive; may be empty for a confirmation.
    pub motive: String,
    /// Who and when.
    pub decided: Option<(UserId, Instant)>,
}

/// One of the two verdicts.
#[derive(Clone, Debug)]
pub struct GivenVerdict {
    /// Which.
    pub verdict: Verdict,
    /// Its sense.
    pub ruling: Ruling,
    /// Why.
    pub motive: String,
    /// Who gave it.
    pub decided_by: UserId,
    /// When.
    pub decided_at: Instant,
}

/// A corrected eligible base.
#[derive(Clone, Debug)]
pub struct BaseCorrection {
    /// The amount.
    pub base: Cents,
    /// Why.
    pub motive: String,
    /// Who corrected it.
    pub decided_by: UserId,
    /// When.
    pub decided_at: Instant,
}

/// Everything that decisions on a dossier rest on.
#[derive(Clone, Debug)]
pub struct Examination {
    /// The dossier.
    pub dossier: Examined,
    /// The call as it is now, for its calendar.
    pub call: LoadedCall,
    /// The filing, with the call as it was then: its rules are those that count.
    pub filing: Submission,
    /// Findings, in the order of the rules.
    pub findings: Vec<DecidedFinding>,
    /// Verdicts given.
    pub verdicts: BTreeMap<Verdict, GivenVerdict>,
    /// The corrected base.
    pub correction: Option<BaseCorrection>,
    /// Charges that the applicant declared.
    pub declared: Cents,
}

impl Examination {
    /// Everybody who decided something on the dossier.
    #[must_use]
    pub fn deciders(&self) -> BTreeSet<UserId> {
        let findings = self.findings.iter().filter_map(|known| known.decided.map(|(by, _)| by));
        let verdicts = self.verdicts.values().map(|given| given.decided_by);
        findings.chain(verdicts).chain(self.correction.iter().map(|known| known.decided_by)).collect()
    }
}

/// What a person of the call declared.
#[derive(Clone, Debug, Default)]
pub struct Interests {
    /// They have declared on this call.
    pub declared: bool,
    /// Dossiers that they are recused from.
    pub recused: BTreeSet<DossierId>,
}

/// What a person declared on a call.
///
/// # Errors
/// When the database does not answer.
pub async fn load_interests(conn: &impl ConnectionTrait, call: CallId, user: UserId) -> AppResult<Interests> {
    let recused = Query::select()
        .column(conflict::Column::DossierId)
        .from(conflict::Entity)
        .and_where(conflict::Column::CallId.eq(call.uuid()))
        .and_where(conflict::Column::UserId.eq(user.uuid()))
        .to_owned();
    let declared = Query::select()
        .expr(Expr::val(None::<uuid::Uuid>))
        .from(declaration::Entity)
        .and_where(declaration::Column::CallId.eq(call.uuid()))
        .and_where(declaration::Column::UserId.eq(user.uuid()))
        .union(UnionType::All, recused)
        .to_owned();
    let rows = conn.query_all(&declared).await?;
    let mut interests = Interests::default();
    for row in rows {
        match row.try_get_by_index::<Option<uuid::Uuid>>(0)? {
            Some(id) => interests.recused.insert(DossierId::from_uuid(id)),
            None => std::mem::replace(&mut interests.declared, true),
        };
    }
    Ok(interests)
}

/// Names of people.
///
/// # Errors
/// When the database does not answer.
pub async fn list_names(conn: &impl ConnectionTrait, ids: &BTreeSet<UserId>) -> AppResult<BTreeMap<UserId, String>> {
    let rows = user::Entity::find().filter(user::Column::Id.is_in(ids.iter().map(|id| id.uuid()))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (UserId::from_uuid(row.id), row.name)).collect())
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

/// Finds a filed dossier of a call by its number.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_by_number(conn: &impl ConnectionTrait, call: CallId, number: &str) -> AppResult<Examined> {
    let query = dossier::Entity::find().filter(dossier::Column::CallId.eq(call.uuid()));
    examined(query.filter(dossier::Column::Number.eq(number)).one(conn).await?.ok_or(AppError::NotFound)?)
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
    load_interests(tx.conn(), call, tx.user()?).await
}

/// Loads what decisions on a dossier rest on.
///
/// # Errors
/// When the database does not answer or a row cannot be read.
pub async fn load_examination(conn: &impl ConnectionTrait, dossier: Examined) -> AppResult<Examination> {
    let call = calls::load(conn, dossier.call).await?;
    examine(conn, dossier, call).await
}

/// The same for a call that was read already.
///
/// # Errors
/// As [`load_examination`].
pub async fn examine(conn: &impl ConnectionTrait, dossier: Examined, call: LoadedCall) -> AppResult<Examination> {
    let findings = finding::Entity::find()
        .filter(finding::Column::SubmissionId.eq(dossier.submission.uuid()))
        .order_by_asc(finding::Column::Position)
        .all(conn)
        .await?;
    let findings = findings.into_iter().map(decided).collect::<AppResult<_>>()?;
    let id = dossier.id.uuid();
    let verdicts = admissibility_verdict::Entity::find().filter(admissibility_verdict::Column::DossierId.eq(id));
    let verdicts = verdicts.all(conn).await?.into_iter().filter_map(given).map(|v| (v.verdict, v)).collect();
    let correction = base_correction::Entity::find_by_id(id).one(conn).await?.map(|row| BaseCorrection {
        base: Cents(row.base_cents),
        motive: row.motive,
        decided_by: UserId::from_uuid(row.decided_by),
        decided_at: Instant::from_micros(row.decided_at),
    });
    let filing = load_submission(conn, dossier.submission).await?;
    let declared = declared_charges(&filing);
    Ok(Examination { dossier, call, filing, findings, verdicts, correction, declared })
}

fn decided(row: finding::Model) -> AppResult<DecidedFinding> {
    let outcome = Outcome::parse(&row.outcome).ok_or_else(|| AppError::internal(format!("finding {}", row.rule)))?;
    let decision = match row.decision.as_deref() {
        Some("confirmed") => Some(FindingDecision::Confirmed),
        Some(_) => Some(FindingDecision::Overridden { motive: row.motive.clone() }),
        None => None,
    };
    Ok(DecidedFinding {
        finding: Finding { rule: row.rule, outcome, evidence: serde_json::from_str(&row.evidence)? },
        decision,
        motive: row.motive,
        decided: row.decided_by.zip(row.decided_at).map(|(by, at)| (UserId::from_uuid(by), Instant::from_micros(at))),
    })
}

fn given(row: admissibility_verdict::Model) -> Option<GivenVerdict> {
    Some(GivenVerdict {
        verdict: Verdict::parse(&row.kind)?,
        ruling: if row.favourable { Ruling::Favourable } else { Ruling::Unfavourable },
        motive: row.motive,
        decided_by: UserId::from_uuid(row.decided_by),
        decided_at: Instant::from_micros(row.decided_at),
    })
}

/// All charges in money of the budget that was filed.
fn declared_charges(filing: &Submission) -> Cents {
    let figures = filing.definition.form.figures(&filing.snapshot.answers);
    figures.map(|figures| figures.eligible_base()).unwrap_or_default()
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
