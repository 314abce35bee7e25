//! Saving a review criterion by criterion, and submitting it. A save is no event; a submission is.

use std::collections::BTreeMap;

use domain::{
    assignment::AssignmentState,
    call::{Call, CriterionCode, HalfPoints},
    ids::{AssignmentId, ReviewId},
    journal::EventKind,
    permissions::Action,
    scoring::{self, ReviewProblem},
    time::Instant,
};
use serde_json::json;

use super::follow_assignments;
use crate::{
    db::{
        Act,
        write::{LockedDossier, WriteTx},
    },
    error::{AppError, AppResult, Refused},
    features::{
        calls,
        dossiers::{self, store::DossierRow},
        reviews::store::{self, Assignment, Review, Score},
    },
};

/// Most characters of a comment, and of the text on the whole dossier.
pub const COMMENT_MAX: usize = 5_000;

/// A score and its comment, as typed over a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreEdit {
    /// The criterion.
    pub criterion: CriterionCode,
    /// In half points; `None`: not chosen yet.
    pub half_points: Option<HalfPoints>,
    /// Why.
    pub comment: String,
    /// The version that was on the screen, 0 when nothing was saved.
    pub version: i64,
}

/// The text on the whole dossier, as typed over a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverallEdit {
    /// The text.
    pub text: String,
    /// The version that was on the screen.
    pub version: i64,
}

/// What is to be saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// Scores and comments.
    pub scores: Vec<ScoreEdit>,
    /// The text on the whole dossier.
    pub overall: Option<OverallEdit>,
}

/// An edit that was not saved because something else was saved meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The criterion, or `overall`.
    pub field: String,
    /// What is saved now.
    pub current: Score,
}

/// What was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// When.
    pub at: Instant,
    /// The version that each field has now.
    pub versions: BTreeMap<String, i64>,
    /// Fields that were not saved.
    pub stale: Vec<Stale>,
}

/// Why nothing was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveRefused {
    /// The review was submitted, or the dossier given back.
    Ended,
    /// The grid has no such criterion on this track.
    UnknownCriterion(CriterionCode),
    /// The score is beyond the scale.
    BeyondScale(CriterionCode),
    /// The text of this field has more than [`COMMENT_MAX`] characters.
    TooLong(String),
}

/// Why a review is not submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubmitRefused {
    /// It was submitted before, or the dossier given back.
    Ended,
    /// These are missing.
    Problems(Vec<ReviewProblem>),
}

/// An open assignment of the person who acts, its dossier locked.
struct Sitting {
    tx: WriteTx<LockedDossier>,
    assignment: Assignment,
    call: std::sync::Arc<Call>,
    track: String,
    review: Option<Review>,
}

/// Sits the reviewer down; `None` when the assignment has ended.
async fn sit(act: &Act, id: AssignmentId, action: Action) -> AppResult<Option<Sitting>> {
    let dossier = store::load_assignment(act.app.db.reader(), id).await?.dossier;
    let tx = act.on_dossier(dossier, action).await?;
    let DossierRow { state, track, call, .. } = dossiers::store::locked(&tx)?;
    // Read under the lock: it may have ended meanwhile.
    let assignment = store::load_assignment(tx.conn(), id).await?;
    if assignment.reviewer != tx.user()? {
        return Err(AppError::NotFound);
    }
    if assignment.state != AssignmentState::Open || state == domain::dossier::State::Withdrawn {
        return Ok(None);
    }
    let review = store::find_review(tx.conn(), id).await?;
    let call = calls::store::load(tx.conn(), call).await?.definition;
    Ok(Some(Sitting { tx, assignment, call, track, review }))
}

/// Saves a score with its comment.
///
/// # Errors
/// As [`save`].
pub async fn save_score(
    act: &Act,
    assignment: AssignmentId,
    criterion: &str,
    half_points: Option<HalfPoints>,
    comment: &str,
    version: i64,
) -> Result<Saved, Refused<SaveRefused>> {
    let edit = ScoreEdit { criterion: criterion.to_owned(), half_points, comment: comment.to_owned(), version };
    save(act, assignment, Edits { scores: vec![edit], overall: None }).await
}

/// Saves the text on the whole dossier.
///
/// # Errors
/// As [`save`].
pub async fn save_overall(
    act: &Act,
    assignment: AssignmentId,
    text: &str,
    version: i64,
) -> Result<Saved, Refused<SaveRefused>> {
    let overall = Some(OverallEdit { text: text.to_owned(), version });
    save(act, assignment, Edits { scores: Vec::new(), overall }).await
}

