//! What each act leaves behind, act by act.

mod committee;
mod dossiers;
mod reviews;

use serde_json::Value as Json;

use super::{Act, Audit, Field, Thing, Told, Value};
use crate::{
    call::Call,
    canonical::Digest,
    dossier::State,
    ids::{DossierId, RevisionId, UserId},
    journal::{Event, EventKind},
    money::Cents,
    time::Instant,
};

/// A field with what an act says of it; `None`: this act, of an older version, does not.
type Said = (Field, Option<Value>);

fn text(value: impl ToString) -> Option<Value> {
    Some(Value::text(value))
}

/// A text of a payload.
fn said(payload: &Json, key: &str) -> Option<Value> {
    payload[key].as_str().map(Value::text)
}

fn money(payload: &Json, key: &str) -> Option<Value> {
    payload[key].as_i64().map(|cents| Value::Money(Cents(cents)))
}

/// An id in a payload.
fn id<T: std::str::FromStr>(value: &Json) -> Option<T> {
    value.as_str()?.parse().ok()
}

fn user(text: &str) -> Option<UserId> {
    text.strip_prefix("user:")?.parse().ok()
}

/// Who acted, as tables name them.
fn actor(event: &Event) -> Option<Value> {
    user(&event.actor).map(Value::text)
}

fn at(event: &Event) -> Option<Value> {
    Some(Value::At(event.at))
}

impl Audit {
    /// Tells the next act. The acts are those of a chain that holds, from the first one.
    pub fn tell(&mut self, event: &Event) {
        self.acts.insert(event.seq, Act { seq: event.seq, kind: event.kind, at: event.at });
        if event.is_erased() {
            self.empty.insert(event.seq);
            return;
        }
        // What cannot be read of an act is not told by it; what it should have told is then found without an act.
        let _ = self.take(event);
    }

    fn take(&mut self, event: &Event) -> Option<()> {
        let dossier = || event.subject.strip_prefix("dossier:")?.parse::<DossierId>().ok();
        match event.kind {
            EventKind::CallImported => self.imported(event)?,
            EventKind::CallPublished => self.say(Thing::Call, event.seq, [(Field::PublishedAt, at(event))]),
            EventKind::RoleGranted => {
                let role = Thing::Role(user(&event.subject)?, event.payload["role"].as_str()?.to_owned());
                self.make(role, event.seq, [(Field::At, at(event))])
            }
            EventKind::RoleRevoked => {
                let role = Thing::Role(user(&event.subject)?, event.payload["role"].as_str()?.to_owned());
                self.end(role, event.seq)
            }
            EventKind::DossierFiled => self.filed(event, dossier()?)?,
            EventKind::DossierReopened => self.reopened(event, dossier()?),
            EventKind::DossierWithdrawn => self.withdrawn(event, dossier()?),
            EventKind::LateFilingRefused => {}
            EventKind::FindingDecided => self.decided(event, dossier()?)?,
            EventKind::VerdictGiven => self.judged(event, dossier()?)?,
            EventKind::EligibleBaseCorrected => self.corrected(event, dossier()?),
            EventKind::InterestsDeclared => self.declared(event)?,
            EventKind::ReviewerAssigned => self.assigned(event, dossier()?)?,
            EventKind::AssignmentReturned => self.returned(event, dossier()?)?,
            EventKind::ReviewSubmitted => self.reviewed(event, dossier()?)?,
            EventKind::RankingFrozen => self.ranked(event)?,
            EventKind::ProposalChanged => self.proposed(event)?,
            EventKind::ProposalAdoptedByChair => self.signed(event, "chair")?,
            EventKind::ProposalAdoptedBySecretary => self.signed(event, "secretary")?,
            EventKind::DecisionSigned => self.concluded(event)?,
            EventKind::ResultsPublished => self.published(event),
            EventKind::ContentErased => self.erased(event)?,
        }
        Some(())
    }

    /// Texts of filings, or the content of one act, are no more.
    fn erased(&mut self, event: &Event) -> Option<()> {
        let dossier = event.subject.strip_prefix("dossier:").and_then(|id| id.parse().ok());
        for filing in event.payload["filings"].as_array().into_iter().flatten() {
            let content = (Field::Content, Some(Value::text(Digest::of(b""))));
            self.say(Thing::Filing(dossier?, filing["number"].as_i64()?), event.seq, [content]);
        }
        if let Some(act) = event.payload["act"].as_i64() {
            if !self.empty.remove(&act) {
                let said = self.acts.get(&act)?.seq;
                self.contradict(Thing::Act(said), Field::Presence, Some(event.seq), Value::Integer(1), Value::Nothing);
            }
            let kind = event.payload["kind"].as_str()?.parse().ok()?;
            self.erased.entry(kind).or_default().push((dossier, act));
        }
        Some(())
    }

