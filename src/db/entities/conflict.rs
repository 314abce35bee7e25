//! A declared interest in a dossier.

use sea_orm::entity::prelude::*;

/// A row of `conflicts`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "conflicts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    pub call_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub declared_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