/// Saves several fields at once, as a form without script sends them. What did not change is left alone; what
/// was typed over an older version is not saved and comes back in [`Saved::stale`].
///
/// # Errors
/// [`SaveRefused`]; `NotFound` for the assignment of somebody else; or a failure.
pub async fn save(act: &Act, assignment: AssignmentId, edits: Edits) -> Result<Saved, Refused<SaveRefused>> {
    let desk = sit(act, assignment, Action::SaveReview).await?.ok_or(Refused::Rule(SaveRefused::Ended))?;
    check(&desk, &edits).map_err(Refused::Rule)?;
    let Sitting { tx, assignment, review, .. } = desk;
    let mut saved = Saved { at: act.at, versions: BTreeMap::new(), stale: Vec::new() };
    let mut review = review;
    for edit in edits.scores {
        let current =
            review.as_ref().and_then(|review| review.scores.get(&edit.criterion)).cloned().unwrap_or_default();
        let comment = normal(&edit.comment);
        if (current.half_points, &current.comment) == (edit.half_points, &comment) {
            saved.versions.insert(edit.criterion, current.version);
        } else if current.version != edit.version {
            saved.stale.push(Stale { field: edit.criterion, current });
        } else {
            let begun = begun(&tx, &assignment, &mut review).await?;
            let score = Score { half_points: edit.half_points, comment, version: current.version + 1 };
            store::save_score(&tx, &begun, &edit.criterion, &score).await?;
            saved.versions.insert(edit.criterion, score.version);
        }
    }
    if let Some(edit) = edits.overall {
        let (text, version) = review.as_ref().map_or(("", 0), |review| (&review.overall, review.version));
        let typed = normal(&edit.text);
        if text == typed {
            saved.versions.insert("overall".into(), version);
        } else if version != edit.version {
            let current = Score { half_points: None, comment: text.to_owned(), version };
            saved.stale.push(Stale { field: "overall".into(), current });
        } else {
            let begun = begun(&tx, &assignment, &mut review).await?;
            store::save_overall(&tx, &begun, &typed, version + 1).await?;
            saved.versions.insert("overall".into(), version + 1);
        }
    }
    tx.commit().await?;
    Ok(saved)
}

/// The review, begun if it was not.
async fn begun(tx: &WriteTx<LockedDossier>, of: &Assignment, review: &mut Option<Review>) -> AppResult<Review> {
    if let Some(review) = review {
        return Ok(review.clone());
    }
    let new = store::insert_review(tx, ReviewId::mint(tx.at(), tx.app().random()), of).await?;
    *review = Some(new.clone());
    Ok(new)
}

/// Line ends as browsers send them (`\r\n`) are not a change.
fn normal(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end().to_owned()
}

fn check(desk: &Sitting, edits: &Edits) -> Result<(), SaveRefused> {
    let grid = &desk.call.grid;
    for edit in &edits.scores {
        let code = || edit.criterion.clone();
        if !scoring::criteria_of(grid, &desk.track).any(|(criterion, _)| criterion.code == edit.criterion) {
            return Err(SaveRefused::UnknownCriterion(code()));
        }
        if edit.half_points.is_some_and(|points| !grid.allows(points)) {
            return Err(SaveRefused::BeyondScale(code()));
        }
        if normal(&edit.comment).chars().count() > COMMENT_MAX {
            return Err(SaveRefused::TooLong(code()));
        }
    }
    match &edits.overall {
        Some(edit) if normal(&edit.text).chars().count() > COMMENT_MAX => Err(SaveRefused::TooLong("overall".into())),
        _ => Ok(()),
    }
}

/// Submits a review: it does not change any more, and the reviewer sees the others of the same dossier.
///
/// # Errors
/// [`SubmitRefused`] with everything that is missing; `NotFound` for the assignment of somebody else; or a failure.
pub async fn submit_review(act: &Act, assignment: AssignmentId) -> Result<(), Refused<SubmitRefused>> {
    let desk = sit(act, assignment, Action::SubmitReview).await?.ok_or(Refused::Rule(SubmitRefused::Ended))?;
    let Sitting { tx, assignment, call, track, review } = desk;
    let draft = review.as_ref().map(Review::draft).unwrap_or_default();
    let problems = |problems| Refused::Rule(SubmitRefused::Problems(problems));
    let complete = scoring::complete(&call.grid, &track, &draft).map_err(problems)?;
    let Some(review) = review else {
        return Err(problems(Vec::new()));
    };
    store::save_submitted(&tx, &review).await?;
    store::save_assignment_state(&tx, tx.on(), assignment.id, AssignmentState::Submitted, "").await?;
    follow_assignments(&tx, tx.on(), &call).await?;
    let content = json!({ "scores": complete.scores(), "comments": complete.comments(), "overall": review.overall });
    let payload = json!({
        "assignment": assignment.id.to_string(),
        "scores": complete.scores(),
        "sha256": domain::canonical::sha256_hex(domain::canonical::to_text(&content)?.as_bytes()),
    });
    tx.conclude(EventKind::ReviewSubmitted, payload).await?;
    Ok(())
}
