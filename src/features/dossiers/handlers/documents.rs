//! Documents: joined, removed, downloaded.

use axum::response::Response;
use domain::{
    ids::{DocumentId, DossierId},
    permissions::Role,
};

use super::steps::show_again;
use crate::{
    error::{AppError, AppResult},
    features::{
        door::OnDossier,
        dossiers::{
            actions::{self, JoinRefused},
            fields::Typed,
            store,
            view::{self, Opened},
            words,
        },
    },
    files, i18n,
    web::{Errors, Path, form::Upload, page},
};

/// `GET /dossiers/{id}/documents`: they are joined within their step.
pub(in crate::features::dossiers) async fn index(at: OnDossier) -> AppResult<Response> {
    let opened = view::open(&at).await?;
    let step = opened.pieces_step().ok_or(AppError::NotFound)?;
    Ok(at.visit.go(&format!("{}#pieces", opened.step_href(&step.code))))
}

/// `POST /dossiers/{id}/documents`: the piece first, then its file.
pub(in crate::features::dossiers) async fn create(at: OnDossier, mut upload: Upload) -> AppResult<Response> {
    let (opened, id) = (view::open(&at).await?, at.dossier.id);
    let step = opened.pieces_step().ok_or(AppError::NotFound)?.code.clone();
    let mut piece = String::new();
    while let Some(field) = upload.next_field().await? {
        match field.name() {
            Some("piece") => piece = field.text().await?,
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                // The body is read in this task: who goes away while sending has sent nothing.
                let act = at.visit.acting();
                return match actions::join_document(&act, id, &piece, &name, field).await {
                    Ok(_) => {
                        let back = format!("{}#piece-{piece}", opened.step_href(&step));
                        Ok(at.visit.go_with(&back, "dossiers-flash-joined"))
                    }
                    Err(refused) => refuse(&at, &opened, &step, &piece, refused.rule()?).await,
                };
            }
            _ => {}
        }
    }
    Err(AppError::Unreadable)
}

async fn refuse(at: &OnDossier, opened: &Opened, step: &str, piece: &str, refused: JoinRefused) -> AppResult<Response> {
    let lang = at.visit.lang;
    let text = match refused {
        JoinRefused::Edit(why) => words::locked(why, opened.definition.zone, lang),
        JoinRefused::Type => i18n::word(lang, "dossiers-file-type"),
        JoinRefused::Empty => i18n::word(lang, "dossiers-file-empty"),
        JoinRefused::TooLarge { max_mib } => i18n::text(lang, "dossiers-file-large", &[("max", max_mib.into())]),
        JoinRefused::Dossier { max_mib } => i18n::text(lang, "dossiers-file-dossier", &[("max", max_mib.into())]),
        JoinRefused::Hour { max_mib } => i18n::text(lang, "dossiers-file-hour", &[("max", max_mib.into())]),
        JoinRefused::NoRoom => i18n::word(lang, "dossiers-file-no-room"),
        JoinRefused::TooMany { max } => i18n::text(lang, "dossiers-file-many", &[("max", max.into())]),
    };
    show_again(at, step, Typed::new(), Errors::one(&format!("piece-{piece}"), text)).await
}

/// `POST /dossiers/{id}/documents/{document}/retrait`.
pub(in crate::features::dossiers) async fn remove(
    at: OnDossier,
    Path((id, document)): Path<(DossierId, DocumentId)>,
) -> AppResult<Response> {
    let opened = view::open(&at).await?;
    let step = opened.pieces_step().ok_or(AppError::NotFound)?;
    match at.act(async move |act| actions::remove_document(&act, id, document).await).await {
        Ok(()) => {
            let back = format!("{}#pieces", opened.step_href(&step.code));
            Ok(at.visit.go_with(&back, "dossiers-flash-removed"))
        }
        Err(refused) => {
            refused.rule()?;
            Ok(at.visit.go_with_error(&opened.href(), "dossiers-flash-locked"))
        }
    }
}

/// `GET /dossiers/{id}/documents/{document}`: for the applicant, and for staff who may read the filed dossier.
pub(in crate::features::dossiers) async fn show(
    at: OnDossier,
    Path((id, document)): Path<(DossierId, DocumentId)>,
) -> AppResult<Response> {
    let (visit, conn) = (&at.visit, at.visit.app.db.reader());
    let found = store::load_document(conn, id, document).await?;
    let mine = at.permit.roles.contains(&Role::Owner);
    if !mine && !store::readers::may_read(conn, &at.dossier, document, &at.permit).await? {
        return Err(AppError::NotFound);
    }
    let file = files::send(&*visit.app.files, &found.storage_key).await?;
    Ok(page::download_stored(&found.file_name, &found.media_type, file))
}
