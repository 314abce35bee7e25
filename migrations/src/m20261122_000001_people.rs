//! People, institutions, sessions, one-time links and throttling.

crate::migration!(
    "m20261122_000001_people",
    up: &[
        "CREATE TABLE institutions (
            id UUID PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL)",
        "CREATE TABLE users (
            id UUID PRIMARY KEY,
            email TEXT NOT NULL CONSTRAINT users_email UNIQUE,
            name TEXT NOT NULL,
            password_hash TEXT,
            email_confirmed_at BIGINT,
            institution_id UUID REFERENCES institutions (id),
            operator BOOLEAN NOT NULL,
            lang TEXT NOT NULL,
            disabled_at BIGINT,
            created_at BIGINT NOT NULL)",
        // Only the SHA-256 of a session's or a link's token is kept: reading the table opens nothing.
        "CREATE TABLE sessions (
            token_hash TEXT PRIMARY KEY,
            user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            csrf TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            seen_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL)",
        "CREATE INDEX sessions_user ON sessions (user_id)",
        "CREATE TABLE account_tokens (
            token_hash TEXT PRIMARY KEY,
            user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            purpose TEXT NOT NULL,
            expires_at BIGINT NOT NULL,
            used_at BIGINT)",
        "CREATE TABLE throttles (
            key TEXT PRIMARY KEY,
            window_start BIGINT NOT NULL,
            attempts BIGINT NOT NULL)",
    ],
    down: &["DROP TABLE throttles", "DROP TABLE account_tokens", "DROP TABLE sessions", "DROP TABLE users", "DROP TABLE institutions"]
);
