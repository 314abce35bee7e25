//! Reviewers: interests, assignments, scores.

use axum::http::StatusCode;
use domain::{
    dossier::State,
    ids::{CallId, DossierId, UserId},
    interests::Interests,
    permissions::Role,
};
use laureat::{
    error::Refused,
    features::{
        calls::{self, store::LoadedCall},
        dossiers,
        reviews::{
            actions::{self, DeclareRefused},
            store,
        },
    },
};

use crate::support::{Client, TestApp, siret};

const ROOM: &str = "/appels/ptce-2013/evaluations";
const ASSIGNMENTS: &str = "/appels/ptce-2013/attributions";
const CRITERIA: [&str; 7] = ["C1", "C2", "C3", "C4", "C5", "C6", "C7"];

/// A call with `n` admissible dossiers, after closing.
async fn admissible(app: &TestApp, n: usize) -> (CallId, Vec<DossierId>) {
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let mut dossiers = Vec::new();
    for rank in 1..=n {
        dossiers.push(app.filed(owner, "emergence", rank).await);
    }
    app.make_admissible(call, &dossiers).await;
    (call, dossiers)
}

/// A reviewer who has declared to have no interest, signed in.
async fn reviewer(app: &TestApp, call: CallId) -> (UserId, Client) {
    let (id, client) = app.staff(call, Role::Reviewer).await;
    actions::declare_interests(&laureat::db::Act::now(&app.app, &app.actor(id).await), call, Vec::new()).await.unwrap();
    (id, client)
}

async fn assign(app: &TestApp, call: CallId, pairs: Vec<(DossierId, UserId)>) {
    let (manager, _) = app.declared(call, Role::CallManager).await;
    actions::assign(&laureat::db::Act::now(&app.app, &app.actor(manager).await), call, pairs).await.unwrap();
}

async fn loaded(app: &TestApp, call: CallId) -> LoadedCall {
    calls::store::load(app.app.db.reader(), call).await.unwrap()
}

async fn state(app: &TestApp, id: DossierId) -> State {
    dossiers::store::load_dossier(app.app.db.reader(), id).await.unwrap().state
}

fn comment() -> String {
    "Les engagements sont écrits, chiffrés et tenus par la plupart des membres du groupement. ".repeat(2)
}

/// The whole form, scored with so many half points, over the versions of an empty review.
fn scored(points: &'static str) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    for code in CRITERIA {
        fields.push((code, points.to_owned()));
        fields.push((code, comment()));
    }
    fields
}

async fn post(client: &mut Client, path: &str, fields: &[(&str, String)]) -> crate::support::TestPage {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    client.post(path, &fields).await
}

#[tokio::test]
async fn interests_are_declared_on_all_organisations_before_any_dossier_opens() {
    let app = TestApp::new().await;
    let (call, dossiers) = admissible(&app, 2).await;
    let (id, mut client) = app.staff(call, Role::Reviewer).await;
    let page = client.get(ROOM).await.ok().must_say("Les 8 organismes de l’appel").must_say("Membre 2-1");
    assert!(!page.says("2013-0001") && !page.says("Pôle d’essai"));
    assert_eq!(client.get(&format!("{ROOM}/2013-0001")).await.location(), format!("{ROOM}/declaration"));

    let path = format!("{ROOM}/declaration");
    let key = siret(21)[..9].to_owned();
    let reason = format!("reason.{key}");
    let refused = [
        (vec![("org", key.as_str()), ("choice", "some")], "Dites quel est votre lien"),
        (vec![("choice", "some")], "Cochez les organismes"),
        (vec![("org", key.as_str()), (reason.as_str(), "Administratrice"), ("choice", "none")], "mais vous avez coché"),
        (vec![], "Dites si vous avez un intérêt"),
    ];
    for (fields, words) in refused {
        client.post(&path, &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say(words);
    }
    let fields = [("org", key.as_str()), (reason.as_str(), "Administratrice depuis 2011"), ("choice", "some")];
    client.post_and_follow(&path, &fields).await.ok().must_say("Membre 2-0 : Administratrice depuis 2011");
    let declared = store::load_declaration(app.app.db.reader(), call, id).await.unwrap();
    assert_eq!(declared.conflicts.into_keys().collect::<Vec<_>>(), [dossiers[1]]);
    app.finish().await;
}

#[tokio::test]
async fn nobody_declares_while_dossiers_are_still_filed() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (id, mut client) = app.staff(call, Role::Reviewer).await;
    client.get(ROOM).await.ok().must_say("n’est pas encore complète");
    let done =
        actions::declare_interests(&laureat::db::Act::now(&app.app, &app.actor(id).await), call, Vec::new()).await;
    assert!(matches!(done, Err(Refused::Rule(DeclareRefused::StillOpen))));
    app.finish().await;
}

