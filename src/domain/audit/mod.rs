//! What the journal of a call says must stand in the tables, compared with what does.
//!
//! An [`Audit`] is told every act in order ([`Audit::tell`]) and keeps what each leaves behind; then it is shown the
//! rows as plain facts and notes each [`Contradiction`], with the last act that told of that place. An act of an older
//! version may not tell something: that place is counted, not judged. So is what an act may have told whose content was
//! erased, as a later act tells; one that is empty without such an act is named.
//! Nothing here reads a row or a clock. That the acts themselves hold is for [`crate::journal::Verifier`].

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    assignment::AssignmentState,
    call::Call,
    canonical::Digest,
    ids::{AssignmentId, DossierId, RevisionId, UserId},
    journal::EventKind,
};

mod filing;
mod fold;
mod review;
mod thing;

pub use filing::{DocumentRow, FilingRow, FindingRow, StoredFile};
pub use review::ReviewRow;
pub use thing::{Act, Contradiction, Field, Thing, Value};

/// What an act leaves of a thing.
#[derive(Clone, Debug)]
struct Told {
    /// The act that made it or ended it.
    act: i64,
    /// Whether it is there.
    exists: bool,
    /// Whether a row was shown for it.
    seen: bool,
    /// Its fields with the act that told each last; `None` where an act of an older version does not tell it.
    fields: Vec<(Field, i64, Option<Value>)>,
}

/// What was compared, once everything was shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Places that were compared.
    pub count: u64,
    /// Places that the journal does not tell.
    pub untold: u64,
    /// Where tables and journal do not say the same.
    pub contradictions: Vec<Contradiction>,
}

/// The comparison of the tables of a call with its journal.
#[derive(Debug, Default)]
pub struct Audit {
    revisions: BTreeMap<RevisionId, (Digest, Option<Arc<Call>>)>,
    acts: BTreeMap<i64, Act>,
    told: BTreeMap<Thing, Told>,
    /// Acts without content of which no act told yet that they were emptied.
    empty: BTreeSet<i64>,
    /// The acts whose content was erased, by kind and by the dossier that they were about: what they told is not known.
    erased: BTreeMap<EventKind, Vec<(Option<DossierId>, i64)>>,
    /// The definition that is valid at this place of the journal.
    definition: Option<Arc<Call>>,
    imports: i64,
    seats: BTreeMap<DossierId, BTreeMap<UserId, (AssignmentId, AssignmentState)>>,
    filings: BTreeMap<DossierId, i64>,
    numbers: BTreeMap<DossierId, String>,
    by_number: BTreeMap<String, DossierId>,
    /// Dossiers whose columns may be those of a working copy.
    working: BTreeSet<DossierId>,
    frozen: bool,
    reference: Option<String>,
    /// Whether a proposal was computed by an act that does not give its lines.
    lines_untold: bool,
    /// Whether the money of the tracks is that of an import that tells it by its text only, which is not there.
    tracks_untold: bool,
    done: Compared,
}

impl Audit {
    /// Begins with the texts of the call's revisions: the journal holds their digests.
    #[must_use]
    pub fn new(revisions: impl IntoIterator<Item = (RevisionId, String)>) -> Self {
        let read = |(id, source): (RevisionId, String)| {
            let definition = crate::call_file::check(&source).ok().map(Arc::new);
            (id, (Digest::of(source.as_bytes()), definition))
        };
        Self { revisions: revisions.into_iter().map(read).collect(), ..Self::default() }
    }

    /// The definition of the call after the last act, when the text of its revision is the one that was imported.
    #[must_use]
    pub fn definition(&self) -> Option<&Arc<Call>> {
        self.definition.as_ref()
    }

    /// How many places contradict the journal so far.
    #[must_use]
    pub fn contradictions(&self) -> usize {
        self.done.contradictions.len()
    }

    /// Shows a row. A field that no act ever tells may be left out or shown, to no effect.
    pub fn row(&mut self, thing: &Thing, stands: impl IntoIterator<Item = (Field, Value)>) {
        let Some(told) = self.told.get_mut(thing) else {
            return self.unannounced(thing, None);
        };
        told.seen = true;
        if !told.exists {
            let act = told.act;
            return self.unannounced(thing, Some(act));
        }
        let told = told.fields.clone();
        for (field, value) in stands {
            match told.iter().find(|(known, ..)| *known == field) {
                Some((_, act, Some(said))) => self.compare(thing, field, Some(*act), value, said.clone()),
                Some((_, _, None)) => self.done.untold += 1,
                None => {}
            }
        }
    }

