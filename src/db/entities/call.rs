//! A call for projects and its current revision.

use sea_orm::entity::prelude::*;

/// A row of `calls`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calls")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub slug: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub revision_id: Uuid,
    pub envelope_cents: i64,
    pub opens_at: i64,
    pub closes_at: i64,
    pub last_number: i64,
    pub published_at: Option<i64>,
    pub results_published_at: Option<i64>,
    pub created_at: i64,
}

/// No relation is walked by the mapper: stores join by hand, so that each query is seen.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