#[tokio::test]
async fn the_manager_gives_dossiers_to_those_who_may_review_them() {
    let app = TestApp::new().await;
    let (call, dossiers) = admissible(&app, 2).await;
    let (_, mut manager) = app.declared(call, Role::CallManager).await;
    let (ready, _) = reviewer(&app, call).await;
    let (silent, _) = app.staff(call, Role::Reviewer).await;
    let (recused, _) = app.staff(call, Role::Reviewer).await;
    let interest = vec![(dossiers[0], "Ancien employeur".to_owned())];
    actions::declare_interests(&laureat::db::Act::now(&app.app, &app.actor(recused).await), call, interest)
        .await
        .unwrap();
    manager.get(ASSIGNMENTS).await.ok().must_say("Il manque 2 évaluateurs").must_say("n’a pas encore déclaré");

    let [one, two] = [dossiers[0].to_string(), dossiers[1].to_string()];
    let [ready, silent, recused] = [ready, silent, recused].map(|id| id.to_string());
    for (who, words) in [(&silent, "n’a pas encore déclaré ses intérêts"), (&recused, "a déclaré un intérêt")]
    {
        let fields = [("dossier", one.as_str()), ("dossier", two.as_str()), ("reviewer", who.as_str())];
        manager.post(ASSIGNMENTS, &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say(words);
        assert_eq!(state(&app, dossiers[1]).await, State::Admissible, "all or none");
    }
    manager
        .post(ASSIGNMENTS, &[])
        .await
        .expect(StatusCode::UNPROCESSABLE_ENTITY)
        .must_say("Cochez au moins un dossier");
    let fields = [("dossier", one.as_str()), ("dossier", two.as_str()), ("reviewer", ready.as_str())];
    let page = manager.post_and_follow(ASSIGNMENTS, &fields).await.ok().must_say("Il manque un évaluateur");
    assert_eq!(state(&app, dossiers[1]).await, State::InReview);

    let withdrawal = page.attr("form[action$=retrait]", "action");
    manager.post_and_follow(&withdrawal, &[]).await.ok().must_say("L’attribution est retirée");
    manager.get(ASSIGNMENTS).await.ok();
    let loaded = loaded(&app, call).await;
    let overview = store::read_overview(&app.app.db, &loaded, &Interests::NotAsked).await.unwrap();
    assert_eq!((overview.dossiers.len(), overview.assigned, overview.submitted), (2, 1, 0));
    // What was taken back by mistake can be given again.
    manager.post_and_follow(ASSIGNMENTS, &[("dossier", one.as_str()), ("reviewer", ready.as_str())]).await.ok();
    manager.get(&format!("{ASSIGNMENTS}?afficher=a-attribuer")).await.ok();
    app.finish().await;
}

#[tokio::test]
async fn a_review_is_saved_field_by_field_and_a_stale_save_is_refused() {
    let app = TestApp::new().await;
    let (call, dossiers) = admissible(&app, 1).await;
    let (id, mut client) = reviewer(&app, call).await;
    assign(&app, call, vec![(dossiers[0], id)]).await;
    client.get(ROOM).await.ok().must_say("Pôle d’essai 1").must_say("À faire");
    let desk = format!("{ROOM}/2013-0001");
    let page = client.get(&desk).await.ok().must_say("Association d’essai 1");
    let document = page.attr(".app-read a[href*=documents]", "href");
    client.get(&document).await.ok();

    let scores = format!("{desk}/notes");
    let first = [("C2", "7"), ("C2", "Moyens partagés."), ("v.C2", "0"), ("field", "C2")];
    let said = client.post(&scores, &first).await.ok().body();
    assert!(said.contains("\"version\":1") && said.contains("Enregistré à"), "{said}");
    let stale = [("C2", "2"), ("C2", "Autre fenêtre."), ("v.C2", "0")];
    let page = client.post(&scores, &stale).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let page = page.must_say("Moyens partagés.").must_say("Autre fenêtre.").must_say("3,5");
    assert_eq!(page.attr("input[name='v.C2']", "value"), "1");
    let overall = [("overall", "Un pôle solide."), ("v.overall", "0"), ("C2", "2"), ("C2", "Autre."), ("v.C2", "1")];
    client.post_and_follow(&scores, &overall).await.ok().must_say("Un pôle solide.");
    let beyond = [("C2", "11"), ("C2", "Autre."), ("v.C2", "2")];
    client.post(&scores, &beyond).await.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("Choisissez une note");
    let seats = store::list_seats_of(app.app.db.reader(), &dossiers).await.unwrap();
    assert_eq!(seats[0].1, store::Begun::Yes);
    app.finish().await;
}

#[tokio::test]
async fn a_review_is_submitted_whole_and_others_are_seen_only_then() {
    let app = TestApp::new().await;
    let (call, dossiers) = admissible(&app, 1).await;
    let (one, mut first) = reviewer(&app, call).await;
    let (two, mut second) = reviewer(&app, call).await;
    assign(&app, call, vec![(dossiers[0], one), (dossiers[0], two)]).await;
    let desk = format!("{ROOM}/2013-0001");
    let submission = format!("{desk}/remise");

    let partial = [("C1", "8"), ("C1", "Trop court."), ("v.C1", "0")];
    let page = first.post(&submission, &partial).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let page = page.must_say("C1 : expliquez la note").must_say("C7 : choisissez une note").must_say("Trop court.");
    let version = page.attr("input[name='v.C1']", "value");
    let mut fields = scored("8");
    fields.push(("v.C1", version));
    post(&mut first, &submission, &fields).await.expect(StatusCode::SEE_OTHER);
    first.get(&desk).await.ok().must_say("80,00").must_say("Aucune autre évaluation remise");
    let late = [("C1", "1"), ("C1", "Je change d’avis."), ("v.C1", "2")];
    first.post(&format!("{desk}/notes"), &late).await.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("déjà remise");

    let page = second.get(&desk).await.ok();
    assert!(!page.says(comment().trim()), "the other review shows before one's own is submitted");
    assert_eq!(state(&app, dossiers[0]).await, State::InReview);
    post(&mut second, &submission, &scored("6")).await.expect(StatusCode::SEE_OTHER);
    second.get(&desk).await.ok().must_say("80,00 sur 100").must_say("Évaluation de Reviewer");
    assert_eq!(state(&app, dossiers[0]).await, State::Reviewed);
    let reviews = store::submitted_reviews(app.app.db.reader(), &loaded(&app, call).await).await.unwrap();
    assert_eq!(reviews.len(), 2);
    assert_eq!(reviews.iter().find(|(_, who, _)| *who == one).unwrap().2.scores()["C1"], 8);
    app.finish().await;
}

#[tokio::test]
async fn a_dossier_is_handed_back_with_a_reason() {
    let app = TestApp::new().await;
    let (call, dossiers) = admissible(&app, 1).await;
    let (id, mut client) = reviewer(&app, call).await;
    assign(&app, call, vec![(dossiers[0], id)]).await;
    let desk = format!("{ROOM}/2013-0001");
    client.get(&desk).await.ok();
    let path = format!("{desk}/restitution");
    client.post(&path, &[("reason", " ")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("Dites pourquoi");
    client.post_and_follow(&path, &[("reason", "Absent en novembre")]).await.ok().must_say("Aucun dossier ne vous est");
    assert_eq!(state(&app, dossiers[0]).await, State::Admissible);
    client.get(&desk).await.expect(StatusCode::NOT_FOUND);
    app.finish().await;
}

#[tokio::test]
async fn a_later_interest_takes_the_dossier_away_even_reviewed() {
    let app = TestApp::new().await;
    let (call, dossiers) = admissible(&app, 1).await;
    let reviewers = app.review_all(call, &[(dossiers[0], 8)]).await;
    assert_eq!(state(&app, dossiers[0]).await, State::Reviewed);
    let interest = vec![(dossiers[0], "Recrutée par le porteur".to_owned())];
    let actor = app.actor(reviewers[0]).await;
    actions::declare_interests(&laureat::db::Act::now(&app.app, &actor), call, interest).await.unwrap();
    assert_eq!(state(&app, dossiers[0]).await, State::InReview);
    assert_eq!(store::submitted_reviews(app.app.db.reader(), &loaded(&app, call).await).await.unwrap().len(), 1);
    let mut client = app.sign_in(reviewers[0]).await;
    client.get(&format!("{ROOM}/2013-0001")).await.expect(StatusCode::NOT_FOUND);
    client.get(ROOM).await.ok().must_say("Recrutée par le porteur");
    app.finish().await;
}

#[tokio::test]
async fn somebody_elses_dossier_does_not_exist() {
    let app = TestApp::new().await;
    let (call, dossiers) = admissible(&app, 2).await;
    let (id, _) = reviewer(&app, call).await;
    let (other, mut client) = reviewer(&app, call).await;
    assign(&app, call, vec![(dossiers[0], id), (dossiers[1], other)]).await;
    client.get(&format!("{ROOM}/2013-0002")).await.ok();
    client.get(&format!("{ROOM}/2013-0001")).await.expect(StatusCode::NOT_FOUND);
    let theirs = store::find_assignment(app.app.db.reader(), dossiers[0], id).await.unwrap().unwrap();
    let saved =
        actions::save_score(&laureat::db::Act::now(&app.app, &app.actor(other).await), theirs.id, "C1", Some(2), "", 0)
            .await;
    assert!(matches!(saved, Err(Refused::Failed(laureat::error::AppError::NotFound))));
    app.finish().await;
}
