//! An organisation that a filed dossier belongs to: its lead, or a member.

use sea_orm::entity::prelude::*;

/// A row of `dossier_organisations`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier_organisations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub siren: String,
}

/// No relation is walked by the mapper: stores join by hand, so that each query is seen.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
