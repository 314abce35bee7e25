//! The outcome proposed, then decided, for a dossier.

use sea_orm::entity::prelude::*;

/// A row of `awards`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "awards")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: Uuid,
    pub call_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub track_code: String,
    #[sea_orm(column_type = "Text")]
    pub outcome: String,
    pub amount_cents: i64,
    pub reserve_rank: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub motive: String,
}

impl ActiveModelBehavior for ActiveModel {}
