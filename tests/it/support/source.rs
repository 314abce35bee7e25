//! Our own source, read as text: for the tests that hold its arrows, its words and its templates.

use std::{collections::BTreeSet, path::Path};

/// A file of the repository.
pub struct SourceFile {
    /// Path from the root, with `/`.
    pub path: String,
    /// Content.
    pub text: String,
}

impl SourceFile {
    /// Lines with their numbers, without comments.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(index, line)| (index + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// Paths that the file uses, whole: of its `use` lines (with braces opened) and of the code below them.
    pub fn paths(&self) -> BTreeSet<String> {
        let code: String = self.code().map(|(_, line)| format!("{line}\n")).collect();
        let mut paths = BTreeSet::new();
        let mut rest = code.as_str();
        while let Some(start) = find_use(rest) {
            let tree = &rest[start..];
            let end = tree.find(';').unwrap_or(tree.len());
            open(&mut paths, "", &tree[..end]);
            rest = &tree[end..];
        }
        let mut rest = code.as_str();
        while let Some(at) = rest.find("::") {
            let head = rest[..at].rfind(|c: char| !is_path(c)).map_or(0, |before| before + 1);
            let tail = rest[at..].find(|c: char| !is_path(c)).map_or(rest.len(), |length| at + length);
            paths.insert(rest[head..tail].trim_end_matches(':').to_owned());
            rest = &rest[tail.max(at + 2)..];
        }
        paths
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

fn is_path(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == ':'
}

/// Where the tree of the next `use` begins.
fn find_use(code: &str) -> Option<usize> {
    let at = code.match_indices("use ").find(|(at, _)| {
        let line = code[..*at].rsplit('\n').next().unwrap_or_default().trim();
        line.is_empty() || (line.starts_with("pub") && !line.contains(' ')) || line.starts_with("pub(in")
    })?;
    Some(at.0 + 4)
}

/// Opens the braces of a `use` tree.
fn open(paths: &mut BTreeSet<String>, prefix: &str, tree: &str) {
    let tree = tree.trim();
    let Some(brace) = tree.find('{') else {
        let leaf = tree.split(" as ").next().unwrap_or_default().trim();
        if !leaf.is_empty() {
            paths.insert(format!("{prefix}{leaf}"));
        }
        return;
    };
    let prefix = format!("{prefix}{}", tree[..brace].trim());
    let inner = &tree[brace + 1..tree.rfind('}').unwrap_or(tree.len())];
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                open(paths, &prefix, &inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    open(paths, &prefix, &inner[start..]);
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
            found.push(SourceFile { path: path.to_string_lossy().replace('\\', "/"), text });
        }
    }
}
