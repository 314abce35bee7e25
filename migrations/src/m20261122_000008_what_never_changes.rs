//! What was filed, decided upon or written in the journal never changes, even by hand.
//!
//! Actor, subject, payload and salt of an event may be erased: its hash covers their commitment only, so the chain
//! still verifies. Where the receipt of a filing is stored becomes known after it.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

crate::migration!(
    "m20261122_000008_what_never_changes",
    up: &[],
    down: &[],
    extra: guard, undo: forget_guard
);

/// Tables with the columns that stay as they were written.
const FIXED: [(&str, &str); 3] = [
    ("events", "call_id, seq, at, kind, commitment, prev_hash, hash"),
    ("submissions", "id, dossier_id, number, snapshot, digest, filed_at, filed_by"),
    ("call_revisions", "id, call_id, number, source, digest, created_at"),
];

async fn guard(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let sqlite = manager.get_database_backend() == DatabaseBackend::Sqlite;
    if !sqlite {
        let function = "CREATE FUNCTION never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'never_changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changes'; END $$";
        crate::run(manager, &[function]).await?;
    }
    for (table, columns) in FIXED {
        for (verb, event) in [("update", format!("UPDATE OF {columns}")), ("delete", "DELETE".to_owned())] {
            let trigger = format!("CREATE TRIGGER {table}_never_{verb} BEFORE {event} ON {table}");
            let body = if sqlite {
                "BEGIN SELECT RAISE(ABORT, 'never_changes'); END"
            } else {
                "FOR EACH ROW EXECUTE FUNCTION never_changes()"
            };
            crate::run(manager, &[&format!("{trigger} {body}")]).await?;
        }
    }
    Ok(())
}

async fn forget_guard(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let sqlite = manager.get_database_backend() == DatabaseBackend::Sqlite;
    for (table, _) in FIXED {
        for verb in ["update", "delete"] {
            let place = if sqlite { String::new() } else { format!(" ON {table}") };
            crate::run(manager, &[&format!("DROP TRIGGER {table}_never_{verb}{place}")]).await?;
        }
    }
    if sqlite { Ok(()) } else { crate::run(manager, &["DROP FUNCTION never_changes()"]).await }
}
