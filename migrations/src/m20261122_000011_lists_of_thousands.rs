//! Indexes that hold everything that lists and counts over thousands of dossiers ask for.

crate::migration!(
    "m20261122_000011_lists_of_thousands",
    up: &[
        // Counts by state and track, without the dossiers that somebody is recused from: read from the index alone.
        "CREATE INDEX dossiers_counts ON dossiers (call_id, state, track_code, number, id)",
        // Seats and loads of reviewers, and the submitted reviews of each dossier.
        "CREATE INDEX assignments_seats ON assignments (call_id, state, dossier_id, reviewer_id, assigned_at)",
        // Every sign-in takes away the sessions that have ended.
        "CREATE INDEX sessions_expiry ON sessions (expires_at)",
        // The mails of the demonstration, newest first, in their exact order.
        "DROP INDEX mails_created",
        "CREATE INDEX mails_created ON mails (created_at, id)",
    ],
    down: &[
        "DROP INDEX mails_created",
        "CREATE INDEX mails_created ON mails (created_at)",
        "DROP INDEX sessions_expiry",
        "DROP INDEX assignments_seats",
        "DROP INDEX dossiers_counts",
    ]
);
