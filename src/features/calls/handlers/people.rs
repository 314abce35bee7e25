//! People of a call and their roles.

use axum::response::Response;
use domain::{ids::UserId, permissions::Role};

use crate::{
    error::{AppError, AppResult},
    features::{
        accounts,
        calls::{
            actions::{self, LastManager},
            forms::Person,
            pages::{PeopleForm, PeoplePage},
            store,
        },
        door::OnCall,
    },
    web::{Checked, Path, RawForm},
};

/// `GET /appels/{slug}/personnes`.
pub async fn people(at: OnCall) -> AppResult<Response> {
    at.page(&page(&at, PeopleForm::default()).await?)
}

/// `POST /appels/{slug}/personnes`: gives a role to a person, who gets a mail; whoever has no account yet is invited.
pub async fn create_person(at: OnCall, form: Checked<Person>) -> AppResult<Response> {
    let new = match form.result {
        Ok(new) => new,
        Err(errors) => {
            let page = page(&at, PeopleForm::refused(&form.raw, errors)).await?;
            return at.refused(&page);
        }
    };
    let id = at.call.id;
    let invite = async move |act| actions::invite(&act, id, new.email, new.name, new.institution, new.role).await;
    match at.act(invite).await {
        Ok(_) => Ok(at.go_with("/personnes", "calls-role-granted")),
        // An account is made under the lock of its address: no rule of theirs refuses an invitation.
        Err(refused) => Err(AppError::internal(format!("{:?}", refused.rule()?))),
    }
}

/// `POST /appels/{slug}/personnes/{user}/retrait`.
pub async fn destroy_role(at: OnCall, Path((_, user)): Path<(String, UserId)>, raw: RawForm) -> AppResult<Response> {
    let role = Role::parse_on_call(raw.get("role")).ok_or(AppError::Unreadable)?;
    let call = at.call.id;
    match at.act(async move |act| actions::revoke(&act, call, user, role).await).await {
        Ok(()) => Ok(at.go_with("/personnes", "calls-role-revoked")),
        Err(refused) => {
            let LastManager = refused.rule()?;
            Ok(at.go_with_error("/personnes", "calls-role-last-manager"))
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
