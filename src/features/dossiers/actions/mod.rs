//! Starting, writing, joining, filing, reopening, withdrawing.

mod answers;
mod documents;
mod filing;

pub use answers::{Change, Place, SaveRefused, Saved, Stale, fill, remove_row, save_answers, save_row};
pub use documents::{JoinRefused, join_document, remove_document};
pub use filing::{SubmitError, facts_of, reopen, submit, withdraw};

use domain::{
    answers::{Answer, Answers},
    call::{Call, TrackCode, Window},
    ids::DossierId,
    permissions::Action,
    text::{NumberProblem, Siret},
    time::Instant,
};

use super::store::{self, Projection};
use crate::{
    app::App,
    db::{Actor, Subject, authorize},
    error::AppError,
    features::calls,
};

/// Why a dossier is not started.
#[derive(Debug)]
pub enum StartRefused {
    /// Filing has closed.
    Closed {
        /// When.
        at: Instant,
    },
    /// No such track.
    NoTrack,
    /// Not a SIRET number.
    NotASiret(NumberProblem),
    /// Something failed.
    Failed(AppError),
}

impl<E: Into<AppError>> From<E> for StartRefused {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Starts a dossier on a track of a call, for the organisation of a SIRET.
///
/// # Errors
/// [`StartRefused`].
pub async fn start_dossier(
    app: &App,
    actor: &Actor,
    slug: &str,
    track: &str,
    siret: &str,
    at: Instant,
) -> Result<DossierId, StartRefused> {
    let siret = Siret::parse(siret).map_err(StartRefused::NotASiret)?;
    let tx = app.db.begin_write().await.map_err(AppError::from)?;
    let call = calls::store::load_by_slug(tx.reader(), slug).await?;
    if call.published_at.is_none() {
        return Err(AppError::NotFound.into());
    }
    let tx = authorize(tx, actor, Action::StartDossier, Subject::Call(call.id), at).await?;
    if call.definition.calendar.window(at) == Window::Closed {
        return Err(StartRefused::Closed { at: call.definition.calendar.closes });
    }
    let only = call.definition.tracks.first().filter(|_| !call.definition.has_tracks());
    let track: TrackCode = only.or(call.definition.track(track)).ok_or(StartRefused::NoTrack)?.code.clone();
    let id = DossierId::mint(at, app.random());
    let asked = &call.definition.form.reads.lead_siret;
    let lead = Answers([(asked.clone(), Answer::Text(siret.to_string()))].into());
    let (user, projection) = (tx.user()?, project(&call.definition, &lead));
    store::insert_dossier(&tx, id, (call.id, call.revision), user, &track, &projection).await?;
    let stored = store::answers::Stored { value: siret.as_str().into(), version: 1, saved_at: at, saved_by: user };
    store::answers::save(&tx, id, (asked, ""), &stored).await?;
    tx.commit().await.map_err(AppError::from)?;
    Ok(id)
}

/// What lists show of a dossier, read from its answers.
fn project(call: &Call, answers: &Answers) -> Projection {
    let reads = &call.form.reads;
    let text = |code: &str| answers.text(code).unwrap_or_default().to_owned();
    let siret = text(&reads.lead_siret);
    let departments = reads.departments.iter().flat_map(|code| answers.choices(code));
    Projection {
        project_name: text(&reads.project_name),
        lead_name: text(&reads.lead_name),
        lead_siren: siret.chars().take(9).collect(),
        lead_siret: siret,
        departments: departments.map(str::to_owned).collect(),
        requested: call.form.requested(answers).unwrap_or_default(),
    }
}
