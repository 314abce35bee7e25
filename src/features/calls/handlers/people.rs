//! People of a call and their roles.

use axum::response::Response;
use domain::{
    ids::UserId,
    permissions::{Action, Role},
};

use crate::{
    db::{Permit, Subject, permit},
    error::{AppError, AppResult},
    features::{
        accounts,
        calls::{
            actions::{self, Revoked},
            forms::Person,
            pages::{PeopleForm, PeoplePage},
            store::{self, LoadedCall},
        },
    },
    web::{Checked, Path, RawForm, Shell, Visit},
};

/// `GET /calls/{slug}/people`.
pub async fn people(visit: Visit, Path(slug): Path<String>) -> AppResult<Response> {
    let (call, permit) = open(&visit, &slug).await?;
    let page = page(&visit, &call, PeopleForm::default()).await?;
    visit.page(&Shell::staff(call.reference(), &permit, "people"), &page)
}

/// `POST /calls/{slug}/people`: gives a role to a person, who gets a mail; whoever has no account yet is invited.
pub async fn create_person(visit: Visit, Path(slug): Path<String>, form: Checked<Person>) -> AppResult<Response> {
    let (call, permit) = open(&visit, &slug).await?;
    let new = match form.result {
        Ok(new) => new,
        Err(errors) => {
            let page = page(&visit, &call, PeopleForm::refused(&form.raw, errors)).await?;
            return visit.refused(&Shell::staff(call.reference(), &permit, "people"), &page);
        }
    };
    let (app, actor, id) = (visit.app.clone(), visit.actor.clone(), call.id);
    tokio::spawn(async move {
        accounts::actions::invite(&app, &actor, id, new.email, new.name, new.institution, new.role).await
    })
    .await?
    .map_err(accounts::actions::Refused::into_error)?;
    Ok(visit.go_with(&format!("/calls/{slug}/people"), "calls-role-granted"))
}

/// `POST /calls/{slug}/people/{user}/revocation`.
pub async fn destroy_role(
    visit: Visit,
    Path((slug, user)): Path<(String, UserId)>,
    raw: RawForm,
) -> AppResult<Response> {
    let (call, _) = open(&visit, &slug).await?;
    let role = Role::parse_on_call(raw.get("role")).ok_or(AppError::BadRequest("form-unreadable"))?;
    let (app, actor) = (visit.app.clone(), visit.actor.clone());
    let done = tokio::spawn(async move { actions::revoke(&app, &actor, call.id, user, role).await }).await??;
    let path = format!("/calls/{slug}/people");
    Ok(match done {
        Revoked::Done => visit.go_with(&path, "calls-role-revoked"),
        Revoked::LastManager => visit.go_with_error(&path, "calls-role-last-manager"),
    })
}

async fn open(visit: &Visit, slug: &str) -> AppResult<(LoadedCall, Permit)> {
    let db = &visit.app.db;
    let call = store::load_by_slug(db.reader(), slug).await?;
    let permit = permit(db, &visit.actor, Action::ManageRoles, Subject::Call(call.id)).await?;
    Ok((call, permit))
}

async fn page(visit: &Visit, call: &LoadedCall, form: PeopleForm) -> AppResult<PeoplePage> {
    let reader = visit.app.db.reader();
    let roles = store::list_roles(reader, call.id).await?;
    let ids: Vec<UserId> = roles.iter().map(|(user, _)| *user).collect();
    let people = accounts::store::list_people(reader, &ids).await?;
    let institutions = accounts::store::list_institutions(reader).await?;
    Ok(PeoplePage::new(call, &roles, &people, &institutions, form, visit.lang))
}
