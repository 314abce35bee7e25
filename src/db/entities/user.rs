//! A person with an account.

use sea_orm::entity::prelude::*;

/// A row of `users`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub email: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub password_hash: Option<String>,
    pub email_confirmed_at: Option<i64>,
    pub institution_id: Option<Uuid>,
    pub operator: bool,
    #[sea_orm(column_type = "Text")]
    pub lang: String,
    pub disabled_at: Option<i64>,
    pub created_at: i64,
}

/// No relation is walked by the mapper: stores join by hand, so that each query is seen.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
