//! The schema of the database, one change a file, the same on SQLite and PostgreSQL.
//!
//! Column kinds mean the same on both: text, 64-bit integers (instants are microseconds UTC, money is cents),
//! booleans, UUID. JSON is text. No entity is imported: a migration must not change when an entity does.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

mod m20261122_000001_people;
mod m20261122_000002_calls;
mod m20261122_000003_dossiers;
mod m20261122_000004_admissibility;
mod m20261122_000005_reviews;
mod m20261122_000006_committee;
mod m20261122_000007_journal_and_jobs;
mod m20261122_000008_what_never_changes;
mod m20261122_000008b_base_corrections;
mod m20261122_000009_project_name;
mod m20261122_000010_failed_jobs;
mod m20261122_000011_lists_of_thousands;
mod m20261122_000012_serial_of_dossiers;
mod m20261122_000013_owed_reviews;
mod m20261128_000014_dated_declarations;
mod m20261128_000015_signatures;
mod m20261128_000016_nothing_decided_changes;
mod m20261128_000017_organisations_of_dossiers;
mod m20261128_000018_personal_links;
mod m20261128_000019_what_decisions_rest_on;
mod m20261128_000020_rows_belong_together;
mod m20261128_000021_erasures_are_acts;
mod m20261128_000023_words_of_dossiers;
mod m20261128_000024_long_jobs;

/// All migrations, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_people::Migration),
            Box::new(m20261122_000002_calls::Migration),
            Box::new(m20261122_000003_dossiers::Migration),
            Box::new(m20261122_000004_admissibility::Migration),
            Box::new(m20261122_000005_reviews::Migration),
            Box::new(m20261122_000006_committee::Migration),
            Box::new(m20261122_000007_journal_and_jobs::Migration),
            Box::new(m20261122_000008_what_never_changes::Migration),
            Box::new(m20261122_000008b_base_corrections::Migration),
            Box::new(m20261122_000009_project_name::Migration),
            Box::new(m20261122_000010_failed_jobs::Migration),
            Box::new(m20261122_000011_lists_of_thousands::Migration),
            Box::new(m20261122_000012_serial_of_dossiers::Migration),
            Box::new(m20261122_000013_owed_reviews::Migration),
            Box::new(m20261128_000014_dated_declarations::Migration),
            Box::new(m20261128_000015_signatures::Migration),
            Box::new(m20261128_000016_nothing_decided_changes::Migration),
            Box::new(m20261128_000017_organisations_of_dossiers::Migration),
            Box::new(m20261128_000018_personal_links::Migration),
            Box::new(m20261128_000019_what_decisions_rest_on::Migration),
            Box::new(m20261128_000020_rows_belong_together::Migration),
            Box::new(m20261128_000021_erasures_are_acts::Migration),
            Box::new(m20261128_000023_words_of_dossiers::Migration),
            Box::new(m20261128_000024_long_jobs::Migration),
        ]
    }
}

/// Runs statements written once for both databases: `UUID` becomes `BLOB` on SQLite.
async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    for statement in statements {
        let sql = match manager.get_database_backend() {
            DatabaseBackend::Sqlite => statement.replace(" UUID", " BLOB"),
            _ => (*statement).to_owned(),
        };
        connection.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Declares a migration made of statements that hold on both databases, in one transaction.
macro_rules! migration {
    ($name:literal, up: $up:expr, down: $down:expr $(, extra: $extra:path, undo: $undo:path)?) => {
        /// See the module.
        pub struct Migration;

        impl sea_orm_migration::MigrationName for Migration {
            fn name(&self) -> &str {
                $name
            }
        }

        #[async_trait::async_trait]
        impl sea_orm_migration::MigrationTrait for Migration {
            async fn up(&self, manager: &sea_orm_migration::SchemaManager) -> Result<(), sea_orm_migration::DbErr> {
                $crate::run(manager, $up).await?;
                $($extra(manager).await?;)?
                Ok(())
            }

            async fn down(&self, manager: &sea_orm_migration::SchemaManager) -> Result<(), sea_orm_migration::DbErr> {
                $crate::run(manager, $down).await?;
                $($undo(manager).await?;)?
                Ok(())
            }

            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }
        }
    };
}
pub(crate) use migration;
