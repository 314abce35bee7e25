//! Stored files: a local folder by default, S3 by configuration.

use std::{sync::Arc, time::Duration};

use domain::{
    ids::{DocumentId, DossierId, SubmissionId},
    time::Instant,
};
use futures::{Stream, StreamExt, TryStreamExt, stream, stream::BoxStream};
use object_store::{
    ClientOptions, GetResult, ObjectMeta, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig, WriteMultipart,
    aws::AmazonS3Builder, local::LocalFileSystem, path::Path,
};
use sha2::{Digest, Sha256};

use crate::{
    config::Storage,
    error::{AppError, AppResult},
};

/// Opens the store that the settings name.
///
/// # Errors
/// When the folder cannot be made or the bucket's settings are incomplete.
pub fn open(storage: &Storage) -> AppResult<Arc<dyn ObjectStore>> {
    let Some(bucket) = &storage.bucket else {
        std::fs::create_dir_all(&storage.folder)?;
        // A file that was acknowledged survives a power cut, as a filing does.
        return Ok(Arc::new(LocalFileSystem::new_with_prefix(&storage.folder)?.with_fsync(true)));
    };
    let endpoint = storage.endpoint.as_deref().unwrap_or_default();
    // Somebody waits for the answer: a store that is gone is told within seconds, not after minutes of retries.
    let client = ClientOptions::new()
        .with_timeout(Duration::from_secs(20))
        .with_connect_timeout(Duration::from_secs(5))
        .with_allow_http(endpoint.starts_with("http://"));
    let retry = RetryConfig { max_retries: 2, retry_timeout: Duration::from_secs(15), ..RetryConfig::default() };
    let mut builder = AmazonS3Builder::new()
        .with_client_options(client)
        .with_retry(retry)
        .with_bucket_name(bucket)
        .with_region(&storage.region);
    if !endpoint.is_empty() {
        builder = builder.with_endpoint(endpoint);
    }
    if let (Some(key), Some(secret)) = (&storage.access_key_id, &storage.secret_access_key) {
        builder = builder.with_access_key_id(key).with_secret_access_key(secret);
    }
    Ok(Arc::new(builder.build()?))
}

/// Whether the disk of a local folder has so many bytes free. A bucket has room, and a disk that says nothing too.
#[must_use]
pub fn has_room(storage: &Storage, bytes: u64) -> bool {
    if storage.bucket.is_some() {
        return true;
    }
    rustix::fs::statvfs(&storage.folder).map_or(true, |disk| disk.f_bavail.saturating_mul(disk.f_frsize) >= bytes)
}

/// Stores bytes that we made ourselves.
///
/// # Errors
/// When the store refuses.
pub async fn put(files: &dyn ObjectStore, key: &str, bytes: Vec<u8>) -> AppResult<()> {
    files.put(&Path::from(key), PutPayload::from(bytes)).await?;
    Ok(())
}

/// Where documents are stored.
const DOCUMENTS: &str = "documents/";
/// Where receipts and prints of filings are stored.
const FILINGS: &str = "submissions/";

/// Where the content of a document is stored.
#[must_use]
pub fn document_key(dossier: DossierId, document: DocumentId) -> String {
    format!("{DOCUMENTS}{dossier}/{document}")
}

/// Where the receipt of a filing is stored.
#[must_use]
pub fn receipt_key(filing: SubmissionId) -> String {
    format!("{FILINGS}{filing}/receipt.pdf")
}

/// Where the print of a filing is stored.
#[must_use]
pub fn print_key(filing: SubmissionId) -> String {
    format!("{FILINGS}{filing}/dossier.pdf")
}

/// The filing whose receipt or print is stored under a key.
#[must_use]
pub fn filing_of(key: &str) -> Option<SubmissionId> {
    key.strip_prefix(FILINGS)?.split_once('/')?.0.parse().ok()
}

/// A file that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    /// Its key.
    pub key: String,
    /// When it was stored, by the clock of the store.
    pub at: Instant,
}

/// Files listed at once.
const PAGE: usize = 500;

/// All files that we stored, a page at a time. What else is in the bucket or the folder is not ours.
pub fn list(files: &dyn ObjectStore) -> impl Stream<Item = AppResult<Vec<ListedFile>>> + Send {
    let ours = [DOCUMENTS, FILINGS].map(|prefix| files.list(Some(&Path::from(prefix))));
    let stored = |found: ObjectMeta| ListedFile {
        key: found.location.to_string(),
        at: Instant::from_micros(found.last_modified.timestamp_micros()),
    };
    let all = stream::iter(ours).flatten().map_ok(stored);
    all.try_chunks(PAGE).map_err(|error| AppError::from(error.1))
}

/// A file on its way out, a piece at a time.
pub struct Sent {
    /// Bytes.
    pub size: u64,
    /// Its pieces, read as they are sent.
    pub pieces: BoxStream<'static, object_store::Result<bytes::Bytes>>,
}

