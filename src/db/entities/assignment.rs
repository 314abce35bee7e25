//! A dossier given to a reviewer.

use sea_orm::entity::prelude::*;

/// A row of `assignments`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub call_id: Uuid,
    pub dossier_id: Uuid,
    pub reviewer_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub assigned_at: i64,
    pub ended_at: Option<i64>,
}

/// No relation is walked by the mapper: stores join by hand, so that each query is seen.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
