//! Rankings, the proposal and its lines, signatures, results.

use serde_json::Value as Json;

use super::{Said, actor, at, id, said};
use crate::{
    audit::{Audit, Field, Thing, Value},
    committee::Outcome,
    dossier::State,
    ids::DossierId,
    journal::Event,
    money::Cents,
};

impl Audit {
    pub(super) fn ranked(&mut self, event: &Event) -> Option<()> {
        self.frozen = true;
        for (track, digest) in event.payload["sha256"].as_object()? {
            let digest = digest.as_str().map(Value::text);
            let fields = [
                (Field::Content, digest.clone()),
                (Field::Digest, digest),
                (Field::By, actor(event)),
                (Field::At, at(event)),
            ];
            self.make(Thing::Ranking(track.clone()), event.seq, fields);
        }
        Some(())
    }

    pub(super) fn proposed(&mut self, event: &Event) -> Option<()> {
        let payload = &event.payload;
        if let Some(reference) = payload["reference"].as_str() {
            self.reference = Some(reference.to_owned());
            self.say(Thing::Decision(reference.to_owned()), event.seq, []);
        }
        // Whatever is changed, what was adopted is not what stands any more.
        let reference = self.reference.clone()?;
        for seat in ["chair", "secretary"] {
            self.end(Thing::Signature(reference.clone(), seat.to_owned()), event.seq);
        }
        if payload["computed"] == Json::Bool(true) {
            self.lines_untold = payload["lines"].is_null();
            self.replace_lines(event.seq, &payload["lines"]);
            return Some(());
        }
        let (dossier, after): (DossierId, _) = (id(&payload["dossier"])?, &payload["after"]);
        self.say(Thing::Award(dossier), event.seq, line(after, said(payload, "motive")));
        Some(())
    }

    /// These lines, and no others, stand from now on.
    fn replace_lines(&mut self, act: i64, lines: &Json) {
        let known = self.told.iter().filter(|(thing, told)| matches!(thing, Thing::Award(_)) && told.exists);
        let known: Vec<Thing> = known.map(|(thing, _)| thing.clone()).collect();
        for thing in known {
            match self.lines_untold {
                true => drop(self.told.remove(&thing)),
                false => self.end(thing, act),
            }
        }
        for item in lines.as_array().into_iter().flatten() {
            let Some(dossier) = id(&item["dossier"]) else { continue };
            self.make(Thing::Award(dossier), act, line(item, said(item, "motive")));
            self.say(Thing::Award(dossier), act, [(Field::Track, said(item, "track"))]);
        }
    }

    pub(super) fn signed(&mut self, event: &Event, seat: &str) -> Option<()> {
        let reference = event.payload["reference"].as_str()?.to_owned();
        let fields = [(Field::By, actor(event)), (Field::At, at(event))];
        self.make(Thing::Signature(reference, seat.to_owned()), event.seq, fields);
        Some(())
    }

    pub(super) fn concluded(&mut self, event: &Event) -> Option<()> {
        self.signed(event, "authority")?;
        let lines = &event.payload["awards"];
        self.lines_untold = lines.is_null();
        self.replace_lines(event.seq, lines);
        for item in lines.as_array().into_iter().flatten() {
            let Some(dossier) = id(&item["dossier"]) else { continue };
            if self.state(dossier) != Some(State::Withdrawn) {
                let outcome = item["outcome"].as_str().and_then(Outcome::parse);
                self.move_to(dossier, event.seq, outcome.map(state_after));
            }
        }
        Some(())
    }

    pub(super) fn published(&mut self, event: &Event) {
        self.say(Thing::Call, event.seq, [(Field::ResultsAt, at(event))]);
        for item in event.payload["laureates"].as_array().into_iter().flatten() {
            let known = item["number"].as_str().and_then(|number| self.by_number.get(number));
            let Some(dossier) = known.copied() else { continue };
            // The first version wrote the name of the project under another word.
            let project = said(item, "project").or_else(|| said(item, "pole"));
            let codes = item["departments"].as_array().map(|codes| {
                let codes: Vec<&str> = codes.iter().filter_map(Json::as_str).collect();
                Value::Text(codes.join(" "))
            });
            let fields =
                [(Field::Project, project), (Field::LeadName, said(item, "lead")), (Field::Departments, codes)];
            self.say(Thing::Dossier(dossier), event.seq, fields);
        }
    }
}
/// What is said of a line.
fn line(item: &Json, motive: Option<Value>) -> [Said; 4] {
    let reserve = item["reserve_rank"].as_i64();
    [
        (Field::Outcome, said(item, "outcome")),
        (Field::Amount, Some(Value::Money(Cents(item["amount"].as_i64().unwrap_or(0))))),
        (Field::ReserveRank, Some(Value::some(reserve, Value::Integer))),
        (Field::Motive, motive),
    ]
}

/// The state that a signed outcome gives.
const fn state_after(outcome: Outcome) -> State {
    match outcome {
        Outcome::Retained | Outcome::RetainedWithConditions => State::Funded,
        Outcome::Reserve => State::Reserve,
        Outcome::NotRetained | Outcome::Redirected => State::Declined,
    }
}
