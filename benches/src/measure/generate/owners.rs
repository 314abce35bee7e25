//! Applicants: one for each dossier of a call; they come back in every call.

use laureat::db::entities::user;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{Done, id};

/// The owner of that rank.
pub fn owner(rank: u32) -> Uuid {
    id(0, rank, 0xacc, 0)
}

/// Writes them, unless they are there.
pub async fn insert(bulk: &DatabaseConnection, count: u32) -> Done {
    let there = user::Entity::find().filter(user::Column::Email.starts_with("porteur-")).count(bulk).await?;
    if there > 0 {
        return Ok(());
    }
    for chunk in (0..count).collect::<Vec<_>>().chunks(1_000) {
        let rows = chunk.iter().map(|rank| {
            user::Model {
                id: owner(*rank),
                email: format!("porteur-{rank:06}@example.org"),
                name: format!("Porteur d’essai {rank}"),
                password_hash: None,
                email_confirmed_at: Some(1_370_000_000_000_000),
                institution_id: None,
                operator: false,
                lang: "fr".into(),
                disabled_at: None,
                created_at: 1_370_000_000_000_000 + i64::from(*rank),
            }
            .into_active_model()
        });
        user::Entity::insert_many(rows).exec_without_returning(bulk).await?;
    }
    Ok(())
}
