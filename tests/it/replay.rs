//! The replay of the demonstration, at a small size: the rules of the call bring the outcome, the seed the bytes.

use domain::{dossier::State, text::Email};
use laureat::{
    demo::{self, CALL, CALL_2015, Replay, Summary},
    features::{accounts::store as people, calls, dossiers},
};

use crate::support::TestApp;

fn small(source: &str) -> Replay<'_> {
    Replay { dossiers: 8, reviewers: 8, ..Replay::whole(source, 5) }
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
    assert_eq!(app.calls().await.len(), 3, "the call that was replayed, the same one open, the small fund");
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

#[tokio::test]
async fn the_call_of_2015_is_replayed_beside_that_of_2013_and_left_to_its_committee() {
    let app = TestApp::with(|config| config.demo.enabled = true).await;
    demo::replay(&app.app, &small(CALL)).await.unwrap();
    let before = Replay { dossiers: 8, reviewers: 6, ..Replay::before_committee(CALL_2015, 5) };
    let summary = demo::replay(&app.app, &before).await.unwrap();
    assert_eq!((summary.call.as_str(), summary.received, summary.funded), ("ptce-2015", 8, 0));
    assert!(summary.admissible > 2, "{summary:?}");
    let reader = app.app.db.reader();
    let call = calls::store::load_by_slug(reader, "ptce-2015").await.unwrap();
    let rows = dossiers::store::list_filed(reader, call.id).await.unwrap();
    assert!(rows.iter().all(|row| matches!(row.state, State::Reviewed | State::Inadmissible)));
    app.set_clock("2015-09-21T09:00:00");
    let chair = people::find_by_email(reader, &Email::parse("presidence@example.org").unwrap()).await.unwrap().unwrap();
    let mut chair = app.sign_in(chair.person.id).await;
    chair.get("/appels/ptce-2015/comite").await.ok().must_say("Tout est prêt");
    chair.get("/appels/ptce-2013/comite").await.ok().must_say("figé");
    app.finish().await;
}
