//! Reviews, their scores and comments.

use std::collections::BTreeMap;

use domain::{
    assignment::AssignmentState,
    call::{CriterionCode, HalfPoints},
    ids::{AssignmentId, DossierId, ReviewId, UserId},
    scoring::{self, CompleteReview, ReviewDraft},
    time::Instant,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, JoinType, QueryFilter, QuerySelect,
    RelationTrait,
    sea_query::{IntoCondition, OnConflict, Query, SelectStatement},
};
use uuid::Uuid;

use super::Assignment;
use crate::{
    db::{
        entities::{assignment, dossier, review, score},
        write::{LockedDossier, WriteTx},
    },
    error::{AppError, AppResult},
    features::calls::store::LoadedCall,
};

/// The score of a criterion, with its comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// In half points; `None` while only the comment is written.
    pub half_points: Option<HalfPoints>,
    /// Why.
    pub comment: String,
    /// Version of the row, from 1.
    pub version: i64,
}

/// A review, being written or submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// Of this assignment.
    pub assignment: AssignmentId,
    /// The dossier.
    pub dossier: DossierId,
    /// Who writes it.
    pub reviewer: UserId,
    /// The text on the whole dossier.
    pub overall: String,
    /// Version of that text.
    pub version: i64,
    /// Last saved.
    pub saved_at: Instant,
    /// Submitted: nothing changes any more.
    pub submitted_at: Option<Instant>,
    /// By criterion.
    pub scores: BTreeMap<CriterionCode, Score>,
}

impl Review {
    /// Its key, if it is of the dossier that the transaction holds.
    fn of(&self, tx: &WriteTx<LockedDossier>) -> AppResult<Uuid> {
        if self.dossier == tx.on().id() { Ok(self.id.uuid()) } else { Err(AppError::NotFound) }
    }

    /// What the rules look at.
    #[must_use]
    pub fn draft(&self) -> ReviewDraft {
        let scores = self.scores.iter().filter_map(|(code, score)| Some((code.clone(), score.half_points?)));
        let comments = self.scores.iter().map(|(code, score)| (code.clone(), score.comment.clone()));
        ReviewDraft { scores: scores.collect(), comments: comments.collect() }
    }
}

fn read(row: review::Model) -> Review {
    Review {
        id: ReviewId::from_uuid(row.id),
        assignment: AssignmentId::from_uuid(row.assignment_id),
        dossier: DossierId::from_uuid(row.dossier_id),
        reviewer: UserId::from_uuid(row.reviewer_id),
        overall: row.overall,
        version: row.version,
        saved_at: Instant::from_micros(row.saved_at),
        submitted_at: row.submitted_at.map(Instant::from_micros),
        scores: BTreeMap::new(),
    }
}

/// The reviews of these assignments, in order of id.
///
/// # Errors
/// When the database does not answer.
pub async fn list_reviews(conn: &impl ConnectionTrait, assignments: &[AssignmentId]) -> AppResult<Vec<Review>> {
    let ids = assignments.iter().map(|id| id.uuid());
    with_scores(conn, review::Column::AssignmentId.is_in(ids)).await
}

/// The review of an assignment, when it was begun.
///
/// # Errors
/// When the database does not answer.
pub async fn find_review(conn: &impl ConnectionTrait, assignment: AssignmentId) -> AppResult<Option<Review>> {
    Ok(with_scores(conn, review::Column::AssignmentId.eq(assignment.uuid())).await?.pop())
}

/// The submitted reviews of a dossier, in order of id.
///
/// # Errors
/// When the database does not answer.
pub async fn list_submitted_of(conn: &impl ConnectionTrait, dossier: DossierId) -> AppResult<Vec<Review>> {
    with_scores(
        conn,
        review::Column::AssignmentId.in_subquery(submitted(assignment::Column::DossierId, dossier.uuid())),
    )
    .await
}

/// The query of submitted assignments.
fn submitted(column: assignment::Column, id: Uuid) -> SelectStatement {
    Query::select()
        .column(assignment::Column::Id)
        .from(assignment::Entity)
        .and_where(column.eq(id))
        .and_where(assignment::Column::State.eq(AssignmentState::Submitted.as_str()))
        .to_owned()
}

/// Reviews with their scores, in one query.
async fn with_scores(conn: &impl ConnectionTrait, filter: impl IntoCondition) -> AppResult<Vec<Review>> {
    let rows = review::Entity::find().find_also_related(score::Entity).filter(filter).all(conn).await?;
    let mut reviews: BTreeMap<Uuid, Review> = BTreeMap::new();
    for (row, given) in rows {
        let review = reviews.entry(row.id).or_insert_with(|| read(row));
        if let Some(row) = given {
            let half_points = row.half_points.and_then(|points| HalfPoints::try_from(points).ok());
            review.scores.insert(row.criterion, Score { half_points, comment: row.comment, version: row.version });
        }
    }
    Ok(reviews.into_values().collect())
}

