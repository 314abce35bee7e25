//! What an officer took as the eligible base of a dossier instead of the declared charges, and why.

// Without its letter: databases have recorded it under this name.
crate::migration!(
    "m20261122_000008_base_corrections",
    up: &["CREATE TABLE base_corrections (
            dossier_id UUID PRIMARY KEY REFERENCES dossiers (id),
            base_cents BIGINT NOT NULL CHECK (base_cents > 0),
            motive TEXT NOT NULL,
            decided_by UUID NOT NULL,
            decided_at BIGINT NOT NULL)"],
    down: &["DROP TABLE base_corrections"]
);
