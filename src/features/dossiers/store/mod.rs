//! Rows of dossiers, of their answers, documents and filings.

pub mod answers;
pub mod documents;
pub mod erasure;
mod listed;
mod named;
pub mod readers;
mod snapshot;
mod states;
pub mod submissions;

use listed::{project, replace_words};
pub(super) use listed::{replace_organisations, save_projection};

pub use documents::{Document, list_documents, load_document};
pub use listed::Projection;
pub use named::list_unnamed;
pub use snapshot::{Lead, Snapshot, SnapshotDocument};
pub use states::{move_all, move_to};
pub use submissions::{
    Submission, for_each_filing, list_submissions_of, load_submission, load_submission_of, load_submissions,
};

use domain::{
    call::TrackCode,
    dossier::{State, WorkingCopy},
    ids::{CallId, DossierId, RevisionId, SubmissionId, UserId},
    money::Cents,
    time::Instant,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
};
use serde_json::Value;

use crate::{
    db::{
        entities::{call, dossier},
        standing::DossierFacts,
        write::{LockedCall, LockedDossier, WriteTx},
    },
    error::{AppError, AppResult},
    features::calls::{self, store::LoadedCall},
};

/// A dossier, with what lists filter and sort by. Of a filed dossier these are the values that were filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierRow {
    /// Its id.
    pub id: DossierId,
    /// Its call.
    pub call: CallId,
    /// The revision of the call under which it is written and filed.
    pub revision: RevisionId,
    /// Whose it is.
    pub owner: UserId,
    /// Its track.
    pub track: TrackCode,
    /// Where it stands.
    pub state: State,
    /// It was reopened: a working copy is edited beside the filing.
    pub editing: bool,
    /// Its public number, from the first filing on.
    pub number: Option<String>,
    /// Name of the project, may be empty in a draft.
    pub project_name: String,
    /// Name of the lead, may be empty in a draft.
    pub lead_name: String,
    /// SIRET of the lead.
    pub lead_siret: String,
    /// SIREN of the lead.
    pub lead_siren: String,
    /// Codes of the departments of its territory.
    pub departments: Vec<String>,
    /// The grant asked.
    pub requested: Cents,
    /// The eligible base: the charges as filed, until an officer corrects them.
    pub eligible_base: Option<Cents>,
    /// When its current filing arrived.
    pub filed_at: Option<Instant>,
    /// Its current filing.
    pub submission: Option<SubmissionId>,
    /// When it was started.
    pub created_at: Instant,
    /// When an answer or a document was last saved.
    pub updated_at: Instant,
}

impl DossierRow {
    /// Whether answers are edited beside a filing.
    #[must_use]
    pub fn working_copy(&self) -> WorkingCopy {
        if self.editing { WorkingCopy::Open } else { WorkingCopy::None }
    }

    /// What permissions need to know of it.
    #[must_use]
    pub const fn facts(&self) -> DossierFacts {
        DossierFacts { id: self.id, owner: self.owner, state: Some(self.state) }
    }

    /// The number, or nothing before the first filing.
    #[must_use]
    pub fn number(&self) -> &str {
        self.number.as_deref().unwrap_or_default()
    }
}

impl TryFrom<dossier::Model> for DossierRow {
    type Error = AppError;

    /// Fails when the row holds a state that is none.
    fn try_from(row: dossier::Model) -> AppResult<Self> {
        let state = State::parse(&row.state).ok_or_else(|| AppError::internal(format!("state « {} »", row.state)))?;
        Ok(Self {
            id: DossierId::from_uuid(row.id),
            call: CallId::from_uuid(row.call_id),
            revision: RevisionId::from_uuid(row.revision_id),
            owner: UserId::from_uuid(row.owner_id),
            track: row.track_code,
            state,
            editing: row.editing,
            number: row.number,
            project_name: row.project_name,
            lead_name: row.lead_name,
            lead_siret: row.lead_siret,
            lead_siren: row.lead_siren,
            departments: row.departments.split(' ').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
            requested: Cents(row.requested_cents),
            eligible_base: row.eligible_base_cents.map(Cents),
            filed_at: row.filed_at.map(Instant::from_micros),
            submission: row.submission_id.map(SubmissionId::from_uuid),
            created_at: Instant::from_micros(row.created_at),
            updated_at: Instant::from_micros(row.updated_at),
        })
    }
}

