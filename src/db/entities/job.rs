//! A job of the worker.

use sea_orm::entity::prelude::*;

/// A row of `jobs`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub payload: String,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub attempts: i64,
    pub run_at: i64,
    pub locked_until: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
    pub created_at: i64,
    pub finished_at: Option<i64>,
    pub attempts_max: i64,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub failed_at: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub about: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub once: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub phase: Option<String>,
    pub phase_done: i64,
    pub phase_of: i64,
    pub cancel_asked_at: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub result: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
