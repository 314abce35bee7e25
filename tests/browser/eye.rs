//! The eye itself: of a page with a fault the fault is told, of a page without none is.

use axum::{
    Router,
    http::header,
    response::{Html, IntoResponse},
    routing::get,
};
use tokio::net::TcpListener;

use crate::browser::Browser;

/// What a page says and how it looks, and the words with which its fault is told.
struct Fault {
    name: &'static str,
    head: &'static str,
    body: &'static str,
    style: &'static str,
    script: &'static str,
    told: &'static str,
}

const SOUND: Fault = Fault {
    name: "sound",
    head: "<title>Un titre – Lauréat</title>",
    body: "<h1>Un titre</h1><p>Un texte et <a href='#contenu'>un lien</a>.</p><form><label>Nom <input name=a></label>\
        <button>Enregistrer</button></form>",
    style: "",
    script: "",
    told: "",
};

const FAULTS: [Fault; 18] = [
    Fault { name: "title", head: "<title>–</title>", told: "title:", ..SOUND },
    Fault { name: "headings", body: "<h1>Un</h1><h1>Deux</h1>", told: "2 h1", ..SOUND },
    Fault { name: "landmark", body: "<h1>Un</h1></main><main>", told: "landmark: 2 main", ..SOUND },
    Fault { name: "anchor", body: "<h1>Un</h1><a href='#ailleurs'>Aller</a>", told: "leads nowhere", ..SOUND },
    Fault { name: "wide", style: "h1 { width: 2000px }", told: "px too wide", ..SOUND },
    Fault { name: "cut", style: "p { height: 8px; overflow: hidden }", told: "text cut", ..SOUND },
    Fault { name: "leaving", style: "p { width: 30px; white-space: nowrap }", told: "text leaves its box", ..SOUND },
    Fault {
        name: "sideways",
        style: "p { width: 30px; white-space: nowrap; overflow-x: auto }",
        told: "sideways",
        ..SOUND
    },
    Fault {
        name: "policy",
        body: "<h1>Un</h1><p style='color: red'>Texte</p>",
        told: "Content Security Policy",
        ..SOUND
    },
    Fault { name: "console", script: "console.error('cassé')", told: "console:", ..SOUND },
    Fault { name: "contrast", style: "p { color: #bbb }", told: "color-contrast", ..SOUND },
    Fault {
        name: "small-targets",
        body: "<h1>Un</h1><button>a</button><button>b</button>",
        style: "button { padding: 0; border: 1px solid; width: 10px; height: 10px; font-size: 8px }",
        told: "target-size",
        ..SOUND
    },
    Fault { name: "no-focus", style: "button:focus { outline: none }", told: "the focus cannot be seen", ..SOUND },
    Fault {
        name: "faint-focus",
        style: "button:focus { outline: none; background: yellow }",
        told: "the focus has no outline",
        ..SOUND
    },
    Fault {
        name: "trap",
        script: "document.querySelector('input').addEventListener('keydown', e => e.preventDefault())",
        told: "no key leads to",
        ..SOUND
    },
    Fault {
        name: "covered",
        body: "<h1>Un</h1><p><a href='#contenu'>Un lien</a></p><div>Une barre</div>",
        style: "div { position: fixed; inset: 0; background: white }",
        told: "the focus is hidden by",
        ..SOUND
    },
    Fault { name: "no-edge", style: "button { border: 0; background: #ddd }", told: "no edge", ..SOUND },
    Fault { name: "moving", style: "p { transition: color 1s }", told: "moves although motion is unwanted", ..SOUND },
];

fn page(fault: &Fault) -> String {
    format!(
        "<!DOCTYPE html><html lang=fr><head><meta charset=utf-8>{}<link rel=stylesheet href='/{name}.css'>\
        <script src='/{name}.js' defer></script></head><body><a class=govuk-skip-link href='#contenu'>Au contenu</a>\
        <header>Lauréat</header><main id=contenu>{}</main><footer>Pied</footer></body></html>",
        fault.head,
        fault.body,
        name = fault.name
    )
}

fn site() -> Router {
    FAULTS.iter().chain([&SOUND]).fold(Router::new(), |router, fault| {
        let (style, script) = (fault.style, fault.script);
        router
            .route(
                &format!("/{}", fault.name),
                get(async move || {
                    ([(header::CONTENT_SECURITY_POLICY, "default-src 'self'")], Html(page(fault))).into_response()
                }),
            )
            .route(&format!("/{}.css", fault.name), get(async move || ([(header::CONTENT_TYPE, "text/css")], style)))
            .route(
                &format!("/{}.js", fault.name),
                get(async move || ([(header::CONTENT_TYPE, "text/javascript")], script)),
            )
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_eye_tells_each_fault_and_nothing_of_a_sound_page() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let served = tokio::spawn(async move { axum::serve(listener, site()).await.unwrap() });
    let mut browser = Browser::open(&base, "eye").await;
    let mut untold = Vec::new();
    for fault in FAULTS.iter().chain([&SOUND]) {
        browser.go(&format!("/{}", fault.name)).await;
        browser.inspect("eye", fault.name).await;
        let told = browser.take_problems();
        if fault.told.is_empty() {
            assert!(told.is_empty(), "nothing is wrong with this page: {told:?}");
        } else if !told.iter().any(|problem| problem.contains(fault.told)) {
            untold.push(format!("{}: only {told:?}", fault.name));
        }
    }
    assert!(untold.is_empty(), "{}", untold.join("\n"));
    browser.close().await;
    served.abort();
}
