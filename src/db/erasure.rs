//! The one door by which what is personal is emptied: the act of the erasure is appended, its row is written, and only
//! then do the guards of the tables let go of what the row names, in the same transaction.

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};

use super::{
    entities::{erasure, event, submission},
    write::{Concluded, LockedCall, LockedDossier},
};
use crate::error::{AppError, AppResult};

/// Empties the texts of the filings of the locked dossier, as the act that was appended tells.
///
/// # Errors
/// When the database refuses, as when they were emptied before.
pub async fn empty_filings(concluded: &Concluded<LockedDossier>) -> AppResult<()> {
    let (on, conn) = (concluded.on(), concluded.conn());
    let dossier = on.row().id;
    let row = erasure::Model {
        call_id: on.call().uuid(),
        event_seq: concluded.event.seq,
        dossier_id: Some(dossier),
        act_seq: None,
    };
    erasure::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    submission::Entity::update_many()
        .col_expr(submission::Column::Snapshot, Expr::value(""))
        .filter(submission::Column::DossierId.eq(dossier))
        .exec(conn)
        .await?;
    Ok(())
}

/// Empties the content of an act of the locked call, as the act that was appended tells.
///
/// # Errors
/// `NotFound` when there is none; when the database refuses, as when it was emptied before.
pub async fn empty_act(concluded: &Concluded<LockedCall>, seq: i64) -> AppResult<()> {
    let (call, conn) = (concluded.on().id().uuid(), concluded.conn());
    let row = erasure::Model { call_id: call, event_seq: concluded.event.seq, dossier_id: None, act_seq: Some(seq) };
    erasure::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    let nothing = || Expr::value("");
    let written = event::Entity::update_many()
        .col_expr(event::Column::Actor, nothing())
        .col_expr(event::Column::Subject, nothing())
        .col_expr(event::Column::Salt, nothing())
        .col_expr(event::Column::Payload, nothing())
        .filter(event::Column::CallId.eq(call))
        .filter(event::Column::Seq.eq(seq))
        .exec(conn)
        .await?;
    (written.rows_affected == 1).then_some(()).ok_or(AppError::NotFound)
}
