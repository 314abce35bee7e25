//! A dossier opened by its applicant: everything that its pages show, read once.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    answers::Answers,
    call::{Call, PieceCode, Track},
    dossier::{EditRefused, edit_allowed},
    form::{Question, Step},
    meaning::Shown,
    rules::Finding,
    time::Instant,
};
use serde::Serialize;

use super::{
    actions,
    reading::{self, Reading},
    store::{self, Document, DossierRow, SnapshotDocument, answers::Working, documents::count_by_piece},
};
use crate::{
    error::AppResult,
    features::{
        calls::{self, store::LoadedCall},
        door::OnDossier,
    },
    i18n::{self, Lang},
    web::{Shell, Visit, page::DeadlineBar},
};

/// An opened dossier.
pub(super) struct Opened {
    pub row: DossierRow,
    pub call: LoadedCall,
    /// The call, as it was revised when the dossier was started.
    pub definition: Arc<Call>,
    pub working: Working,
    pub answers: Answers,
    pub documents: Vec<Document>,
    pub joined: BTreeMap<PieceCode, usize>,
    /// What the conditions of the form leave of them.
    pub shown: Shown,
    /// Why nothing can be edited, when nothing can.
    pub locked: Option<EditRefused>,
}

/// Reads what the pages of a dossier show, as the door found it.
pub(super) async fn open(at: &OnDossier) -> AppResult<Opened> {
    let (visit, row, call) = (&at.visit, at.dossier.clone(), at.call.clone());
    let (conn, id) = (visit.app.db.reader(), row.id);
    let definition = calls::store::load_revision_of(conn, &call, row.revision).await?;
    let working = store::answers::load(conn, id).await?;
    let answers = working.answers(&definition.form);
    let documents = store::list_documents(conn, id).await?;
    let closes = call.definition.calendar.closes;
    let locked = edit_allowed(row.state, row.working_copy(), closes, visit.arrived).err();
    let joined = count_by_piece(&documents);
    let shown = Shown::new(&definition, &row.track, &answers, &joined);
    Ok(Opened { row, call, definition, working, answers, documents, joined, shown, locked })
}

/// Reads it anew, after an act.
pub(super) async fn open_again(at: &OnDossier) -> AppResult<Opened> {
    open(&at.read_again().await?).await
}

/// What heads the pages of a dossier.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// Address of the dossier.
    pub href: String,
    /// Name of the project, or words for « no name yet ».
    pub title: String,
    /// Short title of the call.
    pub call: String,
    /// Address of the call.
    pub call_href: String,
    /// Number, or empty.
    pub number: String,
    /// Name of the track, where the call has several.
    pub track: String,
    /// Invented.
    pub fictitious: bool,
}

impl Opened {
    pub fn closes(&self) -> Instant {
        self.call.definition.calendar.closes
    }

    pub fn href(&self) -> String {
        format!("/dossiers/{}", self.row.id)
    }

    pub fn step_href(&self, step: &str) -> String {
        format!("/dossiers/{}/etapes/{step}", self.row.id)
    }

    pub fn track(&self) -> Option<&Track> {
        self.definition.track(&self.row.track)
    }

    pub fn step(&self, code: &str) -> Option<(usize, &Step)> {
        self.definition.form.steps.iter().enumerate().find(|(_, step)| step.code == code)
    }

    pub fn pieces_step(&self) -> Option<&Step> {
        self.definition.form.steps.iter().find(|step| step.holds_pieces)
    }

    /// Whether a column is shown in a line of a table; in a line that is not there yet, as in an empty one.
    pub fn shows_cell(&self, table: &Question, line: &str, column: &Question) -> bool {
        match self.answers.rows(&table.code).iter().position(|row| row.id == line) {
            Some(index) => self.shown.shows_cell(&table.code, index, &column.code),
            None => self.shown.shows_in_new_row(&self.definition, &self.row.track, table, column),
        }
    }

    pub fn findings(&self, now: Instant) -> Vec<Finding> {
        actions::facts_of(&self.definition, &self.row.track, &self.answers, &self.joined, (self.closes(), now))
    }

    pub fn head(&self, lang: Lang) -> Head {
        let name = self.answers.text(&self.definition.form.reads.project_name).unwrap_or_default();
        Head {
            href: self.href(),
            title: if name.is_empty() { i18n::word(lang, "dossiers-unnamed") } else { name.to_owned() },
            call: self.definition.title.clone(),
            call_href: format!("/appels/{}", self.definition.slug),
            number: self.row.number().to_owned(),
            track: self.definition.track_label(&self.row.track).to_owned(),
            fictitious: self.definition.fictitious,
        }
    }

    pub fn shell(&self, visit: &Visit) -> Shell {
        let saved = self.working.saved_at().filter(|_| self.locked.is_none());
        let bar = deadline_bar(&self.call, saved, visit.arrived, visit.lang);
        Shell::applicant(Some(self.call.reference()), Some(bar), super::SECTION)
    }

    /// The working copy in words.
    pub fn reading(&self, lang: Lang) -> Reading {
        let documents: Vec<SnapshotDocument> = self.documents.iter().map(SnapshotDocument::from).collect();
        reading::working(&self.definition, (self.row.id, &self.row.track), &self.answers, &documents, lang)
    }
}

/// The bar that keeps the deadline in sight.
pub(super) fn deadline_bar(call: &LoadedCall, saved: Option<Instant>, now: Instant, lang: Lang) -> DeadlineBar {
    let (closes, zone) = (call.definition.calendar.closes, call.definition.zone);
    let left = (closes.micros() - now.micros()) / 1_000_000;
    let open = now < closes;
    let date = i18n::deadline(lang, closes, zone);
    let key = if open { "dossiers-deadline" } else { "dossiers-deadline-over" };
    DeadlineBar {
        soon: open && left < 7 * 86_400,
        text: i18n::text(lang, key, &[("date", date.into())]),
        left_text: if open {
            i18n::text(lang, "dossiers-left", &[("time", i18n::time_left(lang, left).into())])
        } else {
            String::new()
        },
        saved_text: saved.map(|at| saved_text(call, at, lang)).unwrap_or_default(),
    }
}

/// « Enregistré à 14:02 ».
pub(super) fn saved_text(call: &LoadedCall, at: Instant, lang: Lang) -> String {
    let time = i18n::time_of_day(at, call.definition.zone);
    i18n::text(lang, "dossiers-saved", &[("time", time.into())])
}
