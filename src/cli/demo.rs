//! `laureat demo`: a past call replayed with invented dossiers, an open call to try, and the site on this machine.

use std::path::PathBuf;

use super::{Failure, Outcome};
use crate::{
    app::App,
    config::Config,
    demo::{self, Replay, cast},
    features::calls,
};

/// Arguments of `demo`.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Rejoue l’appel et s’arrête ; la dernière ligne de la sortie standard dit le résultat, en JSON
    #[arg(long)]
    replay_only: bool,
    /// Graine du hasard : la même donne les mêmes dossiers et le même journal, à l’octet près
    #[arg(long, value_name = "NOMBRE", default_value_t = 2013)]
    seed: u64,
    /// Base de données
    #[arg(long, value_name = "ADRESSE", default_value = "sqlite://storage/demo/laureat.db")]
    database: String,
    /// Dossier des fichiers et des courriels
    #[arg(long, value_name = "DOSSIER", default_value = "storage/demo")]
    storage: PathBuf,
    /// Fichier d’appel à rejouer, au lieu de celui de 2013
    #[arg(long, value_name = "FICHIER")]
    call: Option<PathBuf>,
    /// Efface d’abord la démonstration (base SQLite, fichiers, courriels), et la rejoue
    #[arg(long)]
    again: bool,
}

/// Unless the operator has set the logs, only warnings: a replay opens hundreds of accounts.
pub(super) fn hush(config: &mut Config) -> Outcome {
    if config.log.filter == Config::defaults()?.log.filter {
        config.log.filter = "warn".into();
    }
    Ok(())
}

/// Replays unless the database holds the calls already, then serves.
pub(super) async fn run(mut config: Config, args: Args) -> Outcome {
    config.demo.enabled = true;
    config.database.url.clone_from(&args.database);
    config.database.url_file = None;
    config.storage.bucket = None;
    config.storage.folder = args.storage.join("files").display().to_string();
    config.mail.smtp_url = None;
    config.mail.folder = args.storage.join("mail").display().to_string();
    let source = match &args.call {
        Some(path) => std::fs::read_to_string(path)
            .map_err(|e| Failure::Failed(format!("{} ne peut pas être lu : {e}", path.display())))?,
        None => demo::CALL.to_owned(),
    };
    let slug = slug_of(&source)?;
    if args.again {
        forget(&config, &args).await?;
    }
    let app = App::open(config).await?;
    app.db.migrate().await?;
    // The site opens at once: receipts and mails follow in its worker, and their pages say so.
    let replay = Replay { with_jobs: args.replay_only, ..Replay::whole(&source, args.seed) };
    once(&app, &replay, &slug).await?;
    if args.replay_only {
        let summary = demo::summary(&app, &slug).await?;
        println!("{}", serde_json::to_string(&summary).map_err(crate::error::AppError::from)?);
        app.db.close().await?;
        return Ok(());
    }
    // The call of 2015 too: its committee has still to decide.
    let replay = Replay { with_jobs: false, ..Replay::before_committee(demo::CALL_2015, args.seed) };
    once(&app, &replay, &slug_of(demo::CALL_2015)?).await?;
    demo::open(&app, &source, &slug).await?;
    print_accounts(&app, &slug).await?;
    super::serve::open_site(app, true).await
}

/// Replays a call unless it stands already.
async fn once(app: &App, replay: &Replay<'_>, slug: &str) -> Outcome {
    match demo::stands(app, replay).await? {
        Some(true) => eprintln!("L’appel « {slug} » est déjà là : il n’est pas rejoué (--again efface et rejoue)."),
        Some(false) => {
            return Err(Failure::Failed(format!(
                "le rejeu de l’appel « {slug} » a été interrompu : relancez avec --again, qui efface et rejoue"
            )));
        }
        None => {
            eprintln!("Rejeu de l’appel « {slug} » (graine {}) :", replay.seed);
            demo::replay(app, replay).await?;
        }
    }
    Ok(())
}

/// Deletes what a demonstration left, and nothing else: a database that holds a call whose dossiers are not invented is
/// no demonstration.
async fn forget(config: &Config, args: &Args) -> Outcome {
    let refuse = |why: &str| Failure::Failed(format!("{} n’est pas effacée : {why}", args.database));
    let Some(path) = args.database.strip_prefix("sqlite://") else {
        return Err(refuse("seule une base SQLite l’est par --again ; videz-la vous-même"));
    };
    if !std::path::Path::new(path).exists() {
        return Ok(());
    }
    let app = App::open(config.clone()).await?;
    app.db.migrate().await?;
    let mut real = None;
    for slug in calls::store::list_slugs(app.db.reader()).await? {
        let call = calls::store::load_by_slug(app.db.reader(), &slug).await?;
        if !call.definition.fictitious {
            real = Some(slug);
        }
    }
    app.db.close().await?;
    if let Some(slug) = real {
        return Err(refuse(&format!("elle porte l’appel « {slug} », dont les dossiers ne sont pas fictifs")));
    }
    for file in [path.to_owned(), format!("{path}-wal"), format!("{path}-shm")] {
        remove(std::fs::remove_file(&file), &file)?;
    }
    for folder in [args.storage.join("files"), args.storage.join("mail")] {
        remove(std::fs::remove_dir_all(&folder), &folder.display().to_string())?;
    }
    Ok(())
}

fn remove(done: std::io::Result<()>, what: &str) -> Outcome {
    match done {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::Failed(format!("{what} ne peut pas être effacé : {error}")))
        }
        _ => Ok(()),
    }
}

fn slug_of(source: &str) -> Result<String, Failure> {
    match domain::call_file::check(source) {
        Ok(call) => Ok(call.slug),
        Err(mistakes) => {
            let lines: Vec<String> =
                mistakes.iter().map(|one| format!("  ligne {} : {}", one.line, one.path)).collect();
            Err(Failure::Failed(format!("le fichier d’appel contient des erreurs :\n{}", lines.join("\n"))))
        }
    }
}

/// Where to go and with which accounts, on standard output.
async fn print_accounts(app: &App, slug: &str) -> Outcome {
    println!("\nLauréat, démonstration : {}", app.config.http.base_url);
    println!("Dossiers, organisations, personnes et montants sont fictifs.\n");
    println!("Un mot de passe pour tous les comptes : {}\n", cast::PASSWORD);
    if let Some((_, email)) = demo::laureate(app, slug).await? {
        println!("  {:<30} {email}", "Porteur d’un projet lauréat");
    }
    for account in &cast::ROLE_ACCOUNTS {
        println!("  {:<30} {}", account.title, account.email);
    }
    println!(
        "\nPour déposer un dossier, créez un compte : les courriels sont sur la page des courriels de la démonstration."
    );
    println!("Ctrl+C arrête le site.\n");
    Ok(())
}
