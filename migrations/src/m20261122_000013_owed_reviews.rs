//! The page of one's work counts the reviews that one owes, on all calls, from an index alone.

crate::migration!(
    "m20261122_000013_owed_reviews",
    up: &["CREATE INDEX assignments_owed ON assignments (reviewer_id, state, call_id, id)"],
    down: &["DROP INDEX assignments_owed"]
);
