//! Signatures are rows: to void one marks it and the next stands beside it. A call may have more than one decision.

crate::migration!(
    "m20261128_000015_signatures",
    up: &[
        "ALTER TABLE decisions RENAME TO decisions_before",
        "CREATE TABLE decisions (
            id UUID CONSTRAINT decisions_key PRIMARY KEY,
            call_id UUID NOT NULL REFERENCES calls (id),
            number BIGINT NOT NULL,
            reference TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            CONSTRAINT decisions_number UNIQUE (call_id, number))",
        "INSERT INTO decisions SELECT id, call_id, 1, reference, created_at FROM decisions_before",
        // The number says the how-manieth signature of its seat it is: the same person may sign twice in an instant.
        "CREATE TABLE signatures (
            decision_id UUID NOT NULL REFERENCES decisions (id),
            seat TEXT NOT NULL CHECK (seat IN ('chair', 'secretary', 'authority')),
            number BIGINT NOT NULL,
            user_id UUID NOT NULL REFERENCES users (id),
            signed_at BIGINT NOT NULL,
            voided_at BIGINT,
            PRIMARY KEY (decision_id, seat, number))",
        "CREATE UNIQUE INDEX signatures_standing ON signatures (decision_id, seat) WHERE voided_at IS NULL",
        "INSERT INTO signatures SELECT id, 'chair', 1, chair_id, chair_at, NULL FROM decisions_before
         WHERE chair_id IS NOT NULL AND chair_at IS NOT NULL",
        "INSERT INTO signatures SELECT id, 'secretary', 1, secretary_id, secretary_at, NULL FROM decisions_before
         WHERE secretary_id IS NOT NULL AND secretary_at IS NOT NULL",
        "INSERT INTO signatures SELECT id, 'authority', 1, signer_id, signed_at, NULL FROM decisions_before
         WHERE signer_id IS NOT NULL AND signed_at IS NOT NULL",
        "DROP TABLE decisions_before",
    ],
    // Only what stands in the last decision is kept: the older schema has no room for more.
    down: &[
        "CREATE TABLE decisions_before (
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
        "INSERT INTO decisions_before SELECT d.id, d.call_id, d.reference, c.user_id, c.signed_at, s.user_id, s.signed_at,
            a.user_id, a.signed_at, d.created_at
         FROM decisions d
            LEFT JOIN signatures c ON c.decision_id = d.id AND c.seat = 'chair' AND c.voided_at IS NULL
            LEFT JOIN signatures s ON s.decision_id = d.id AND s.seat = 'secretary' AND s.voided_at IS NULL
            LEFT JOIN signatures a ON a.decision_id = d.id AND a.seat = 'authority' AND a.voided_at IS NULL
         WHERE d.number = (SELECT MAX(number) FROM decisions last WHERE last.call_id = d.call_id)",
        "DROP TABLE signatures",
        "DROP TABLE decisions",
        "ALTER TABLE decisions_before RENAME TO decisions",
    ]
);
