//! Interests, assignments, reviews, and the state of a dossier that follows them.

use super::{at, id, said, text, user};
use crate::{
    assignment::{AssignmentState, state_under_review},
    audit::{Audit, Field, Thing, Value},
    dossier::State,
    ids::{AssignmentId, DossierId, UserId},
    journal::Event,
};

impl Audit {
    pub(super) fn declared(&mut self, event: &Event) -> Option<()> {
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

    pub(super) fn assigned(&mut self, event: &Event, dossier: DossierId) -> Option<()> {
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

    pub(super) fn returned(&mut self, event: &Event, dossier: DossierId) -> Option<()> {
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

    pub(super) fn reviewed(&mut self, event: &Event, dossier: DossierId) -> Option<()> {
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
}
