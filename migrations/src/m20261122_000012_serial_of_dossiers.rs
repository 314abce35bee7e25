//! Dossiers are listed in the order of their numbers, also beyond the 9 999th, whose number has a digit more.

crate::migration!(
    "m20261122_000012_serial_of_dossiers",
    up: &[
        // The number without its prefix: its rank among the numbers that the call has given.
        "ALTER TABLE dossiers ADD COLUMN serial BIGINT",
        "UPDATE dossiers SET serial = numbered.serial FROM (
            SELECT id, ROW_NUMBER() OVER (PARTITION BY call_id ORDER BY LENGTH(number), number) AS serial
            FROM dossiers WHERE number IS NOT NULL) AS numbered
         WHERE numbered.id = dossiers.id",
        "CREATE UNIQUE INDEX dossiers_serial ON dossiers (call_id, serial)",
        "DROP INDEX dossiers_queue",
        "CREATE INDEX dossiers_queue ON dossiers (call_id, state, serial)",
        "DROP INDEX dossiers_counts",
        "CREATE INDEX dossiers_counts ON dossiers (call_id, state, track_code, serial, id)",
    ],
    down: &[
        "DROP INDEX dossiers_counts",
        "CREATE INDEX dossiers_counts ON dossiers (call_id, state, track_code, number, id)",
        "DROP INDEX dossiers_queue",
        "CREATE INDEX dossiers_queue ON dossiers (call_id, state, number)",
        "DROP INDEX dossiers_serial",
        "ALTER TABLE dossiers DROP COLUMN serial",
    ]
);
