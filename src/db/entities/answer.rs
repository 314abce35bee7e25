//! One answer, or one row of a table question.

use sea_orm::entity::prelude::*;

/// A row of `answers`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub question: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub row_id: String,
    pub version: i64,
    #[sea_orm(column_type = "Text")]
    pub value: String,
    pub saved_at: i64,
    pub saved_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
