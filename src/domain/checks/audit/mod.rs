//! Checks of [`crate::audit`]: what acts leave behind, and what is told of rows that say otherwise.

mod erased;

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::call_file::PTCE_2013;
use crate::{
    audit::{Act, Audit, Compared, Contradiction, DocumentRow, Field, FilingRow, FindingRow, ReviewRow, Thing, Value},
    canonical::{Digest, to_text},
    ids::{AssignmentId, DocumentId, DossierId, RevisionId, SubmissionId, UserId},
    journal::{Draft, Event, EventKind, Head, Salt, append},
    money::Cents,
    time::Instant,
};

fn instant(seq: i64) -> Instant {
    Instant::from_micros(1_380_880_800_000_000 + seq)
}

fn random(n: u8) -> (Instant, [u8; 10]) {
    (instant(0), [n; 10])
}

fn dossier(n: u8) -> DossierId {
    DossierId::mint(random(n).0, random(n).1)
}

fn user(n: u8) -> UserId {
    UserId::mint(random(n).0, random(n).1)
}

fn assignment(n: u8) -> AssignmentId {
    AssignmentId::mint(random(n).0, random(n).1)
}

fn revision() -> RevisionId {
    RevisionId::mint(random(1).0, random(1).1)
}

/// A call of which acts are told one after the other.
struct Told {
    head: Head,
    audit: Audit,
}

impl Told {
    /// The call of 2013, imported.
    fn imported() -> Self {
        Self::with(PTCE_2013, json!({ "revision": revision(), "sha256": Digest::of(PTCE_2013.as_bytes()) }))
    }

    fn with(source: &str, payload: Json) -> Self {
        let audit = Audit::new([(revision(), source.to_owned())]);
        let mut told = Self { head: Head::start("ptce-2013"), audit };
        told.act("command-line", EventKind::CallImported, "call:ptce-2013", payload);
        told
    }

    fn act(&mut self, actor: &str, kind: EventKind, subject: &str, payload: Json) -> Event {
        let draft = Draft { actor: actor.into(), kind, subject: subject.into(), payload };
        let at = instant(self.head.seq + 1);
        let event = append(&self.head, draft, at, Salt::new([7; 32])).unwrap();
        self.head = self.head.after(&event);
        self.audit.tell(&event);
        event
    }

    fn of_dossier(&mut self, kind: EventKind, payload: Json) -> Event {
        self.act(&format!("user:{}", user(1)), kind, &format!("dossier:{}", dossier(1)), payload)
    }

    fn of_call(&mut self, kind: EventKind, payload: Json) -> Event {
        self.act(&format!("user:{}", user(1)), kind, "call:ptce-2013", payload)
    }

    /// Files dossier 1 with this text.
    fn filed(&mut self, text: &str) -> Event {
        let payload = json!({
            "digest": Digest::of(text.as_bytes()), "number": "2013-0001", "track": "emergence",
            "requested_cents": 900, "eligible_base_cents": 4_000,
        });
        self.of_dossier(EventKind::DossierFiled, payload)
    }

    fn act_of(&self, seq: i64, kind: EventKind) -> Option<Act> {
        Some(Act { seq, kind, at: instant(seq) })
    }
}

fn state(word: &str) -> Vec<(Field, Value)> {
    vec![(Field::State, Value::text(word))]
}

/// Contradictions about this thing alone: the rows of others are not shown in most cases.
fn about<'a>(done: &'a Compared, thing: &Thing) -> Vec<&'a Contradiction> {
    done.contradictions.iter().filter(|one| one.thing == *thing).collect()
}

#[test]
fn a_doubled_envelope_contradicts_the_import() {
    let mut told = Told::imported();
    let right = |code: &str| Value::Money(Cents(if code == "emergence" { 100_000_000 } else { 200_000_000 }));
    told.audit.row(&Thing::Call, [(Field::Envelope, Value::Money(Cents(600_000_000)))]);
    for code in ["emergence", "consolidation"] {
        told.audit.row(&Thing::Track(code.into()), [(Field::Envelope, right(code))]);
    }
    let act = told.act_of(1, EventKind::CallImported);
    let done = told.audit.finish();
    let expected = Contradiction {
        act,
        thing: Thing::Call,
        number: None,
        field: Field::Envelope,
        stands: Value::Money(Cents(600_000_000)),
        said: Value::Money(Cents(300_000_000)),
    };
    assert_eq!(about(&done, &Thing::Call), [&expected]);
    assert!(about(&done, &Thing::Track("emergence".into())).is_empty(), "{done:?}");
}

