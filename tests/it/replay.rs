//! The replay of the demonstration, at a small size: the rules of the call bring the outcome, the seed the bytes.

use std::collections::BTreeSet;

use domain::dossier::State;
use laureat::{
    demo::{self, CALL, Replay},
    features::{calls, dossiers},
};

use crate::support::TestApp;

fn small(source: &str, seed: u64) -> Replay<'_> {
    Replay { source, seed, dossiers: 16, reviewers: 10 }
}

#[tokio::test]
async fn the_same_seed_writes_the_same_journal_and_another_seed_another() {
    let mut heads = Vec::new();
    for seed in [5, 5, 6] {
        let app = TestApp::new().await;
        let summary = demo::replay(&app.app, &small(CALL, seed)).await.unwrap();
        assert_eq!(summary.received, 16);
        assert!(summary.funded > 0 && summary.admissible < 16, "{summary:?}");
        assert!(summary.awarded_cents <= summary.envelope_cents);
        heads.push(summary);
        app.finish().await;
    }
    assert_eq!(heads[0], heads[1]);
    assert_ne!(heads[1].head, heads[2].head);
}

#[tokio::test]
async fn stricter_rules_and_less_money_change_the_outcome() {
    let app = TestApp::new().await;
    let plain = demo::replay(&app.app, &small(CALL, 5)).await.unwrap();
    app.finish().await;

    let strict = CALL.replace("min_distinct_siren = 3", "min_distinct_siren = 5");
    assert_ne!(strict, CALL);
    let app = TestApp::new().await;
    let stricter = demo::replay(&app.app, &small(&strict, 5)).await.unwrap();
    app.finish().await;
    assert!(stricter.admissible < plain.admissible, "{stricter:?} {plain:?}");
}

#[tokio::test]
async fn the_demonstration_shows_a_published_call_and_an_open_one() {
    let app = TestApp::with(|config| config.demo.enabled = true).await;
    demo::make(&app.app, &small(CALL, 5)).await.unwrap();
    assert_eq!(app.calls().await.into_iter().collect::<BTreeSet<_>>().len(), 2);
    let reader = app.app.db.reader();
    let played = calls::store::load_by_slug(reader, "ptce-2013").await.unwrap();
    assert!(played.results_published_at.is_some());
    let rows = dossiers::store::list_filed(reader, played.id).await.unwrap();
    assert!(rows.iter().all(|row| row.state != State::Filed), "every dossier has its verdicts");
    let (laureate, _) = demo::laureate(&app.app, "ptce-2013").await.unwrap().unwrap();
    let own = dossiers::store::list_of_owner(reader, laureate.id).await.unwrap();
    assert!(own.iter().any(|row| row.state == State::Draft) && own.iter().any(|row| row.state == State::Funded));
    app.discard().await;
}
