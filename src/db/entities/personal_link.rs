//! A personal link.

use sea_orm::entity::prelude::*;

/// A row of `personal_links`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "personal_links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    #[sea_orm(column_type = "Text")]
    pub purpose: String,
    pub user_id: Option<Uuid>,
    pub call_id: Option<Uuid>,
    pub dossier_id: Option<Uuid>,
    pub expires_at: i64,
    pub uses_left: i64,
    pub revoked_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
