//! Declarations of interests, assignments, reviews and scores.

crate::migration!(
    "m20261122_000005_reviews",
    up: &[
        "CREATE TABLE declarations (
            call_id UUID NOT NULL REFERENCES calls (id),
            user_id UUID NOT NULL REFERENCES users (id),
            declared_at BIGINT NOT NULL,
            PRIMARY KEY (call_id, user_id))",
        "CREATE TABLE conflicts (
            dossier_id UUID NOT NULL REFERENCES dossiers (id),
            user_id UUID NOT NULL REFERENCES users (id),
            call_id UUID NOT NULL REFERENCES calls (id),
            reason TEXT NOT NULL,
            declared_at BIGINT NOT NULL,
            PRIMARY KEY (dossier_id, user_id))",
        "CREATE INDEX conflicts_user ON conflicts (call_id, user_id)",
        "CREATE TABLE assignments (
            id UUID PRIMARY KEY,
            call_id UUID NOT NULL REFERENCES calls (id),
            dossier_id UUID NOT NULL REFERENCES dossiers (id),
            reviewer_id UUID NOT NULL REFERENCES users (id),
            state TEXT NOT NULL,
            reason TEXT NOT NULL,
            assigned_at BIGINT NOT NULL,
            ended_at BIGINT,
            CONSTRAINT assignments_once UNIQUE (dossier_id, reviewer_id))",
        "CREATE INDEX assignments_reviewer ON assignments (reviewer_id, call_id)",
        "CREATE TABLE reviews (
            id UUID PRIMARY KEY,
            assignment_id UUID NOT NULL UNIQUE REFERENCES assignments (id),
            dossier_id UUID NOT NULL REFERENCES dossiers (id),
            reviewer_id UUID NOT NULL REFERENCES users (id),
            overall TEXT NOT NULL,
            version BIGINT NOT NULL,
            saved_at BIGINT NOT NULL,
            submitted_at BIGINT)",
        "CREATE INDEX reviews_dossier ON reviews (dossier_id)",
        "CREATE TABLE scores (
            review_id UUID NOT NULL REFERENCES reviews (id),
            criterion TEXT NOT NULL,
            half_points BIGINT CHECK (half_points >= 0),
            comment TEXT NOT NULL,
            version BIGINT NOT NULL,
            saved_at BIGINT NOT NULL,
            PRIMARY KEY (review_id, criterion))",
    ],
    down: &[
        "DROP TABLE scores",
        "DROP TABLE reviews",
        "DROP TABLE assignments",
        "DROP TABLE conflicts",
        "DROP TABLE declarations",
    ]
);
