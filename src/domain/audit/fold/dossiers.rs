//! Filing, reopening, withdrawing; findings, verdicts and the eligible base.

use serde_json::Value as Json;

use super::{actor, at, id, money, said, text};
use crate::{
    audit::{Audit, Field, Thing, Value},
    dossier::State,
    ids::{DossierId, SubmissionId},
    journal::Event,
};

impl Audit {
    pub(super) fn filed(&mut self, event: &Event, dossier: DossierId) -> Option<()> {
        let Event { seq, payload, .. } = event;
        let count = self.filings.entry(dossier).or_default();
        *count += 1;
        let (rank, number) = (*count, said(payload, "number"));
        let digest = said(payload, "digest");
        let fields = [
            (Field::Content, digest.clone()),
            (Field::Digest, digest),
            (Field::At, at(event)),
            (Field::By, actor(event)),
            (Field::Anchor, text(format!("{seq}:{}", event.hash))),
        ];
        self.make(Thing::Filing(dossier, rank), *seq, fields);
        if let Some(number) = payload["number"].as_str().filter(|_| rank == 1) {
            self.numbers.insert(dossier, number.to_owned());
            self.by_number.insert(number.to_owned(), dossier);
            let given = Value::Integer(i64::try_from(self.by_number.len()).unwrap_or(i64::MAX));
            self.say(Thing::Call, *seq, [(Field::LastNumber, Some(given.clone()))]);
            self.say(Thing::Dossier(dossier), *seq, [(Field::Serial, Some(given))]);
        }
        self.working.remove(&dossier);
        let fields = [
            (Field::State, text(State::Filed.as_str())),
            (Field::Editing, Some(Value::Integer(0))),
            (Field::Number, number),
            (Field::Track, said(payload, "track")),
            (Field::Filing, Some(Value::Integer(rank))),
            (Field::At, at(event)),
            (Field::Base, money(payload, "eligible_base_cents")),
            (Field::Requested, money(payload, "requested_cents")),
        ];
        self.say(Thing::Dossier(dossier), *seq, fields);
        Some(())
    }

    pub(super) fn reopened(&mut self, event: &Event, dossier: DossierId) {
        self.say(Thing::Dossier(dossier), event.seq, [(Field::Editing, Some(Value::Integer(1)))]);
        self.working.insert(dossier);
        // What lists show of it follows the working copy, which is no matter of the journal.
        if let Some(told) = self.told.get_mut(&Thing::Dossier(dossier)) {
            told.fields.retain(|(field, ..)| *field != Field::Requested);
        }
    }

    pub(super) fn withdrawn(&mut self, event: &Event, dossier: DossierId) {
        self.say(Thing::Dossier(dossier), event.seq, [(Field::Editing, Some(Value::Integer(0)))]);
        self.move_to(dossier, event.seq, Some(State::Withdrawn));
        if !self.filings.contains_key(&dossier) {
            let never = [(Field::Number, Some(Value::Nothing)), (Field::Filing, Some(Value::Nothing))];
            self.say(Thing::Dossier(dossier), event.seq, never);
        }
    }

    pub(super) fn decided(&mut self, event: &Event, dossier: DossierId) -> Option<()> {
        let payload = &event.payload;
        let filing: SubmissionId = id(&payload["submission"])?;
        let fields = [
            (Field::Decision, said(payload, "decision")),
            (Field::Motive, said(payload, "motive")),
            (Field::By, actor(event)),
            (Field::At, at(event)),
        ];
        self.make(Thing::Finding(dossier, filing, payload["rule"].as_str()?.to_owned()), event.seq, fields);
        for verdict in payload["verdicts_withdrawn"].as_array().into_iter().flatten().filter_map(Json::as_str) {
            self.end(Thing::Verdict(dossier, verdict.to_owned()), event.seq);
        }
        // Acts of the first version did not tell the state: it did not change by them.
        if let Some(state) = payload["state"].as_str() {
            self.move_to(dossier, event.seq, State::parse(state));
        }
        Some(())
    }

    pub(super) fn judged(&mut self, event: &Event, dossier: DossierId) -> Option<()> {
        let payload = &event.payload;
        let fields = [
            (Field::Outcome, said(payload, "ruling")),
            (Field::Motive, said(payload, "motive")),
            (Field::By, actor(event)),
            (Field::At, at(event)),
        ];
        self.make(Thing::Verdict(dossier, payload["verdict"].as_str()?.to_owned()), event.seq, fields);
        self.move_to(dossier, event.seq, payload["state"].as_str().and_then(State::parse));
        self.say(Thing::Dossier(dossier), event.seq, [(Field::Base, money(payload, "eligible_base_cents"))]);
        Some(())
    }

    pub(super) fn corrected(&mut self, event: &Event, dossier: DossierId) {
        let payload = &event.payload;
        let base = money(payload, "base_cents");
        self.say(Thing::Dossier(dossier), event.seq, [(Field::Base, base.clone())]);
        if payload["base_cents"] == payload["declared_cents"] {
            return self.end(Thing::Correction(dossier), event.seq);
        }
        let fields = [
            (Field::Base, base),
            (Field::Motive, said(payload, "motive")),
            (Field::By, actor(event)),
            (Field::At, at(event)),
        ];
        self.make(Thing::Correction(dossier), event.seq, fields);
    }
}
