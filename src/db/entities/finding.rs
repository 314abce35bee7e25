//! What a rule found on a filing, and what an officer decided of it.

use sea_orm::entity::prelude::*;

/// A row of `findings`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "findings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub submission_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub rule: String,
    pub dossier_id: Uuid,
    pub position: i64,
    #[sea_orm(column_type = "Text")]
    pub outcome: String,
    #[sea_orm(column_type = "Text")]
    pub evidence: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub decision: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub motive: String,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<i64>,
    #[sea_orm(belongs_to, from = "decided_by", to = "id")]
    pub decider: HasOne<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
