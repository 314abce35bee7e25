//! One visit: who is there, in which language, since when. Made by a middleware, taken by handlers.

use std::{future::Future, net::SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{HeaderMap, header, request::Parts},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use domain::{canonical::sha256_hex, ids::UserId, permissions::Action, time::Instant};
use tracing::Instrument;

use super::{Navigation, bare::bare, store};
use crate::{
    app::App,
    db::{Act, Actor, Lasting},
    error::{AppError, AppResult},
    i18n::Lang,
};

/// A visit.
#[derive(Clone)]
pub struct Visit {
    /// The application.
    pub app: App,
    /// Who visits.
    pub actor: Actor,
    /// Language of the screens.
    pub lang: Lang,
    /// When the request's headers arrived: the instant that decides about deadlines.
    pub arrived: Instant,
    /// Path and query of the page, for coming back: of a form, that of the page that held it.
    pub path: String,
    /// Address of the client, for throttling.
    pub client: String,
    /// Token that each unsafe request must repeat.
    pub csrf: String,
    /// Reference of the request, shown on failure pages and written in the logs.
    pub reference: String,
    /// Where rooms are.
    pub navigation: &'static Navigation,
    /// A message left by the request before this one.
    pub flash: Option<Flash>,
    /// What the route asks for, once its door is open.
    pub asked: Option<Action>,
    session_hash: Option<String>,
    new_csrf: bool,
    /// Whether an act of this request is stored for good.
    pub lasting: Lasting,
}

/// A message for the next page.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Flash {
    /// `success`, `notice` or `error`.
    pub kind: &'static str,
    /// Words.
    pub text: String,
}

/// What a message for the next page tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlashKind {
    /// Something was done.
    Success,
    /// Why one is led there; nothing went wrong.
    Notice,
    /// Something was not done.
    Error,
}

impl FlashKind {
    const ALL: [Self; 3] = [Self::Success, Self::Notice, Self::Error];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Notice => "notice",
            Self::Error => "error",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

const SESSION: &str = "laureat";
const CSRF: &str = "laureat-csrf";
const FLASH: &str = "laureat-flash";
const LANG: &str = "laureat-lang";

/// Cookie names: with the `__Host-` prefix, a neighbour site cannot plant them.
fn name(app: &App, base: &str) -> String {
    if app.config.http.secure_cookies { format!("__Host-{base}") } else { base.to_owned() }
}

fn cookie(app: &App, base: &str, value: String) -> Cookie<'static> {
    Cookie::build((name(app, base), value))
        .path("/")
        .http_only(true)
        .secure(app.config.http.secure_cookies)
        .same_site(SameSite::Lax)
        .build()
}

fn hash(token: &str) -> String {
    sha256_hex(token.as_bytes())
}

/// Middleware: loads the visit before anything else looks at the request.
pub async fn load(
    State((app, navigation)): State<(App, &'static Navigation)>,
    request: Request,
    next: Next,
) -> Response {
    let arrived = app.now();
    let (mut parts, body) = request.into_parts();
    let visit = match read(&app, navigation, &parts, arrived).await {
        Ok(visit) => visit,
        Err(error) => return bare(&error),
    };
    parts.extensions.insert(visit);
    next.run(Request::from_parts(parts, body)).await
}

async fn read(app: &App, navigation: &'static Navigation, request: &Parts, arrived: Instant) -> AppResult<Visit> {
    let jar = CookieJar::from_headers(&request.headers);
    let value = |base: &str| jar.get(&name(app, base)).map(|cookie| cookie.value().to_owned());
    let mut actor = Actor::Visitor;
    let (mut session_hash, mut lang) = (None, None);
    let (mut csrf, mut new_csrf) = match value(CSRF).filter(|token| token.len() == 64) {
        Some(token) => (token, false),
        None => (app.token(), true),
    };
    if let Some(token) = value(SESSION) {
        let hashed = hash(&token);
        if let Some((session, person)) = store::find_session(&app.db, &hashed, arrived).await? {
            actor = Actor::User { id: UserId::from_uuid(person.id), name: person.name, operator: person.operator };
            lang = Lang::parse(&person.lang);
            (csrf, new_csrf) = (session.csrf, false);
            session_hash = Some(hashed);
        }
    }
    Ok(Visit {
        app: app.clone(),
        actor,
        lang: value(LANG).and_then(|code| Lang::parse(&code)).or(lang).unwrap_or_default(),
        arrived,
        path: page_path(app, request),
        client: client(app, request),
        csrf,
        reference: reference(&request.headers),
        asked: None,
        navigation,
        flash: value(FLASH).and_then(|text| decode_flash(&text)),
        session_hash,
        new_csrf,
        lasting: Lasting::default(),
    })
}

/// A form's own address may take no other method: one comes back to where the form was.
fn page_path(app: &App, request: &Parts) -> String {
    if request.method.is_safe() {
        return request.uri.path_and_query().map_or_else(|| "/".into(), |path| path.as_str().to_owned());
    }
    let referer = request.headers.get(header::REFERER).and_then(|referer| referer.to_str().ok());
    let own = referer.and_then(|address| address.strip_prefix(app.config.http.base_url.trim_end_matches('/')));
    own.filter(|path| path.starts_with('/')).unwrap_or("/").to_owned()
}

fn client(app: &App, request: &Parts) -> String {
    let forwarded = || {
        let header = request.headers.get("x-forwarded-for")?.to_str().ok()?;
        header.rsplit(',').next().map(|last| last.trim().to_owned())
    };
    let direct = || request.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_string());
    app.config.http.behind_proxy.then(forwarded).flatten().or_else(direct).unwrap_or_else(|| "local".into())
}

