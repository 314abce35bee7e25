//! Requests of this room.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    ids::{AssignmentId, DocumentId, DossierId, UserId},
    permissions::Action,
};
use serde::Deserialize;
use serde_json::json;

use super::{
    access::{self, Desk},
    actions::{self, AssignRefused, DeclareRefused, Edits, Refused, ReturnRefused, SaveRefused, Saved, SubmitRefused},
    facts,
    forms::GiveBack,
    pages::{
        AssignmentsPage, DeclarationForm, DeclarationPage, MinePage, OnlyMissing, ReviewPage, edits, problem_errors,
    },
    store,
};
use crate::{
    error::{AppError, AppResult},
    files, i18n,
    web::{Checked, Errors, Part, Path, Query, RawForm, Visit, page::download},
};

/// `GET /calls/{slug}/reviews`: one's dossiers, or the declaration that comes before them.
pub async fn index(visit: Visit, Path(slug): Path<String>) -> AppResult<Response> {
    let entered = access::enter(&visit, &slug, Action::DeclareInterests).await?;
    match facts::mine(&visit, &entered).await? {
        Some(facts) => visit.page(&entered.shell("reviews"), &MinePage::new(&visit, &entered, facts)),
        None => new_declaration(visit, Path(slug)).await,
    }
}

/// `GET /calls/{slug}/reviews/declaration`
pub async fn new_declaration(visit: Visit, Path(slug): Path<String>) -> AppResult<Response> {
    let entered = access::enter(&visit, &slug, Action::DeclareInterests).await?;
    let facts = facts::declaration(&visit, &entered).await?;
    let page = DeclarationPage::new(&visit, &entered.call.definition, &RawForm::default(), facts, Errors::default());
    visit.page(&entered.shell("reviews"), &page)
}

/// `POST /calls/{slug}/reviews/declaration`
pub async fn create_declaration(visit: Visit, Path(slug): Path<String>, raw: RawForm) -> AppResult<Response> {
    let entered = access::enter(&visit, &slug, Action::DeclareInterests).await?;
    let facts = facts::declaration(&visit, &entered).await?;
    if raw.has("vers") {
        // Nothing is signed yet: the form goes to another part of a long list with what is ticked on it.
        let page = DeclarationPage::new(&visit, &entered.call.definition, &raw, facts, Errors::default());
        return visit.page(&entered.shell("reviews"), &page);
    }
    let mut form = DeclarationForm::read(&visit, &raw, &facts.organisations);
    if form.errors.is_empty() {
        let (app, actor, call) = (visit.app.clone(), visit.actor.clone(), entered.call.id);
        let done = tokio::spawn(async move { actions::declare_interests(&app, &actor, call, form.conflicts).await });
        let key = match done.await? {
            Ok(()) => return Ok(visit.go_with(&format!("/calls/{slug}/reviews"), "reviews-declared")),
            Err(Refused::Failed(error)) => return Err(error),
            Err(Refused::Rule(DeclareRefused::StillOpen)) => "reviews-error-still-open",
            Err(Refused::Rule(_)) => "reviews-error-list-changed",
        };
        form.errors = Errors::key(visit.lang, "", key);
    }
    let page = DeclarationPage::new(&visit, &entered.call.definition, &raw, facts, form.errors);
    visit.refused(&entered.shell("reviews"), &page)
}

fn to_declaration(visit: &Visit, slug: &str) -> Response {
    visit.go_with_error(&format!("/calls/{slug}/reviews"), "reviews-declare-first")
}

/// `GET /calls/{slug}/reviews/{number}`
pub async fn show(visit: Visit, Path((slug, number)): Path<(String, String)>) -> AppResult<Response> {
    let Some(desk) = access::open(&visit, &slug, &number).await? else { return Ok(to_declaration(&visit, &slug)) };
    let page = ReviewPage::new(&visit, &desk, facts::review(&visit, &desk).await?, None, &[], Errors::default());
    visit.page(&desk.entered.shell("reviews"), &page)
}

/// `GET /calls/{slug}/reviews/{number}/documents/{document}`
pub async fn show_document(
    visit: Visit,
    Path((slug, number, document)): Path<(String, String, DocumentId)>,
) -> AppResult<Response> {
    let Some(desk) = access::open(&visit, &slug, &number).await? else { return Ok(to_declaration(&visit, &slug)) };
    let document = desk.document(&visit, document).await?;
    let bytes = files::get(&*visit.app.files, &document.storage_key).await?;
    Ok(download(&document.file_name, &document.media_type, bytes))
}

async fn save_edits(visit: &Visit, desk: &Desk, edits: Edits) -> AppResult<Result<Saved, SaveRefused>> {
    let (app, actor, id) = (visit.app.clone(), visit.actor.clone(), desk.assignment.id);
    match tokio::spawn(async move { actions::save(&app, &actor, id, edits).await }).await? {
        Ok(saved) => Ok(Ok(saved)),
        Err(Refused::Rule(refused)) => Ok(Err(refused)),
        Err(Refused::Failed(error)) => Err(error),
    }
}

