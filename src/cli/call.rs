//! `laureat call`: checking, importing and exporting the file of a call.

use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use domain::{
    call_file::{self, Mistake},
    permissions::Role,
    text::Email,
};

use super::{Failure, Outcome};
use crate::{
    app::App,
    config::Config,
    db::{Act, Actor},
    error::Refused,
    features::{
        accounts,
        calls::{actions, store},
    },
};

/// Arguments of `call`.
#[derive(clap::Args)]
#[command(subcommand_help_heading = "Commandes", subcommand_value_name = "COMMANDE", disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Dit tout ce qui ne va pas dans le fichier d’un appel, sans rien écrire
    #[command(help_template = super::TEMPLATE, next_help_heading = "Options")]
    Check {
        /// Fichier TOML, ou « - » pour l’entrée standard
        #[arg(value_name = "FICHIER")]
        file: PathBuf,
    },
    /// Importe le fichier d’un appel : un nouvel appel, ou une nouvelle version de celui du même nom court
    #[command(help_template = super::TEMPLATE, next_help_heading = "Options")]
    Import {
        /// Fichier TOML, ou « - » pour l’entrée standard
        #[arg(value_name = "FICHIER")]
        file: PathBuf,
        /// Rend l’appel public
        #[arg(long)]
        publish: bool,
        /// Adresse d’un compte qui devient responsable de l’appel
        #[arg(long, value_name = "ADRESSE")]
        manager: Option<String>,
    },
    /// Écrit le fichier d’un appel, octet pour octet comme il a été importé
    #[command(help_template = super::TEMPLATE, next_help_heading = "Options")]
    Export {
        /// Nom court de l’appel
        #[arg(value_name = "NOM")]
        slug: String,
    },
}

/// Runs the command.
pub(super) async fn run(config: Config, args: Args) -> Outcome {
    match args.command {
        Command::Check { file } => check(&file),
        Command::Import { file, publish, manager } => {
            let source = read(&file)?;
            let app = super::open(config).await?;
            let done = import(&app, &file, &source, publish, manager).await;
            app.db.close().await?;
            done
        }
        Command::Export { slug } => {
            let app = super::open(config).await?;
            let done = export(&app, &slug).await;
            app.db.close().await?;
            done
        }
    }
}

fn read(file: &Path) -> Result<String, Failure> {
    let unreadable = |e: std::io::Error| Failure::Failed(format!("{} ne peut pas être lu : {e}", file.display()));
    if file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(unreadable)?;
        return Ok(text);
    }
    std::fs::read_to_string(file).map_err(unreadable)
}

fn check(file: &Path) -> Outcome {
    match call_file::check(&read(file)?) {
        Ok(call) => {
            println!(
                "{} : rien à corriger. Appel « {} », {} volets, {} questions, {} pièces, {} règles, {} critères.",
                file.display(),
                call.slug,
                call.tracks.len(),
                call.form.questions().count(),
                call.pieces.len(),
                call.rules.len(),
                call.grid.criteria.len()
            );
            Ok(())
        }
        Err(mistakes) => Err(refuse(file, &mistakes)),
    }
}

/// Prints every mistake as `file:line:column: place: reason`, which editors turn into links.
fn refuse(file: &Path, mistakes: &[Mistake]) -> Failure {
    for mistake in mistakes {
        let place = if mistake.path.is_empty() { String::new() } else { format!("{} : ", mistake.path) };
        println!("{}:{}:{}: {place}{}", file.display(), mistake.line, mistake.column, mistake.reason);
    }
    let count = mistakes.len();
    Failure::Failed(format!("{count} défaut{} à corriger, rien n’a été écrit.", if count > 1 { "s" } else { "" }))
}

async fn import(app: &App, file: &Path, source: &str, publish: bool, manager: Option<String>) -> Outcome {
    // The manager is looked for first: a mistyped address must not leave half of the work done.
    let manager = match manager {
        Some(text) => {
            let email = Email::parse(&text)
                .map_err(|_| Failure::Failed(format!("« {text} » n’est pas une adresse électronique")))?;
            let account = accounts::store::find_by_email(app.db.reader(), &email).await?;
            let account = account.ok_or_else(|| {
                Failure::Failed(format!("aucun compte à l’adresse {text} : créez-le avec « laureat user create »"))
            })?;
            Some(account.person.id)
        }
        None => None,
    };
    let id = actions::import(&Act::now(app, &Actor::CommandLine), source).await.map_err(|refused| match refused {
        Refused::Rule(mistakes) => refuse(file, &mistakes),
        Refused::Failed(error) => Failure::from(error),
    })?;
    if let Some(manager) = manager {
        actions::grant(&Act::now(app, &Actor::CommandLine), id, manager, Role::CallManager).await?;
    }
    if publish {
        actions::publish(&Act::now(app, &Actor::CommandLine), id).await?;
    }
    let call = store::load(app.db.reader(), id).await?;
    let public = if call.published_at.is_some() { "public" } else { "pas encore public" };
    eprintln!(
        "Appel « {} » importé, {public} : {}/appels/{}",
        call.definition.title,
        app.config.http.base_url,
        call.slug()
    );
    println!("{}", call.slug());
    Ok(())
}

async fn export(app: &App, slug: &str) -> Outcome {
    let call = super::find_call(app, Some(slug)).await?;
    let source = store::load_source(app.db.reader(), call.revision).await?;
    std::io::stdout().write_all(source.as_bytes())?;
    Ok(())
}
