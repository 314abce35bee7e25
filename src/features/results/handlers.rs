//! Requests of the results.

use std::collections::BTreeSet;

use axum::response::Response;
use domain::{committee::DecisionRefused, dossier::State, ids::DossierId, permissions::Action};

use super::{
    actions::{self, PublishRefused},
    letter,
    pages::{LaureatesPage, LetterPage, NotYetPage, PublicationPage},
    store,
};
use crate::{
    db::{Subject, permit},
    error::{AppError, AppResult},
    features::{calls, committee, dossiers},
    web::{Errors, Part, Path, Room, Shell, Visit, page::download},
};

async fn publication_page(visit: &Visit, slug: &str, refused: Option<DecisionRefused>) -> AppResult<Response> {
    let conn = visit.app.db.reader();
    let call = calls::store::load_by_slug(conn, slug).await?;
    let permit = permit(&visit.app.db, &visit.actor, Action::PublishResults, Subject::Call(call.id)).await?;
    let recused = match call.results_published_at {
        Some(_) => BTreeSet::new(),
        None => permit.interests.recused.clone(),
    };
    let seen = committee::store::read_sheet(&visit.app.db, call, &recused).await?;
    let sheet = &seen.sheet;
    let shell = Shell::staff(sheet.call.reference(), &permit, "decision");
    let Some(DecisionRefused::WrongState { found, .. }) = refused else {
        return visit.page(&shell, &PublicationPage::new(sheet, Errors::default()));
    };
    let errors = Errors::key(visit.lang, "", &format!("results-refused-{}", found.as_str()));
    visit.refused(&shell, &PublicationPage::new(sheet, errors))
}

/// `GET /calls/{slug}/results`.
pub async fn show_publication(visit: Visit, Path(slug): Path<String>) -> AppResult<Response> {
    publication_page(&visit, &slug, None).await
}

/// `POST /calls/{slug}/results`.
pub async fn create_publication(visit: Visit, Path(slug): Path<String>) -> AppResult<Response> {
    let call = calls::store::load_by_slug(visit.app.db.reader(), &slug).await?.id;
    let (app, actor) = (visit.app.clone(), visit.actor.clone());
    // A task of its own: a client who goes away does not stop it half-way.
    match tokio::spawn(async move { actions::publish(&app, &actor, call).await }).await? {
        Ok(()) => Ok(visit.go_with(&format!("/calls/{slug}/laureats"), "results-done-published")),
        Err(PublishRefused::Decision(refused)) => publication_page(&visit, &slug, Some(refused)).await,
        Err(PublishRefused::Failed(error)) => Err(error),
    }
}

/// The public list of a call, or nothing before its results are published.
async fn list(visit: &Visit, slug: &str, shown: Option<&Part>) -> AppResult<(Shell, Option<LaureatesPage>)> {
    let conn = visit.app.db.reader();
    let call = calls::store::load_by_slug(conn, slug).await?;
    permit(&visit.app.db, &visit.actor, Action::ReadPublicPages, Subject::Call(call.id)).await?;
    if call.published_at.is_none() {
        return Err(AppError::NotFound);
    }
    let shell = Shell { room: Room::Public, call: Some(call.reference()), section: "/", permit: None, deadline: None };
    if call.results_published_at.is_none() {
        return Ok((shell, None));
    }
    let seen = committee::store::read_sheet(&visit.app.db, call, &BTreeSet::new()).await?;
    let told = store::read_told(&visit.app.db, &seen.sheet).await?;
    Ok((shell, Some(LaureatesPage::new(visit.lang, &seen.sheet, &told, shown))))
}

/// `GET /calls/{slug}/laureats`.
pub async fn show_laureates(visit: Visit, Path(slug): Path<String>, shown: Part) -> AppResult<Response> {
    match list(&visit, &slug, Some(&shown)).await? {
        (shell, Some(page)) => visit.page(&shell, &page),
        (shell, None) => visit.page(&shell, &NotYetPage::list(&slug)),
    }
}

/// `GET /calls/{slug}/laureats.csv`.
pub async fn download_laureates(visit: Visit, Path(slug): Path<String>) -> AppResult<Response> {
    let (_, Some(page)) = list(&visit, &slug, None).await? else {
        return Ok(visit.go(&format!("/calls/{slug}/laureats")));
    };
    let bytes = page.to_csv().map_err(AppError::internal)?;
    Ok(download(&format!("laureats-{slug}.csv"), "text/csv; charset=utf-8", bytes))
}

/// `GET /dossiers/{id}/decision`.
pub async fn show_letter(visit: Visit, Path(id): Path<DossierId>) -> AppResult<Response> {
    permit(&visit.app.db, &visit.actor, Action::ReadFollowUp, Subject::Dossier(id)).await?;
    let conn = visit.app.db.reader();
    let dossier = dossiers::store::load_dossier(conn, id).await?;
    let call = calls::store::load(conn, dossier.call).await?;
    let shell = Shell::applicant(Some(call.reference()), None);
    // Before publication an applicant may not even know that something was decided.
    if call.results_published_at.is_none() || matches!(dossier.state, State::Draft | State::Withdrawn) {
        return visit.page(&shell, &NotYetPage::letter(id));
    }
    let refusals = match dossier.state {
        State::Inadmissible => store::list_refusal_motives(conn, &[id]).await?.remove(&id).unwrap_or_default(),
        _ => Vec::new(),
    };
    let seen = committee::store::read_sheet(&visit.app.db, call, &BTreeSet::new()).await?;
    let letter = letter::of(visit.lang, &seen.sheet, &dossier, &refusals).ok_or(AppError::NotFound)?;
    visit.page(&shell, &LetterPage { letter })
}
