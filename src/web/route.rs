//! A route as data: method, path, what it does to what, and its handler. The router, the permission test and the
//! documentation read the same list; the door (`features::door`) asks for each route its own action.

use axum::{
    Router,
    handler::Handler,
    http::Method,
    middleware,
    routing::{MethodFilter, MethodRouter, on},
};
use domain::permissions::Action;

use super::csrf;
use crate::app::App;

/// What the path of a route names: what the action is checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The site, or one's own account.
    Platform,
    /// A call, by `{slug}`.
    Call,
    /// What a personal link opens, by `{token}`.
    Link,
    /// A dossier, by `{id}`, or by `{slug}` and `{number}`.
    Dossier,
}

/// One route.
pub struct Route {
    /// Method.
    pub method: Method,
    /// Path, in axum's notation.
    pub path: &'static str,
    /// What it does, as the table of permissions names it.
    pub action: Action,
    /// What it does it to.
    pub scope: Scope,
    /// The demonstration only.
    pub demo_only: bool,
    /// Takes forms with files, whose token [`super::form::Upload`] checks. Other routes refuse them.
    pub files: bool,
    handler: MethodRouter<App>,
}

impl Route {
    /// A page.
    pub fn get<H, T>(path: &'static str, scope: Scope, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self::new(Method::GET, path, scope, action, on(MethodFilter::GET, handler))
    }

    /// A form.
    pub fn post<H, T>(path: &'static str, scope: Scope, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self::new(Method::POST, path, scope, action, on(MethodFilter::POST, handler))
    }

    fn new(method: Method, path: &'static str, scope: Scope, action: Action, handler: MethodRouter<App>) -> Self {
        Self { method, path, action, scope, demo_only: false, files: false, handler }
    }

    /// Takes a form with files: its handler reads it with [`super::form::Upload`].
    #[must_use]
    pub fn with_files(mut self) -> Self {
        self.files = true;
        self
    }

    /// Exists in the demonstration only.
    #[must_use]
    pub fn demo(mut self) -> Self {
        self.demo_only = true;
        self
    }

    /// Hangs the route into a router, behind a door that is told its scope and action.
    pub fn hang<D>(self, router: Router<App>, door: D) -> Router<App>
    where
        D: FnOnce(Scope, Action, MethodRouter<App>) -> MethodRouter<App>,
    {
        let handler = door(self.scope, self.action, self.handler);
        let handler = if self.files { handler } else { handler.layer(middleware::from_fn(csrf::refuse_files)) };
        router.route(self.path, handler)
    }
}
