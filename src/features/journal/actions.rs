//! Erasing what an act says of a person.

use domain::{
    ids::CallId,
    journal::{About, EventKind},
    permissions::Action,
    text,
};
use serde_json::json;

use crate::{
    db::{Act, erasure, journal},
    error::{AppError, Refused},
};

/// Why nothing is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EraseRefused {
    /// No reason was given.
    NoReason,
    /// The results are not public: a decision may rest on it.
    Undecided,
    /// Acts of this kind hold nothing of a person, and what was decided is recomputed from them.
    Kept(EventKind),
    /// It was erased before.
    Already,
}

/// Erases the content of an act; that it took place, when, and its place in the chain stay. Gives its kind.
///
/// # Errors
/// [`EraseRefused`]; `NotFound` when there is no such act.
pub async fn erase(act: &Act, call: CallId, seq: i64, reason: &str) -> Result<EventKind, Refused<EraseRefused>> {
    let reason = text::clean(reason);
    if reason.is_empty() {
        return Err(Refused::Rule(EraseRefused::NoReason));
    }
    let tx = act.on_call(call, Action::EraseContent).await?;
    if tx.on().is_undecided() {
        return Err(Refused::Rule(EraseRefused::Undecided));
    }
    let event = journal::list(tx.conn(), call, seq.saturating_sub(1), 1).await?.pop();
    let event = event.filter(|event| event.seq == seq).ok_or(AppError::NotFound)?;
    if !event.kind.may_be_erased() {
        return Err(Refused::Rule(EraseRefused::Kept(event.kind)));
    }
    if event.is_erased() {
        return Err(Refused::Rule(EraseRefused::Already));
    }
    // Of a person it is not said again whom the act was about.
    let about = match event.subject.parse() {
        Ok(about @ About::Dossier(_)) => about,
        _ => About::Call(tx.on().slug().to_owned()),
    };
    let said = json!({ "act": seq, "kind": event.kind.as_str(), "reason": reason });
    let concluded = tx.append_on(about, EventKind::ContentErased, said).await?;
    erasure::empty_act(&concluded, seq).await?;
    concluded.commit().await?;
    Ok(event.kind)
}
