//! Files of the repository: for the tests that hold its arrows, its words and its templates.

use std::{
    path::Path,
    sync::{Arc, LazyLock, OnceLock},
};

use super::rust::Rust;

/// A file of the repository.
#[derive(Clone)]
pub struct SourceFile {
    /// Path from the root, with `/`.
    pub path: String,
    /// Content.
    pub text: String,
    rust: Arc<OnceLock<Rust>>,
}

impl SourceFile {
    /// A file as it would stand there.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), rust: Arc::default() }
    }

    /// What it says, when it is Rust. Read once.
    pub fn rust(&self) -> &Rust {
        self.rust.get_or_init(|| Rust::read(&self.path, &self.text))
    }

    /// Whether it stands in one of these folders or is one of these files.
    pub fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(
            |place| {
                if place.ends_with('/') { self.path.contains(place) } else { self.path.ends_with(place) }
            },
        )
    }
}

/// The Rust of `src`, in order: parsed once for all tests.
pub fn sources() -> &'static [SourceFile] {
    static SOURCES: LazyLock<Vec<SourceFile>> = LazyLock::new(|| files("src", ".rs"));
    &SOURCES
}

/// All files below a folder of the repository whose names end so, in order.
pub fn files(folder: &str, end: &str) -> Vec<SourceFile> {
    let mut found = Vec::new();
    collect(Path::new(env!("CARGO_MANIFEST_DIR")), Path::new(folder), end, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no *{end} below {folder}");
    found
}

fn collect(root: &Path, folder: &Path, end: &str, found: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(root.join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = folder.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            collect(root, &path, end, found);
        } else if path.to_string_lossy().ends_with(end) {
            let text = std::fs::read_to_string(root.join(&path)).unwrap();
            found.push(SourceFile::new(&path.to_string_lossy().replace('\\', "/"), &text));
        }
    }
}