fn save_error(visit: &Visit, refused: &SaveRefused) -> Errors {
    let (field, key) = match refused {
        SaveRefused::Ended => (String::new(), "reviews-error-ended"),
        SaveRefused::UnknownCriterion(code) | SaveRefused::BeyondScale(code) => (code.clone(), "reviews-error-score"),
        SaveRefused::TooLong(field) if field == "overall" => (field.clone(), "reviews-error-too-long"),
        SaveRefused::TooLong(code) => (format!("pourquoi-{code}"), "reviews-error-too-long"),
    };
    Errors::key(visit.lang, &field, key)
}

/// The answer to a save by script: the new version, or why not.
fn saved_json(visit: &Visit, desk: &Desk, field: &str, result: &Result<Saved, SaveRefused>) -> Response {
    let error = match result {
        Ok(saved) if saved.stale.is_empty() => {
            let time = i18n::time_of_day(saved.at, desk.entered.call.definition.zone);
            let text = i18n::text(visit.lang, "reviews-saved-at", &[("time", time.into())]);
            return Json(json!({ "version": saved.versions.get(field), "saved_text": text })).into_response();
        }
        Ok(_) => i18n::word(visit.lang, "reviews-error-stale"),
        Err(refused) => save_error(visit, refused).list.into_iter().map(|line| line.text).collect(),
    };
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "error": error }))).into_response()
}

/// What a save leaves to be shown, when it was not whole.
async fn not_saved(
    visit: &Visit,
    desk: &Desk,
    raw: &RawForm,
    result: Result<Saved, SaveRefused>,
) -> AppResult<Option<Response>> {
    let (stale, errors) = match result {
        Ok(saved) if saved.stale.is_empty() => return Ok(None),
        Ok(saved) => {
            let stale = i18n::word(visit.lang, "reviews-error-stale");
            let errors = saved.stale.iter().map(|one| (&one.field, stale.clone())).collect();
            (saved.stale, errors)
        }
        Err(refused) => (Vec::new(), save_error(visit, &refused)),
    };
    let page = ReviewPage::new(visit, desk, facts::review(visit, desk).await?, Some(raw), &stale, errors);
    visit.refused(&desk.entered.shell("reviews"), &page).map(Some)
}

/// `POST /calls/{slug}/reviews/{number}/scores`: the whole form, or one field by script.
pub async fn save(visit: Visit, Path((slug, number)): Path<(String, String)>, raw: RawForm) -> AppResult<Response> {
    let Some(desk) = access::open(&visit, &slug, &number).await? else { return Ok(to_declaration(&visit, &slug)) };
    let edits = edits(&desk.entered.call.definition, &desk.dossier.track, &raw);
    let result = save_edits(&visit, &desk, edits).await?;
    if raw.has("field") {
        return Ok(saved_json(&visit, &desk, raw.get("field"), &result));
    }
    match not_saved(&visit, &desk, &raw, result).await? {
        Some(refused) => Ok(refused),
        None => Ok(visit.go_with(&desk.path(), "reviews-saved")),
    }
}

/// `POST /calls/{slug}/reviews/{number}/submission`: saves what the form holds, then freezes it.
pub async fn create_submission(
    visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    raw: RawForm,
) -> AppResult<Response> {
    let Some(desk) = access::open(&visit, &slug, &number).await? else { return Ok(to_declaration(&visit, &slug)) };
    let edits = edits(&desk.entered.call.definition, &desk.dossier.track, &raw);
    let result = save_edits(&visit, &desk, edits).await?;
    if let Some(refused) = not_saved(&visit, &desk, &raw, result).await? {
        return Ok(refused);
    }
    let (app, actor, id) = (visit.app.clone(), visit.actor.clone(), desk.assignment.id);
    let errors = match tokio::spawn(async move { actions::submit_review(&app, &actor, id).await }).await? {
        Ok(()) => return Ok(visit.go_with(&desk.path(), "reviews-submitted")),
        Err(Refused::Failed(error)) => return Err(error),
        Err(Refused::Rule(SubmitRefused::Ended)) => save_error(&visit, &SaveRefused::Ended),
        Err(Refused::Rule(SubmitRefused::Problems(problems))) => problem_errors(&problems, visit.lang),
    };
    let page = ReviewPage::new(&visit, &desk, facts::review(&visit, &desk).await?, None, &[], errors);
    visit.refused(&desk.entered.shell("reviews"), &page)
}

