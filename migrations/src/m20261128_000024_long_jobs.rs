//! Jobs that take long say how far they are, can be given up by a person and keep what they found; a job that is planned
//! bears a name of which there is one.

crate::migration!(
    "m20261128_000024_long_jobs",
    up: &[
        "ALTER TABLE jobs ADD COLUMN about TEXT",
        "ALTER TABLE jobs ADD COLUMN once TEXT",
        "ALTER TABLE jobs ADD COLUMN phase TEXT",
        "ALTER TABLE jobs ADD COLUMN phase_done BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE jobs ADD COLUMN phase_of BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE jobs ADD COLUMN cancel_asked_at BIGINT",
        "ALTER TABLE jobs ADD COLUMN result TEXT",
        "CREATE UNIQUE INDEX jobs_once ON jobs (once)",
        "CREATE INDEX jobs_kind ON jobs (kind, id)",
        "CREATE INDEX mails_sent ON mails (sent_at)",
        "CREATE INDEX documents_key ON documents (storage_key)",
    ],
    down: &[
        "DROP INDEX documents_key",
        "DROP INDEX mails_sent",
        "DROP INDEX jobs_kind",
        "DROP INDEX jobs_once",
        "ALTER TABLE jobs DROP COLUMN result",
        "ALTER TABLE jobs DROP COLUMN cancel_asked_at",
        "ALTER TABLE jobs DROP COLUMN phase_of",
        "ALTER TABLE jobs DROP COLUMN phase_done",
        "ALTER TABLE jobs DROP COLUMN phase",
        "ALTER TABLE jobs DROP COLUMN once",
        "ALTER TABLE jobs DROP COLUMN about",
    ]
);
