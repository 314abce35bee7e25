//! What is left of a dossier whose keeping has ended: its number, its money, its state, its digests.

use domain::ids::DossierId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use crate::{
    db::{
        entities::{answer, document, submission},
        erasure,
        write::{Concluded, LockedDossier},
    },
    error::AppResult,
};

/// A filing, as far as its erasure looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Rank among the filings of the dossier, from 1.
    pub number: i64,
    /// SHA-256 of its text.
    pub digest: String,
    /// Whether its text was emptied.
    pub emptied: bool,
}

/// The filings of a dossier, the first one first.
pub(in crate::features::dossiers) async fn list_kept(
    conn: &impl ConnectionTrait,
    dossier: DossierId,
) -> AppResult<Vec<Kept>> {
    let rows = submission::Entity::find()
        .filter(submission::Column::DossierId.eq(dossier.uuid()))
        .order_by_asc(submission::Column::Number)
        .all(conn)
        .await?;
    let kept =
        |row: submission::Model| Kept { number: row.number, digest: row.digest, emptied: row.snapshot.is_empty() };
    Ok(rows.into_iter().map(kept).collect())
}

/// Where the files of a dossier are stored: what was joined, receipts, prints.
pub(in crate::features::dossiers) async fn list_files(
    conn: &impl ConnectionTrait,
    dossier: DossierId,
) -> AppResult<Vec<String>> {
    let joined = document::Entity::find().filter(document::Column::DossierId.eq(dossier.uuid())).all(conn).await?;
    let filings = submission::Entity::find().filter(submission::Column::DossierId.eq(dossier.uuid())).all(conn).await?;
    let made = filings.into_iter().flat_map(|row| [row.receipt_key, row.print_key]).flatten();
    Ok(joined.into_iter().map(|row| row.storage_key).chain(made).collect())
}

/// Empties the texts of the filings and the names of the files, and deletes the answers of the working copy.
pub(in crate::features::dossiers) async fn empty(concluded: &Concluded<LockedDossier>) -> AppResult<()> {
    let (dossier, conn) = (concluded.on().row().id, concluded.conn());
    erasure::empty_filings(concluded).await?;
    answer::Entity::delete_many().filter(answer::Column::DossierId.eq(dossier)).exec(conn).await?;
    document::Entity::update_many()
        .col_expr(document::Column::FileName, Expr::value(""))
        .filter(document::Column::DossierId.eq(dossier))
        .exec(conn)
        .await?;
    Ok(())
}
