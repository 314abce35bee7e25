//! What somebody can read of a site, address by address, and what of it is masked before two sites are compared.
//!
//! A mask can hide a leak: there are few, and each says why it must be there.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use domain::{
    ids::UserId,
    permissions::{Action, Decision, Role, decide},
};
use laureat::routes::{self, Scope};

use super::{
    Client, Example, TestPage,
    twins::{Stage, Twin},
};

/// Pages by address, both masked.
pub type Readings = BTreeMap<String, String>;

/// Everything that a person of the staff can ask for: each `GET` route, of each example, then each list that a page
/// leads to by a question mark (filters, further pages).
///
/// The rooms of applicants are closed to the staff whatever the stage: they are asked for at the first and the last.
pub async fn read_all(site: &Twin, stage: Stage, role: Role, person: UserId) -> Readings {
    let mut client = site.app.sign_in(person).await;
    let mut readings = Readings::new();
    let mut further = BTreeSet::new();
    for (index, example) in site.examples().await.iter().enumerate() {
        for path in addresses(example, role) {
            if path.starts_with("/dossiers/") && !matches!(stage, Stage::Closed | Stage::Signed) {
                continue;
            }
            let named = path.contains(&example.dossier.to_string());
            let key = if named { format!("{} of dossier {index}", mask(&path)) } else { mask(&path) };
            if readings.contains_key(&key) {
                continue;
            }
            let page = client.get(&path).await;
            further.extend(links(&page));
            readings.insert(key, shown(&mut client, page).await);
        }
    }
    for path in further {
        let page = client.get(&path).await;
        readings.insert(mask(&path), shown(&mut client, page).await);
    }
    readings
}

/// Addresses of an example that are worth asking for: what is the same for everybody is asked for by one role.
fn addresses(example: &Example, role: Role) -> Vec<String> {
    let routes = routes::all();
    let worth = routes.iter().filter(|route| {
        let public = decide(&[Role::Visitor], route.action) == Decision::Allowed;
        let theirs = matches!(route.action, Action::ManageOwnAccount) || route.scope != Scope::Platform;
        route.method == Method::GET && theirs && (!public || role == Role::CallManager)
    });
    worth.map(|route| example.path(route.path)).collect()
}

/// Addresses with a question mark, of rooms of the call.
fn links(page: &TestPage) -> Vec<String> {
    if !page.is_html() {
        return Vec::new();
    }
    let html = page.body();
    let links = html.split("href=\"/appels/").skip(1).filter_map(|rest| rest.split_once('"'));
    // The pages of the journal are read together.
    let lists = links.filter(|(href, _)| href.contains('?') && !href.contains("/journal?"));
    lists.map(|(href, _)| format!("/appels/{}", href.replace("&amp;", "&"))).collect()
}

/// Status, headers and content, masked.
async fn shown(client: &mut Client, page: TestPage) -> String {
    let headers = ["location", "content-type", "content-disposition"].map(|name| page.header(name).to_owned());
    let (path, status) = (page.path.clone(), page.status);
    let content = match path.rsplit('/').next() {
        Some("journal") if page.status.is_success() => journal(client, page).await,
        Some("journal.jsonl") => journal_lines(&page.body()),
        Some("evaluations" | "declaration") => declaration(&page.body()),
        _ => page.body(),
    };
    mask(&format!("{path} {status}\n{}\n{content}", headers.join("\n")))
}

/// Identifiers, tokens and digests are random: they are the same on two sites only by chance. (That no digest of a list
/// that counts the hidden dossier is shown is a test of the committee's.)
fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut run = String::new();
    // The line break ends the last run.
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() || c == '-' {
            run.push(c);
            continue;
        }
        let hex = run.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        let dashes = run.matches('-').count();
        match run.len() {
            36 if hex && dashes == 4 => masked.push_str("‹id›"),
            64 if hex && dashes == 0 => masked.push_str("‹digest›"),
            _ => masked.push_str(&run),
        }
        run.clear();
        masked.push(c);
    }
    masked.pop();
    masked
}

/// The journal is a chain: it counts each act, also those about the hidden dossier, which leave no line here. Compared
/// are the lines that are shown, without number and hash, and how many acts the page counts is not.
async fn journal(client: &mut Client, page: TestPage) -> String {
    let mut rows = Vec::new();
    let mut page = Some(page);
    while let Some(shown) = page.take() {
        let cells = shown.texts("tbody tr > *");
        for row in cells.chunks(6) {
            rows.push([&row[0], &row[2], &row[3], &row[4]].map(String::as_str).join(" | "));
        }
        if let Some(next) = shown.attrs("a[rel=next]", "href").first() {
            page = Some(client.get(next).await);
        }
    }
    rows.join("\n")
}

/// As [`journal`], of an export, where such acts are sealed: nothing is told of them but that they are there.
fn journal_lines(text: &str) -> String {
    let open = text.lines().filter(|line| !line.contains("\"sealed\":true"));
    let shown = open.map(|line| {
        let Ok(mut value) = serde_json::from_str::<serde_json::Value>(line) else { return line.to_owned() };
        for field in ["seq", "hash", "prev_hash", "commitment", "salt"] {
            value[field] = "".into();
        }
        value.to_string()
    });
    shown.collect::<Vec<_>>().join("\n")
}

/// One declares, and extends one's declaration, on the list of all organisations, which must be complete: those of
/// the hidden dossier stand on it. And everybody may read what they declared themselves.
fn declaration(html: &str) -> String {
    let html = without(html, "<fieldset class=\"govuk-fieldset\"><legend", "</fieldset>", |_| true);
    let html = without(&html, "<li>", "</li>", |item| item.contains("Parent du porteur"));
    without(&html, "<h2 class=\"govuk-heading-m\" id=\"organismes-titre\">", "</h2>", |_| true)
}

/// Takes out what stands between two marks.
fn without(text: &str, from: &str, to: &str, which: impl Fn(&str) -> bool) -> String {
    let mut pieces = text.split(from);
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (inner, after) = piece.split_once(to).unwrap_or((piece, ""));
        if !which(inner) {
            kept.push_str(from);
            kept.push_str(inner);
            kept.push_str(to);
        }
        kept.push_str(after);
    }
    kept
}

/// Where two readings differ: the address, and the first words that do.
pub fn differences(one: &Readings, other: &Readings) -> Vec<String> {
    let addresses: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let differ = |address: &String| match (one.get(address), other.get(address)) {
        (Some(one), Some(other)) if one == other => None,
        (Some(one), Some(other)) => Some(format!("{address}: {}", first_difference(one, other))),
        (one, _) => Some(format!("{address}: only on the site {} it", if one.is_some() { "with" } else { "without" })),
    };
    addresses.into_iter().filter_map(differ).collect()
}

fn first_difference(one: &str, other: &str) -> String {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.chars().skip(same.saturating_sub(80)).take(240).collect::<String>();
    format!("with it\n    {:?}\n  without it\n    {:?}", around(one), around(other))
}
