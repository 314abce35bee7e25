//! Requests of the results.

use std::collections::BTreeSet;

use axum::response::Response;
use domain::{committee::WrongState, dossier::State};

use super::{
    actions, letter,
    pages::{LaureatesPage, LetterPage, NotYetPage, PublicationPage},
    store,
};
use crate::{
    error::{AppError, AppResult},
    features::{
        committee,
        door::{OnCall, OnDossier},
        dossiers,
    },
    web::{Errors, Part, Shell, page::download},
};

async fn publication_page(at: &OnCall, refused: Option<WrongState>) -> AppResult<Response> {
    let recused = at.permit.interests.recused();
    let seen = committee::store::read_sheet(&at.visit.app.db, at.call.clone(), recused).await?;
    let Some(WrongState { found, .. }) = refused else {
        return at.page(&PublicationPage::new(&seen.sheet, Errors::default()));
    };
    let errors = Errors::key(at.visit.lang, "", &format!("results-refused-{}", found.as_str()));
    at.refused(&PublicationPage::new(&seen.sheet, errors))
}

/// `GET /appels/{slug}/resultats`.
pub async fn show_publication(at: OnCall) -> AppResult<Response> {
    publication_page(&at, None).await
}

/// `POST /appels/{slug}/resultats`.
pub async fn create_publication(at: OnCall) -> AppResult<Response> {
    let call = at.call.id;
    match at.act(async move |act| actions::publish(&act, call).await).await {
        Ok(()) => Ok(at.go_with("/laureats", "results-done-published")),
        Err(refused) => publication_page(&at.read_again().await?, Some(refused.rule()?)).await,
    }
}

/// The public list of a call, or nothing before its results are published.
async fn list(at: &OnCall, shown: Option<&Part>) -> AppResult<Option<LaureatesPage>> {
    let (db, call) = (&at.visit.app.db, &at.call);
    if call.published_at.is_none() {
        return Err(AppError::NotFound);
    }
    if call.results_published_at.is_none() {
        return Ok(None);
    }
    let seen = committee::store::read_sheet(db, call.clone(), &BTreeSet::new()).await?;
    let told = store::read_told(db, call, &seen.sheet).await?;
    Ok(Some(LaureatesPage::new(at.visit.lang, &seen.sheet, &told, shown)))
}

/// `GET /appels/{slug}/laureats`.
pub async fn show_laureates(at: OnCall, shown: Part) -> AppResult<Response> {
    match list(&at, Some(&shown)).await? {
        Some(page) => at.page(&page),
        None => at.page(&NotYetPage::list(at.call.slug())),
    }
}

/// `GET /appels/{slug}/laureats.csv`.
pub async fn download_laureates(at: OnCall) -> AppResult<Response> {
    let Some(page) = list(&at, None).await? else {
        return Ok(at.visit.go(&at.path("/laureats")));
    };
    let bytes = page.to_csv().map_err(AppError::internal)?;
    Ok(download(&format!("laureats-{}.csv", at.call.slug()), "text/csv; charset=utf-8", bytes))
}

/// `GET /dossiers/{id}/decision`.
pub async fn show_letter(at: OnDossier) -> AppResult<Response> {
    let (db, dossier) = (&at.visit.app.db, &at.dossier);
    // Before publication an applicant may not even know that something was decided.
    if at.call.results_published_at.is_none() || matches!(dossier.state, State::Draft | State::Withdrawn) {
        let shell = Shell::applicant(Some(at.call.reference()), None, dossiers::SECTION);
        return at.visit.page(&shell, &NotYetPage::letter(dossier.id));
    }
    let refusals = match dossier.state {
        State::Inadmissible => {
            store::list_refusal_motives(db.reader(), &[dossier.id]).await?.remove(&dossier.id).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let seen = committee::store::read_sheet(db, at.call.clone(), &BTreeSet::new()).await?;
    let told = seen.sheet.contenders.get(&dossier.id).ok_or(AppError::NotFound)?;
    let letter = letter::of(at.visit.lang, &seen.sheet, told, &refusals).ok_or(AppError::NotFound)?;
    at.page(&LetterPage { letter })
}
