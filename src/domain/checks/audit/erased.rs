//! What was erased of the journal excuses what it may have told, and nothing that a later act tells.

use super::*;

/// Tells an act about a dossier whose content was erased since.
fn empty(told: &mut Told, kind: EventKind) -> i64 {
    let draft = Draft { actor: "user:?".into(), kind, subject: "?".into(), payload: json!({}) };
    let event = append(&told.head, draft, instant(told.head.seq + 1), Salt::new([7; 32])).unwrap();
    told.head = told.head.after(&event);
    told.audit.tell(&Event { salt: None, actor: String::new(), subject: String::new(), payload: Json::Null, ..event });
    event.seq
}

fn tell_erased(told: &mut Told, n: u8, act: i64, kind: EventKind) {
    let payload = json!({ "act": act, "kind": kind, "reason": "Fin de conservation." });
    told.act("command-line", EventKind::ContentErased, &format!("dossier:{}", dossier(n)), payload);
}

/// Two filed dossiers, and an act on one of them that was emptied.
fn two_filed() -> (Told, i64) {
    let mut told = Told::imported();
    told.filed("{}");
    let payload = json!({ "digest": Digest::of(b"{}"), "number": "2013-0002", "track": "emergence",
        "requested_cents": 900, "eligible_base_cents": 4_000 });
    told.act("user:?", EventKind::DossierFiled, &format!("dossier:{}", dossier(2)), payload);
    let act = empty(&mut told, EventKind::VerdictGiven);
    (told, act)
}

#[test]
fn an_erased_act_excuses_what_was_told_of_its_dossier_before_it_and_nothing_else() {
    let (mut told, act) = two_filed();
    tell_erased(&mut told, 1, act, EventKind::VerdictGiven);
    told.audit.dossier(dossier(1), state("admissible"));
    assert_eq!(told.audit.contradictions(), 0, "the erased act may have said so");
    told.audit.dossier(dossier(2), state("admissible"));
    assert_eq!(told.audit.contradictions(), 1, "the erased act was about another dossier");
    told.of_dossier(EventKind::DossierReopened, json!({}));
    told.filed("{}");
    told.audit.dossier(dossier(1), state("admissible"));
    assert_eq!(told.audit.contradictions(), 2, "it was filed again after that");
}

#[test]
fn an_act_that_is_empty_without_an_erasure_or_full_after_one_is_named() {
    let (mut told, act) = two_filed();
    told.audit.dossier(dossier(1), state("admissible"));
    assert_eq!(told.audit.contradictions(), 1, "nothing tells what the empty act was about");
    let done = told.audit.finish();
    assert_eq!(about(&done, &Thing::Act(act)).len(), 1);
    let mut told = Told::imported();
    let filed = told.filed("{}").seq;
    tell_erased(&mut told, 1, filed, EventKind::VerdictGiven);
    assert_eq!(about(&told.audit.finish(), &Thing::Act(filed)).len(), 1);
}

#[test]
fn an_erased_filing_is_empty_and_says_nothing_of_what_it_held() {
    let look = |text: &str| {
        let mut told = Told::imported();
        let event = told.filed(&snapshot());
        let said =
            json!({ "filings": [{ "number": 1, "digest": Digest::of(snapshot().as_bytes()) }], "reason": "Fin." });
        told.of_dossier(EventKind::ContentErased, said);
        let row = FilingRow { snapshot: text.to_owned(), ..filing(&snapshot(), &event) };
        let files = told.audit.filing(&row, &BTreeMap::new());
        (files.len(), told.audit.contradictions())
    };
    assert_eq!(look(""), (0, 0));
    assert_eq!(look(&snapshot()), (0, 1), "it is told that it was erased");
}

#[test]
fn a_row_that_is_there_twice_is_named() {
    let mut told = Told::imported();
    told.filed("{}");
    let decision = Thing::Decision("DEC-1".into());
    told.of_call(EventKind::ProposalChanged, json!({ "computed": true, "reference": "DEC-1", "lines": [] }));
    told.audit.row(&decision, []);
    assert_eq!(told.audit.contradictions(), 0);
    told.audit.row_again(&decision);
    assert_eq!(about(&told.audit.finish(), &decision).len(), 1);
}
