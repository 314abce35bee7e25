//! The schema, on either database: up from nothing, down to nothing, and the same on both.

use std::collections::{BTreeMap, BTreeSet};

use laureat::db::Db;
use migrations::Migrator;
use sea_orm::{ConnectionTrait, Statement};
use sea_orm_migration::MigratorTrait;

use crate::support::{Scratch, TestApp, source};

async fn rows(db: &Db, sql: &str) -> Vec<Vec<String>> {
    let backend = db.unguarded().get_database_backend();
    let rows = db.unguarded().query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
    let width = sql.split("FROM").next().unwrap().matches(" AS ").count();
    rows.iter().map(|row| (0..width).map(|column| row.try_get_by_index::<String>(column).unwrap()).collect()).collect()
}

async fn tables(db: &Db) -> Vec<String> {
    let sql = if db.is_sqlite() {
        "SELECT name AS a FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    } else {
        "SELECT table_name::text AS a FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name COLLATE \"C\""
    };
    let names = rows(db, sql).await.into_iter().map(|row| row[0].clone());
    names.filter(|name| name != "seaql_migrations").collect()
}

/// Columns of all tables in words that mean the same on both databases.
async fn columns(db: &Db) -> String {
    let sql = if db.is_sqlite() {
        "SELECT t.name AS a, c.name AS b, lower(c.type) AS c, CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN 'NO' ELSE 'YES' END AS d
         FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid"
    } else {
        "SELECT table_name::text AS a, column_name::text AS b, data_type::text AS c, is_nullable::text AS d
         FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name COLLATE \"C\", ordinal_position"
    };
    let mut lines = BTreeMap::<String, Vec<String>>::new();
    for row in rows(db, sql).await {
        let kind = match row[2].as_str() {
            "blob" | "uuid" => "uuid",
            "bigint" => "integer",
            "boolean" => "boolean",
            "text" => "text",
            other => other,
        };
        let nullable = if row[3] == "YES" { "?" } else { "" };
        lines.entry(row[0].clone()).or_default().push(format!("  {} {kind}{nullable}", row[1]));
    }
    lines.remove("seaql_migrations");
    lines.remove("sqlite_sequence");
    lines.into_iter().map(|(table, columns)| format!("{table}\n{}\n", columns.join("\n"))).collect()
}

/// Indexes that we named, with their tables.
async fn indexes(db: &Db) -> String {
    let sql = if db.is_sqlite() {
        "SELECT tbl_name AS a, name AS b FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    } else {
        "SELECT i.tablename::text AS a, i.indexname::text AS b FROM pg_indexes i
         WHERE i.schemaname = 'public' AND NOT EXISTS
            (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)
         ORDER BY i.indexname COLLATE \"C\""
    };
    rows(db, sql).await.iter().map(|row| format!("{} on {}\n", row[1], row[0])).collect()
}

#[tokio::test]
async fn the_schema_goes_up_from_nothing_and_down_to_nothing() {
    let scratch = Scratch::empty().await;
    let db = Db::connect(&scratch.url, 2).await.unwrap();
    assert_eq!(tables(&db).await, Vec::<String>::new());
    db.migrate().await.unwrap();
    assert!(tables(&db).await.len() > 20);
    assert!(db.pending_migrations().await.unwrap().is_empty());
    let schema = columns(&db).await;
    Migrator::down(db.unguarded(), None).await.unwrap();
    assert_eq!(tables(&db).await, Vec::<String>::new());
    db.migrate().await.unwrap();
    assert_eq!(columns(&db).await, schema, "down leaves something behind");
    db.migrate().await.unwrap();
    db.close().await.unwrap();
    scratch.remove().await;
}

/// `m20261122_000008b_base_corrections`: the number of it.
fn number(module: &str) -> &str {
    module.split('_').nth(1).unwrap()
}

#[test]
fn each_migration_has_its_own_number_and_runs_in_their_order() {
    let files = source::files("migrations/src", ".rs");
    let modules: BTreeSet<&str> = files
        .iter()
        .map(|file| file.path.trim_start_matches("migrations/src/").split(['/', '.']).next().unwrap())
        .filter(|module| *module != "lib")
        .collect();
    let numbers: BTreeSet<&str> = modules.iter().map(|module| number(module)).collect();
    assert_eq!(numbers.len(), modules.len(), "a number stands twice: {modules:?}");

    let list = files.iter().find(|file| file.path == "migrations/src/lib.rs").unwrap();
    let listed = list.text.lines().filter_map(|line| line.trim().strip_prefix("Box::new(")?.split("::").next());
    let listed: Vec<&str> = listed.collect();
    assert_eq!(listed, modules.iter().copied().collect::<Vec<_>>(), "the list is in the order of the numbers");

    // What databases have recorded is the name of the module, but for the one that got its letter later.
    let recorded: Vec<String> = Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    let named: Vec<String> = listed.iter().map(|module| module.replace("_000008b_", "_000008_")).collect();
    assert_eq!(recorded, named);
}

#[tokio::test]
async fn a_database_of_the_first_version_keeps_the_names_that_it_recorded() {
    let scratch = Scratch::written_by("v0.1.0").await;
    let db = Db::connect(&scratch.url, 2).await.unwrap();
    let sql = "SELECT version AS a FROM seaql_migrations ORDER BY version";
    let before = rows(&db, sql).await;
    for name in ["m20261122_000008_base_corrections", "m20261122_000008_what_never_changes"] {
        assert!(before.contains(&vec![name.to_owned()]), "{before:?}");
        assert!(!db.pending_migrations().await.unwrap().contains(&name.to_owned()));
    }
    db.migrate().await.unwrap();
    assert!(db.pending_migrations().await.unwrap().is_empty());
    let after = rows(&db, sql).await;
    assert!(before.iter().all(|name| after.contains(name)) && after.len() == Migrator::migrations().len());
    db.close().await.unwrap();
    scratch.remove().await;
}

/// The same snapshot is compared on both databases: that is what makes them the same.
#[tokio::test]
async fn both_databases_have_the_same_schema() {
    let app = TestApp::new().await;
    let schema = format!("{}\n{}", columns(&app.app.db).await, indexes(&app.app.db).await);
    insta::assert_snapshot!("schema", schema);
    app.finish().await;
}

#[tokio::test]
async fn a_database_that_was_not_migrated_is_not_ready() {
    let scratch = Scratch::empty().await;
    let db = Db::connect(&scratch.url, 2).await.unwrap();
    assert!(!db.pending_migrations().await.unwrap().is_empty());
    db.close().await.unwrap();
    scratch.remove().await;
}
