//! Starting, writing, joining, filing, reopening, withdrawing.

mod answers;
mod documents;
mod erasure;
mod filing;

pub use answers::{Change, Place, SaveRefused, Saved, Stale, fill, remove_row, save_answers, save_row};
pub use documents::{JoinRefused, join_document, remove_document};
pub use erasure::{EraseRefused, Erased, erase};
pub use filing::{Filing, facts_of, reopen, submit, withdraw};

use domain::{
    answers::{Answer, Answers},
    call::{Call, TrackCode, Window},
    ids::{CallId, DossierId},
    permissions::Action,
    text::{NumberProblem, Siret},
    time::Instant,
};

use super::store::{self, Projection};
use crate::{
    db::Act,
    error::{AppError, Refused},
    features::calls,
};

/// Why a dossier is not started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartRefused {
    /// Filing has closed.
    Closed {
        /// When.
        at: Instant,
    },
    /// No such track.
    NoTrack,
    /// There are as many drafts as an account may have on a call.
    TooManyDrafts {
        /// Most drafts.
        max: u64,
    },
    /// Not a SIRET number.
    NotASiret(NumberProblem),
}

/// Starts a dossier on a track of a call, for the organisation of a SIRET.
///
/// # Errors
/// [`StartRefused`].
pub async fn start_dossier(
    act: &Act,
    call: CallId,
    track: &str,
    siret: &str,
) -> Result<DossierId, Refused<StartRefused>> {
    let siret = Siret::parse(siret).map_err(|why| Refused::Rule(StartRefused::NotASiret(why)))?;
    let tx = act.on_call(call, Action::StartDossier).await?;
    let call = calls::store::load(tx.conn(), call).await?;
    if call.published_at.is_none() {
        return Err(AppError::NotFound.into());
    }
    if call.definition.calendar.window(act.at) == Window::Closed {
        return Err(Refused::Rule(StartRefused::Closed { at: call.definition.calendar.closes }));
    }
    let max = act.app.config.drafts.per_call;
    if store::count_drafts(&tx).await? >= max {
        return Err(Refused::Rule(StartRefused::TooManyDrafts { max }));
    }
    let only = call.definition.tracks.first().filter(|_| !call.definition.has_tracks());
    let track: TrackCode =
        only.or(call.definition.track(track)).ok_or(Refused::Rule(StartRefused::NoTrack))?.code.clone();
    let id = DossierId::mint(act.at, act.app.random());
    let asked = &call.definition.form.reads.lead_siret;
    let lead = Answers([(asked.clone(), Answer::Text(siret.to_string()))].into());
    let projection = project(&call.definition, &lead);
    store::insert_dossier(&tx, id, &track, &projection, (asked, &siret.as_str().into())).await?;
    tx.commit().await?;
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
