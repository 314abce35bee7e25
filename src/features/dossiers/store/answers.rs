//! Answers as they are stored: one row an answer, one row a line of a table, one row a cell of a budget,
//! each with its version, so that two authors collide only where they write the same thing.

use std::collections::BTreeMap;

use domain::{
    answers::{Answer, Answers, Row},
    budget::Budget,
    form::{Form, QuestionCode, QuestionKind},
    ids::{DossierId, UserId},
    money::Cents,
    time::Instant,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};
use serde_json::Value;

use crate::{
    db::{
        entities::{answer, user},
        write::{LockedDossier, WriteTx},
    },
    error::AppResult,
};

/// An answer, a line of a table or a cell of a budget, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its value; null when it was erased.
    pub value: Value,
    /// Counts its changes, from 1.
    pub version: i64,
    /// When it was saved.
    pub saved_at: Instant,
    /// By whom.
    pub saved_by: UserId,
}

/// Everything that is stored of the answers of a dossier, by question and cell (`""`, a line's id, or `60.0`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Working(pub BTreeMap<(QuestionCode, String), Stored>);

impl Working {
    /// What is stored in a place.
    #[must_use]
    pub fn get(&self, question: &str, cell: &str) -> Option<&Stored> {
        self.0.get(&(question.to_owned(), cell.to_owned()))
    }

    /// The version of a place, 0 when nothing was ever stored there.
    #[must_use]
    pub fn version(&self, question: &str, cell: &str) -> i64 {
        self.get(question, cell).map_or(0, |stored| stored.version)
    }

    /// Cells of a question, in order.
    pub fn cells<'a>(&'a self, question: &'a str) -> impl Iterator<Item = (&'a str, &'a Stored)> {
        self.0
            .range((question.to_owned(), String::new())..)
            .take_while(move |((code, _), _)| code == question)
            .map(|((_, cell), stored)| (cell.as_str(), stored))
    }

    /// When anything was last saved.
    #[must_use]
    pub fn saved_at(&self) -> Option<Instant> {
        self.0.values().map(|stored| stored.saved_at).max()
    }

    /// The answers as domain values. What no longer fits the form is left out.
    #[must_use]
    pub fn answers(&self, form: &Form) -> Answers {
        let mut answers = BTreeMap::new();
        for question in form.questions() {
            let answer = match &question.kind {
                QuestionKind::Table { columns, .. } => {
                    let rows: Vec<Row> = self
                        .cells(&question.code)
                        .filter_map(|(id, stored)| {
                            Row::from_json(columns, &serde_json::json!({ "id": id, "cells": stored.value }))
                        })
                        .collect();
                    (!rows.is_empty()).then_some(Answer::Table(rows))
                }
                QuestionKind::Budget { years, .. } => budget(self.cells(&question.code), *years).map(Answer::Budget),
                kind => self.get(&question.code, "").and_then(|stored| Answer::from_json(kind, &stored.value)),
            };
            if let Some(answer) = answer {
                answers.insert(question.code.clone(), answer);
            }
        }
        Answers(answers)
    }
}

fn budget<'a>(cells: impl Iterator<Item = (&'a str, &'a Stored)>, years: usize) -> Option<Budget> {
    let mut accounts: BTreeMap<String, Vec<Cents>> = BTreeMap::new();
    for (cell, stored) in cells {
        let (Some((account, year)), Some(amount)) = (cell.rsplit_once('.'), stored.value.as_i64()) else { continue };
        if let Some(slot) = year.parse::<usize>().ok().filter(|year| *year < years) {
            accounts.entry(account.to_owned()).or_insert_with(|| vec![Cents::ZERO; years])[slot] = Cents(amount);
        }
    }
    (!accounts.is_empty()).then_some(Budget(accounts))
}

