//! What was erased of the journal excuses what it may have told, and nothing that a later act tells.

use super::*;

/// Tells an act whose content was erased since.
fn erased(told: &mut Told, kind: EventKind) {
    let draft = Draft { actor: "worker".into(), kind, subject: "?".into(), payload: json!({}) };
    let event = append(&told.head, draft, instant(told.head.seq + 1), Salt::new([7; 32])).unwrap();
    told.head = told.head.after(&event);
    told.audit.tell(&Event { salt: None, actor: String::new(), subject: String::new(), payload: Json::Null, ..event });
}

#[test]
fn an_erased_act_excuses_what_was_told_before_it_and_nothing_after() {
    let mut told = Told::imported();
    told.filed("{}");
    erased(&mut told, EventKind::DossierWithdrawn);
    told.audit.dossier(dossier(1), state("withdrawn"));
    assert_eq!(told.audit.contradictions(), 0, "the erased act may have withdrawn it");
    told.of_dossier(EventKind::DossierReopened, json!({}));
    told.filed("{}");
    told.audit.dossier(dossier(1), state("withdrawn"));
    assert_eq!(told.audit.contradictions(), 1, "it was filed again after that");
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
