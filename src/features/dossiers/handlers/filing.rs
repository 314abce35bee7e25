//! Checking, filing, the receipt, the follow-up, reopening, withdrawing.

use axum::response::Response;
use domain::dossier::SubmitRefused;

use crate::{
    error::{AppError, AppResult},
    features::{
        door::OnDossier,
        dossiers::{
            actions::{self, Filing},
            pages, store, view, words,
        },
    },
    files,
    web::{Visit, page},
};

/// `GET /dossiers/{id}/verification`.
pub(in crate::features::dossiers) async fn check(at: OnDossier) -> AppResult<Response> {
    let (visit, opened) = (&at.visit, view::open(&at).await?);
    if opened.locked.is_some() {
        return Ok(visit.go(&opened.href()));
    }
    visit.page(&opened.shell(visit), &pages::check(&opened, String::new(), visit))
}

/// `POST /dossiers/{id}/depot`.
pub(in crate::features::dossiers) async fn submit(at: OnDossier) -> AppResult<Response> {
    let (visit, id) = (&at.visit, at.dossier.id);
    let why = match at.act(async move |act| actions::submit(&act, id).await).await {
        Ok(Filing::Done(_)) => return Ok(visit.go_with(&format!("/dossiers/{id}/recepisse"), "dossiers-flash-filed")),
        Ok(Filing::Late { closed }) => SubmitRefused::Closed { at: closed },
        Err(refused) => refused.rule()?,
    };
    let opened = view::open_again(&at).await?;
    let text = words::not_filed(&why, opened.definition.zone, visit.lang);
    visit.refused(&opened.shell(visit), &pages::check(&opened, text, visit))
}

/// `GET /dossiers/{id}/recepisse`.
pub(in crate::features::dossiers) async fn receipt(at: OnDossier) -> AppResult<Response> {
    let (visit, opened) = (&at.visit, view::open(&at).await?);
    let submission = opened.row.submission.ok_or(AppError::NotFound)?;
    let submission = store::load_submission_of(visit.app.db.reader(), &opened.call, submission).await?;
    let by = store::answers::author(visit.app.db.reader(), submission.filed_by).await?;
    let mut head = opened.head(visit.lang);
    head.title = opened.row.project_name.clone();
    let of = (&opened.row, &opened.call);
    let page = pages::receipt(of, &submission, head, &by, visit.arrived, visit.lang);
    visit.page(&opened.shell(visit), &page)
}

/// `GET /dossiers/{id}/recepisse.pdf`.
pub(in crate::features::dossiers) async fn receipt_pdf(at: OnDossier) -> AppResult<Response> {
    let submission = printed(&at).await?;
    send(&at.visit, submission.receipt_key.as_deref(), format!("recepisse-{}.pdf", submission.snapshot.number)).await
}

/// `GET /dossiers/{id}/dossier.pdf`.
pub(in crate::features::dossiers) async fn print_pdf(at: OnDossier) -> AppResult<Response> {
    let submission = printed(&at).await?;
    send(&at.visit, submission.print_key.as_deref(), format!("dossier-{}.pdf", submission.snapshot.number)).await
}

async fn printed(at: &OnDossier) -> AppResult<store::Submission> {
    store::load_submission(at.visit.app.db.reader(), at.dossier.submission.ok_or(AppError::NotFound)?).await
}

async fn send(visit: &Visit, key: Option<&str>, name: String) -> AppResult<Response> {
    let file = files::send(&*visit.app.files, key.ok_or(AppError::NotFound)?).await?;
    Ok(page::download_stored(&name, "application/pdf", file))
}

/// `GET /dossiers/{id}/suivi`.
pub(in crate::features::dossiers) async fn follow_up(at: OnDossier) -> AppResult<Response> {
    let (visit, opened) = (&at.visit, view::open(&at).await?);
    let conn = visit.app.db.reader();
    let filings = store::list_submissions_of(conn, at.dossier.id).await?;
    let current = match opened.row.submission {
        Some(submission) => Some(store::load_submission_of(conn, &opened.call, submission).await?),
        None => None,
    };
    let of = (&opened.row, &opened.call);
    let head = opened.head(visit.lang);
    let page = pages::follow_up(of, &filings, current.as_ref(), head, visit.arrived, visit.lang);
    visit.page(&opened.shell(visit), &page)
}

/// `POST /dossiers/{id}/reouverture`.
pub(in crate::features::dossiers) async fn reopen(at: OnDossier) -> AppResult<Response> {
    let (id, back) = (at.dossier.id, format!("/dossiers/{}", at.dossier.id));
    match at.act(async move |act| actions::reopen(&act, id).await).await {
        Ok(()) => Ok(at.visit.go_with(&back, "dossiers-flash-reopened")),
        Err(refused) => {
            refused.rule()?;
            Ok(at.visit.go_with_error(&back, "dossiers-flash-not-reopened"))
        }
    }
}

/// `POST /dossiers/{id}/retrait`.
pub(in crate::features::dossiers) async fn withdraw(at: OnDossier) -> AppResult<Response> {
    let id = at.dossier.id;
    at.act(async move |act| actions::withdraw(&act, id).await).await?;
    Ok(at.visit.go_with(&format!("/dossiers/{id}/suivi"), "dossiers-flash-withdrawn"))
}
