//! The end of keeping: what is personal of a dossier goes, its number, its decision and its digests stay.

use domain::{ids::DossierId, journal::EventKind, permissions::Action, text};
use serde_json::{Value, json};

use crate::{
    db::Act,
    error::{AppResult, Refused},
    features::dossiers::store::erasure,
    files,
};

/// Why nothing is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EraseRefused {
    /// No reason was given.
    NoReason,
    /// A decision can still touch the dossier.
    Undecided,
    /// It was never filed.
    NeverFiled,
}

/// What was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    /// Texts of filings; none when they were emptied before.
    pub filings: usize,
    /// Stored files.
    pub files: usize,
    /// Stored files that the store refuses to delete for the moment: doing it again does it.
    pub refused: usize,
}

/// Erases what was filed: texts, answers, names of files, then the stored files. Doing it again erases the files that
/// were left.
///
/// # Errors
/// [`EraseRefused`].
pub async fn erase(act: &Act, id: DossierId, reason: &str) -> Result<Erased, Refused<EraseRefused>> {
    let reason = text::clean(reason);
    if reason.is_empty() {
        return Err(Refused::Rule(EraseRefused::NoReason));
    }
    let tx = act.on_dossier(id, Action::EraseContent).await?;
    if tx.on().is_undecided() {
        return Err(Refused::Rule(EraseRefused::Undecided));
    }
    let filings = erasure::list_kept(tx.conn(), id).await?;
    let stored = erasure::list_files(tx.conn(), id).await?;
    if filings.is_empty() {
        return Err(Refused::Rule(EraseRefused::NeverFiled));
    }
    let emptied = filings.iter().all(|filing| filing.emptied);
    if !emptied {
        let told: Vec<Value> =
            filings.iter().map(|filing| json!({ "number": filing.number, "digest": filing.digest })).collect();
        let concluded = tx.append(EventKind::ContentErased, json!({ "filings": told, "reason": reason })).await?;
        erasure::empty(&concluded).await?;
        concluded.commit().await?;
    }
    let refused = delete_files(act, &stored).await?;
    Ok(Erased { filings: if emptied { 0 } else { filings.len() }, files: stored.len() - refused, refused })
}

/// Deletes stored files and says how many could not be.
async fn delete_files(act: &Act, keys: &[String]) -> AppResult<usize> {
    let mut refused = 0;
    for key in keys {
        if let Err(error) = files::delete(&*act.app.files, key).await {
            tracing::warn!(%error, key, "a file of an erased dossier stays stored");
            refused += 1;
        }
    }
    Ok(refused)
}
