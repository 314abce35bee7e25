//! Requests for pages of the site.

use std::collections::BTreeMap;

use axum::response::Response;
use domain::{
    ids::{CallId, MailId},
    permissions::{Action, Role},
};

use super::{
    pages::{MailLine, MailPage, MailsPage, Owed, TextPage, WorkCall, WorkPage, links_in, moment},
    store,
};
use crate::{
    db::{Subject, permit},
    error::{AppError, AppResult, BadRequest},
    features::calls,
    i18n::Lang,
    queue,
    web::{Path, RawForm, Shell, Visit, path::local, visit},
};

/// Mails on the demonstration's page.
const MAILS_MAX: u64 = 200;

fn text(visit: &Visit, stem: &str, section: &'static str) -> AppResult<Response> {
    let page = TextPage::of(stem, &visit.app.config.site, visit.lang);
    visit.page(&Shell { section, ..Shell::default() }, &page)
}

/// `GET /accessibilite`.
pub async fn accessibility(visit: Visit) -> AppResult<Response> {
    text(&visit, "site-accessibility", "")
}

/// `GET /donnees-personnelles`.
pub async fn privacy(visit: Visit) -> AppResult<Response> {
    text(&visit, "site-privacy", "")
}

/// `GET /mentions-legales`.
pub async fn legal(visit: Visit) -> AppResult<Response> {
    text(&visit, "site-legal", "")
}

/// `GET /aide`.
pub async fn help(visit: Visit) -> AppResult<Response> {
    text(&visit, "site-help", "/aide")
}

/// `GET /code-source`.
pub async fn source(visit: Visit) -> AppResult<Response> {
    text(&visit, "site-source", "")
}

/// `POST /langue`.
pub async fn update_language(visit: Visit, raw: RawForm) -> AppResult<Response> {
    let lang = Lang::parse(raw.get("lang")).ok_or(AppError::BadRequest(BadRequest::FormUnreadable))?;
    let mut response = visit.go(local(raw.get("back")).unwrap_or("/"));
    visit::set_cookies(&mut response, &[visit.lang_cookie(lang)]);
    Ok(response)
}

/// `GET /work`: the calls on which one holds a role.
pub async fn work(visit: Visit) -> AppResult<Response> {
    let permit = permit(&visit.app.db, &visit.actor, Action::ManageOwnAccount, Subject::Platform).await?;
    let (reader, user) = (visit.app.db.reader(), permit.user()?);
    let mut roles: BTreeMap<CallId, Vec<Role>> = BTreeMap::new();
    for (call, role) in calls::store::list_calls_of(reader, user).await? {
        roles.entry(call).or_default().push(role);
    }
    let ids: Vec<CallId> = roles.keys().copied().collect();
    let reviews = store::count_reviews_owed(reader, user).await?;
    let waiting = store::count_to_examine(reader, user, &ids).await?;
    let sittings = store::list_sittings(reader, &ids).await?;
    let lines = store::list_calls(reader, &ids).await?;
    let calls = lines.iter().map(|call| {
        let held = roles.get(&call.id).map_or(&[][..], Vec::as_slice);
        let owed = Owed {
            closed: visit.arrived >= call.closes_at,
            reviews: reviews.get(&call.id).copied().unwrap_or_default(),
            to_examine: waiting.get(&call.id).copied().unwrap_or_default(),
            sitting: sittings.get(&call.id).copied().unwrap_or_default(),
        };
        WorkCall::of(call, held, owed, visit.lang)
    });
    let page = WorkPage { calls: calls.collect() };
    visit.page(&Shell { section: "/work", ..Shell::default() }, &page)
}

/// `GET /demo/courriers`.
pub async fn index_mails(visit: Visit) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::ReadSentMail, Subject::Platform).await?;
    let mails = queue::store::list_mails(&visit.app.db, MAILS_MAX).await?;
    let lines = mails.into_iter().map(|mail| MailLine {
        href: format!("/demo/courriers/{}", mail.id),
        when: moment(mail.created_at, visit.lang),
        sent: mail.sent_at.is_some(),
        subject: mail.subject,
        recipient: mail.recipient,
    });
    visit.page(&Shell::default(), &MailsPage { mails: lines.collect() })
}

/// `GET /demo/courriers/{id}`.
pub async fn show_mail(visit: Visit, Path(id): Path<MailId>) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::ReadSentMail, Subject::Platform).await?;
    let mail = queue::store::find_mail(&visit.app.db, id).await?.ok_or(AppError::NotFound)?;
    let page = MailPage {
        links: links_in(&mail.body_text, &visit.app.config.http.base_url),
        line: MailLine {
            href: format!("/demo/courriers/{id}"),
            when: moment(mail.created_at, visit.lang),
            sent: mail.sent_at.is_some(),
            subject: mail.subject,
            recipient: mail.recipient,
        },
        text: mail.body_text,
    };
    visit.page(&Shell::default(), &page)
}
