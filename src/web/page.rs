//! Pages: one struct each, bound to its template, shown inside the frame of its room.

use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::permissions::Role;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::{Visit, assets, navigation::NavItem, visit};
use crate::{
    db::{Actor, Keep},
    error::AppResult,
    files::Sent,
    i18n::{self, Lang},
};

/// What a page shows. Templates see these fields as `page`, never an entity.
pub trait Page: Serialize {
    /// Template, by its path under `templates/`.
    const TEMPLATE: &'static str;
    /// Where it stands.
    const ROOM: Room = Room::Public;
    /// The section of the navigation that is current on it; empty for none.
    const SECTION: &'static str = "";
    /// Whether it may hold a line for each dossier or organisation of a call: rendering hundreds of kilobytes keeps a
    /// worker from all that waits for it, so such a page leaves its worker to the others.
    const LARGE: bool = false;
}

/// Where a page stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Room {
    /// For everybody.
    #[default]
    Public,
    /// For applicants.
    Applicant,
    /// For the staff of a call.
    Staff,
}

/// The call that a page belongs to.
#[derive(Clone, Debug, Serialize)]
pub struct CallRef {
    /// Short name, in addresses.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Its dossiers and amounts are invented.
    pub fictitious: bool,
}

/// The deadline bar of applicants' pages.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlineBar {
    /// Less than a week is left.
    pub soon: bool,
    /// « Dépôt avant le vendredi 11 octobre 2013, 23:59 (heure de Paris) ».
    pub text: String,
    /// « Il reste 3 jours 9 h 57 min ».
    pub left_text: String,
    /// « Enregistré à 14:02 », or empty.
    pub saved_text: String,
}

/// The frame of a page: room, call, current section.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// The room.
    pub room: Room,
    /// The call.
    pub call: Option<CallRef>,
    /// Path of the section that is current in the navigation.
    pub section: &'static str,
    /// The roles of the person on the call, for the navigation of staff.
    pub roles: Vec<Role>,
    /// The deadline bar.
    pub deadline: Option<DeadlineBar>,
}

impl Shell {
    /// The frame of a page for the staff of a call.
    #[must_use]
    pub fn staff(call: CallRef, permit: &impl AsRef<[Role]>, section: &'static str) -> Self {
        Self { room: Room::Staff, call: Some(call), section, roles: permit.as_ref().to_vec(), deadline: None }
    }

    /// The frame of an applicant's page.
    #[must_use]
    pub fn applicant(call: Option<CallRef>, deadline: Option<DeadlineBar>, section: &'static str) -> Self {
        Self { room: Room::Applicant, call, section, roles: Vec::new(), deadline }
    }
}

#[derive(Serialize)]
struct User<'a> {
    name: &'a str,
    role_line: String,
}

#[derive(Serialize)]
struct ShellView<'a> {
    lang: Lang,
    title_suffix: &'static str,
    path: &'a str,
    user: Option<User<'a>>,
    nav: Vec<NavItem>,
    room: Room,
    call: Option<&'a CallRef>,
    demo: bool,
    demo_mail: bool,
    csrf: &'a str,
    flash: Option<&'a visit::Flash>,
    deadline: Option<&'a DeadlineBar>,
    assets: assets::Addresses,
}

/// Renders a page in its frame.
///
/// # Errors
/// When a template meets a variable that does not exist.
pub fn render<P: Page>(visit: &Visit, shell: &Shell, status: StatusCode, page: &P) -> AppResult<Response> {
    let user = match &visit.actor {
        Actor::User { name, .. } => {
            let lines: Vec<String> = shell
                .roles
                .iter()
                .filter_map(|role| role.name_on_call())
                .map(|role| i18n::word(visit.lang, &format!("role-{}", role.replace('_', "-"))))
                .collect();
            Some(User { name, role_line: lines.join(", ") })
        }
        _ => None,
    };
    let view = ShellView {
        lang: visit.lang,
        title_suffix: "Lauréat",
        path: &visit.path,
        user,
        nav: visit.navigation.links(visit, shell),
        room: shell.room,
        call: shell.call.as_ref(),
        demo: visit.app.config.demo.enabled,
        demo_mail: visit.app.config.demo.enabled,
        csrf: &visit.csrf,
        flash: visit.flash.as_ref(),
        deadline: shell.deadline.as_ref(),
        assets: assets::addresses(),
    };
    let mut context = tera::Context::new();
    context.insert("shell", &view);
    context.insert("page", page);
    let rendering = || i18n::with_lang(visit.lang, || visit.app.templates.render(P::TEMPLATE, &context));
    let html = if P::LARGE { beside(rendering) } else { rendering() }?;
    let mut response = (status, Html(html)).into_response();
    visit::set_cookies(&mut response, &visit.page_cookies());
    Ok(response)
}

