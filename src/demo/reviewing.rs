//! Reviewing: interests declared, two readers from different institutions for each dossier, scores with reasons.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    assignment::AssignmentState,
    call::HalfPoints,
    dossier::State,
    ids::{DossierId, InstitutionId, UserId},
    time::Instant,
};

use super::{
    cast::Cast,
    checking::said,
    content::Application,
    dice::Dice,
    filing::Filed,
    stage::{Played, Player, Stage, must},
    words::{Comments, fill},
};
use crate::{
    db::standing::list_recused,
    error::AppResult,
    features::{
        dossiers::store as dossiers,
        reviews::{
            actions::{self as reviews, Edits, OverallEdit, ScoreEdit},
            store,
        },
    },
};

/// How severe, or generous, a reviewer is, and by how much a reading strays, in thousandths of the scale.
const SEVERITY: i64 = 60;
const STRAY: i64 = 55;

/// How reviewing went.
pub struct Reviewed {
    /// Interests declared.
    pub conflicts: usize,
    /// Reviews submitted.
    pub reviews: usize,
}

/// Reviewers declare their interests from `from` on, some with a reason not to read a dossier.
///
/// # Errors
/// When an action refuses.
pub async fn declare(stage: &Stage, played: &Played, cast: &Cast, from: Instant) -> AppResult<usize> {
    let app = &stage.app;
    let filed = dossiers::list_filed(app.db.reader(), played.id).await?;
    let mut dice = Dice::new(stage.seed, "interests");
    let mut at = from;
    let mut declared = 0;
    for (player, _) in &cast.reviewers {
        let count = match dice.between(1, 100) {
            1..=24 => 1,
            25..=30 => 2,
            _ => 0,
        };
        let conflicts: Vec<_> = dice.some(&filed, count).into_iter().map(|row| row.id).collect();
        let conflicts: Vec<_> = conflicts.into_iter().map(|id| (id, said(stage, "conflict", &mut dice))).collect();
        declared += conflicts.len();
        at = at.plus_seconds(dice.between(300, 5_000));
        stage.at(at);
        must("declare", reviews::declare_interests(&stage.act(player), played.id, conflicts).await)?;
    }
    for player in cast.committee() {
        at = at.plus_seconds(dice.between(300, 2_000));
        stage.at(at);
        must("declare", reviews::declare_interests(&stage.act(player), played.id, Vec::new()).await)?;
    }
    Ok(declared)
}

/// Gives every admissible dossier its readers: those with the least to read, of different institutions, not in
/// conflict. A couple are given back and given again.
///
/// # Errors
/// When an action refuses, or too few people can read a dossier.
pub async fn assign(stage: &Stage, played: &Played, cast: &Cast, at: Instant) -> AppResult<()> {
    let app = &stage.app;
    stage.at(at);
    let mut dice = Dice::new(stage.seed, "assignments");
    let conflicts = list_recused(app.db.reader(), &played.call.facts()).await?;
    let mut loads: BTreeMap<UserId, usize> = BTreeMap::new();
    let mut rows = dossiers::list_filed(app.db.reader(), played.id).await?;
    rows.retain(|row| row.state == State::Admissible);
    dice.shuffle(&mut rows);
    let mut pairs = Vec::new();
    for row in &rows {
        let mut taken: BTreeSet<InstitutionId> = BTreeSet::new();
        for _ in 0..played.call.definition.grid.reviews_per_dossier {
            let free = cast.reviewers.iter().filter(|(player, institution)| {
                !conflicts.contains(&(player.id, row.id)) && !taken.contains(institution)
            });
            let mut free: Vec<&(Player, InstitutionId)> = free.collect();
            dice.shuffle(&mut free);
            let least = free.into_iter().min_by_key(|(player, _)| loads.get(&player.id).copied().unwrap_or(0));
            let (player, institution) = must("assign", least.ok_or("too few reviewers"))?;
            taken.insert(*institution);
            *loads.entry(player.id).or_default() += 1;
            pairs.push((row.id, player.id));
        }
    }
    must("assign", reviews::assign(&stage.act(&cast.manager), played.id, pairs).await)?;
    give_back(stage, played, cast, at, &mut dice).await
}

async fn give_back(stage: &Stage, played: &Played, cast: &Cast, at: Instant, dice: &mut Dice) -> AppResult<()> {
    let app = &stage.app;
    let all = store::list_assignments(app.db.reader(), played.id).await?;
    let conflicts = list_recused(app.db.reader(), &played.call.facts()).await?;
    let few: Vec<_> = dice.some(&all, all.len().div_ceil(120)).into_iter().cloned().collect();
    for (rank, assignment) in few.into_iter().enumerate() {
        stage.at(at.plus_seconds(86_400 + i64::try_from(rank).unwrap_or(0) * 5_000));
        let Some((reader, institution)) = cast.reviewers.iter().find(|(one, _)| one.id == assignment.reviewer) else {
            continue;
        };
        let busy = store::list_assignments_of_dossier(app.db.reader(), assignment.dossier).await?;
        let others: Vec<&Player> = cast
            .reviewers
            .iter()
            .filter(|(one, of)| of == institution && busy.iter().all(|taken| taken.reviewer != one.id))
            .filter(|(one, _)| !conflicts.contains(&(one.id, assignment.dossier)))
            .map(|(one, _)| one)
            .collect();
        // Whoever gave a dossier back cannot have it again: without somebody else, it stays where it is.
        if others.is_empty() {
            continue;
        }
        let reason = "Congé de longue durée : je ne pourrai pas rendre cette lecture dans le délai.";
        must("return", reviews::return_assignment(&stage.act(reader), assignment.id, reason).await)?;
        let pair = vec![(assignment.dossier, dice.pick(&others).id)];
        must("assign", reviews::assign(&stage.act(&cast.manager), played.id, pair).await)?;
    }
    Ok(())
}

