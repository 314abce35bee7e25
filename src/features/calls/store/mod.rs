//! Rows of calls, revisions, tracks and roles.

mod held;
mod progress;
mod revisions;

use std::sync::Arc;

use domain::{
    call::{Call, Track},
    canonical::sha256_hex,
    dossier::Results,
    ids::{CallId, RevisionId, UserId},
    permissions::Role,
    time::Instant,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IdenStatic, IntoActiveModel, Iterable, JoinType, Order,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, IntoCondition, Query},
};

pub use held::{HeldCall, list_held};
pub use progress::{Load, Progress, load_progress};
pub use revisions::{
    load_revision, load_revision_known, load_revision_of, load_revisions, load_revisions_of, load_source,
};

use crate::{
    db::{
        Version,
        entities::{call, call_revision, call_role, dossier, event, ranking, track},
        standing::CallFacts,
        write::{LockedCall, Platform, WriteTx},
    },
    error::{AppError, AppResult},
    web::CallRef,
};

/// A call with its current definition.
#[derive(Clone, Debug)]
pub struct LoadedCall {
    /// Its id.
    pub id: CallId,
    /// The revision that new dossiers are filed under.
    pub revision: RevisionId,
    /// Its definition.
    pub definition: Arc<Call>,
    /// When it became public.
    pub published_at: Option<Instant>,
    /// When its ranking was frozen: reviews change no more.
    pub frozen_at: Option<Instant>,
    /// When its results became public.
    pub results_published_at: Option<Instant>,
    /// How far its journal was when it was read: what is computed of the call is kept as of that.
    pub version: Version,
}

impl LoadedCall {
    /// Short name.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.definition.slug
    }

    /// What permissions need to know of it.
    #[must_use]
    pub fn facts(&self) -> CallFacts {
        let results = if self.results_published_at.is_some() { Results::Published } else { Results::Pending };
        CallFacts {
            id: self.id,
            slug: self.slug().to_owned(),
            closes: self.definition.calendar.closes,
            published: self.published_at.is_some(),
            results,
        }
    }

    /// For the frame of a page.
    #[must_use]
    pub fn reference(&self) -> CallRef {
        CallRef {
            slug: self.definition.slug.clone(),
            title: self.definition.title.clone(),
            fictitious: self.definition.fictitious,
        }
    }
}

fn loaded(known: Known, definition: Arc<Call>) -> LoadedCall {
    let row = known.call;
    LoadedCall {
        id: CallId::from_uuid(row.id),
        revision: RevisionId::from_uuid(row.revision_id),
        definition,
        published_at: row.published_at.map(Instant::from_micros),
        frozen_at: known.frozen_at.map(Instant::from_micros),
        results_published_at: row.results_published_at.map(Instant::from_micros),
        version: known.version.unwrap_or_default(),
    }
}

/// A call, the digest of its current revision, and how far its ranking and its journal are.
#[derive(FromQueryResult)]
struct Known {
    #[sea_orm(nested)]
    call: call::Model,
    digest: String,
    frozen_at: Option<i64>,
    version: Option<Version>,
}

fn select() -> Select<call::Entity> {
    let id = || Expr::col((call::Entity, call::Column::Id));
    let frozen_at = Query::select()
        .expr(Expr::col(ranking::Column::FrozenAt).min())
        .from(ranking::Entity)
        .and_where(Expr::col((ranking::Entity, ranking::Column::CallId)).eq(id()))
        .to_owned();
    let version = Query::select()
        .column(event::Column::Hash)
        .from(event::Entity)
        .and_where(Expr::col((event::Entity, event::Column::CallId)).eq(id()))
        .order_by(event::Column::Seq, Order::Desc)
        .limit(1)
        .to_owned();
    call::Entity::find()
        .inner_join(call_revision::Entity)
        .column_as(Expr::col((call_revision::Entity, call_revision::Column::Digest)), "digest")
        .column_as(Expr::SubQuery(None, Box::new(frozen_at.into())), "frozen_at")
        .column_as(Expr::SubQuery(None, Box::new(version.into())), "version")
}

/// A call with its definition: one query, unless its revision was never read before.
async fn find(conn: &impl ConnectionTrait, filter: impl IntoCondition) -> AppResult<Option<LoadedCall>> {
    match select().filter(filter).into_model::<Known>().one(conn).await? {
        Some(known) => with_definition(conn, known).await.map(Some),
        None => Ok(None),
    }
}

