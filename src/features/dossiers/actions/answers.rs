//! Answers are saved one by one, each against the version that was read: a stale write is refused and given back
//! with what stands there, and does not keep the others from being saved. No event: drafts are the applicant's own.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    answers::{Answer, Answers},
    call::Call,
    dossier::{EditRefused, State, edit_allowed},
    form::{Listed, QuestionCode, QuestionKind},
    ids::DossierId,
    permissions::Action,
    time::Instant,
};
use serde_json::{Map, Value, json};

use super::{Projection, project};
use crate::{
    db::{
        Act,
        write::{LockedDossier, WriteTx},
    },
    error::{AppError, AppResult, Refused},
    features::{
        calls,
        dossiers::store::{
            self, DossierRow,
            answers::{Stored, Working},
        },
    },
};

/// Where a value stands: a question, and its cell (`""`, the id of a table's line, `60.0` for an account and a year).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The question.
    pub question: QuestionCode,
    /// The cell.
    pub cell: String,
}

impl Place {
    /// The place of a question that is answered whole.
    #[must_use]
    pub fn of(question: &str) -> Self {
        Self { question: question.to_owned(), cell: String::new() }
    }

    /// A line of a table, or a cell of a budget.
    #[must_use]
    pub fn cell(question: &str, cell: &str) -> Self {
        Self { question: question.to_owned(), cell: cell.to_owned() }
    }
}

/// A value to be saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where.
    pub place: Place,
    /// What, in its stored form; `None` erases.
    pub value: Option<Value>,
    /// The version that was read (0: nothing was there); `None` writes whatever stands there.
    pub version: Option<i64>,
}

/// A value that was not saved because another one was, meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct Stale {
    /// What was to be saved.
    pub change: Change,
    /// What stands there; null when it was erased.
    pub theirs: Value,
    /// Its version.
    pub version: i64,
    /// Name of who saved it.
    pub by: String,
    /// When; `None` for a line that was removed.
    pub at: Option<Instant>,
}

/// How saving ended, in the order of the changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// It stands there, with that version.
    Version(i64),
    /// Another value was saved meanwhile; this one was not.
    Stale(Box<Stale>),
}

/// Why nothing was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveRefused {
    /// The dossier cannot be edited.
    Edit(EditRefused),
    /// The table is full.
    TooManyRows {
        /// Most rows.
        max: usize,
    },
}

/// A dossier that can be edited, locked and marked as worked on.
pub(super) struct Open {
    pub tx: WriteTx<LockedDossier>,
    pub row: DossierRow,
}

/// Opens a dossier for editing; says why not when it cannot be edited.
pub(super) async fn open(act: &Act, action: Action, id: DossierId) -> AppResult<Result<Open, EditRefused>> {
    let tx = act.on_worked_dossier(id, action).await?;
    let row = store::locked(&tx)?;
    let allowed = edit_allowed(row.state, row.working_copy(), tx.on().call_facts().closes, act.at);
    Ok(allowed.map(|()| Open { tx, row }))
}

impl Open {
    /// The call, as it was revised when the dossier was started.
    async fn definition(&self) -> AppResult<Arc<Call>> {
        calls::store::load_revision_known(self.tx.conn(), self.row.revision, self.tx.on().revision_digest()).await
    }
}

/// Saves answers one by one.
///
/// # Errors
/// [`SaveRefused`]; then nothing was saved.
pub async fn save_answers(act: &Act, id: DossierId, changes: Vec<Change>) -> Result<Vec<Saved>, Refused<SaveRefused>> {
    let open = open(act, Action::EditDossier, id).await?.map_err(|why| Refused::Rule(SaveRefused::Edit(why)))?;
    let definition = open.definition().await?;
    if let Some(stranger) = changes.iter().find(|change| definition.form.question(&change.place.question).is_none()) {
        tracing::warn!(question = stranger.place.question, "answer to a question that the form does not hold");
        return Err(AppError::Unreadable.into());
    }
    let listed = listed(&definition, &changes);
    let at_once = match changes.as_slice() {
        [change] => save_at_once(&open.tx, change).await?,
        _ => None,
    };
    let (results, written) = match at_once {
        Some(version) => (vec![Saved::Version(version)], true),
        None => save_each(&open.tx, changes).await?,
    };
    // What changes nothing is given up, with the mark that the dossier was worked on.
    if written {
        list_anew(&open.tx, &open.row, &definition, listed).await?;
        open.tx.commit().await?;
    }
    Ok(results)
}

