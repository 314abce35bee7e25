//! What is computed of a call, kept in memory until its journal moves.
//!
//! Every consequential act appends an event in its own transaction: as long as the last event is the same, so is
//! everything that follows from acts. What changes without an event (drafts, reviews being written, accounts) is
//! never kept here. Each process keeps its own; nothing is ever wrong for being forgotten.

use std::{
    any::{Any, TypeId},
    collections::BTreeSet,
    future::Future,
    sync::Arc,
    time::Duration,
};

use domain::{ids::DossierId, journal::Subject};
use moka::future::Cache;
use sea_orm::DeriveValueType;

use super::Db;
use crate::error::{AppError, AppResult};

/// About how many bytes are kept at most: what a few large calls need that are being worked on.
const BYTES: u64 = 48 << 20;

/// What nobody asked for within this time is forgotten.
const IDLE: Duration = Duration::from_secs(3_600);

/// How far a chain was when something was read: the hash of its last event, empty before the first. Only the database
/// gives one, and it must be read before, or together with, what the value is made from: a value that is newer than its
/// event is computed again after the next one, one that is older would be shown for ever.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, DeriveValueType)]
pub struct Version(String);

/// A value that may be kept: one type, one thing that is computed.
pub trait Keep: Send + Sync + 'static {
    /// About how many bytes it takes, those behind its pointers included.
    fn bytes(&self) -> usize;
}

/// What a value is: of which type, whose, which part of it, without which dossiers (those that the reader may not see),
/// as of when.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    what: TypeId,
    whose: Subject,
    part: String,
    without: BTreeSet<DossierId>,
    as_of: Version,
}

#[derive(Clone)]
struct Held {
    value: Arc<dyn Any + Send + Sync>,
    bytes: u32,
}

pub(super) struct Kept(Cache<Key, Held>);

impl Default for Kept {
    fn default() -> Self {
        Self::of(BYTES)
    }
}

impl Kept {
    fn of(bytes: u64) -> Self {
        let kept = Cache::builder().max_capacity(bytes).weigher(|_, held: &Held| held.bytes).time_to_idle(IDLE);
        Self(kept.build())
    }

    async fn get<T: Keep>(&self, key: Key, make: impl Future<Output = AppResult<T>>) -> AppResult<Arc<T>> {
        let make = async {
            let value = make.await?;
            // A key has little more than the identifiers of a few dossiers and the words of a filter.
            let bytes = u32::try_from(value.bytes()).unwrap_or(u32::MAX).saturating_add(512);
            Ok::<_, AppError>(Held { value: Arc::new(value), bytes })
        };
        // Who asks meanwhile waits for the same computation, and shares its failure; if whoever computes goes away,
        // the next one begins again.
        let held = self.0.try_get_with(key, make).await.map_err(Arc::unwrap_or_clone)?;
        held.value.downcast().map_err(|_| AppError::internal("a kept value is of another type than its key"))
    }
}

impl Db {
    /// What `make` computes of a subject without these dossiers, as of this version: computed once, whoever asks.
    ///
    /// # Errors
    /// When it cannot be computed; nothing is kept then.
    pub async fn kept<T: Keep>(
        &self,
        whose: impl Into<Subject>,
        without: &BTreeSet<DossierId>,
        as_of: &Version,
        make: impl Future<Output = AppResult<T>>,
    ) -> AppResult<Arc<T>> {
        self.kept_part(whose, String::new(), without, as_of, make).await
    }

    /// The same, of which there is one for each part: a filter and a language, in words that name them whole.
    ///
    /// # Errors
    /// As [`Db::kept`].
    pub async fn kept_part<T: Keep>(
        &self,
        whose: impl Into<Subject>,
        part: String,
        without: &BTreeSet<DossierId>,
        as_of: &Version,
        make: impl Future<Output = AppResult<T>>,
    ) -> AppResult<Arc<T>> {
        let (what, without, as_of) = (TypeId::of::<T>(), without.clone(), as_of.clone());
        self.kept.get(Key { what, whose: whose.into(), part, without, as_of }, make).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use domain::{ids::CallId, time::Instant};

    use super::*;

    #[derive(Debug, PartialEq)]
    struct Sum(usize);
    #[derive(Debug, PartialEq)]
    struct Other(usize);

    impl Keep for Sum {
        fn bytes(&self) -> usize {
            1_000
        }
    }

    impl Keep for Other {
        fn bytes(&self) -> usize {
            1_000
        }
    }

    fn key<T: Keep>(call: u8, without: &[u8], as_of: &str) -> Key {
        let at = Instant::from_micros(0);
        Key {
            what: TypeId::of::<T>(),
            whose: CallId::mint(at, [call; 10]).into(),
            part: String::new(),
            without: without.iter().map(|n| DossierId::mint(at, [*n; 10])).collect(),
            as_of: Version(as_of.to_owned()),
        }
    }

    #[tokio::test]
    async fn another_type_call_reader_or_event_is_another_value() {
        let kept = Kept::default();
        let sum = |key, n| kept.get(key, async move { Ok(Sum(n)) });
        assert_eq!(*sum(key::<Sum>(1, &[], "a"), 1).await.unwrap(), Sum(1));
        assert_eq!(*sum(key::<Sum>(1, &[], "a"), 9).await.unwrap(), Sum(1));
        assert_eq!(*kept.get(key::<Other>(1, &[], "a"), async { Ok(Other(2)) }).await.unwrap(), Other(2));
        assert_eq!(*sum(key::<Sum>(2, &[], "a"), 3).await.unwrap(), Sum(3));
        assert_eq!(*sum(key::<Sum>(1, &[7], "a"), 4).await.unwrap(), Sum(4));
        assert_eq!(*sum(key::<Sum>(1, &[], "b"), 5).await.unwrap(), Sum(5));
    }

    #[tokio::test]
    async fn many_who_ask_at_once_wait_for_one_computation_and_a_failure_is_not_kept() {
        let (kept, computed) = (Kept::default(), AtomicUsize::new(0));
        let count = &computed;
        let ask = |fails: bool| {
            kept.get(key::<Sum>(1, &[], "a"), async move {
                tokio::task::yield_now().await;
                count.fetch_add(1, Ordering::Relaxed);
                if fails { Err(AppError::internal("the disk is gone")) } else { Ok(Sum(1)) }
            })
        };
        let failed = futures::future::join_all((0..8).map(|_| ask(true))).await;
        assert!(failed.iter().all(|one| matches!(one, Err(AppError::Internal(_)))));
        let before = computed.swap(0, Ordering::Relaxed);
        assert_eq!(before, 1, "a failure is shared by those who waited");
        let made = futures::future::join_all((0..64).map(|_| ask(false))).await;
        assert!(made.into_iter().all(|one| *one.unwrap() == Sum(1)));
        assert_eq!(computed.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn no_more_bytes_are_kept_than_there_is_room_for() {
        let kept = Kept::of(10_000);
        for n in 0..100 {
            kept.get(key::<Sum>(n, &[], "a"), async { Ok(Sum(1)) }).await.unwrap();
        }
        kept.0.run_pending_tasks().await;
        assert!(kept.0.weighted_size() <= 10_000 && kept.0.entry_count() > 3, "{}", kept.0.entry_count());
    }
}