/// `POST /calls/{slug}/reviews/{number}/return`
pub async fn create_return(
    visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    form: Checked<GiveBack>,
) -> AppResult<Response> {
    let Some(desk) = access::open(&visit, &slug, &number).await? else { return Ok(to_declaration(&visit, &slug)) };
    let errors = match form.result {
        Err(errors) => errors,
        Ok(reason) => {
            let (app, actor, id) = (visit.app.clone(), visit.actor.clone(), desk.assignment.id);
            let done = tokio::spawn(async move { actions::return_assignment(&app, &actor, id, &reason).await });
            let key = match done.await? {
                Ok(()) => return Ok(visit.go_with(&format!("/calls/{slug}/reviews"), "reviews-returned")),
                Err(Refused::Failed(error)) => return Err(error),
                Err(Refused::Rule(ReturnRefused::ReasonMissing)) => "reviews-error-return-reason",
                Err(Refused::Rule(_)) => "reviews-error-ended",
            };
            Errors::key(visit.lang, "reason", key)
        }
    };
    let page = ReviewPage::new(&visit, &desk, facts::review(&visit, &desk).await?, Some(&form.raw), &[], errors);
    visit.refused(&desk.entered.shell("reviews"), &page)
}

/// What is listed.
#[derive(Debug, Default, Deserialize)]
pub struct Filter {
    /// `missing`: dossiers that lack reviewers.
    #[serde(default)]
    pub show: String,
    /// A reviewer chosen in advance.
    #[serde(default)]
    pub reviewer: String,
}

impl Filter {
    fn only_missing(&self) -> OnlyMissing {
        if self.show == "missing" { OnlyMissing::Yes } else { OnlyMissing::No }
    }
}

/// `GET /calls/{slug}/assignments`
pub async fn index_assignments(
    visit: Visit,
    Path(slug): Path<String>,
    Query(filter): Query<Filter>,
    shown: Part,
) -> AppResult<Response> {
    let entered = access::enter(&visit, &slug, Action::AssignReviewers).await?;
    let raw = RawForm(vec![("reviewer".into(), filter.reviewer.clone())]);
    let call = &entered.call.definition;
    let facts = facts::assignments(&visit, &entered, filter.only_missing(), shown, &[]).await?;
    let page = AssignmentsPage::new(&visit, call, &facts, &raw, filter.only_missing(), &[], Errors::default());
    visit.page(&entered.shell("assignments"), &page)
}

/// `POST /calls/{slug}/assignments`: gives the ticked dossiers to the chosen reviewer.
pub async fn create_assignments(visit: Visit, Path(slug): Path<String>, raw: RawForm) -> AppResult<Response> {
    let entered = access::enter(&visit, &slug, Action::AssignReviewers).await?;
    let (mut refused, mut key) = (Vec::new(), "reviews-error-assign-incomplete");
    let reviewer = raw.get("reviewer").parse::<UserId>();
    let ticked: Vec<DossierId> = raw.all("dossier").iter().filter_map(|id| id.parse().ok()).collect();
    if let (Ok(reviewer), false) = (reviewer, ticked.is_empty()) {
        let pairs = ticked.iter().map(|dossier| (*dossier, reviewer)).collect();
        let (app, actor, call) = (visit.app.clone(), visit.actor.clone(), entered.call.id);
        match tokio::spawn(async move { actions::assign(&app, &actor, call, pairs).await }).await? {
            Ok(()) => return Ok(visit.go_with(&format!("/calls/{slug}/assignments"), "reviews-assigned")),
            Err(Refused::Failed(error)) => return Err(error),
            Err(Refused::Rule(AssignRefused::RankingFrozen)) => key = "reviews-error-frozen",
            Err(Refused::Rule(AssignRefused::Problems(problems))) => {
                (refused, key) = (problems, "reviews-error-assign-refused");
            }
        }
    }
    let errors = Errors::key(visit.lang, "reviewer", key);
    let call = &entered.call.definition;
    let facts = facts::assignments(&visit, &entered, OnlyMissing::No, Part::default(), &ticked).await?;
    let page = AssignmentsPage::new(&visit, call, &facts, &raw, OnlyMissing::No, &refused, errors);
    visit.refused(&entered.shell("assignments"), &page)
}

/// `POST /calls/{slug}/assignments/{id}/withdrawal`
pub async fn create_withdrawal(visit: Visit, Path((slug, id)): Path<(String, AssignmentId)>) -> AppResult<Response> {
    let entered = access::enter(&visit, &slug, Action::AssignReviewers).await?;
    if store::load_assignment(visit.app.db.reader(), id).await?.call != entered.call.id {
        return Err(AppError::NotFound);
    }
    let (app, actor) = (visit.app.clone(), visit.actor.clone());
    let back = format!("/calls/{slug}/assignments");
    match tokio::spawn(async move { actions::withdraw_assignment(&app, &actor, id).await }).await? {
        Ok(()) => Ok(visit.go_with(&back, "reviews-withdrawn")),
        Err(Refused::Rule(_)) => Ok(visit.go_with_error(&back, "reviews-error-withdrawal")),
        Err(Refused::Failed(error)) => Err(error),
    }
}
