//! Nothing decided changes by hand: what is typed in `sqlite3` or `psql` is refused as what the application would do.
//!
//! Each guarded table says when a row is decided, which of its columns stay then, and when a row may no longer be
//! added. From that come the triggers: UPDATE and DELETE on both databases; on SQLite also what replaces a row by its
//! key, which fires no trigger of deletion; on PostgreSQL also TRUNCATE, which fires none of a row.

mod awards;
pub mod tables;

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};
use tables::{TABLES, Table};

crate::migration!(
    "m20261128_000016_nothing_decided_changes",
    up: &[
        // The one door: personal columns may be emptied once it is written here why.
        "CREATE TABLE erasures (
            id UUID PRIMARY KEY,
            what TEXT NOT NULL CHECK (what IN ('event', 'submission')),
            subject TEXT NOT NULL,
            erased_by UUID NOT NULL,
            reason TEXT NOT NULL CHECK (reason <> ''),
            erased_at BIGINT NOT NULL)",
        "CREATE INDEX erasures_subject ON erasures (what, subject)",
        // The most that a dossier can be given, known once its ranking is frozen.
        "ALTER TABLE dossiers ADD COLUMN award_ceiling_cents BIGINT",
    ],
    down: &[],
    extra: guard, undo: forget
);

async fn guard(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let sqlite = manager.get_database_backend() == DatabaseBackend::Sqlite;
    // The guard below keeps the same columns, and lets a snapshot be emptied by the door.
    let former = if sqlite {
        "DROP TRIGGER submissions_never_update"
    } else {
        "DROP TRIGGER submissions_never_update ON submissions"
    };
    crate::run(manager, &[awards::known_ceilings(sqlite), former]).await?;
    for statement in awards::up(sqlite) {
        crate::run(manager, &[&statement]).await?;
    }
    guard_tables(manager, TABLES).await
}

/// Guards these tables.
pub async fn guard_tables(manager: &SchemaManager<'_>, tables: &[Table]) -> Result<(), DbErr> {
    let sqlite = manager.get_database_backend() == DatabaseBackend::Sqlite;
    for table in tables {
        for statement in if sqlite { on_sqlite(table) } else { on_postgres(table) } {
            crate::run(manager, &[&statement]).await?;
        }
    }
    Ok(())
}

/// Lets these tables go again.
pub async fn release_tables(manager: &SchemaManager<'_>, tables: &[Table]) -> Result<(), DbErr> {
    for table in tables {
        let name = table.name;
        if manager.get_database_backend() == DatabaseBackend::Sqlite {
            for kind in ["update", "delete", "insert"] {
                crate::run(manager, &[&format!("DROP TRIGGER {name}_decided_{kind}")]).await?;
            }
        } else {
            let trigger = format!("DROP TRIGGER {name}_decided_truncate ON {name}");
            let function = format!("DROP FUNCTION {name}_decided() CASCADE");
            crate::run(manager, &[&trigger, &function]).await?;
        }
    }
    Ok(())
}

async fn forget(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let sqlite = manager.get_database_backend() == DatabaseBackend::Sqlite;
    release_tables(manager, TABLES).await?;
    for statement in awards::down(sqlite) {
        crate::run(manager, &[&statement]).await?;
    }
    let refuse = if sqlite {
        "BEGIN SELECT RAISE(ABORT, 'never_changes'); END"
    } else {
        "FOR EACH ROW EXECUTE FUNCTION never_changes()"
    };
    let former = format!(
        "CREATE TRIGGER submissions_never_update
         BEFORE UPDATE OF id, dossier_id, number, snapshot, digest, filed_at, filed_by ON submissions {refuse}"
    );
    crate::run(manager, &[&former]).await?;
    crate::run(manager, &["ALTER TABLE dossiers DROP COLUMN award_ceiling_cents", "DROP TABLE erasures"]).await
}