fn read_all(rows: Vec<dossier::Model>) -> AppResult<Vec<DossierRow>> {
    rows.into_iter().map(DossierRow::try_from).collect()
}

/// A dossier.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_dossier(conn: &impl ConnectionTrait, id: DossierId) -> AppResult<DossierRow> {
    dossier::Entity::find_by_id(id.uuid()).one(conn).await?.ok_or(AppError::NotFound)?.try_into()
}

/// A dossier with its call.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_with_call(conn: &impl ConnectionTrait, id: DossierId) -> AppResult<(DossierRow, LoadedCall)> {
    let (call, row) = calls::store::load_with_dossier(conn, dossier::Column::Id.eq(id.uuid())).await?;
    Ok((row.try_into()?, call))
}

/// A filed dossier with its call, by the short name of the call and the number of the dossier.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_filed_with_call(
    conn: &impl ConnectionTrait,
    slug: &str,
    number: &str,
) -> AppResult<(DossierRow, LoadedCall)> {
    let named = Condition::all().add(call::Column::Slug.eq(slug)).add(dossier::Column::Number.eq(number));
    let (call, row) = calls::store::load_with_dossier(conn, named).await?;
    Ok((row.try_into()?, call))
}

/// A filed dossier of a call, by its number.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_by_number(conn: &impl ConnectionTrait, call: CallId, number: &str) -> AppResult<DossierRow> {
    let row = dossier::Entity::find()
        .filter(dossier::Column::CallId.eq(call.uuid()))
        .filter(dossier::Column::Number.eq(number))
        .one(conn)
        .await?;
    row.ok_or(AppError::NotFound)?.try_into()
}

/// The dossier that a transaction has locked.
///
/// # Errors
/// When its row holds a state that is none.
pub fn locked(tx: &WriteTx<LockedDossier>) -> AppResult<DossierRow> {
    tx.on().row().clone().try_into()
}

/// Every dossier of a call that was filed once, withdrawn ones included, by number.
///
/// # Errors
/// When the database does not answer.
pub async fn list_filed(conn: &impl ConnectionTrait, call: CallId) -> AppResult<Vec<DossierRow>> {
    let query = dossier::Entity::find()
        .filter(dossier::Column::CallId.eq(call.uuid()))
        .filter(dossier::Column::Serial.is_not_null())
        .order_by_asc(dossier::Column::Serial);
    read_all(query.all(conn).await?)
}

/// Dossiers by their ids, by number then by age.
///
/// # Errors
/// When the database does not answer.
pub async fn list_by_ids(conn: &impl ConnectionTrait, ids: &[DossierId]) -> AppResult<Vec<DossierRow>> {
    let query = dossier::Entity::find()
        .filter(dossier::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_asc(dossier::Column::Serial)
        .order_by_asc(dossier::Column::CreatedAt);
    read_all(query.all(conn).await?)
}

/// Dossiers of a person, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list_of_owner(conn: &impl ConnectionTrait, owner: UserId) -> AppResult<Vec<DossierRow>> {
    let query = dossier::Entity::find()
        .filter(dossier::Column::OwnerId.eq(owner.uuid()))
        .order_by_desc(dossier::Column::CreatedAt)
        .order_by_desc(dossier::Column::Id);
    read_all(query.all(conn).await?)
}

/// How many dossiers whoever acts has in writing on the call.
pub(super) async fn count_drafts(tx: &WriteTx<LockedCall>) -> AppResult<u64> {
    let query = dossier::Entity::find()
        .filter(dossier::Column::CallId.eq(tx.on().id().uuid()))
        .filter(dossier::Column::OwnerId.eq(tx.user()?.uuid()))
        .filter(dossier::Column::State.eq(State::Draft.as_str()));
    Ok(query.count(tx.conn()).await?)
}

