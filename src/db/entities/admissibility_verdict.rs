//! One of the two verdicts on a dossier.

use sea_orm::entity::prelude::*;

/// A row of `admissibility_verdicts`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "admissibility_verdicts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    pub favourable: bool,
    #[sea_orm(column_type = "Text")]
    pub motive: String,
    pub decided_by: Uuid,
    pub decided_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