/// A condition for a row: `{}` becomes its name, and `HEX[…]` the digits of an identifier.
fn about(condition: &str, row: &str, sqlite: bool) -> String {
    let condition = condition.replace("{}", row);
    if sqlite {
        // Older shells of SQLite do not know the standard words.
        let condition = condition.replace(" IS DISTINCT FROM ", " IS NOT ");
        condition.replace("HEX[", "lower(hex(").replace(']', "))")
    } else {
        condition.replace("HEX[", "replace((").replace(']', ")::text, '-', '')")
    }
}

/// Whether one of these columns differs between the row as it was and as it is to be.
fn differs(columns: &[&str]) -> String {
    let each: Vec<String> =
        columns.iter().map(|column| format!("OLD.{column} IS DISTINCT FROM NEW.{column}")).collect();
    if each.is_empty() { tables::NEVER.to_owned() } else { each.join(" OR ") }
}

/// When an UPDATE is refused.
fn changed(table: &Table, sqlite: bool) -> String {
    let keys: Vec<&str> = table.keys.concat();
    let also = if table.unless.is_empty() { "FALSE" } else { table.unless };
    let mut changes = format!("{} OR {} OR {also}", differs(&keys), differs(table.fixed));
    if sqlite {
        // A row that takes the number of another takes its place.
        changes.push_str(" OR OLD.rowid <> NEW.rowid");
    }
    let moved = format!("({}) AND ({})", differs(&keys), about(table.closed, "NEW", sqlite));
    about(&format!("(({}) AND ({changes})) OR ({moved})", about(table.decided, "OLD", sqlite)), "OLD", sqlite)
}

fn on_sqlite(table: &Table) -> Vec<String> {
    let name = table.name;
    let refuse = "BEGIN SELECT RAISE(ABORT, 'never_changes'); END";
    let mut same: Vec<String> = table
        .keys
        .iter()
        .map(|key| key.iter().map(|column| format!("other.{column} = NEW.{column}")).collect::<Vec<_>>().join(" AND "))
        .collect();
    same.push("other.rowid = NEW.rowid".to_owned());
    // The decided rows whose place the new one would take, looked for by one key at a time as each has its index.
    let decided = about(table.decided, "other", true);
    let displaced = |apart: &str| -> String {
        let each =
            same.iter().map(|same| format!("EXISTS (SELECT 1 FROM {name} other WHERE {same} AND {decided}{apart})"));
        each.collect::<Vec<_>>().join(" OR ")
    };
    let moves = about(&format!("{} OR OLD.rowid <> NEW.rowid", differs(&table.keys.concat())), "OLD", true);
    let updated =
        format!("({}) OR (({moves}) AND ({}))", changed(table, true), displaced(" AND other.rowid <> OLD.rowid"));
    let inserted = format!("({}) OR {}", about(table.closed, "NEW", true), displaced(""));
    let deleted = about(table.decided, "OLD", true);
    [("update", updated), ("delete", deleted), ("insert", inserted)]
        .map(|(kind, when)| {
            format!("CREATE TRIGGER {name}_decided_{kind} BEFORE {kind} ON {name} WHEN {when} {refuse}")
        })
        .to_vec()
}

fn on_postgres(table: &Table) -> Vec<String> {
    let name = table.name;
    let (updated, deleted) = (changed(table, false), about(table.decided, "OLD", false));
    let inserted = about(table.closed, "NEW", false);
    vec![
        format!(
            "CREATE FUNCTION {name}_decided() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE refused BOOLEAN;
            BEGIN
                IF TG_OP = 'UPDATE' THEN refused := {updated};
                ELSIF TG_OP = 'DELETE' THEN refused := {deleted};
                ELSE refused := {inserted};
                END IF;
                IF refused THEN
                    RAISE EXCEPTION 'never_changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changes';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END $$"
        ),
        format!(
            "CREATE TRIGGER {name}_decided BEFORE INSERT OR UPDATE OR DELETE ON {name}
             FOR EACH ROW EXECUTE FUNCTION {name}_decided()"
        ),
        format!(
            "CREATE TRIGGER {name}_decided_truncate BEFORE TRUNCATE ON {name}
             FOR EACH STATEMENT EXECUTE FUNCTION never_changes()"
        ),
    ]
}
