//! Rows of every table that the journal tells of, shown as plain facts to the comparison with it: tables of a call
//! whole, those of its dossiers in pages by key, with as many queries for a page of one as for a full one.

mod dossiers;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    audit::{Audit, Field, Thing, Value},
    canonical::Digest,
    ids::{CallId, RevisionId, UserId},
    journal::Event,
    money::Cents,
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IsolationLevel, PaginatorTrait, QueryFilter,
    QueryOrder, TransactionTrait,
};
use uuid::Uuid;

pub(super) use dossiers::show_dossiers;

use crate::{
    db::{
        Db,
        entities::{call, call_revision, call_role, decision, declaration, dossier, event, ranking, signature, track},
        journal,
    },
    error::{AppError, AppResult},
};

/// The database as it is at one instant, whatever is written meanwhile. It can only be read.
pub(super) struct Reading(DatabaseTransaction);

impl Reading {
    /// From now on.
    pub(super) async fn begin(db: &Db) -> AppResult<Self> {
        // A reading transaction of SQLite always sees one state; PostgreSQL has to be asked.
        let level = (!db.is_sqlite()).then_some(IsolationLevel::RepeatableRead);
        Ok(Self(db.reader().begin_with_config(level, None).await?))
    }

    /// Ends it.
    pub(super) async fn end(self) -> AppResult<()> {
        Ok(self.0.rollback().await?)
    }

    /// Acts of a call after `after`, at most `limit`, in order.
    pub(super) async fn acts(&self, call: CallId, after: i64, limit: u64) -> AppResult<Vec<Event>> {
        journal::list(&self.0, call, after, limit).await
    }
}

/// The id of a call by its short name, whatever has become of its definition.
pub(super) async fn find_call(Reading(conn): &Reading, slug: &str) -> AppResult<CallId> {
    let found = call::Entity::find().filter(call::Column::Slug.eq(slug)).one(conn).await?;
    Ok(CallId::from_uuid(found.ok_or(AppError::NotFound)?.id))
}

/// How many acts and how many dossiers a call has: to say how far one is.
pub(super) async fn count(Reading(conn): &Reading, id: CallId) -> AppResult<(u64, u64)> {
    let acts = event::Entity::find().filter(event::Column::CallId.eq(id.uuid())).count(conn).await?;
    let dossiers = dossier::Entity::find().filter(dossier::Column::CallId.eq(id.uuid())).count(conn).await?;
    Ok((acts, dossiers))
}

/// The texts of the revisions of a call.
pub(super) async fn list_revisions(Reading(conn): &Reading, id: CallId) -> AppResult<Vec<(RevisionId, String)>> {
    let rows = call_revision::Entity::find().filter(call_revision::Column::CallId.eq(id.uuid())).all(conn).await?;
    Ok(rows.into_iter().map(|row| (RevisionId::from_uuid(row.id), row.source)).collect())
}

fn at(micros: i64) -> Value {
    Value::At(Instant::from_micros(micros))
}

fn user(id: Uuid) -> Value {
    Value::text(UserId::from_uuid(id))
}

/// Shows what stands of the call itself: definition, money, roles, declarations, rankings, decisions, signatures.
pub(super) async fn show_call(Reading(conn): &Reading, id: CallId, audit: &mut Audit) -> AppResult<()> {
    show_definition(conn, id, audit).await?;
    for row in call_role::Entity::find().filter(call_role::Column::CallId.eq(id.uuid())).all(conn).await? {
        let role = Thing::Role(UserId::from_uuid(row.user_id), row.role);
        audit.row(&role, [(Field::At, at(row.granted_at))]);
    }
    // Of what somebody declared twice, the last holds.
    let declared: BTreeMap<Uuid, i64> = declaration::Entity::find()
        .filter(declaration::Column::CallId.eq(id.uuid()))
        .order_by_asc(declaration::Column::DeclaredAt)
        .all(conn)
        .await?
        .into_iter()
        .map(|row| (row.user_id, row.declared_at))
        .collect();
    for (person, declared_at) in declared {
        audit.row(&Thing::Declaration(UserId::from_uuid(person)), [(Field::At, at(declared_at))]);
    }
    for row in ranking::Entity::find().filter(ranking::Column::CallId.eq(id.uuid())).all(conn).await? {
        let fields = [
            (Field::Content, Value::text(Digest::of(row.content.as_bytes()))),
            (Field::Digest, Value::Text(row.digest)),
            (Field::By, user(row.frozen_by)),
            (Field::At, at(row.frozen_at)),
        ];
        audit.row(&Thing::Ranking(row.track_code), fields);
    }
    show_decisions(conn, id, audit).await
}

/// Shows the decisions and the signatures that stand under them. What was voided is left out.
async fn show_decisions(conn: &impl ConnectionTrait, id: CallId, audit: &mut Audit) -> AppResult<()> {
    let decisions = decision::Entity::find().filter(decision::Column::CallId.eq(id.uuid())).all(conn).await?;
    let references: BTreeMap<Uuid, String> = decisions.into_iter().map(|row| (row.id, row.reference)).collect();
    let standing = signature::Entity::find()
        .filter(signature::Column::DecisionId.is_in(references.keys().copied()))
        .filter(signature::Column::VoidedAt.is_null());
    for row in standing.all(conn).await? {
        let signature = Thing::Signature(references[&row.decision_id].clone(), row.seat);
        audit.row(&signature, [(Field::By, user(row.user_id)), (Field::At, at(row.signed_at))]);
    }
    let mut shown = BTreeSet::new();
    for reference in references.into_values() {
        let decision = Thing::Decision(reference.clone());
        if shown.insert(reference) { audit.row(&decision, []) } else { audit.row_again(&decision) }
    }
    Ok(())
}

async fn show_definition(conn: &impl ConnectionTrait, id: CallId, audit: &mut Audit) -> AppResult<()> {
    let revisions = call_revision::Entity::find().filter(call_revision::Column::CallId.eq(id.uuid())).all(conn).await?;
    for row in revisions {
        let fields = [
            (Field::Content, Value::text(Digest::of(row.source.as_bytes()))),
            (Field::Digest, Value::Text(row.digest)),
            (Field::Rank, Value::Integer(row.number)),
            (Field::At, at(row.created_at)),
        ];
        audit.row(&Thing::Revision(RevisionId::from_uuid(row.id)), fields);
    }
    let row = call::Entity::find_by_id(id.uuid()).one(conn).await?.ok_or(AppError::NotFound)?;
    let fields = [
        (Field::Revision, Value::text(RevisionId::from_uuid(row.revision_id))),
        (Field::Title, Value::Text(row.title)),
        (Field::Envelope, Value::Money(Cents(row.envelope_cents))),
        (Field::Opens, at(row.opens_at)),
        (Field::Closes, at(row.closes_at)),
        (Field::LastNumber, Value::Integer(row.last_number)),
        (Field::PublishedAt, Value::some(row.published_at, at)),
        (Field::ResultsAt, Value::some(row.results_published_at, at)),
    ];
    audit.row(&Thing::Call, fields);
    for row in track::Entity::find().filter(track::Column::CallId.eq(id.uuid())).all(conn).await? {
        let fields = [
            (Field::Rank, Value::Integer(row.position)),
            (Field::Title, Value::Text(row.name)),
            (Field::Envelope, Value::Money(Cents(row.envelope_cents))),
            (Field::Ceiling, Value::Money(Cents(row.award_max_cents))),
        ];
        audit.row(&Thing::Track(row.code), fields);
    }
    Ok(())
}