async fn with_definition(conn: &impl ConnectionTrait, known: Known) -> AppResult<LoadedCall> {
    let revision = RevisionId::from_uuid(known.call.revision_id);
    let definition = load_revision_known(conn, revision, Some(&known.digest)).await?;
    Ok(loaded(known, definition))
}

/// A call by its short name.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_slug(conn: &impl ConnectionTrait, slug: &str) -> AppResult<Option<LoadedCall>> {
    find(conn, call::Column::Slug.eq(slug)).await
}

/// A call by its short name.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_by_slug(conn: &impl ConnectionTrait, slug: &str) -> AppResult<LoadedCall> {
    find_by_slug(conn, slug).await?.ok_or(AppError::NotFound)
}

/// A call by its id.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load(conn: &impl ConnectionTrait, id: CallId) -> AppResult<LoadedCall> {
    find(conn, call::Column::Id.eq(id.uuid())).await?.ok_or(AppError::NotFound)
}

/// How the columns of a dossier are called beside those of its call.
const BESIDE: &str = "dossier_";

/// A call with one of its dossiers, in one query.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_with_dossier(
    conn: &impl ConnectionTrait,
    filter: impl IntoCondition,
) -> AppResult<(LoadedCall, dossier::Model)> {
    let joined = call::Entity::belongs_to(dossier::Entity).from(call::Column::Id).to(dossier::Column::CallId).into();
    let both = dossier::Column::iter().fold(select().join(JoinType::InnerJoin, joined), |select, column| {
        select.column_as(column, format!("{BESIDE}{}", column.as_str()))
    });
    let row = conn.query_one(&both.filter(filter).into_query()).await?.ok_or(AppError::NotFound)?;
    let dossier = dossier::Model::from_query_result(&row, BESIDE)?;
    Ok((with_definition(conn, Known::from_query_result(&row, "")?).await?, dossier))
}

/// Published calls, the one that closes last first. There are few: they are not paged.
///
/// # Errors
/// When the database does not answer.
pub async fn list_published(conn: &impl ConnectionTrait) -> AppResult<Vec<LoadedCall>> {
    let published = select().filter(call::Column::PublishedAt.is_not_null()).order_by_desc(call::Column::ClosesAt);
    let rows = published.into_model::<Known>().all(conn).await?;
    let definitions = load_revisions(conn, rows.iter().map(|row| RevisionId::from_uuid(row.call.revision_id))).await?;
    let read = |row: Known| {
        let definition = definitions.get(&RevisionId::from_uuid(row.call.revision_id)).ok_or(AppError::NotFound)?;
        Ok(loaded(row, definition.clone()))
    };
    rows.into_iter().map(read).collect()
}

/// Short names of all calls, public or not, in alphabetical order.
///
/// # Errors
/// When the database does not answer.
pub async fn list_slugs(conn: &impl ConnectionTrait) -> AppResult<Vec<String>> {
    let rows = call::Entity::find().order_by_asc(call::Column::Slug).all(conn).await?;
    Ok(rows.into_iter().map(|row| row.slug).collect())
}

