//! The tables of a call compared with its journal, and its files with what was filed.

use std::collections::BTreeMap;

use domain::{
    audit::{Audit, Compared, StoredFile},
    canonical::Digest,
    ids::CallId,
    journal::{Anchor, Broken, Verified},
    time::Zone,
};
use futures::{StreamExt, TryStreamExt, stream};

use super::{
    export,
    store::{self, Reading},
};
use crate::{app::App, error::AppResult, files};

/// Files read at once.
const AT_ONCE: usize = 4;

/// What one is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reading acts.
    Acts,
    /// Comparing dossiers.
    Dossiers,
    /// Reading stored files.
    Files,
}

/// How far one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is done.
    pub step: Step,
    /// How many of them were done.
    pub done: u64,
    /// How many there are.
    pub of: u64,
}

/// A chain that holds, and what the tables say beside it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The chain.
    pub verified: Verified,
    /// The comparison.
    pub compared: Compared,
    /// How many stored files were read, when that was asked for.
    pub files: Option<u64>,
    /// The time zone of the call.
    pub zone: Zone,
}

/// Verifies the journal of a call and compares the tables with it, as they stand at one instant; with `with_files`,
/// reads the stored files too. Nothing is compared with a chain that does not hold.
///
/// # Errors
/// `NotFound` when there is no such call; when the database or the store of files does not answer, or a row of the
/// journal cannot be read as an event.
pub async fn check(
    app: &App,
    slug: &str,
    anchors: &[Anchor],
    with_files: bool,
    tell: &mut (dyn FnMut(Progress) + Send),
) -> AppResult<Result<Checked, Broken>> {
    let reading = Reading::begin(&app.db).await?;
    let read = read(&reading, slug, anchors, tell).await;
    reading.end().await?;
    let (verified, mut audit, kept) = match read? {
        Ok(read) => read,
        Err(broken) => return Ok(Err(broken)),
    };
    let files = if with_files { Some(check_files(app, kept, &mut audit, tell).await?) } else { None };
    let zone = audit.definition().map_or(Zone::PARIS, |call| call.zone);
    Ok(Ok(Checked { verified, compared: audit.finish(), files, zone }))
}

type Read = (Verified, Audit, BTreeMap<String, StoredFile>);

async fn read(
    reading: &Reading,
    slug: &str,
    anchors: &[Anchor],
    tell: &mut (dyn FnMut(Progress) + Send),
) -> AppResult<Result<Read, Broken>> {
    let id: CallId = store::find_call(reading, slug).await?;
    let (acts, dossiers) = store::count(reading, id).await?;
    let mut audit = Audit::new(store::list_revisions(reading, id).await?);
    let mut done = 0;
    let verified = export::walk(reading, (id, slug), anchors, |event| {
        audit.tell(event);
        done += 1;
        tell(Progress { step: Step::Acts, done, of: acts });
    })
    .await?;
    let verified = match verified {
        Ok(verified) => verified,
        Err(broken) => return Ok(Err(broken)),
    };
    store::show_call(reading, id, &mut audit).await?;
    let (mut after, mut done, mut kept) = (None, 0, BTreeMap::new());
    while let Some(page) = store::show_dossiers(reading, id, after, &mut audit).await? {
        after = Some(page.last);
        done += page.count;
        kept.extend(page.files.into_iter().map(|file| (file.key.clone(), file)));
        tell(Progress { step: Step::Dossiers, done, of: dossiers });
    }
    Ok(Ok((verified, audit, kept)))
}

/// Reads the stored files and says how many.
async fn check_files(
    app: &App,
    kept: BTreeMap<String, StoredFile>,
    audit: &mut Audit,
    tell: &mut (dyn FnMut(Progress) + Send),
) -> AppResult<u64> {
    let (mut done, of) = (0, kept.len() as u64);
    let mut read = stream::iter(kept.into_values().map(|file| look(app, file))).buffer_unordered(AT_ONCE);
    while let Some((file, found)) = read.try_next().await? {
        audit.file(&file, found);
        done += 1;
        tell(Progress { step: Step::Files, done, of });
    }
    Ok(done)
}

async fn look(app: &App, file: StoredFile) -> AppResult<(StoredFile, Option<Digest>)> {
    let found = files::digest(&*app.files, &file.key).await?;
    Ok((file, found))
}
