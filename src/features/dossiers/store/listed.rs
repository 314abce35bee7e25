//! What lists show of a dossier, filter and search it by: read from its answers, written beside it.

use std::collections::BTreeSet;

use domain::{form::Listed, money::Cents, search, text::Siren};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::{
    db::{
        entities::{dossier, dossier_organisation, dossier_word},
        write::{LockedDossier, WriteTx},
    },
    error::AppResult,
};

/// What lists filter and sort by, read from answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projection {
    /// Name of the project.
    pub project_name: String,
    /// Name of the lead.
    pub lead_name: String,
    /// SIRET of the lead.
    pub lead_siret: String,
    /// SIREN of the lead.
    pub lead_siren: String,
    /// Codes of departments.
    pub departments: Vec<String>,
    /// The grant asked.
    pub requested: Cents,
}

/// Writes to which organisations the locked dossier belongs, as it is filed now.
pub(in crate::features::dossiers) async fn replace_organisations(
    tx: &WriteTx<LockedDossier>,
    sirens: BTreeSet<Siren>,
) -> AppResult<()> {
    use dossier_organisation::{Column, Entity, Model};
    let dossier_id = tx.on().row().id;
    Entity::delete_many().filter(Column::DossierId.eq(dossier_id)).exec(tx.conn()).await?;
    let rows: Vec<_> = sirens
        .into_iter()
        .map(|siren| Model { dossier_id, siren: siren.as_str().to_owned() }.into_active_model())
        .collect();
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// Writes by which words the locked dossier is found, as it is filed now.
pub(super) async fn replace_words(tx: &WriteTx<LockedDossier>, number: &str, shown: &Projection) -> AppResult<()> {
    use dossier_word::{Column, Entity, Model};
    let (call_id, dossier_id) = (tx.on().row().call_id, tx.on().row().id);
    Entity::delete_many().filter(Column::DossierId.eq(dossier_id)).exec(tx.conn()).await?;
    let words = search::of_dossier(number, &shown.project_name, &shown.lead_name, &shown.lead_siret);
    let rows = words.into_iter().map(|word| Model { call_id, word, dossier_id }.into_active_model());
    Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Writes what lists show of a dossier: everything, or one thing of it.
pub(in crate::features::dossiers) async fn save_projection(
    tx: &WriteTx<LockedDossier>,
    new: Projection,
    only: Option<Listed>,
) -> AppResult<()> {
    let mut change = dossier::ActiveModel { id: Set(tx.on().row().id), ..Default::default() };
    match only {
        None | Some(Listed::Budget) => project(&mut change, new),
        Some(Listed::ProjectName) => change.project_name = Set(new.project_name),
        Some(Listed::LeadName) => change.lead_name = Set(new.lead_name),
        Some(Listed::Departments) => change.departments = Set(new.departments.join(" ")),
        Some(Listed::Requested) => change.requested_cents = Set(new.requested.0),
        Some(Listed::LeadSiret) => {
            change.lead_siret = Set(new.lead_siret);
            change.lead_siren = Set(new.lead_siren);
        }
    }
    dossier::Entity::update(change).exec(tx.conn()).await?;
    Ok(())
}

pub(super) fn project(change: &mut dossier::ActiveModel, projection: Projection) {
    change.project_name = Set(projection.project_name);
    change.lead_name = Set(projection.lead_name);
    change.lead_siret = Set(projection.lead_siret);
    change.lead_siren = Set(projection.lead_siren);
    change.departments = Set(projection.departments.join(" "));
    change.requested_cents = Set(projection.requested.0);
}
