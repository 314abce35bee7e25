//! A frozen filing.

use sea_orm::entity::prelude::*;

/// A row of `submissions`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "submissions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dossier_id: Uuid,
    pub number: i64,
    #[sea_orm(column_type = "Text")]
    pub snapshot: String,
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    pub filed_at: i64,
    pub filed_by: Uuid,
    pub event_seq: i64,
    #[sea_orm(column_type = "Text")]
    pub event_hash: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub receipt_key: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub print_key: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