    /// Something is there from now on, with these fields and no others.
    fn make(&mut self, thing: Thing, act: i64, fields: impl IntoIterator<Item = Said>) {
        let fields = fields.into_iter().map(|(field, value)| (field, act, value)).collect();
        self.told.insert(thing, Told { act, exists: true, seen: false, fields });
    }

    /// Something is no more.
    fn end(&mut self, thing: Thing, act: i64) {
        self.told.insert(thing, Told { act, exists: false, seen: false, fields: Vec::new() });
    }

    /// Something is there, and these fields of it are so from now on.
    pub(super) fn say(&mut self, thing: Thing, act: i64, fields: impl IntoIterator<Item = Said>) {
        let told = self.told.entry(thing).or_insert(Told { act, exists: true, seen: false, fields: Vec::new() });
        if !told.exists {
            *told = Told { act, exists: true, seen: false, fields: Vec::new() };
        }
        for (field, value) in fields {
            match told.fields.iter_mut().find(|(known, ..)| *known == field) {
                Some(known) => (known.1, known.2) = (act, value),
                None => told.fields.push((field, act, value)),
            }
        }
    }

    /// What was said last of a field.
    fn known(&self, thing: &Thing, field: &Field) -> Option<&Value> {
        self.told.get(thing)?.fields.iter().find(|(known, ..)| known == field)?.2.as_ref()
    }

    fn state(&self, dossier: DossierId) -> Option<State> {
        match self.known(&Thing::Dossier(dossier), &Field::State)? {
            Value::Text(state) => State::parse(state),
            _ => None,
        }
    }

    fn move_to(&mut self, dossier: DossierId, act: i64, state: Option<State>) {
        let state = state.map(|state| Value::text(state.as_str()));
        self.say(Thing::Dossier(dossier), act, [(Field::State, state)]);
    }

    fn imported(&mut self, event: &Event) -> Option<()> {
        let revision: RevisionId = id(&event.payload["revision"])?;
        let digest: Option<Digest> = id(&event.payload["sha256"]);
        self.imports += 1;
        let source = digest.map(Value::text);
        let fields = [
            (Field::Content, source.clone()),
            (Field::Digest, source),
            (Field::Rank, Some(Value::Integer(self.imports))),
            (Field::At, at(event)),
        ];
        self.make(Thing::Revision(revision), event.seq, fields);
        // A text that is not the imported one says nothing of the call: it is named itself.
        let stored = self.revisions.get(&revision).filter(|(stored, _)| Some(*stored) == digest);
        self.definition = stored.and_then(|(_, definition)| definition.clone());
        if self.imports == 1 {
            let nothing = || Some(Value::Nothing);
            let none = [(Field::PublishedAt, nothing()), (Field::ResultsAt, nothing())];
            self.say(Thing::Call, event.seq, none);
            self.say(Thing::Call, event.seq, [(Field::LastNumber, Some(Value::Integer(0)))]);
        }
        let definition = self.definition.clone();
        let call = definition.as_deref();
        let payload = &event.payload;
        let instant = |key: &str| payload[key].as_i64().map(|at| Value::At(Instant::from_micros(at)));
        let envelope = money(payload, "envelope").or_else(|| call.map(|call| Value::Money(call.envelope)));
        let fields = [
            (Field::Revision, text(revision)),
            (Field::Title, call.map(|call| Value::text(&call.title))),
            (Field::Envelope, envelope),
            (Field::Opens, instant("opens_at").or_else(|| call.map(|call| Value::At(call.calendar.opens)))),
            (Field::Closes, instant("closes_at").or_else(|| call.map(|call| Value::At(call.calendar.closes)))),
        ];
        self.say(Thing::Call, event.seq, fields);
        self.tracks(event, call);
        Some(())
    }

    /// The money of the tracks, told by the act or, of an older version, by the text that it imported.
    fn tracks(&mut self, event: &Event, call: Option<&Call>) {
        let track = |code: &str| call.and_then(|call| call.track(code));
        let told: Option<Vec<(String, i64, i64)>> = event.payload["tracks"].as_array().map(|list| {
            let read = |item: &Json| {
                Some((item["code"].as_str()?.to_owned(), item["envelope"].as_i64()?, item["award_max"].as_i64()?))
            };
            list.iter().filter_map(read).collect()
        });
        let read = |call: &Call| {
            call.tracks.iter().map(|one| (one.code.clone(), one.envelope.0, one.requested_max.0)).collect()
        };
        let Some(tracks) = told.or_else(|| call.map(read)) else {
            self.tracks_untold = true;
            return;
        };
        self.tracks_untold = false;
        for (rank, (code, envelope, ceiling)) in (0..).zip(tracks) {
            let fields = [
                (Field::Rank, Some(Value::Integer(rank))),
                (Field::Title, track(&code).map(|track| Value::text(&track.name))),
                (Field::Envelope, Some(Value::Money(Cents(envelope)))),
                (Field::Ceiling, Some(Value::Money(Cents(ceiling)))),
            ];
            self.make(Thing::Track(code), event.seq, fields);
        }
    }
}
