//! Input that nobody types: made-up bodies, files, headers, cookies, addresses and settings. Whatever comes, the
//! answer is a page, never a fault; and without the token of a form nothing at all is written.

use axum::http::{Method, Request, StatusCode};
use domain::permissions::{Decision, Role, decide};
use laureat::routes::{self, Route};
use proptest::{collection::vec, prelude::*};

use super::failures::tells_nothing;
use crate::support::{
    BOUNDARY, Client, Example, File, PTCE_2013, SENDERS, TestApp,
    chance::{Chance, cases},
};

/// Names that forms of ours use, and some that none does.
const NAMES: [&str; 24] = [
    "v",
    "version",
    "v.lead_name",
    "lead_name",
    "then",
    "track",
    "siret",
    "email",
    "role",
    "user",
    "dossier",
    "reviewer",
    "choice",
    "contest",
    "decision-ELI-2",
    "base",
    "C1",
    "overall",
    "outcome",
    "amount",
    "org",
    "csrf",
    "a[b][c]",
    "field",
];

/// A text as forms may carry it: words, numbers, marks, controls, anything of Unicode.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,40}",
        "[0-9 .,e+-]{0,25}",
        "\\PC{0,20}",
        Just("é".repeat(70_000)),
        Just("a\0b".to_owned()),
        Just("../../etc/passwd".to_owned()),
        Just("=cmd|'/C calc'!A0".to_owned()),
        Just("{{ 7 * 7 }}{% raw %}".to_owned()),
        Just("\u{202e}\u{feff}\u{2028}".to_owned()),
        Just("00000000-0000-0000-0000-000000000000".to_owned()),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![4 => prop::sample::select(&NAMES[..]).prop_map(str::to_owned), 1 => text(), 1 => Just("x.".repeat(3_000))]
}

fn fields() -> impl Strategy<Value = Vec<(String, String)>> {
    vec((name(), text()), 0..6)
}

/// Forms of the application, and who may send them.
fn forms() -> Vec<(Route, Role)> {
    let posts = routes::all().into_iter().filter(|route| route.method == Method::POST && route.path != "/deconnexion");
    posts
        .map(|route| {
            let may = |role: &Role| decide(&[Role::Account, *role], route.action) == Decision::Allowed;
            let role = SENDERS.into_iter().find(may).unwrap_or(Role::Visitor);
            (route, role)
        })
        .collect()
}

/// A browser of each role, so that one is not made for each form.
struct Cast<'a> {
    app: &'a TestApp,
    example: &'a Example,
    browsers: Vec<(Role, Client)>,
}

impl Cast<'_> {
    async fn browser(&mut self, role: Role) -> &mut Client {
        if !self.browsers.iter().any(|(known, _)| *known == role) {
            let user = self.app.somebody(self.example, role).await;
            self.browsers.push((role, self.app.browser_of(user).await));
        }
        &mut self.browsers.iter_mut().find(|(known, _)| *known == role).unwrap().1
    }
}

#[tokio::test]
async fn made_up_forms_are_answered_by_a_page() {
    let app = TestApp::with(|config| config.demo.enabled = true).await;
    let example = app.example().await;
    let mut cast = Cast { app: &app, example: &example, browsers: Vec::new() };
    let mut chance = Chance::new();
    for (route, role) in forms() {
        let path = example.path(route.path);
        for _ in 0..cases(3) {
            // Some forms end the session: a browser is signed in again when it was.
            let client = cast.browser(role).await;
            let fields = chance.draw(&fields());
            let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let page = client.post(&path, &pairs).await;
            assert!(!page.status.is_server_error(), "POST {path}: {} for {fields:?}", page.status);
            assert!(
                page.is_html() || page.body().starts_with('{') || page.status.is_redirection(),
                "POST {path}: {}",
                page.body()
            );
            if page.status == StatusCode::UNAUTHORIZED {
                cast.browsers.retain(|(known, _)| *known != role);
            }
        }
    }
    app.discard().await;
}