/// Everybody reads, scores, argues and submits between `from` and `until`.
///
/// # Errors
/// When an action refuses.
pub async fn review(
    stage: &Stage,
    played: &Played,
    cast: &Cast,
    filed: &[Filed],
    (from, until): (Instant, Instant),
) -> AppResult<usize> {
    let app = &stage.app;
    let by_id: BTreeMap<DossierId, &Application> = filed.iter().map(|one| (one.id, &one.application)).collect();
    let readers: BTreeMap<UserId, &Player> = cast.reviewers.iter().map(|(one, _)| (one.id, one)).collect();
    let mut dice = Dice::new(stage.seed, "calendar of reviews");
    let severities: BTreeMap<UserId, i64> =
        cast.reviewers.iter().map(|(one, _)| (one.id, dice.around(0, SEVERITY))).collect();
    let mut sittings: Vec<_> = store::list_assignments(app.db.reader(), played.id)
        .await?
        .into_iter()
        .filter(|one| one.state == AssignmentState::Open)
        .map(|one| (Instant::from_micros(dice.between(from.micros(), until.micros()) / 60_000_000 * 60_000_000), one))
        .collect();
    sittings.sort_by_key(|(at, one)| (*at, one.id));
    for (at, assignment) in &sittings {
        let (Some(reader), Some(application)) = (readers.get(&assignment.reviewer), by_id.get(&assignment.dossier))
        else {
            continue;
        };
        stage.at(*at);
        // Drawn for the pair, whatever the order of sittings.
        let names = format!("review {} {}", application.pole, assignment_rank(cast, assignment.reviewer));
        let mut dice = Dice::new(stage.seed, &names);
        let severity = severities.get(&assignment.reviewer).copied().unwrap_or(0);
        let edits = write(stage, played, application, severity, &mut dice);
        must("review", reviews::save(&stage.act(reader), assignment.id, edits).await)?;
        stage.at(at.plus_seconds(dice.between(300, 3_000)));
        must("review", reviews::submit_review(&stage.act(reader), assignment.id).await)?;
    }
    Ok(sittings.len())
}

fn assignment_rank(cast: &Cast, reviewer: UserId) -> usize {
    cast.reviewers.iter().position(|(one, _)| one.id == reviewer).unwrap_or(0)
}

fn write(stage: &Stage, played: &Played, application: &Application, severity: i64, dice: &mut Dice) -> Edits {
    let grid = &played.call.definition.grid;
    let comments = &stage.words.comments;
    let top = i64::from(grid.scale_max);
    let criteria = grid.criteria.iter().filter(|criterion| criterion.weights.contains_key(&application.track));
    let scores: Vec<ScoreEdit> = criteria
        .map(|criterion| {
            let latent = application.quality.get(&criterion.code).copied().unwrap_or(500);
            let seen = (latent + severity + dice.around(0, STRAY)).clamp(0, 1_000);
            let points = (seen * top + 500) / 1_000;
            let level = usize::try_from(points * 10 / top.max(1)).map_or(0, |tenth| match tenth {
                0..=4 => 0,
                5..=6 => 1,
                7..=8 => 2,
                _ => 3,
            });
            ScoreEdit {
                criterion: criterion.code.clone(),
                half_points: HalfPoints::try_from(points).ok(),
                comment: comment(comments, application, &criterion.code, level, grid.comment_min, dice),
                version: 0,
            }
        })
        .collect();
    let part = |key: &str, dice: &mut Dice| {
        comments.overall.get(key).map(|lines| dice.pick(lines).clone()).unwrap_or_default()
    };
    let text = format!(
        "Points forts : {}\nPoints faibles : {}\nConditions : {}",
        part("strengths", dice),
        part("weaknesses", dice),
        part("conditions", dice)
    );
    Edits { scores, overall: Some(OverallEdit { text, version: 0 }) }
}

/// The criterion of 2013 whose remarks suit one of 2015.
fn words_of(criterion: &str) -> &str {
    match criterion {
        "P1" => "C3",
        "P2" | "P3" => "C2",
        "P4" => "C4",
        "P5" => "C1",
        "P6" => "C5",
        own => own,
    }
}

/// A remark of that level and its end, with further ends while it is shorter than the grid wants.
fn comment(
    comments: &Comments,
    application: &Application,
    criterion: &str,
    level: usize,
    least: usize,
    dice: &mut Dice,
) -> String {
    let slots: Vec<(&str, &str)> = application.slots.iter().map(|(slot, value)| (*slot, value.as_str())).collect();
    let remarks = comments.criteria.get(words_of(criterion)).and_then(|levels| levels.get(level));
    let mut text = remarks.map(|remarks| fill(dice.pick::<String>(remarks), &slots)).unwrap_or_default();
    let ends = comments.endings.get(["weak", "fair", "good", "strong"][level]).map_or(&[][..], Vec::as_slice);
    for end in dice.some(ends, ends.len()) {
        if text.chars().count() >= least.max(150) {
            break;
        }
        text = format!("{text} {end}").trim().to_owned();
    }
    text
}
