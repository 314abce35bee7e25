//! Joining documents: streamed to a random key and hashed on the way, then written.

use domain::{
    dossier::EditRefused,
    form::QuestionKind,
    ids::{DocumentId, DossierId},
    permissions::Action,
    time::Instant,
};

use super::answers::open;
use crate::{
    app::App,
    db::{Actor, Subject, permit},
    error::{AppError, AppResult},
    features::{
        calls,
        dossiers::store::{self, Document, DossierRow},
    },
    files,
};

/// Why a document is not joined.
#[derive(Debug)]
pub enum JoinRefused {
    /// The dossier cannot be edited.
    Edit(EditRefused),
    /// Neither PDF, image, OpenDocument nor Office document by its content.
    Type,
    /// It is empty.
    Empty,
    /// It is too large.
    TooLarge {
        /// Most mebibytes.
        max_mib: u64,
    },
    /// There are as many files as the piece takes.
    TooMany {
        /// Most files.
        max: usize,
    },
    /// Something failed.
    Failed(AppError),
}

impl<E: Into<AppError>> From<E> for JoinRefused {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Joins a file to a piece of the dossier, or to a file question.
///
/// # Errors
/// [`JoinRefused`]; then nothing stays stored.
pub async fn join_document<S, E>(
    app: &App,
    actor: &Actor,
    id: DossierId,
    piece: &str,
    file_name: &str,
    stream: S,
    at: Instant,
) -> Result<DocumentId, JoinRefused>
where
    S: futures::Stream<Item = Result<bytes::Bytes, E>> + Unpin,
    E: Into<AppError>,
{
    permit(&app.db, actor, Action::JoinDocument, Subject::Dossier(id)).await?;
    let max = files_max(app, &store::load_dossier(app.db.reader(), id).await?, piece).await?;
    let document = DocumentId::mint(at, app.random());
    let key = format!("documents/{id}/{document}");
    let max_mib = app.config.uploads.max_mib;
    let received = match files::receive(&*app.files, &key, stream, max_mib * 1_048_576).await {
        Err(AppError::TooLarge) => return Err(JoinRefused::TooLarge { max_mib }),
        other => other?,
    };
    let joined = match (received.size, media_type(&received.head)) {
        (0, _) => Err(JoinRefused::Empty),
        (_, None) => Err(JoinRefused::Type),
        (_, Some(media_type)) => {
            let new = Document {
                id: document,
                dossier: id,
                piece: piece.to_owned(),
                file_name: clean_name(file_name),
                media_type: media_type.to_owned(),
                size: i64::try_from(received.size).unwrap_or(i64::MAX),
                sha256: received.sha256,
                storage_key: key.clone(),
                uploaded_at: at,
                removed: false,
            };
            write(app, actor, &new, max, at).await
        }
    };
    if joined.is_err()
        && let Err(error) = files::delete(&*app.files, &key).await
    {
        tracing::warn!(%error, key, "a refused file stays stored");
    }
    joined.map(|()| document)
}

async fn write(app: &App, actor: &Actor, new: &Document, max: usize, at: Instant) -> Result<(), JoinRefused> {
    let (tx, row, _, refused) = open(app, actor, Action::JoinDocument, new.dossier, at).await?;
    if let Some(refused) = refused {
        return Err(JoinRefused::Edit(refused));
    }
    let there = store::list_documents(tx.conn(), new.dossier).await?;
    if there.iter().filter(|document| document.piece == new.piece).count() >= max {
        return Err(JoinRefused::TooMany { max });
    }
    store::documents::insert(&tx, new).await?;
    store::save_touched(&tx, row.id, None).await?;
    Ok(tx.commit().await.map_err(AppError::from)?)
}

async fn files_max(app: &App, row: &DossierRow, piece: &str) -> AppResult<usize> {
    let call = calls::store::load_revision(app.db.reader(), row.revision).await?;
    let of_question = || call.form.question(piece).filter(|found| found.kind == QuestionKind::File).map(|_| 1);
    call.piece(piece).map(|piece| piece.files_max).or_else(of_question).ok_or(AppError::NotFound)
}

/// Removes a document from the working copy. What was filed keeps it.
///
/// # Errors
/// [`JoinRefused::Edit`] when the dossier cannot be edited, or a failure.
pub async fn remove_document(
    app: &App,
    actor: &Actor,
    id: DossierId,
    document: DocumentId,
    at: Instant,
) -> Result<(), JoinRefused> {
    let (tx, row, _, refused) = open(app, actor, Action::JoinDocument, id, at).await?;
    if let Some(refused) = refused {
        return Err(JoinRefused::Edit(refused));
    }
    let found = store::load_document(tx.conn(), id, document).await?;
    if !found.removed {
        store::documents::save_removed(&tx, document).await?;
        store::save_touched(&tx, row.id, None).await?;
    }
    Ok(tx.commit().await.map_err(AppError::from)?)
}

/// The type of a file by its first bytes, when it is one that we take.
fn media_type(head: &[u8]) -> Option<&'static str> {
    const TAKEN: [&str; 8] = [
        "application/pdf",
        "image/jpeg",
        "image/png",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ];
    infer::get(head).map(|found| found.mime_type()).filter(|found| TAKEN.contains(found))
}

/// A name to be shown: its last part, without control characters, at most 120 characters.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = domain::text::clean(last).replace('\n', " ").chars().take(120).collect();
    if kept.is_empty() { "document".into() } else { kept }
}
