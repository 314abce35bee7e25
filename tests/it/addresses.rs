//! Addresses are in French, and those of before 1.0 lead on to them.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    body::{Body, Bytes},
    http::{Method, StatusCode},
};
use domain::permissions::Role;
use laureat::{
    routes,
    web::former::{ADDRESSES, NAMES, VALUES},
};

use crate::{
    headers,
    support::{Client, Example, PTCE_2013, TestApp, TestPage},
};

/// The words of addresses, each the one that the pages use. One that is missing here is new: is it French, without
/// accents, and not said otherwise elsewhere?
const WORDS: [&str; 69] = [
    "accessibilite",
    "adoption",
    "aide",
    "annulation",
    "appels",
    "assiette",
    "attributions",
    "classement",
    "code-source",
    "comite",
    "compte",
    "comptes",
    "confirmation",
    "connexion",
    "constats",
    "courriel",
    "courriers",
    "decision",
    "declaration",
    "deconnexion",
    "demo",
    "depot",
    "documents",
    "donnees-personnelles",
    "dossier",
    "dossiers",
    "etapes",
    "evaluations",
    "fermeture",
    "fin-des-sessions",
    "identite",
    "inscription",
    "institution",
    "institutions",
    "invitation",
    "journal",
    "journal-public",
    "langue",
    "laureats",
    "ligne",
    "lignes",
    "mentions-legales",
    "mot-de-passe",
    "notes",
    "nouveau",
    "oubli",
    "personnes",
    "plateforme",
    "presidence",
    "proposition",
    "publication",
    "recepisse",
    "recevabilite",
    "relance",
    "remise",
    "reouverture",
    "restitution",
    "resultats",
    "retrait",
    "secretariat",
    "signature",
    "suivant",
    "suivi",
    "tableau-de-bord",
    "taches",
    "travail",
    "verdicts",
    "verification",
    "verifications",
];

