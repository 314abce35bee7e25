//! The words by which filed dossiers are found, one row a word: the databases compare letters, and what a word is says
//! `domain::search`. Rows say nothing that is not in the dossier: they may be made anew at any time.

use domain::search;
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DatabaseBackend, FromQueryResult, Statement, Value},
};

crate::migration!(
    "m20261128_000023_words_of_dossiers",
    up: &[],
    down: &["DROP TABLE dossier_words"],
    extra: fill, undo: nothing
);

/// A filed dossier.
#[derive(FromQueryResult)]
struct Filed {
    id: Uuid,
    call_id: Uuid,
    number: String,
    project_name: String,
    lead_name: String,
    lead_siret: String,
}

type Uuid = sea_orm_migration::sea_orm::prelude::Uuid;

async fn fill(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let (connection, backend) = (manager.get_connection(), manager.get_database_backend());
    // Letters are compared by their code on both, whatever the language of the server.
    let (letters, end) = match backend {
        DatabaseBackend::Sqlite => ("TEXT", " WITHOUT ROWID"),
        _ => ("TEXT COLLATE \"C\"", ""),
    };
    let table = format!(
        "CREATE TABLE dossier_words (
            call_id UUID NOT NULL REFERENCES calls (id),
            word {letters} NOT NULL,
            dossier_id UUID NOT NULL REFERENCES dossiers (id),
            PRIMARY KEY (call_id, word, dossier_id)){end}"
    );
    crate::run(manager, &[&table, "CREATE INDEX dossier_words_dossier ON dossier_words (dossier_id)"]).await?;
    let mut after: Option<Uuid> = None;
    loop {
        let (condition, values) = match after {
            None => (String::new(), Vec::new()),
            Some(id) => (" AND id > $1".to_owned(), vec![Value::from(id)]),
        };
        let sql = format!(
            "SELECT id, call_id, number, project_name, lead_name, lead_siret FROM dossiers
             WHERE number IS NOT NULL{condition} ORDER BY id LIMIT 200"
        );
        let filed =
            Filed::find_by_statement(Statement::from_sql_and_values(backend, sql, values)).all(connection).await?;
        let Some(last) = filed.last() else { return Ok(()) };
        after = Some(last.id);
        for one in &filed {
            for word in search::of_dossier(&one.number, &one.project_name, &one.lead_name, &one.lead_siret) {
                let sql = "INSERT INTO dossier_words (call_id, word, dossier_id) VALUES ($1, $2, $3)";
                let values = [Value::from(one.call_id), Value::from(word), Value::from(one.id)];
                connection.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
            }
        }
    }
}

async fn nothing(_: &SchemaManager<'_>) -> Result<(), DbErr> {
    Ok(())
}
