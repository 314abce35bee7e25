//! Requests for pages of the site.

use axum::response::Response;
use domain::ids::MailId;

use super::{
    forms::Language,
    pages::{MailLine, MailPage, MailsPage, TextPage, WorkCall, WorkPage, links_in, moment},
    work,
};
use crate::{
    error::{AppError, AppResult},
    features::{calls, door::OnPlatform},
    queue,
    web::{Checked, Path, Shell, path::local, visit},
};

/// Mails on the demonstration's page.
const MAILS_MAX: u64 = 200;

fn text(OnPlatform { visit, .. }: &OnPlatform, stem: &str, section: &'static str) -> AppResult<Response> {
    let page = TextPage::of(stem, &visit.app.config.site, visit.lang);
    visit.page(&Shell { section, ..Shell::default() }, &page)
}

/// `GET /accessibilite`.
pub async fn accessibility(at: OnPlatform) -> AppResult<Response> {
    text(&at, "site-accessibility", "")
}

/// `GET /donnees-personnelles`.
pub async fn privacy(at: OnPlatform) -> AppResult<Response> {
    text(&at, "site-privacy", "")
}

/// `GET /mentions-legales`.
pub async fn legal(at: OnPlatform) -> AppResult<Response> {
    text(&at, "site-legal", "")
}

/// `GET /aide`.
pub async fn help(at: OnPlatform) -> AppResult<Response> {
    text(&at, "site-help", "/aide")
}

/// `GET /code-source`.
pub async fn source(at: OnPlatform) -> AppResult<Response> {
    text(&at, "site-source", "")
}

/// `POST /langue`.
pub async fn update_language(at: OnPlatform, form: Checked<Language>) -> AppResult<Response> {
    // Nobody types in it: what is wrong with it did not come from a page of ours.
    let (lang, back) = form.result.map_err(|_| AppError::Unreadable)?;
    let visit = &at.visit;
    let mut response = visit.go(local(&back).unwrap_or("/"));
    visit::set_cookies(&mut response, &[visit.lang_cookie(lang)]);
    Ok(response)
}

/// `GET /travail`: the calls on which one holds a role.
pub async fn work(at: OnPlatform) -> AppResult<Response> {
    let (visit, user) = (&at.visit, at.permit.user()?);
    let held = calls::store::list_held(visit.app.db.reader(), user).await?;
    let awaiting = work::awaiting(&visit.app.db, user, &held, (visit.arrived, visit.navigation)).await?;
    let calls = held.iter().map(|call| {
        let duties = awaiting.get(&call.id).map_or(&[][..], Vec::as_slice);
        WorkCall::of(call, duties, visit.lang)
    });
    at.page(&WorkPage { calls: calls.collect() })
}

/// `GET /demo/courriers`.
pub async fn index_mails(at: OnPlatform) -> AppResult<Response> {
    let visit = &at.visit;
    let mails = queue::store::list_mails(&visit.app.db, MAILS_MAX).await?;
    let lines = mails.into_iter().map(|mail| MailLine {
        href: format!("/demo/courriers/{}", mail.id),
        when: moment(mail.created_at, visit.lang),
        sent: mail.sent_at.is_some(),
        subject: mail.subject,
        recipient: mail.recipient,
    });
    at.page(&MailsPage { mails: lines.collect() })
}

/// `GET /demo/courriers/{id}`.
pub async fn show_mail(at: OnPlatform, Path(id): Path<MailId>) -> AppResult<Response> {
    let visit = &at.visit;
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
    at.page(&page)
}
