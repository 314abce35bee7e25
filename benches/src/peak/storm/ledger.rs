//! What was acknowledged to somebody, written down by the client as it came.

use std::{
    collections::BTreeMap,
    fs::File,
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

use serde::Serialize;

use super::{Done, Outcome};

/// Something that the platform said it holds.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Entry {
    /// An answer, with the version that it was given.
    Saved {
        /// Dossier.
        dossier: String,
        /// Value.
        value: String,
        /// Version.
        version: i64,
    },
    /// A file.
    Joined {
        /// Dossier.
        dossier: String,
        /// SHA-256 of the content.
        sha256: String,
    },
    /// A filing; its number and digest when the receipt was read.
    Filed {
        /// Dossier.
        dossier: String,
        /// Number of the dossier, and SHA-256 of what was filed.
        receipt: Option<(String, String)>,
    },
}

/// How a request ended.
pub enum End {
    /// It was answered as it should be.
    Done,
    /// It was answered otherwise.
    Wrong(String),
    /// No answer came.
    Silence(String),
}

/// The ledger.
pub struct Ledger {
    file: File,
    /// What was acknowledged, in order.
    pub entries: Vec<Entry>,
    /// Values whose save was asked for and not answered, by dossier.
    pub doubtful: BTreeMap<String, Vec<String>>,
    times: BTreeMap<&'static str, Vec<Duration>>,
    errors: Vec<String>,
    unanswered: usize,
    down: Option<(Instant, Option<Instant>)>,
}

impl Ledger {
    /// An empty one, in a file.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn create(path: &Path) -> Done<Self> {
        Ok(Self {
            file: File::create(path)?,
            entries: Vec::new(),
            doubtful: BTreeMap::new(),
            times: BTreeMap::new(),
            errors: Vec::new(),
            unanswered: 0,
            down: None,
        })
    }

    /// Writes down what was acknowledged.
    pub fn acknowledge(&mut self, entry: Entry) {
        if let Err(error) = serde_json::to_writer(&self.file, &entry)
            .map_err(std::io::Error::from)
            .and_then(|()| self.file.write_all(b"\n"))
        {
            self.errors.push(format!("the ledger cannot be written: {error}"));
        }
        self.entries.push(entry);
    }

    /// The program goes down, or answers again.
    pub fn down(&mut self, down: bool) {
        self.down = match (down, self.down) {
            (true, _) => Some((Instant::now(), None)),
            (false, Some((from, _))) => Some((from, Some(Instant::now()))),
            (false, None) => None,
        };
    }

    /// Writes down how a request ended. A silence counts as an error unless the program was down meanwhile.
    pub fn ended(&mut self, kind: &'static str, began: Instant, end: End) {
        match end {
            End::Done => self.times.entry(kind).or_default().push(began.elapsed()),
            End::Wrong(why) => self.errors.push(format!("{kind}: {why}")),
            End::Silence(_) if self.was_down(began) => self.unanswered += 1,
            End::Silence(why) => self.errors.push(format!("{kind}: {why}")),
        }
    }

    /// Whether the program was down at some time since `began`.
    fn was_down(&self, began: Instant) -> bool {
        match self.down {
            None => false,
            Some((_, None)) => true,
            Some((_, Some(until))) => began <= until,
        }
    }

    /// What came of it all.
    pub fn outcome(&mut self, losses: Vec<String>) -> Outcome {
        let count = |test: fn(&Entry) -> bool| self.entries.iter().filter(|entry| test(entry)).count();
        Outcome {
            acknowledged: [
                count(|entry| matches!(entry, Entry::Saved { .. })),
                count(|entry| matches!(entry, Entry::Joined { .. })),
                count(|entry| matches!(entry, Entry::Filed { .. })),
            ],
            times: std::mem::take(&mut self.times).into_iter().collect(),
            unanswered: self.unanswered,
            errors: std::mem::take(&mut self.errors),
            losses,
            lasted: Duration::ZERO,
            processor: Duration::ZERO,
        }
    }
}
