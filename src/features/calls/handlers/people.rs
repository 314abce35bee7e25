//! People of a call and their roles.

use axum::response::Response;
use domain::{
    ids::{InstitutionId, UserId},
    permissions::Role,
    text::{Email, PersonName},
};

use crate::{
    error::{AppError, AppResult, BadRequest},
    features::{
        accounts,
        calls::{
            actions::{self, LastManager},
            pages::{PeopleForm, PeoplePage},
            store,
        },
        door::OnCall,
    },
    web::{FieldErrors, Path, RawForm},
};

/// `GET /calls/{slug}/people`.
pub async fn people(at: OnCall) -> AppResult<Response> {
    at.page(&page(&at, PeopleForm::default()).await?)
}

/// `POST /calls/{slug}/people`: gives a role to a person, who gets a mail; whoever has no account yet is invited.
pub async fn create_person(at: OnCall, raw: RawForm) -> AppResult<Response> {
    let new = match parse(&raw) {
        Ok(new) => new,
        Err(errors) => {
            let page = page(&at, PeopleForm::refused(&raw, errors, at.visit.lang)).await?;
            return at.refused(&page);
        }
    };
    let id = at.call.id;
    let invite = async move |act| actions::invite(&act, id, new.email, new.name, new.institution, new.role).await;
    match at.act(invite).await {
        Ok(_) => Ok(at.go_with("/people", "calls-role-granted")),
        // An account is made under the lock of its address: no rule of theirs refuses an invitation.
        Err(refused) => Err(AppError::internal(format!("{:?}", refused.rule()?))),
    }
}

/// `POST /calls/{slug}/people/{user}/revocation`.
pub async fn destroy_role(at: OnCall, Path((_, user)): Path<(String, UserId)>, raw: RawForm) -> AppResult<Response> {
    let role = Role::parse_on_call(raw.get("role")).ok_or(AppError::BadRequest(BadRequest::FormUnreadable))?;
    let call = at.call.id;
    match at.act(async move |act| actions::revoke(&act, call, user, role).await).await {
        Ok(()) => Ok(at.go_with("/people", "calls-role-revoked")),
        Err(refused) => {
            let LastManager = refused.rule()?;
            Ok(at.go_with_error("/people", "calls-role-last-manager"))
        }
    }
}

async fn page(at: &OnCall, form: PeopleForm) -> AppResult<PeoplePage> {
    let (reader, call) = (at.visit.app.db.reader(), &at.call);
    let roles = store::list_roles(reader, call.id).await?;
    let ids: Vec<UserId> = roles.iter().map(|(user, _)| *user).collect();
    let people = accounts::store::list_people(reader, &ids).await?;
    let institutions = accounts::store::list_institutions(reader).await?;
    Ok(PeoplePage::new(call, &roles, &people, &institutions, form, at.visit.lang))
}

/// A person to be given a role.
struct NewPerson {
    email: Email,
    name: PersonName,
    institution: Option<InstitutionId>,
    role: Role,
}

fn parse(raw: &RawForm) -> Result<NewPerson, FieldErrors> {
    let mut errors = FieldErrors::default();
    let email = Email::parse(raw.get("email")).map_err(|_| errors.push("email", "calls-error-email")).ok();
    let name = PersonName::parse(raw.get("name")).map_err(|_| errors.push("name", "calls-error-name")).ok();
    let role = Role::parse_on_call(raw.get("role"));
    if role.is_none() {
        errors.push("role", "calls-error-role");
    }
    match (email, name, role) {
        (Some(email), Some(name), Some(role)) => {
            Ok(NewPerson { email, name, role, institution: raw.get("institution").parse().ok() })
        }
        _ => Err(errors),
    }
}