/// The answers of a dossier.
///
/// # Errors
/// When the database does not answer.
pub async fn load(conn: &impl ConnectionTrait, dossier: DossierId) -> AppResult<Working> {
    let rows = answer::Entity::find()
        .filter(answer::Column::DossierId.eq(dossier.uuid()))
        .order_by_asc(answer::Column::Question)
        .order_by_asc(answer::Column::RowId)
        .all(conn)
        .await?;
    let mut cells = BTreeMap::new();
    for row in rows {
        let stored = Stored {
            value: serde_json::from_str(&row.value)?,
            version: row.version,
            saved_at: Instant::from_micros(row.saved_at),
            saved_by: UserId::from_uuid(row.saved_by),
        };
        cells.insert((row.question, row.row_id), stored);
    }
    Ok(Working(cells))
}

/// Writes what a place of the locked dossier holds from now on.
pub(in crate::features::dossiers) async fn save(
    tx: &WriteTx<LockedDossier>,
    place: (&str, &str),
    stored: &Stored,
) -> AppResult<()> {
    insert(tx.conn(), tx.on().id(), place, stored).await
}

/// Writes what a place holds if it stands as it was read, and as something else than this; says whether it did.
pub(in crate::features::dossiers) async fn save_unless_changed(
    tx: &WriteTx<LockedDossier>,
    place: (&str, &str),
    read: i64,
    stored: &Stored,
) -> AppResult<bool> {
    let row = row(tx.on().id(), place, stored)?;
    if read == 0 {
        let at_once = answer::Entity::insert(row.into_active_model()).on_conflict(its_place().do_nothing().to_owned());
        return Ok(at_once.exec_without_returning(tx.conn()).await? == 1);
    }
    let written = answer::Entity::update_many()
        .col_expr(answer::Column::Version, Expr::value(row.version))
        .col_expr(answer::Column::Value, Expr::value(row.value.clone()))
        .col_expr(answer::Column::SavedAt, Expr::value(row.saved_at))
        .col_expr(answer::Column::SavedBy, Expr::value(row.saved_by))
        .filter(answer::Column::DossierId.eq(row.dossier_id))
        .filter(answer::Column::Question.eq(row.question))
        .filter(answer::Column::RowId.eq(row.row_id))
        .filter(answer::Column::Version.eq(read))
        .filter(answer::Column::Value.ne(row.value))
        .exec(tx.conn())
        .await?;
    Ok(written.rows_affected == 1)
}

fn row(dossier: DossierId, place: (&str, &str), stored: &Stored) -> AppResult<answer::Model> {
    Ok(answer::Model {
        dossier_id: dossier.uuid(),
        question: place.0.to_owned(),
        row_id: place.1.to_owned(),
        version: stored.version,
        value: domain::canonical::to_text(&stored.value)?,
        saved_at: stored.saved_at.micros(),
        saved_by: stored.saved_by.uuid(),
    })
}

fn its_place() -> OnConflict {
    OnConflict::columns([answer::Column::DossierId, answer::Column::Question, answer::Column::RowId])
}

/// Writes what a place holds, over what stood there.
pub(super) async fn insert(
    conn: &impl ConnectionTrait,
    dossier: DossierId,
    place: (&str, &str),
    stored: &Stored,
) -> AppResult<()> {
    answer::Entity::insert(row(dossier, place, stored)?.into_active_model())
        .on_conflict(
            its_place()
                .update_columns([
                    answer::Column::Version,
                    answer::Column::Value,
                    answer::Column::SavedAt,
                    answer::Column::SavedBy,
                ])
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Removes a line of a table.
pub(in crate::features::dossiers) async fn delete(
    tx: &WriteTx<LockedDossier>,
    question: &str,
    cell: &str,
) -> AppResult<()> {
    answer::Entity::delete_by_id((tx.on().row().id, question.to_owned(), cell.to_owned())).exec(tx.conn()).await?;
    Ok(())
}

/// The name of who saved something; empty when the account is gone.
pub(in crate::features::dossiers) async fn author(conn: &impl ConnectionTrait, id: UserId) -> AppResult<String> {
    Ok(user::Entity::find_by_id(id.uuid()).one(conn).await?.map(|user| user.name).unwrap_or_default())
}
