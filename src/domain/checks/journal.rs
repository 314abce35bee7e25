//! Checks of [`crate::journal`].

use proptest::prelude::*;
use serde_json::{Value, json};

use super::canonical::value;
use crate::{
    canonical::{Digest, NotCanonical},
    journal::{
        Anchor, Broken, Content, Draft, Event, EventKind, ExportLine, Head, NotALine, Reason, Salt, Tells, Verified,
        View, append, genesis, is_public, verify,
    },
    permissions::{Decision, Role, decide},
    time::Instant,
};

const SLUG: &str = "ptce-2013";

/// A chain with these payloads; kinds, instants and salts follow from the place.
fn chain(payloads: &[Value]) -> Vec<Event> {
    let mut head = Head::start(SLUG);
    let mut events = Vec::new();
    for (i, payload) in payloads.iter().enumerate() {
        let draft = Draft {
            actor: format!("user:{}", i % 3),
            kind: EventKind::ALL[i % EventKind::ALL.len()],
            subject: format!("dossier:{i}"),
            payload: payload.clone(),
        };
        let at = Instant::from_micros(1_380_880_800_000_000 + i64::try_from(i).unwrap());
        let event = append(&head, draft, at, Salt::new(Digest::of(&[u8::try_from(i).unwrap()]).0)).unwrap();
        head = head.after(&event);
        events.push(event);
    }
    events
}

fn lines(events: &[Event], view: View) -> Vec<ExportLine> {
    events.iter().map(|event| ExportLine::of(event, view)).collect()
}

fn numbered(count: i64) -> Vec<Event> {
    chain(&(0..count).map(|i| json!({ "amount_cents": i, "note": null })).collect::<Vec<_>>())
}

fn anchor(events: &[Event]) -> Anchor {
    events.last().map(|event| Anchor { seq: event.seq, hash: event.hash }).unwrap()
}

#[test]
fn names_of_kinds_are_stable() {
    let names: Vec<&str> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(
        names.join(" "),
        "call_imported call_published role_granted role_revoked dossier_filed dossier_reopened dossier_withdrawn \
         late_filing_refused finding_decided verdict_given eligible_base_corrected interests_declared \
         reviewer_assigned assignment_returned review_submitted ranking_frozen proposal_changed \
         proposal_adopted_by_chair proposal_adopted_by_secretary decision_signed results_published \
         content_erased"
    );
    for kind in EventKind::ALL {
        assert_eq!(kind.as_str().parse(), Ok(*kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), json!(kind.as_str()));
    }
}

/// The bytes that are hashed are a promise to whoever verifies with another program: written out here.
#[test]
fn hashes_cover_the_documented_bytes() {
    let event = numbered(1).remove(0);
    let commitment = format!(
        r#"{{"actor":"user:0","payload":{{"amount_cents":0,"note":null}},"salt":"{}","subject":"dossier:0"}}"#,
        event.salt.unwrap()
    );
    assert_eq!(event.commitment, Digest::of(commitment.as_bytes()));
    let hashed = format!(
        r#"{{"at":1380880800000000,"call":"ptce-2013","commitment":"{}","kind":"call_imported","prev":"{}","seq":1}}"#,
        event.commitment,
        genesis(SLUG)
    );
    assert_eq!(event.hash, Digest::of(hashed.as_bytes()));
    assert_eq!(genesis(SLUG), Digest::of(b"laureat-journal-1:ptce-2013"));
}

#[test]
fn both_exports_of_a_chain_verify() {
    let events = numbered(25);
    for (view, withheld) in [(View::Restricted, 0), (View::Public, 20)] {
        let expected = Ok(Verified { count: 25, withheld, sealed: 0, head: events[24].hash });
        assert_eq!(verify(&lines(&events, view), SLUG, &[anchor(&events), anchor(&events[..7])]), expected);
    }
    assert_eq!(verify(&[], SLUG, &[]), Ok(Verified { count: 0, withheld: 0, sealed: 0, head: genesis(SLUG) }));
}

