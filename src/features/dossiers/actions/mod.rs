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
    form::codes,
    ids::DossierId,
    money::Cents,
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
    let track: TrackCode = call.definition.track(track).ok_or(StartRefused::NoTrack)?.code.clone();
    let id = DossierId::mint(at, app.random());
    let lead = Answers([(codes::LEAD_SIRET.to_owned(), Answer::Text(siret.to_string()))].into());
    let (user, projection) = (tx.user()?, project(&call.definition, &lead));
    store::insert_dossier(&tx, id, (call.id, call.revision), user, &track, &projection).await?;
    let stored = store::answers::Stored { value: siret.as_str().into(), version: 1, saved_at: at, saved_by: user };
    store::answers::save(&tx, id, (codes::LEAD_SIRET, ""), &stored).await?;
    tx.commit().await.map_err(AppError::from)?;
    Ok(id)
}

/// What lists show of a dossier, read from its answers.
fn project(call: &Call, answers: &Answers) -> Projection {
    let text = |code: &str| answers.text(code).unwrap_or_default().to_owned();
    let siret = text(codes::LEAD_SIRET);
    Projection {
        pole_name: text(codes::POLE_NAME),
        lead_name: text(codes::LEAD_NAME),
        lead_siren: siret.chars().take(9).collect(),
        lead_siret: siret,
        departments: answers.choices(codes::DEPARTMENTS).map(str::to_owned).collect(),
        requested: figures(call, answers).map_or(Cents::ZERO, |figures| figures.requested()),
    }
}

/// The figures of the budget and funding plan; `None` when the call asks for no budget.
#[must_use]
pub fn figures(call: &Call, answers: &Answers) -> Option<domain::budget::Figures> {
    let question = call.form.question(codes::BUDGET)?;
    let domain::form::QuestionKind::Budget { years, accounts } = &question.kind else { return None };
    let empty = domain::budget::Budget::default();
    let budget = answers.budget().unwrap_or(&empty);
    Some(domain::budget::figures(budget, answers.rows(codes::FUNDING), *years, accounts))
}
