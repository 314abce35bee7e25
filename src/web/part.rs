//! Long lists are shown part by part. The address says which part of which list of a page: `?liste=…&debut=101`.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::{Deserialize, Serialize};

use super::Query;
use crate::i18n::{self, Lang};

/// Lines of a part.
pub const LINES: usize = 100;

/// The part that is asked for; the beginning of every list when the address says nothing.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Part {
    #[serde(default, rename = "liste")]
    list: String,
    #[serde(default, rename = "debut")]
    from: String,
}

/// What stands under a part of a list: nothing when the list is shown whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PartLinks {
    /// « Lignes 101 à 200 sur 5 000 », or empty.
    pub text: String,
    /// The beginning of the list, or empty.
    pub first: String,
    /// What follows, or empty.
    pub next: String,
}

impl<S: Sync> FromRequestParts<S> for Part {
    type Rejection = Infallible;

    /// An address that cannot be read asks for the beginning.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Query::from_request_parts(parts, state).await.map(|Query(part)| part)
    }
}

impl Part {
    /// The part of a list in which a line stands, counted from 0.
    #[must_use]
    pub fn holding(list: &str, line: usize) -> Self {
        Self { list: list.to_owned(), from: (line / LINES * LINES + 1).to_string() }
    }

    /// Where the part of a list begins, counted from 0; lists that the address does not name begin at their beginning.
    #[must_use]
    pub fn start(&self, list: &str) -> usize {
        let asked = self.from.parse::<usize>().ok().filter(|_| self.list == list);
        asked.unwrap_or(1).saturating_sub(1)
    }

    /// The address of this part.
    #[must_use]
    pub fn href(&self, path: &str, anchor: &str) -> String {
        let sign = if path.contains('?') { '&' } else { '?' };
        format!("{path}{sign}liste={}&debut={}#{anchor}", self.list, self.from)
    }

    /// The links of a list of `total` lines on the page at `path`, under the heading `anchor`.
    #[must_use]
    pub fn links(&self, lang: Lang, (path, list, anchor): (&str, &str, &str), total: usize) -> PartLinks {
        let start = self.start(list);
        if total <= LINES && start == 0 {
            return PartLinks::default();
        }
        let end = (start + LINES).min(total);
        let to = |line: usize| Self { list: list.to_owned(), from: (line + 1).to_string() }.href(path, anchor);
        let args = [("from", (start + 1).min(end).into()), ("to", end.into()), ("total", total.into())];
        PartLinks {
            text: i18n::text(lang, "ui-part", &args),
            first: if start > 0 { to(0) } else { String::new() },
            next: if end < total { to(end) } else { String::new() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_list_has_no_links_and_a_long_one_leads_on() {
        let part = Part::default();
        assert_eq!(part.links(Lang::Fr, ("/x", "a", "l"), LINES), PartLinks::default());
        let links = part.links(Lang::Fr, ("/x", "a", "l"), LINES + 1);
        assert_eq!((links.first.as_str(), links.next.as_str()), ("", "/x?liste=a&debut=101#l"));
        let part = Part { list: "a".into(), from: "101".into() };
        let links = part.links(Lang::Fr, ("/x", "a", "l"), LINES + 1);
        assert_eq!((links.first.as_str(), links.next.as_str()), ("/x?liste=a&debut=1#l", ""));
        assert_eq!((part.start("a"), part.start("b")), (100, 0));
        assert_eq!(Part::holding("a", 250).start("a"), 200);
    }
}
