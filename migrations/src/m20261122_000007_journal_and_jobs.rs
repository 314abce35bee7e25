//! The journal (one hash chain per call), the jobs of the worker and the mails.

crate::migration!(
    "m20261122_000007_journal_and_jobs",
    up: &[
        // The chain of the platform itself (accounts, institutions) has the nil identifier as its call.
        "CREATE TABLE events (
            call_id UUID NOT NULL,
            seq BIGINT NOT NULL,
            at BIGINT NOT NULL,
            actor TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            salt TEXT NOT NULL,
            payload TEXT NOT NULL,
            commitment TEXT NOT NULL,
            prev_hash TEXT NOT NULL,
            hash TEXT NOT NULL,
            PRIMARY KEY (call_id, seq))",
        "CREATE TABLE jobs (
            id UUID PRIMARY KEY,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            state TEXT NOT NULL,
            attempts BIGINT NOT NULL,
            run_at BIGINT NOT NULL,
            locked_until BIGINT,
            last_error TEXT,
            created_at BIGINT NOT NULL,
            finished_at BIGINT)",
        "CREATE INDEX jobs_ready ON jobs (state, run_at)",
        "CREATE TABLE mails (
            id UUID PRIMARY KEY,
            message TEXT NOT NULL,
            recipient TEXT NOT NULL,
            subject TEXT NOT NULL,
            body_text TEXT NOT NULL,
            body_html TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            sent_at BIGINT)",
        "CREATE INDEX mails_created ON mails (created_at)",
    ],
    down: &["DROP TABLE mails", "DROP TABLE jobs", "DROP TABLE events"]
);
