//! What cannot be read or done gives a page with a way out, and never a word of the machine.

use axum::http::{Method, StatusCode};
use domain::permissions::{Decision, Role, decide};
use laureat::routes;

use crate::support::{BOUNDARY, Example, SENDERS, TestApp, TestPage};

/// Values that no field takes.
const NONSENSE: &str = "v=x&version=-1&v.lead_name=99999999999999999999&lead_name=&then=x&track=x&siret=x&email=x&role=x\
    &user=x&dossier=x&reviewer=x&choice=x&contest=x&decision-ELI-2=x&ruling-admissibility=x&base=1e99&C1=999&v.C1=x\
    &overall=&outcome=x&amount=-99999999999999999999&reserve_rank=-1&institution=x&kind=x&lang=x&back=//elsewhere.example";

/// Words of the machine.
const INTERNALS: [&str; 12] = [
    "sqlx",
    "sea_orm",
    "DbErr",
    "panicked",
    ".rs:",
    "SELECT ",
    "tera",
    "serde",
    "missing field",
    "expected",
    "axum",
    "RUST_BACKTRACE",
];

#[track_caller]
pub fn tells_nothing(page: &TestPage) {
    // A file may say anything: what is looked at is words for people.
    let body = if page.is_html() { page.text("body") } else { page.body() };
    let body = if page.header("content-disposition").is_empty() { body } else { String::new() };
    for word in INTERNALS {
        assert!(!body.contains(word), "{}: {} shows « {word} » in: {body}", page.path, page.status);
    }
}

#[track_caller]
fn is_a_page_of_ours(page: &TestPage) {
    assert!(page.is_html(), "{}: {} is no page: {}", page.path, page.status, page.body());
    assert_eq!(page.count("h1"), 1, "{}: {}", page.path, page.status);
    assert!(page.has("main a[href], header a[href]"), "{}: no way out", page.path);
    tells_nothing(page);
}

#[tokio::test]
async fn what_names_nothing_is_a_page_that_says_so() {
    let app = TestApp::new().await;
    app.published_call().await;
    let (_, mut client) = app.person("Nadia Benali").await;
    for path in [
        "/nowhere",
        "/appels/none",
        "/appels/%00",
        "/?recherche=%00",
        "/dossiers/0",
        "/dossiers/not-an-id",
        "/dossiers/00000000-0000-0000-0000-000000000000",
        "/dossiers/%F0%9F",
        "/appels/ptce-2013/../../etc/passwd",
    ] {
        let page = client.get(path).await.expect(StatusCode::NOT_FOUND);
        is_a_page_of_ours(&page);
    }
    app.finish().await;
}

#[tokio::test]
async fn a_method_that_no_route_takes_is_a_page_too() {
    let app = TestApp::new().await;
    let page = app.client().raw(Method::GET, "/langue", "text/plain", "").await;
    is_a_page_of_ours(&page.expect(StatusCode::METHOD_NOT_ALLOWED));
    app.finish().await;
}

#[tokio::test]
async fn malformed_addresses_are_answered_on_every_route() {
    let app = TestApp::with(|config| config.demo.enabled = true).await;
    let example = app.example().await;
    let (_, mut client) = app.staff(example.call, Role::CallManager).await;
    for route in routes::all().iter().filter(|route| route.path.contains('{')) {
        for value in
            ["x", "%00", "a%00b", "-1", "99999999999999999999", "%FF", "%2e%2e%2f", "'%22%3E%3Cb%3E", "%F0%9F%92%A9"]
        {
            let path = Example::filled(route.path, value);
            let page =
                if route.method == Method::POST { client.post(&path, &[]).await } else { client.get(&path).await };
            assert!(
                page.status.is_client_error() && !page.status.is_server_error(),
                "{} {path}: {}",
                route.method,
                page.status
            );
            tells_nothing(&page);
        }
    }
    app.discard().await;
}

#[tokio::test]
async fn broken_forms_are_answered_on_every_route() {
    let app = TestApp::with(|config| config.demo.enabled = true).await;
    let example = app.example().await;
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let forms = routes::all().into_iter().filter(|route| route.method == Method::POST && route.path != "/deconnexion");
    for route in forms {
        // Somebody who has the right: the body is read after that is known.
        let role = SENDERS.into_iter().find(|role| decide(&[Role::Account, *role], route.action) == Decision::Allowed);
        let user = app.somebody(&example, role.unwrap_or(Role::Visitor)).await;
        let client = &mut app.browser_of(user).await;
        let path = example.path(route.path);
        let token = client.csrf().await;
        let field = |name: &str, value: &str| {
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        for (kind, body) in [
            ("application/json", "{}".to_owned()),
            ("", String::new()),
            ("application/x-www-form-urlencoded", format!("csrf={token}&%FF=%FF&a=%zz&b")),
            ("application/x-www-form-urlencoded", format!("csrf={token}&version=x&amount=-1e9&row=%00")),
            ("application/x-www-form-urlencoded", format!("csrf={token}&{NONSENSE}")),
            ("multipart/form-data", field("csrf", &token)),
            (kind.as_str(), field("csrf", &token)),
            (kind.as_str(), format!("{}--{BOUNDARY}\r\nContent-Disp", field("csrf", &token))),
            (kind.as_str(), format!("{}--{BOUNDARY}--\r\n", field("csrf", &token))),
            (kind.as_str(), "\u{0}\u{1}garbage".to_owned()),
        ] {
            let page = client.raw(Method::POST, &path, kind, body.clone()).await;
            assert!(!page.status.is_server_error(), "POST {path} ({kind}): {} for {body:?}", page.status);
            tells_nothing(&page);
        }
    }
    app.discard().await;
}

#[tokio::test]
async fn a_form_without_files_is_never_larger_than_a_mebibyte() {
    let app = TestApp::new().await;
    let (_, mut client) = app.person("Nadia Benali").await;
    let huge = "é".repeat(1 << 19);
    let page = client.post("/langue", &[("lang", "fr"), ("back", &huge)]).await;
    is_a_page_of_ours(&page.expect(StatusCode::PAYLOAD_TOO_LARGE));
    app.finish().await;
}

#[tokio::test]
async fn a_fault_shows_a_reference_and_nothing_else() {
    let app = TestApp::new().await;
    app.published_call().await;
    let (_, mut signed_in) = app.person("Nadia Benali").await;
    let mut visitor = app.client();
    app.app.db.clone().close().await.unwrap();
    let page = visitor.get("/appels/ptce-2013").await.expect(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.header("retry-after"), "60");
    is_a_page_of_ours(&page);
    assert!(page.says(page.header("x-request-id")), "the reference of the request is missing");
    // Who is there is unknown when sessions cannot be read: not even the frame of a page is shown.
    let page = signed_in.get("/appels/ptce-2013").await.expect(StatusCode::SERVICE_UNAVAILABLE);
    assert!(!page.is_html());
    tells_nothing(&page);
    assert_eq!(visitor.get("/healthz").await.ok().body(), "ok");
    let page = visitor.get("/readyz").await.expect(StatusCode::SERVICE_UNAVAILABLE);
    tells_nothing(&page);
    app.abandon().await;
}