#[test]
fn a_forged_text_hides_no_forged_sum_that_the_import_told() {
    let forged = PTCE_2013.replace("envelope = 3_000_000\n", "envelope = 9_000_000\n");
    let digest = Digest::of(PTCE_2013.as_bytes());
    let told_by_act = json!({ "revision": revision(), "sha256": digest, "envelope": 300_000_000, "tracks": [] });
    for (payload, contradicted) in [(told_by_act, 1), (json!({ "revision": revision(), "sha256": digest }), 0)] {
        let mut told = Told::with(&forged, payload);
        let stands = [(Field::Content, Value::text(Digest::of(forged.as_bytes())))];
        told.audit.row(&Thing::Revision(revision()), stands);
        told.audit.row(&Thing::Call, [(Field::Envelope, Value::Money(Cents(900_000_000)))]);
        let done = told.audit.finish();
        assert_eq!(about(&done, &Thing::Revision(revision())).len(), 1, "the text itself is named");
        assert_eq!(about(&done, &Thing::Call).len(), contradicted, "{done:?}");
        assert_eq!(done.untold, 1 - u64::try_from(contradicted).unwrap(), "an older import does not tell the sum");
    }
}

#[test]
fn what_an_act_makes_must_be_there_and_what_it_ends_must_not() {
    let mut told = Told::imported();
    let chair = Thing::Role(user(1), "chair".into());
    let role = |told: &mut Told, n, kind| {
        told.act("command-line", kind, &format!("user:{}", user(n)), json!({ "role": "chair" }));
    };
    role(&mut told, 1, EventKind::RoleGranted);
    role(&mut told, 2, EventKind::RoleGranted);
    role(&mut told, 2, EventKind::RoleRevoked);
    told.audit.row(&Thing::Role(user(2), "chair".into()), []);
    told.audit.row(&Thing::Role(user(3), "chair".into()), []);
    let done = told.audit.finish();
    let acts = |n| {
        let found = about(&done, &Thing::Role(user(n), "chair".into()));
        found.iter().map(|one| (one.act.map(|act| act.kind), one.stands == Value::Nothing)).collect::<Vec<_>>()
    };
    assert_eq!(about(&done, &chair).len(), 1);
    assert_eq!(acts(1), [(Some(EventKind::RoleGranted), true)], "granted and gone");
    assert_eq!(acts(2), [(Some(EventKind::RoleRevoked), false)], "revoked and there");
    assert_eq!(acts(3), [(None, false)], "no act tells of it");
}

#[test]
fn the_state_of_a_dossier_follows_its_acts() {
    use EventKind as K;
    let reviewers = [user(2), user(3)];
    let mut steps: Vec<(K, Json, &str)> = vec![
        (K::DossierReopened, json!({}), "filed"),
        (
            K::VerdictGiven,
            json!({ "verdict": "admissibility", "ruling": "favourable", "motive": "", "state": "filed" }),
            "filed",
        ),
        (
            K::VerdictGiven,
            json!({ "verdict": "eligibility", "ruling": "favourable", "motive": "", "state": "admissible" }),
            "admissible",
        ),
    ];
    for (n, reviewer) in (1..).zip(reviewers) {
        steps.push((K::ReviewerAssigned, json!({ "assignment": assignment(n), "reviewer": reviewer }), "in_review"));
    }
    let returned = json!({ "assignment": assignment(2), "state": "returned", "reason": "Trop loin." });
    steps.push((K::AssignmentReturned, returned, "in_review"));
    steps.push((K::ReviewSubmitted, json!({ "assignment": assignment(1), "scores": {}, "sha256": "" }), "in_review"));
    steps.push((K::ReviewerAssigned, json!({ "assignment": assignment(3), "reviewer": user(4) }), "in_review"));
    steps.push((K::ReviewSubmitted, json!({ "assignment": assignment(3), "scores": {}, "sha256": "" }), "reviewed"));
    for count in 0..=steps.len() {
        let mut told = Told::imported();
        told.filed("{}");
        let mut expected = "filed";
        for (kind, payload, state) in &steps[..count] {
            told.of_dossier(*kind, payload.clone());
            expected = state;
        }
        told.audit.dossier(dossier(1), state(expected));
        assert_eq!(told.audit.contradictions(), 0, "after {count} steps, {expected}");
        told.audit.dossier(dossier(1), state("funded"));
        assert_eq!(told.audit.contradictions(), 1, "after {count} steps");
    }
}

#[test]
fn a_draft_is_no_matter_of_the_journal_until_it_claims_more() {
    let mut told = Told::imported();
    told.audit.dossier(dossier(5), state("draft"));
    assert_eq!(told.audit.contradictions(), 0);
    told.audit.dossier(dossier(6), state("funded"));
    let done = told.audit.finish();
    assert_eq!(about(&done, &Thing::Dossier(dossier(6))).len(), 1);
}

