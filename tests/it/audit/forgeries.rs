//! Rows changed by hand, each with the act that it must be told to contradict.

use std::collections::BTreeSet;

use domain::{
    audit::{Contradiction, Field, Thing},
    journal::EventKind,
};

use super::{Scene, check};

/// A forgery with what it must be told as: the act that it contradicts, the place, what stands and what was said.
struct Forgery {
    sql: String,
    act: Option<EventKind>,
    place: fn(&Thing) -> bool,
    field: Field,
}

/// The forgeries, each on a table or a dossier of its own: the next one is told beside those before.
fn forgeries() -> Vec<Forgery> {
    use EventKind as K;
    let dossier = |n: usize| format!("(SELECT id FROM dossiers WHERE number = '2013-000{n}')");
    let filing = |n: usize| format!("dossier_id = {}", dossier(n));
    let mut list = Vec::new();
    let mut add = |sql: String, act: Option<K>, place: fn(&Thing) -> bool, field: Field| {
        list.push(Forgery { sql, act, place, field });
    };
    let text = str::to_owned;
    add(
        text("UPDATE calls SET envelope_cents = envelope_cents * 2"),
        Some(K::CallImported),
        |thing| *thing == Thing::Call,
        Field::Envelope,
    );
    add(
        text("UPDATE tracks SET award_max_cents = 99900 WHERE code = 'emergence'"),
        Some(K::CallImported),
        |thing| *thing == Thing::Track("emergence".into()),
        Field::Ceiling,
    );
    add(
        text("UPDATE calls SET closes_at = closes_at + 86400000000"),
        Some(K::CallImported),
        |thing| *thing == Thing::Call,
        Field::Closes,
    );
    add(
        text("UPDATE calls SET results_published_at = NULL"),
        Some(K::ResultsPublished),
        |thing| *thing == Thing::Call,
        Field::ResultsAt,
    );
    add(
        format!(
            "UPDATE scores SET half_points = 1 WHERE criterion = 'C1' AND review_id IN
             (SELECT id FROM reviews WHERE {})",
            filing(1)
        ),
        Some(K::ReviewSubmitted),
        |thing| matches!(thing, Thing::Review(..)),
        Field::Score("C1".into()),
    );
    add(
        format!("UPDATE reviews SET overall = 'Excellent.' WHERE {}", filing(2)),
        Some(K::ReviewSubmitted),
        |thing| matches!(thing, Thing::Review(..)),
        Field::Content,
    );
    add(
        format!("DELETE FROM awards WHERE {}", filing(1)),
        Some(K::DecisionSigned),
        |thing| matches!(thing, Thing::Award(_)),
        Field::Presence,
    );
    add(
        format!("UPDATE awards SET amount_cents = 100 WHERE {}", filing(2)),
        Some(K::DecisionSigned),
        |thing| matches!(thing, Thing::Award(_)),
        Field::Amount,
    );
    add(
        text("UPDATE rankings SET content = '{}' WHERE track_code = 'emergence'"),
        Some(K::RankingFrozen),
        |thing| *thing == Thing::Ranking("emergence".into()),
        Field::Content,
    );
    add(
        format!(
            "UPDATE admissibility_verdicts SET favourable = NOT favourable WHERE kind = 'eligibility' AND {}",
            filing(3)
        ),
        Some(K::VerdictGiven),
        |thing| *thing == Thing::Verdict(thing.dossier().unwrap(), "eligibility".into()),
        Field::Outcome,
    );
    add(
        format!("UPDATE submissions SET snapshot = REPLACE(snapshot, 'essai', 'fraude') WHERE {}", filing(1)),
        Some(K::DossierFiled),
        |thing| matches!(thing, Thing::Filing(_, 1)),
        Field::Content,
    );
    add(
        format!("UPDATE submissions SET event_seq = 1 WHERE {}", filing(2)),
        Some(K::DossierFiled),
        |thing| matches!(thing, Thing::Filing(_, 1)),
        Field::Anchor,
    );
    add(
        format!("UPDATE documents SET sha256 = '{}' WHERE piece = 'statuts' AND {}", "0".repeat(64), filing(3)),
        Some(K::DossierFiled),
        |thing| matches!(thing, Thing::Document(..)),
        Field::Digest,
    );
    add(
        format!("UPDATE findings SET outcome = 'broken' WHERE rule = 'ELI-2' AND {}", filing(3)),
        Some(K::DossierFiled),
        |thing| matches!(thing, Thing::Finding(..)),
        Field::Outcome,
    );
    add(
        format!("UPDATE findings SET decision = 'overridden' WHERE rule = 'ELI-2' AND {}", filing(4)),
        Some(K::FindingDecided),
        |thing| matches!(thing, Thing::Finding(..)),
        Field::Decision,
    );
    add(
        text("UPDATE dossiers SET state = 'funded' WHERE number = '2013-0005'"),
        Some(K::DecisionSigned),
        |thing| matches!(thing, Thing::Dossier(_)),
        Field::State,
    );
    add(
        text("UPDATE dossiers SET eligible_base_cents = 1 WHERE number = '2013-0005'"),
        Some(K::VerdictGiven),
        |thing| matches!(thing, Thing::Dossier(_)),
        Field::Base,
    );
    add(
        text("UPDATE dossiers SET requested_cents = 1 WHERE number = '2013-0005'"),
        Some(K::DossierFiled),
        |thing| matches!(thing, Thing::Dossier(_)),
        Field::Requested,
    );
    add(
        text("UPDATE dossiers SET lead_name = 'Une autre association' WHERE number = '2013-0005'"),
        Some(K::DossierFiled),
        |thing| matches!(thing, Thing::Dossier(_)),
        Field::LeadName,
    );
    add(
        text(
            "UPDATE assignments SET state = 'returned' WHERE dossier_id = (SELECT id FROM dossiers WHERE number = '2013-0005')",
        ),
        Some(K::ReviewSubmitted),
        |thing| matches!(thing, Thing::Assignment(..)),
        Field::State,
    );
    add(
        text("DELETE FROM declarations WHERE user_id = (SELECT MAX(reviewer_id) FROM assignments)").replace(
            "(SELECT MAX(reviewer_id) FROM assignments)",
            "(SELECT reviewer_id FROM assignments ORDER BY id LIMIT 1)",
        ),
        Some(K::InterestsDeclared),
        |thing| matches!(thing, Thing::Declaration(_)),
        Field::Presence,
    );
    add(
        format!(
            "INSERT INTO conflicts (dossier_id, user_id, call_id, reason, declared_at)
             SELECT {0}, owner_id, call_id, 'Inventé', 0 FROM dossiers WHERE id = {0}",
            dossier(4)
        ),
        None,
        |thing| matches!(thing, Thing::Interest(..)),
        Field::Presence,
    );
    add(
        text("DELETE FROM call_roles WHERE role = 'chair'"),
        Some(K::RoleGranted),
        |thing| matches!(thing, Thing::Role(..)),
        Field::Presence,
    );
    add(
        text("UPDATE call_revisions SET source = source || ' '"),
        Some(K::CallImported),
        |thing| matches!(thing, Thing::Revision(_)),
        Field::Content,
    );
    list
}

