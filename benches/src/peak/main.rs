//! The last minutes before a deadline: many people save, join files and file at once.
//!
//! `cargo run --release -p measure --bin deadline_peak` prepares a call and its people in a database, starts the
//! program as a process of its own, plays their sessions, writes down everything that was acknowledged, stops the
//! program and looks for each acknowledged thing in the database and in the store. `--kill` ends the program in the
//! middle, without warning, and starts it again. It stops by itself, and ends only the process that it started.

mod storm;

use clap::Parser;
use storm::{Done, Plan, Site};

#[derive(Parser)]
#[command(about = "Plays the last minutes before a deadline and looks for anything that was lost")]
struct Args {
    /// An empty database: `sqlite://path` or `postgres://…`
    #[arg(long, default_value = "sqlite://storage/peak/laureat.db")]
    database: String,
    /// Folder of files, mails and of the ledger
    #[arg(long, default_value = "storage/peak")]
    storage: std::path::PathBuf,
    /// The program
    #[arg(long, default_value = "target/release/laureat")]
    program: std::path::PathBuf,
    /// People
    #[arg(long, default_value_t = 500)]
    sessions: usize,
    /// Seconds in all
    #[arg(long, default_value_t = 120)]
    seconds: u64,
    /// Seconds between two actions of a person; 0: the next as soon as one is answered
    #[arg(long, default_value_t = 5.0)]
    every: f64,
    /// Nothing but saving one answer
    #[arg(long)]
    only_saves: bool,
    /// The question that is saved: a text
    #[arg(long, default_value = "pole_name")]
    question: String,
    /// Ends the program in the middle and starts it again
    #[arg(long)]
    kill: bool,
}

#[tokio::main]
async fn main() -> Done {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let args = Args::parse();
    if args.sessions > 5_000 || args.seconds > 600 {
        return Err("at most 5 000 sessions and 600 seconds".into());
    }
    let site = Site { program: args.program, database: args.database, storage: args.storage };
    let plan = Plan {
        sessions: args.sessions,
        seconds: args.seconds,
        every: std::time::Duration::from_secs_f64(args.every),
        only_saves: args.only_saves,
        question: args.question,
        kill: args.kill,
        upload_bytes: 1_000_000,
    };
    let outcome = storm::run(&site, &plan).await?;
    print!("{}", outcome.table());
    if outcome.losses.is_empty() && outcome.errors.is_empty() { Ok(()) } else { Err("something went wrong".into()) }
}
