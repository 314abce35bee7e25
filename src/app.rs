//! What every action needs: database, files, mail, templates, clock, entropy, settings.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, Ordering},
};

use domain::time::Instant;
use object_store::ObjectStore;
use rand::{RngCore, SeedableRng};

use crate::{
    config::Config,
    db::Db,
    error::AppResult,
    files, live,
    mailer::Mailer,
    web::{Traffic, templates::Templates},
};

/// The application, cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// Stored files.
    pub files: Arc<dyn ObjectStore>,
    /// Where mails go.
    pub mailer: Mailer,
    /// Page, mail and PDF templates.
    pub templates: Arc<Templates>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where identifiers, salts and tokens come from.
    pub entropy: Arc<dyn Entropy>,
    /// The requests that are being answered.
    pub traffic: Traffic,
    /// Settings.
    pub config: Arc<Config>,
}

impl App {
    /// Opens everything that the settings name. The schema is left as it is.
    ///
    /// # Errors
    /// When the database, the store of files or the mail server's address cannot be used, or a template is wrong.
    pub async fn open(config: Config) -> AppResult<Self> {
        if let Some(folder) = &config.dev.templates {
            live::watch(folder);
        }
        Ok(Self {
            db: Db::connect(&config.database.url, config.database.max_connections).await?,
            files: files::open(&config.storage)?,
            mailer: Mailer::open(&config.mail)?,
            templates: Arc::new(Templates::load()?),
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
            traffic: Traffic::default(),
            config: Arc::new(config),
        })
    }

    /// The instant that the clock shows.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Random bytes.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }

    /// A token of 256 bits, in hexadecimal, for links and cookies.
    #[must_use]
    pub fn token(&self) -> String {
        hex::encode(self.random::<32>())
    }
}

/// A source of time that tests and the replay replace.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Instant;
}

/// The clock of the machine.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::from_micros(chrono::Utc::now().timestamp_micros())
    }
}

/// A clock that stands still until it is set.
pub struct SetClock(AtomicI64);

impl SetClock {
    /// A clock that shows `at`.
    #[must_use]
    pub fn at(at: Instant) -> Self {
        Self(AtomicI64::new(at.micros()))
    }

    /// Shows another instant.
    pub fn set(&self, at: Instant) {
        self.0.store(at.micros(), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Instant {
        Instant::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// A source of random bytes that tests and the replay replace.
pub trait Entropy: Send + Sync {
    /// Fills a buffer.
    fn fill(&self, bytes: &mut [u8]);
}

/// Entropy of the operating system.
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        rand_chacha::ChaCha20Rng::from_os_rng().fill_bytes(bytes);
    }
}

/// Bytes that a seed determines: the same seed, the same identifiers.
pub struct SeededEntropy(Mutex<rand_chacha::ChaCha20Rng>);

impl SeededEntropy {
    /// From a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(rand_chacha::ChaCha20Rng::seed_from_u64(seed)))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill_bytes(bytes);
    }
}