#[tokio::test]
async fn made_up_files_are_answered_by_a_page() {
    let app = TestApp::new().await;
    app.published_call().await;
    let (owner, mut client) = app.person("Nadia Benali").await;
    let path = format!("/dossiers/{}/documents", app.draft(owner, "emergence", 1).await);
    let mut chance = Chance::new();
    let names = prop_oneof![
        Just("statuts.pdf".to_owned()),
        Just("../../x.pdf".to_owned()),
        Just("a\u{0}b".to_owned()),
        Just("n".repeat(9_000)),
        "[a-zé./\\\\ ]{0,12}",
    ];
    let starts =
        prop::sample::select(vec![&b"%PDF-1.7\n"[..], b"PK\x03\x04", b"\x89PNG\r\n", b"\xff\xd8\xff", b"<svg>", b""]);
    let bytes = (starts, vec(any::<u8>(), 0..300)).prop_map(|(start, rest)| [start, &rest].concat());
    for _ in 0..cases(25) {
        let (name, bytes, field) =
            chance.draw(&(names.clone(), bytes.clone(), prop_oneof![Just("file".to_owned()), text()]));
        // A quote or a line break ends the header of a part: the rest is one more malformed body.
        let file = File { field: &field, name: &name, media_type: "application/pdf", bytes: &bytes };
        let piece = chance.draw(&prop_oneof![Just("statuts".to_owned()), text()]);
        let page = client.upload(&path, &[("piece", &piece)], &[file]).await;
        assert!(!page.status.is_server_error(), "{}: {field:?} {name:?} {piece:?} {bytes:?}", page.status);

        // The same body cut, and with some bytes of it changed.
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let mut body = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n").into_bytes();
        body.extend_from_slice(client.csrf().await.as_bytes());
        body.extend_from_slice(
            format!("\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"").as_bytes(),
        );
        body.extend_from_slice(&bytes);
        let (cut, flips) = chance.draw(&(any::<prop::sample::Index>(), vec(any::<(prop::sample::Index, u8)>(), 0..4)));
        body.truncate(cut.index(body.len()));
        let length = body.len();
        for (at, flip) in flips.into_iter().filter(|_| length > 0) {
            body[at.index(length)] ^= flip;
        }
        let page = client.raw(Method::POST, &path, &kind, body.clone()).await;
        assert!(page.status.is_client_error(), "{}: {:?}", page.status, String::from_utf8_lossy(&body));
    }
    app.run_jobs().await;
    app.finish().await;
}

#[tokio::test]
async fn nothing_is_written_without_the_token_of_the_form() {
    let app = TestApp::with(|config| config.demo.enabled = true).await;
    let example = app.example().await;
    let mut cast = Cast { app: &app, example: &example, browsers: Vec::new() };
    let mut chance = Chance::new();
    let routes = forms();
    for (_, role) in &routes {
        cast.browser(*role).await;
    }
    let before = app.fingerprint().await;
    for (route, role) in routes {
        let path = example.path(route.path);
        let client = cast.browser(role).await;
        for _ in 0..cases(2) {
            let mut fields = chance.draw(&fields());
            fields.retain(|(name, _)| name != "csrf");
            let wrong = chance.draw(&prop_oneof![Just(None), "[0-9a-f]{64}".prop_map(Some), text().prop_map(Some)]);
            fields.extend(wrong.map(|token| ("csrf".to_owned(), token)));
            let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let page = client.post_without_token(&path, &pairs).await;
            assert!(page.status.is_client_error(), "POST {path}: {} for {fields:?}", page.status);
            let body = chance.draw(&vec(any::<u8>(), 0..200));
            let kind = chance.draw(&prop::sample::select(vec![
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=utf-16",
                "multipart/form-data; boundary=x",
                "application/json",
                "text/plain",
                "",
            ]));
            let page = client.raw(Method::POST, &path, kind, body.clone()).await;
            assert!(page.status.is_client_error(), "POST {path} ({kind}): {} for {body:?}", page.status);
        }
    }
    assert_eq!(app.fingerprint().await, before);
    app.discard().await;
}

#[tokio::test]
async fn made_up_addresses_cookies_and_headers_are_answered_by_a_page() {
    let app = TestApp::new().await;
    let example = app.example().await;
    let (_, manager) = app.staff(example.call, Role::CallManager).await;
    let officer = app.sign_in(example.officer).await;
    let mut chance = Chance::new();
    let query = vec(
        (
            prop::sample::select(vec![
                "avant",
                "afficher",
                "evaluateur",
                "apres",
                "etat",
                "volet",
                "recherche",
                "liste",
                "debut",
                "suite",
                "x",
            ]),
            text(),
        ),
        0..4,
    );
    for route in routes::all().into_iter().filter(|route| route.method == Method::GET) {
        let path = example.path(route.path);
        for _ in 0..cases(2) {
            let pairs = chance.draw(&query);
            let short: Vec<(&str, String)> =
                pairs.into_iter().map(|(name, value)| (name, value.chars().take(500).collect())).collect();
            let mut client = if path.contains("/recevabilite") { officer.clone() } else { manager.clone() };
            let address = format!("{path}?{}", serde_html_form::to_string(&short).unwrap());
            let page = client.get(&address).await;
            assert!(!page.status.is_server_error(), "GET {address}: {}", page.status);
            tells_nothing(&page);
        }
    }
    let value = "[\\x20-\\x7e\\x80-\\xff]{0,60}";
    for _ in 0..cases(25) {
        let mut request = Request::get("/compte");
        for name in
            ["cookie", "accept-language", "x-forwarded-for", "x-request-id", "sec-fetch-site", "if-none-match", "range"]
        {
            let text: String = chance.draw(&value);
            let text = if name == "cookie" { format!("laureat={text}; __Host-laureat={text}; {text}") } else { text };
            request = request.header(name, text.into_bytes());
        }
        let page = app.client().send(request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "a cookie that is no session lets nobody in");
    }
    // The cookie of a session with one character changed is none.
    let name = if app.app.config.http.secure_cookies { "__Host-laureat" } else { "laureat" };
    let token = manager.cookie(name).unwrap().to_owned();
    for at in 0..token.len() {
        let mut changed = token.clone().into_bytes();
        changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
        let mut client = app.client();
        client.set_cookie(name, std::str::from_utf8(&changed).unwrap());
        client.get("/compte").await.expect(StatusCode::UNAUTHORIZED);
    }
    app.discard().await;
}

#[tokio::test]
async fn a_made_up_file_of_a_call_is_refused_whole() {
    let app = TestApp::new().await;
    let mut chance = Chance::new();
    let before = app.fingerprint().await;
    for _ in 0..cases(20) {
        let (at, noise) = chance.draw(&(any::<prop::sample::Index>(), "[\\]\\[={}\"0-9a-zé\n.]{1,8}"));
        let mut cut: Vec<&str> = PTCE_2013.lines().collect();
        // Between two tables: inside a long text, anything is right.
        let tables: Vec<usize> =
            cut.iter().enumerate().filter(|(_, line)| line.starts_with('[')).map(|(at, _)| at).collect();
        let line = tables[at.index(tables.len())];
        cut.insert(line, "= no key");
        cut.insert(line, &noise);
        let source = cut.join("\n");
        let done = laureat::features::calls::actions::import(
            &laureat::db::Act::now(&app.app, &laureat::db::Actor::CommandLine),
            &source,
        )
        .await;
        assert!(done.is_err(), "{noise:?} before line {line}");
    }
    assert_eq!(app.fingerprint().await, before);
    app.finish().await;
}

/// The program itself, since settings are read once when it starts.
#[test]
fn made_up_settings_are_refused_with_a_sentence() {
    let defaults = include_str!("../../config/default.toml");
    let mut chance = Chance::new();
    for _ in 0..cases(4) {
        let folder = tempfile::tempdir().unwrap();
        let (at, noise) = chance.draw(&(any::<prop::sample::Index>(), "[\\]\\[={}\"'0-9a-zé\n.-]{1,12}"));
        let mut lines: Vec<&str> = defaults.lines().collect();
        lines.insert(at.index(lines.len()), &noise);
        std::fs::write(folder.path().join("site.toml"), lines.join("\n")).unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_laureat"))
            .arg("migrate")
            .current_dir(folder.path())
            .env_clear()
            .env("LAUREAT_CONFIG", "site.toml")
            .env("LAUREAT__DATABASE__URL", "sqlite://site.db")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 3)), "{noise:?}: {:?} {said}", output.status);
        assert!(!said.contains("panicked"), "{noise:?}: {said}");
        assert!(output.status.success() || said.trim().len() > 20, "{noise:?} is refused without a word");
    }
}
