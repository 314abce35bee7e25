//! How far a call is: grouped counts for the dashboard of its managers, each one query.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    assignment::AssignmentState,
    call::TrackCode,
    dossier::State,
    ids::{CallId, UserId},
    interests::Interests,
    permissions::Role,
    time::Instant,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{
    db::entities::{assignment, declaration, dossier},
    error::{AppError, AppResult},
};

/// How far a call is, without the dossiers in which the person who looks declared an interest.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Dossiers that were filed at least once, by track and state.
    pub filed: BTreeMap<(TrackCode, State), i64>,
    /// Dossiers that were begun and never filed.
    pub drafts: i64,
    /// What each reviewer was given and handed in.
    pub loads: BTreeMap<UserId, Load>,
    /// Who has declared their interests.
    pub declared: BTreeSet<UserId>,
}

/// What a reviewer was given and handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Reviews that are owed.
    pub open: i64,
    /// Reviews that were submitted.
    pub submitted: i64,
    /// When the oldest review that is owed was given.
    pub oldest: Option<Instant>,
}

impl Progress {
    /// Filed dossiers whose state is such, all tracks together.
    #[must_use]
    pub fn count(&self, is: impl Fn(State) -> bool) -> i64 {
        self.filed.iter().filter(|((_, state), _)| is(*state)).map(|(_, count)| count).sum()
    }

    /// Filed dossiers of a track.
    #[must_use]
    pub fn count_track(&self, track: &str) -> i64 {
        self.filed.iter().filter(|((code, _), _)| code == track).map(|(_, count)| count).sum()
    }

    /// Everybody whom the dashboard names.
    #[must_use]
    pub fn people(&self, roles: &[(UserId, Role)]) -> Vec<UserId> {
        let people: BTreeSet<UserId> = self.loads.keys().copied().chain(roles.iter().map(|(id, _)| *id)).collect();
        people.into_iter().collect()
    }
}

/// How many dossiers of a track are in a state, filed or not.
#[derive(FromQueryResult)]
struct DossierCount {
    track_code: String,
    state: String,
    filed: bool,
    dossiers: i64,
}

/// How many assignments of a reviewer are in a state, and since when the oldest.
#[derive(FromQueryResult)]
struct AssignmentCount {
    reviewer_id: Uuid,
    state: String,
    assignments: i64,
    oldest: i64,
}

/// Counts for a person who runs the call. A person in conflict gets them computed without the dossier.
///
/// # Errors
/// When the database does not answer or holds a state that is none.
pub async fn load_progress(conn: &impl ConnectionTrait, call: CallId, interests: &Interests) -> AppResult<Progress> {
    let hidden = || interests.recused().iter().map(|id| id.uuid());
    let mut progress = Progress::default();
    let rows = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::TrackCode)
        .column(dossier::Column::State)
        .column_as(dossier::Column::Serial.is_not_null(), "filed")
        .column_as(dossier::Column::Id.count(), "dossiers")
        .filter(dossier::Column::CallId.eq(call.uuid()))
        .filter(dossier::Column::Id.is_not_in(hidden()))
        .group_by(dossier::Column::TrackCode)
        .group_by(dossier::Column::State)
        .group_by(dossier::Column::Serial.is_not_null())
        .into_model::<DossierCount>()
        .all(conn)
        .await?;
    for row in rows {
        let unknown = || AppError::internal(format!("state of a dossier: {}", row.state));
        let state = State::parse(&row.state).ok_or_else(unknown)?;
        match (row.filed, state) {
            (true, _) => *progress.filed.entry((row.track_code, state)).or_default() += row.dossiers,
            (false, State::Draft) => progress.drafts += row.dossiers,
            (false, _) => {}
        }
    }
    progress.loads = load_reviewers(conn, call, interests).await?;
    let declared = declaration::Entity::find().filter(declaration::Column::CallId.eq(call.uuid())).all(conn).await?;
    progress.declared = declared.into_iter().map(|row| UserId::from_uuid(row.user_id)).collect();
    Ok(progress)
}

async fn load_reviewers(
    conn: &impl ConnectionTrait,
    call: CallId,
    interests: &Interests,
) -> AppResult<BTreeMap<UserId, Load>> {
    let rows = assignment::Entity::find()
        .select_only()
        .column(assignment::Column::ReviewerId)
        .column(assignment::Column::State)
        .column_as(assignment::Column::Id.count(), "assignments")
        .column_as(assignment::Column::AssignedAt.min(), "oldest")
        .filter(assignment::Column::CallId.eq(call.uuid()))
        .filter(assignment::Column::State.is_in(AssignmentState::seated().map(AssignmentState::as_str)))
        .filter(assignment::Column::DossierId.is_not_in(interests.recused().iter().map(|id| id.uuid())))
        .group_by(assignment::Column::ReviewerId)
        .group_by(assignment::Column::State)
        .into_model::<AssignmentCount>()
        .all(conn)
        .await?;
    let mut loads: BTreeMap<UserId, Load> = BTreeMap::new();
    for row in rows {
        let load = loads.entry(UserId::from_uuid(row.reviewer_id)).or_default();
        if row.state == AssignmentState::Open.as_str() {
            (load.open, load.oldest) = (row.assignments, Some(Instant::from_micros(row.oldest)));
        } else {
            load.submitted = row.assignments;
        }
    }
    Ok(loads)
}
