//! Declarations and conflicts are dated: to declare again adds a row, and nothing that was declared is written over.

crate::migration!(
    "m20261128_000014_dated_declarations",
    up: &[
        "ALTER TABLE declarations RENAME TO declarations_before",
        "CREATE TABLE declarations (
            call_id UUID NOT NULL REFERENCES calls (id),
            user_id UUID NOT NULL REFERENCES users (id),
            declared_at BIGINT NOT NULL,
            CONSTRAINT declarations_dated PRIMARY KEY (call_id, user_id, declared_at))",
        "INSERT INTO declarations SELECT call_id, user_id, declared_at FROM declarations_before",
        "DROP TABLE declarations_before",
        "DROP INDEX conflicts_user",
        "ALTER TABLE conflicts RENAME TO conflicts_before",
        "CREATE TABLE conflicts (
            dossier_id UUID NOT NULL REFERENCES dossiers (id),
            user_id UUID NOT NULL REFERENCES users (id),
            call_id UUID NOT NULL REFERENCES calls (id),
            reason TEXT NOT NULL,
            declared_at BIGINT NOT NULL,
            CONSTRAINT conflicts_dated PRIMARY KEY (dossier_id, user_id, declared_at))",
        "INSERT INTO conflicts SELECT dossier_id, user_id, call_id, reason, declared_at FROM conflicts_before",
        "DROP TABLE conflicts_before",
        "CREATE INDEX conflicts_user ON conflicts (call_id, user_id)",
    ],
    // Only the last of each is kept: the older schema has no room for more.
    down: &[
        "ALTER TABLE declarations RENAME TO declarations_dated_before",
        "CREATE TABLE declarations (
            call_id UUID NOT NULL REFERENCES calls (id),
            user_id UUID NOT NULL REFERENCES users (id),
            declared_at BIGINT NOT NULL,
            PRIMARY KEY (call_id, user_id))",
        "INSERT INTO declarations SELECT call_id, user_id, MAX(declared_at) FROM declarations_dated_before
         GROUP BY call_id, user_id",
        "DROP TABLE declarations_dated_before",
        "DROP INDEX conflicts_user",
        "ALTER TABLE conflicts RENAME TO conflicts_dated_before",
        "CREATE TABLE conflicts (
            dossier_id UUID NOT NULL REFERENCES dossiers (id),
            user_id UUID NOT NULL REFERENCES users (id),
            call_id UUID NOT NULL REFERENCES calls (id),
            reason TEXT NOT NULL,
            declared_at BIGINT NOT NULL,
            PRIMARY KEY (dossier_id, user_id))",
        "INSERT INTO conflicts SELECT dossier_id, user_id, call_id, reason, declared_at FROM conflicts_dated_before one
         WHERE declared_at = (SELECT MAX(declared_at) FROM conflicts_dated_before other
            WHERE other.dossier_id = one.dossier_id AND other.user_id = one.user_id)",
        "DROP TABLE conflicts_dated_before",
        "CREATE INDEX conflicts_user ON conflicts (call_id, user_id)",
    ]
);
