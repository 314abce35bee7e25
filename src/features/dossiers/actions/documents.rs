//! Joining documents: streamed to a random key and hashed on the way, then written.

use domain::{
    dossier::EditRefused,
    form::QuestionKind,
    ids::{DocumentId, DossierId},
    permissions::Action,
};
use futures::StreamExt;
use tracing::Instrument;

use super::answers::{Open, open};
use crate::{
    app::App,
    db::Act,
    error::{AppError, AppResult, Refused},
    features::{
        calls,
        dossiers::store::{self, Document, DossierRow, documents::Received},
    },
    files::{self, Arrived},
};

const MIB: u64 = 1_048_576;

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
    /// The dossier received as many bytes as it may, removed files included.
    Dossier {
        /// Most mebibytes.
        max_mib: u64,
    },
    /// The account sent as many bytes as it may within an hour.
    Hour {
        /// Most mebibytes.
        max_mib: u64,
    },
    /// What is left of the disk is kept for saving and filing.
    NoRoom,
    /// There are as many files as the piece takes.
    TooMany {
        /// Most files.
        max: usize,
    },
}

/// Joins a file to a piece of the dossier, or to a file question.
///
/// # Errors
/// [`JoinRefused`]; then nothing stays stored.
pub async fn join_document<S, E>(
    act: &Act,
    id: DossierId,
    piece: &str,
    file_name: &str,
    stream: S,
) -> Result<DocumentId, Refused<JoinRefused>>
where
    S: futures::Stream<Item = Result<bytes::Bytes, E>> + Unpin,
    E: Into<AppError>,
{
    let (app, at) = (&act.app, act.at);
    let row = store::load_dossier(app.db.reader(), id).await?;
    let max = files_max(app, &row, piece).await?;
    let has_room = || files::has_room(&app.config.storage, app.config.uploads.reserve_mib.saturating_mul(MIB));
    if !has_room() {
        tracing::warn!("a file was refused: the disk has less free room than « uploads.reserve_mib »");
        return Err(Refused::Rule(JoinRefused::NoRoom));
    }
    // Before anything is received; how much it is in the end is known when it is there, and asked again.
    let received = store::documents::received(app.db.reader(), (id, row.owner), at).await?;
    within_bounds(act, received, 1).map_err(Refused::Rule)?;
    let document = DocumentId::mint(at, app.random());
    let key = files::document_key(id, document);
    let max_mib = app.config.uploads.max_mib;
    let stream = stream.map(|chunk| chunk.map_err(|error| Refused::Failed(error.into())));
    let stream = files::while_room(stream, has_room, || Refused::Rule(JoinRefused::NoRoom));
    let arrived = match files::receive(&*app.files, &key, stream, max_mib.saturating_mul(MIB)).await {
        Err(Refused::Failed(AppError::TooLarge)) => return Err(Refused::Rule(JoinRefused::TooLarge { max_mib })),
        other => other?,
    };
    let media_type = match (arrived.received.size, media_type(&arrived.received.head)) {
        (1.., Some(media_type)) => media_type,
        (size, _) => {
            arrived.discard().await;
            return Err(Refused::Rule(if size == 0 { JoinRefused::Empty } else { JoinRefused::Type }));
        }
    };
    let new = Document {
        id: document,
        dossier: id,
        piece: piece.to_owned(),
        file_name: clean_name(file_name),
        media_type: media_type.to_owned(),
        size: i64::try_from(arrived.received.size).unwrap_or(i64::MAX),
        sha256: arrived.received.sha256.clone(),
        storage_key: key,
        uploaded_at: at,
        removed: false,
    };
    // All of it is there: whoever goes away now does not leave a file that no row names.
    tokio::spawn(keep(act.clone(), arrived, new, max).in_current_span()).await.map_err(AppError::from)?
}

/// Stores a file that has arrived and writes its row, or leaves neither.
async fn keep(act: Act, arrived: Arrived, new: Document, max: usize) -> Result<DocumentId, Refused<JoinRefused>> {
    arrived.store().await?;
    let written = write(&act, &new, max).await;
    // Where nobody knows whether the row is there, its file stays.
    let unknown = matches!(written, Err(Refused::Failed(AppError::Unconfirmed(_))));
    if written.is_err()
        && !unknown
        && let Err(error) = files::delete(&*act.app.files, &new.storage_key).await
    {
        tracing::warn!(%error, key = new.storage_key, "a refused file stays stored");
    }
    written.map(|()| new.id)
}

async fn write(act: &Act, new: &Document, max: usize) -> Result<(), Refused<JoinRefused>> {
    let open = open(act, Action::JoinDocument, new.dossier).await?;
    let Open { tx, row, .. } = open.map_err(|why| Refused::Rule(JoinRefused::Edit(why)))?;
    let there = store::list_documents(tx.conn(), new.dossier).await?;
    if there.iter().filter(|document| document.piece == new.piece).count() >= max {
        return Err(Refused::Rule(JoinRefused::TooMany { max }));
    }
    let received = store::documents::received(tx.conn(), (row.id, row.owner), act.at).await?;
    within_bounds(act, received, u64::try_from(new.size).unwrap_or_default()).map_err(Refused::Rule)?;
    store::documents::insert(&tx, new).await?;
    Ok(tx.commit().await?)
}

/// Whether so many bytes more are within what a dossier, and an account within an hour, may send.
fn within_bounds(act: &Act, received: Received, more: u64) -> Result<(), JoinRefused> {
    let bounds = &act.app.config.uploads;
    if received.dossier.saturating_add(more) > bounds.dossier_mib.saturating_mul(MIB) {
        return Err(JoinRefused::Dossier { max_mib: bounds.dossier_mib });
    }
    if received.hour.saturating_add(more) > bounds.hourly_mib.saturating_mul(MIB) {
        return Err(JoinRefused::Hour { max_mib: bounds.hourly_mib });
    }
    Ok(())
}

async fn files_max(app: &App, row: &DossierRow, piece: &str) -> AppResult<usize> {
    let call = calls::store::load_revision(app.db.reader(), row.revision).await?;
    let of_question = || call.form.question(piece).filter(|found| found.kind == QuestionKind::File).map(|_| 1);
    call.piece(piece).map(|piece| piece.files_max).or_else(of_question).ok_or(AppError::NotFound)
}

/// Removes a document from the working copy. What was filed keeps it; otherwise its content is deleted too.
///
/// # Errors
/// [`JoinRefused::Edit`] when the dossier cannot be edited, or a failure.
pub async fn remove_document(act: &Act, id: DossierId, document: DocumentId) -> Result<(), Refused<JoinRefused>> {
    let open = open(act, Action::JoinDocument, id).await?;
    let Open { tx, .. } = open.map_err(|why| Refused::Rule(JoinRefused::Edit(why)))?;
    let found = store::load_document(tx.conn(), id, document).await?;
    if found.removed {
        return Ok(());
    }
    store::documents::save_removed(&tx, document).await?;
    // Under the lock of the dossier: a later filing cannot name it any more.
    let filed = store::documents::is_filed(&tx, document).await?;
    tx.commit().await?;
    if !filed && let Err(error) = files::delete(&*act.app.files, &found.storage_key).await {
        tracing::warn!(%error, key = found.storage_key, "a removed file stays stored");
    }
    Ok(())
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
