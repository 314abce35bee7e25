//! `laureat erase`: the end of keeping. What is personal of a dossier or of an act goes; digests stay.

use domain::{ids::CallId, journal::EventKind};

use super::{Failure, Outcome};
use crate::{
    app::App,
    config::Config,
    db::{Act, Actor},
    error::{AppError, Refused},
    features::{
        dossiers::{self, actions::EraseRefused},
        journal,
    },
    i18n::{self, Lang},
};

/// Arguments of `erase`.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Nom court de l’appel (inutile s’il n’y en a qu’un)
    #[arg(long, value_name = "NOM")]
    call: Option<String>,
    /// Numéro du dossier dont les réponses, les fichiers et les dépôts sont effacés
    #[arg(long, value_name = "NUMÉRO", required_unless_present = "act", conflicts_with = "act")]
    dossier: Option<String>,
    /// Rang, dans le journal, de l’acte dont le contenu est effacé
    #[arg(long, value_name = "RANG")]
    act: Option<i64>,
    /// Pourquoi, sans nommer personne : la raison reste au journal
    #[arg(long, value_name = "TEXTE")]
    reason: String,
    /// Efface pour de bon ; sans cela, dit seulement ce qui serait effacé
    #[arg(long)]
    confirm: bool,
}

/// Erases, or says what would be.
pub(super) async fn run(config: Config, args: Args) -> Outcome {
    let app = super::open(config).await?;
    let call = super::find_call(&app, args.call.as_deref()).await?;
    let done = match (&args.dossier, args.act) {
        (Some(number), _) => erase_dossier(&app, call.id, number, &args).await,
        (None, Some(seq)) => erase_act(&app, call.id, seq, &args).await,
        (None, None) => Ok(()),
    };
    app.db.close().await?;
    done
}

const NOT_YET: &str = "Rien n’a été effacé. Relancez avec --confirm : cela ne se défait pas.";

async fn erase_dossier(app: &App, call: CallId, number: &str, args: &Args) -> Outcome {
    let found = dossiers::store::load_by_number(app.db.reader(), call, number).await;
    let row = found.map_err(|error| match error {
        AppError::NotFound => Failure::Failed(format!("aucun dossier de l’appel ne porte le numéro « {number} »")),
        other => other.into(),
    })?;
    if !args.confirm {
        println!("{number} ({}) : réponses, dépôts et fichiers seraient effacés. {NOT_YET}", row.project_name);
        return Ok(());
    }
    let act = Act::now(app, &Actor::CommandLine);
    let erased = dossiers::actions::erase(&act, row.id, &args.reason).await.map_err(|refused| match refused {
        Refused::Rule(EraseRefused::NoReason) => Failure::Failed(NO_REASON.into()),
        Refused::Rule(EraseRefused::Undecided) => Failure::Failed(format!(
            "{number} attend encore une décision : rien n’a été effacé. Un dossier s’efface une fois les résultats \
             publiés, et s’il n’est plus sur la liste de réserve."
        )),
        Refused::Rule(EraseRefused::NeverFiled) => Failure::Failed(format!("{number} n’a jamais été déposé")),
        Refused::Failed(error) => error.into(),
    })?;
    println!("{number} : textes de dépôts effacés : {}, fichiers effacés : {}.", erased.filings, erased.files);
    match erased.refused {
        0 => Ok(()),
        count => Err(Failure::Failed(format!(
            "fichiers encore là, l’espace de stockage refuse de les effacer : {count}. Relancez la même commande."
        ))),
    }
}

async fn erase_act(app: &App, call: CallId, seq: i64, args: &Args) -> Outcome {
    use journal::actions::EraseRefused as Why;
    if !args.confirm {
        println!("Le contenu de l’acte {seq} serait effacé. {NOT_YET}");
        return Ok(());
    }
    let act = Act::now(app, &Actor::CommandLine);
    let kind = journal::actions::erase(&act, call, seq, &args.reason).await.map_err(|refused| match refused {
        Refused::Rule(Why::NoReason) => Failure::Failed(NO_REASON.into()),
        Refused::Rule(Why::Undecided) => Failure::Failed(
            "les résultats de l’appel ne sont pas publiés, une décision peut s’appuyer sur cet acte : rien n’a été effacé"
                .into(),
        ),
        Refused::Rule(Why::Kept(kind)) => Failure::Failed(format!(
            "l’acte {seq} ({}) reste : il ne porte rien de personnel, et ce qui a été décidé s’en recalcule",
            words(kind)
        )),
        Refused::Rule(Why::Already) => Failure::Failed(format!("le contenu de l’acte {seq} est déjà effacé")),
        Refused::Failed(AppError::NotFound) => Failure::Failed(format!("le journal n’a pas d’acte {seq}")),
        Refused::Failed(error) => error.into(),
    })?;
    println!("Acte {seq} ({}) : contenu effacé, empreintes gardées.", words(kind));
    Ok(())
}

const NO_REASON: &str = "dites pourquoi avec --reason, sans nommer personne : la raison reste au journal";

fn words(kind: EventKind) -> String {
    i18n::word(Lang::Fr, &format!("journal-kind-{}", kind.as_str().replace('_', "-")))
}
