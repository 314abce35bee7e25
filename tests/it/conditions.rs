//! Questions that other answers bring up or hide, with and without script, and what of them is filed.

use axum::http::{Method, Request, StatusCode, header};
use domain::ids::{DossierId, UserId};
use laureat::features::{
    calls,
    dossiers::{actions, store},
};

use crate::support::{Client, TestApp};

async fn draft() -> (TestApp, UserId, Client, DossierId) {
    let app = TestApp::new().await;
    app.published_call().await;
    let (owner, client) = app.person("Nadia Berthier").await;
    let id = app.draft(owner, "emergence", 1).await;
    (app, owner, client, id)
}

fn lead(id: DossierId) -> String {
    format!("/dossiers/{id}/etapes/porteur")
}

fn hides_year(page: &crate::support::TestPage) -> bool {
    page.has("div[data-question=already_funded_year] > template")
}

/// The version of a field, as the page was read.
async fn version(client: &mut Client, id: DossierId, field: &str) -> String {
    client.get(&lead(id)).await.ok().attr(&format!("input[name='v.{field}']"), "value")
}

async fn say(client: &mut Client, id: DossierId, funded: &str) -> crate::support::TestPage {
    let version = version(client, id, "already_funded").await;
    client.post(&lead(id), &[("v.already_funded", &version), ("already_funded", funded)]).await
}

async fn write_year(client: &mut Client, id: DossierId, year: &str) -> crate::support::TestPage {
    let version = version(client, id, "already_funded_year").await;
    client.post(&lead(id), &[("v.already_funded_year", &version), ("already_funded_year", year)]).await
}

#[tokio::test]
async fn a_page_that_brings_up_an_empty_question_is_shown_again() {
    let (app, _, mut client, id) = draft().await;
    assert!(hides_year(&client.get(&lead(id)).await.ok()), "it waits in a template, which is no part of the form");
    let page = say(&mut client, id, "oui").await.expect(StatusCode::SEE_OTHER);
    assert!(page.location().ends_with("/etapes/pole"), "an answer was kept: nothing is left to fill in");
    write_year(&mut client, id, "").await.expect(StatusCode::SEE_OTHER);
    say(&mut client, id, "non").await;
    let page = say(&mut client, id, "oui").await.expect(StatusCode::SEE_OTHER);
    assert_eq!(page.location(), lead(id), "nobody is led past it");
    let page = client.get(&lead(id)).await.ok().must_say("font apparaître une autre question");
    assert!(!hides_year(&page) && page.has("input[name=already_funded_year]"));
    let page = client.get(&format!("/dossiers/{id}/verification")).await.ok();
    assert!(page.says("Si oui, en quelle année"), "it is required now");
    let page = write_year(&mut client, id, "2011").await.expect(StatusCode::SEE_OTHER);
    assert!(page.location().ends_with("/etapes/pole"), "it is answered: on to the next step");
    app.finish().await;
}

#[tokio::test]
async fn a_hidden_answer_is_kept_and_said_and_is_not_filed() {
    let (app, owner, mut client, id) = draft().await;
    say(&mut client, id, "oui").await;
    write_year(&mut client, id, "2011").await;
    say(&mut client, id, "non").await;
    let page = client.get(&lead(id)).await.ok().must_say("Cette question n’est plus posée");
    assert!(hides_year(&page));
    // Saving the page without it does not erase it.
    client.post(&lead(id), &[("v.lead_address", "1"), ("lead_address", "2 rue Neuve")]).await;
    let call = calls::store::load_by_slug(app.app.db.reader(), "ptce-2013").await.unwrap();
    let kept = store::answers::load(app.app.db.reader(), id).await.unwrap().answers(&call.definition.form);
    assert_eq!(kept.integer("already_funded_year"), Some(2011));
    assert!(!client.get(&format!("/dossiers/{id}/verification")).await.ok().says("Si oui, en quelle année"));
    let actor = app.actor(owner).await;
    let filed = actions::submit(&laureat::db::Act::new(&app.app, &actor, app.app.now()), id).await.unwrap();
    let filed = filed.done().unwrap();
    assert_eq!(filed.snapshot.answers.integer("already_funded_year"), None);
    assert_eq!(filed.snapshot.answers.yes_no("already_funded"), Some(false));
    app.run_jobs().await;
    app.finish().await;
}

#[tokio::test]
async fn the_answer_to_the_script_says_which_questions_are_shown() {
    let (app, _, mut client, id) = draft().await;
    for (funded, shown) in [("oui", true), ("non", false)] {
        let version = version(&mut client, id, "already_funded").await;
        let csrf = client.csrf().await;
        let fields = [
            ("csrf", csrf.as_str()),
            ("field", "already_funded"),
            ("v.already_funded", &version),
            ("already_funded", funded),
        ];
        let request = Request::builder()
            .method(Method::POST)
            .uri(lead(id))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("x-requested-with", "fetch")
            .body(serde_html_form::to_string(fields).unwrap().into())
            .unwrap();
        let page = client.send(request).await;
        let said: serde_json::Value = serde_json::from_str(&page.body()).unwrap();
        assert_eq!(said["visible"]["already_funded_year"], shown, "{said}");
        assert!(said["visible"].get("lead_name").is_none(), "only questions with a condition are told");
    }
    app.finish().await;
}
