//! A person with an account.

use sea_orm::entity::prelude::*;

/// A row of `users`.
#[sea_orm::model]
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
    #[sea_orm(belongs_to, from = "institution_id", to = "id")]
    pub institution: HasOne<super::institution::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