#[test]
fn an_erased_event_verifies_and_is_counted() {
    let mut events = numbered(4);
    for event in &mut events[1..3] {
        (event.actor, event.subject, event.salt, event.payload) = (String::new(), String::new(), None, Value::Null);
    }
    let expected = Ok(Verified { count: 4, withheld: 2, sealed: 0, head: events[3].hash });
    assert_eq!(verify(&lines(&events, View::Restricted), SLUG, &[anchor(&events)]), expected);
    events[2].kind = EventKind::RoleRevoked;
    assert_eq!(verify(&lines(&events, View::Restricted), SLUG, &[]).unwrap_err().seq, 3, "its public part still holds");
}

#[test]
fn a_public_export_says_nothing_of_what_is_withheld() {
    for event in numbered(21) {
        let line = ExportLine::of(&event, View::Public);
        let text = line.to_text().unwrap();
        assert_eq!(line.content == Content::Withheld, !is_public(event.kind));
        assert_eq!(text.contains(r#""withheld":true"#), !is_public(event.kind));
        for secret in [event.actor, event.subject, event.salt.unwrap().to_string(), "amount_cents".to_owned()] {
            assert_eq!(text.contains(&secret), is_public(event.kind), "{text}");
        }
    }
}

#[test]
fn payloads_that_cannot_be_hashed_are_refused() {
    let draft =
        |payload| Draft { actor: String::new(), kind: EventKind::VerdictGiven, subject: String::new(), payload };
    let add = |payload| append(&Head::start(SLUG), draft(payload), Instant::from_micros(0), Salt::new([0; 32]));
    assert_eq!(add(json!({ "rate": 0.2 })), Err(NotCanonical::Float));
    assert_eq!(add(json!(u64::MAX)), Err(NotCanonical::IntegerTooLarge));
    assert!(add(Value::Null).is_ok());
}

#[test]
fn lines_are_read_only_in_their_canonical_form() {
    fn check(text: &str, expected: NotALine) {
        assert_eq!(text.parse::<ExportLine>(), Err(expected), "{text}");
    }
    let event = numbered(2).remove(1);
    let text = ExportLine::of(&event, View::Restricted).to_text().unwrap();
    assert_eq!(text.parse(), Ok(ExportLine::of(&event, View::Restricted)));
    check(&format!("{text} "), NotALine::NotCanonical);
    check(&text.replace(r#""amount_cents":1"#, r#""amount_cents":9,"amount_cents":1"#), NotALine::NotCanonical);
    check(&text.replace(r#""amount_cents":1"#, r#""amount_cents":1.0"#), NotALine::NotCanonical);
    check(&text.replace(r#""amount_cents":1,"#, r#""amount_cents":1, "#), NotALine::NotCanonical);
    check(&text.replace(r#""seq":2"#, r#""seq":2,"withheld":true"#), NotALine::Shape);
    check(&text.replace(r#""actor":"user:1","#, ""), NotALine::Shape);
    check(&text.replace(r#""actor""#, r#""author""#), NotALine::Shape);
    check("", NotALine::Shape);
    check("{}", NotALine::Shape);
}

#[test]
fn anchors_are_written_and_read() {
    let anchor = anchor(&numbered(3));
    assert_eq!(anchor.to_string(), format!("3:{}", anchor.hash));
    assert_eq!(anchor.to_string().parse(), Ok(anchor));
    assert_eq!(format!(" 3:{} ", anchor.hash.to_string().to_uppercase()).parse(), Ok(anchor));
    for wrong in [
        "",
        "3",
        ":",
        "3:",
        "3:abc",
        &format!("0:{}", anchor.hash),
        &format!("-1:{}", anchor.hash),
        &anchor.hash.to_string(),
    ] {
        assert!(wrong.parse::<Anchor>().is_err(), "{wrong}");
    }
}

#[test]
fn a_sealed_line_tells_its_place_and_nothing_else() {
    let events = numbered(5);
    let mut lines = lines(&events, View::Restricted);
    for n in [1, 3] {
        lines[n] = ExportLine::sealed(events[n].seq, events[n].prev_hash, events[n].hash);
        let text = lines[n].to_text().unwrap();
        assert_eq!(text.parse(), Ok(lines[n].clone()));
        let keys: Vec<String> =
            serde_json::from_str::<serde_json::Map<_, _>>(&text).unwrap().into_iter().map(|(k, _)| k).collect();
        assert_eq!(keys, ["hash", "prev_hash", "sealed", "seq"]);
    }
    let expected = Verified { count: 5, withheld: 0, sealed: 2, head: events[4].hash };
    assert_eq!(verify(&lines, SLUG, &[anchor(&events)]), Ok(expected));
    // What follows a sealed line is linked to it, and an anchor on it holds it.
    lines[3].hash = events[0].hash;
    assert_eq!(verify(&lines, SLUG, &[]), Err(Broken { seq: 5, reason: Reason::Previous }));
    let on_it = crate::journal::Anchor { seq: 4, hash: events[3].hash };
    assert_eq!(verify(&lines, SLUG, &[on_it]), Err(Broken { seq: 4, reason: Reason::Anchor }));
    let mixed = r#"{"at":0,"hash":"HASH","prev_hash":"HASH","sealed":true,"seq":1}"#
        .replace("HASH", &events[0].hash.to_string());
    assert_eq!(mixed.parse::<ExportLine>(), Err(NotALine::Shape));
}

#[test]
fn breaks_are_named() {
    let events = numbered(5);
    let whole = lines(&events, View::Restricted);
    let check = |edit: &dyn Fn(&mut Vec<ExportLine>), seq: i64, reason: Reason| {
        let mut lines = whole.clone();
        edit(&mut lines);
        assert_eq!(verify(&lines, SLUG, &[anchor(&events)]), Err(Broken { seq, reason }));
    };
    check(&|lines| drop(lines.remove(1)), 2, Reason::Sequence { found: 3 });
    check(&|lines| lines.swap(2, 3), 3, Reason::Sequence { found: 4 });
    check(&|lines| lines.truncate(3), 5, Reason::Truncated);
    check(&|lines| lines.clear(), 5, Reason::Truncated);
    check(&|lines| lines[3].prev_hash = lines[1].hash, 4, Reason::Previous);
    check(&|lines| lines[2].at = lines[2].at.plus_seconds(1), 3, Reason::Hash);
    check(&|lines| lines[0].kind = "call_published".into(), 1, Reason::Hash);
    check(&|lines| lines[4].content = lines[3].content.clone(), 5, Reason::Commitment);
    check(&|lines| lines[4].at = Instant::from_micros(i64::MAX), 5, Reason::NotCanonical);
    assert_eq!(verify(&whole, "ptce-2014", &[]), Err(Broken { seq: 1, reason: Reason::Previous }));
    // A chain written anew from the second event holds by itself: only the anchor tells.
    let mut payloads: Vec<Value> = events.iter().map(|event| event.payload.clone()).collect();
    payloads[1] = json!("rewritten");
    let forged = lines(&chain(&payloads), View::Restricted);
    assert!(verify(&forged, SLUG, &[anchor(&events[..1])]).is_ok());
    assert_eq!(verify(&forged, SLUG, &[anchor(&events)]), Err(Broken { seq: 5, reason: Reason::Anchor }));
}

#[test]
fn a_broken_verifier_stays_broken() {
    let lines = lines(&numbered(3), View::Public);
    let mut verifier = crate::journal::Verifier::new(SLUG, &[]);
    let broken = verifier.push(&lines[1]).unwrap_err();
    assert_eq!(verifier.push(&lines[0]), Err(broken));
    assert_eq!(verifier.finish(), Err(broken));
}

/// A change of the lines of a file.
type Edit<'a> = &'a dyn Fn(&mut Vec<String>);

/// Reads and verifies a file, as the command line does.
fn holds(file: &[u8], anchor: Anchor) -> bool {
    let Ok(text) = std::str::from_utf8(file) else { return false };
    let lines: Result<Vec<ExportLine>, _> = text.lines().map(str::parse).collect();
    lines.is_ok_and(|lines| verify(&lines, SLUG, &[anchor]).is_ok())
}

proptest! {
    #[test]
    fn any_change_of_a_byte_a_line_or_an_order_is_found(
        payloads in prop::collection::vec(value(), 2..7),
        public: bool,
        place: prop::sample::Index,
        other: prop::sample::Index,
        flip in 1..=255_u8,
    ) {
        let events = chain(&payloads);
        let (last, view) = (anchor(&events), if public { View::Public } else { View::Restricted });
        let texts: Vec<String> = lines(&events, view).iter().map(|line| line.to_text().unwrap()).collect();
        let file = texts.join("\n").into_bytes();
        prop_assert!(holds(&file, last));

        let mut changed = file.clone();
        changed[place.index(file.len())] ^= flip;
        prop_assert!(!holds(&changed, last), "{}", String::from_utf8_lossy(&changed));
        let mut shorter = file.clone();
        shorter.remove(place.index(file.len()));
        prop_assert!(!holds(&shorter, last), "{}", String::from_utf8_lossy(&shorter));
        prop_assert!(!holds(&file[..place.index(file.len())], last));

        let (a, b) = (place.index(texts.len()), other.index(texts.len()));
        let edits: [Edit<'_>; 3] =
            [&|t| drop(t.remove(a)), &|t| t.insert(b, t[a].clone()), &|t| t.swap(a, b)];
        for edit in edits {
            let mut edited = texts.clone();
            edit(&mut edited);
            prop_assert_eq!(holds(edited.join("\n").as_bytes(), last), edited == texts);
        }
    }

    #[test]
    fn any_change_of_a_field_is_found(payloads in prop::collection::vec(value(), 1..5), place: prop::sample::Index, new in value()) {
        let events = chain(&payloads);
        let whole = lines(&events, View::Restricted);
        let at = place.index(whole.len());
        let edits: [fn(&mut ExportLine, &Value); 9] = [
            |line, _| line.seq += 1,
            |line, _| line.at = Instant::from_micros(line.at.micros() ^ 1),
            |line, _| line.kind.push('x'),
            |line, _| line.commitment.0[31] ^= 1,
            |line, _| line.prev_hash.0[0] ^= 128,
            |line, _| line.hash.0[7] ^= 4,
            |line, _| if let Content::Open { actor, .. } = &mut line.content { actor.push(' ') },
            |line, _| if let Content::Open { subject, .. } = &mut line.content { subject.clear() },
            |line, new| if let Content::Open { payload, .. } = &mut line.content { *payload = json!([new, payload]) },
        ];
        for edit in edits {
            let mut edited = whole.clone();
            edit(&mut edited[at], &new);
            // Without any anchor: the line itself tells.
            prop_assert!(verify(&edited, SLUG, &[]).is_err());
        }
    }
}

#[test]
fn every_kind_is_written_under_an_action_that_somebody_may_do() {
    for kind in EventKind::ALL {
        assert!(!kind.done_by().is_empty(), "{kind:?}");
        for action in kind.done_by() {
            assert!(Role::ALL.iter().any(|role| decide(&[*role], *action) == Decision::Allowed), "{kind:?} {action:?}");
        }
    }
}

#[test]
fn what_anybody_may_read_of_the_journal_is_withheld_from_nobody() {
    for kind in EventKind::ALL.iter().filter(|kind| is_public(**kind)) {
        assert_eq!(kind.tells(), Tells::TheCall, "{kind:?}");
    }
    assert_eq!(EventKind::RankingFrozen.tells(), Tells::TheWholeList);
    assert_eq!(EventKind::VerdictGiven.tells(), Tells::OneSubject);
}
