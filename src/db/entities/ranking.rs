//! The frozen ranking of a track.

use sea_orm::entity::prelude::*;

/// A row of `rankings`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rankings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub call_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub track_code: String,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    pub frozen_at: i64,
    pub frozen_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