/// A part of a page, rendered by its own template: nothing else is shown as it is, without being escaped.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Rendered(String);

impl Keep for Rendered {
    fn bytes(&self) -> usize {
        self.0.len()
    }
}

/// Renders a part of a page without its frame: what is the same for whoever asks for it in this language. It holds
/// nothing of the visit, neither its token nor the instant.
///
/// # Errors
/// As [`render`].
pub fn part<P: Page>(visit: &Visit, part: &P) -> AppResult<Rendered> {
    let mut context = tera::Context::new();
    context.insert("page", part);
    Ok(Rendered(i18n::with_lang(visit.lang, || visit.app.templates.render(P::TEMPLATE, &context))?))
}

/// Does what takes long while another thread goes on with what waits for this one, where there can be one.
fn beside<T>(work: impl FnOnce() -> T) -> T {
    match tokio::runtime::Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(tokio::runtime::RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

impl Visit {
    /// Shows a page.
    ///
    /// # Errors
    /// As [`render`].
    pub fn page<P: Page>(&self, shell: &Shell, page: &P) -> AppResult<Response> {
        render(self, shell, StatusCode::OK, page)
    }

    /// Shows a page again with what was refused on it (422).
    ///
    /// # Errors
    /// As [`render`].
    pub fn refused<P: Page>(&self, shell: &Shell, page: &P) -> AppResult<Response> {
        render(self, shell, StatusCode::UNPROCESSABLE_ENTITY, page)
    }

    /// Goes to another page of ours (303).
    #[must_use]
    pub fn go(&self, path: &str) -> Response {
        Redirect::to(path).into_response()
    }

    /// Goes to another page of ours with a message of success, given by its Fluent key.
    #[must_use]
    pub fn go_with(&self, path: &str, key: &str) -> Response {
        self.go_leaving(path, visit::FlashKind::Success, key)
    }

    /// Goes to another page of ours and says there why, when nothing went wrong: the message is given by its Fluent key.
    #[must_use]
    pub fn go_with_notice(&self, path: &str, key: &str) -> Response {
        self.go_leaving(path, visit::FlashKind::Notice, key)
    }

    /// Goes to another page of ours with an error, given by its Fluent key.
    #[must_use]
    pub fn go_with_error(&self, path: &str, key: &str) -> Response {
        self.go_leaving(path, visit::FlashKind::Error, key)
    }

    fn go_leaving(&self, path: &str, kind: visit::FlashKind, key: &str) -> Response {
        let mut response = Redirect::to(path).into_response();
        visit::set_cookies(&mut response, &[self.flash_cookie(kind, &i18n::word(self.lang, key))]);
        response
    }
}

/// What an extended value of a header (RFC 5987) holds as it is: letters, digits and these.
const NOT_IN_A_FILE_NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'-');

/// A stored file to be downloaded, sent as it is read.
#[must_use]
pub fn download_stored(file_name: &str, media_type: &str, file: Sent) -> Response {
    let mut response = download(file_name, media_type, axum::body::Body::from_stream(file.pieces));
    response.headers_mut().insert(header::CONTENT_LENGTH, file.size.into());
    response
}

/// A file to be downloaded: never shown inside the site, whatever it holds.
#[must_use]
pub fn download(file_name: &str, media_type: &str, bytes: impl Into<axum::body::Body>) -> Response {
    let ascii: String =
        file_name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let encoded = utf8_percent_encode(file_name, NOT_IN_A_FILE_NAME);
    let disposition = format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}");
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    (headers, bytes.into()).into_response()
}
