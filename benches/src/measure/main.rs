//! Measures the platform, on databases that it makes in bulk.
//!
//! `cargo run --release -p measure -- generate --database sqlite://… --storage … --calls 99` makes a database;
//! `pages`, `work` and `bare` measure on it and print tables in Markdown. What a database holds is said in `generate`.

mod bare;
mod generate;
mod pages;
mod places;
mod report;
mod stage;
mod work;

use clap::{Parser, Subcommand};

/// That of the program, so that what is measured here is what it does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Whatever may go wrong in a measurement ends it.
type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[derive(Parser)]
#[command(about = "Measures the platform")]
struct Args {
    /// `sqlite://path` or `postgres://…`
    #[arg(long, global = true, default_value = "sqlite://storage/measure/laureat.db")]
    database: String,
    /// Folder of files and mails
    #[arg(long, global = true, default_value = "storage/measure")]
    storage: std::path::PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes a database
    Generate(generate::Args),
    /// Asks for every page of the table of routes
    Pages(pages::Args),
    /// Saves, files, ranks, allocates, renders, typesets
    Work(work::Args),
    /// Compares the list of officers with a bare loop that shows the same rows
    Bare(bare::Args),
}

#[tokio::main]
async fn main() -> Done {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let args = Args::parse();
    let place = stage::Place { database: args.database, storage: args.storage };
    match args.command {
        Command::Generate(args) => generate::run(&place, &args).await,
        Command::Pages(args) => pages::run(&place, &args).await,
        Command::Work(args) => work::run(&place, &args).await,
        Command::Bare(args) => bare::run(&place, &args).await,
    }
}
