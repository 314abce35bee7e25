//! What is computed of a call, kept in memory until its journal moves.
//!
//! Every consequential act appends an event in its own transaction: as long as the last event is the same, so is
//! everything that follows from acts. What changes without an event (drafts, reviews being written, accounts) is
//! never kept here. Each process keeps its own; nothing is ever wrong for being forgotten.

use std::{
    any::Any,
    collections::HashMap,
    future::Future,
    sync::{Arc, Mutex, PoisonError},
};

use super::Db;
use crate::error::AppResult;

/// Values at most: those of a few large calls that are being worked on.
const MOST: usize = 12;

type Value = Arc<dyn Any + Send + Sync>;

/// A value, the event after which it was computed, and when it was last used.
struct Entry {
    version: String,
    used: u64,
    value: Value,
}

/// The values, each under its name.
#[derive(Default)]
struct Entries {
    clock: u64,
    by_name: HashMap<String, Entry>,
}

#[derive(Default)]
pub(super) struct Kept(Mutex<Entries>);

impl Kept {
    fn find(&self, name: &str, version: &str) -> Option<Value> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.clock += 1;
        let clock = entries.clock;
        let entry = entries.by_name.get_mut(name)?;
        entry.used = clock;
        (entry.version == version).then(|| entry.value.clone())
    }

    fn keep(&self, name: String, version: String, value: Value) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.clock += 1;
        let used = entries.clock;
        entries.by_name.insert(name, Entry { version, used, value });
        while entries.by_name.len() > MOST {
            let oldest = entries.by_name.iter().min_by_key(|(_, entry)| entry.used).map(|(name, _)| name.clone());
            match oldest {
                Some(name) => entries.by_name.remove(&name),
                None => break,
            };
        }
    }
}

impl Db {
    /// The value of that name as it was computed after the event of this hash, or computed now. The hash must be read
    /// before what the value is made from: a value that is newer than its event is computed again after the next one,
    /// one that is older would be shown for ever.
    ///
    /// # Errors
    /// When it cannot be computed.
    pub async fn kept<T, F>(&self, name: String, event: &str, make: F) -> AppResult<Arc<T>>
    where
        T: Send + Sync + 'static,
        F: Future<Output = AppResult<T>>,
    {
        if let Some(known) = self.kept.find(&name, event)
            && let Ok(known) = known.downcast::<T>()
        {
            return Ok(known);
        }
        let made = Arc::new(make.await?);
        self.kept.keep(name, event.to_owned(), made.clone());
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_forgotten_when_the_journal_moves_or_when_others_are_used_more() {
        let kept = Kept::default();
        kept.keep("sheet".into(), "1".into(), Arc::new(7));
        assert!(kept.find("sheet", "1").is_some() && kept.find("sheet", "2").is_none());
        for n in 0..MOST {
            assert!(kept.find("sheet", "1").is_some());
            kept.keep(format!("other {n}"), "1".into(), Arc::new(n));
        }
        assert!(kept.find("sheet", "1").is_some() && kept.find("other 0", "1").is_none());
    }
}
