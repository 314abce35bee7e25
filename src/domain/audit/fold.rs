//! What each act leaves behind, act by act.

use serde_json::Value as Json;

use super::{Act, Audit, Field, Thing, Told, Value};
use crate::{
    assignment::{AssignmentState, state_under_review},
    canonical::Digest,
    committee::Outcome,
    dossier::State,
    ids::{AssignmentId, DossierId, RevisionId, SubmissionId, UserId},
    journal::{Event, EventKind},
    money::Cents,
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
            self.erased.insert(event.kind);
            return;
        }
        // What cannot be read of an act is not told by it; what it should have told is then found without an act.
        let _ = self.take(event);
    }

    fn take(&mut self, event: &Event) -> Option<()> {
        let dossier = || event.subject.strip_prefix("dossier:")?.parse::<DossierId>().ok();
        match event.kind {
            EventKind::CallImported => self.imported(event),
            EventKind::CallPublished => Some(self.say(Thing::Call, event.seq, [(Field::PublishedAt, at(event))])),
            EventKind::RoleGranted => {
                let role = Thing::Role(user(&event.subject)?, event.payload["role"].as_str()?.to_owned());
                Some(self.make(role, event.seq, [(Field::At, at(event))]))
            }
            EventKind::RoleRevoked => {
                let role = Thing::Role(user(&event.subject)?, event.payload["role"].as_str()?.to_owned());
                Some(self.end(role, event.seq))
            }
            EventKind::DossierFiled => self.filed(event, dossier()?),
            EventKind::DossierReopened => Some(self.reopened(event, dossier()?)),
            EventKind::DossierWithdrawn => Some(self.withdrawn(event, dossier()?)),
            EventKind::LateFilingRefused => Some(()),
            EventKind::FindingDecided => self.decided(event, dossier()?),
            EventKind::VerdictGiven => self.judged(event, dossier()?),
            EventKind::EligibleBaseCorrected => Some(self.corrected(event, dossier()?)),
            EventKind::InterestsDeclared => self.declared(event),
            EventKind::ReviewerAssigned => self.assigned(event, dossier()?),
            EventKind::AssignmentReturned => self.returned(event, dossier()?),
            EventKind::ReviewSubmitted => self.reviewed(event, dossier()?),
            EventKind::RankingFrozen => self.ranked(event),
            EventKind::ProposalChanged => self.proposed(event),
            EventKind::ProposalAdoptedByChair => self.signed(event, "chair"),
            EventKind::ProposalAdoptedBySecretary => self.signed(event, "secretary"),
            EventKind::DecisionSigned => self.concluded(event),
            EventKind::ResultsPublished => Some(self.published(event)),
        }
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
        let fields = [
            (Field::Revision, text(revision)),
            (Field::Title, call.map(|call| Value::text(&call.title))),
            (Field::Envelope, call.map(|call| Value::Money(call.envelope))),
            (Field::Opens, call.map(|call| Value::At(call.calendar.opens))),
            (Field::Closes, call.map(|call| Value::At(call.calendar.closes))),
        ];
        self.say(Thing::Call, event.seq, fields);
        for (rank, track) in (0..).zip(call.iter().flat_map(|call| &call.tracks)) {
            let fields = [
                (Field::Rank, Some(Value::Integer(rank))),
                (Field::Title, text(&track.name)),
                (Field::Envelope, Some(Value::Money(track.envelope))),
                (Field::Ceiling, Some(Value::Money(track.requested_max))),
            ];
            self.make(Thing::Track(track.code.clone()), event.seq, fields);
        }
        Some(())
    }

    fn filed(&mut self, event: &Event, dossier: DossierId) -> Option<()> {
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

    fn reopened(&mut self, event: &Event, dossier: DossierId) {
        self.say(Thing::Dossier(dossier), event.seq, [(Field::Editing, Some(Value::Integer(1)))]);
        self.working.insert(dossier);
        // What lists show of it follows the working copy, which is no matter of the journal.
        if let Some(told) = self.told.get_mut(&Thing::Dossier(dossier)) {
            told.fields.retain(|(field, ..)| *field != Field::Requested);
        }
    }

    fn withdrawn(&mut self, event: &Event, dossier: DossierId) {
        self.say(Thing::Dossier(dossier), event.seq, [(Field::Editing, Some(Value::Integer(0)))]);
        self.move_to(dossier, event.seq, Some(State::Withdrawn));
        if !self.filings.contains_key(&dossier) {
            let never = [(Field::Number, Some(Value::Nothing)), (Field::Filing, Some(Value::Nothing))];
            self.say(Thing::Dossier(dossier), event.seq, never);
        }
    }

    fn decided(&mut self, event: &Event, dossier: DossierId) -> Option<()> {
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

    fn judged(&mut self, event: &Event, dossier: DossierId) -> Option<()> {
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

    fn corrected(&mut self, event: &Event, dossier: DossierId) {
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

    fn declared(&mut self, event: &Event) -> Option<()> {
        let person = user(&event.subject)?;
        self.make(Thing::Declaration(person), event.seq, [(Field::At, at(event))]);
        for (dossier, reason) in event.payload["interests"].as_object().into_iter().flatten() {
            let Ok(dossier) = dossier.parse::<DossierId>() else { continue };
            let thing = Thing::Interest(person, dossier);
            let new = !self.told.contains_key(&thing);
            self.say(thing.clone(), event.seq, [(Field::Motive, reason.as_str().map(Value::text))]);
            if new {
                self.say(thing, event.seq, [(Field::At, at(event))]);
                let held = self.seats.get(&dossier).and_then(|seats| seats.get(&person)).copied();
                if let Some((assignment, _)) = held.filter(|(_, state)| state.takes_seat() && !self.frozen) {
                    let given_back = (AssignmentState::Returned, reason.as_str().map(Value::text));
                    self.end_assignment(event, dossier, assignment, given_back);
                }
            }
        }
        Some(())
    }

    fn assigned(&mut self, event: &Event, dossier: DossierId) -> Option<()> {
        let assignment: AssignmentId = id(&event.payload["assignment"])?;
        let reviewer: UserId = id(&event.payload["reviewer"])?;
        let fields = [
            (Field::Reviewer, text(reviewer)),
            (Field::State, text(AssignmentState::Open.as_str())),
            (Field::Motive, text("")),
            (Field::At, at(event)),
        ];
        self.make(Thing::Assignment(dossier, assignment), event.seq, fields);
        self.seats.entry(dossier).or_default().insert(reviewer, (assignment, AssignmentState::Open));
        self.move_to(dossier, event.seq, Some(State::InReview));
        Some(())
    }

    fn returned(&mut self, event: &Event, dossier: DossierId) -> Option<()> {
        let state = AssignmentState::parse(event.payload["state"].as_str()?)?;
        let reason = said(&event.payload, "reason");
        self.end_assignment(event, dossier, id(&event.payload["assignment"])?, (state, reason));
        Some(())
    }

    /// An assignment comes to this state, and its dossier follows.
    fn end_assignment(
        &mut self,
        event: &Event,
        dossier: DossierId,
        assignment: AssignmentId,
        (state, reason): (AssignmentState, Option<Value>),
    ) {
        let fields = [(Field::State, text(state.as_str())), (Field::Motive, reason)];
        self.say(Thing::Assignment(dossier, assignment), event.seq, fields);
        let seats = self.seats.entry(dossier).or_default();
        if let Some(seat) = seats.values_mut().find(|(held, _)| *held == assignment) {
            seat.1 = state;
        }
        let states: Vec<_> = seats.values().map(|(_, state)| *state).collect();
        match (self.definition.as_ref(), self.state(dossier)) {
            (Some(call), Some(current)) => {
                let next = state_under_review(current, call.grid.reviews_per_dossier, &states);
                if let Some(next) = next.filter(|next| *next != current) {
                    self.move_to(dossier, event.seq, Some(next));
                }
            }
            _ => self.move_to(dossier, event.seq, None),
        }
    }

    fn reviewed(&mut self, event: &Event, dossier: DossierId) -> Option<()> {
        let payload = &event.payload;
        let assignment: AssignmentId = id(&payload["assignment"])?;
        let mut fields = vec![(Field::Content, said(payload, "sha256")), (Field::At, at(event))];
        for (criterion, points) in payload["scores"].as_object().into_iter().flatten() {
            fields.push((Field::Score(criterion.clone()), points.as_i64().map(Value::Integer)));
        }
        self.make(Thing::Review(dossier, assignment), event.seq, fields);
        self.end_assignment(event, dossier, assignment, (AssignmentState::Submitted, text("")));
        Some(())
    }

    fn ranked(&mut self, event: &Event) -> Option<()> {
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

    fn proposed(&mut self, event: &Event) -> Option<()> {
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

    fn signed(&mut self, event: &Event, seat: &str) -> Option<()> {
        let reference = event.payload["reference"].as_str()?.to_owned();
        let fields = [(Field::By, actor(event)), (Field::At, at(event))];
        self.make(Thing::Signature(reference, seat.to_owned()), event.seq, fields);
        Some(())
    }

    fn concluded(&mut self, event: &Event) -> Option<()> {
        self.signed(event, "signer")?;
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

    fn published(&mut self, event: &Event) {
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
