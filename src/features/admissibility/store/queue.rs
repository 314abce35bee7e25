//! The queue of an officer: filed dossiers by number, page by key, without those that they are recused from.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    dossier::State,
    ids::{CallId, DossierId},
    interests::Interests,
    money::Cents,
    rules::FindingOutcome,
    search,
    time::Instant,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DerivePartialModel, EntityTrait, FromQueryResult, Order, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait, Func, Query},
};
use uuid::Uuid;

use crate::{
    db::{
        Db, Keep,
        entities::{dossier, dossier_word, finding},
    },
    error::{AppError, AppResult},
    features::calls::store::LoadedCall,
};

/// What the queue shows: nothing chosen is everything.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// States.
    pub states: Vec<State>,
    /// Codes of tracks.
    pub tracks: Vec<String>,
    /// Beginnings of words of the number, of the names or of the SIRET.
    pub text: String,
}

/// A line of the queue.
#[derive(Clone, Debug)]
pub struct QueueRow {
    /// The dossier.
    pub id: DossierId,
    /// Its number.
    pub number: String,
    /// Name of the project.
    pub project_name: String,
    /// Name of the lead.
    pub lead_name: String,
    /// SIRET of the lead.
    pub lead_siret: String,
    /// Code of the track.
    pub track: String,
    /// Codes of departments.
    pub departments: Vec<String>,
    /// Amount asked.
    pub requested: Cents,
    /// When it was filed.
    pub filed_at: Instant,
    /// State.
    pub state: State,
    /// Findings that wait for a decision: rule, and whether the machine found it broken.
    pub open: Vec<(String, FindingOutcome)>,
}

fn visible(call: CallId, interests: &Interests) -> Condition {
    let recused = interests.recused().iter().map(|id| id.uuid());
    Condition::all()
        .add(dossier::Column::CallId.eq(call.uuid()))
        .add(dossier::Column::Serial.is_not_null())
        .add(dossier::Column::Id.is_not_in(recused))
}

fn matching(call: CallId, filter: &Filter) -> Condition {
    let mut condition = Condition::all();
    if !filter.states.is_empty() {
        condition = condition.add(dossier::Column::State.is_in(filter.states.iter().map(|state| state.as_str())));
    }
    if !filter.tracks.is_empty() {
        condition = condition.add(dossier::Column::TrackCode.is_in(filter.tracks.iter().map(String::as_str)));
    }
    let text = filter.text.trim();
    if !text.is_empty() {
        let asked = search::asked(text);
        // Signs alone find nothing, rather than everything.
        condition = if asked.is_empty() { condition.add(Expr::val(false)) } else { condition.add(found(call, &asked)) };
    }
    condition
}

/// The dossiers of which each of these words begins a word.
fn found(call: CallId, asked: &BTreeSet<String>) -> Condition {
    let holding = |word: &String| {
        let beyond = format!("{word}{}", char::MAX);
        Query::select()
            .column(dossier_word::Column::DossierId)
            .from(dossier_word::Entity)
            .and_where(dossier_word::Column::CallId.eq(call.uuid()))
            .and_where(dossier_word::Column::Word.gte(word.as_str()))
            .and_where(dossier_word::Column::Word.lt(beyond))
            .to_owned()
    };
    asked.iter().fold(Condition::all(), |all, word| all.add(dossier::Column::Id.in_subquery(holding(word))))
}

/// The dossiers that come after one of this number; all of them when the call has given no such number.
fn after_number(call: CallId, number: &str) -> Expr {
    let serial = Query::select()
        .column(dossier::Column::Serial)
        .from(dossier::Entity)
        .and_where(dossier::Column::CallId.eq(call.uuid()))
        .and_where(dossier::Column::Number.eq(number))
        .to_owned();
    let serial = Expr::SubQuery(None, Box::new(serial.into()));
    Expr::col(dossier::Column::Serial).gt(Func::coalesce([serial, Expr::val(0)]))
}

/// What is read of a dossier for its line: half of its columns.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "dossier::Entity")]
struct Listed {
    id: Uuid,
    number: Option<String>,
    project_name: String,
    lead_name: String,
    lead_siret: String,
    track_code: String,
    departments: String,
    requested_cents: i64,
    filed_at: Option<i64>,
    state: String,
    submission_id: Option<Uuid>,
}

/// Lines after a number, at most `limit`, with their open findings: two queries.
///
/// # Errors
/// When the database does not answer.
pub async fn list_queue(
    conn: &impl ConnectionTrait,
    call: CallId,
    interests: &Interests,
    filter: &Filter,
    after: &str,
    limit: u64,
) -> AppResult<Vec<QueueRow>> {
    let rows = dossier::Entity::find()
        .filter(visible(call, interests))
        .filter(matching(call, filter))
        .filter(after_number(call, after))
        .order_by_asc(dossier::Column::Serial)
        .limit(limit)
        .into_partial_model::<Listed>()
        .all(conn)
        .await?;
    let filings = rows.iter().filter_map(|row| row.submission_id);
    let open: Vec<(Uuid, String, String)> = finding::Entity::find()
        .select_only()
        .columns([finding::Column::DossierId, finding::Column::Rule, finding::Column::Outcome])
        .filter(finding::Column::SubmissionId.is_in(filings))
        .filter(finding::Column::Decision.is_null())
        .filter(finding::Column::Outcome.is_in([FindingOutcome::Broken.as_str(), FindingOutcome::NeedsHuman.as_str()]))
        .order_by_asc(finding::Column::Position)
        .into_tuple()
        .all(conn)
        .await?;
    let mut by_dossier: BTreeMap<Uuid, Vec<_>> = BTreeMap::new();
    for (dossier, rule, outcome) in open {
        let outcome = FindingOutcome::parse(&outcome).unwrap_or(FindingOutcome::NeedsHuman);
        by_dossier.entry(dossier).or_default().push((rule, outcome));
    }
    let lines = rows.into_iter().filter_map(|row| {
        Some(QueueRow {
            id: DossierId::from_uuid(row.id),
            number: row.number?,
            project_name: row.project_name,
            lead_name: row.lead_name,
            lead_siret: row.lead_siret,
            track: row.track_code,
            departments: row.departments.split_whitespace().map(str::to_owned).collect(),
            requested: Cents(row.requested_cents),
            filed_at: Instant::from_micros(row.filed_at?),
            state: State::parse(&row.state)?,
            open: by_dossier.remove(&row.id).unwrap_or_default(),
        })
    });
    Ok(lines.collect())
}

