//! Rows of rankings, decisions and awards, and what the committee reads of dossiers and reviews.

mod signatures;
mod sittings;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    assignment::AssignmentState,
    call::TrackCode,
    canonical::Digest,
    committee::{Contender, FrozenRanking, Line, Missing, Outcome, Sheet, TrackSheet, missing},
    ids::{CallId, DossierId},
    money::Cents,
    scoring::CompleteReview,
    time::Instant,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

pub use signatures::list_standing;
pub(super) use signatures::{clear_adoption, insert_decision, save_adoption, save_signature};
pub use sittings::{Sitting, list_sittings};

use crate::{
    db::{
        Db, Keep, broken_constraint,
        entities::{assignment, award, dossier, ranking},
        write::{CallDossier, LockedCall, WriteTx},
    },
    error::{AppError, AppResult, Refused},
    features::{
        calls::{self, store::LoadedCall},
        dossiers::{self, store::DossierRow},
        reviews,
    },
};

/// Submitted reviews of a call, by dossier.
///
/// # Errors
/// When the database does not answer.
pub async fn list_reviews(
    conn: &impl ConnectionTrait,
    call: &LoadedCall,
) -> AppResult<BTreeMap<DossierId, Vec<CompleteReview>>> {
    let mut by_dossier: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (dossier, _, review) in reviews::store::submitted_reviews(conn, call).await? {
        by_dossier.entry(dossier).or_default().push(review);
    }
    Ok(by_dossier)
}

/// The sheet of a call.
///
/// # Errors
/// When the database does not answer or holds what cannot be read.
pub async fn load_sheet(conn: &impl ConnectionTrait, call: LoadedCall) -> AppResult<Sheet> {
    let id = call.id.uuid();
    let filed = dossiers::store::list_filed(conn, call.id).await?;
    let contenders = filed.into_iter().map(|row| (row.id, contender(row))).collect();
    let sheet = Sheet::new(call.definition, contenders, call.results_published_at);
    let rankings = ranking::Entity::find().filter(ranking::Column::CallId.eq(id)).all(conn).await?;
    let Some(frozen_at) = rankings.iter().map(|row| Instant::from_micros(row.frozen_at)).min() else {
        // Nothing is proposed before.
        return Ok(sheet);
    };
    let frozen = rankings.into_iter().map(|row| Ok((row.track_code, FrozenRanking::parse(&row.content)?)));
    let frozen = frozen.collect::<AppResult<_>>()?;
    let awards = award::Entity::find().filter(award::Column::CallId.eq(id)).all(conn).await?;
    let lines = awards.into_iter().map(line).collect::<AppResult<_>>()?;
    let decision = signatures::find_decision(conn, CallId::from_uuid(id)).await?;
    Ok(Sheet { decision, ..sheet.frozen(frozen_at, frozen, lines) })
}

fn contender(row: DossierRow) -> Contender {
    Contender {
        id: row.id,
        number: row.number.unwrap_or_default(),
        owner: row.owner,
        track: row.track,
        state: row.state,
        project_name: row.project_name,
        lead_name: row.lead_name,
        departments: row.departments,
        requested: row.requested,
        eligible_base: row.eligible_base,
        submission: row.submission,
    }
}

/// A sheet as one person may see it, with what takes long to compute of it.
pub struct SeenSheet {
    /// The sheet, without the dossiers from which the person is recused.
    pub sheet: Sheet,
    /// The digest of the list of awards as the person sees it: that of the whole only for who is recused from nothing,
    /// or it would let them try what a hidden dossier was given.
    pub digest: String,
    /// What is missing before the ranking can be frozen, the deadline apart; nothing once it is.
    pub missing: Vec<Missing>,
    /// Equals that are treated differently without a motive.
    pub ties: Vec<Vec<DossierId>>,
}

impl Keep for SeenSheet {
    fn bytes(&self) -> usize {
        // A contender with its names and, once ranked, its place, its money and its line: about a kilobyte.
        self.sheet.contenders.len() * 1_024
    }
}

/// The sheet of a call without these dossiers, kept until something happens on the call.
///
/// # Errors
/// As [`load_sheet`].
pub async fn read_sheet(db: &Db, call: LoadedCall, recused: &BTreeSet<DossierId>) -> AppResult<Arc<SeenSheet>> {
    let conn = db.reader();
    let as_of = call.version.clone();
    db.kept(call.id, recused, &as_of, async {
        let id = call.id;
        let sheet = load_sheet(conn, call).await?.without(recused);
        let digest = sheet.digest()?.to_string();
        let missing = match sheet.frozen_at {
            Some(_) => Vec::new(),
            None => missing(&sheet.call, &sheet.contenders, &count_reviews(conn, id).await?),
        };
        let ties = sheet.tracks.iter().flat_map(TrackSheet::unsettled_ties).collect();
        Ok(SeenSheet { sheet, digest, missing, ties })
    })
    .await
}

/// How many reviews of each dossier of a call were submitted.
async fn count_reviews(conn: &impl ConnectionTrait, call: CallId) -> AppResult<BTreeMap<DossierId, usize>> {
    let rows: Vec<(Uuid, i64)> = assignment::Entity::find()
        .select_only()
        .column(assignment::Column::DossierId)
        .column_as(assignment::Column::Id.count(), "reviews")
        .filter(assignment::Column::CallId.eq(call.uuid()))
        .filter(assignment::Column::State.eq(AssignmentState::Submitted.as_str()))
        .group_by(assignment::Column::DossierId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(id, count)| (DossierId::from_uuid(id), usize::try_from(count).unwrap_or(0))).collect())
}

