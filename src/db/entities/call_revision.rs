//! An immutable version of a call: the text of its file, byte for byte.

use sea_orm::entity::prelude::*;

/// A row of `call_revisions`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "call_revisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub call_id: Uuid,
    pub number: i64,
    #[sea_orm(column_type = "Text")]
    pub source: String,
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