#[derive(FromQueryResult)]
struct Count {
    state: String,
    track_code: String,
    n: i64,
}

/// Dossiers in each state and track.
pub type Counts = BTreeMap<(State, String), i64>;

impl Keep for Counts {
    fn bytes(&self) -> usize {
        self.len() * 64
    }
}

/// How many dossiers stand in each state and track, under a filter whose states and tracks are left aside. Counts of a
/// whole call are kept until something happens on it.
///
/// # Errors
/// When the database does not answer.
pub async fn read_counts(db: &Db, call: &LoadedCall, interests: &Interests, filter: &Filter) -> AppResult<Arc<Counts>> {
    let counts = count_by_state(db.reader(), call.id, interests, filter);
    if !filter.text.trim().is_empty() {
        return counts.await.map(Arc::new);
    }
    db.kept(call.id, interests.recused(), &call.version, counts).await
}

async fn count_by_state(
    conn: &impl ConnectionTrait,
    call: CallId,
    interests: &Interests,
    filter: &Filter,
) -> AppResult<Counts> {
    let text_only = Filter { text: filter.text.clone(), ..Filter::default() };
    let counts = dossier::Entity::find()
        .select_only()
        .columns([dossier::Column::State, dossier::Column::TrackCode])
        .column_as(Expr::col(dossier::Column::Id).count(), "n")
        .filter(visible(call, interests))
        .filter(matching(call, &text_only))
        .group_by(dossier::Column::State)
        .group_by(dossier::Column::TrackCode)
        .into_model::<Count>()
        .all(conn)
        .await?;
    Ok(counts.into_iter().filter_map(|row| Some(((State::parse(&row.state)?, row.track_code), row.n))).collect())
}

/// The numbers that stand beside a dossier in the queue of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Beside {
    /// Before it.
    pub previous: Option<String>,
    /// After it.
    pub next: Option<String>,
}

/// The numbers before and after a dossier in the queue, in one query.
///
/// # Errors
/// `NotFound` when the dossier does not stand in the queue of this person.
pub async fn find_beside(
    conn: &impl ConnectionTrait,
    call: CallId,
    interests: &Interests,
    dossier: DossierId,
) -> AppResult<Beside> {
    let other = Alias::new("other");
    let column = |column: dossier::Column| Expr::col((other.clone(), column));
    let own = || Expr::col((dossier::Entity, dossier::Column::Serial));
    let recused = || interests.recused().iter().map(|id| id.uuid());
    let neighbour = |beyond: Expr, order: Order| {
        let query = Query::select()
            .expr(column(dossier::Column::Number))
            .from_as(dossier::Entity, other.clone())
            .and_where(column(dossier::Column::CallId).eq(call.uuid()))
            .and_where(column(dossier::Column::Id).is_not_in(recused()))
            .and_where(beyond)
            .order_by((other.clone(), dossier::Column::Serial), order)
            .limit(1)
            .to_owned();
        Expr::SubQuery(None, Box::new(query.into()))
    };
    let serial = || column(dossier::Column::Serial);
    let found = dossier::Entity::find()
        .select_only()
        .column_as(neighbour(serial().lt(own()), Order::Desc), "previous")
        .column_as(neighbour(serial().gt(own()), Order::Asc), "next")
        .filter(visible(call, interests))
        .filter(dossier::Column::Id.eq(dossier.uuid()))
        .into_model::<Beside>()
        .one(conn)
        .await?;
    found.ok_or(AppError::NotFound)
}

/// The number that comes after another one in the queue, in one of these states or in any when none is given.
///
/// # Errors
/// When the database does not answer.
async fn find_after(
    conn: &impl ConnectionTrait,
    call: CallId,
    interests: &Interests,
    states: &[State],
    number: &str,
) -> AppResult<Option<String>> {
    let filter = Filter { states: states.to_vec(), ..Filter::default() };
    let query = dossier::Entity::find().filter(visible(call, interests)).filter(matching(call, &filter));
    let query = query.filter(after_number(call, number));
    let row = query.order_by_asc(dossier::Column::Serial).limit(1).one(conn).await?;
    Ok(row.and_then(|row| row.number))
}

/// The first dossier after a number that waits for its verdicts, or the first of all: the queue goes round.
///
/// # Errors
/// When the database does not answer.
pub async fn find_next_to_examine(
    conn: &impl ConnectionTrait,
    call: CallId,
    interests: &Interests,
    after: &str,
) -> AppResult<Option<String>> {
    let waiting = [State::Filed];
    match find_after(conn, call, interests, &waiting, after).await? {
        Some(number) => Ok(Some(number)),
        None => {
            let first = find_after(conn, call, interests, &waiting, "").await?;
            Ok(first.filter(|number| number != after))
        }
    }
}
