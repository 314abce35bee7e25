//! `laureat audit verify` on a database: the chain of each call, then the tables and the stored files beside it.

use std::{
    io::Write,
    time::{Duration, Instant},
};

use domain::{audit::Contradiction, journal::Anchor, time::Zone};
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    super::{Failure, Outcome},
    WITHOUT_ANCHOR, intact, rupture, words,
};
use crate::{
    app::App,
    error::AppError,
    features::{
        calls::store,
        journal::{
            compare::{self, Checked, Progress, Step},
            words::place,
        },
    },
    i18n::Lang,
};

/// What was asked for.
#[derive(Clone, Copy)]
pub(super) struct Options {
    /// Read the stored files too.
    pub files: bool,
    /// Answer as JSON.
    pub json: bool,
}

/// What became of a call.
enum Found {
    /// The chain does not hold, for that reason.
    Broken(String),
    /// It holds.
    Checked(Box<Checked>),
}

impl Found {
    fn holds(&self) -> bool {
        matches!(self, Self::Checked(checked) if checked.compared.contradictions.is_empty())
    }
}

#[derive(Serialize)]
struct Report {
    version: &'static str,
    ok: bool,
    /// Whether a hash kept elsewhere was given: without one, a chain cut short or written anew cannot be told.
    anchored: bool,
    calls: Vec<Value>,
}

/// Verifies one call or all of them; fails when a journal does not hold or a table contradicts it.
pub(super) async fn verify(app: &App, slug: Option<String>, anchors: &[Anchor], options: Options) -> Outcome {
    let slugs = match slug {
        Some(slug) => vec![slug],
        None => store::list_slugs(app.db.reader()).await?,
    };
    if slugs.len() != 1 && !anchors.is_empty() {
        return Err(Failure::Failed("une ancre ne vaut que pour un appel : nommez-le avec --call".into()));
    }
    let mut report =
        Report { version: env!("CARGO_PKG_VERSION"), ok: true, anchored: !anchors.is_empty(), calls: Vec::new() };
    for slug in &slugs {
        let found = look(app, slug, anchors, options.files).await?;
        report.ok &= found.holds();
        if options.json {
            report.calls.push(as_json(slug, &found));
        } else {
            print(slug, &found);
        }
    }
    match (options.json, slugs.is_empty()) {
        (true, _) => println!("{}", serde_json::to_string_pretty(&report)?),
        (false, true) => println!("Aucun appel dans la base : rien à vérifier."),
        (false, false) if anchors.is_empty() => println!("{WITHOUT_ANCHOR}"),
        (false, false) => {}
    }
    match report.ok {
        true => Ok(()),
        false => Err(Failure::Failed("le journal ne tient pas, ou la base le contredit".into())),
    }
}

async fn look(app: &App, slug: &str, anchors: &[Anchor], files: bool) -> Result<Found, Failure> {
    let mut pace = Pace { slug, begun: Instant::now(), told: None };
    let checked = compare::check(app, slug, anchors, files, &mut |progress| pace.tell(progress)).await;
    pace.end();
    match checked {
        Ok(Ok(checked)) => Ok(Found::Checked(Box::new(checked))),
        Ok(Err(broken)) => Ok(Found::Broken(rupture(slug, broken))),
        Err(AppError::NotFound) => {
            // Says which calls there are.
            super::super::find_call(app, Some(slug)).await?;
            Err(AppError::NotFound.into())
        }
        Err(error) => Ok(Found::Broken(format!("{slug} : ROMPU. {error}"))),
    }
}

/// Says how far one is, on standard error, when it takes long.
struct Pace<'a> {
    slug: &'a str,
    begun: Instant,
    told: Option<Instant>,
}

/// What takes less needs no word, and words come no more often.
const SLOW: Duration = Duration::from_secs(2);

impl Pace<'_> {
    fn tell(&mut self, Progress { step, done, of }: Progress) {
        if self.told.unwrap_or(self.begun).elapsed() < SLOW {
            return;
        }
        self.told = Some(Instant::now());
        let what = match step {
            Step::Acts => "actes relus",
            Step::Dossiers => "dossiers comparés",
            Step::Files => "fichiers relus",
        };
        let _ = writeln!(std::io::stderr(), "{} : {done} sur {of} {what}…", self.slug);
    }

    fn end(&self) {
        if self.told.is_some() {
            let _ = writeln!(std::io::stderr(), "{} : fini en {} s.", self.slug, self.begun.elapsed().as_secs());
        }
    }
}

fn print(slug: &str, found: &Found) {
    let checked = match found {
        Found::Broken(text) => {
            println!("{text} Les tables n’ont pas été comparées à un journal qui ne tient pas.");
            return;
        }
        Found::Checked(checked) => checked,
    };
    println!("{}", intact(slug, checked.verified));
    let compared = &checked.compared;
    for contradiction in &compared.contradictions {
        println!("{slug} : {}", words::sentence(contradiction, checked.zone));
    }
    println!("{slug} : {}.", sum(checked));
}

/// The last line: how much was compared, what the journal does not tell, how many contradictions.
fn sum(checked: &Checked) -> String {
    let compared = &checked.compared;
    let verdict = match compared.contradictions.len() {
        0 => "la base dit comme le journal".to_owned(),
        1 => "LA BASE CONTREDIT LE JOURNAL en 1 point".to_owned(),
        count => format!("LA BASE CONTREDIT LE JOURNAL en {count} points"),
    };
    let count = match compared.count {
        1 => "1 point comparé".to_owned(),
        count => format!("{count} points comparés"),
    };
    let untold = match compared.untold {
        0 => "aucun que le journal ne dise pas".to_owned(),
        1 => "1 point que le journal ne dit pas".to_owned(),
        count => format!("{count} points que le journal ne dit pas"),
    };
    let files = match checked.files {
        None => "fichiers stockés non relus (--files)".to_owned(),
        Some(1) => "1 fichier relu".to_owned(),
        Some(count) => format!("{count} fichiers relus"),
    };
    format!("{verdict} ({count}, {untold} ; {files})")
}

fn as_json(slug: &str, found: &Found) -> Value {
    match found {
        Found::Broken(text) => json!({ "call": slug, "chain": "broken", "reason": text }),
        Found::Checked(checked) => json!({
            "call": slug,
            "chain": "intact",
            "acts": checked.verified.count,
            "withheld": checked.verified.withheld,
            "anchor": Anchor { seq: checked.verified.count, hash: checked.verified.head }.to_string(),
            "compared": checked.compared.count,
            "untold": checked.compared.untold,
            "files": checked.files,
            "contradictions": checked.compared.contradictions.iter()
                .map(|found| contradiction(found, checked.zone)).collect::<Vec<_>>(),
        }),
    }
}

fn contradiction(found: &Contradiction, zone: Zone) -> Value {
    let act = found.act.map(|act| json!({ "seq": act.seq, "kind": act.kind, "at": act.at.to_rfc3339() }));
    json!({
        "act": act,
        "dossier": found.number,
        "place": place(Lang::Fr, found),
        "stands": words::value_words(&found.stands, zone),
        "said": words::value_words(&found.said, zone),
        "text": words::sentence(found, zone),
    })
}
