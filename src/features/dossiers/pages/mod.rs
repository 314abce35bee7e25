//! Pages of applicants.

mod check;
mod filed;
mod overview;
mod step;
mod tables;

pub(super) use check::check;
pub(super) use filed::{follow_up, receipt};
pub(super) use overview::{NewPage, list, overview};
pub(super) use step::{ConflictItem, ConflictPage, NEW_LINE, row_page, step_page};

use serde::Serialize;

/// A line of the side panel that says at once what is there and what lacks.
#[derive(Clone, Debug, Serialize)]
pub struct Counter {
    /// What is counted.
    pub title: String,
    /// A remark, or empty.
    pub text: String,
    /// How much.
    pub figure: String,
    /// The bound, or empty.
    pub bound: String,
    /// `ok`, `missing` or `near`.
    pub state: &'static str,
}

/// The side panel.
#[derive(Clone, Debug, Serialize)]
pub struct Panel {
    /// Its title.
    pub title: String,
    /// Its lines.
    pub items: Vec<Counter>,
    /// A remark under it.
    pub note: String,
}
