//! The open call of the demonstration: the same call under another name with dates around today, and some drafts.

use chrono::Datelike;
use domain::{call_file, ids::UserId, text::Email};

use super::{
    cast::{self, ROLE_ACCOUNTS},
    content,
    filing::{join, of_step},
    stage::{Player, must},
    words::Words,
};
use crate::{
    app::App,
    db::Actor,
    error::AppResult,
    features::{accounts::store as people, calls::actions as publishing, dossiers::actions as dossiers},
};

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
    let definition = must("call", call_file::check(source))?;
    let day = |at: domain::time::Instant| at.in_zone(definition.zone).date_naive();
    let shift = (day(app.now().plus_days(DAYS_LEFT)) - day(definition.calendar.closes)).num_days();
    let prefix = day(app.now()).year().to_string();
    let moved = must("open call", call_file::reschedule(source, SLUG, TITLE, &prefix, shift))?;
    let id = must("import", publishing::import(app, &Actor::CommandLine, &moved).await)?;
    publishing::publish(app, &Actor::CommandLine, id).await?;
    for one in &ROLE_ACCOUNTS {
        let (Some(role), Some(user)) = (one.role, find(app, one.email).await?) else { continue };
        publishing::grant(app, &Actor::CommandLine, id, user, role).await?;
    }
    drafts(app, &moved, applicant).await
}

async fn find(app: &App, email: &str) -> AppResult<Option<UserId>> {
    let email = must("address", Email::parse(email))?;
    Ok(people::find_by_email(app.db.reader(), &email).await?.map(|known| known.person.id))
}

async fn drafts(app: &App, source: &str, applicant: Option<&Player>) -> AppResult<()> {
    let definition = must("call", call_file::check(source))?;
    let words = Words::load()?;
    let invented = content::applications(&words, &definition, 77, DRAFTS.len(), 7_000);
    for (rank, (application, steps)) in invented.iter().zip(DRAFTS).enumerate() {
        let owner = match applicant.filter(|_| rank + 1 == DRAFTS.len()) {
            Some(player) => player.clone(),
            None => cast::applicant(app, &application.writer.name, &application.writer.email).await?,
        };
        let at = app.now();
        let started = dossiers::start_dossier(app, &owner.actor, SLUG, &application.track, &application.siret, at);
        let id = must("start", started.await)?;
        for step in 0..steps {
            let answers = of_step(&definition, &application.answers, step);
            must("write", dossiers::fill(app, &owner.actor, id, &answers, at).await)?;
        }
        if let Some(piece) = application.pieces.first() {
            join(app, &owner, id, piece, at).await?;
        }
    }
    Ok(())
}
