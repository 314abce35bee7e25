//! An erasure.

use sea_orm::entity::prelude::*;

/// A row of `erasures`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "erasures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub call_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_seq: i64,
    pub dossier_id: Option<Uuid>,
    pub act_seq: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
