//! An answer of the application, read by CSS selectors.

use std::sync::LazyLock;

use axum::http::{HeaderMap, Method, StatusCode, header};
use bytes::Bytes;
use laureat::routes;
use scraper::{ElementRef, Html, Selector};

/// What addresses ask after `?`, in French like the rest of them.
const ASKED: [&str; 9] = ["afficher", "apres", "avant", "debut", "etat", "liste", "recherche", "suite", "volet"];

/// An answer.
pub struct TestPage {
    /// What was asked for.
    pub path: String,
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Content, as it came.
    pub bytes: Bytes,
}

impl TestPage {
    pub(super) fn new(path: String, status: StatusCode, headers: HeaderMap, bytes: Bytes) -> Self {
        let page = Self { path, status, headers, bytes };
        if page.is_html() {
            page.holds_together();
        }
        page
    }

    /// What holds of every page that any test reads: no word is missing, no value of a word, and every link of ours
    /// leads to a route.
    fn holds_together(&self) {
        let html = self.body();
        assert!(!html.contains('⟦') && !html.contains("{$"), "{}: words are missing in:\n{html}", self.path);
        for (attribute, method) in
            [(" href=\"/", Method::GET), (" action=\"/", Method::POST), (" formaction=\"/", Method::POST)]
        {
            for rest in html.split(attribute).skip(1) {
                let target = rest.split(['"', '?', '#']).next().unwrap_or_default().replace("&#x2F;", "/");
                let form = rest.split('>').next().unwrap_or_default();
                let method = if form.contains("method=\"get\"") { Method::GET } else { method.clone() };
                if target.starts_with("assets/") {
                    continue;
                }
                assert!(leads_somewhere(&method, &target), "{}: no route takes {method} /{target}", self.path);
                let address = rest.split(['"', '#']).next().unwrap_or_default();
                let query = address.split_once('?').map_or("", |(_, query)| query);
                for pair in query.split("&amp;").filter(|pair| !pair.is_empty()) {
                    let name = pair.split('=').next().unwrap_or_default();
                    assert!(ASKED.contains(&name), "{}: « {name} » is no name of what addresses ask", self.path);
                }
            }
        }
    }

    /// Fails unless the status is this one, and shows what was said instead.
    #[track_caller]
    pub fn expect(self, status: StatusCode) -> Self {
        let words = if self.is_html() { self.text("body") } else { self.body() };
        assert_eq!(self.status, status, "{}: {}", self.path, words.chars().take(1_500).collect::<String>());
        self
    }

    /// Fails unless the page is there (200).
    #[track_caller]
    pub fn ok(self) -> Self {
        self.expect(StatusCode::OK)
    }

    /// The content as text.
    pub fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// A header, or the empty text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where a redirection leads.
    #[track_caller]
    pub fn location(&self) -> String {
        let location = self.header(header::LOCATION.as_str());
        assert!(!location.is_empty(), "{}: {} leads nowhere", self.path, self.status);
        location.to_owned()
    }

    /// Whether it is a page.
    pub fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    /// The words of the first element, spaces folded.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        let texts = self.texts(selector);
        assert!(!texts.is_empty(), "{}: nothing matches {selector} in:\n{}", self.path, self.body());
        texts.into_iter().next().unwrap()
    }

    /// The words of each element, spaces folded.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.select(selector, |element| fold(&element.text().collect::<Vec<_>>().join(" ")))
    }

    /// The attribute of the first element that has it.
    #[track_caller]
    pub fn attr(&self, selector: &str, name: &str) -> String {
        let values = self.attrs(selector, name);
        assert!(!values.is_empty(), "{}: no {name} on {selector} in:\n{}", self.path, self.body());
        values.into_iter().next().unwrap()
    }

    /// The attribute of each element that has it.
    pub fn attrs(&self, selector: &str, name: &str) -> Vec<String> {
        self.select(selector, |element| element.attr(name).map(str::to_owned)).into_iter().flatten().collect()
    }

    /// How many elements match.
    pub fn count(&self, selector: &str) -> usize {
        self.select(selector, |_| ()).len()
    }

    /// Whether an element matches.
    pub fn has(&self, selector: &str) -> bool {
        self.count(selector) > 0
    }

    /// Whether the words stand on the page, spaces folded.
    pub fn says(&self, words: &str) -> bool {
        self.texts("body").iter().any(|text| text.contains(&fold(words)))
    }

    /// Fails unless the words stand on the page.
    #[track_caller]
    pub fn must_say(self, words: &str) -> Self {
        assert!(self.says(words), "{}: « {words} » is missing in: {}", self.path, self.text("body"));
        self
    }

    /// The marks of what the page shows (`seen…`), which its forms repeat.
    pub fn seen(&self) -> Vec<(String, String)> {
        let names = self.attrs("input[name^=seen]", "name");
        names.into_iter().zip(self.attrs("input[name^=seen]", "value")).collect()
    }

    /// The token that the forms of the page repeat.
    pub(super) fn csrf(&self) -> Option<String> {
        // Not by a selector: parsing each page that a test passes by would take longer than making it.
        let body = if self.is_html() { std::str::from_utf8(&self.bytes).ok()? } else { return None };
        let (_, rest) = body.split_once("name=\"csrf\" value=\"")?;
        rest.split_once('"').map(|(token, _)| token.to_owned())
    }

    fn select<T>(&self, selector: &str, read: impl Fn(ElementRef<'_>) -> T) -> Vec<T> {
        let html = Html::parse_document(&self.body());
        let selector = Selector::parse(selector).unwrap();
        html.select(&selector).map(read).collect()
    }
}

/// Methods and segments of all routes.
static ROUTES: LazyLock<Vec<(Method, Vec<&'static str>)>> = LazyLock::new(|| {
    let split = |path: &'static str| path.trim_start_matches('/').split('/').collect();
    routes::all().into_iter().map(|route| (route.method, split(route.path))).collect()
});

/// Whether a route takes an address, written without the first slash.
fn leads_somewhere(method: &Method, target: &str) -> bool {
    let target: Vec<&str> = target.split('/').collect();
    ROUTES.iter().any(|(known, path)| {
        let same =
            |(segment, given): (&&str, &&str)| segment == given || (segment.starts_with('{') && !given.is_empty());
        known == method && path.len() == target.len() && path.iter().zip(&target).all(same)
    })
}

/// Joins words by single spaces; unbreakable spaces count as spaces.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