/// Writes one answer over the version that was read, which is what most saving is, without reading what stands there.
/// `None` when it does not stand as it was read, or as this already: then it must be looked at.
async fn save_at_once(tx: &WriteTx<LockedDossier>, change: &Change) -> AppResult<Option<i64>> {
    let (Some(value), Some(read)) = (&change.value, change.version) else { return Ok(None) };
    let new = Stored { value: value.clone(), version: read + 1, saved_at: tx.at(), saved_by: tx.user()? };
    let place = (change.place.question.as_str(), change.place.cell.as_str());
    let written = store::answers::save_unless_changed(tx, place, read, &new).await?;
    Ok(written.then_some(new.version))
}

/// Writes what does not stand there already, and says whether anything was.
async fn save_each(tx: &WriteTx<LockedDossier>, changes: Vec<Change>) -> AppResult<(Vec<Saved>, bool)> {
    let working = store::answers::load(tx.conn(), tx.on().id()).await?;
    let (mut results, mut written) = (Vec::with_capacity(changes.len()), false);
    for change in changes {
        let outcome = save_one(tx, &working, change).await?;
        written |= matches!(outcome, (Saved::Version(_), true));
        results.push(outcome.0);
    }
    Ok((results, written))
}

async fn save_one(tx: &WriteTx<LockedDossier>, working: &Working, change: Change) -> AppResult<(Saved, bool)> {
    let place = &change.place;
    let stored = working.get(&place.question, &place.cell);
    let version = stored.map_or(0, |stored| stored.version);
    let standing = stored.map_or(Value::Null, |stored| stored.value.clone());
    let wanted = change.value.clone().unwrap_or(Value::Null);
    if standing == wanted {
        // Saying the same thing twice, or the same thing as someone else, is no conflict.
        return Ok((Saved::Version(version), false));
    }
    if change.version.is_some_and(|read| read != version) {
        let by = match stored {
            Some(stored) => store::answers::author(tx.conn(), stored.saved_by).await?,
            None => String::new(),
        };
        let at = stored.map(|stored| stored.saved_at);
        return Ok((Saved::Stale(Box::new(Stale { change, theirs: standing, version, by, at })), false));
    }
    let new = Stored { value: wanted, version: version + 1, saved_at: tx.at(), saved_by: tx.user()? };
    store::answers::save(tx, (&place.question, &place.cell), &new).await?;
    Ok((Saved::Version(new.version), true))
}

/// What of a dossier is listed anew.
enum Anew {
    /// Nothing.
    Nothing,
    /// One thing, which the new answer says alone.
    One(Listed, Projection),
    /// Everything.
    All,
}

/// What these changes may change of what lists show.
fn listed(definition: &Call, changes: &[Change]) -> Anew {
    let form = &definition.form;
    match changes {
        [Change { place, value, .. }] => match (form.listed(&place.question), form.question(&place.question)) {
            (None, _) | (_, None) => Anew::Nothing,
            (Some(Listed::Budget), _) => Anew::All,
            (Some(listed), Some(question)) => {
                let answer = value.as_ref().and_then(|value| Answer::from_json(&question.kind, value));
                let alone = Answers(answer.map(|answer| (place.question.clone(), answer)).into_iter().collect());
                Anew::One(listed, project(definition, &alone))
            }
        },
        many if many.iter().any(|change| form.listed(&change.place.question).is_some()) => Anew::All,
        _ => Anew::Nothing,
    }
}

/// Writes what lists show of a draft. They go on showing what was filed while a working copy is edited.
async fn list_anew(tx: &WriteTx<LockedDossier>, row: &DossierRow, definition: &Call, anew: Anew) -> AppResult<()> {
    if row.state != State::Draft {
        return Ok(());
    }
    match anew {
        Anew::Nothing => Ok(()),
        Anew::One(listed, projection) => store::save_projection(tx, projection, Some(listed)).await,
        Anew::All => {
            let answers = store::answers::load(tx.conn(), row.id).await?.answers(&definition.form);
            store::save_projection(tx, project(definition, &answers), None).await
        }
    }
}