fn line(row: award::Model) -> AppResult<(DossierId, Line)> {
    let dossier = DossierId::from_uuid(row.dossier_id);
    let outcome = Outcome::parse(&row.outcome).ok_or_else(|| AppError::internal("an award has no known outcome"))?;
    let amount = outcome.is_funded().then_some(Cents(row.amount_cents));
    let reserve_rank = row.reserve_rank.and_then(|place| usize::try_from(place).ok());
    Ok((dossier, Line { dossier, outcome, amount, reserve_rank, motive: row.motive }))
}

/// The sheet of the locked call.
///
/// # Errors
/// As [`load_sheet`].
pub async fn locked_sheet(tx: &WriteTx<LockedCall>) -> AppResult<Sheet> {
    load_sheet(tx.conn(), calls::store::load(tx.conn(), tx.on().id()).await?).await
}

/// Submitted reviews of the locked call, by dossier.
///
/// # Errors
/// As [`list_reviews`].
pub(super) async fn locked_reviews(tx: &WriteTx<LockedCall>) -> AppResult<BTreeMap<DossierId, Vec<CompleteReview>>> {
    list_reviews(tx.conn(), &calls::store::load(tx.conn(), tx.on().id()).await?).await
}

/// Writes the most that each ranked dossier can be given. The database holds their awards to it.
pub(super) async fn save_ceilings(tx: &WriteTx<LockedCall>, frozen: &[(TrackCode, FrozenRanking)]) -> AppResult<()> {
    let ids: Vec<DossierId> = frozen.iter().flat_map(|(_, ranking)| ranking.money.keys().copied()).collect();
    let held: BTreeMap<DossierId, CallDossier> =
        tx.dossiers_of_the_whole(&ids).await?.into_iter().map(|held| (held.id(), held)).collect();
    // Most have one of a few: the largest of their track, or a share of a round sum.
    let mut by_ceiling: BTreeMap<i64, Vec<Uuid>> = BTreeMap::new();
    for (id, money) in frozen.iter().flat_map(|(_, ranking)| &ranking.money) {
        by_ceiling.entry(money.ceiling.0).or_default().extend(held.get(id).map(|held| held.row().id));
    }
    for (ceiling, ids) in by_ceiling {
        dossier::Entity::update_many()
            .col_expr(dossier::Column::AwardCeilingCents, Expr::value(ceiling))
            .filter(dossier::Column::Id.is_in(ids))
            .exec(tx.conn())
            .await?;
    }
    Ok(())
}

/// Writes the frozen ranking of a track and gives its digest.
pub(super) async fn insert_ranking(tx: &WriteTx<LockedCall>, track: &str, content: String) -> AppResult<Digest> {
    let digest = Digest::of(content.as_bytes());
    let row = ranking::Model {
        call_id: tx.on().id().uuid(),
        track_code: track.to_owned(),
        content,
        digest: digest.to_string(),
        frozen_at: tx.at().micros(),
        frozen_by: tx.user()?.uuid(),
    };
    ranking::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(digest)
}

/// A trigger of the database guards the envelopes; this is its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guarded(pub &'static str);

/// What a guard of the database refused, apart from what failed.
#[track_caller]
fn guarded(error: DbErr) -> Refused<Guarded> {
    match broken_constraint(&error) {
        Some(
            name @ ("award_above_track"
            | "award_above_ceiling"
            | "award_above_envelope"
            | "award_above_dossier_ceiling"),
        ) => Refused::Rule(Guarded(name)),
        _ => Refused::Failed(error.into()),
    }
}

fn award_row(tx: &WriteTx<LockedCall>, dossier: &CallDossier, track: &str, line: &Line) -> award::Model {
    award::Model {
        dossier_id: dossier.id().uuid(),
        call_id: tx.on().id().uuid(),
        track_code: track.to_owned(),
        outcome: line.outcome.as_str().into(),
        amount_cents: line.amount.unwrap_or(Cents::ZERO).0,
        reserve_rank: line.reserve_rank.and_then(|place| i64::try_from(place).ok()),
        motive: line.motive.clone(),
    }
}

/// Replaces all lines of the proposal. The triggers of the database have the last word.
pub(super) async fn replace_awards(
    tx: &WriteTx<LockedCall>,
    lines: &[(TrackCode, Line)],
) -> Result<(), Refused<Guarded>> {
    let ids: Vec<DossierId> = lines.iter().map(|(_, line)| line.dossier).collect();
    let held: BTreeMap<DossierId, CallDossier> =
        tx.dossiers_of_the_whole(&ids).await?.into_iter().map(|held| (held.id(), held)).collect();
    award::Entity::delete_many().filter(award::Column::CallId.eq(tx.on().id().uuid())).exec(tx.conn()).await?;
    // A row has seven values, and a statement at most some thirty thousand.
    for chunk in lines.chunks(500) {
        let rows = chunk
            .iter()
            .filter_map(|(track, line)| Some(award_row(tx, held.get(&line.dossier)?, track, line).into_active_model()));
        award::Entity::insert_many(rows).exec_without_returning(tx.conn()).await.map_err(guarded)?;
    }
    Ok(())
}

/// Writes a line of the proposal. The triggers of the database have the last word.
pub(super) async fn save_award(
    tx: &WriteTx<LockedCall>,
    dossier: &CallDossier,
    track: &str,
    line: &Line,
) -> Result<(), Refused<Guarded>> {
    let row = award_row(tx, dossier, track, line).into_active_model().reset_all();
    row.update(tx.conn()).await.map_err(guarded)?;
    Ok(())
}
