//! The states of dossiers: written here only, and only from one that may become the next.

use domain::dossier::State;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    db::{
        entities::dossier,
        write::{HeldDossier, WriteTx},
    },
    error::{AppError, AppResult},
};

/// Moves a dossier that is held locked to another state.
///
/// # Errors
/// When the database refuses, or a dossier in its state does not become that: always a fault of ours.
pub async fn move_to<S>(tx: &WriteTx<S>, held: &impl HeldDossier, next: State) -> AppResult<()> {
    let row = held.row();
    let moved = dossier::Entity::update_many()
        .col_expr(dossier::Column::State, Expr::value(becomes(row, next)?.as_str()))
        .filter(dossier::Column::Id.eq(row.id))
        .filter(dossier::Column::State.eq(row.state.as_str()))
        .exec(tx.conn())
        .await?;
    if moved.rows_affected == 1 {
        Ok(())
    } else {
        Err(AppError::internal(format!("dossier {} is not {}", row.id, row.state)))
    }
}

/// Moves many dossiers that are held locked to one state, as [`move_to`] does; those that were withdrawn stay so.
///
/// # Errors
/// As [`move_to`].
pub async fn move_all<S>(tx: &WriteTx<S>, held: &[&impl HeldDossier], next: State) -> AppResult<()> {
    let rows = held.iter().map(|held| held.row()).filter(|row| row.state != State::Withdrawn.as_str());
    let ids = rows.map(|row| becomes(row, next).map(|_| row.id)).collect::<AppResult<Vec<_>>>()?;
    dossier::Entity::update_many()
        .col_expr(dossier::Column::State, Expr::value(next.as_str()))
        .col_expr(dossier::Column::UpdatedAt, Expr::value(tx.at().micros()))
        .filter(dossier::Column::Id.is_in(ids))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The next state, if a dossier may become that.
pub(super) fn becomes(row: &dossier::Model, next: State) -> AppResult<State> {
    match State::parse(&row.state) {
        Some(state) if state.may_become(next) => Ok(next),
        _ => Err(AppError::internal(format!(
            "dossier {} is {}, which does not become {}",
            row.id,
            row.state,
            next.as_str()
        ))),
    }
}
