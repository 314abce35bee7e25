//! The dossiers of the replayed call, from which all others are copied.

use std::collections::HashMap;

use laureat::{
    app::App,
    db::entities::{admissibility_verdict, answer, assignment, dossier, finding, review, score, submission},
    features::calls,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use super::Done;

/// A filed dossier and all that stands around it.
pub struct Seed {
    /// Its row.
    pub dossier: dossier::Model,
    /// Its last filing, and the same as JSON.
    pub submission: submission::Model,
    /// What was filed.
    pub snapshot: Value,
    /// Findings on it.
    pub findings: Vec<finding::Model>,
    /// Verdicts.
    pub verdicts: Vec<admissibility_verdict::Model>,
    /// Assignments that ended in a review, with it and its scores.
    pub reviews: Vec<(assignment::Model, review::Model, Vec<score::Model>)>,
    /// Answers of the working copy.
    pub answers: Vec<answer::Model>,
}

fn group<T>(rows: Vec<T>, key: impl Fn(&T) -> Uuid) -> HashMap<Uuid, Vec<T>> {
    let mut groups: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// Reads them, by number.
pub async fn load(app: &App) -> Done<Vec<Seed>> {
    let conn = app.db.reader();
    let call = calls::store::load_by_slug(conn, "ptce-2013").await?.id.uuid();
    let dossiers = dossier::Entity::find()
        .filter(dossier::Column::CallId.eq(call))
        .filter(dossier::Column::SubmissionId.is_not_null())
        .order_by_asc(dossier::Column::Serial)
        .all(conn)
        .await?;
    let ids: Vec<Uuid> = dossiers.iter().map(|row| row.id).collect();
    let filings = submission::Entity::find().filter(submission::Column::DossierId.is_in(ids.clone())).all(conn).await?;
    let mut filings: HashMap<Uuid, _> = filings.into_iter().map(|row| (row.id, row)).collect();
    let mut findings =
        group(finding::Entity::find().filter(finding::Column::DossierId.is_in(ids.clone())).all(conn).await?, |row| {
            row.submission_id
        });
    let verdicts = admissibility_verdict::Entity::find()
        .filter(admissibility_verdict::Column::DossierId.is_in(ids.clone()))
        .all(conn)
        .await?;
    let mut verdicts = group(verdicts, |row| row.dossier_id);
    let given = assignment::Entity::find().filter(assignment::Column::CallId.eq(call)).all(conn).await?;
    let mut given = group(given, |row| row.dossier_id);
    let written = review::Entity::find().filter(review::Column::DossierId.is_in(ids.clone())).all(conn).await?;
    let mut written: HashMap<Uuid, _> = written.into_iter().map(|row| (row.assignment_id, row)).collect();
    let mut scores = group(score::Entity::find().all(conn).await?, |row| row.review_id);
    let mut answers =
        group(answer::Entity::find().filter(answer::Column::DossierId.is_in(ids)).all(conn).await?, |row| {
            row.dossier_id
        });
    let mut seeds = Vec::new();
    for row in dossiers {
        let Some(filing) = row.submission_id.and_then(|id| filings.remove(&id)) else { continue };
        let mut reviews = Vec::new();
        for one in given.remove(&row.id).unwrap_or_default() {
            if let Some(review) = written.remove(&one.id).filter(|_| one.state == "submitted") {
                let scores = scores.remove(&review.id).unwrap_or_default();
                reviews.push((one, review, scores));
            }
        }
        seeds.push(Seed {
            snapshot: serde_json::from_str(&filing.snapshot)?,
            findings: findings.remove(&filing.id).unwrap_or_default(),
            verdicts: verdicts.remove(&row.id).unwrap_or_default(),
            answers: answers.remove(&row.id).unwrap_or_default(),
            submission: filing,
            dossier: row,
            reviews,
        });
    }
    Ok(seeds)
}
