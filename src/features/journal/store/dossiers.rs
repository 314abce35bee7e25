//! What stands of the dossiers of a call, a page of them at a time.

use std::collections::BTreeMap;

use domain::{
    audit::{Audit, DocumentRow, Field, FilingRow, FindingRow, ReviewRow, StoredFile, Thing, Value},
    ids::{AssignmentId, CallId, DocumentId, DossierId, SubmissionId, UserId},
    money::Cents,
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Query,
};
use uuid::Uuid;

use super::{Reading, at, user};
use crate::{
    db::entities::{
        admissibility_verdict, assignment, award, base_correction, conflict, document, dossier, finding, review, score,
        submission,
    },
    error::AppResult,
};

/// Dossiers read at once. Their frozen texts stand in memory together.
const PAGE: u64 = 200;

/// A page that was shown.
pub(in crate::features::journal) struct Page {
    /// The key after which the next one begins.
    pub last: DossierId,
    /// How many dossiers it held.
    pub count: u64,
    /// Files that the store must hold.
    pub files: Vec<StoredFile>,
}

/// Rows of a table that belong to these dossiers.
async fn of_dossiers<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    column: E::Column,
    dossiers: &[Uuid],
) -> AppResult<Vec<E::Model>>
where
    E::Model: ModelTrait<Entity = E>,
{
    Ok(E::find().filter(column.is_in(dossiers.iter().copied())).all(conn).await?)
}

/// Shows the next page of dossiers, with everything that hangs on them; `None` after the last.
pub(in crate::features::journal) async fn show_dossiers(
    Reading(conn): &Reading,
    call: CallId,
    after: Option<DossierId>,
    audit: &mut Audit,
) -> AppResult<Option<Page>> {
    let mut query = dossier::Entity::find().filter(dossier::Column::CallId.eq(call.uuid()));
    if let Some(after) = after {
        query = query.filter(dossier::Column::Id.gt(after.uuid()));
    }
    let rows = query.order_by_asc(dossier::Column::Id).limit(PAGE).all(conn).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let Some(last) = ids.last().copied().map(DossierId::from_uuid) else { return Ok(None) };
    let (files, ranks) = show_filings(conn, &ids, audit).await?;
    for row in rows {
        show_dossier(row, &ranks, audit);
    }
    show_decisions(conn, &ids, audit).await?;
    show_reviews(conn, &ids, audit).await?;
    Ok(Some(Page { last, count: ids.len() as u64, files }))
}

fn show_dossier(row: dossier::Model, ranks: &BTreeMap<Uuid, (Uuid, i64)>, audit: &mut Audit) {
    // A filing of another dossier is none of this one.
    let rank = |filing: Uuid| match ranks.get(&filing) {
        Some((of, rank)) if *of == row.id => Value::Integer(*rank),
        _ => Value::text(filing),
    };
    let stands = vec![
        (Field::State, Value::Text(row.state)),
        (Field::Editing, Value::Integer(i64::from(row.editing))),
        (Field::Number, Value::some(row.number, Value::Text)),
        (Field::Serial, Value::some(row.serial, Value::Integer)),
        (Field::Track, Value::Text(row.track_code)),
        (Field::Filing, Value::some(row.submission_id, rank)),
        (Field::At, Value::some(row.filed_at, at)),
        (Field::Base, Value::some(row.eligible_base_cents, |cents| Value::Money(Cents(cents)))),
        (Field::Requested, Value::Money(Cents(row.requested_cents))),
        (Field::LeadName, Value::Text(row.lead_name)),
        (Field::LeadSiret, Value::Text(row.lead_siret)),
        (Field::LeadSiren, Value::Text(row.lead_siren)),
        (Field::Project, Value::Text(row.project_name)),
        (Field::Departments, Value::Text(row.departments)),
    ];
    audit.dossier(DossierId::from_uuid(row.id), stands);
}

/// Shows filings; gives the files that they hold, and the dossier and rank of each filing.
async fn show_filings(
    conn: &impl ConnectionTrait,
    dossiers: &[Uuid],
    audit: &mut Audit,
) -> AppResult<(Vec<StoredFile>, BTreeMap<Uuid, (Uuid, i64)>)> {
    let filings = of_dossiers::<submission::Entity>(conn, submission::Column::DossierId, dossiers).await?;
    let mut findings: BTreeMap<Uuid, Vec<FindingRow>> = BTreeMap::new();
    for row in of_dossiers::<finding::Entity>(conn, finding::Column::DossierId, dossiers).await? {
        findings.entry(row.submission_id).or_default().push(FindingRow {
            rule: row.rule,
            outcome: row.outcome,
            decision: row.decision,
            motive: row.motive,
            by: row.decided_by.map(UserId::from_uuid),
            at: row.decided_at.map(Instant::from_micros),
        });
    }
    let mut documents: BTreeMap<Uuid, BTreeMap<DocumentId, DocumentRow>> = BTreeMap::new();
    for row in of_dossiers::<document::Entity>(conn, document::Column::DossierId, dossiers).await? {
        let id = DocumentId::from_uuid(row.id);
        let known = DocumentRow {
            id,
            piece: row.piece,
            file_name: row.file_name,
            media_type: row.media_type,
            size: row.size,
            sha256: row.sha256,
            storage_key: row.storage_key,
        };
        documents.entry(row.dossier_id).or_default().insert(id, known);
    }
    let (mut files, mut ranks, none) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for row in filings {
        ranks.insert(row.id, (row.dossier_id, row.number));
        let filing = FilingRow {
            dossier: DossierId::from_uuid(row.dossier_id),
            rank: row.number,
            id: SubmissionId::from_uuid(row.id),
            snapshot: row.snapshot,
            digest: row.digest,
            filed_at: Instant::from_micros(row.filed_at),
            filed_by: UserId::from_uuid(row.filed_by),
            anchor: format!("{}:{}", row.event_seq, row.event_hash),
            prints: [row.receipt_key, row.print_key].into_iter().flatten().collect(),
            findings: findings.remove(&row.id).unwrap_or_default(),
        };
        files.extend(audit.filing(&filing, documents.get(&row.dossier_id).unwrap_or(&none)));
    }
    Ok((files, ranks))
}

