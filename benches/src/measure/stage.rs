//! The application on a database to be measured, and people who are signed in.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::{canonical::sha256_hex, ids::UserId};
use laureat::{app::App, config::Config, web};

use super::Done;

/// Where the measured database and its files are.
pub struct Place {
    /// Address of the database.
    pub database: String,
    /// Folder of files and mails.
    pub storage: PathBuf,
}

/// Counts statements.
#[derive(Clone, Default)]
pub struct Counter(Arc<AtomicU64>);

impl Counter {
    /// How many so far.
    pub fn read(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Place {
    /// Opens the application, whose statements are counted.
    pub async fn open(&self) -> Done<(App, Counter)> {
        let mut config = Config::defaults()?;
        config.database.url.clone_from(&self.database);
        config.storage.folder = self.storage.join("files").display().to_string();
        config.mail.folder = self.storage.join("mail").display().to_string();
        config.demo.enabled = true;
        let app = App::open(config).await?;
        let counter = Counter::default();
        let count = counter.0.clone();
        let verbose = std::env::var_os("MEASURE_STATEMENTS").is_some();
        let db = app.db.clone().watched(move |sql| {
            if verbose {
                eprintln!("    {sql}");
            }
            count.fetch_add(1, Ordering::SeqCst);
        });
        Ok((App { db, ..app }, counter))
    }
}

/// The cookie of somebody who has just signed in, and the token of their forms.
pub async fn session(app: &App, user: UserId) -> Done<(String, String)> {
    let (token, csrf) = (app.token(), app.token());
    let hash = sha256_hex(token.as_bytes());
    web::store::insert_session(&app.db, hash, user, csrf.clone(), app.now()).await?;
    let name = if app.config.http.secure_cookies { "__Host-laureat" } else { "laureat" };
    Ok((format!("{name}={token}"), csrf))
}
