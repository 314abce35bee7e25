//! Filing: people start dossiers, write them in sittings, join pieces, file, come back, come too late.

use std::collections::BTreeMap;

use domain::{
    answers::{Answer, Answers},
    call::Call,
    ids::{CallId, DossierId},
    time::Instant,
};
use futures::stream;

use super::{
    cast,
    content::{self, Application, JoinedPiece},
    dice::Dice,
    paper,
    stage::{Played, Player, Stage, must},
};
use crate::{
    app::App,
    db::Act,
    error::{AppError, AppResult},
    features::dossiers::actions::{self as dossiers, Filing as Outcome},
};

/// What becomes of a dossier while filing is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Filed,
    FiledAgain,
    TooLate,
    Abandoned,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Move {
    Start,
    Write(usize),
    Join,
    File,
    Reopen,
    Revise,
    FileAgain,
    ComeTooLate,
    Withdraw,
}

/// A dossier of the replay: what was invented, and what it became.
pub struct Filed {
    /// What was invented.
    pub application: Application,
    /// Its id.
    pub id: DossierId,
    /// Whose it is.
    pub owner: Player,
}

/// How filing went.
pub struct Filing {
    /// Filed dossiers, in the order of invention.
    pub filed: Vec<Filed>,
    /// Late attempts that were refused.
    pub late: usize,
    /// Drafts that were withdrawn.
    pub withdrawn: usize,
}

struct Play<'a> {
    stage: &'a Stage,
    call_id: CallId,
    call: &'a Call,
    applications: Vec<(Application, Fate)>,
    begun: BTreeMap<usize, (DossierId, Player)>,
}

/// Late attempts and withdrawn drafts, beside the dossiers that are filed.
const LATE: usize = 4;
const ABANDONED: usize = 2;
const REFERENCE: usize = 180;

/// Plays filing with `count` dossiers, whose register numbers begin at rank `base`.
///
/// # Errors
/// When an action refuses what was not meant to be refused.
pub async fn play(stage: &Stage, played: &Played, count: usize, base: usize) -> AppResult<Filing> {
    let call = &*played.call.definition;
    let mut dice = Dice::new(stage.seed, "filing");
    let invented = content::applications(&stage.words, call, stage.seed, count, base);
    let mut applications: Vec<(Application, Fate)> = Vec::new();
    for application in invented {
        let fate = if application.defect.is_none() && dice.chance(5) { Fate::FiledAgain } else { Fate::Filed };
        applications.push((application, fate));
    }
    let scaled = |number: usize| (number * count).div_ceil(REFERENCE);
    let (late, abandoned) = (scaled(LATE), scaled(ABANDONED));
    let others = content::applications(&stage.words, call, stage.seed ^ 0x5eed, late + abandoned, 5_000);
    for (rank, application) in others.into_iter().enumerate() {
        applications.push((application, if rank < late { Fate::TooLate } else { Fate::Abandoned }));
    }
    let mut acts = Vec::new();
    let mut filed_at: Vec<Instant> = Vec::new();
    for (rank, (application, fate)) in applications.iter().enumerate() {
        let after = application.again.map(|first| filed_at[first]);
        let at = moment_of_filing(call, *fate, after, &mut dice);
        filed_at.push(at);
        schedule(call, rank, *fate, at, &mut dice, &mut acts);
    }
    acts.sort();
    let mut play = Play { stage, call_id: played.id, call, applications, begun: BTreeMap::new() };
    for (at, rank, act) in acts {
        stage.at(at);
        play.act(at, rank, act).await?;
    }
    let Play { applications, mut begun, .. } = play;
    let filed = applications.into_iter().enumerate().filter_map(|(rank, (application, fate))| {
        let (id, owner) = begun.remove(&rank)?;
        matches!(fate, Fate::Filed | Fate::FiledAgain).then_some(Filed { application, id, owner })
    });
    Ok(Filing { filed: filed.collect(), late, withdrawn: abandoned })
}

/// Few file early, half in the last three days. A second dossier of a lead comes after the first.
fn moment_of_filing(call: &Call, fate: Fate, after: Option<Instant>, dice: &mut Dice) -> Instant {
    let closes = call.calendar.closes;
    let length = (closes.micros() - call.calendar.opens.micros()) / 1_000_000;
    let day = 86_400;
    let before = match (fate, dice.between(1, 100)) {
        (Fate::TooLate, _) => -dice.between(20, 4_000),
        (Fate::Abandoned, _) => dice.between(2 * day, 20 * day),
        (Fate::FiledAgain, _) => dice.between(4 * day, (length / 2).max(5 * day)),
        (Fate::Filed, 1..=14) => dice.between(10 * day, (length * 4 / 5).max(11 * day)),
        (Fate::Filed, 15..=44) => dice.between(3 * day, 10 * day),
        (Fate::Filed, _) => dice.between(90, 3 * day),
    };
    let at = closes.plus_seconds(-before);
    match after {
        // Within what is left of the window once the first was filed.
        Some(first) if at <= first => Instant::from_micros(first.micros() + (closes.micros() - first.micros()) / 2),
        _ => at,
    }
}