#[test]
fn an_interest_declared_before_the_ranking_takes_a_review_back() {
    for frozen in [false, true] {
        let mut told = Told::imported();
        told.filed("{}");
        told.of_dossier(EventKind::ReviewerAssigned, json!({ "assignment": assignment(1), "reviewer": user(1) }));
        told.of_dossier(EventKind::ReviewSubmitted, json!({ "assignment": assignment(1), "scores": {}, "sha256": "" }));
        if frozen {
            told.of_call(EventKind::RankingFrozen, json!({ "sha256": {} }));
        }
        let own = BTreeMap::from([(dossier(1).to_string(), "Parent.")]);
        told.act("", EventKind::InterestsDeclared, &format!("user:{}", user(1)), json!({ "interests": own }));
        let stands = if frozen { "submitted" } else { "returned" };
        told.audit.row(&Thing::Assignment(dossier(1), assignment(1)), state(stands));
        assert_eq!(told.audit.contradictions(), 0, "frozen: {frozen}");
    }
}

fn filing(text: &str, event: &Event) -> FilingRow {
    FilingRow {
        dossier: dossier(1),
        rank: 1,
        id: SubmissionId::mint(random(1).0, random(1).1),
        snapshot: text.to_owned(),
        digest: Digest::of(text.as_bytes()).to_string(),
        filed_at: event.at,
        filed_by: user(1),
        anchor: format!("{}:{}", event.seq, event.hash),
        prints: Vec::new(),
        findings: vec![FindingRow {
            rule: "ELI-2".into(),
            outcome: "respected".into(),
            decision: None,
            motive: String::new(),
            by: None,
            at: None,
        }],
    }
}

fn document() -> DocumentRow {
    DocumentRow {
        id: DocumentId::mint(random(1).0, random(1).1),
        piece: "statuts".into(),
        file_name: "statuts.pdf".into(),
        media_type: "application/pdf".into(),
        size: 9,
        sha256: Digest::of(b"statuts").to_string(),
        storage_key: "documents/1".into(),
    }
}

fn snapshot() -> String {
    let document = document();
    let text = json!({
        "revision": revision(), "lead": { "name": "A", "siret": "1", "siren": "1" },
        "documents": [{
            "id": document.id, "piece": document.piece, "file_name": document.file_name,
            "media_type": document.media_type, "size": document.size, "sha256": document.sha256,
            "storage_key": document.storage_key,
        }],
        "findings": [{ "rule": "ELI-2", "outcome": "respected" }],
    });
    to_text(&text).unwrap()
}

/// Shows a filing after a change, and gives what is told: field and act.
fn told_of(change: impl FnOnce(&mut FilingRow, &mut DocumentRow)) -> Vec<(Field, Option<EventKind>)> {
    let mut told = Told::imported();
    let event = told.filed(&snapshot());
    let (mut row, mut document) = (filing(&snapshot(), &event), document());
    change(&mut row, &mut document);
    let before = told.audit.contradictions();
    told.audit.filing(&row, &BTreeMap::from([(document.id, document)]));
    let done = told.audit.finish();
    let shown = done.contradictions[before..]
        .iter()
        .filter(|one| !matches!(one.thing, Thing::Call | Thing::Revision(_) | Thing::Track(_) | Thing::Dossier(_)));
    shown.map(|one| (one.field.clone(), one.act.map(|act| act.kind))).collect()
}

#[test]
fn a_filing_is_its_text_its_digest_its_documents_and_its_findings() {
    let filed = Some(EventKind::DossierFiled);
    assert_eq!(told_of(|_, _| {}), []);
    assert_eq!(told_of(|row, _| row.snapshot.push(' ')), [(Field::Content, filed)]);
    let forged = |row: &mut FilingRow, _: &mut DocumentRow| {
        row.snapshot.push(' ');
        row.digest = Digest::of(row.snapshot.as_bytes()).to_string();
    };
    assert_eq!(
        told_of(forged),
        [(Field::Content, filed), (Field::Digest, filed)],
        "a digest that fits the forged text"
    );
    assert_eq!(told_of(|row, _| row.anchor = "1:0".into()), [(Field::Anchor, filed)]);
    assert_eq!(told_of(|row, _| row.filed_at = instant(99)), [(Field::At, filed)]);
    assert_eq!(told_of(|_, document| document.sha256 = "0".into()), [(Field::Digest, filed)]);
    assert_eq!(told_of(|_, document| document.size = 1), [(Field::Size, filed)]);
    assert_eq!(told_of(|row, _| row.findings[0].outcome = "broken".into()), [(Field::Outcome, filed)]);
    assert_eq!(told_of(|row, _| row.findings.clear()), [(Field::Presence, filed)]);
    let decided = |row: &mut FilingRow, _: &mut DocumentRow| row.findings[0].decision = Some("overridden".into());
    assert_eq!(told_of(decided), [(Field::Presence, None)], "no act tells of that decision");
    assert_eq!(told_of(|row, _| row.dossier = dossier(2)).first(), Some(&(Field::Presence, None)));
}