/// Signatures, wherever they stand.
const SIGNATURES: [&str; 2] = [
    "UPDATE signatures SET user_id = (SELECT user_id FROM signatures WHERE seat = 'authority') WHERE seat = 'chair'",
    "UPDATE signatures SET voided_at = signed_at WHERE seat = 'secretary'",
];

#[tokio::test]
async fn every_forgery_is_named_with_the_act_that_it_contradicts() {
    let scene = Scene::begin().await.published().await;
    scene.unguarded().await;
    scene.is_intact("published").await;
    let mut list = forgeries();
    let signature = |sql: &str, act, field| Forgery {
        sql: sql.to_owned(),
        act: Some(act),
        place: |thing| matches!(thing, Thing::Signature(..)),
        field,
    };
    list.push(signature(SIGNATURES[0], EventKind::ProposalAdoptedByChair, Field::By));
    list.push(signature(SIGNATURES[1], EventKind::ProposalAdoptedBySecretary, Field::Presence));
    assert!(list.len() >= 15);
    let mut before: Vec<Contradiction> = Vec::new();
    for forgery in list {
        scene.type_sql(&forgery.sql).await;
        let found = check(&scene.app, false).await.compared.contradictions;
        let new: Vec<_> = found.iter().filter(|one| !before.contains(one)).collect();
        let named = new.iter().any(|one| {
            one.field == forgery.field
                && (forgery.place)(&one.thing)
                && one.act.map(|act| act.kind) == forgery.act
                && one.stands != one.said
        });
        assert!(named, "{}: {new:#?}", forgery.sql);
        let places: BTreeSet<String> =
            new.iter().map(|one| format!("{:?}", std::mem::discriminant(&one.thing))).collect();
        assert_eq!(places.len(), 1, "{} is told of one kind of thing: {new:#?}", forgery.sql);
        before = found;
    }
    scene.app.finish().await;
}