fn schedule(
    call: &Call,
    rank: usize,
    fate: Fate,
    at: Instant,
    dice: &mut Dice,
    acts: &mut Vec<(Instant, usize, Move)>,
) {
    let steps = call.form.steps.len();
    let opened = call.calendar.opens.plus_seconds(1_800 + dice.between(0, 7_200));
    let last_sitting = at.min(call.calendar.closes).plus_seconds(-dice.between(2_400, 5_000));
    let start =
        at.plus_seconds(-dice.between(30 * 3_600, 24 * 86_400)).max(opened).min(last_sitting.plus_seconds(-9_000));
    acts.push((start, rank, Move::Start));
    for step in 0..steps {
        let minutes = i64::try_from(step).unwrap_or(0) * 420;
        let sitting = if step * 2 < steps { start.plus_seconds(600) } else { last_sitting.plus_seconds(-1_800) };
        acts.push((sitting.plus_seconds(minutes), rank, Move::Write(step)));
    }
    if fate == Fate::Abandoned {
        return acts.push((at, rank, Move::Withdraw));
    }
    acts.push((last_sitting.plus_seconds(2_300), rank, Move::Join));
    acts.push((at, rank, if fate == Fate::TooLate { Move::ComeTooLate } else { Move::File }));
    if fate == Fate::FiledAgain {
        let again = at.plus_seconds(dice.between(86_400, 3 * 86_400));
        acts.push((again, rank, Move::Reopen));
        acts.push((again.plus_seconds(900), rank, Move::Revise));
        acts.push((again.plus_seconds(2_000), rank, Move::FileAgain));
    }
}

impl Play<'_> {
    async fn act(&mut self, at: Instant, rank: usize, act: Move) -> AppResult<()> {
        let app = &self.stage.app;
        let (application, _) = &self.applications[rank];
        if act == Move::Start {
            let owner = cast::applicant(app, &application.writer.name, &application.writer.email).await?;
            let (track, siret) = (&application.track, &application.siret);
            let by = by(app, &owner, at);
            let id = must("start", dossiers::start_dossier(&by, self.call_id, track, siret).await)?;
            self.begun.insert(rank, (id, owner));
            return Ok(());
        }
        let (id, owner) = must("act", self.begun.get(&rank).ok_or(act))?;
        let (id, by) = (*id, by(app, owner, at));
        match act {
            Move::Start => {}
            Move::Write(step) => {
                let answers = of_step(self.call, &application.answers, step);
                must("write", dossiers::fill(&by, id, &answers).await)?;
            }
            Move::Join => {
                for piece in &application.pieces {
                    join(&by, id, piece).await?;
                }
            }
            Move::File | Move::FileAgain => {
                let filing = must("file", dossiers::submit(&by, id).await)?;
                must("in time", filing.done().ok_or(act))?;
            }
            Move::Reopen => must("reopen", dossiers::reopen(&by, id).await)?,
            Move::Revise => {
                let summary = application.answers.text(&self.call.form.reads.public_summary).unwrap_or_default();
                let revised = Answer::Text(format!("{summary} Texte relu."));
                let answers = Answers([(self.call.form.reads.public_summary.clone(), revised)].into());
                must("revise", dossiers::fill(&by, id, &answers).await)?;
            }
            Move::ComeTooLate => match dossiers::submit(&by, id).await {
                Ok(Outcome::Late { .. }) => {}
                other => return Err(AppError::internal(format!("a late filing was not refused: {other:?}"))),
            },
            Move::Withdraw => dossiers::withdraw(&by, id).await?,
        }
        Ok(())
    }
}

/// An act of a player of the replay.
fn by(app: &App, player: &Player, at: Instant) -> Act {
    Act::new(app, &player.actor, at)
}

/// The answers to the questions of a step.
pub(super) fn of_step(call: &Call, answers: &Answers, step: usize) -> Answers {
    let questions = call.form.steps.get(step).map_or(&[][..], |step| &step.questions);
    let given = questions.iter().filter_map(|asked| Some((asked.code.clone(), answers.get(&asked.code)?.clone())));
    Answers(given.collect())
}

/// Joins an invented piece.
pub(super) async fn join(by: &Act, id: DossierId, piece: &JoinedPiece) -> AppResult<()> {
    let bytes = stream::iter([Ok::<_, AppError>(bytes::Bytes::from(paper::page(&piece.lines)))]);
    must("join", dossiers::join_document(by, id, &piece.piece, &piece.file_name, bytes).await)?;
    Ok(())
}
