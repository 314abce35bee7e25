//! The journal of a call as lines of text, and its verification, page of events by page: it never stands in memory whole.

use std::collections::BTreeSet;

use domain::{
    ids::{CallId, DossierId},
    journal::{Anchor, Broken, Event, ExportLine, Tells, Verified, Verifier, View},
};
use futures::{Stream, stream};

use super::store::Reading;
use crate::{app::App, db::journal, error::AppResult, features::calls::store::LoadedCall};

/// Events read at once.
const PAGE: u64 = 500;

/// What a reader may see.
#[derive(Clone, Debug)]
pub struct Cut {
    /// Everything, or what is public.
    pub view: View,
    /// Dossiers in which the reader declared an interest: what was done to them is sealed, and keeps its place in the chain.
    pub hidden: BTreeSet<DossierId>,
}

impl Cut {
    /// For a reader who declared no interest.
    #[must_use]
    pub const fn of(view: View) -> Self {
        Self { view, hidden: BTreeSet::new() }
    }

    /// Whether what was done must be withheld from this reader: it names a dossier that they may not see, or counts
    /// it (what was ranked or awarded in all, less what they do see, would tell what it was given).
    #[must_use]
    pub fn hides(&self, event: &Event) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        match event.kind.tells() {
            Tells::TheWholeList => return true,
            Tells::TheCall | Tells::OneSubject => {}
        }
        let payload = event.payload.to_string();
        self.hidden.iter().any(|dossier| {
            let id = dossier.to_string();
            event.subject.contains(&id) || payload.contains(&id)
        })
    }

    fn line(&self, event: &Event) -> ExportLine {
        if self.hides(event) {
            ExportLine::sealed(event.seq, event.prev_hash, event.hash)
        } else {
            ExportLine::of(event, self.view)
        }
    }
}

/// The lines of a call's journal, in order, in blocks of text.
pub fn lines(app: App, call: CallId, cut: Cut) -> impl Stream<Item = AppResult<String>> + Send {
    stream::try_unfold(0, move |after| {
        let (app, cut) = (app.clone(), cut.clone());
        async move {
            let events = journal::list(app.db.reader(), call, after, PAGE).await?;
            let Some(last) = events.last().map(|event| event.seq) else { return Ok(None) };
            let mut text = String::new();
            for event in &events {
                text.push_str(&cut.line(event).to_text()?);
                text.push('\n');
            }
            Ok(Some((text, last)))
        }
    })
}

/// Verifies the journal of a call in the database.
///
/// # Errors
/// When the database does not answer, or a row cannot even be read as an event (the error names it).
pub async fn verify(app: &App, call: &LoadedCall, anchors: &[Anchor]) -> AppResult<Result<Verified, Broken>> {
    let reading = Reading::begin(&app.db).await?;
    let verified = walk(&reading, (call.id, call.slug()), anchors, |_| {}).await;
    reading.end().await?;
    verified
}

/// Verifies the journal of a call, and hands over each act that holds.
///
/// # Errors
/// As [`verify`].
pub(super) async fn walk(
    reading: &Reading,
    (id, slug): (CallId, &str),
    anchors: &[Anchor],
    mut each: impl FnMut(&Event),
) -> AppResult<Result<Verified, Broken>> {
    let mut verifier = Verifier::new(slug, anchors);
    let (mut after, mut limit) = (0, PAGE);
    loop {
        let events = match reading.acts(id, after, limit).await {
            // A row that cannot be read hides the rows before it: read them one by one, to name the first that fails.
            Err(_) if limit > 1 => {
                limit = 1;
                continue;
            }
            other => other?,
        };
        let Some(last) = events.last().map(|event| event.seq) else { return Ok(verifier.finish()) };
        for event in &events {
            if let Err(broken) = verifier.push(&ExportLine::of(event, View::Restricted)) {
                return Ok(Err(broken));
            }
            each(event);
        }
        after = last;
    }
}
