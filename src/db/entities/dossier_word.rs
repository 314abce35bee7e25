//! A word by which a filed dossier is found.

use sea_orm::entity::prelude::*;

/// A row of `dossier_words`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier_words")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub call_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub word: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
