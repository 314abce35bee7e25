//! One kind of personal link for all rooms: what it opens, until when, how many acts are left, whether it was revoked.

crate::migration!(
    "m20261128_000018_personal_links",
    up: &[
        "CREATE TABLE personal_links (
            token_hash TEXT PRIMARY KEY,
            purpose TEXT NOT NULL,
            user_id UUID REFERENCES users (id) ON DELETE CASCADE,
            call_id UUID REFERENCES calls (id),
            dossier_id UUID REFERENCES dossiers (id),
            expires_at BIGINT NOT NULL,
            uses_left BIGINT NOT NULL CHECK (uses_left >= 0),
            revoked_at BIGINT)",
        "INSERT INTO personal_links (token_hash, purpose, user_id, expires_at, uses_left)
         SELECT token_hash, purpose, user_id, expires_at, CASE WHEN used_at IS NULL THEN 1 ELSE 0 END FROM account_tokens",
        "DROP TABLE account_tokens",
        "CREATE INDEX personal_links_user ON personal_links (user_id, purpose)",
    ],
    down: &[
        "CREATE TABLE account_tokens (
            token_hash TEXT PRIMARY KEY,
            user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            purpose TEXT NOT NULL,
            expires_at BIGINT NOT NULL,
            used_at BIGINT)",
        "INSERT INTO account_tokens (token_hash, user_id, purpose, expires_at, used_at)
         SELECT token_hash, user_id, purpose, expires_at,
            CASE WHEN uses_left > 0 AND revoked_at IS NULL THEN NULL ELSE expires_at END
         FROM personal_links WHERE user_id IS NOT NULL",
        "DROP TABLE personal_links",
    ]
);
