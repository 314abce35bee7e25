//! What filings and reviews rest on stays too: the files that a filing took with it, and who was given the dossier of a
//! submitted review.

use sea_orm_migration::prelude::*;

use crate::m20261128_000016_nothing_decided_changes::{
    guard_tables, release_tables,
    tables::{NEVER, Table},
};

const TABLES: &[Table] = &[
    // A file that its applicant takes away later only gets a date; its name, which may be personal, may be emptied.
    Table {
        name: "documents",
        keys: &[&["id"], &["storage_key"]],
        decided: "EXISTS (SELECT 1 FROM submissions s WHERE s.dossier_id = {}.dossier_id AND s.filed_at >= {}.uploaded_at)",
        fixed: &["dossier_id", "piece", "media_type", "size", "sha256", "uploaded_at"],
        unless: "",
        closed: NEVER,
    },
    Table {
        name: "assignments",
        keys: &[&["id"], &["dossier_id", "reviewer_id"]],
        decided: "EXISTS (SELECT 1 FROM reviews r WHERE r.assignment_id = {}.id AND r.submitted_at IS NOT NULL)",
        fixed: &["call_id", "assigned_at"],
        // It becomes submitted with its review; a later interest takes the dossier away, even reviewed, until the
        // ranking is frozen.
        unless: "(OLD.state <> NEW.state AND ((OLD.state, NEW.state) NOT IN
            (VALUES ('open', 'submitted'), ('submitted', 'returned')) OR EXISTS
            (SELECT 1 FROM rankings k WHERE k.call_id = OLD.call_id)))",
        closed: NEVER,
    },
];

crate::migration!(
    "m20261128_000019_what_decisions_rest_on",
    up: &[],
    down: &[],
    extra: guard, undo: release
);

async fn guard(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    guard_tables(manager, TABLES).await
}

async fn release(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    release_tables(manager, TABLES).await
}
