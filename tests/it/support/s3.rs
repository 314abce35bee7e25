//! An S3 server in the test process, on a folder; it can go away and come back.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use laureat::config::Storage;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// The key and the secret that it takes.
pub const S3_KEY: &str = "laureat-test";
/// The secret of [`S3_KEY`].
pub const S3_SECRET: &str = "0123456789abcdef0123456789abcdef";
/// Its only bucket.
pub const S3_BUCKET: &str = "pieces";

/// The server; it stops when the test ends.
pub struct S3Server {
    /// The setting `storage.endpoint`.
    pub endpoint: String,
    folder: TempDir,
    gone: Arc<AtomicBool>,
}

impl S3Server {
    /// Listens on a free port of this machine.
    pub async fn start() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = TempDir::new().unwrap();
        std::fs::create_dir(folder.path().join(S3_BUCKET)).unwrap();
        let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single(S3_KEY, S3_SECRET));
        let service = builder.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let gone = Arc::new(AtomicBool::new(false));
        let away = gone.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                if away.load(Ordering::SeqCst) {
                    continue;
                }
                let (service, away) = (service.clone(), away.clone());
                tokio::spawn(async move {
                    let builder = Builder::new(TokioExecutor::new());
                    let talk = builder.serve_connection(TokioIo::new(stream), service);
                    // Connections that are kept open end too when the server goes away.
                    let watch = async {
                        while !away.load(Ordering::SeqCst) {
                            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                        }
                    };
                    tokio::select! { _ = talk => {}, () = watch => {} }
                });
            }
        });
        Self { endpoint, folder, gone }
    }

    /// Goes away (connections are closed at once) or comes back.
    pub fn is_gone(&self, gone: bool) {
        self.gone.store(gone, Ordering::SeqCst);
    }

    /// Settings that use it, with this secret.
    pub fn settings(&self, storage: &mut Storage, secret: &str) {
        storage.bucket = Some(S3_BUCKET.into());
        storage.endpoint = Some(self.endpoint.clone());
        storage.region = "eu-west-3".into();
        storage.access_key_id = Some(S3_KEY.into());
        storage.secret_access_key = Some(secret.into());
    }

    /// Names of what is stored under a prefix.
    pub fn stored(&self, prefix: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.folder.path().join(S3_BUCKET).join(prefix)];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(folder) else { continue };
            for entry in entries.map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    found.push(entry.file_name().into_string().unwrap());
                }
            }
        }
        found
    }
}
