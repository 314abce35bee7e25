//! Frozen rankings, the decision with its three signatures, and the awards that no one can push above an envelope.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

crate::migration!(
    "m20261122_000006_committee",
    up: &[
        "CREATE TABLE rankings (
            call_id UUID NOT NULL REFERENCES calls (id),
            track_code TEXT NOT NULL,
            content TEXT NOT NULL,
            digest TEXT NOT NULL,
            frozen_at BIGINT NOT NULL,
            frozen_by UUID NOT NULL,
            PRIMARY KEY (call_id, track_code))",
        "CREATE TABLE decisions (
            id UUID PRIMARY KEY,
            call_id UUID NOT NULL CONSTRAINT decisions_call UNIQUE REFERENCES calls (id),
            reference TEXT NOT NULL,
            chair_id UUID,
            chair_at BIGINT,
            secretary_id UUID,
            secretary_at BIGINT,
            signer_id UUID,
            signed_at BIGINT,
            created_at BIGINT NOT NULL)",
        "CREATE TABLE awards (
            dossier_id UUID PRIMARY KEY REFERENCES dossiers (id),
            call_id UUID NOT NULL REFERENCES calls (id),
            track_code TEXT NOT NULL,
            outcome TEXT NOT NULL,
            amount_cents BIGINT NOT NULL CHECK (amount_cents >= 0),
            reserve_rank BIGINT,
            motive TEXT NOT NULL,
            FOREIGN KEY (call_id, track_code) REFERENCES tracks (call_id, code))",
        "CREATE INDEX awards_call ON awards (call_id, track_code)",
    ],
    down: &["DROP TABLE awards", "DROP TABLE decisions", "DROP TABLE rankings"],
    extra: guard_envelopes, undo: forget_guard
);

/// An award above what is left of its track or of the call is refused by the database itself.
async fn guard_envelopes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    match manager.get_database_backend() {
        DatabaseBackend::Sqlite => crate::run(manager, &sqlite_triggers().each_ref().map(String::as_str)).await,
        _ => crate::run(manager, POSTGRES_TRIGGER).await,
    }
}

/// SQLite drops its triggers with their table; a function of PostgreSQL stays.
async fn forget_guard(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    match manager.get_database_backend() {
        DatabaseBackend::Sqlite => Ok(()),
        _ => crate::run(manager, &["DROP FUNCTION awards_within_envelopes()"]).await,
    }
}

fn sqlite_triggers() -> [String; 2] {
    ["INSERT", "UPDATE"].map(|event| {
        format!(
            "CREATE TRIGGER awards_within_envelopes_{event} AFTER {event} ON awards BEGIN
                SELECT RAISE(ABORT, 'award_above_track') WHERE
                    (SELECT SUM(amount_cents) FROM awards WHERE call_id = NEW.call_id AND track_code = NEW.track_code)
                    > (SELECT envelope_cents FROM tracks WHERE call_id = NEW.call_id AND code = NEW.track_code);
                SELECT RAISE(ABORT, 'award_above_ceiling') WHERE NEW.amount_cents
                    > (SELECT award_max_cents FROM tracks WHERE call_id = NEW.call_id AND code = NEW.track_code);
                SELECT RAISE(ABORT, 'award_above_envelope') WHERE
                    (SELECT SUM(amount_cents) FROM awards WHERE call_id = NEW.call_id)
                    > (SELECT envelope_cents FROM calls WHERE id = NEW.call_id);
            END"
        )
    })
}

/// The rows of the call and of the track are locked, so that two awards at once cannot pass together.
const POSTGRES_TRIGGER: &[&str] = &[
    "CREATE FUNCTION awards_within_envelopes() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE track_limit BIGINT; award_limit BIGINT; call_limit BIGINT;
    BEGIN
        SELECT envelope_cents INTO call_limit FROM calls WHERE id = NEW.call_id FOR UPDATE;
        SELECT envelope_cents, award_max_cents INTO track_limit, award_limit
            FROM tracks WHERE call_id = NEW.call_id AND code = NEW.track_code FOR UPDATE;
        IF (SELECT SUM(amount_cents) FROM awards WHERE call_id = NEW.call_id AND track_code = NEW.track_code) > track_limit THEN
            RAISE EXCEPTION 'award_above_track' USING ERRCODE = 'check_violation', CONSTRAINT = 'award_above_track';
        END IF;
        IF NEW.amount_cents > award_limit THEN
            RAISE EXCEPTION 'award_above_ceiling' USING ERRCODE = 'check_violation', CONSTRAINT = 'award_above_ceiling';
        END IF;
        IF (SELECT SUM(amount_cents) FROM awards WHERE call_id = NEW.call_id) > call_limit THEN
            RAISE EXCEPTION 'award_above_envelope' USING ERRCODE = 'check_violation', CONSTRAINT = 'award_above_envelope';
        END IF;
        RETURN NEW;
    END $$",
    "CREATE TRIGGER awards_within_envelopes AFTER INSERT OR UPDATE ON awards
        FOR EACH ROW EXECUTE FUNCTION awards_within_envelopes()",
];
