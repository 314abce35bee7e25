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
}

/// Unless the operator has set the logs, only warnings: a replay opens hundreds of accounts.
pub(super) fn hush(config: &mut Config) -> Outcome {
    if config.log.filter == Config::defaults()?.log.filter {
        config.log.filter = "warn".into();
    }
    Ok(())
}

/// Replays unless the database holds the call already, then serves.
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
    let app = App::open(config).await?;
    app.db.migrate().await?;
    let known = calls::store::find_by_slug(app.db.reader(), &slug).await?.is_some();
    let replay = Replay::whole(&source, args.seed);
    if known {
        eprintln!("L’appel « {slug} » est déjà dans {} : il n’est pas rejoué.", args.database);
    } else {
        eprintln!("Rejeu de l’appel « {slug} » (graine {}) :", args.seed);
    }
    let summary = if known { demo::summary(&app, &slug).await? } else { demo::replay(&app, &replay).await? };
    if args.replay_only {
        println!("{}", serde_json::to_string(&summary).map_err(crate::error::AppError::from)?);
        app.db.close().await?;
        return Ok(());
    }
    replay_2015(&app, args.seed).await?;
    demo::open(&app, &source, &slug).await?;
    print_accounts(&app, &slug).await?;
    super::serve::open_site(app, true).await
}

/// The call of 2015 too, unless the database holds it already: its committee has still to decide.
async fn replay_2015(app: &App, seed: u64) -> Outcome {
    let slug = slug_of(demo::CALL_2015)?;
    if calls::store::find_by_slug(app.db.reader(), &slug).await?.is_none() {
        eprintln!("Rejeu de l’appel « {slug} », jusqu’à la veille du comité :");
        demo::replay(app, &Replay::before_committee(demo::CALL_2015, seed)).await?;
    }
    Ok(())
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