/// Opens a file to be sent: what is large is never held whole in memory.
///
/// # Errors
/// `NotFound` when it is not there.
pub async fn send(files: &dyn ObjectStore, key: &str) -> AppResult<Sent> {
    let found = open_stored(files, key).await?;
    Ok(Sent { size: found.range.end - found.range.start, pieces: found.into_stream() })
}

async fn open_stored(files: &dyn ObjectStore, key: &str) -> AppResult<GetResult> {
    match files.get(&Path::from(key)).await {
        Ok(found) => Ok(found),
        Err(object_store::Error::NotFound { .. }) => Err(AppError::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// Reads a whole file, of those that we made ourselves and know to be small.
///
/// # Errors
/// `NotFound` when it is not there.
pub async fn get(files: &dyn ObjectStore, key: &str) -> AppResult<bytes::Bytes> {
    Ok(open_stored(files, key).await?.bytes().await?)
}

/// The digest of a stored file, read as a stream; `None` when it is not there.
///
/// # Errors
/// When the store does not answer.
pub async fn digest(files: &dyn ObjectStore, key: &str) -> AppResult<Option<domain::canonical::Digest>> {
    let mut content = match files.get(&Path::from(key)).await {
        Ok(found) => found.into_stream(),
        Err(object_store::Error::NotFound { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut hasher = Sha256::new();
    while let Some(chunk) = content.next().await {
        hasher.update(&chunk?);
    }
    Ok(Some(domain::canonical::Digest(hasher.finalize().into())))
}

/// Removes a file; it is no fault if it is already gone.
///
/// # Errors
/// When the store refuses.
pub async fn delete(files: &dyn ObjectStore, key: &str) -> AppResult<()> {
    match files.delete(&Path::from(key)).await {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// What is known of a file once its last byte has passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the content, in hexadecimal.
    pub sha256: String,
    /// The first bytes, to recognise the type by.
    pub head: Vec<u8>,
}

/// A file that has arrived whole and is not stored yet.
pub struct Arrived {
    /// What it is.
    pub received: Received,
    writer: WriteMultipart,
}

impl Arrived {
    /// Stores it. To be awaited where nobody who goes away can stop it: half-way, it may stand stored or not.
    ///
    /// # Errors
    /// What the store says.
    pub async fn store(self) -> AppResult<Received> {
        self.writer.finish().await?;
        Ok(self.received)
    }

    /// Clears away what has arrived.
    pub async fn discard(self) {
        clear_away(self.writer).await;
    }
}

/// Streams a file to the store under a random key, hashing on the way; never holds it whole in memory.
///
/// # Errors
/// `TooLarge` beyond `max` bytes, and whatever the sender's stream or the store says; then nothing stays stored.
pub async fn receive<S, E>(files: &dyn ObjectStore, key: &str, mut stream: S, max: u64) -> Result<Arrived, E>
where
    S: futures::Stream<Item = Result<bytes::Bytes, E>> + Unpin,
    E: From<AppError>,
{
    let mut writer = WriteMultipart::new(files.put_multipart(&Path::from(key)).await.map_err(AppError::from)?);
    match write(&mut writer, &mut stream, max).await {
        Ok(received) => Ok(Arrived { received, writer }),
        Err(error) => {
            clear_away(writer).await;
            Err(error)
        }
    }
}

async fn clear_away(writer: WriteMultipart) {
    // What the sender is told is why the file was refused, not that its pieces could not be cleared away.
    if let Err(left) = writer.abort().await {
        tracing::warn!(error = %left, "an upload that was broken off could not be cleared away");
    }
}

/// A stream that is broken off when there is no room left, asked again with each MiB: what others send at the same
/// time takes room too, and stands in no row before it has arrived.
pub fn while_room<S, E>(
    stream: S,
    mut has_room: impl FnMut() -> bool,
    full: impl Fn() -> E,
) -> impl futures::Stream<Item = Result<bytes::Bytes, E>>
where
    S: futures::Stream<Item = Result<bytes::Bytes, E>>,
{
    let mut since = 0;
    stream.map(move |chunk| {
        let chunk = chunk?;
        since += chunk.len();
        if since < 1_048_576 {
            return Ok(chunk);
        }
        since = 0;
        if has_room() { Ok(chunk) } else { Err(full()) }
    })
}

async fn write<S, E>(writer: &mut WriteMultipart, stream: &mut S, max: u64) -> Result<Received, E>
where
    S: futures::Stream<Item = Result<bytes::Bytes, E>> + Unpin,
    E: From<AppError>,
{
    let mut hasher = Sha256::new();
    let (mut size, mut head) = (0_u64, Vec::new());
    while let Some(chunk) = stream.next().await {
        let chunk = chunk?;
        size += chunk.len() as u64;
        if size > max {
            return Err(AppError::TooLarge.into());
        }
        if head.len() < 8_192 {
            head.extend_from_slice(&chunk[..chunk.len().min(8_192 - head.len())]);
        }
        hasher.update(&chunk);
        writer.wait_for_capacity(4).await.map_err(AppError::from)?;
        writer.put(chunk);
    }
    Ok(Received { size, sha256: hex::encode(hasher.finalize()), head })
}
