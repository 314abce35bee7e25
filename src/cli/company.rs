//! Several processes on one SQLite file: allowed on one machine, and said to the operator.

use std::fs::{File, OpenOptions, TryLockError};

use crate::config::Config;

const NOT_ALONE: &str = "\
Un autre processus de Lauréat se sert déjà de cette base SQLite. Sur une même machine, cela fonctionne : les écritures
passent l’une après l’autre, et chaque tâche est faite une fois. Une écriture qui attend plus de 5 secondes échoue,
et la personne doit recommencer. Jamais à travers un partage réseau (NFS, SMB). Pour plusieurs machines, ou quand
beaucoup de monde dépose à la fois, prenez PostgreSQL (réglage « database.url »).";

/// Says so when another process is at work on the same SQLite file. What is returned holds the place: keep it as
/// long as the process works.
pub(super) fn look_around(config: &Config) -> Option<File> {
    let path = config.database.url.strip_prefix("sqlite://")?.split('?').next()?;
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(format!("{path}.lock"));
    // Where no such file can be made, nothing can be said: the database itself will tell what is wrong.
    let file = file.ok()?;
    match file.try_lock() {
        Ok(()) => Some(file),
        Err(TryLockError::WouldBlock) => {
            eprintln!("{NOT_ALONE}");
            None
        }
        Err(TryLockError::Error(error)) => {
            tracing::debug!(%error, "the lock beside the database cannot be taken");
            None
        }
    }
}