/// What the parts of an address say by themselves: without parameters and kinds of files.
fn words(path: &str) -> impl Iterator<Item = &str> {
    let parts = path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{'));
    parts.map(|part| part.split_once('.').map_or(part, |(name, _)| name))
}

#[test]
fn every_word_of_an_address_is_a_known_french_one() {
    let routes = routes::all();
    let used: BTreeSet<&str> = routes.iter().flat_map(|route| words(route.path)).collect();
    for route in &routes {
        for word in words(route.path) {
            assert!(WORDS.contains(&word), "{}: « {word} » is not a word of addresses", route.path);
        }
    }
    let unused: Vec<_> = WORDS.iter().filter(|word| !used.contains(**word)).collect();
    assert!(unused.is_empty() && WORDS.is_sorted(), "no address says {unused:?}");
}

/// Whether an address could be of both.
fn meet(one: &str, other: &str) -> bool {
    let (one, other): (Vec<_>, Vec<_>) = (one.split('/').collect(), other.split('/').collect());
    let same = |(a, b): (&&str, &&str)| a == b || a.starts_with('{') || b.starts_with('{');
    one.len() == other.len() && one.iter().zip(&other).all(same)
}

#[test]
fn no_former_address_stands_where_a_route_does_and_each_leads_to_one() {
    let routes = routes::all();
    let mut seen = BTreeSet::new();
    for (former, new) in ADDRESSES {
        assert!(seen.insert(former), "{former} stands twice");
        for route in &routes {
            assert!(!meet(former, route.path), "{former} stands where {} does", route.path);
        }
        // `nouvelle` is a line that is not there yet.
        let served = |route: &&routes::Route| route.path == new || route.path == new.replace("nouvelle", "{line}");
        assert!(routes.iter().any(|route| served(&route)), "{former} leads to {new}, which no route serves");
    }
    for (name, _, _) in VALUES {
        assert!(NAMES.iter().any(|(former, _)| *former == name), "a value of {name}, which has no new name");
    }
}

fn leads_to(page: TestPage, address: &str) {
    headers::check(&page);
    assert!(!page.headers.contains_key("set-cookie"), "{}: nobody is asked who is there", page.path);
    assert_eq!(page.header("cache-control"), "no-store", "{}", page.path);
    let page = page.expect(StatusCode::PERMANENT_REDIRECT);
    assert_eq!(page.location(), address, "{}", page.path);
    assert!(page.bytes.is_empty(), "{}", page.path);
}

#[tokio::test]
async fn every_former_address_leads_on_whatever_is_done_there() {
    let app = TestApp::new().await;
    let mut client = app.client();
    for (former, new) in ADDRESSES {
        let (asked, wanted) = (Example::named(former), Example::named(new));
        for method in [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE] {
            leads_to(client.raw(method, &asked, "text/plain", "x").await, &wanted);
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn what_was_asked_goes_on_in_new_words_and_leads_nowhere_else() {
    let app = TestApp::new().await;
    let mut client = app.client();
    let queue = "/appels/ptce-2013/recevabilite";
    for (asked, wanted) in [
        (
            "/calls/ptce-2013/admissibility?state=to-examine&state=withdrawn&track=a&q=%C3%A9+state&after=2013-0001",
            &*format!("{queue}?etat=a-examiner&etat=retire&volet=a&recherche=%C3%A9+state&apres=2013-0001"),
        ),
        (
            "/calls/ptce-2013/admissibility?state=x&q=to-examine&&z=state&q",
            &format!("{queue}?etat=x&recherche=to-examine&&z=state&recherche="),
        ),
        ("/calls/x/assignments?show=missing&reviewer=1", "/appels/x/attributions?afficher=a-attribuer&evaluateur=1"),
        ("/calls/x/committee?liste=a&debut=101", "/appels/x/comite?liste=a&debut=101"),
        ("/platform/jobs?list=waiting&before=7", "/plateforme/taches?liste=en-attente&avant=7"),
        ("/work?", "/travail?"),
        ("/calls/%2F%2Fx.example?a=//x.example", "/appels/%2F%2Fx.example?a=//x.example"),
        ("/calls/%0d%0ax:y/journal", "/appels/%0d%0ax:y/journal"),
        ("/dossiers/0/steps/a/rows/members/new", "/dossiers/0/etapes/a/lignes/members/nouvelle"),
        ("/dossiers/0/steps/new/rows/rows/0001", "/dossiers/0/etapes/new/lignes/rows/0001"),
    ] {
        leads_to(client.get(asked).await, wanted);
    }
    for nowhere in ["/calls", "/calls/", "/calls/x/", "/platform/", "/calls/x/settings", "/work/x"] {
        client.get(nowhere).await.expect(StatusCode::NOT_FOUND);
    }
    app.finish().await;
}

/// Each former name asks for the same as its new one: the pages read it.
#[tokio::test]
async fn former_filters_show_what_they_showed() {
    let app = TestApp::new().await;
    let example = app.example().await;
    let mut officer = app.sign_in(example.officer).await;
    for (filter, rows) in [
        ("state=to-examine", 0),
        ("state=admissible", 1),
        ("state=inadmissible", 0),
        ("state=withdrawn", 0),
        ("track=emergence", 1),
        ("track=consolidation", 0),
        ("q=2013-0001", 1),
        ("q=introuvable", 0),
        ("after=2013-0001", 0),
    ] {
        let moved = officer.get(&format!("/calls/ptce-2013/admissibility?{filter}")).await;
        let page = officer.get(&moved.location()).await.ok();
        assert_eq!(page.count("tbody tr"), rows, "{filter}");
    }
    let (_, mut manager) = app.declared(example.call, Role::CallManager).await;
    let address = format!("/calls/ptce-2013/assignments?show=missing&reviewer={}", example.reviewer);
    let moved = manager.get(&address).await.location();
    let page = manager.get(&moved).await.ok();
    let current = "nav a[aria-current=page]";
    assert!(page.attrs(current, "href").contains(&"/appels/ptce-2013/attributions?afficher=a-attribuer".to_owned()));
    assert_eq!(page.attr("input[name=reviewer][checked]", "value"), example.reviewer.to_string());
    let (_, mut operator) = app.operator().await;
    let moved = operator.get("/platform/jobs?list=waiting").await.location();
    let page = operator.get(&moved).await.ok();
    assert!(page.attrs(current, "href").contains(&"/plateforme/taches?liste=en-attente".to_owned()));
    let whole = operator.get("/plateforme/comptes").await.ok();
    let moved = operator.get("/platform/accounts?after=zzz").await.location();
    assert!(whole.count("tbody tr") > 0 && operator.get(&moved).await.ok().count("tbody tr") == 0);
    let whole = manager.get("/appels/ptce-2013/journal").await.ok();
    let moved = manager.get("/calls/ptce-2013/journal?before=2").await.location();
    assert!(whole.count("tbody tr") > 1 && manager.get(&moved).await.ok().count("tbody tr") == 1);
    app.discard().await;
}

/// Sends a form to where it was sent, then what a browser sends on 308: the same to the new address.
async fn send(client: &mut Client, path: &str, fields: &[(&str, &str)]) -> TestPage {
    let moved = client.post(path, fields).await.expect(StatusCode::PERMANENT_REDIRECT).location();
    client.post(&moved, fields).await
}

#[tokio::test]
async fn forms_that_stood_open_are_still_taken() {
    let app = TestApp::new().await;
    app.published_call().await;
    let (_, mut client) = app.person("Nadia Benali").await;
    let started =
        send(&mut client, "/calls/ptce-2013/dossiers", &[("track", "emergence"), ("siret", "732 829 320 00074")]);
    let dossier = started.await.expect(StatusCode::SEE_OTHER).location();
    let step = format!("{dossier}/steps/porteur");
    let fields = [("v.lead_name", "0"), ("lead_name", "Pôle des Mauges"), ("then", "row:members:new")];
    let saved = send(&mut client, &step, &fields).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(saved.location(), format!("{dossier}/etapes/porteur/lignes/members/nouvelle"));
    let page = client.get(&format!("{dossier}/etapes/porteur")).await.ok();
    assert_eq!(page.attr("input[name=lead_name]", "value"), "Pôle des Mauges");
    let line = format!("{dossier}/steps/membres/rows/members/new");
    send(&mut client, &line, &[("name", "Cidrerie"), ("v", "0")]).await.expect(StatusCode::SEE_OTHER);
    client.get(&format!("{dossier}/etapes/membres")).await.ok().must_say("Cidrerie");
    app.discard().await;
}

#[tokio::test]
async fn a_former_address_opens_no_door_and_takes_no_form_of_others() {
    let app = TestApp::new().await;
    let call = app.import(PTCE_2013).await;
    let (_, mut manager) = app.staff(call, Role::CallManager).await;
    let (_, mut stranger) = app.person("Louis Garnier").await;
    // A call that is not public yet, and one that is not.
    for slug in ["ptce-2013", "none"] {
        for end in ["", "/dashboard", "/journal.jsonl"] {
            let moved = stranger.get(&format!("/calls/{slug}{end}")).await.expect(StatusCode::PERMANENT_REDIRECT);
            stranger.get(&moved.location()).await.expect(StatusCode::NOT_FOUND);
        }
    }
    let path = "/calls/ptce-2013/publication";
    let moved = manager.post_without_token(path, &[]).await.expect(StatusCode::PERMANENT_REDIRECT).location();
    manager.post_without_token(&moved, &[]).await.expect(StatusCode::FORBIDDEN);
    send(&mut manager, path, &[]).await.expect(StatusCode::SEE_OTHER);
    stranger.get("/appels/ptce-2013").await.ok();
    app.discard().await;
}

/// A server that answers before the form is there, and closes, may not be heard.
#[tokio::test]
async fn a_form_sent_to_a_former_address_is_read_to_its_end() {
    let app = TestApp::new().await;
    let read = Arc::new(AtomicUsize::new(0));
    let counted = read.clone();
    let pieces = (0..50).map(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        Ok::<_, std::io::Error>(Bytes::from_static(&[b'a'; 1_000]))
    });
    let body = Body::from_stream(futures::stream::iter(pieces));
    let kind = "application/x-www-form-urlencoded";
    let page = app.client().raw(Method::POST, "/dossiers/0/submission", kind, body).await;
    leads_to(page, "/dossiers/0/depot");
    assert_eq!(read.load(Ordering::Relaxed), 50);
    app.finish().await;
}
