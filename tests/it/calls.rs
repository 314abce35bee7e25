//! Public pages of calls, the dashboard, people and roles.

use axum::http::StatusCode;
use domain::permissions::Role;
use laureat::{
    db::Actor,
    features::{calls, reviews::actions as reviews},
};

use crate::support::{PTCE_2013, TestApp};

#[tokio::test]
async fn a_site_without_calls_says_so() {
    let app = TestApp::new().await;
    app.client().get("/").await.ok().must_say("Aucun appel n’est publié");
    app.finish().await;
}

#[tokio::test]
async fn an_open_call_is_listed_with_its_deadline() {
    let app = TestApp::new().await;
    app.published_call().await;
    let page = app.client().get("/").await.ok().must_say("vendredi 11 octobre 2013, 23:59 (heure de Paris)");
    assert_eq!(page.attr("main h3 a", "href"), "/appels/ptce-2013");
    app.finish().await;
}

#[tokio::test]
async fn the_page_of_a_call_tells_what_to_know_before_applying() {
    let app = TestApp::new().await;
    app.published_call().await;
    let page = app.client().get("/appels/ptce-2013").await.ok();
    for words in [
        "Vous êtes ici jeudi 1er août 2013",
        "50 000 € à 120 000 €",
        "70 % au plus",
        "Il faut au moins 60 sur 100",
        "note minimale : 3",
        "Statuts signés",
        "Trois organisations distinctes",
        "ptce@example.org",
        "Modèle inspiré de l’appel de 2013",
        "montants fictifs",
    ] {
        assert!(page.says(words), "« {words} » is missing");
    }
    assert_eq!(page.attr("a.govuk-button", "href"), "/appels/ptce-2013/dossiers/nouveau");
    app.finish().await;
}

#[tokio::test]
async fn a_dossier_can_be_started_only_while_the_call_is_open() {
    let app = TestApp::new().await;
    app.published_call().await;
    for local in ["2013-07-15T08:59:59", "2013-10-11T23:59:00"] {
        app.set_clock(local);
        let page = app.client().get("/appels/ptce-2013").await.ok();
        assert!(!page.has("a.govuk-button"), "{local}");
        assert_eq!(page.count(".is-here"), 1, "{local}");
    }
    app.finish().await;
}

#[tokio::test]
async fn here_is_shown_once_at_every_moment_of_a_call() {
    let app = TestApp::new().await;
    app.published_call().await;
    for local in ["2013-07-01T10:00:00", "2013-10-27T10:00:00", "2013-11-10T10:00:00", "2014-06-01T10:00:00"] {
        app.set_clock(local);
        assert_eq!(app.client().get("/appels/ptce-2013").await.ok().count(".is-here"), 1, "{local}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_call_that_is_not_public_exists_for_its_managers_only() {
    let app = TestApp::new().await;
    let call = app.import(PTCE_2013).await;
    let (_, mut manager) = app.staff(call, Role::CallManager).await;
    let (_, mut other) = app.person("Nadia Benali").await;
    app.client().get("/appels/ptce-2013").await.expect(StatusCode::NOT_FOUND);
    other.get("/appels/ptce-2013").await.expect(StatusCode::NOT_FOUND);
    manager.get("/appels/ptce-2013").await.ok().must_say("pas encore publique");
    let page = manager.get("/appels/ptce-2013/tableau-de-bord").await.ok();
    assert!(page.has("form[action='/appels/ptce-2013/publication']"));
    let page = manager.post_and_follow("/appels/ptce-2013/publication", &[]).await.ok();
    assert!(page.says("L’appel est public") && !page.has("form[action='/appels/ptce-2013/publication']"));
    other.get("/appels/ptce-2013").await.ok();
    app.finish().await;
}

#[tokio::test]
async fn the_dashboard_is_for_managers() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (_, mut reviewer) = app.staff(call, Role::Reviewer).await;
    reviewer.get("/appels/ptce-2013/tableau-de-bord").await.expect(StatusCode::FORBIDDEN);
    reviewer.post("/appels/ptce-2013/publication", &[]).await.expect(StatusCode::FORBIDDEN);
    reviewer.get("/appels/ptce-2013/personnes").await.expect(StatusCode::FORBIDDEN);
    let (_, mut other) = app.person("Nadia Benali").await;
    other.get("/appels/ptce-2013/tableau-de-bord").await.expect(StatusCode::NOT_FOUND);
    app.client().get("/appels/ptce-2013/tableau-de-bord").await.expect(StatusCode::UNAUTHORIZED);
    app.finish().await;
}

#[tokio::test]
async fn a_manager_invites_a_person_and_takes_the_role_back() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (_, mut manager) = app.staff(call, Role::CallManager).await;
    let fields = [("email", "lea.roy@example.org"), ("name", "Léa Roy"), ("role", "reviewer")];
    let page = manager.post_and_follow("/appels/ptce-2013/personnes", &fields).await.ok();
    let page = page.must_say("Léa Roy").must_say("Le rôle est donné");
    app.run_jobs().await;
    let mails = app.mails();
    assert!(
        mails.iter().any(|mail| mail.contains("lea.roy@example.org") && mail.contains("/invitation/")),
        "{mails:?}"
    );
    let action = page.attr("form[action$=retrait]:has(input[value=reviewer])", "action");
    let page = manager.post_and_follow(&action, &[("role", "reviewer")]).await.ok();
    assert!(!page.says("Léa Roy"));
    app.finish().await;
}