/// Writes a new call; its first revision, which it names already, comes next.
pub(super) async fn insert_call(
    tx: &WriteTx<Platform>,
    id: CallId,
    revision: RevisionId,
    definition: &Call,
) -> AppResult<()> {
    let row = call::Model {
        id: id.uuid(),
        slug: definition.slug.clone(),
        title: definition.title.clone(),
        revision_id: revision.uuid(),
        envelope_cents: definition.envelope.0,
        opens_at: definition.calendar.opens.micros(),
        closes_at: definition.calendar.closes.micros(),
        last_number: 0,
        published_at: None,
        results_published_at: None,
        created_at: tx.at().micros(),
    };
    call::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

fn track_row(call: CallId, position: usize, item: &Track) -> track::Model {
    track::Model {
        call_id: call.uuid(),
        code: item.code.clone(),
        position: i64::try_from(position).unwrap_or_default(),
        name: item.name.clone(),
        envelope_cents: item.envelope.0,
        award_max_cents: item.requested_max.0,
    }
}

/// Writes a further revision and makes it the current one.
pub(super) async fn insert_revision(
    tx: &WriteTx<LockedCall>,
    revision: RevisionId,
    definition: &Call,
    source: &str,
) -> AppResult<()> {
    let id = tx.on().id();
    let number =
        call_revision::Entity::find().filter(call_revision::Column::CallId.eq(id.uuid())).count(tx.conn()).await?;
    let row = call_revision::Model {
        id: revision.uuid(),
        call_id: id.uuid(),
        number: i64::try_from(number).unwrap_or(i64::MAX).saturating_add(1),
        source: source.to_owned(),
        digest: sha256_hex(source.as_bytes()),
        created_at: tx.at().micros(),
    };
    call_revision::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    for (position, item) in definition.tracks.iter().enumerate() {
        let row = track_row(id, position, item);
        // Of a published call the row is not written over, not even to no effect: it is asked for first.
        let key = (row.call_id, row.code.clone());
        match track::Entity::find_by_id(key).one(tx.conn()).await? {
            None => {
                track::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
            }
            Some(before) if before == row => {}
            Some(_) => {
                row.into_active_model().reset_all().update(tx.conn()).await?;
            }
        }
    }
    call::ActiveModel {
        id: Set(id.uuid()),
        revision_id: Set(revision.uuid()),
        title: Set(definition.title.clone()),
        envelope_cents: Set(definition.envelope.0),
        opens_at: Set(definition.calendar.opens.micros()),
        closes_at: Set(definition.calendar.closes.micros()),
        ..Default::default()
    }
    .update(tx.conn())
    .await?;
    Ok(())
}

/// The title of the locked call.
pub(super) fn title(tx: &WriteTx<LockedCall>) -> &str {
    &tx.on().row().title
}

/// Marks a call as public. Says whether it was not.
pub(super) async fn save_published(tx: &WriteTx<LockedCall>) -> AppResult<bool> {
    let row = tx.on().row();
    if row.published_at.is_some() {
        return Ok(false);
    }
    call::ActiveModel { id: Set(row.id), published_at: Set(Some(tx.at().micros())), ..Default::default() }
        .update(tx.conn())
        .await?;
    Ok(true)
}

/// Marks the results of a call as public.
///
/// # Errors
/// When the database refuses.
pub async fn save_results_published(tx: &WriteTx<LockedCall>) -> AppResult<()> {
    call::ActiveModel {
        id: Set(tx.on().row().id),
        results_published_at: Set(Some(tx.at().micros())),
        ..Default::default()
    }
    .update(tx.conn())
    .await?;
    Ok(())
}

/// Gives a role; giving it twice changes nothing. Says whether it was new.
pub(super) async fn insert_role(tx: &WriteTx<LockedCall>, user: UserId, role: Role) -> AppResult<bool> {
    let Some(name) = role.name_on_call() else { return Ok(false) };
    let id = tx.on().id();
    let row =
        call_role::Model { call_id: id.uuid(), user_id: user.uuid(), role: name.into(), granted_at: tx.at().micros() };
    if call_role::Entity::find_by_id((id.uuid(), user.uuid(), name.to_owned())).one(tx.conn()).await?.is_some() {
        return Ok(false);
    }
    call_role::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(true)
}

/// Takes a role back. Says whether it was held.
pub(super) async fn delete_role(tx: &WriteTx<LockedCall>, user: UserId, role: Role) -> AppResult<bool> {
    let Some(name) = role.name_on_call() else { return Ok(false) };
    let result =
        call_role::Entity::delete_by_id((tx.on().id().uuid(), user.uuid(), name.to_owned())).exec(tx.conn()).await?;
    Ok(result.rows_affected > 0)
}

/// Whether nobody else holds a role that this person holds.
pub(super) async fn is_last_holder(tx: &WriteTx<LockedCall>, user: UserId, role: Role) -> AppResult<bool> {
    let Some(name) = role.name_on_call() else { return Ok(false) };
    let others = call_role::Entity::find()
        .filter(call_role::Column::CallId.eq(tx.on().id().uuid()))
        .filter(call_role::Column::Role.eq(name))
        .filter(call_role::Column::UserId.ne(user.uuid()))
        .count(tx.conn())
        .await?;
    Ok(others == 0)
}

/// Roles of everybody on a call.
///
/// # Errors
/// When the database does not answer.
pub async fn list_roles(conn: &impl ConnectionTrait, id: CallId) -> AppResult<Vec<(UserId, Role)>> {
    let rows = call_role::Entity::find().filter(call_role::Column::CallId.eq(id.uuid())).all(conn).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((UserId::from_uuid(row.user_id), Role::parse_on_call(&row.role)?)))
        .collect())
}
