//! What an award may be, beside the envelopes: whole cents, and no more than its own dossier can be given.

/// Fills in the ceilings of rankings that were frozen before they were written with the dossier.
pub const fn known_ceilings(sqlite: bool) -> &'static str {
    if sqlite {
        "UPDATE dossiers SET award_ceiling_cents = json_extract(line.value, '$.ceiling')
         FROM rankings, json_each(rankings.content, '$.lines') AS line
         WHERE rankings.call_id = dossiers.call_id
            AND replace(json_extract(line.value, '$.dossier'), '-', '') = lower(hex(dossiers.id))"
    } else {
        "UPDATE dossiers SET award_ceiling_cents = (line ->> 'ceiling')::bigint
         FROM rankings, json_array_elements(rankings.content::json -> 'lines') AS line
         WHERE rankings.call_id = dossiers.call_id AND (line ->> 'dossier')::uuid = dossiers.id"
    }
}

pub fn up(sqlite: bool) -> Vec<String> {
    if sqlite { ["INSERT", "UPDATE"].map(on_sqlite).to_vec() } else { ON_POSTGRES.map(str::to_owned).to_vec() }
}

pub fn down(sqlite: bool) -> Vec<String> {
    if sqlite {
        ["INSERT", "UPDATE"].map(|event| format!("DROP TRIGGER awards_within_dossier_{event}")).to_vec()
    } else {
        vec!["DROP FUNCTION awards_within_dossier() CASCADE".to_owned()]
    }
}

fn on_sqlite(event: &str) -> String {
    format!(
        "CREATE TRIGGER awards_within_dossier_{event} AFTER {event} ON awards BEGIN
            SELECT RAISE(ABORT, 'award_not_cents') WHERE typeof(NEW.amount_cents) <> 'integer';
            SELECT RAISE(ABORT, 'award_above_dossier_ceiling') WHERE NEW.amount_cents
                > (SELECT award_ceiling_cents FROM dossiers WHERE id = NEW.dossier_id);
        END"
    )
}

/// The row of the call is written, once a transaction, to no effect but one: where a lock alone lets a transaction that
/// repeats its first reading pass beside another, a written row stops it.
const ON_POSTGRES: [&str; 2] = [
    "CREATE FUNCTION awards_within_dossier() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE calls SET envelope_cents = envelope_cents
            WHERE id = NEW.call_id AND xmin <> pg_current_xact_id()::xid;
        IF NEW.amount_cents > (SELECT award_ceiling_cents FROM dossiers WHERE id = NEW.dossier_id) THEN
            RAISE EXCEPTION 'award_above_dossier_ceiling'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'award_above_dossier_ceiling';
        END IF;
        RETURN NEW;
    END $$",
    "CREATE TRIGGER awards_within_dossier AFTER INSERT OR UPDATE ON awards
        FOR EACH ROW EXECUTE FUNCTION awards_within_dossier()",
];
