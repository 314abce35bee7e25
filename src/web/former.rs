//! Addresses of before 1.0, half of them in English. Links in mails that were sent, bookmarks and forms that stood open
//! go on: each leads to its new address for good (308, which keeps the method and what is sent).
//!
//! They open no door and ask nobody who is there: what is not there answers alike.

use axum::{
    Router,
    body::to_bytes,
    extract::Request,
    http::Uri,
    response::{IntoResponse, Redirect, Response},
    routing::any,
};

use super::csrf::FORM_BYTES_MAX;
use crate::app::App;

/// Each former address with the one that took its place. A parameter keeps its name: by `{token}` the log would know
/// what it must not bear.
pub const ADDRESSES: [(&str, &str); 62] = [
    ("/calls/{slug}", "/appels/{slug}"),
    ("/calls/{slug}/admissibility", "/appels/{slug}/recevabilite"),
    ("/calls/{slug}/admissibility.csv", "/appels/{slug}/recevabilite.csv"),
    ("/calls/{slug}/admissibility/next", "/appels/{slug}/recevabilite/suivant"),
    ("/calls/{slug}/admissibility/{number}", "/appels/{slug}/recevabilite/{number}"),
    ("/calls/{slug}/admissibility/{number}/base", "/appels/{slug}/recevabilite/{number}/assiette"),
    ("/calls/{slug}/admissibility/{number}/findings", "/appels/{slug}/recevabilite/{number}/constats"),
    ("/calls/{slug}/admissibility/{number}/verdicts", "/appels/{slug}/recevabilite/{number}/verdicts"),
    ("/calls/{slug}/adoption/chair", "/appels/{slug}/adoption/presidence"),
    ("/calls/{slug}/adoption/secretary", "/appels/{slug}/adoption/secretariat"),
    ("/calls/{slug}/assignments", "/appels/{slug}/attributions"),
    ("/calls/{slug}/assignments/{id}/withdrawal", "/appels/{slug}/attributions/{id}/retrait"),
    ("/calls/{slug}/committee", "/appels/{slug}/comite"),
    ("/calls/{slug}/committee/{number}", "/appels/{slug}/comite/{number}"),
    ("/calls/{slug}/committee/{number}/line", "/appels/{slug}/comite/{number}/ligne"),
    ("/calls/{slug}/dashboard", "/appels/{slug}/tableau-de-bord"),
    ("/calls/{slug}/decision", "/appels/{slug}/decision"),
    ("/calls/{slug}/dossiers", "/appels/{slug}/dossiers"),
    ("/calls/{slug}/dossiers/new", "/appels/{slug}/dossiers/nouveau"),
    ("/calls/{slug}/journal", "/appels/{slug}/journal"),
    ("/calls/{slug}/journal-public.jsonl", "/appels/{slug}/journal-public.jsonl"),
    ("/calls/{slug}/journal.jsonl", "/appels/{slug}/journal.jsonl"),
    ("/calls/{slug}/laureats", "/appels/{slug}/laureats"),
    ("/calls/{slug}/laureats.csv", "/appels/{slug}/laureats.csv"),
    ("/calls/{slug}/people", "/appels/{slug}/personnes"),
    ("/calls/{slug}/people/{user}/revocation", "/appels/{slug}/personnes/{user}/retrait"),
    ("/calls/{slug}/proposal", "/appels/{slug}/proposition"),
    ("/calls/{slug}/publication", "/appels/{slug}/publication"),
    ("/calls/{slug}/ranking", "/appels/{slug}/classement"),
    ("/calls/{slug}/results", "/appels/{slug}/resultats"),
    ("/calls/{slug}/reviews", "/appels/{slug}/evaluations"),
    ("/calls/{slug}/reviews/declaration", "/appels/{slug}/evaluations/declaration"),
    ("/calls/{slug}/reviews/{number}", "/appels/{slug}/evaluations/{number}"),
    ("/calls/{slug}/reviews/{number}/documents/{document}", "/appels/{slug}/evaluations/{number}/documents/{document}"),
    ("/calls/{slug}/reviews/{number}/return", "/appels/{slug}/evaluations/{number}/restitution"),
    ("/calls/{slug}/reviews/{number}/scores", "/appels/{slug}/evaluations/{number}/notes"),
    ("/calls/{slug}/reviews/{number}/submission", "/appels/{slug}/evaluations/{number}/remise"),
    ("/calls/{slug}/signature", "/appels/{slug}/signature"),
    ("/dossiers/{id}/check", "/dossiers/{id}/verification"),
    ("/dossiers/{id}/documents/{document}/removal", "/dossiers/{id}/documents/{document}/retrait"),
    ("/dossiers/{id}/follow-up", "/dossiers/{id}/suivi"),
    ("/dossiers/{id}/receipt", "/dossiers/{id}/recepisse"),
    ("/dossiers/{id}/receipt.pdf", "/dossiers/{id}/recepisse.pdf"),
    ("/dossiers/{id}/reopening", "/dossiers/{id}/reouverture"),
    ("/dossiers/{id}/steps/{step}", "/dossiers/{id}/etapes/{step}"),
    ("/dossiers/{id}/steps/{step}/rows/{question}/new", "/dossiers/{id}/etapes/{step}/lignes/{question}/nouvelle"),
    ("/dossiers/{id}/steps/{step}/rows/{question}/{line}", "/dossiers/{id}/etapes/{step}/lignes/{question}/{line}"),
    (
        "/dossiers/{id}/steps/{step}/rows/{question}/{line}/removal",
        "/dossiers/{id}/etapes/{step}/lignes/{question}/{line}/retrait",
    ),
    ("/dossiers/{id}/submission", "/dossiers/{id}/depot"),
    ("/dossiers/{id}/withdrawal", "/dossiers/{id}/retrait"),
    ("/platform", "/plateforme"),
    ("/platform/accounts", "/plateforme/comptes"),
    ("/platform/accounts/{id}", "/plateforme/comptes/{id}"),
    ("/platform/accounts/{id}/closure", "/plateforme/comptes/{id}/fermeture"),
    ("/platform/accounts/{id}/institution", "/plateforme/comptes/{id}/institution"),
    ("/platform/accounts/{id}/reopening", "/plateforme/comptes/{id}/reouverture"),
    ("/platform/institutions", "/plateforme/institutions"),
    ("/platform/institutions/{id}", "/plateforme/institutions/{id}"),
    ("/platform/jobs", "/plateforme/taches"),
    ("/platform/jobs/retry", "/plateforme/taches/relance"),
    ("/platform/jobs/{id}/retry", "/plateforme/taches/{id}/relance"),
    ("/work", "/travail"),
];

