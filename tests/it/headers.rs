//! Headers of safety stand on every answer, whatever it is.

use axum::http::StatusCode;
use domain::permissions::Role;

use crate::support::{TestApp, TestPage};

/// The headers of safety of an answer.
pub fn check(page: &TestPage) {
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'"), "{}: {policy}", page.path);
    assert!(!policy.contains("unsafe-"), "{}: {policy}", page.path);
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(page.header(name), value, "{}: {name}", page.path);
    }
    assert!(page.header("strict-transport-security").starts_with("max-age="), "{}", page.path);
    assert!(!page.headers.contains_key("server"), "{}: the program need not be named", page.path);
    assert!(!page.header("x-request-id").is_empty(), "{}: no reference", page.path);
}

#[tokio::test]
async fn headers_of_safety_stand_on_every_answer() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (_, mut client) = app.staff(call, Role::CallManager).await;
    for path in
        ["/", "/appels/ptce-2013", "/nowhere", "/dossiers", "/work", "/healthz", "/readyz", "/assets/none.css", "/%ff"]
    {
        check(&client.get(path).await);
    }
    check(&client.post("/nowhere", &[]).await);
    check(&client.post_without_token("/deconnexion", &[]).await.expect(StatusCode::FORBIDDEN));
    app.finish().await;
}

#[tokio::test]
async fn pages_are_never_kept_and_assets_are_kept_for_ever() {
    let app = TestApp::new().await;
    let page = app.client().get("/").await.ok();
    assert_eq!(page.header("cache-control"), "no-store");
    for path in page.attrs("link[rel=stylesheet]", "href").iter().chain(&page.attrs("script", "src")) {
        let asset = app.client().get(path).await.ok();
        assert!(asset.header("cache-control").contains("immutable"), "{path}");
        check(&asset);
    }
    app.finish().await;
}

#[tokio::test]
async fn cookies_cannot_be_read_by_scripts_nor_planted_by_neighbours() {
    let app = TestApp::new().await;
    let page = app.client().get("/").await.ok();
    let cookies: Vec<_> = page.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    assert!(!cookies.is_empty());
    for cookie in cookies {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}: {attribute}");
        }
    }
    app.finish().await;
}
