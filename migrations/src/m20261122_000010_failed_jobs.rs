//! Jobs that fail say why and when, and have more attempts once a person has asked for them; a mail may carry a PDF.
//! Events are found by their kind without reading a whole journal.

crate::migration!(
    "m20261122_000010_failed_jobs",
    up: &[
        "ALTER TABLE jobs ADD COLUMN attempts_max BIGINT NOT NULL DEFAULT 20",
        "ALTER TABLE jobs ADD COLUMN reason TEXT",
        "ALTER TABLE jobs ADD COLUMN failed_at BIGINT",
        "CREATE INDEX jobs_state ON jobs (state, id)",
        "ALTER TABLE mails ADD COLUMN attachment_key TEXT",
        "ALTER TABLE mails ADD COLUMN attachment_name TEXT",
        "CREATE INDEX events_kind ON events (call_id, kind, seq)",
    ],
    down: &[
        "DROP INDEX events_kind",
        "ALTER TABLE mails DROP COLUMN attachment_name",
        "ALTER TABLE mails DROP COLUMN attachment_key",
        "DROP INDEX jobs_state",
        "ALTER TABLE jobs DROP COLUMN failed_at",
        "ALTER TABLE jobs DROP COLUMN reason",
        "ALTER TABLE jobs DROP COLUMN attempts_max",
    ]
);
