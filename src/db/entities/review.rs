//! A review, being written or submitted.

use sea_orm::entity::prelude::*;

/// A row of `reviews`.
#[sea_orm::model]
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
    #[sea_orm(belongs_to, from = "assignment_id", to = "id")]
    pub assignment: HasOne<super::assignment::Entity>,
    #[sea_orm(belongs_to, from = "dossier_id", to = "id")]
    pub dossier: HasOne<super::dossier::Entity>,
    #[sea_orm(has_many)]
    pub scores: HasMany<super::score::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
