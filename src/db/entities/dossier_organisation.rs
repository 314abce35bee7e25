//! An organisation that a filed dossier belongs to: its lead, or a member.

use sea_orm::entity::prelude::*;

/// A row of `dossier_organisations`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier_organisations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub siren: String,
}

impl ActiveModelBehavior for ActiveModel {}
