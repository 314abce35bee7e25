//! Pages, styles and texts as they are embedded, or, while somebody works on them, as they are in a folder now.
//!
//! The setting `dev.templates` names that folder; without it nothing here reads the disk. What is embedded is
//! never mixed with what is in the folder.

use std::{
    borrow::Cow,
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock, PoisonError},
    time::{Duration, Instant, SystemTime},
};

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "templates/"]
#[exclude = "locales/*"]
#[exclude = "pdf/*"]
struct Embedded;

static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// Reads from a folder from now on. Only the first call counts.
pub fn watch(folder: &str) {
    let _ = FOLDER.set(PathBuf::from(folder));
}

/// The folder that is worked on.
#[must_use]
pub fn folder() -> Option<&'static Path> {
    FOLDER.get().map(PathBuf::as_path)
}

/// The content of a file, by its path under `templates/`.
#[must_use]
pub fn read(name: &str) -> Option<Cow<'static, [u8]>> {
    match folder() {
        // A name comes from an address: it may not climb out of the folder.
        Some(_) if name.split('/').any(|part| part.is_empty() || part.starts_with('.')) => None,
        Some(folder) => std::fs::read(folder.join(name)).ok().map(Cow::Owned),
        None => Embedded::get(name).map(|file| file.data),
    }
}

/// Names of all files under a path, sorted.
#[must_use]
pub fn names(under: &str) -> Vec<String> {
    let mut names: Vec<String> = match folder() {
        Some(folder) => {
            files(folder).filter_map(|path| Some(path.strip_prefix(folder).ok()?.display().to_string())).collect()
        }
        None => Embedded::iter().map(Cow::into_owned).collect(),
    };
    names.retain(|name| name.starts_with(under));
    names.sort();
    names
}

/// When the last change of the folder was; `None` when nothing is worked on. A page asks for hundreds of texts:
/// the folder is looked at a few times a second only.
#[must_use]
pub fn changed_at() -> Option<SystemTime> {
    static LOOKED: Mutex<Option<(Instant, SystemTime)>> = Mutex::new(None);
    let folder = folder()?;
    let mut looked = LOOKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, at)) = looked.filter(|(when, _)| when.elapsed() < Duration::from_millis(200)) {
        return Some(at);
    }
    let at = files(folder).filter_map(|path| path.metadata().ok()?.modified().ok()).max()?;
    *looked = Some((Instant::now(), at));
    Some(at)
}

fn files(folder: &Path) -> Box<dyn Iterator<Item = PathBuf>> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    Box::new(entries.flat_map(|entry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => files(&entry.path()),
        _ => Box::new(std::iter::once(entry.path())),
    }))
}
