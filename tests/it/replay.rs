//! The replay of the demonstration, at a small size: the rules of the call bring the outcome, the seed the bytes.

use domain::dossier::State;
use laureat::{
    demo::{self, CALL, Replay, Summary},
    features::{calls, dossiers},
};

use crate::support::TestApp;

fn small(source: &str) -> Replay<'_> {
    Replay { source, seed: 5, dossiers: 8, reviewers: 8 }
}

async fn replayed(source: &str) -> Summary {
    let app = TestApp::new().await;
    let summary = demo::replay(&app.app, &small(source)).await.unwrap();
    app.finish().await;
    summary
}

#[tokio::test]
async fn a_seed_gives_the_bytes_of_the_journal_and_the_rules_give_the_outcome() {
    let summary = replayed(CALL).await;
    assert_eq!(summary.received, 8);
    assert!(summary.funded > 0 && summary.funded <= summary.admissible, "{summary:?}");
    assert!(summary.awarded_cents > 0 && summary.awarded_cents <= summary.envelope_cents);
    assert_eq!(replayed(CALL).await, summary);

    let strict = CALL.replace("siren(members.siret)) >= 3", "siren(members.siret)) >= 6");
    let stricter = replayed(&strict).await;
    assert!(stricter.admissible < summary.admissible, "{stricter:?} {summary:?}");
    assert_ne!(stricter.head, summary.head);
}

#[tokio::test]
async fn the_demonstration_shows_a_published_call_and_an_open_one() {
    let app = TestApp::with(|config| config.demo.enabled = true).await;
    demo::replay(&app.app, &small(CALL)).await.unwrap();
    demo::open(&app.app, CALL, "ptce-2013").await.unwrap();
    demo::open(&app.app, CALL, "ptce-2013").await.unwrap();
    assert_eq!(app.calls().await.len(), 2);
    let reader = app.app.db.reader();
    let played = calls::store::load_by_slug(reader, "ptce-2013").await.unwrap();
    assert!(played.results_published_at.is_some());
    let rows = dossiers::store::list_filed(reader, played.id).await.unwrap();
    assert!(rows.iter().all(|row| row.state != State::Filed), "every dossier has its verdicts");
    let (laureate, _) = demo::laureate(&app.app, "ptce-2013").await.unwrap().unwrap();
    let own = dossiers::store::list_of_owner(reader, laureate.id).await.unwrap();
    assert!(own.iter().any(|row| row.state == State::Draft) && own.iter().any(|row| row.state == State::Funded));
    app.finish().await;
}
