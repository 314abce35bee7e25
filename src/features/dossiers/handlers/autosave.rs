//! One answer saved by the script as soon as its field is left. It is the act that people repeat most: nothing is read
//! that it does not need, and no page is made.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    call::Call,
    form::{Question, Step},
    meaning::Shown,
};
use serde_json::{Map, Value, json};

use crate::{
    error::{AppError, AppResult, Refused},
    features::{
        calls,
        door::OnDossier,
        dossiers::{
            actions::{self, SaveRefused, Saved},
            fields,
            store::{self, documents::count_by_piece},
            view, words,
        },
    },
    i18n,
    web::RawForm,
};

/// Saves the field that the script names, and answers it: the new version, and what the conditions of the step show now.
pub(super) async fn save(at: &OnDossier, code: &str, raw: &RawForm) -> AppResult<Response> {
    let (conn, lang) = (at.visit.app.db.reader(), at.visit.lang);
    let definition = calls::store::load_revision_of(conn, &at.call, at.dossier.revision).await?;
    let step = definition.form.steps.iter().find(|step| step.code == code).ok_or(AppError::NotFound)?;
    let posted = fields::read_step(step, raw, Some(raw.get("field")), lang);
    let (id, changes) = (at.dossier.id, posted.changes);
    let saved = at.act(async move |act| actions::save_answers(&act, id, changes).await).await;
    if let Some((_, error)) = posted.typed.values().next() {
        return Ok(refuse(StatusCode::UNPROCESSABLE_ENTITY, error));
    }
    let version = match only(saved)? {
        Ok(Saved::Version(version)) => version,
        Ok(Saved::Stale(stale)) => {
            let text = i18n::text(lang, "dossiers-stale", &[("name", stale.by.into())]);
            return Ok(refuse(StatusCode::CONFLICT, &text));
        }
        Err(SaveRefused::Edit(why)) => {
            return Ok(refuse(StatusCode::UNPROCESSABLE_ENTITY, &words::locked(why, definition.zone, lang)));
        }
        Err(SaveRefused::TooManyRows { .. }) => return Err(AppError::Unreadable),
    };
    let saved_text = view::saved_text(&at.call, at.visit.arrived, lang);
    let visible = visible(at, &definition, step).await?;
    Ok(Json(json!({ "saved_text": saved_text, "version": version, "visible": visible })).into_response())
}

fn refuse(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}

/// What became of the one answer that was sent.
fn only(saved: Result<Vec<Saved>, Refused<SaveRefused>>) -> AppResult<Result<Saved, SaveRefused>> {
    match saved {
        Ok(mut saved) => saved.pop().map(Ok).ok_or(AppError::Unreadable),
        Err(refused) => refused.rule().map(Err),
    }
}

/// The questions of the step that have a condition: shown or not. Where none has, nothing is read.
async fn visible(at: &OnDossier, definition: &Call, step: &Step) -> AppResult<Map<String, Value>> {
    let conditional: Vec<&Question> = step.questions.iter().filter(|question| question.visible_if.is_some()).collect();
    if conditional.is_empty() {
        return Ok(Map::new());
    }
    let (conn, id) = (at.visit.app.db.reader(), at.dossier.id);
    let answers = store::answers::load(conn, id).await?.answers(&definition.form);
    let joined = count_by_piece(&store::list_documents(conn, id).await?);
    let shown = Shown::new(definition, &at.dossier.track, &answers, &joined);
    Ok(conditional.into_iter().map(|one| (one.code.clone(), Value::from(shown.shows(&one.code)))).collect())
}
