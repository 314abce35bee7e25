//! The door: before any handler runs, the router reads what the address names, asks the permission that the route
//! names, and leaves what it opened: [`OnPlatform`], [`OnCall`] or [`OnDossier`]. A handler takes it as an argument;
//! it names no action and cannot exist without a check.

use std::collections::HashMap;

use axum::{
    RequestExt,
    extract::{FromRequestParts, RawPathParams, Request, State},
    http::{StatusCode, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use domain::{ids::DossierId, permissions::Action};

use crate::{
    app::App,
    db::{
        Act, Actor,
        access::{Permit, permit},
        links,
        links::HeldLink,
        standing::On,
    },
    error::{AppError, AppResult},
    features::{
        calls::{self, store::LoadedCall},
        dossiers::{self, store::DossierRow},
    },
    web::{Page, Room, Scope, Shell, Visit, page::render},
};

/// A page or an act on the site itself, or on one's own account.
#[derive(Clone)]
pub struct OnPlatform {
    /// The visit.
    pub visit: Visit,
    /// What was granted.
    pub permit: Permit,
}

/// A page or an act of whoever holds a personal link.
#[derive(Clone)]
pub struct OnLink {
    /// The visit.
    pub visit: Visit,
    /// The link, which opens.
    pub link: HeldLink,
    /// Its address, where its form is sent.
    pub address: String,
    /// What was granted.
    pub permit: Permit,
}

/// A page or an act on a call.
#[derive(Clone)]
pub struct OnCall {
    /// The visit.
    pub visit: Visit,
    /// The call.
    pub call: LoadedCall,
    /// What was granted, with what interests close.
    pub permit: Permit,
}

/// A page or an act on a dossier.
#[derive(Clone)]
pub struct OnDossier {
    /// The visit.
    pub visit: Visit,
    /// The call of the dossier.
    pub call: LoadedCall,
    /// The dossier.
    pub dossier: DossierRow,
    /// What was granted, with what interests close.
    pub permit: Permit,
}

/// Hangs the door before a handler.
pub fn hang(scope: Scope, action: Action, handler: MethodRouter<App>) -> MethodRouter<App> {
    handler.layer(middleware::from_fn_with_state((scope, action), open))
}

async fn open(State((scope, action)): State<(Scope, Action)>, mut request: Request, next: Next) -> Response {
    let Some(visit) = request.extensions().get::<Visit>().cloned() else {
        return AppError::internal("the visit was not loaded").into_response();
    };
    let mut visit = visit;
    visit.asked = Some(action);
    // What cannot be parsed names nothing.
    let Ok(params) = request.extract_parts::<RawPathParams>().await else {
        return AppError::NotFound.into_response();
    };
    let named: HashMap<String, String> = params.iter().map(|(name, value)| (name.into(), value.into())).collect();
    let opened = match scope {
        Scope::Platform => on_platform(visit, action).await.map(|at| leave(&mut request, at)),
        Scope::Link => {
            on_link(visit, action, &named, request.uri().path().to_owned()).await.map(|at| leave(&mut request, at))
        }
        Scope::Call => on_call(visit, action, &named).await.map(|at| leave(&mut request, at)),
        Scope::Dossier => on_dossier(visit, action, &named).await.map(|at| leave(&mut request, at)),
    };
    match opened {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

fn leave<T: Clone + Send + Sync + 'static>(request: &mut Request, opened: T) {
    request.extensions_mut().insert(opened);
}

async fn on_platform(visit: Visit, action: Action) -> AppResult<OnPlatform> {
    let permit = permit(&visit.app.db, &visit.actor, action, On::Platform, visit.arrived).await?;
    Ok(OnPlatform { visit, permit })
}

/// Whoever holds a link acts as its holder, whether they are signed in or not.
async fn on_link(visit: Visit, action: Action, params: &Named, address: String) -> AppResult<OnLink> {
    let conn = visit.app.db.reader();
    let link = links::open(conn, named(params, "token")?, visit.arrived).await?;
    let holder = Actor::Link(link.clone());
    let permit = match link.about {
        links::About::Account(_) => permit(&visit.app.db, &holder, action, On::Platform, visit.arrived).await?,
        links::About::Call(id) => {
            let call = calls::store::load(conn, id).await?.facts();
            permit(&visit.app.db, &holder, action, On::Call(&call), visit.arrived).await?
        }
        links::About::Dossier(id) => {
            let (dossier, call) = dossiers::store::load_with_call(conn, id).await?;
            let call = call.facts();
            permit(&visit.app.db, &holder, action, On::Dossier(&call, &dossier.facts()), visit.arrived).await?
        }
    };
    Ok(OnLink { visit, link, address, permit })
}

type Named = HashMap<String, String>;

fn named<'a>(params: &'a Named, name: &str) -> AppResult<&'a str> {
    params.get(name).map(String::as_str).ok_or(AppError::NotFound)
}

async fn on_call(visit: Visit, action: Action, params: &Named) -> AppResult<OnCall> {
    let conn = visit.app.db.reader();
    let call = calls::store::load_by_slug(conn, named(params, "slug")?).await?;
    let permit = permit(&visit.app.db, &visit.actor, action, On::Call(&call.facts()), visit.arrived).await?;
    Ok(OnCall { visit, call, permit })
}

async fn on_dossier(visit: Visit, action: Action, params: &Named) -> AppResult<OnDossier> {
    let conn = visit.app.db.reader();
    let (dossier, call) = match params.get("number") {
        Some(number) => dossiers::store::load_filed_with_call(conn, named(params, "slug")?, number).await?,
        None => {
            let id: DossierId = named(params, "id")?.parse().map_err(|_| AppError::NotFound)?;
            dossiers::store::load_with_call(conn, id).await?
        }
    };
    let on = On::Dossier(&call.facts(), &dossier.facts());
    let permit = permit(&visit.app.db, &visit.actor, action, on, visit.arrived).await?;
    Ok(OnDossier { visit, call, dossier, permit })
}

/// Shows a page of a call in the frame that it names for itself.
fn show<P: Page>(
    visit: &Visit,
    call: &LoadedCall,
    permit: &Permit,
    status: StatusCode,
    page: &P,
) -> AppResult<Response> {
    let shell = match P::ROOM {
        Room::Staff => Shell::staff(call.reference(), permit, P::SECTION),
        Room::Applicant => Shell::applicant(Some(call.reference()), None, P::SECTION),
        Room::Public => Shell { call: Some(call.reference()), section: P::SECTION, ..Shell::default() },
    };
    render(visit, &shell, status, page)
}

macro_rules! opened {
    ($($opened:ident),+) => {$(
        impl FromRequestParts<App> for $opened {
            type Rejection = AppError;

            async fn from_request_parts(parts: &mut Parts, _: &App) -> AppResult<Self> {
                let missing = || AppError::internal("the route has another scope than its handler");
                parts.extensions.get::<Self>().cloned().ok_or_else(missing)
            }
        }

        impl $opened {
            /// Acts: see [`Visit::act`].
            ///
            /// # Errors
            /// As the act.
            pub async fn act<T, E, F, W>(&self, work: F) -> Result<T, E>
            where
                F: FnOnce(Act) -> W,
                W: Future<Output = Result<T, E>> + Send + 'static,
                T: Send + 'static,
                E: From<AppError> + Send + 'static,
            {
                self.visit.act_as(&self.permit.actor, work).await
            }
        }
    )+};
}

opened!(OnPlatform, OnLink, OnCall, OnDossier);

macro_rules! on_call {
    ($($opened:ident),+) => {$(
        impl $opened {
            /// Shows a page.
            ///
            /// # Errors
            /// When its template fails.
            pub fn page<P: Page>(&self, page: &P) -> AppResult<Response> {
                show(&self.visit, &self.call, &self.permit, StatusCode::OK, page)
            }

            /// Shows a page again with what was refused on it (422).
            ///
            /// # Errors
            /// When its template fails.
            pub fn refused<P: Page>(&self, page: &P) -> AppResult<Response> {
                show(&self.visit, &self.call, &self.permit, StatusCode::UNPROCESSABLE_ENTITY, page)
            }

            /// The address of a page of the call: `end` begins with a stroke.
            #[must_use]
            pub fn path(&self, end: &str) -> String {
                format!("/appels/{}{end}", self.call.slug())
            }

            /// Goes to a page of the call with a message of success, given by its Fluent key.
            #[must_use]
            pub fn go_with(&self, end: &str, key: &str) -> Response {
                self.visit.go_with(&self.path(end), key)
            }

            /// Goes to a page of the call with an error, given by its Fluent key.
            #[must_use]
            pub fn go_with_error(&self, end: &str, key: &str) -> Response {
                self.visit.go_with_error(&self.path(end), key)
            }
        }
    )+};
}

on_call!(OnCall, OnDossier);

impl OnCall {
    /// The same, as the call stands now: after an act.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read_again(&self) -> AppResult<Self> {
        let call = calls::store::load(self.visit.app.db.reader(), self.call.id).await?;
        Ok(Self { call, ..self.clone() })
    }
}

impl OnDossier {
    /// The same, as call and dossier stand now: after an act.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read_again(&self) -> AppResult<Self> {
        let conn = self.visit.app.db.reader();
        let (dossier, call) = dossiers::store::load_with_call(conn, self.dossier.id).await?;
        Ok(Self { call, dossier, ..self.clone() })
    }
}

macro_rules! on_platform {
    ($($opened:ident),+) => {$(
        impl $opened {
            /// Shows a page.
            ///
            /// # Errors
            /// When its template fails.
            pub fn page<P: Page>(&self, page: &P) -> AppResult<Response> {
                self.show(StatusCode::OK, page)
            }

            /// Shows a page again with what was refused on it (422).
            ///
            /// # Errors
            /// When its template fails.
            pub fn refused<P: Page>(&self, page: &P) -> AppResult<Response> {
                self.show(StatusCode::UNPROCESSABLE_ENTITY, page)
            }

            fn show<P: Page>(&self, status: StatusCode, page: &P) -> AppResult<Response> {
                let shell = Shell { room: P::ROOM, section: P::SECTION, ..Shell::default() };
                render(&self.visit, &shell, status, page)
            }
        }
    )+};
}

on_platform!(OnPlatform, OnLink);
