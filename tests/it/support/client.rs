//! A browser without a window: it keeps cookies and repeats the token of the last page in the forms that it sends.

use std::collections::BTreeMap;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode, header},
};
use laureat::{app::App, routes};
use tower::ServiceExt;

use super::TestPage;

/// A file to be sent in a form.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Name of the field.
    pub field: &'a str,
    /// Name of the file.
    pub name: &'a str,
    /// Type that the browser claims.
    pub media_type: &'a str,
    /// Content.
    pub bytes: &'a [u8],
}

/// The browser.
#[derive(Clone)]
pub struct Client {
    router: Router,
    cookies: BTreeMap<String, String>,
    pub(super) csrf: Option<String>,
}

/// Separates the parts of a form with files; no test sends this text.
pub const BOUNDARY: &str = "----laureat-test-boundary";

impl Client {
    pub(super) fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new(), csrf: None }
    }

    /// The same browser, looking at what another process answers.
    pub fn at(&self, app: App) -> Self {
        Self { router: routes::router(app), ..self.clone() }
    }

    /// Plants a cookie.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.into(), value.into());
    }

    /// A cookie that a response has set.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// The token that forms repeat, from the last page or, before any, from the first page of the site.
    pub async fn csrf(&mut self) -> String {
        if self.csrf.is_none() {
            self.get("/").await;
        }
        self.csrf.clone().expect("no page with a form was read before this post")
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> TestPage {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form with the token of the last page.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> TestPage {
        let csrf = self.csrf().await;
        let fields: Vec<(&str, &str)> = [("csrf", csrf.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.post_without_token(path, &fields).await
    }

    /// Sends a form with the marks of the page that it stands on.
    pub async fn post_from(&mut self, page: &TestPage, path: &str, fields: &[(&str, &str)]) -> TestPage {
        let seen = page.seen();
        let seen = seen.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain(seen).collect();
        self.post(path, &fields).await
    }

    /// Reads a page, then sends a form that stands on it.
    pub async fn read_and_post(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> TestPage {
        let page = self.get(page).await;
        self.post_from(&page, path, fields).await
    }

    /// Confirms what the machine found, on the page of a dossier that an officer examines.
    pub async fn confirm_all(&mut self, path: &str) {
        let page = self.get(path).await.ok();
        let motives = page.attrs(".app-finding textarea[name^=motive-]", "name");
        let decisions: Vec<String> = motives.iter().map(|name| name.replace("motive-", "decision-")).collect();
        let decided = decisions.iter().map(|name| (name.as_str(), "confirmed"));
        let fields: Vec<(&str, &str)> = decided.chain(motives.iter().map(|name| (name.as_str(), ""))).collect();
        self.post_from(&page, &format!("{path}/constats"), &fields).await.expect(StatusCode::SEE_OTHER);
    }

    /// Sends a form as it is.
    pub async fn post_without_token(&mut self, path: &str, fields: &[(&str, &str)]) -> TestPage {
        let body = serde_html_form::to_string(fields).unwrap();
        self.raw(Method::POST, path, "application/x-www-form-urlencoded", body).await
    }

    /// Sends a form, expects to be sent on (303), and reads that page.
    pub async fn post_and_follow(&mut self, path: &str, fields: &[(&str, &str)]) -> TestPage {
        let answer = self.post(path, fields).await.expect(StatusCode::SEE_OTHER);
        self.get(&answer.location()).await
    }

    /// Sends a form with files, the token first.
    pub async fn upload(&mut self, path: &str, fields: &[(&str, &str)], files: &[File<'_>]) -> TestPage {
        let csrf = self.csrf().await;
        let mut body = Vec::new();
        for (name, value) in [("csrf", csrf.as_str())].iter().chain(fields) {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(value.as_bytes());
            body.extend_from_slice(b"\r\n");
        }
        for file in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
                file.field, file.name, file.media_type
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(file.bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        self.raw(Method::POST, path, &format!("multipart/form-data; boundary={BOUNDARY}"), body).await
    }

    /// Sends any body.
    pub async fn raw(&mut self, method: Method, path: &str, kind: &str, body: impl Into<Body>) -> TestPage {
        let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, kind);
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Sends any request, with the cookies.
    pub async fn send(&mut self, mut request: Request<Body>) -> TestPage {
        let path = request.uri().to_string();
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(line.to_str().unwrap());
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let page = TestPage::new(path, parts.status, parts.headers, bytes);
        if let Some(token) = page.csrf() {
            self.csrf = Some(token);
        }
        page
    }

    fn keep(&mut self, line: &str) {
        let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
        let (name, value) = pair.split_once('=').unwrap();
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.into(), value.into());
        }
    }
}
