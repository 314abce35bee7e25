//! The open calls of the demonstration: the call of 2013 under another name and a small fund, with dates around
//! today, and some drafts.

use chrono::Datelike;
use domain::{call_file, ids::CallId, time::Zone};

use super::{
    cast::{self, ROLE_ACCOUNTS},
    content,
    filing::{join, of_step},
    stage::{Player, must},
    words::Words,
};
use crate::{
    app::App,
    db::{Act, Actor},
    error::AppResult,
    features::{calls::actions as publishing, dossiers::actions as dossiers},
};

/// Short name of the small fund.
pub const FUND: &str = "fonds-culturel";
/// Short name of the open call.
pub const SLUG: &str = "ptce-ouvert";
const TITLE: &str = "PTCE, appel ouvert (démonstration)";
/// Days that are left to file when the demonstration is made.
const DAYS_LEFT: i64 = 35;
/// Steps that each draft has reached.
const DRAFTS: [usize; 3] = [2, 4, 6];

/// Publishes the open call and starts some drafts, one of them for `applicant`.
///
/// # Errors
/// When an action refuses.
pub async fn open(app: &App, source: &str, applicant: Option<&Player>) -> AppResult<()> {
    let (call, moved) = publish(app, source, SLUG, TITLE, &this_year(app)).await?;
    drafts(app, call, &moved, applicant).await
}

/// Publishes the small fund, for which a newcomer files in ten minutes.
///
/// # Errors
/// When an action refuses.
pub async fn open_fund(app: &App, source: &str) -> AppResult<()> {
    let title = must("fund", call_file::check(source))?.title;
    let prefix = format!("fc{}", this_year(app));
    publish(app, source, FUND, &title, &prefix).await.map(drop)
}

fn this_year(app: &App) -> String {
    app.now().in_zone(Zone::PARIS).year().to_string()
}

/// Publishes a call like `source` that closes in some weeks, with the printed accounts in their roles; it, and its text.
async fn publish(app: &App, source: &str, slug: &str, title: &str, prefix: &str) -> AppResult<(CallId, String)> {
    let definition = must("call", call_file::check(source))?;
    let day = |at: domain::time::Instant| at.in_zone(definition.zone).date_naive();
    let shift = (day(app.now().plus_days(DAYS_LEFT)) - day(definition.calendar.closes)).num_days();
    let moved = must("open call", call_file::reschedule(source, slug, title, prefix, shift))?;
    let id = must("import", publishing::import(&Act::now(app, &Actor::CommandLine), &moved).await)?;
    publishing::publish(&Act::now(app, &Actor::CommandLine), id).await?;
    for one in &ROLE_ACCOUNTS {
        let (Some(role), Some(user)) = (one.role, cast::find(app, one.email).await?) else { continue };
        publishing::grant(&Act::now(app, &Actor::CommandLine), id, user, role).await?;
    }
    Ok((id, moved))
}

async fn drafts(app: &App, call: CallId, source: &str, applicant: Option<&Player>) -> AppResult<()> {
    let definition = must("call", call_file::check(source))?;
    let words = Words::load()?;
    let invented = content::applications(&words, &definition, 77, DRAFTS.len(), 7_000);
    for (rank, (application, steps)) in invented.iter().zip(DRAFTS).enumerate() {
        let owner = match applicant.filter(|_| rank + 1 == DRAFTS.len()) {
            Some(player) => player.clone(),
            None => cast::applicant(app, &application.writer.name, &application.writer.email).await?,
        };
        let by = Act::now(app, &owner.actor);
        let started = dossiers::start_dossier(&by, call, &application.track, &application.siret);
        let id = must("start", started.await)?;
        for step in 0..steps {
            let answers = of_step(&definition, &application.answers, step);
            must("write", dossiers::fill(&by, id, &answers).await)?;
        }
        if let Some(piece) = application.pieces.first() {
            join(&by, id, piece).await?;
        }
    }
    Ok(())
}
