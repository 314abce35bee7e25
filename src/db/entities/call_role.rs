//! A role that a person holds on a call.

use sea_orm::entity::prelude::*;

/// A row of `call_roles`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "call_roles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub call_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: String,
    pub granted_at: i64,
    #[sea_orm(belongs_to, from = "call_id", to = "id")]
    pub call: HasOne<super::call::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