fn reference(headers: &HeaderMap) -> String {
    headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or("-").to_owned()
}

impl FromRequestParts<App> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Response> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| bare(&AppError::internal("the visit was not loaded")))
    }
}

impl Visit {
    /// Who acts, when, and what the route asked for.
    #[must_use]
    pub fn acting(&self) -> Act {
        self.acting_as(&self.actor)
    }

    fn acting_as(&self, actor: &Actor) -> Act {
        let lasting = self.lasting.clone();
        Act { asked: self.asked, lasting, ..Act::new(&self.app, actor, self.arrived) }
    }

    /// Acts as whoever visits, at the instant at which the request arrived. The act runs in a task of its own, so that
    /// a client who goes away does not stop it half-way, and in the span of the request, whose reference its log bears.
    ///
    /// # Errors
    /// As the act; a panic in it is a fault of ours.
    pub async fn act<T, E, F, W>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(Act) -> W,
        W: Future<Output = Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<AppError> + Send + 'static,
    {
        self.act_as(&self.actor, work).await
    }

    /// The same, as whom a permit was given to: whoever visits, or the holder of a personal link.
    ///
    /// # Errors
    /// As [`Visit::act`].
    pub async fn act_as<T, E, F, W>(&self, actor: &Actor, work: F) -> Result<T, E>
    where
        F: FnOnce(Act) -> W,
        W: Future<Output = Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<AppError> + Send + 'static,
    {
        let act = self.acting_as(actor);
        match tokio::spawn(work(act).in_current_span()).await {
            Ok(done) => done,
            Err(stopped) => Err(AppError::from(stopped).into()),
        }
    }

    /// Opens a session for a person, with a new token, and gives the cookies to set.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sign_in(&self, user: UserId) -> AppResult<Vec<Cookie<'static>>> {
        if let Some(old) = &self.session_hash {
            store::delete_session(&self.app.db, old).await?;
        }
        let token = self.app.token();
        store::insert_session(&self.app.db, hash(&token), user, self.app.token(), self.arrived).await?;
        Ok(vec![cookie(&self.app, SESSION, token)])
    }

    /// Ends the session, and gives the cookies to set.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sign_out(&self) -> AppResult<Vec<Cookie<'static>>> {
        if let Some(hash) = &self.session_hash {
            store::delete_session(&self.app.db, hash).await?;
        }
        Ok(vec![self.removal(SESSION)])
    }

    /// The cookie that keeps the choice of a language.
    #[must_use]
    pub fn lang_cookie(&self, lang: Lang) -> Cookie<'static> {
        let mut cookie = cookie(&self.app, LANG, lang.code().to_owned());
        cookie.make_permanent();
        cookie
    }

    /// Cookies that a rendered page sets: a token for a visitor's forms, and the end of a shown message.
    #[must_use]
    pub fn page_cookies(&self) -> Vec<Cookie<'static>> {
        let mut cookies = Vec::new();
        if self.new_csrf {
            cookies.push(cookie(&self.app, CSRF, self.csrf.clone()));
        }
        if self.flash.is_some() {
            cookies.push(self.removal(FLASH));
        }
        cookies
    }

    /// Leaves a message for the next page.
    #[must_use]
    pub fn flash_cookie(&self, kind: FlashKind, text: &str) -> Cookie<'static> {
        cookie(&self.app, FLASH, hex::encode(format!("{}\n{text}", kind.as_str())))
    }

    fn removal(&self, base: &str) -> Cookie<'static> {
        let mut cookie = cookie(&self.app, base, String::new());
        cookie.make_removal();
        cookie
    }
}

fn decode_flash(cookie: &str) -> Option<Flash> {
    let text = String::from_utf8(hex::decode(cookie).ok()?).ok()?;
    let (kind, text) = text.split_once('\n')?;
    let kind = FlashKind::parse(kind)?.as_str();
    Some(Flash { kind, text: text.into() })
}

/// Adds cookies to a response.
pub fn set_cookies(response: &mut Response, cookies: &[Cookie<'static>]) {
    for cookie in cookies {
        if let Ok(value) = cookie.to_string().parse() {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
}
