//! Documents joined to dossiers. A removed one keeps its row, which counts in what
//! the dossier received, and its file as long as a filing names it.

use std::collections::BTreeMap;

use domain::{
    call::PieceCode,
    ids::{DocumentId, DossierId, UserId},
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select, sea_query::Expr,
};

use crate::{
    db::{
        entities::{document, dossier, submission},
        write::{LockedDossier, WriteTx},
    },
    error::{AppError, AppResult},
};

/// A file joined to a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// Its dossier.
    pub dossier: DossierId,
    /// The piece, or the file question, that it answers.
    pub piece: PieceCode,
    /// Its name, as it was sent.
    pub file_name: String,
    /// Its type, by its content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of its content.
    pub sha256: String,
    /// Where its content is stored.
    pub storage_key: String,
    /// When it was joined.
    pub uploaded_at: Instant,
    /// Whether it was removed from the working copy.
    pub removed: bool,
}

fn read(row: document::Model) -> Document {
    Document {
        id: DocumentId::from_uuid(row.id),
        dossier: DossierId::from_uuid(row.dossier_id),
        piece: row.piece,
        file_name: row.file_name,
        media_type: row.media_type,
        size: row.size,
        sha256: row.sha256,
        storage_key: row.storage_key,
        uploaded_at: Instant::from_micros(row.uploaded_at),
        removed: row.removed_at.is_some(),
    }
}

/// The documents of the working copy, in the order in which they were joined.
///
/// # Errors
/// When the database does not answer.
pub async fn list_documents(conn: &impl ConnectionTrait, dossier: DossierId) -> AppResult<Vec<Document>> {
    let rows = document::Entity::find()
        .filter(document::Column::DossierId.eq(dossier.uuid()))
        .filter(document::Column::RemovedAt.is_null())
        .order_by_asc(document::Column::UploadedAt)
        .order_by_asc(document::Column::Id)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(read).collect())
}

/// A document of a dossier, removed ones included.
///
/// # Errors
/// `NotFound` when there is none, or it is another dossier's.
pub async fn load_document(conn: &impl ConnectionTrait, dossier: DossierId, id: DocumentId) -> AppResult<Document> {
    let row = document::Entity::find_by_id(id.uuid()).one(conn).await?.ok_or(AppError::NotFound)?;
    if row.dossier_id == dossier.uuid() { Ok(read(row)) } else { Err(AppError::NotFound) }
}

/// Bytes that were received, removed files included.
#[derive(Clone, Copy, Debug)]
pub(in crate::features::dossiers) struct Received {
    /// By the dossier.
    pub dossier: u64,
    /// By all dossiers of its owner within the last hour.
    pub hour: u64,
}

/// What a dossier and its owner sent until an instant.
pub(in crate::features::dossiers) async fn received(
    conn: &impl ConnectionTrait,
    (dossier, owner): (DossierId, UserId),
    at: Instant,
) -> AppResult<Received> {
    let since = at.plus_seconds(-3_600);
    let of_dossier = document::Entity::find().filter(document::Column::DossierId.eq(dossier.uuid()));
    let theirs = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Id)
        .filter(dossier::Column::OwnerId.eq(owner.uuid()))
        .into_query();
    let of_hour = document::Entity::find()
        .filter(document::Column::UploadedAt.gt(since.micros()))
        .filter(document::Column::DossierId.in_subquery(theirs));
    Ok(Received { dossier: sum(conn, of_dossier).await?, hour: sum(conn, of_hour).await? })
}

async fn sum(conn: &impl ConnectionTrait, rows: Select<document::Entity>) -> AppResult<u64> {
    // PostgreSQL adds big integers up to a decimal number.
    let total = Expr::cust("CAST(COALESCE(SUM(size), 0) AS BIGINT)");
    let total: Option<i64> = rows.select_only().column_as(total, "total").into_tuple().one(conn).await?;
    Ok(u64::try_from(total.unwrap_or_default()).unwrap_or_default())
}

/// Whether a filing of the dossier names the document.
pub(in crate::features::dossiers) async fn is_filed(tx: &WriteTx<LockedDossier>, id: DocumentId) -> AppResult<bool> {
    let naming = submission::Entity::find()
        .filter(submission::Column::DossierId.eq(tx.on().row().id))
        .filter(submission::Column::Snapshot.contains(id.to_string()))
        .count(tx.conn())
        .await?;
    Ok(naming > 0)
}

/// How many files are joined, by kind of piece.
#[must_use]
pub fn count_by_piece(documents: &[Document]) -> BTreeMap<PieceCode, usize> {
    let mut counts = BTreeMap::new();
    for document in documents {
        *counts.entry(document.piece.clone()).or_insert(0) += 1;
    }
    counts
}

/// Writes a new document.
pub(in crate::features::dossiers) async fn insert(tx: &WriteTx<LockedDossier>, new: &Document) -> AppResult<()> {
    let row = document::Model {
        id: new.id.uuid(),
        dossier_id: tx.on().row().id,
        piece: new.piece.clone(),
        file_name: new.file_name.clone(),
        media_type: new.media_type.clone(),
        size: new.size,
        sha256: new.sha256.clone(),
        storage_key: new.storage_key.clone(),
        uploaded_at: new.uploaded_at.micros(),
        removed_at: None,
    };
    document::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Removes a document from the working copy.
pub(in crate::features::dossiers) async fn save_removed(tx: &WriteTx<LockedDossier>, id: DocumentId) -> AppResult<()> {
    document::Entity::update_many()
        .col_expr(document::Column::RemovedAt, Expr::value(tx.at().micros()))
        .filter(document::Column::Id.eq(id.uuid()))
        .filter(document::Column::DossierId.eq(tx.on().row().id))
        .exec(tx.conn())
        .await?;
    Ok(())
}
