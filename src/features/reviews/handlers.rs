//! Requests of this room.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::ids::{AssignmentId, DocumentId, DossierId, UserId};
use serde::Deserialize;
use serde_json::json;

use super::{
    access::{self, Desk},
    actions::{self, AssignRefused, DeclareRefused, Edits, ReturnRefused, SaveRefused, Saved, SubmitRefused},
    facts,
    forms::GiveBack,
    pages::{
        AssignmentsPage, DeclarationForm, DeclarationPage, MinePage, OnlyMissing, ReviewPage, edits, problem_errors,
    },
};
use crate::{
    error::AppResult,
    features::door::{OnCall, OnDossier},
    files,
    i18n::{self, Lang},
    web::{Checked, Errors, Part, Path, Query, RawForm, page::download_stored},
};

/// `GET /appels/{slug}/evaluations`: one's dossiers, or the declaration that comes before them.
pub async fn index(at: OnCall) -> AppResult<Response> {
    match facts::mine(&at).await? {
        Some(facts) => at.page(&MinePage::new(&at, facts)),
        None => new_declaration(at).await,
    }
}

/// `GET /appels/{slug}/evaluations/declaration`
pub async fn new_declaration(at: OnCall) -> AppResult<Response> {
    let facts = facts::declaration(&at).await?;
    at.page(&DeclarationPage::new(&at.visit, &at.call.definition, &RawForm::default(), facts, Errors::default()))
}

/// `POST /appels/{slug}/evaluations/declaration`
pub async fn create_declaration(at: OnCall, raw: RawForm) -> AppResult<Response> {
    let facts = facts::declaration(&at).await?;
    let (visit, definition) = (&at.visit, &at.call.definition);
    if raw.has("vers") {
        // Nothing is signed yet: the form goes to another part of a long list with what is ticked on it.
        return at.page(&DeclarationPage::new(visit, definition, &raw, facts, Errors::default()));
    }
    let mut form = DeclarationForm::read(visit, &raw, &facts.organisations);
    if form.errors.is_empty() {
        let (call, conflicts) = (at.call.id, form.conflicts);
        let key = match at.act(async move |act| actions::declare_interests(&act, call, conflicts).await).await {
            Ok(()) => return Ok(at.go_with("/evaluations", "reviews-declared")),
            Err(refused) => match refused.rule()? {
                DeclareRefused::StillOpen => "reviews-error-still-open",
                DeclareRefused::ReasonMissing | DeclareRefused::UnknownDossier => "reviews-error-list-changed",
            },
        };
        form.errors = Errors::key(visit.lang, "", key);
    }
    at.refused(&DeclarationPage::new(visit, definition, &raw, facts, form.errors))
}

/// `GET /appels/{slug}/evaluations/{number}`
pub async fn show(at: OnDossier) -> AppResult<Response> {
    let desk = access::open(at).await?;
    desk.at.page(&ReviewPage::new(&desk, facts::review(&desk).await?, None, &[], Errors::default()))
}

/// Shows the desk again with what was refused.
async fn again(desk: &Desk, typed: Option<&RawForm>, stale: &[actions::Stale], errors: Errors) -> AppResult<Response> {
    desk.at.refused(&ReviewPage::new(desk, facts::review(desk).await?, typed, stale, errors))
}

/// `GET /appels/{slug}/evaluations/{number}/documents/{document}`
pub async fn show_document(
    at: OnDossier,
    Path((_, _, document)): Path<(String, String, DocumentId)>,
) -> AppResult<Response> {
    let desk = access::open(at).await?;
    let document = desk.document(document).await?;
    let file = files::send(&*desk.at.visit.app.files, &document.storage_key).await?;
    Ok(download_stored(&document.file_name, &document.media_type, file))
}

async fn save_edits(desk: &Desk, edits: Edits) -> AppResult<Result<Saved, SaveRefused>> {
    let id = desk.assignment.id;
    match desk.at.act(async move |act| actions::save(&act, id, edits).await).await {
        Ok(saved) => Ok(Ok(saved)),
        Err(refused) => refused.rule().map(Err),
    }
}

