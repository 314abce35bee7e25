//! The guarded tables. In a condition `{}` is the row that it is about.

/// A guarded table.
pub struct Table {
    pub name: &'static str,
    /// What a row is known by: each of these makes it one of a kind.
    pub keys: &'static [&'static [&'static str]],
    /// When a row is decided: it is not deleted nor replaced, and these columns stay.
    pub decided: &'static str,
    pub fixed: &'static [&'static str],
    /// A further change that is refused of a decided row, on OLD and NEW.
    pub unless: &'static str,
    /// When no row may be added, or take another key.
    pub closed: &'static str,
}

pub const ALWAYS: &str = "TRUE";
pub const NEVER: &str = "FALSE";

/// Of a dossier whose call has a frozen ranking.
const RANKED: &str =
    "EXISTS (SELECT 1 FROM rankings k JOIN dossiers d ON d.call_id = k.call_id WHERE d.id = {}.dossier_id)";
const PUBLISHED: &str = "EXISTS (SELECT 1 FROM calls c WHERE c.id = {}.call_id AND c.published_at IS NOT NULL)";
const SUBMITTED: &str = "EXISTS (SELECT 1 FROM reviews r WHERE r.id = {}.review_id AND r.submitted_at IS NOT NULL)";
/// Of a call in whose decision a signature stands.
const ADOPTED: &str = "EXISTS (SELECT 1 FROM decisions d JOIN signatures s ON s.decision_id = d.id
    WHERE d.call_id = {}.call_id AND s.voided_at IS NULL)";
/// Of a decision that the authority has signed, or whose seat is taken by a signature that stands.
const SIGNED: &str =
    "(EXISTS (SELECT 1 FROM signatures a WHERE a.decision_id = {}.decision_id AND a.seat = 'authority')
    OR ({}.voided_at IS NULL AND EXISTS (SELECT 1 FROM signatures a
        WHERE a.decision_id = {}.decision_id AND a.seat = {}.seat AND a.voided_at IS NULL)))";

