//! An answer of the application, read by CSS selectors.

use axum::http::{HeaderMap, StatusCode, header};
use bytes::Bytes;
use scraper::{ElementRef, Html, Selector};

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
        Self { path, status, headers, bytes }
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
        if self.is_html() { self.attrs("input[name=csrf]", "value").into_iter().next() } else { None }
    }

    fn select<T>(&self, selector: &str, read: impl Fn(ElementRef<'_>) -> T) -> Vec<T> {
        let html = Html::parse_document(&self.body());
        let selector = Selector::parse(selector).unwrap();
        html.select(&selector).map(read).collect()
    }
}

/// Joins words by single spaces; unbreakable spaces count as spaces.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
