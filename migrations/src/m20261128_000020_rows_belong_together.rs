//! A row that names a dossier and its call, or its filing, names the two that belong together; and a call has one
//! decision at a time, each with a reference of its own.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

use crate::m20261128_000016_nothing_decided_changes::{
    guard_tables, release_tables,
    tables::{self, ALWAYS, Table},
};

/// Of a decision: the call has one that the authority has not signed yet.
const UNSIGNED: &str = "EXISTS (SELECT 1 FROM decisions d WHERE d.call_id = {}.call_id AND NOT EXISTS
    (SELECT 1 FROM signatures s WHERE s.decision_id = d.id AND s.seat = 'authority' AND s.voided_at IS NULL))";

/// Guarded before, and now by more.
const TABLES: &[Table] = &[Table {
    name: "decisions",
    keys: &[&["id"], &["call_id", "number"], &["call_id", "reference"]],
    decided: ALWAYS,
    fixed: &["created_at"],
    unless: "",
    closed: UNSIGNED,
}];

/// What a row names, and what it must be of.
const TOGETHER: &[(&str, &str)] = &[
    ("awards", "NEW.call_id <> (SELECT d.call_id FROM dossiers d WHERE d.id = NEW.dossier_id)"),
    ("assignments", "NEW.call_id <> (SELECT d.call_id FROM dossiers d WHERE d.id = NEW.dossier_id)"),
    ("conflicts", "NEW.call_id <> (SELECT d.call_id FROM dossiers d WHERE d.id = NEW.dossier_id)"),
    ("findings", "NEW.dossier_id <> (SELECT s.dossier_id FROM submissions s WHERE s.id = NEW.submission_id)"),
    ("reviews", "NEW.dossier_id <> (SELECT a.dossier_id FROM assignments a WHERE a.id = NEW.assignment_id)"),
];

crate::migration!(
    "m20261128_000020_rows_belong_together",
    up: &["CREATE UNIQUE INDEX decisions_reference ON decisions (call_id, reference)"],
    down: &["DROP INDEX decisions_reference"],
    extra: guard, undo: release
);

async fn guard(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    release_tables(manager, TABLES).await?;
    guard_tables(manager, TABLES).await?;
    let sqlite = manager.get_database_backend() == DatabaseBackend::Sqlite;
    for (table, apart) in TOGETHER {
        let statements = if sqlite {
            ["insert", "update"]
                .map(|kind| {
                    format!(
                        "CREATE TRIGGER {table}_together_{kind} BEFORE {kind} ON {table} WHEN {apart}
                         BEGIN SELECT RAISE(ABORT, 'belongs_elsewhere'); END"
                    )
                })
                .to_vec()
        } else {
            vec![
                format!(
                    "CREATE FUNCTION {table}_together() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        IF {apart} THEN
                            RAISE EXCEPTION 'belongs_elsewhere'
                                USING ERRCODE = 'check_violation', CONSTRAINT = 'belongs_elsewhere';
                        END IF;
                        RETURN NEW;
                    END $$"
                ),
                format!(
                    "CREATE TRIGGER {table}_together BEFORE INSERT OR UPDATE ON {table}
                     FOR EACH ROW EXECUTE FUNCTION {table}_together()"
                ),
            ]
        };
        for statement in statements {
            crate::run(manager, &[&statement]).await?;
        }
    }
    Ok(())
}

async fn release(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    release_tables(manager, TABLES).await?;
    for former in tables::TABLES.iter().filter(|table| table.name == "decisions") {
        guard_tables(manager, std::slice::from_ref(former)).await?;
    }
    let sqlite = manager.get_database_backend() == DatabaseBackend::Sqlite;
    for (table, _) in TOGETHER {
        let statements = if sqlite {
            ["insert", "update"].map(|kind| format!("DROP TRIGGER {table}_together_{kind}")).to_vec()
        } else {
            vec![format!("DROP FUNCTION {table}_together() CASCADE")]
        };
        for statement in statements {
            crate::run(manager, &[&statement]).await?;
        }
    }
    Ok(())
}
