//! The score of a criterion and its comment.

use sea_orm::entity::prelude::*;

/// A row of `scores`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scores")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub review_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub criterion: String,
    pub half_points: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub comment: String,
    pub version: i64,
    pub saved_at: i64,
    #[sea_orm(belongs_to, from = "review_id", to = "id")]
    pub review: HasOne<super::review::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