    /// Shows a row of what was shown before: which of the two is read, nobody knows.
    pub fn row_again(&mut self, thing: &Thing) {
        let act = self.told.get(thing).map(|told| told.act);
        self.unannounced(thing, act);
    }

    /// Shows a dossier. One that was never filed nor withdrawn is no matter of the journal, as long as it is a draft.
    pub fn dossier(&mut self, id: DossierId, stands: Vec<(Field, Value)>) {
        let thing = Thing::Dossier(id);
        let draft = |(field, value): &(Field, Value)| match field {
            Field::State => *value == Value::text("draft"),
            Field::Number | Field::Filing => *value == Value::Nothing,
            _ => true,
        };
        if self.told.contains_key(&thing) || !stands.iter().all(draft) {
            self.row(&thing, stands);
        }
    }

    /// Notes a stored file that is gone (`None`) or whose content is not the one that was filed.
    pub fn file(&mut self, file: &StoredFile, found: Option<Digest>) {
        let stands = found.map_or(Value::Nothing, Value::text);
        let thing = Thing::File(file.dossier, file.key.clone());
        match &file.sha256 {
            Some(sha256) => self.compare(&thing, Field::Content, file.act, stands, Value::text(sha256)),
            None if found.is_none() => self.contradict(thing, Field::Presence, file.act, stands, Value::Integer(1)),
            None => self.done.count += 1,
        }
    }

    /// Ends: whatever was told to be there and was not shown is missing.
    #[must_use]
    pub fn finish(mut self) -> Compared {
        for act in std::mem::take(&mut self.empty) {
            self.contradict(Thing::Act(act), Field::Presence, Some(act), Value::Nothing, Value::Integer(1));
        }
        let missing = self.told.iter().filter(|(_, told)| told.exists && !told.seen);
        let missing: Vec<_> = missing.map(|(thing, told)| (thing.clone(), told.act)).collect();
        for (thing, act) in missing {
            self.contradict(thing, Field::Presence, Some(act), Value::Nothing, Value::Integer(1));
        }
        self.done
    }

    /// A row that should not be there: no act tells of it, or this one ended it.
    fn unannounced(&mut self, thing: &Thing, act: Option<i64>) {
        let untold = match thing {
            Thing::Award(_) => self.lines_untold,
            Thing::Track(_) => self.tracks_untold,
            _ => false,
        };
        if act.is_none() && untold {
            self.done.untold += 1;
            return;
        }
        self.contradict(thing.clone(), Field::Presence, act, Value::Integer(1), Value::Nothing);
    }

    /// Whether what stands there may be the doing of an act whose content was erased. What an act told after it stands as
    /// it told it.
    fn may_be_of_an_erased(&self, thing: &Thing, act: Option<i64>) -> bool {
        let apart = |of: Option<DossierId>| of.zip(thing.dossier()).is_some_and(|(of, about)| of != about);
        let kinds = thing.tellers().iter().filter_map(|kind| self.erased.get(kind));
        kinds.flatten().any(|(of, erased)| !apart(*of) && act.is_none_or(|told| told < *erased))
    }

    fn compare(&mut self, thing: &Thing, field: Field, act: Option<i64>, stands: Value, said: Value) {
        if stands == said {
            self.done.count += 1;
        } else {
            self.contradict(thing.clone(), field, act, stands, said);
        }
    }

    fn contradict(&mut self, thing: Thing, field: Field, act: Option<i64>, stands: Value, said: Value) {
        if self.may_be_of_an_erased(&thing, act) {
            self.done.untold += 1;
            return;
        }
        self.done.count += 1;
        let act = act.and_then(|seq| self.acts.get(&seq)).copied();
        let number = thing.dossier().and_then(|id| self.numbers.get(&id)).cloned();
        self.done.contradictions.push(Contradiction { act, thing, number, field, stands, said });
    }
}
