//! The engine of the walk over every page: who looks, what has been seen, which links were followed.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use axum::http::{Method, StatusCode};
use domain::{ids::UserId, permissions::Role};
use laureat::routes::{self, Route};
use serde_json::json;

use crate::{browser::Browser, server::Server, support::Client};

/// Routes that answer something else than a page, and why each has no picture.
const NO_PAGE: [(&str, &str); 9] = [
    ("/appels/{slug}/recevabilite.csv", "a table to download"),
    ("/appels/{slug}/recevabilite/suivant", "leads on to the next dossier"),
    ("/appels/{slug}/journal.jsonl", "the journal to download"),
    ("/appels/{slug}/journal-public.jsonl", "the journal to download"),
    ("/appels/{slug}/laureats.csv", "a table to download"),
    ("/appels/{slug}/evaluations/{number}/documents/{document}", "a file that was joined"),
    ("/dossiers/{id}/documents/{document}", "a file that was joined"),
    ("/dossiers/{id}/recepisse.pdf", "a document"),
    ("/dossiers/{id}/dossier.pdf", "a document"),
];

/// Somebody who looks: a role, and the account that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who {
    /// As what.
    pub role: Role,
    /// With which account; none for visitors.
    pub user: Option<UserId>,
}

/// Somebody without an account.
pub const VISITOR: Who = Who { role: Role::Visitor, user: None };

impl Who {
    /// A person in a role.
    pub fn new(role: Role, user: UserId) -> Self {
        Self { role, user: Some(user) }
    }
}

/// The walk.
pub struct Walk {
    /// The site.
    pub server: Server,
    /// The browser.
    pub browser: Browser,
    routes: Vec<Route>,
    clients: BTreeMap<Who, Client>,
    who: Option<Who>,
    seen: BTreeSet<&'static str>,
    names: BTreeSet<String>,
    followed: BTreeSet<(Who, String)>,
    pictures: Option<PathBuf>,
    only: Option<String>,
}

/// A variable of the environment, unless it is empty.
fn wanted(variable: &str) -> Option<String> {
    std::env::var(variable).ok().filter(|value| !value.is_empty())
}

impl Walk {
    /// Begins.
    pub async fn begin(server: Server) -> Self {
        let browser = Browser::open(&server.base, "every-page").await;
        let routes = routes::all().into_iter().filter(|route| route.method == Method::GET).collect();
        Self {
            server,
            browser,
            routes,
            clients: BTreeMap::new(),
            who: None,
            seen: BTreeSet::new(),
            names: BTreeSet::new(),
            followed: BTreeSet::new(),
            pictures: wanted("LAUREAT_PICTURES").map(PathBuf::from),
            // While one mends a page: only pictures whose name begins so.
            only: wanted("LAUREAT_LOOK"),
        }
    }

    /// Another day: sessions have ended.
    pub fn at(&mut self, local: &str) {
        self.server.app.set_clock(local);
        self.clients.clear();
        self.who = None;
    }

    /// Somebody sits down at the browser.
    pub async fn be(&mut self, who: Who) {
        if self.who == Some(who) {
            return;
        }
        self.browser.forget().await;
        if !self.clients.contains_key(&who) {
            let client = self.server.app.browser_of(who.user).await;
            self.clients.insert(who, client);
        }
        for name in ["laureat", "__Host-laureat"] {
            if let Some(token) = self.clients[&who].cookie(name) {
                let secure = name.starts_with("__Host");
                let cookie = json!({ "name": name, "value": token, "url": self.browser.base, "path": "/", "secure": secure, "httpOnly": true });
                self.browser.devtools("Network.setCookie", cookie).await;
            }
        }
        self.who = Some(who);
    }

    /// Goes to a page and looks closely at it. A picture has one name.
    pub async fn see(&mut self, who: Who, room: &str, name: &str, path: &str) {
        self.be(who).await;
        self.browser.go(path).await;
        let status = self.browser.status().await;
        if status != 200 && room != "errors" {
            self.browser.report(format!("{room}/{name}: {path} answers {status} to {:?}", who.role));
        }
        self.look(who, room, name).await;
    }

    /// Looks closely at the page where a click or a form has led.
    pub async fn look(&mut self, who: Who, room: &str, name: &str) {
        let path = self.browser.path().await;
        assert!(self.names.insert(format!("{room}/{name}")), "{room}/{name}: two pictures of one name");
        if let Some(route) = self.route_of(&path) {
            self.seen.insert(route);
        }
        let said = format!("{room}/{name}");
        if self.only.as_ref().is_some_and(|only| !said.starts_with(only)) {
            return;
        }
        self.browser.inspect(room, name).await;
        self.follow_links(who, &said).await;
    }

    /// Keeps what is in the window as a picture of the guides, when they are wanted.
    pub async fn picture(&mut self, name: &str) {
        if let Some(folder) = &self.pictures {
            self.browser.photograph(&folder.join(format!("{name}.png")), 1280, 1_100.0).await;
        }
    }

    fn route_of(&self, path: &str) -> Option<&'static str> {
        let fits = |route: &&Route| {
            let (wanted, given): (Vec<_>, Vec<_>) = (route.path.split('/').collect(), path.split('/').collect());
            wanted.len() == given.len() && wanted.iter().zip(given).all(|(one, is)| *one == is || one.starts_with('{'))
        };
        let fitting = self.routes.iter().filter(fits);
        fitting.min_by_key(|route| route.path.matches('{').count()).map(|route| route.path)
    }

    /// A link that is offered to somebody leads somewhere, for them.
    async fn follow_links(&mut self, who: Who, said: &str) {
        let here = self.browser.path().await;
        for link in self.browser.links().await {
            // From elsewhere one comes back to a page of a failure too.
            let failing = said.starts_with("errors/") && link == here;
            if failing || !self.followed.insert((who, link.clone())) {
                continue;
            }
            let Some(client) = self.clients.get_mut(&who) else { continue };
            let status = client.get(&link).await.status;
            let asks_to_sign_in = who.user.is_none() && status == StatusCode::UNAUTHORIZED;
            // A former address leads on, but no page of ours says one.
            let leads_on = status.is_redirection() && status != StatusCode::PERMANENT_REDIRECT;
            if !(status.is_success() || leads_on || asks_to_sign_in) {
                self.browser.report(format!("{said}: {link} leads to {status}, for {:?}", who.role));
            }
        }
    }

    /// Forgets which links were followed: what they lead to has changed.
    pub fn forget_links(&mut self) {
        self.followed.clear();
    }

    /// Ends: every page of the list of routes was seen, and nothing was wrong with any.
    pub async fn end(self) {
        let excused: Vec<&str> = NO_PAGE.iter().map(|(path, _)| *path).collect();
        let missing: Vec<&str> = self
            .routes
            .iter()
            .map(|route| route.path)
            .filter(|path| !self.seen.contains(path) && !excused.contains(path))
            .collect();
        let stale: Vec<&str> =
            excused.into_iter().filter(|path| !self.routes.iter().any(|route| route.path == *path)).collect();
        self.browser.close().await;
        assert!(missing.is_empty(), "pages that nobody looked at: {missing:?}");
        assert!(stale.is_empty(), "no such routes: {stale:?}");
        self.server.app.discard().await;
    }
}