/// A score of a submitted review, and the track of its dossier.
#[derive(FromQueryResult)]
struct GivenScore {
    dossier_id: Uuid,
    reviewer_id: Uuid,
    track_code: String,
    criterion: String,
    half_points: Option<i64>,
    comment: String,
}

/// All submitted reviews of a call, by dossier then reviewer. Who is in conflict must be kept from them by the caller.
///
/// # Errors
/// When the database does not answer, or holds a submitted review that is not complete.
pub async fn submitted_reviews(
    conn: &impl ConnectionTrait,
    call: &LoadedCall,
) -> AppResult<Vec<(DossierId, UserId, CompleteReview)>> {
    let scores = score::Entity::find()
        .select_only()
        .columns([review::Column::DossierId, review::Column::ReviewerId])
        .column(dossier::Column::TrackCode)
        .columns([score::Column::Criterion, score::Column::HalfPoints, score::Column::Comment])
        .inner_join(review::Entity)
        .join(JoinType::InnerJoin, review::Relation::Dossier.def())
        .filter(review::Column::AssignmentId.in_subquery(submitted(assignment::Column::CallId, call.id.uuid())))
        .filter(dossier::Column::Serial.is_not_null())
        .into_model::<GivenScore>()
        .all(conn)
        .await?;
    let mut drafts: BTreeMap<(Uuid, Uuid), (String, ReviewDraft)> = BTreeMap::new();
    for row in scores {
        let (_, draft) =
            drafts.entry((row.dossier_id, row.reviewer_id)).or_insert_with(|| (row.track_code, ReviewDraft::default()));
        if let Some(points) = row.half_points.and_then(|points| HalfPoints::try_from(points).ok()) {
            draft.scores.insert(row.criterion.clone(), points);
        }
        draft.comments.insert(row.criterion, row.comment);
    }
    let complete = |((dossier, reviewer), (track, draft)): ((Uuid, Uuid), (String, ReviewDraft))| {
        let review = scoring::complete(&call.definition.grid, &track, &draft)
            .map_err(|problems| AppError::internal(format!("review of {dossier} by {reviewer}: {problems:?}")))?;
        Ok((DossierId::from_uuid(dossier), UserId::from_uuid(reviewer), review))
    };
    drafts.into_iter().map(complete).collect()
}

/// Begins a review.
pub(in crate::features::reviews) async fn insert_review(
    tx: &WriteTx<LockedDossier>,
    id: ReviewId,
    of: &Assignment,
) -> AppResult<Review> {
    let row = review::Model {
        id: id.uuid(),
        assignment_id: of.id.uuid(),
        dossier_id: tx.on().row().id,
        reviewer_id: of.reviewer.uuid(),
        overall: String::new(),
        version: 0,
        saved_at: tx.at().micros(),
        submitted_at: None,
    };
    review::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(read(row))
}

/// Writes a score and its comment. The dossier is locked: nobody writes the same row meanwhile.
pub(in crate::features::reviews) async fn save_score(
    tx: &WriteTx<LockedDossier>,
    review: &Review,
    criterion: &str,
    value: &Score,
) -> AppResult<()> {
    let row = score::Model {
        review_id: review.of(tx)?,
        criterion: criterion.to_owned(),
        half_points: value.half_points.map(i64::from),
        comment: value.comment.clone(),
        version: value.version,
        saved_at: tx.at().micros(),
    };
    let key = OnConflict::columns([score::Column::ReviewId, score::Column::Criterion])
        .update_columns([
            score::Column::HalfPoints,
            score::Column::Comment,
            score::Column::Version,
            score::Column::SavedAt,
        ])
        .to_owned();
    score::Entity::insert(row.into_active_model()).on_conflict(key).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Writes the text on the whole dossier.
pub(in crate::features::reviews) async fn save_overall(
    tx: &WriteTx<LockedDossier>,
    review: &Review,
    text: &str,
    version: i64,
) -> AppResult<()> {
    review::ActiveModel {
        id: Set(review.of(tx)?),
        overall: Set(text.to_owned()),
        version: Set(version),
        saved_at: Set(tx.at().micros()),
        ..Default::default()
    }
    .update(tx.conn())
    .await?;
    Ok(())
}

/// Freezes a review.
pub(in crate::features::reviews) async fn save_submitted(
    tx: &WriteTx<LockedDossier>,
    review: &Review,
) -> AppResult<()> {
    review::ActiveModel { id: Set(review.of(tx)?), submitted_at: Set(Some(tx.at().micros())), ..Default::default() }
        .update(tx.conn())
        .await?;
    Ok(())
}
