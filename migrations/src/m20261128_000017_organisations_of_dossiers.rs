//! Which organisations a filed dossier belongs to, by SIREN, and that of the institutions for which staff speak: who
//! speaks for the lead or a member of a dossier is recused from it, whatever they declare.

use std::collections::BTreeSet;

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value},
};
use serde_json::Value as Json;

crate::migration!(
    "m20261128_000017_organisations_of_dossiers",
    up: &[
        "ALTER TABLE institutions ADD COLUMN siren TEXT",
        "CREATE TABLE dossier_organisations (
            dossier_id UUID NOT NULL REFERENCES dossiers (id),
            siren TEXT NOT NULL,
            PRIMARY KEY (dossier_id, siren))",
        "CREATE INDEX dossier_organisations_siren ON dossier_organisations (siren)",
        "CREATE INDEX submissions_filed_by ON submissions (filed_by)",
    ],
    down: &[
        "DROP INDEX submissions_filed_by",
        "DROP TABLE dossier_organisations",
        "ALTER TABLE institutions DROP COLUMN siren",
    ],
    extra: fill, undo: nothing
);

/// A filing that is valid.
#[derive(FromQueryResult)]
struct Filed {
    dossier_id: Uuid,
    snapshot: String,
}

type Uuid = sea_orm_migration::sea_orm::prelude::Uuid;

/// Of dossiers that were filed before, every SIRET that the filing holds counts: lead, members, and whoever else was
/// named by one. The next filing writes lead and members alone.
async fn fill(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let (connection, backend) = (manager.get_connection(), manager.get_database_backend());
    let mut after: Option<Uuid> = None;
    loop {
        let (condition, values) = match after {
            None => (String::new(), Vec::new()),
            Some(id) => (" WHERE d.id > $1".to_owned(), vec![Value::from(id)]),
        };
        let sql = format!(
            "SELECT d.id AS dossier_id, s.snapshot AS snapshot FROM dossiers d
             JOIN submissions s ON s.id = d.submission_id{condition} ORDER BY d.id LIMIT 200"
        );
        let filed =
            Filed::find_by_statement(Statement::from_sql_and_values(backend, sql, values)).all(connection).await?;
        let Some(last) = filed.last() else { return Ok(()) };
        after = Some(last.dossier_id);
        for one in &filed {
            // What cannot be read is told by the audit, not here.
            let Ok(snapshot) = serde_json::from_str::<Json>(&one.snapshot) else { continue };
            let mut sirens = BTreeSet::new();
            gather(&snapshot, &mut sirens);
            for siren in sirens {
                let sql = "INSERT INTO dossier_organisations (dossier_id, siren) VALUES ($1, $2)";
                let values = [Value::from(one.dossier_id), Value::from(siren)];
                connection.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
            }
        }
    }
}

async fn nothing(_: &SchemaManager<'_>) -> Result<(), DbErr> {
    Ok(())
}

/// The SIREN of each text of fourteen digits.
fn gather(value: &Json, sirens: &mut BTreeSet<String>) {
    match value {
        Json::String(text) if text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            sirens.extend(text.get(..9).map(str::to_owned));
        }
        Json::Array(items) => items.iter().for_each(|item| gather(item, sirens)),
        Json::Object(fields) => fields.values().for_each(|item| gather(item, sirens)),
        _ => {}
    }
}
