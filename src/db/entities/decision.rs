//! The decision of a call.

use sea_orm::entity::prelude::*;

/// A row of `decisions`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "decisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub call_id: Uuid,
    pub number: i64,
    #[sea_orm(column_type = "Text")]
    pub reference: String,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