/// Names of what was asked after `?`, which meant the same on every page.
pub const NAMES: [(&str, &str); 8] = [
    ("after", "apres"),
    ("before", "avant"),
    ("list", "liste"),
    ("q", "recherche"),
    ("reviewer", "evaluateur"),
    ("show", "afficher"),
    ("state", "etat"),
    ("track", "volet"),
];

/// Values that were words of ours: the former name, the value and its new word.
pub const VALUES: [(&str, &str, &str); 6] = [
    ("list", "waiting", "en-attente"),
    ("show", "missing", "a-attribuer"),
    ("state", "to-examine", "a-examiner"),
    ("state", "admissible", "recevable"),
    ("state", "inadmissible", "ecarte"),
    ("state", "withdrawn", "retire"),
];

/// Hangs the former addresses into a router.
pub fn hang(router: Router<App>) -> Router<App> {
    ADDRESSES.iter().fold(router, |router, &(former, new)| {
        router.route(former, any(async move |request: Request| lead_on((former, new), request).await))
    })
}

async fn lead_on(address: (&str, &str), request: Request) -> Response {
    let new = translate(address, request.uri());
    // Read to its end and dropped: a browser whose form nobody takes might never hear where to send it.
    drop(to_bytes(request.into_body(), FORM_BYTES_MAX).await);
    Redirect::permanent(&new).into_response()
}

/// The new address of what was asked. Parameters and values are taken over as they were written.
fn translate((former, new): (&str, &str), asked: &Uri) -> String {
    let given: Vec<(&str, &str)> = former.split('/').zip(asked.path().split('/')).collect();
    let value = |part: &str| given.iter().find(|(name, _)| *name == part).map(|(_, value)| *value);
    let part = |part| if str::starts_with(part, '{') { value(part).unwrap_or_default() } else { part };
    let path = new.split('/').map(part).collect::<Vec<_>>().join("/");
    match asked.query() {
        Some(query) => format!("{path}?{}", query.split('&').map(pair).collect::<Vec<_>>().join("&")),
        None => path,
    }
}

fn pair(asked: &str) -> String {
    let (name, value) = asked.split_once('=').unwrap_or((asked, ""));
    let Some((_, new)) = NAMES.iter().find(|(former, _)| *former == name) else { return asked.to_owned() };
    let word = VALUES.iter().find(|(of, former, _)| *of == name && *former == value);
    format!("{new}={}", word.map_or(value, |(_, _, word)| *word))
}