#[test]
fn a_submitted_review_is_its_scores_and_the_digest_of_its_words() {
    let row = |points, overall: &str| ReviewRow {
        dossier: dossier(1),
        assignment: assignment(1),
        overall: overall.into(),
        submitted_at: Some(instant(3)),
        scores: vec![("C1".into(), points, " Bien. ".into())],
    };
    let content = json!({ "scores": { "C1": 7 }, "comments": { "C1": "Bien." }, "overall": "Oui." });
    let payload = json!({
        "assignment": assignment(1), "scores": { "C1": 7 }, "sha256": Digest::of_value(&content).unwrap(),
    });
    let mut late = row(Some(7), "Oui.");
    late.submitted_at = None;
    let mut added = row(Some(7), "Oui.");
    added.scores.push(("C9".into(), Some(10), String::new()));
    let cases = [
        (row(Some(7), "Oui."), vec![]),
        (row(Some(10), "Oui."), vec![Field::Score("C1".into())]),
        (row(None, "Oui."), vec![Field::Score("C1".into())]),
        (row(Some(7), "Non."), vec![Field::Content]),
        (late, vec![Field::At]),
        (added, vec![Field::Score("C9".into())]),
    ];
    for (row, fields) in cases {
        let mut told = Told::imported();
        told.filed("{}");
        told.of_dossier(EventKind::ReviewSubmitted, payload.clone());
        told.audit.review(&row);
        let done = told.audit.finish();
        let found = about(&done, &Thing::Review(dossier(1), assignment(1)));
        assert_eq!(found.iter().map(|one| one.field.clone()).collect::<Vec<_>>(), fields, "{row:?}");
        assert!(found.iter().all(|one| one.number.as_deref() == Some("2013-0001")));
    }
}

fn award(outcome: &str, amount: i64) -> Vec<(Field, Value)> {
    vec![(Field::Outcome, Value::text(outcome)), (Field::Amount, Value::Money(Cents(amount)))]
}

#[test]
fn a_line_is_what_the_last_act_made_of_it_and_a_change_voids_what_was_adopted() {
    use EventKind as K;
    let line = |amount: i64| json!([{ "dossier": dossier(1), "track": "emergence", "outcome": "retained", "amount": amount, "motive": "" }]);
    let mut told = Told::imported();
    told.filed("{}");
    let shows = |told: &mut Told, amount| {
        let before = told.audit.contradictions();
        told.audit.row(&Thing::Award(dossier(1)), award("retained", amount));
        told.audit.contradictions() - before
    };
    told.of_call(K::ProposalChanged, json!({ "computed": true, "reference": "DEC-1", "lines": line(800) }));
    assert_eq!((shows(&mut told, 800), shows(&mut told, 801)), (0, 1));
    for kind in [K::ProposalAdoptedByChair, K::ProposalAdoptedBySecretary] {
        told.of_call(kind, json!({ "reference": "DEC-1" }));
    }
    let after = json!({ "outcome": "retained", "amount": 700 });
    told.of_call(K::ProposalChanged, json!({ "dossier": dossier(1), "after": after, "motive": "Moins." }));
    assert_eq!((shows(&mut told, 700), shows(&mut told, 800)), (0, 1));
    let chair = Thing::Signature("DEC-1".into(), "chair".into());
    let before = told.audit.contradictions();
    told.audit.row(&chair, []);
    assert_eq!(told.audit.contradictions(), before + 1, "the adoption was voided by the change");
    told.of_call(K::DecisionSigned, json!({ "reference": "DEC-1", "awards": line(700) }));
    told.audit.dossier(dossier(1), state("funded"));
    assert_eq!(told.audit.contradictions(), before + 1);
    told.audit.row(&Thing::Award(dossier(2)), award("retained", 1));
    let done = told.audit.finish();
    assert_eq!(about(&done, &Thing::Award(dossier(2))).len(), 1, "a line that no act tells of");
}

#[test]
fn lines_of_an_older_proposal_are_counted_and_not_judged() {
    let mut told = Told::imported();
    told.filed("{}");
    told.of_call(EventKind::ProposalChanged, json!({ "computed": true, "reference": "DEC-1", "sha256": "" }));
    told.audit.row(&Thing::Award(dossier(1)), award("retained", 800));
    assert_eq!(told.audit.contradictions(), 0);
    assert_eq!(told.audit.finish().untold, 1);
}
