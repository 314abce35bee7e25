//! The demonstration: a past call replayed through the actions that people use, with a clock and a chance of
//! its own, then an open call to try. Nothing here writes a row by itself; the rules of the call bring the outcome.

pub mod cast;
pub mod checking;
pub mod content;
pub mod deciding;
pub mod dice;
pub mod filing;
pub mod numbers;
pub mod open_call;
pub mod paper;
pub mod reviewing;
pub mod stage;
pub mod words;

use domain::{call_file, dossier::State, time::Instant};
use serde::Serialize;

use self::stage::{Phase, Played, Player, Stage, must};
use crate::{
    app::App,
    db::{self, Act},
    error::AppResult,
    features::{
        accounts::store as people,
        calls::{self, actions as publishing},
        committee::store as committee,
        dossiers::store as dossiers,
    },
    worker,
};

/// The call of 2013, as the project ships it.
pub const CALL: &str = include_str!("../../config/calls/ptce-2013.toml");
/// The call of 2015.
pub const CALL_2015: &str = include_str!("../../config/calls/ptce-2015.toml");
/// The small fund that is open.
pub const FUND: &str = include_str!("../../config/calls/fonds-culturel.toml");

/// How far a replay goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Every review is submitted: the committee has still to freeze the ranking and to decide.
    Reviews,
    /// The results are public.
    Results,
}

/// What is replayed.
pub struct Replay<'a> {
    /// The call's file.
    pub source: &'a str,
    /// What chance is drawn from.
    pub seed: u64,
    /// How many dossiers are filed.
    pub dossiers: usize,
    /// How many people read them.
    pub reviewers: usize,
    /// Rank of the first register number of an organisation.
    pub base: usize,
    /// How far it goes.
    pub until: Until,
    /// Whether receipts and mails are made on the way; otherwise they wait for the worker.
    pub with_jobs: bool,
}

impl<'a> Replay<'a> {
    /// The call at its full size.
    #[must_use]
    pub fn whole(source: &'a str, seed: u64) -> Self {
        Self { source, seed, dossiers: 180, reviewers: 40, base: 1, until: Until::Results, with_jobs: true }
    }

    /// The call of 2015 as a committee finds it, with draws and organisations of its own.
    #[must_use]
    pub fn before_committee(source: &'a str, seed: u64) -> Self {
        let seed = seed ^ 0x2015;
        Self { source, seed, dossiers: 60, reviewers: 16, base: 8_000, until: Until::Reviews, with_jobs: true }
    }
}

/// What came out of a replay, and where its journal ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Short name of the call.
    pub call: String,
    /// Dossiers filed.
    pub received: usize,
    /// Admissible and eligible.
    pub admissible: usize,
    /// Funded.
    pub funded: usize,
    /// On the reserve list.
    pub reserve: usize,
    /// Sum of the awards.
    pub awarded_cents: i64,
    /// The envelope.
    pub envelope_cents: i64,
    /// Events in the journal.
    pub events: i64,
    /// Hash of the last one.
    pub head: String,
}

/// Replays a call from its publication to its results, or to its last review.
///
/// # Errors
/// When the file has mistakes or an action refuses what was not meant to be refused.
pub async fn replay(app: &App, replay: &Replay<'_>) -> AppResult<Summary> {
    let definition = must("call", call_file::check(replay.source))?;
    let (opens, closes) = (definition.calendar.opens, definition.calendar.closes);
    let days = |days: i64| closes.plus_days(days);

    let phase = Phase::begin("Appel et comptes");
    let stage = Stage::set(app, replay.seed, opens.plus_days(-20))?;
    let operator = cast::operator(&stage).await?;
    let id = must("import", publishing::import(&Act::now(&stage.app, &operator), replay.source).await)?;
    let cast = cast::gather(&stage, id, operator, replay.reviewers).await?;
    stage.at(opens.plus_days(-5));
    publishing::publish(&stage.act(&cast.manager), id).await?;
    let played = Played { id, call: calls::store::load(stage.app.db.reader(), id).await? };
    phase.end(&format!("{} agents, {} rapporteurs", cast.officers.len(), cast.reviewers.len()));

    let phase = Phase::begin("Dépôt des dossiers");
    let filing = filing::play(&stage, &played, replay.dossiers, replay.base).await?;
    let (filed, late, withdrawn) = (filing.filed.len(), filing.late, filing.withdrawn);
    phase.end(&format!("{filed} déposés, {late} refusés hors délai, {withdrawn} abandonnés"));
    if replay.with_jobs {
        work(&stage, closes.plus_seconds(7_200)).await?;
    }

    let phase = Phase::begin("Recevabilité et éligibilité");
    let checked = checking::play(&stage, &played, &cast, &filing.filed, days(3)).await?;
    phase.end(&format!("{} dossiers admis, {} constats infirmés", checked.admissible, checked.overridden));

    let phase = Phase::begin("Évaluation");
    let conflicts = reviewing::declare(&stage, &played, &cast, days(22)).await?;
    reviewing::assign(&stage, &played, &cast, days(24)).await?;
    let reviews = reviewing::review(&stage, &played, &cast, &filing.filed, (days(27), days(56))).await?;
    phase.end(&format!("{reviews} évaluations remises, {conflicts} liens d’intérêts déclarés"));

    if replay.until == Until::Reviews {
        return summary(app, &definition.slug).await;
    }

    let phase = Phase::begin("Comité et décision");
    let dates = deciding::Dates { frozen: days(67), committee: days(88), signed: days(96), published: days(97) };
    let decided = deciding::play(&stage, &played, &cast, &dates).await?;
    if replay.with_jobs {
        work(&stage, days(98)).await?;
    }
    phase.end(&format!("{} égalités tranchées, {} conditions posées", decided.ties, decided.conditions));
    summary(app, &definition.slug).await
}

