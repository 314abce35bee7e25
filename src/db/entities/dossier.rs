//! An application, with what lists filter and sort by.

use sea_orm::entity::prelude::*;

/// A row of `dossiers`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dossiers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub call_id: Uuid,
    pub revision_id: Uuid,
    pub owner_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub track_code: String,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub editing: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub number: Option<String>,
    pub serial: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub project_name: String,
    #[sea_orm(column_type = "Text")]
    pub lead_name: String,
    #[sea_orm(column_type = "Text")]
    pub lead_siret: String,
    #[sea_orm(column_type = "Text")]
    pub lead_siren: String,
    #[sea_orm(column_type = "Text")]
    pub departments: String,
    pub requested_cents: i64,
    pub eligible_base_cents: Option<i64>,
    pub award_ceiling_cents: Option<i64>,
    pub filed_at: Option<i64>,
    pub submission_id: Option<Uuid>,
    pub created_at: i64,
    pub updated_at: i64,
    #[sea_orm(belongs_to, from = "submission_id", to = "id")]
    pub filing: HasOne<super::submission::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
