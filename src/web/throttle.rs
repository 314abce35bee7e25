//! Slows down guessing: attempts are counted in the database, so that all processes share the count.

use sha2::{Digest, Sha256};

use super::store;
use crate::{
    app::App,
    error::{AppError, AppResult},
};

/// What is throttled, how often, in what window.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Name of the counter.
    pub name: &'static str,
    /// Attempts allowed in the window.
    pub attempts: i64,
    /// Window, in seconds.
    pub seconds: i64,
}

/// Wrong passwords for one address: a slow-down, never a lasting lock.
pub const SIGN_IN: Limit = Limit { name: "sign-in", attempts: 6, seconds: 900 };
/// Sign-in attempts from one client address.
pub const SIGN_IN_CLIENT: Limit = Limit { name: "sign-in-client", attempts: 100, seconds: 900 };
/// Mails with one-time links asked for one address.
pub const LINKS: Limit = Limit { name: "links", attempts: 5, seconds: 3_600 };
/// Accounts asked for from one client address.
pub const SIGN_UP_CLIENT: Limit = Limit { name: "sign-up-client", attempts: 30, seconds: 3_600 };

/// The longest of these windows: what is older counts for nobody.
pub const LONGEST_SECONDS: i64 = 3_600;
const _: () = {
    let mut all: &[Limit] = &[SIGN_IN, SIGN_IN_CLIENT, LINKS, SIGN_UP_CLIENT];
    while let [one, rest @ ..] = all {
        assert!(one.seconds <= LONGEST_SECONDS);
        all = rest;
    }
};

/// Counts an attempt for `who` (an address, hashed before it is kept).
///
/// # Errors
/// `TooMany` beyond the limit.
pub async fn attempt(app: &App, limit: Limit, who: &str) -> AppResult<()> {
    let attempts = store::count_attempt(&app.db, &key(limit, who), limit.seconds, app.now()).await?;
    if attempts > limit.attempts { Err(AppError::TooMany) } else { Ok(()) }
}

/// Starts the count again.
///
/// # Errors
/// When the database refuses.
pub async fn reset(app: &App, limit: Limit, who: &str) -> AppResult<()> {
    store::forget_attempts(&app.db, &key(limit, who)).await
}

fn key(limit: Limit, who: &str) -> String {
    let digest = Sha256::digest(who.to_lowercase().as_bytes());
    format!("{}:{}", limit.name, hex::encode(&digest[..16]))
}
