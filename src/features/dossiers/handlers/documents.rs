//! Documents: joined, removed, downloaded.

use axum::response::Response;
use domain::{
    ids::{DocumentId, DossierId},
    permissions::Action,
};

use super::steps::show_again;
use crate::{
    db::{Subject, permit},
    error::{AppError, AppResult},
    features::dossiers::{
        actions::{self, JoinRefused},
        fields::Typed,
        store, view, words,
    },
    files, i18n,
    web::{Errors, Path, Visit, form::Upload, page},
};

/// `GET /dossiers/{id}/documents`: they are joined within their step.
pub(in crate::features::dossiers) async fn index(visit: Visit, Path(id): Path<DossierId>) -> AppResult<Response> {
    let opened = view::open(&visit, id, Action::ReadOwnDossier).await?;
    let step = opened.pieces_step().ok_or(AppError::NotFound)?;
    Ok(visit.go(&format!("{}#pieces", opened.step_href(&step.code))))
}

/// `POST /dossiers/{id}/documents`: the piece first, then its file.
pub(in crate::features::dossiers) async fn create(
    visit: Visit,
    Path(id): Path<DossierId>,
    mut upload: Upload,
) -> AppResult<Response> {
    let opened = view::open(&visit, id, Action::JoinDocument).await?;
    let step = opened.pieces_step().ok_or(AppError::NotFound)?.code.clone();
    let mut piece = String::new();
    while let Some(field) = upload.next_field().await? {
        match field.name() {
            Some("piece") => piece = field.text().await?,
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let (app, actor, at) = (&visit.app, &visit.actor, visit.arrived);
                return match actions::join_document(app, actor, id, &piece, &name, field, at).await {
                    Ok(_) => {
                        let back = format!("{}#piece-{piece}", opened.step_href(&step));
                        Ok(visit.go_with(&back, "dossiers-flash-joined"))
                    }
                    Err(refused) => refuse(&visit, id, &step, &piece, refused).await,
                };
            }
            _ => {}
        }
    }
    Err(AppError::BadRequest("form-unreadable"))
}

async fn refuse(visit: &Visit, id: DossierId, step: &str, piece: &str, refused: JoinRefused) -> AppResult<Response> {
    let lang = visit.lang;
    let text = match refused {
        JoinRefused::Failed(error) => return Err(error),
        JoinRefused::Edit(why) => {
            let opened = view::open(visit, id, Action::ReadOwnDossier).await?;
            words::locked(why, opened.definition.zone, lang)
        }
        JoinRefused::Type => i18n::word(lang, "dossiers-file-type"),
        JoinRefused::Empty => i18n::word(lang, "dossiers-file-empty"),
        JoinRefused::TooLarge { max_mib } => i18n::text(lang, "dossiers-file-large", &[("max", max_mib.into())]),
        JoinRefused::TooMany { max } => i18n::text(lang, "dossiers-file-many", &[("max", max.into())]),
    };
    show_again(visit, id, step, Typed::new(), Errors::one(&format!("piece-{piece}"), text)).await
}

/// `POST /dossiers/{id}/documents/{document}/removal`.
pub(in crate::features::dossiers) async fn remove(
    visit: Visit,
    Path((id, document)): Path<(DossierId, DocumentId)>,
) -> AppResult<Response> {
    let opened = view::open(&visit, id, Action::JoinDocument).await?;
    let step = opened.pieces_step().ok_or(AppError::NotFound)?;
    match actions::remove_document(&visit.app, &visit.actor, id, document, visit.arrived).await {
        Ok(()) => {
            let back = format!("{}#pieces", opened.step_href(&step.code));
            Ok(visit.go_with(&back, "dossiers-flash-removed"))
        }
        Err(JoinRefused::Failed(error)) => Err(error),
        Err(_) => Ok(visit.go_with_error(&opened.href(), "dossiers-flash-locked")),
    }
}

/// `GET /dossiers/{id}/documents/{document}`: for the applicant, and for staff who may read the filed dossier.
pub(in crate::features::dossiers) async fn show(
    visit: Visit,
    Path((id, document)): Path<(DossierId, DocumentId)>,
) -> AppResult<Response> {
    let permit = permit(&visit.app.db, &visit.actor, Action::ReadDocument, Subject::Dossier(id)).await?;
    let (conn, user) = (visit.app.db.reader(), permit.user()?);
    let found = store::load_document(conn, id, document).await?;
    if !permit.allows(Action::ReadOwnDossier) {
        let officer = permit.allows(Action::ReadDossierAsOfficer);
        if !store::readers::may_read(conn, id, document, user, officer).await? {
            return Err(AppError::NotFound);
        }
    }
    let bytes = files::get(&*visit.app.files, &found.storage_key).await?;
    Ok(page::download(&found.file_name, &found.media_type, bytes))
}
