//! What is personal is emptied once its row and its act are there: the row names the act, which says who and why.

use sea_orm_migration::prelude::*;

use crate::m20261128_000016_nothing_decided_changes::{
    guard_tables, release_tables,
    tables::{self, ALWAYS, NEVER, Table},
};

/// Of a row of `erasures`: it names no act of the erasure, a dossier of another call, or an act that holds nothing personal.
const UNTOLD: &str = "(NOT EXISTS (SELECT 1 FROM events v
        WHERE v.call_id = {}.call_id AND v.seq = {}.event_seq AND v.kind = 'content_erased')
    OR {}.call_id <> (SELECT d.call_id FROM dossiers d WHERE d.id = {}.dossier_id)
    OR ({}.act_seq IS NOT NULL AND NOT EXISTS (SELECT 1 FROM events v
        WHERE v.call_id = {}.call_id AND v.seq = {}.act_seq
            AND v.kind IN ('role_granted', 'role_revoked', 'finding_decided', 'verdict_given', 'eligible_base_corrected',
                'interests_declared', 'reviewer_assigned', 'assignment_returned', 'review_submitted'))))";

const TABLES: &[Table] = &[
    Table {
        name: "submissions",
        keys: &[&["id"], &["dossier_id", "number"]],
        decided: ALWAYS,
        fixed: &["digest", "filed_at", "filed_by"],
        // Its place in the journal and its prints become known after it, once.
        unless: "(OLD.snapshot <> NEW.snapshot AND NOT (NEW.snapshot = '' AND EXISTS
                (SELECT 1 FROM erasures e WHERE e.dossier_id = OLD.dossier_id)))
            OR (OLD.event_hash <> '' AND (OLD.event_hash <> NEW.event_hash OR OLD.event_seq <> NEW.event_seq))
            OR (OLD.receipt_key IS NOT NULL AND OLD.receipt_key IS DISTINCT FROM NEW.receipt_key)
            OR (OLD.print_key IS NOT NULL AND OLD.print_key IS DISTINCT FROM NEW.print_key)",
        closed: NEVER,
    },
    // What is personal of an event is emptied whole, or stays.
    Table {
        name: "events",
        keys: &[&["call_id", "seq"]],
        decided: ALWAYS,
        fixed: &["at", "kind", "commitment", "prev_hash", "hash"],
        unless: "((OLD.actor <> NEW.actor OR OLD.subject <> NEW.subject OR OLD.salt <> NEW.salt OR OLD.payload <> NEW.payload)
            AND NOT (NEW.actor = '' AND NEW.subject = '' AND NEW.salt = '' AND NEW.payload = '' AND EXISTS
                (SELECT 1 FROM erasures e WHERE e.call_id = OLD.call_id AND e.act_seq = OLD.seq)))",
        closed: NEVER,
    },
    Table {
        name: "erasures",
        keys: &[&["call_id", "event_seq"], &["dossier_id"], &["call_id", "act_seq"]],
        decided: ALWAYS,
        fixed: &[],
        unless: "",
        closed: UNTOLD,
    },
];

// No version that was given out wrote a row of the former table.
crate::migration!(
    "m20261128_000021_erasures_are_acts",
    up: &[],
    down: &[],
    extra: guard, undo: release
);

const NOW: &[&str] = &[
    "DROP TABLE erasures",
    "CREATE TABLE erasures (
        call_id UUID NOT NULL,
        event_seq BIGINT NOT NULL,
        dossier_id UUID UNIQUE REFERENCES dossiers (id),
        act_seq BIGINT,
        PRIMARY KEY (call_id, event_seq),
        UNIQUE (call_id, act_seq),
        FOREIGN KEY (call_id, event_seq) REFERENCES events (call_id, seq),
        CHECK ((dossier_id IS NULL) <> (act_seq IS NULL)))",
];

const BEFORE: &[&str] = &[
    "DROP TABLE erasures",
    "CREATE TABLE erasures (
        id UUID PRIMARY KEY,
        what TEXT NOT NULL CHECK (what IN ('event', 'submission')),
        subject TEXT NOT NULL,
        erased_by UUID NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        erased_at BIGINT NOT NULL)",
    "CREATE INDEX erasures_subject ON erasures (what, subject)",
];

async fn guard(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    release_tables(manager, TABLES).await?;
    crate::run(manager, NOW).await?;
    guard_tables(manager, TABLES).await
}

async fn release(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    release_tables(manager, TABLES).await?;
    crate::run(manager, BEFORE).await?;
    let again = |former: &&Table| TABLES.iter().any(|table| table.name == former.name);
    for former in tables::TABLES.iter().filter(again) {
        guard_tables(manager, std::slice::from_ref(former)).await?;
    }
    Ok(())
}