/// Whether a call was replayed to its end; `None` when it was not begun. A replay that was stopped on the way is none
/// that anybody should look at.
///
/// # Errors
/// When the database does not answer or a row cannot be read.
pub async fn stands(app: &App, replay: &Replay<'_>) -> AppResult<Option<bool>> {
    let slug = must("call", call_file::check(replay.source))?.slug;
    let reader = app.db.reader();
    let Some(call) = calls::store::find_by_slug(reader, &slug).await? else { return Ok(None) };
    let ends = |state| matches!(state, State::Reviewed | State::Inadmissible | State::Withdrawn);
    Ok(Some(match replay.until {
        Until::Results => call.results_published_at.is_some(),
        Until::Reviews => dossiers::list_filed(reader, call.id).await?.iter().all(|row| ends(row.state)),
    }))
}

/// The worker does what is due: receipts and mails.
async fn work(stage: &Stage, at: Instant) -> AppResult<()> {
    let phase = Phase::begin("Récépissés et courriels");
    stage.at(at);
    // Two hands: what takes long is laying out the receipts. The journal does not depend on who does which.
    let (one, other) = tokio::join!(worker::run_due(&stage.app), worker::run_due(&stage.app));
    phase.end(&format!("{} tâches", one? + other?));
    Ok(())
}

/// What the database says of a call.
///
/// # Errors
/// When there is no such call or a row cannot be read.
pub async fn summary(app: &App, slug: &str) -> AppResult<Summary> {
    let reader = app.db.reader();
    let call = calls::store::load_by_slug(reader, slug).await?;
    let rows = dossiers::list_filed(reader, call.id).await?;
    let count = |is: fn(State) -> bool| rows.iter().filter(|row| is(row.state)).count();
    let head = db::journal::head(reader, call.id, slug).await?;
    let envelope = call.definition.envelope;
    let sheet = committee::load_sheet(reader, call).await?;
    Ok(Summary {
        call: slug.to_owned(),
        received: rows.len(),
        admissible: count(State::passed_checks),
        funded: count(|state| state == State::Funded),
        reserve: count(|state| state == State::Reserve),
        awarded_cents: sheet.awarded().0,
        envelope_cents: envelope.0,
        events: head.seq,
        head: head.hash.to_string(),
    })
}

/// The applicant of the demonstration: whose dossier, the first funded by number, one may follow.
///
/// # Errors
/// When the database does not answer.
pub async fn laureate(app: &App, slug: &str) -> AppResult<Option<(Player, String)>> {
    let reader = app.db.reader();
    let call = calls::store::load_by_slug(reader, slug).await?;
    let rows = dossiers::list_filed(reader, call.id).await?;
    let Some(row) = rows.iter().find(|row| row.state == State::Funded) else { return Ok(None) };
    let person = people::load_person(reader, row.owner).await?;
    Ok(Some((Player::new(person.id, &person.name), person.email)))
}

/// Publishes the open calls on the real clock, one with a draft of the laureate, whose account opens. Doing it
/// twice changes nothing.
///
/// # Errors
/// When an action refuses.
pub async fn open(app: &App, source: &str, slug: &str) -> AppResult<()> {
    if calls::store::find_by_slug(app.db.reader(), open_call::FUND).await?.is_none() {
        open_call::open_fund(app, FUND).await?;
    }
    if calls::store::find_by_slug(app.db.reader(), open_call::SLUG).await?.is_some() {
        return Ok(());
    }
    let phase = Phase::begin("Appels ouverts");
    let laureate = laureate(app, slug).await?;
    if let Some((player, _)) = &laureate {
        cast::open_to_visitors(app, player.id).await?;
    }
    open_call::open(app, source, laureate.as_ref().map(|(player, _)| player)).await?;
    phase.end("publiés, trois brouillons");
    Ok(())
}
