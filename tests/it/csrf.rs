//! A form that is not ours changes nothing: every route that takes one refuses it.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::permissions::Role;
use laureat::routes;

use crate::support::{Client, Example, TestApp};

const FORM: &str = "application/x-www-form-urlencoded";

async fn refused_everywhere(client: &mut Client, example: &Example) {
    for route in routes::all().iter().filter(|route| route.method == Method::POST) {
        let path = example.path(route.path);
        let multipart = format!("multipart/form-data; boundary={}", crate::support::BOUNDARY);
        let part = format!(
            "--{0}\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--{0}--\r\n",
            crate::support::BOUNDARY
        );
        for (kind, body) in [(FORM, "x=1".to_owned()), (FORM, format!("csrf={}", "0".repeat(64)))] {
            let page = client.raw(Method::POST, &path, kind, body).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "POST {path} accepts a form without token");
        }
        let page = client.raw(Method::POST, &path, &multipart, part).await;
        // A route without files cannot read such a body at all; one with files finds no token in it.
        assert!(page.status.is_client_error(), "POST {path} accepts files without token: {}", page.status);
    }
}

#[tokio::test]
async fn a_form_without_token_is_refused_by_every_route() {
    let app = TestApp::with(|config| config.demo.enabled = true).await;
    let example = app.example().await;
    let mut visitor = app.client();
    visitor.get("/").await;
    refused_everywhere(&mut visitor, &example).await;
    let before = app.events(example.call).await;
    let (_, mut manager) = app.staff(example.call, Role::CallManager).await;
    refused_everywhere(&mut manager, &example).await;
    let mut owner = app.sign_in(example.owner).await;
    refused_everywhere(&mut owner, &example).await;
    // Giving the manager the role was the one act.
    assert_eq!(app.events(example.call).await, before + 1);
    app.discard().await;
}

#[tokio::test]
async fn a_token_of_another_session_is_refused() {
    let app = TestApp::new().await;
    let (_, mut one) = app.person("Nadia Benali").await;
    let (_, mut other) = app.person("Louis Garnier").await;
    let stolen = one.csrf().await;
    let page = other.post_without_token("/deconnexion", &[("csrf", &stolen)]).await;
    page.expect(StatusCode::FORBIDDEN);
    app.finish().await;
}

#[tokio::test]
async fn a_good_token_sent_from_another_site_is_refused() {
    let app = TestApp::new().await;
    let (_, mut client) = app.person("Nadia Benali").await;
    for (site, accepted) in [("cross-site", false), ("same-site", false), ("same-origin", true), ("none", true)] {
        let body = format!("csrf={}&lang=en&back=%2F", client.csrf().await);
        let request = Request::post("/langue").header(header::CONTENT_TYPE, FORM).header("sec-fetch-site", site);
        let page = client.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(page.status == StatusCode::FORBIDDEN, !accepted, "{site}: {}", page.status);
    }
    app.finish().await;
}

#[tokio::test]
async fn what_was_written_into_a_form_of_a_session_that_ended_is_given_back() {
    let app = TestApp::new().await;
    let (_, mut client) = app.person("Nadia Benali").await;
    let stale = client.csrf().await;
    client.post("/deconnexion", &[]).await.expect(StatusCode::SEE_OTHER);
    let body =
        format!("csrf={stale}&motive=Trois+membres+%3Cb%3E+en+moins&new_password=girafe+lampe&old=mon+secret&x=1");
    for (site, back) in [("same-origin", true), ("none", false), ("", false)] {
        let mut request = Request::post("/compte/identite").header(header::CONTENT_TYPE, FORM);
        if !site.is_empty() {
            request = request.header("sec-fetch-site", site);
        }
        let page = client.send(request.body(Body::from(body.clone())).unwrap()).await;
        let page = page.expect(StatusCode::FORBIDDEN).must_say("Rien n’a été changé").must_say("Se connecter");
        assert_eq!(page.texts("textarea").concat().contains("Trois membres <b> en moins"), back, "{site}");
        assert!(!page.body().contains("girafe") && !page.body().contains("secret"), "{site}");
    }
    app.finish().await;
}
