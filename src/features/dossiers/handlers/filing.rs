//! Checking, filing, the receipt, the follow-up, reopening, withdrawing.

use axum::response::Response;
use domain::{ids::DossierId, permissions::Action};

use crate::{
    db::{Subject, permit},
    error::{AppError, AppResult},
    features::dossiers::{
        actions::{self, SubmitError},
        pages, store,
        view::{self, Opened},
        words,
    },
    files,
    web::{Path, Visit, page},
};

/// `GET /dossiers/{id}/check`.
pub(in crate::features::dossiers) async fn check(visit: Visit, Path(id): Path<DossierId>) -> AppResult<Response> {
    let opened = view::open(&visit, id, Action::ReadOwnDossier).await?;
    if opened.locked.is_some() {
        return Ok(visit.go(&opened.href()));
    }
    visit.page(&opened.shell(&visit), &pages::check(&opened, String::new(), &visit))
}

/// `POST /dossiers/{id}/submission`.
pub(in crate::features::dossiers) async fn submit(visit: Visit, Path(id): Path<DossierId>) -> AppResult<Response> {
    let (app, actor, at) = (visit.app.clone(), visit.actor.clone(), visit.arrived);
    // A task of its own: a client who goes away does not stop a filing half-way.
    match tokio::spawn(async move { actions::submit(&app, &actor, id, at).await }).await? {
        Ok(_) => Ok(visit.go_with(&format!("/dossiers/{id}/receipt"), "dossiers-flash-filed")),
        Err(SubmitError::Failed(error)) => Err(error),
        Err(SubmitError::Refused(why)) => {
            let opened = view::open(&visit, id, Action::ReadOwnDossier).await?;
            let text = words::not_filed(&why, opened.definition.zone, visit.lang);
            visit.refused(&opened.shell(&visit), &pages::check(&opened, text, &visit))
        }
    }
}

async fn filed(visit: &Visit, id: DossierId) -> AppResult<(Opened, store::Submission)> {
    let opened = view::open(visit, id, Action::ReadFollowUp).await?;
    let submission = opened.row.submission.ok_or(AppError::NotFound)?;
    let submission = store::load_submission_of(visit.app.db.reader(), &opened.call, submission).await?;
    Ok((opened, submission))
}

/// `GET /dossiers/{id}/receipt`.
pub(in crate::features::dossiers) async fn receipt(visit: Visit, Path(id): Path<DossierId>) -> AppResult<Response> {
    let (opened, submission) = filed(&visit, id).await?;
    let by = store::answers::author(visit.app.db.reader(), submission.filed_by).await?;
    let mut head = opened.head(visit.lang);
    head.title = opened.row.project_name.clone();
    let of = (&opened.row, &opened.call);
    let page = pages::receipt(of, &submission, head, &by, visit.arrived, visit.lang);
    visit.page(&opened.shell(&visit), &page)
}

/// `GET /dossiers/{id}/receipt.pdf`.
pub(in crate::features::dossiers) async fn receipt_pdf(visit: Visit, Path(id): Path<DossierId>) -> AppResult<Response> {
    let submission = printed(&visit, id).await?;
    send(&visit, submission.receipt_key.as_deref(), format!("recepisse-{}.pdf", submission.snapshot.number)).await
}

/// `GET /dossiers/{id}/dossier.pdf`.
pub(in crate::features::dossiers) async fn print_pdf(visit: Visit, Path(id): Path<DossierId>) -> AppResult<Response> {
    let submission = printed(&visit, id).await?;
    send(&visit, submission.print_key.as_deref(), format!("dossier-{}.pdf", submission.snapshot.number)).await
}

async fn printed(visit: &Visit, id: DossierId) -> AppResult<store::Submission> {
    permit(&visit.app.db, &visit.actor, Action::ReadReceipt, Subject::Dossier(id)).await?;
    let row = store::load_dossier(visit.app.db.reader(), id).await?;
    store::load_submission(visit.app.db.reader(), row.submission.ok_or(AppError::NotFound)?).await
}

async fn send(visit: &Visit, key: Option<&str>, name: String) -> AppResult<Response> {
    let bytes = files::get(&*visit.app.files, key.ok_or(AppError::NotFound)?).await?;
    Ok(page::download(&name, "application/pdf", bytes))
}

/// `GET /dossiers/{id}/follow-up`.
pub(in crate::features::dossiers) async fn follow_up(visit: Visit, Path(id): Path<DossierId>) -> AppResult<Response> {
    let opened = view::open(&visit, id, Action::ReadFollowUp).await?;
    let conn = visit.app.db.reader();
    let filings = store::list_submissions_of(conn, id).await?;
    let current = match opened.row.submission {
        Some(submission) => Some(store::load_submission_of(conn, &opened.call, submission).await?),
        None => None,
    };
    let of = (&opened.row, &opened.call);
    let head = opened.head(visit.lang);
    let page = pages::follow_up(of, &filings, current.as_ref(), head, visit.arrived, visit.lang);
    visit.page(&opened.shell(&visit), &page)
}

/// `POST /dossiers/{id}/reopening`.
pub(in crate::features::dossiers) async fn reopen(visit: Visit, Path(id): Path<DossierId>) -> AppResult<Response> {
    let (app, actor, at) = (visit.app.clone(), visit.actor.clone(), visit.arrived);
    match tokio::spawn(async move { actions::reopen(&app, &actor, id, at).await }).await?? {
        Ok(()) => Ok(visit.go_with(&format!("/dossiers/{id}"), "dossiers-flash-reopened")),
        Err(_) => Ok(visit.go_with_error(&format!("/dossiers/{id}"), "dossiers-flash-not-reopened")),
    }
}

/// `POST /dossiers/{id}/withdrawal`.
pub(in crate::features::dossiers) async fn withdraw(visit: Visit, Path(id): Path<DossierId>) -> AppResult<Response> {
    let (app, actor, at) = (visit.app.clone(), visit.actor.clone(), visit.arrived);
    tokio::spawn(async move { actions::withdraw(&app, &actor, id, at).await }).await??;
    Ok(visit.go_with(&format!("/dossiers/{id}/follow-up"), "dossiers-flash-withdrawn"))
}
