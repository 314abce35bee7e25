//! Plays the sessions, keeps the ledger, and compares it with what the platform holds in the end.

mod check;
mod client;
mod ledger;
mod people;
mod server;

use std::{path::PathBuf, sync::Arc, time::Duration};

pub use ledger::Ledger;
use server::Server;
use tokio::sync::Mutex;

/// Whatever may go wrong ends the peak.
pub type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Where the platform runs.
pub struct Site {
    /// The program.
    pub program: PathBuf,
    /// Address of its database.
    pub database: String,
    /// Folder of its files and mails, and of the ledger.
    pub storage: PathBuf,
}

/// What is played.
pub struct Plan {
    /// People.
    pub sessions: usize,
    /// Seconds in all.
    pub seconds: u64,
    /// Between two actions of a person.
    pub every: Duration,
    /// Nothing but saving one answer.
    pub only_saves: bool,
    /// The question that is saved.
    pub question: String,
    /// The program is ended in the middle and started again.
    pub kill: bool,
    /// Size of a file that is joined.
    pub upload_bytes: usize,
}

/// What came of it.
pub struct Outcome {
    /// Answers by kind of act, with the times that they took.
    pub times: Vec<(&'static str, Vec<Duration>)>,
    /// Requests without an answer while the program was down.
    pub unanswered: usize,
    /// Answers that were none, or not the right one.
    pub errors: Vec<String>,
    /// Things that were acknowledged and are not there.
    pub losses: Vec<String>,
    /// Things that were acknowledged: saves, files, filings.
    pub acknowledged: [usize; 3],
    /// How long people acted.
    pub lasted: Duration,
    /// Processor time of the program meanwhile, of its last process.
    pub processor: Duration,
}

impl Outcome {
    /// In Markdown.
    #[must_use]
    pub fn table(&self) -> String {
        let ms = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1_000.0);
        let mut text = "| act | answers | median ms | p99 ms | longest ms |\n|---|--:|--:|--:|--:|\n".to_owned();
        for (kind, times) in &self.times {
            let mut times = times.clone();
            times.sort();
            let at = |thousandths: usize| {
                let place = (times.len().saturating_sub(1) * thousandths).div_ceil(1_000);
                ms(times.get(place).copied().unwrap_or_default())
            };
            text.push_str(&format!("| {kind} | {} | {} | {} | {} |\n", times.len(), at(500), at(990), at(1_000)));
        }
        let [saves, files, filings] = self.acknowledged;
        text.push_str(&format!(
            "\nAcknowledged: {saves} saves, {files} files, {filings} filings. Missing: {}. Errors: {}. \
             Without an answer while the program was down: {}.\n",
            self.losses.len(),
            self.errors.len(),
            self.unanswered
        ));
        let acts: usize = self.times.iter().map(|(_, times)| times.len()).sum();
        let (seconds, processor) = (self.lasted.as_secs_f64(), self.processor.as_secs_f64() * 1_000.0);
        text.push_str(&format!(
            "{:.0} acts a second; {:.2} ms of the program's processor an act, {:.2} cores.\n",
            acts as f64 / seconds,
            processor / acts.max(1) as f64,
            processor / 1_000.0 / seconds
        ));
        for line in self.losses.iter().chain(&self.errors).take(40) {
            text.push_str(&format!("- {line}\n"));
        }
        text
    }
}

/// Plays it whole.
///
/// # Errors
/// When the database cannot be prepared or the program does not start.
pub async fn run(site: &Site, plan: &Plan) -> Done<Outcome> {
    std::fs::create_dir_all(&site.storage)?;
    let people = people::prepare(site, plan).await?;
    let mut server = Server::start(site).await?;
    let ledger = Arc::new(Mutex::new(Ledger::create(&site.storage.join("ledger.jsonl"))?));
    let began = tokio::time::Instant::now();
    let until = began + Duration::from_secs(plan.seconds);
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let mut sessions = tokio::task::JoinSet::new();
    for (rank, person) in people.into_iter().enumerate() {
        let phase = plan.every.mul_f64((rank as f64 * 0.618_034).fract());
        let mut session = client::Session::new(client.clone(), server.address(), person, rank, plan);
        let (ledger, every) = (ledger.clone(), plan.every);
        sessions.spawn(async move {
            let mut next = began + phase;
            while next < until {
                tokio::time::sleep_until(next).await;
                session.act(&ledger).await;
                next = (next + every).max(tokio::time::Instant::now());
            }
        });
    }
    if plan.kill {
        tokio::time::sleep_until(began + Duration::from_secs(plan.seconds) / 2).await;
        ledger.lock().await.down(true);
        server.kill()?;
        server.restart(site).await?;
        ledger.lock().await.down(false);
    }
    while let Some(ended) = sessions.join_next().await {
        ended?;
    }
    let (lasted, processor) = (began.elapsed(), server.processor()?);
    server.stop().await?;
    let mut ledger = ledger.lock().await;
    let losses = check::losses(site, &plan.question, &ledger).await?;
    Ok(Outcome { lasted, processor, ..ledger.outcome(losses) })
}