/// Shows verdicts, corrected bases and lines.
async fn show_decisions(conn: &impl ConnectionTrait, dossiers: &[Uuid], audit: &mut Audit) -> AppResult<()> {
    let verdicts = admissibility_verdict::Column::DossierId;
    for row in of_dossiers::<admissibility_verdict::Entity>(conn, verdicts, dossiers).await? {
        let fields = [
            (Field::Outcome, Value::text(if row.favourable { "favourable" } else { "unfavourable" })),
            (Field::Motive, Value::Text(row.motive)),
            (Field::By, user(row.decided_by)),
            (Field::At, at(row.decided_at)),
        ];
        audit.row(&Thing::Verdict(DossierId::from_uuid(row.dossier_id), row.kind), fields);
    }
    for row in of_dossiers::<base_correction::Entity>(conn, base_correction::Column::DossierId, dossiers).await? {
        let fields = [
            (Field::Base, Value::Money(Cents(row.base_cents))),
            (Field::Motive, Value::Text(row.motive)),
            (Field::By, user(row.decided_by)),
            (Field::At, at(row.decided_at)),
        ];
        audit.row(&Thing::Correction(DossierId::from_uuid(row.dossier_id)), fields);
    }
    let awards = of_dossiers::<award::Entity>(conn, award::Column::DossierId, dossiers).await?;
    for row in awards {
        let fields = [
            (Field::Track, Value::Text(row.track_code)),
            (Field::Outcome, Value::Text(row.outcome)),
            (Field::Amount, Value::Money(Cents(row.amount_cents))),
            (Field::ReserveRank, Value::some(row.reserve_rank, Value::Integer)),
            (Field::Motive, Value::Text(row.motive)),
        ];
        audit.row(&Thing::Award(DossierId::from_uuid(row.dossier_id)), fields);
    }
    Ok(())
}

/// Shows interests, assignments and reviews.
async fn show_reviews(conn: &impl ConnectionTrait, dossiers: &[Uuid], audit: &mut Audit) -> AppResult<()> {
    let mut interests = of_dossiers::<conflict::Entity>(conn, conflict::Column::DossierId, dossiers).await?;
    interests.sort_by_key(|row| row.declared_at);
    // Declared again, an interest holds since the first time and for the last reason.
    let mut declared: BTreeMap<(Uuid, Uuid), (i64, String)> = BTreeMap::new();
    for row in interests {
        let since = declared.entry((row.user_id, row.dossier_id)).or_insert((row.declared_at, String::new()));
        since.1 = row.reason;
    }
    for ((person, dossier), (since, reason)) in declared {
        let interest = Thing::Interest(UserId::from_uuid(person), DossierId::from_uuid(dossier));
        audit.row(&interest, [(Field::Motive, Value::Text(reason)), (Field::At, at(since))]);
    }
    let assignments = of_dossiers::<assignment::Entity>(conn, assignment::Column::DossierId, dossiers).await?;
    for row in assignments {
        let given = Thing::Assignment(DossierId::from_uuid(row.dossier_id), AssignmentId::from_uuid(row.id));
        let fields = [
            (Field::Reviewer, user(row.reviewer_id)),
            (Field::State, Value::Text(row.state)),
            (Field::Motive, Value::Text(row.reason)),
            (Field::At, at(row.assigned_at)),
        ];
        audit.row(&given, fields);
    }
    let of_these = Query::select()
        .column(review::Column::Id)
        .from(review::Entity)
        .and_where(review::Column::DossierId.is_in(dossiers.iter().copied()))
        .to_owned();
    let mut scores: BTreeMap<Uuid, Vec<_>> = BTreeMap::new();
    for row in score::Entity::find().filter(score::Column::ReviewId.in_subquery(of_these)).all(conn).await? {
        scores.entry(row.review_id).or_default().push((row.criterion, row.half_points, row.comment));
    }
    for row in of_dossiers::<review::Entity>(conn, review::Column::DossierId, dossiers).await? {
        audit.review(&ReviewRow {
            dossier: DossierId::from_uuid(row.dossier_id),
            assignment: AssignmentId::from_uuid(row.assignment_id),
            overall: row.overall,
            submitted_at: row.submitted_at.map(Instant::from_micros),
            scores: scores.remove(&row.id).unwrap_or_default(),
        });
    }
    Ok(())
}
