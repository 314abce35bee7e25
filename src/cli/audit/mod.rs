//! `laureat audit`: exporting the journal of a call, and verifying it in the database or in a file alone.

mod database;
mod words;

use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use domain::journal::{Anchor, Broken, Content, ExportLine, NotALine, Verified, Verifier, View};
use futures::TryStreamExt;

use super::{Failure, Outcome};
use crate::{
    app::App,
    config::Config,
    db::{Actor, permit, standing::On},
    features::journal::{
        export::{self, Cut},
        words::reason,
    },
    i18n::Lang,
};

/// Arguments of `audit`.
#[derive(clap::Args)]
#[command(subcommand_help_heading = "Commandes", subcommand_value_name = "COMMANDE", disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Écrit le journal d’un appel, une ligne JSON par acte
    #[command(help_template = super::TEMPLATE, next_help_heading = "Options")]
    Export {
        /// Retient ce qui n’est pas public ; l’export se vérifie quand même
        #[arg(long)]
        public: bool,
        /// Nom court de l’appel (inutile s’il n’y en a qu’un)
        #[arg(long, value_name = "NOM")]
        call: Option<String>,
        /// Fichier à écrire (la sortie standard sans cela)
        #[arg(long, value_name = "FICHIER")]
        out: Option<PathBuf>,
    },
    /// Vérifie la chaîne du journal, et que les tables de la base disent comme lui
    #[command(help_template = super::TEMPLATE, next_help_heading = "Options")]
    Verify {
        /// Nom court de l’appel (tous les appels de la base sans cela)
        #[arg(long, value_name = "NOM")]
        call: Option<String>,
        /// Vérifie ce fichier seul, sans la base (« - » pour l’entrée standard)
        #[arg(long, value_name = "FICHIER", conflicts_with_all = ["files", "json"])]
        file: Option<PathBuf>,
        /// Relit aussi chaque fichier stocké et en compare l’empreinte
        #[arg(long)]
        files: bool,
        /// Écrit un objet JSON, pour une machine
        #[arg(long)]
        json: bool,
        /// Empreinte gardée ailleurs, « NUMÉRO:EMPREINTE » ; peut être répétée
        #[arg(long, value_name = "ANCRE")]
        anchor: Vec<Anchor>,
    },
}

/// Runs the command.
pub(super) async fn run(config: Config, args: Args) -> Outcome {
    if let Command::Verify { call, file: Some(file), anchor, .. } = args.command {
        return verify_file(&file, call, &anchor);
    }
    let app = super::open(config).await?;
    let done = match args.command {
        Command::Export { public, call, out } => {
            export(&app, call.as_deref(), if public { View::Public } else { View::Restricted }, out).await
        }
        Command::Verify { call, anchor, files, json, .. } => {
            database::verify(&app, call, &anchor, database::Options { files, json }).await
        }
    };
    app.db.close().await?;
    done
}

async fn export(app: &App, slug: Option<&str>, view: View, out: Option<PathBuf>) -> Outcome {
    let call = super::find_call(app, slug).await?;
    let on = On::Call(&call.facts());
    permit(&app.db, &Actor::CommandLine, domain::permissions::Action::ExportJournal, on, app.now()).await?;
    let mut writer: Box<dyn Write + Send> = match &out {
        Some(path) => Box::new(BufWriter::new(
            File::create(path)
                .map_err(|e| Failure::Failed(format!("{} ne peut pas être écrit : {e}", path.display())))?,
        )),
        None => Box::new(io::stdout()),
    };
    let lines = export::lines(app.clone(), call.id, Cut::of(view));
    let mut lines = std::pin::pin!(lines);
    while let Some(block) = lines.try_next().await? {
        writer.write_all(block.as_bytes())?;
    }
    writer.flush()?;
    Ok(())
}

fn verify_file(file: &Path, slug: Option<String>, anchors: &[Anchor]) -> Outcome {
    let unreadable = |e: io::Error| Failure::Failed(format!("{} ne peut pas être lu : {e}", file.display()));
    let reader: Box<dyn BufRead> = if file.as_os_str() == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(file).map_err(unreadable)?))
    };
    let name = slug.clone().unwrap_or_else(|| file.display().to_string());
    let mut verifier = slug.as_ref().map(|slug| Verifier::new(slug, anchors));
    for (number, text) in (1..).zip(reader.lines()) {
        let line: ExportLine = text.map_err(unreadable)?.parse().map_err(|problem: NotALine| {
            println!("{name} : ROMPU à l’acte {number}. {}", unreadable_line(problem));
            Failure::Failed("le journal ne tient pas".into())
        })?;
        let verifier = match &mut verifier {
            Some(verifier) => verifier,
            None => verifier.insert(Verifier::new(slug_of(&line)?, anchors)),
        };
        if let Err(place) = verifier.push(&line) {
            println!("{}", rupture(&name, place));
            return Err(Failure::Failed("le journal ne tient pas".into()));
        }
    }
    let Some(verifier) = verifier else {
        return Err(Failure::Failed(format!("{} est vide", file.display())));
    };
    match verifier.finish() {
        Ok(verified) => {
            println!("{}", intact(&name, verified));
            if anchors.is_empty() {
                println!("{WITHOUT_ANCHOR}");
            }
            Ok(())
        }
        Err(place) => {
            println!("{}", rupture(&name, place));
            Err(Failure::Failed("le journal ne tient pas".into()))
        }
    }
}

/// The short name of the call, which the first act (its import, always public) gives. If that name were forged,
/// the first hash would not hold.
fn slug_of(line: &ExportLine) -> Result<&str, Failure> {
    match &line.content {
        Content::Open { subject, .. } => subject.strip_prefix("call:"),
        Content::Withheld | Content::Sealed => None,
    }
    .ok_or_else(|| Failure::Failed("le premier acte ne nomme pas l’appel : donnez son nom avec --call".into()))
}

/// What nobody can tell of a chain alone.
const WITHOUT_ANCHOR: &str = "Sans ancre gardée ailleurs (--anchor), un journal coupé avant sa fin ou réécrit en entier \
                              se vérifie de même : cela ne peut pas être su ici.";

fn intact(name: &str, verified: Verified) -> String {
    let mut withheld = match verified.withheld {
        0 => String::new(),
        1 => " (dont 1 au contenu retenu ou effacé)".into(),
        count => format!(" (dont {count} au contenu retenu ou effacé)"),
    };
    if verified.sealed > 0 {
        let count = verified.sealed;
        withheld
            .push_str(&format!(" (dont {count} sous scellé : seule leur place est connue, et l’ancre la confirme)"));
    }
    match verified.count {
        0 => format!("{name} : intact, aucun acte."),
        1 => format!("{name} : intact, 1 acte{withheld}. Ancre : 1:{}", verified.head),
        count => format!("{name} : intact, {count} actes{withheld}. Ancre : {count}:{}", verified.head),
    }
}

fn rupture(name: &str, broken: Broken) -> String {
    let why = reason(Lang::Fr, broken.reason);
    format!("{name} : ROMPU à l’acte {}. Raison : {why}", broken.seq)
}

fn unreadable_line(problem: NotALine) -> &'static str {
    match problem {
        NotALine::Shape => "Cette ligne n’est pas celle d’un journal.",
        NotALine::NotCanonical => "Cette ligne a été écrite autrement que par la plateforme.",
    }
}