/// Filed dossiers of the same lead on the same track, this one left out, the last filed first.
pub(super) async fn list_of_lead(tx: &WriteTx<LockedDossier>, siren: &str) -> AppResult<Vec<DossierRow>> {
    let row = tx.on().row();
    let query = dossier::Entity::find()
        .filter(dossier::Column::CallId.eq(row.call_id))
        .filter(dossier::Column::LeadSiren.eq(siren))
        .filter(dossier::Column::TrackCode.eq(row.track_code.as_str()))
        .filter(dossier::Column::Id.ne(row.id))
        .filter(dossier::Column::SubmissionId.is_not_null())
        .filter(dossier::Column::State.ne(State::Withdrawn.as_str()))
        .order_by_desc(dossier::Column::FiledAt);
    read_all(query.all(tx.conn()).await?)
}

/// Writes a new draft of whoever acts, with its first answer.
pub(super) async fn insert_dossier(
    tx: &WriteTx<LockedCall>,
    id: DossierId,
    track: &str,
    projection: &Projection,
    (question, answer): (&str, &Value),
) -> AppResult<()> {
    let (owner, at) = (tx.user()?, tx.at());
    let row = dossier::Model {
        id: id.uuid(),
        call_id: tx.on().id().uuid(),
        revision_id: tx.on().row().revision_id,
        owner_id: owner.uuid(),
        track_code: track.to_owned(),
        state: State::Draft.as_str().into(),
        editing: false,
        number: None,
        serial: None,
        project_name: projection.project_name.clone(),
        lead_name: projection.lead_name.clone(),
        lead_siret: projection.lead_siret.clone(),
        lead_siren: projection.lead_siren.clone(),
        departments: projection.departments.join(" "),
        requested_cents: projection.requested.0,
        eligible_base_cents: None,
        award_ceiling_cents: None,
        filed_at: None,
        submission_id: None,
        created_at: at.micros(),
        updated_at: at.micros(),
    };
    dossier::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    let first = answers::Stored { value: answer.clone(), version: 1, saved_at: at, saved_by: owner };
    answers::insert(tx.conn(), id, (question, ""), &first).await
}

/// Opens or closes the working copy beside the filing.
pub(super) async fn save_editing(tx: &WriteTx<LockedDossier>, editing: bool) -> AppResult<()> {
    let change = dossier::ActiveModel { id: Set(tx.on().row().id), editing: Set(editing), ..Default::default() };
    change.update(tx.conn()).await?;
    Ok(())
}

/// Writes what a filing changes of the dossier; `serial` when it is the first and its number has just been given.
pub(super) async fn save_filed(
    tx: &WriteTx<LockedDossier>,
    serial: Option<u32>,
    submission: &Submission,
    projection: Projection,
    base: Cents,
) -> AppResult<()> {
    replace_words(tx, &submission.snapshot.number, &projection).await?;
    let mut change = dossier::ActiveModel {
        id: Set(tx.on().row().id),
        state: Set(states::becomes(tx.on().row(), State::Filed)?.as_str().into()),
        editing: Set(false),
        number: Set(Some(submission.snapshot.number.clone())),
        serial: serial.map_or(NotSet, |serial| Set(Some(i64::from(serial)))),
        eligible_base_cents: Set(Some(base.0)),
        filed_at: Set(Some(submission.filed_at.micros())),
        submission_id: Set(Some(submission.id.uuid())),
        ..Default::default()
    };
    project(&mut change, projection);
    change.update(tx.conn()).await?;
    Ok(())
}

/// Gives the next number of the call, which was locked before the dossier.
pub(super) async fn next_number(tx: &WriteTx<LockedDossier>) -> AppResult<u32> {
    let row =
        tx.on().locked_call().ok_or_else(|| AppError::internal("numbers are given under the lock of the call"))?;
    let next = row.last_number + 1;
    let change = call::ActiveModel { id: Set(row.id), last_number: Set(next), ..Default::default() };
    change.update(tx.conn()).await?;
    u32::try_from(next).map_err(AppError::internal)
}
