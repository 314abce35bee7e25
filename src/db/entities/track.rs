//! A track of a call, as its money is guarded by the database.

use sea_orm::entity::prelude::*;

/// A row of `tracks`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tracks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub call_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub position: i64,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    pub envelope_cents: i64,
    pub award_max_cents: i64,
}

impl ActiveModelBehavior for ActiveModel {}
