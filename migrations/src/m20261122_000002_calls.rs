//! Calls, their immutable revisions, their tracks and the roles that people hold on them.

crate::migration!(
    "m20261122_000002_calls",
    up: &[
        "CREATE TABLE calls (
            id UUID PRIMARY KEY,
            slug TEXT NOT NULL CONSTRAINT calls_slug UNIQUE,
            title TEXT NOT NULL,
            revision_id UUID NOT NULL,
            envelope_cents BIGINT NOT NULL CHECK (envelope_cents >= 0),
            opens_at BIGINT NOT NULL,
            closes_at BIGINT NOT NULL,
            last_number BIGINT NOT NULL,
            published_at BIGINT,
            results_published_at BIGINT,
            created_at BIGINT NOT NULL)",
        "CREATE TABLE call_revisions (
            id UUID PRIMARY KEY,
            call_id UUID NOT NULL REFERENCES calls (id),
            number BIGINT NOT NULL,
            source TEXT NOT NULL,
            digest TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            CONSTRAINT call_revisions_number UNIQUE (call_id, number))",
        "CREATE TABLE tracks (
            call_id UUID NOT NULL REFERENCES calls (id),
            code TEXT NOT NULL,
            position BIGINT NOT NULL,
            name TEXT NOT NULL,
            envelope_cents BIGINT NOT NULL CHECK (envelope_cents >= 0),
            award_max_cents BIGINT NOT NULL,
            PRIMARY KEY (call_id, code))",
        "CREATE TABLE call_roles (
            call_id UUID NOT NULL REFERENCES calls (id),
            user_id UUID NOT NULL REFERENCES users (id),
            role TEXT NOT NULL,
            granted_at BIGINT NOT NULL,
            PRIMARY KEY (call_id, user_id, role))",
        "CREATE INDEX call_roles_user ON call_roles (user_id)",
    ],
    down: &["DROP TABLE call_roles", "DROP TABLE tracks", "DROP TABLE call_revisions", "DROP TABLE calls"]
);
