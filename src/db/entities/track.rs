//! A track of a call, as its money is guarded by the database.

use sea_orm::entity::prelude::*;

/// A row of `tracks`.
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

/// No relation is walked by the mapper: stores join by hand, so that each query is seen.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