#[tokio::test]
async fn a_mistyped_invitation_is_shown_again_as_it_was_typed() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (_, mut manager) = app.staff(call, Role::CallManager).await;
    let fields = [("email", "lea.roy"), ("name", "Léa Roy"), ("role", "")];
    let page = manager.post("/appels/ptce-2013/personnes", &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attr("input[name=email]", "value"), "lea.roy");
    assert_eq!(page.attrs(".govuk-error-summary a", "href"), ["#email", "#role"]);
    app.finish().await;
}

#[tokio::test]
async fn the_last_manager_keeps_the_role() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (id, mut manager) = app.staff(call, Role::CallManager).await;
    let path = format!("/appels/ptce-2013/personnes/{id}/retrait");
    let page = manager.post_and_follow(&path, &[("role", "call_manager")]).await.ok();
    assert!(page.says("au moins une personne responsable"));
    assert_eq!(app.roles(call).await, [(id, Role::CallManager)]);
    let (other, _) = app.staff(call, Role::CallManager).await;
    calls::actions::revoke(&laureat::db::Act::now(&app.app, &Actor::CommandLine), call, id, Role::CallManager)
        .await
        .unwrap();
    assert_eq!(app.roles(call).await, [(other, Role::CallManager)]);
    app.finish().await;
}

#[tokio::test]
async fn the_dashboard_says_how_far_the_call_is_and_who_is_late() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let dossiers = [app.filed(owner, "emergence", 1).await, app.filed(owner, "emergence", 2).await];
    app.make_admissible(call, &dossiers).await;
    let (reviewer, _) = app.staff(call, Role::Reviewer).await;
    let (manager, _) = app.declared(call, Role::CallManager).await;
    reviews::declare_interests(&laureat::db::Act::now(&app.app, &app.actor(reviewer).await), call, Vec::new())
        .await
        .unwrap();
    app.set_clock("2013-11-05T10:00:00");
    reviews::assign(&laureat::db::Act::now(&app.app, &app.actor(manager).await), call, vec![(dossiers[0], reviewer)])
        .await
        .unwrap();
    let page = app.sign_in(manager).await.get("/appels/ptce-2013/tableau-de-bord").await.ok();
    assert!(!page.has("#retards"), "nothing is late yet");
    assert_eq!(page.texts(".app-funnel__n").iter().filter(|text| text.starts_with('2')).count(), 2);
    app.set_clock("2013-12-09T10:00:00");
    let page = app.sign_in(manager).await.get("/appels/ptce-2013/tableau-de-bord").await.ok();
    assert!(page.text("#retards").contains("1 évaluation sur 1 3 jours de retard"), "{}", page.text("#retards"));
    let conflicts = vec![(dossiers[0], "Ma sœur y travaille.".to_owned())];
    reviews::declare_interests(&laureat::db::Act::now(&app.app, &app.actor(manager).await), call, conflicts)
        .await
        .unwrap();
    let page = app.sign_in(manager).await.get("/appels/ptce-2013/tableau-de-bord").await.ok();
    assert!(!page.has("#retards"), "counted without the dossier from which the manager is recused");
    assert!(page.text(".app-funnel__n").starts_with('1'));
    let journal = app.sign_in(manager).await.get("/appels/ptce-2013/journal").await.ok();
    assert!(journal.says("leur numéro manque dans la suite"));
    app.finish().await;
}
