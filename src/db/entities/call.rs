//! A call for projects and its current revision.

use sea_orm::entity::prelude::*;

/// A row of `calls`.
#[sea_orm::model]
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
    #[sea_orm(belongs_to, from = "revision_id", to = "id")]
    pub revision: HasOne<super::call_revision::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