fn save_error(lang: Lang, refused: &SaveRefused) -> Errors {
    let (field, key) = match refused {
        SaveRefused::Ended => (String::new(), "reviews-error-ended"),
        SaveRefused::UnknownCriterion(code) | SaveRefused::BeyondScale(code) => (code.clone(), "reviews-error-score"),
        SaveRefused::TooLong(field) if field == "overall" => (field.clone(), "reviews-error-too-long"),
        SaveRefused::TooLong(code) => (format!("pourquoi-{code}"), "reviews-error-too-long"),
    };
    Errors::key(lang, &field, key)
}

/// The answer to a save by script: the new version, or why not.
fn saved_json(desk: &Desk, field: &str, result: &Result<Saved, SaveRefused>) -> Response {
    let lang = desk.at.visit.lang;
    let error = match result {
        Ok(saved) if saved.stale.is_empty() => {
            let time = i18n::time_of_day(saved.at, desk.at.call.definition.zone);
            let text = i18n::text(lang, "reviews-saved-at", &[("time", time.into())]);
            return Json(json!({ "version": saved.versions.get(field), "saved_text": text })).into_response();
        }
        Ok(_) => i18n::word(lang, "reviews-error-stale"),
        Err(refused) => save_error(lang, refused).list.into_iter().map(|line| line.text).collect(),
    };
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "error": error }))).into_response()
}

/// What a save leaves to be shown, when it was not whole.
async fn not_saved(desk: &Desk, raw: &RawForm, result: Result<Saved, SaveRefused>) -> AppResult<Option<Response>> {
    let lang = desk.at.visit.lang;
    let (stale, errors) = match result {
        Ok(saved) if saved.stale.is_empty() => return Ok(None),
        Ok(saved) => {
            let stale = i18n::word(lang, "reviews-error-stale");
            let errors = saved.stale.iter().map(|one| (one.field.clone(), stale.clone())).collect();
            (saved.stale, errors)
        }
        Err(refused) => (Vec::new(), save_error(lang, &refused)),
    };
    again(desk, Some(raw), &stale, errors).await.map(Some)
}

/// `POST /appels/{slug}/evaluations/{number}/notes`: the whole form, or one field by script.
pub async fn save(at: OnDossier, raw: RawForm) -> AppResult<Response> {
    let desk = access::open(at).await?;
    let result = save_edits(&desk, edits(&desk.at.call.definition, &desk.at.dossier.track, &raw)).await?;
    if raw.has("field") {
        return Ok(saved_json(&desk, raw.get("field"), &result));
    }
    match not_saved(&desk, &raw, result).await? {
        Some(refused) => Ok(refused),
        None => Ok(desk.at.visit.go_with(&desk.path(), "reviews-saved")),
    }
}

/// `POST /appels/{slug}/evaluations/{number}/remise`: saves what the form holds, then freezes it.
pub async fn create_submission(at: OnDossier, raw: RawForm) -> AppResult<Response> {
    let desk = access::open(at).await?;
    let result = save_edits(&desk, edits(&desk.at.call.definition, &desk.at.dossier.track, &raw)).await?;
    if let Some(refused) = not_saved(&desk, &raw, result).await? {
        return Ok(refused);
    }
    let (id, lang) = (desk.assignment.id, desk.at.visit.lang);
    let refused = match desk.at.act(async move |act| actions::submit_review(&act, id).await).await {
        Ok(()) => return Ok(desk.at.visit.go_with(&desk.path(), "reviews-submitted")),
        Err(refused) => refused.rule()?,
    };
    let errors = match refused {
        SubmitRefused::Ended => save_error(lang, &SaveRefused::Ended),
        SubmitRefused::Problems(problems) => problem_errors(&problems, lang),
    };
    again(&desk, None, &[], errors).await
}

