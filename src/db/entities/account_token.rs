//! A one-time link: confirmation, password reset, invitation.

use sea_orm::entity::prelude::*;

/// A row of `account_tokens`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    pub user_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub purpose: String,
    pub expires_at: i64,
    pub used_at: Option<i64>,
}

/// No relation is walked by the mapper: stores join by hand, so that each query is seen.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
