//! `laureat migrate`: brings the schema up to date.

use super::Outcome;
use crate::{config::Config, db::Db};

/// Applies what is missing and names it on standard output.
pub(super) async fn run(config: Config) -> Outcome {
    let db = Db::connect(&config.database.url, config.database.max_connections).await?;
    let pending = db.pending_migrations().await?;
    db.migrate().await?;
    if pending.is_empty() {
        eprintln!("La base est déjà à jour.");
    } else {
        eprintln!("La base est à jour. Changements appliqués :");
        for name in pending {
            println!("{name}");
        }
    }
    db.close().await?;
    Ok(())
}
