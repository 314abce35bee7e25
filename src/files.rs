//! Stored files: a local folder by default, S3 by configuration.

use std::sync::Arc;

use futures::StreamExt;
use object_store::{
    ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart, aws::AmazonS3Builder, local::LocalFileSystem, path::Path,
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
        return Ok(Arc::new(LocalFileSystem::new_with_prefix(&storage.folder)?));
    };
    let mut builder = AmazonS3Builder::new().with_bucket_name(bucket).with_region(&storage.region);
    if let Some(endpoint) = &storage.endpoint {
        builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
    }
    if let (Some(key), Some(secret)) = (&storage.access_key_id, &storage.secret_access_key) {
        builder = builder.with_access_key_id(key).with_secret_access_key(secret);
    }
    Ok(Arc::new(builder.build()?))
}

/// Stores bytes that we made ourselves.
///
/// # Errors
/// When the store refuses.
pub async fn put(files: &dyn ObjectStore, key: &str, bytes: Vec<u8>) -> AppResult<()> {
    files.put(&Path::from(key), PutPayload::from(bytes)).await?;
    Ok(())
}

/// Reads a whole file.
///
/// # Errors
/// `NotFound` when it is not there.
pub async fn get(files: &dyn ObjectStore, key: &str) -> AppResult<bytes::Bytes> {
    match files.get(&Path::from(key)).await {
        Ok(found) => Ok(found.bytes().await?),
        Err(object_store::Error::NotFound { .. }) => Err(AppError::NotFound),
        Err(error) => Err(error.into()),
    }
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

/// Streams a file to the store under a random key, hashing on the way; never holds it whole in memory.
///
/// # Errors
/// `TooLarge` beyond `max` bytes, and whatever the sender's stream or the store says; then nothing stays stored.
pub async fn receive<S, E>(files: &dyn ObjectStore, key: &str, mut stream: S, max: u64) -> AppResult<Received>
where
    S: futures::Stream<Item = Result<bytes::Bytes, E>> + Unpin,
    E: Into<AppError>,
{
    let mut writer = WriteMultipart::new(files.put_multipart(&Path::from(key)).await?);
    let mut hasher = Sha256::new();
    let (mut size, mut head) = (0_u64, Vec::new());
    while let Some(chunk) = stream.next().await {
        let chunk = match chunk {
            Ok(chunk) => chunk,
            Err(error) => {
                writer.abort().await?;
                return Err(error.into());
            }
        };
        size += chunk.len() as u64;
        if size > max {
            writer.abort().await?;
            return Err(AppError::TooLarge);
        }
        if head.len() < 8_192 {
            head.extend_from_slice(&chunk[..chunk.len().min(8_192 - head.len())]);
        }
        hasher.update(&chunk);
        writer.wait_for_capacity(4).await?;
        writer.put(chunk);
    }
    writer.finish().await?;
    Ok(Received { size, sha256: hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect(), head })
}