pub const TABLES: &[Table] = &[
    Table {
        name: "calls",
        keys: &[&["id"], &["slug"]],
        decided: "{}.published_at IS NOT NULL",
        fixed: &["envelope_cents", "published_at"],
        unless: "",
        closed: NEVER,
    },
    Table {
        name: "tracks",
        keys: &[&["call_id", "code"]],
        decided: PUBLISHED,
        fixed: &["position", "name", "envelope_cents", "award_max_cents"],
        unless: "",
        closed: PUBLISHED,
    },
    Table {
        name: "reviews",
        keys: &[&["id"], &["assignment_id"]],
        decided: "{}.submitted_at IS NOT NULL",
        fixed: &["dossier_id", "reviewer_id", "overall", "version", "saved_at", "submitted_at"],
        unless: "",
        closed: NEVER,
    },
    Table {
        name: "scores",
        keys: &[&["review_id", "criterion"]],
        decided: SUBMITTED,
        fixed: &["half_points", "comment", "version", "saved_at"],
        unless: "",
        closed: SUBMITTED,
    },
    Table {
        name: "rankings",
        keys: &[&["call_id", "track_code"]],
        decided: ALWAYS,
        fixed: &["content", "digest", "frozen_at", "frozen_by"],
        unless: "",
        closed: NEVER,
    },
    Table {
        name: "awards",
        keys: &[&["dossier_id"]],
        decided: ADOPTED,
        fixed: &["call_id", "track_code", "outcome", "amount_cents", "reserve_rank", "motive"],
        unless: "",
        closed: ADOPTED,
    },
    Table {
        name: "decisions",
        keys: &[&["id"], &["call_id", "number"]],
        decided: ALWAYS,
        fixed: &["reference", "created_at"],
        unless: "",
        closed: NEVER,
    },
    // Before the authority signs, those of the committee may be voided; nothing else.
    Table {
        name: "signatures",
        keys: &[&["decision_id", "seat", "number"]],
        decided: ALWAYS,
        fixed: &["user_id", "signed_at"],
        unless: "(OLD.voided_at IS DISTINCT FROM NEW.voided_at AND (OLD.voided_at IS NOT NULL OR EXISTS
            (SELECT 1 FROM signatures a WHERE a.decision_id = OLD.decision_id AND a.seat = 'authority')))",
        closed: SIGNED,
    },
    Table {
        name: "declarations",
        keys: &[&["call_id", "user_id", "declared_at"]],
        decided: ALWAYS,
        fixed: &["declared_at"],
        unless: "",
        closed: NEVER,
    },
    Table {
        name: "conflicts",
        keys: &[&["dossier_id", "user_id", "declared_at"]],
        decided: ALWAYS,
        fixed: &["call_id", "reason"],
        unless: "",
        closed: NEVER,
    },
    Table {
        name: "admissibility_verdicts",
        keys: &[&["dossier_id", "kind"]],
        decided: RANKED,
        fixed: &["favourable", "motive", "decided_by", "decided_at"],
        unless: "",
        closed: RANKED,
    },
    Table {
        name: "findings",
        keys: &[&["submission_id", "rule"]],
        decided: RANKED,
        fixed: &["dossier_id", "position", "outcome", "evidence", "decision", "motive", "decided_by", "decided_at"],
        unless: "",
        closed: RANKED,
    },
    Table {
        name: "base_corrections",
        keys: &[&["dossier_id"]],
        decided: RANKED,
        fixed: &["base_cents", "motive", "decided_by", "decided_at"],
        unless: "",
        closed: RANKED,
    },
    // Of a dossier the money stays from the ranking on; its state goes further.
    Table {
        name: "dossiers",
        keys: &[&["id"], &["call_id", "number"], &["call_id", "serial"]],
        decided: "({}.number IS NOT NULL AND EXISTS (SELECT 1 FROM rankings k WHERE k.call_id = {}.call_id))",
        fixed: &["track_code", "requested_cents", "eligible_base_cents", "award_ceiling_cents"],
        unless: "",
        closed: NEVER,
    },
    Table {
        name: "submissions",
        keys: &[&["id"], &["dossier_id", "number"]],
        decided: ALWAYS,
        fixed: &["digest", "filed_at", "filed_by"],
        // Its place in the journal and its prints become known after it, once.
        unless: "(OLD.snapshot <> NEW.snapshot AND NOT (NEW.snapshot = '' AND EXISTS (SELECT 1 FROM erasures e
                WHERE e.what = 'submission' AND e.subject = HEX[OLD.id])))
            OR (OLD.event_hash <> '' AND (OLD.event_hash <> NEW.event_hash OR OLD.event_seq <> NEW.event_seq))
            OR (OLD.receipt_key IS NOT NULL AND OLD.receipt_key IS DISTINCT FROM NEW.receipt_key)
            OR (OLD.print_key IS NOT NULL AND OLD.print_key IS DISTINCT FROM NEW.print_key)",
        closed: NEVER,
    },
    Table {
        name: "call_revisions",
        keys: &[&["id"], &["call_id", "number"]],
        decided: ALWAYS,
        fixed: &["source", "digest", "created_at"],
        unless: "",
        closed: NEVER,
    },
    // What is personal of an event is emptied whole, or stays.
    Table {
        name: "events",
        keys: &[&["call_id", "seq"]],
        decided: ALWAYS,
        fixed: &["at", "kind", "commitment", "prev_hash", "hash"],
        unless: "((OLD.actor <> NEW.actor OR OLD.subject <> NEW.subject OR OLD.salt <> NEW.salt OR OLD.payload <> NEW.payload)
            AND NOT (NEW.actor = '' AND NEW.subject = '' AND NEW.salt = '' AND NEW.payload = '' AND EXISTS
                (SELECT 1 FROM erasures e WHERE e.what = 'event'
                    AND e.subject = HEX[OLD.call_id] || ':' || OLD.seq)))",
        closed: NEVER,
    },
    Table {
        name: "erasures",
        keys: &[&["id"]],
        decided: ALWAYS,
        fixed: &["what", "subject", "erased_by", "reason", "erased_at"],
        unless: "",
        closed: NEVER,
    },
];
