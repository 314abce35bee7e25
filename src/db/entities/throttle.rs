//! Attempts counted in a window of time.

use sea_orm::entity::prelude::*;

/// A row of `throttles`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "throttles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub window_start: i64,
    pub attempts: i64,
}

impl ActiveModelBehavior for ActiveModel {}
