//! What the rules found on a filed dossier, what an officer decided of it, and the two verdicts.

crate::migration!(
    "m20261122_000004_admissibility",
    up: &[
        "CREATE TABLE findings (
            submission_id UUID NOT NULL REFERENCES submissions (id),
            rule TEXT NOT NULL,
            dossier_id UUID NOT NULL REFERENCES dossiers (id),
            position BIGINT NOT NULL,
            outcome TEXT NOT NULL,
            evidence TEXT NOT NULL,
            decision TEXT,
            motive TEXT NOT NULL,
            decided_by UUID,
            decided_at BIGINT,
            PRIMARY KEY (submission_id, rule))",
        "CREATE INDEX findings_dossier ON findings (dossier_id)",
        "CREATE TABLE admissibility_verdicts (
            dossier_id UUID NOT NULL REFERENCES dossiers (id),
            kind TEXT NOT NULL,
            favourable BOOLEAN NOT NULL,
            motive TEXT NOT NULL,
            decided_by UUID NOT NULL,
            decided_at BIGINT NOT NULL,
            PRIMARY KEY (dossier_id, kind))",
    ],
    down: &["DROP TABLE admissibility_verdicts", "DROP TABLE findings"]
);
