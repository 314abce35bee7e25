//! A dossier given to a reviewer.

use sea_orm::entity::prelude::*;

/// A row of `assignments`.
#[sea_orm::model]
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
    #[sea_orm(belongs_to, from = "dossier_id", to = "id")]
    pub dossier: HasOne<super::dossier::Entity>,
    #[sea_orm(has_one)]
    pub review: HasOne<super::review::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
