//! Deciding: the ranking is frozen, the policy proposes, the committee settles equals and sets conditions,
//! chair and secretary adopt, the authority signs, the results are published.

use domain::{
    committee::{Adoption, Line, Outcome, Seat},
    time::Instant,
};

use super::{
    cast::Cast,
    checking::said,
    dice::Dice,
    stage::{Played, Stage, must},
};
use crate::{
    error::{AppError, AppResult},
    features::{
        calls,
        committee::{actions as committee, store},
        results::actions as results,
    },
};

/// When each step takes place.
pub struct Dates {
    /// The ranking is frozen.
    pub frozen: Instant,
    /// The committee sits.
    pub committee: Instant,
    /// The authority signs.
    pub signed: Instant,
    /// The list is public.
    pub published: Instant,
}

/// How deciding went.
pub struct Decided {
    /// Groups of equals that the committee settled.
    pub ties: usize,
    /// Dossiers funded under conditions.
    pub conditions: usize,
}

/// Plays it all.
///
/// # Errors
/// When an action refuses.
pub async fn play(stage: &Stage, played: &Played, cast: &Cast, dates: &Dates) -> AppResult<Decided> {
    let mut dice = Dice::new(stage.seed, "committee");
    stage.at(dates.frozen);
    must("freeze", committee::freeze_ranking(&stage.act(&cast.manager), played.id).await)?;
    stage.at(dates.committee);
    must("propose", committee::propose(&stage.act(&cast.secretary), played.id, None).await)?;
    let mut at = dates.committee.plus_seconds(1_800);
    let ties = settle(stage, played, cast, &mut at, &mut dice).await?;
    let conditions = set_conditions(stage, played, cast, &mut at, &mut dice).await?;
    stage.at(at.plus_seconds(1_200));
    must("adopt", committee::adopt(&stage.act(&cast.chair), played.id, Seat::Chair, None).await)?;
    stage.at(at.plus_seconds(2_400));
    match must("adopt", committee::adopt(&stage.act(&cast.secretary), played.id, Seat::Secretary, None).await)? {
        Adoption::Complete(_) => {}
        other => return Err(AppError::internal(format!("the proposal is not adopted: {other:?}"))),
    }
    stage.at(dates.signed);
    must("sign", committee::sign(&stage.act(&cast.authority), played.id, None).await)?;
    stage.at(dates.published);
    must("publish", results::publish(&stage.act(&cast.manager), played.id).await)?;
    Ok(Decided { ties, conditions })
}

/// Equals that nothing in the grid separates keep their lines, each with the committee's motive.
async fn settle(stage: &Stage, played: &Played, cast: &Cast, at: &mut Instant, dice: &mut Dice) -> AppResult<usize> {
    let app = &stage.app;
    let call = calls::store::load(app.db.reader(), played.id).await?;
    let sheet = store::load_sheet(app.db.reader(), call).await?;
    let mut count = 0;
    for part in &sheet.tracks {
        for tie in part.unsettled_ties() {
            count += 1;
            let motive = said(stage, "tie", dice);
            for dossier in tie {
                let Some(line) = part.line(dossier) else { continue };
                *at = at.plus_seconds(240);
                stage.at(*at);
                let line = Line { motive: motive.clone(), ..line.clone() };
                must("settle", committee::edit_line(&stage.act(&cast.secretary), played.id, line, None).await)?;
            }
        }
    }
    Ok(count)
}

/// One funded dossier in ten, or so, is funded under a condition.
async fn set_conditions(
    stage: &Stage,
    played: &Played,
    cast: &Cast,
    at: &mut Instant,
    dice: &mut Dice,
) -> AppResult<usize> {
    let app = &stage.app;
    let call = calls::store::load(app.db.reader(), played.id).await?;
    let sheet = store::load_sheet(app.db.reader(), call).await?;
    let mut count = 0;
    for line in sheet.tracks.iter().flat_map(|part| &part.lines) {
        if line.outcome == Outcome::Retained && line.motive.is_empty() && dice.chance(12) {
            count += 1;
            *at = at.plus_seconds(240);
            stage.at(*at);
            let conditional = Line {
                outcome: Outcome::RetainedWithConditions,
                motive: said(stage, "condition", dice),
                ..line.clone()
            };
            let edited = committee::edit_line(&stage.act(&cast.secretary), played.id, conditional, None).await;
            must("condition", edited)?;
        }
    }
    Ok(count)
}
