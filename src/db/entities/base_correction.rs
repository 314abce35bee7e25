//! A corrected eligible base.

use sea_orm::entity::prelude::*;

/// A row of `base_corrections`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "base_corrections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: Uuid,
    pub base_cents: i64,
    #[sea_orm(column_type = "Text")]
    pub motive: String,
    pub decided_by: Uuid,
    pub decided_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
