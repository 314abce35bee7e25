//! A signature under a decision, of a seat of the committee or of the authority.

use sea_orm::entity::prelude::*;

/// A row of `signatures`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signatures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub decision_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub seat: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub user_id: Uuid,
    pub signed_at: i64,
    pub voided_at: Option<i64>,
    #[sea_orm(belongs_to, from = "decision_id", to = "id")]
    pub decision: HasOne<super::decision::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
