//! Subcommands: what an operator types. Messages go to standard error, results to standard output.
//!
//! Each subcommand has its own file with its arguments and its `run`.

mod audit;
mod call;
mod company;
mod demo;
mod doctor;
mod erase;
mod migrate;
mod serve;
mod user;
mod worker;

use std::{io::IsTerminal, process::ExitCode};

use clap::{ArgAction, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::{
    app::App,
    config::{BadConfig, Config, Log, LogFormat},
    error::AppError,
    features::calls::{self, store::LoadedCall},
};

const AFTER_HELP: &str = "\
Réglages : config/default.toml les décrit tous. Changez-les dans un fichier nommé par LAUREAT_CONFIG,
ou par des variables : LAUREAT__HTTP__BIND=0.0.0.0:8080

Codes de retour :
  0  la commande a réussi
  1  elle a échoué ; le message dit pourquoi
  2  elle est mal écrite
  3  les réglages ne conviennent pas
  4  la base n’est pas à jour : lancez « laureat migrate »

Pour commencer :
  laureat doctor
  laureat user create --email vous@exemple.fr --name \"Votre Nom\" --operator
  laureat serve";

const TEMPLATE: &str = "{about-with-newline}\nUsage : {usage}\n\n{all-args}{after-help}\n";

#[derive(Parser)]
#[command(
    name = "laureat",
    version,
    about = "Lauréat conduit des appels à projets, de leur publication à la liste des lauréats.",
    after_help = AFTER_HELP,
    help_template = TEMPLATE,
    subcommand_help_heading = "Commandes",
    subcommand_value_name = "COMMANDE",
    next_help_heading = "Options",
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Affiche cette aide
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// Affiche la version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Subcommand)]
enum Command {
    /// Ouvre le site, et fait les tâches en attente (courriels, récépissés)
    #[command(help_template = TEMPLATE)]
    Serve(serve::Args),
    /// Fait les tâches en attente, sans ouvrir le site
    #[command(help_template = TEMPLATE)]
    Worker,
    /// Vérifie tout ce dont le site a besoin, et dit quoi corriger
    #[command(help_template = TEMPLATE)]
    Doctor(doctor::Args),
    /// Met la base de données à jour
    #[command(help_template = TEMPLATE)]
    Migrate,
    /// Montre la plateforme : rejoue un appel passé avec des dossiers fictifs, puis ouvre le site
    #[command(help_template = TEMPLATE)]
    Demo(demo::Args),
    /// Gère les comptes
    #[command(help_template = TEMPLATE)]
    User(user::Args),
    /// Vérifie, importe et exporte le fichier d’un appel
    #[command(help_template = TEMPLATE)]
    Call(call::Args),
    /// Exporte et vérifie le journal d’un appel
    #[command(help_template = TEMPLATE)]
    Audit(audit::Args),
    /// Efface ce qui est personnel d’un dossier ou d’un acte, au terme de sa conservation ; les empreintes restent
    #[command(help_template = TEMPLATE)]
    Erase(erase::Args),
}

/// Why a command ended badly.
#[derive(Debug)]
enum Failure {
    /// Code 1: a sentence that says why.
    Failed(String),
    /// Code 3.
    Config(String),
    /// Code 4: migrations that were not applied.
    Pending(Vec<String>),
}

impl<E: Into<AppError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Failed(error.into().to_string())
    }
}

impl From<BadConfig> for Failure {
    fn from(error: BadConfig) -> Self {
        Self::Config(error.to_string())
    }
}

/// What a command returns.
type Outcome = Result<(), Failure>;

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return report(Failure::from(error)),
    };
    match runtime.block_on(run(cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => report(failure),
    }
}

fn report(failure: Failure) -> ExitCode {
    match failure {
        Failure::Failed(text) => {
            eprintln!("laureat : {text}");
            ExitCode::from(1)
        }
        Failure::Config(text) => {
            eprintln!("laureat : {text}");
            ExitCode::from(3)
        }
        Failure::Pending(names) => {
            eprintln!("laureat : la base n’est pas à jour ({}). Lancez « laureat migrate ».", names.join(", "));
            ExitCode::from(4)
        }
    }
}

async fn run(command: Command) -> Outcome {
    // Several parts speak TLS; they share one provider. A second installation changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut config = Config::load()?;
    if matches!(command, Command::Demo(_)) {
        demo::hush(&mut config)?;
    }
    init_logs(&config.log)?;
    match command {
        Command::Serve(args) => serve::run(config, args).await,
        Command::Worker => worker::run(config).await,
        Command::Doctor(args) => doctor::run(config, args).await,
        Command::Migrate => migrate::run(config).await,
        Command::Demo(args) => demo::run(config, args).await,
        Command::User(args) => user::run(config, args).await,
        Command::Call(args) => call::run(config, args).await,
        Command::Audit(args) => audit::run(config, args).await,
        Command::Erase(args) => erase::run(config, args).await,
    }
}

fn init_logs(log: &Log) -> Outcome {
    let filter =
        EnvFilter::try_new(&log.filter).map_err(|e| Failure::Config(format!("réglage « log.filter » : {e}")))?;
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A log file holds words, not colours.
    let logs = logs.with_ansi(std::io::stderr().is_terminal());
    let done = match log.format {
        LogFormat::Text => logs.try_init(),
        LogFormat::Json => logs.json().try_init(),
    };
    done.map_err(|e| Failure::Failed(e.to_string()))
}

/// Opens the application on a database that is up to date. A SQLite file is brought up to date here:
/// whoever starts the program owns the file; a shared PostgreSQL is migrated on purpose only.
async fn open(config: Config) -> Result<App, Failure> {
    let app = App::open(config).await?;
    let pending = app.db.pending_migrations().await?;
    if pending.is_empty() {
        return Ok(app);
    }
    if !app.db.is_sqlite() {
        return Err(Failure::Pending(pending));
    }
    app.db.migrate().await?;
    eprintln!("Base SQLite mise à jour : {}.", pending.join(", "));
    Ok(app)
}

/// The call of that short name; without a name, the only call there is.
async fn find_call(app: &App, slug: Option<&str>) -> Result<LoadedCall, Failure> {
    let slugs = calls::store::list_slugs(app.db.reader()).await?;
    let known = if slugs.is_empty() { "aucun".to_owned() } else { slugs.join(", ") };
    let slug = match (slug, slugs.as_slice()) {
        (Some(slug), _) => slug,
        (None, [only]) => only,
        (None, _) => return Err(Failure::Failed(format!("nommez l’appel avec --call (appels connus : {known})"))),
    };
    let call = calls::store::find_by_slug(app.db.reader(), slug).await?;
    call.ok_or_else(|| Failure::Failed(format!("aucun appel ne s’appelle « {slug} » (appels connus : {known})")))
}
