//! Calls on which a person holds a role.

use domain::{
    ids::{CallId, UserId},
    permissions::Role,
    time::Instant,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    db::entities::{call, call_role},
    error::AppResult,
};

/// A call on which a person holds roles, in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldCall {
    /// Its id.
    pub id: CallId,
    /// Short name.
    pub slug: String,
    /// Title.
    pub title: String,
    /// First late instant.
    pub closes_at: Instant,
    /// The list of laureates is public.
    pub results_published: bool,
    /// The roles.
    pub roles: Vec<Role>,
}

/// Calls on which a person holds a role, the one that closes last first, in one query.
///
/// # Errors
/// When the database does not answer.
pub async fn list_held(conn: &impl ConnectionTrait, user: UserId) -> AppResult<Vec<HeldCall>> {
    let rows = call_role::Entity::find()
        .find_also_related(call::Entity)
        .filter(call_role::Column::UserId.eq(user.uuid()))
        .order_by_desc(call::Column::ClosesAt)
        .order_by_desc(call::Column::Id)
        .all(conn)
        .await?;
    let mut held: Vec<HeldCall> = Vec::new();
    for (role, call) in rows {
        let (Some(role), Some(row)) = (Role::parse_on_call(&role.role), call) else { continue };
        let id = CallId::from_uuid(row.id);
        match held.last_mut().filter(|last| last.id == id) {
            Some(last) => last.roles.push(role),
            None => held.push(HeldCall {
                id,
                slug: row.slug,
                title: row.title,
                closes_at: Instant::from_micros(row.closes_at),
                results_published: row.results_published_at.is_some(),
                roles: vec![role],
            }),
        }
    }
    Ok(held)
}