/// Saves a line of a table, or adds one when `line` is `None`. Gives the line's id with the outcome.
///
/// # Errors
/// [`SaveRefused`].
pub async fn save_row(
    act: &Act,
    id: DossierId,
    question: &str,
    line: Option<&str>,
    cells: BTreeMap<QuestionCode, Answer>,
    version: Option<i64>,
) -> Result<(String, Saved), Refused<SaveRefused>> {
    let cells: Map<String, Value> = cells.iter().map(|(code, cell)| (code.clone(), cell.to_json())).collect();
    let line = match line {
        Some(line) => line.to_owned(),
        None => new_line(act, id, question).await?,
    };
    let change = Change { place: Place::cell(question, &line), value: Some(Value::Object(cells)), version };
    let saved = save_answers(act, id, vec![change]).await?.pop();
    Ok((line, saved.ok_or_else(|| AppError::internal("nothing was saved"))?))
}

/// An id that sorts after those of the lines that are there.
async fn new_line(act: &Act, id: DossierId, question: &str) -> Result<String, Refused<SaveRefused>> {
    let app = &act.app;
    let row = store::load_dossier(app.db.reader(), id).await?;
    let definition = calls::store::load_revision(app.db.reader(), row.revision).await?;
    let working = store::answers::load(app.db.reader(), id).await?;
    let Some(QuestionKind::Table { rows_max, .. }) = definition.form.question(question).map(|found| &found.kind) else {
        return Err(AppError::NotFound.into());
    };
    if working.cells(question).count() >= *rows_max {
        return Err(Refused::Rule(SaveRefused::TooManyRows { max: *rows_max }));
    }
    let last = working.cells(question).last().map(|(cell, _)| cell.to_owned()).unwrap_or_default();
    let rank = last.split('-').next().and_then(|rank| rank.parse::<u32>().ok()).unwrap_or(0).saturating_add(1);
    Ok(format!("{rank:04}-{}", hex::encode(app.random::<4>())))
}

/// Removes a line of a table. A line that is gone already is no fault.
///
/// # Errors
/// [`SaveRefused`].
pub async fn remove_row(act: &Act, id: DossierId, question: &str, line: &str) -> Result<(), Refused<EditRefused>> {
    let open = open(act, Action::EditDossier, id).await?.map_err(Refused::Rule)?;
    let definition = open.definition().await?;
    let is_table = |kind: &QuestionKind| matches!(kind, QuestionKind::Table { .. });
    if !definition.form.question(question).is_some_and(|found| is_table(&found.kind)) {
        return Err(AppError::NotFound.into());
    }
    store::answers::delete(&open.tx, question, line).await?;
    let anew = if definition.form.listed(question).is_some() { Anew::All } else { Anew::Nothing };
    list_anew(&open.tx, &open.row, &definition, anew).await?;
    Ok(open.tx.commit().await?)
}

/// Saves a whole set of answers over whatever stands there: for imports and the replay.
///
/// # Errors
/// [`SaveRefused`].
pub async fn fill(act: &Act, id: DossierId, answers: &Answers) -> Result<(), Refused<SaveRefused>> {
    let working = store::answers::load(act.app.db.reader(), id).await?;
    let mut changes = Vec::new();
    let mut push = |place: Place, value: Value| changes.push(Change { place, value: Some(value), version: None });
    for (code, answer) in &answers.0 {
        match answer {
            Answer::Table(rows) => {
                // Lines are named by their rank, so that filling again writes over them.
                let name = |rank: usize| format!("{rank:04}");
                for (index, row) in rows.iter().enumerate() {
                    let cells = row.to_json().get("cells").cloned().unwrap_or_default();
                    push(Place::cell(code, &name(index + 1)), cells);
                }
                let kept: Vec<String> = (1..=rows.len()).map(name).collect();
                for (line, _) in working.cells(code).filter(|(line, _)| !kept.iter().any(|kept| kept == line)) {
                    remove_row(act, id, code, line).await.map_err(|refused| refused.map(SaveRefused::Edit))?;
                }
            }
            Answer::Budget(budget) => {
                for (account, years) in &budget.0 {
                    for (year, amount) in years.iter().enumerate() {
                        push(Place::cell(code, &format!("{account}.{year}")), json!(amount.0));
                    }
                }
            }
            other => push(Place::of(code), other.to_json()),
        }
    }
    save_answers(act, id, changes).await.map(|_| ())
}
