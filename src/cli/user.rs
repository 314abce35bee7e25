//! `laureat user`: accounts from the command line, for the first operator above all.

use std::io::Read;

use clap::Subcommand;
use domain::text::{Email, PersonName};

use super::{Failure, Outcome};
use crate::{
    config::Config,
    db::{Act, Actor},
    error::Refused,
    features::accounts::actions::{self, AccountRefused, NewAccount},
    i18n::{self, Lang},
};

/// Arguments of `user`.
#[derive(clap::Args)]
#[command(subcommand_help_heading = "Commandes", subcommand_value_name = "COMMANDE", disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Crée un compte, prêt à servir
    #[command(help_template = super::TEMPLATE, next_help_heading = "Options")]
    Create {
        /// Adresse électronique
        #[arg(long, value_name = "ADRESSE")]
        email: String,
        /// Nom de la personne
        #[arg(long, value_name = "NOM")]
        name: String,
        /// Lui confie l’exploitation de la plateforme (institutions, comptes, appels)
        #[arg(long)]
        operator: bool,
        /// Lit le mot de passe sur l’entrée standard ; sinon un lien pour le choisir est affiché
        #[arg(long)]
        password_stdin: bool,
    },
}

/// Creates the account. Without a password, prints a one-time link to choose one.
pub(super) async fn run(config: Config, args: Args) -> Outcome {
    let Command::Create { email, name, operator, password_stdin } = args.command;
    let mut account = NewAccount {
        email: Email::parse(&email)
            .map_err(|_| Failure::Failed(format!("« {email} » n’est pas une adresse électronique")))?,
        name: PersonName::parse(&name).map_err(|_| Failure::Failed("le nom est vide, ou trop long".into()))?,
        password: None,
        lang: Lang::Fr,
        institution: None,
        operator,
    };
    if password_stdin {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        account.password = Some(text.trim_end_matches(['\r', '\n']).to_owned());
    }
    let app = super::open(config).await?;
    let id = actions::create_account(&Act::now(&app, &Actor::CommandLine), account).await.map_err(explain)?;
    eprintln!("Compte créé : {id}");
    if !password_stdin {
        let link = actions::invitation_link(&Act::now(&app, &Actor::CommandLine), id).await?;
        eprintln!("À ouvrir avant sept jours pour choisir le mot de passe :");
        println!("{link}");
    }
    app.db.close().await?;
    Ok(())
}

fn explain(refused: Refused<AccountRefused>) -> Failure {
    match refused {
        Refused::Rule(rule) => Failure::Failed(i18n::word(Lang::Fr, rule.key())),
        Refused::Failed(error) => Failure::from(error),
    }
}
