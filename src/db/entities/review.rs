//! A review, being written or submitted.

use sea_orm::entity::prelude::*;

/// A row of `reviews`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reviews")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub assignment_id: Uuid,
    pub dossier_id: Uuid,
    pub reviewer_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub overall: String,
    pub version: i64,
    pub saved_at: i64,
    pub submitted_at: Option<i64>,
}

/// No relation is walked by the mapper: stores join by hand, so that each query is seen.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