/// `POST /appels/{slug}/evaluations/{number}/restitution`
pub async fn create_return(at: OnDossier, form: Checked<GiveBack>) -> AppResult<Response> {
    let desk = access::open(at).await?;
    let (id, reason) = match form.result {
        Ok(GiveBack { reason }) => (desk.assignment.id, reason),
        Err(errors) => return again(&desk, Some(&form.raw), &[], errors).await,
    };
    let refused = match desk.at.act(async move |act| actions::return_assignment(&act, id, &reason).await).await {
        Ok(()) => return Ok(desk.at.go_with("/evaluations", "reviews-returned")),
        Err(refused) => refused.rule()?,
    };
    let key = match refused {
        ReturnRefused::ReasonMissing => "reviews-error-return-reason",
        ReturnRefused::Ended | ReturnRefused::Started => "reviews-error-ended",
    };
    let errors = Errors::key(desk.at.visit.lang, "reason", key);
    again(&desk, Some(&form.raw), &[], errors).await
}

/// What is listed.
#[derive(Debug, Default, Deserialize)]
pub struct Filter {
    /// `a-attribuer`: dossiers that lack reviewers.
    #[serde(default, rename = "afficher")]
    pub show: String,
    /// A reviewer chosen in advance.
    #[serde(default, rename = "evaluateur")]
    pub reviewer: String,
}

impl Filter {
    fn only_missing(&self) -> OnlyMissing {
        if self.show == "a-attribuer" { OnlyMissing::Yes } else { OnlyMissing::No }
    }
}

/// `GET /appels/{slug}/attributions`
pub async fn index_assignments(at: OnCall, Query(filter): Query<Filter>, shown: Part) -> AppResult<Response> {
    let raw = RawForm(vec![("reviewer".into(), filter.reviewer.clone())]);
    let facts = facts::assignments(&at, filter.only_missing(), shown, &[]).await?;
    let call = &at.call.definition;
    at.page(&AssignmentsPage::new(&at.visit, call, &facts, &raw, filter.only_missing(), &[], Errors::default()))
}

/// `POST /appels/{slug}/attributions`: gives the ticked dossiers to the chosen reviewer.
pub async fn create_assignments(at: OnCall, raw: RawForm) -> AppResult<Response> {
    let (mut refused, mut key) = (Vec::new(), "reviews-error-assign-incomplete");
    let reviewer = raw.get("reviewer").parse::<UserId>();
    let ticked: Vec<DossierId> = raw.all("dossier").iter().filter_map(|id| id.parse().ok()).collect();
    if let (Ok(reviewer), false) = (reviewer, ticked.is_empty()) {
        let pairs = ticked.iter().map(|dossier| (*dossier, reviewer)).collect();
        let call = at.call.id;
        match at.act(async move |act| actions::assign(&act, call, pairs).await).await {
            Ok(()) => return Ok(at.go_with("/attributions", "reviews-assigned")),
            Err(why) => match why.rule()? {
                AssignRefused::RankingFrozen => key = "reviews-error-frozen",
                AssignRefused::Problems(problems) => (refused, key) = (problems, "reviews-error-assign-refused"),
            },
        }
    }
    let errors = Errors::key(at.visit.lang, "reviewer", key);
    let facts = facts::assignments(&at, OnlyMissing::No, Part::default(), &ticked).await?;
    let call = &at.call.definition;
    at.refused(&AssignmentsPage::new(&at.visit, call, &facts, &raw, OnlyMissing::No, &refused, errors))
}

/// `POST /appels/{slug}/attributions/{id}/retrait`
pub async fn create_withdrawal(at: OnCall, Path((_, id)): Path<(String, AssignmentId)>) -> AppResult<Response> {
    let call = at.call.id;
    match at.act(async move |act| actions::withdraw_assignment(&act, call, id).await).await {
        Ok(()) => Ok(at.go_with("/attributions", "reviews-withdrawn")),
        Err(refused) => {
            refused.rule()?;
            Ok(at.go_with_error("/attributions", "reviews-error-withdrawal"))
        }
    }
}
