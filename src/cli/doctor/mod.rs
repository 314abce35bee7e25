//! `laureat doctor`: looks at everything that the program stands on, and says what to do about what is wrong.
//! It sends no mail, changes no row, and leaves no file.

mod outside;
mod settings;

use serde::Serialize;

use super::{Failure, Outcome};
use crate::config::Config;

/// Arguments of `doctor`.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Écrit un objet JSON, pour une machine
    #[arg(long)]
    json: bool,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// Nothing to do.
    Ok,
    /// It works; somebody should look at it.
    Warning,
    /// The site cannot work like this.
    Failed,
}

/// A check.
#[derive(Clone, Debug, Serialize)]
struct Check {
    /// Name, for machines: `database`.
    check: &'static str,
    /// Name, for people.
    #[serde(skip)]
    title: &'static str,
    state: State,
    /// What was found.
    found: String,
    /// What to do; empty when there is nothing to do.
    advice: String,
}

impl Check {
    fn new(check: &'static str, title: &'static str, (state, found, advice): Found) -> Self {
        Self { check, title, state, found, advice: advice.to_owned() }
    }
}

/// State, what was found, what to do.
type Found = (State, String, &'static str);

fn fine(found: impl Into<String>) -> Found {
    (State::Ok, found.into(), "")
}

fn beware(found: impl Into<String>, advice: &'static str) -> Found {
    (State::Warning, found.into(), advice)
}

fn wrong(found: impl Into<String>, advice: &'static str) -> Found {
    (State::Failed, found.into(), advice)
}

#[derive(Serialize)]
struct Report<'a> {
    version: &'static str,
    ok: bool,
    checks: &'a [Check],
}

/// Makes every check, prints them, and fails when one did.
pub(super) async fn run(config: Config, args: Args) -> Outcome {
    let mut checks = vec![Check::new("version", "Version", fine(env!("CARGO_PKG_VERSION")))];
    checks.extend(outside::checks(&config).await);
    checks.extend(settings::checks(&config));
    let failed = checks.iter().filter(|check| check.state == State::Failed).count();
    if args.json {
        let report = Report { version: env!("CARGO_PKG_VERSION"), ok: failed == 0, checks: &checks };
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        checks.iter().for_each(print);
    }
    match failed {
        0 => Ok(()),
        1 => Err(Failure::Failed("un point est à corriger avant d’ouvrir le site".into())),
        count => Err(Failure::Failed(format!("{count} points sont à corriger avant d’ouvrir le site"))),
    }
}

fn print(check: &Check) {
    let sign = match check.state {
        State::Ok => "✓",
        State::Warning => "!",
        State::Failed => "✗",
    };
    println!("{sign} {}\u{a0}: {}", check.title, check.found);
    if !check.advice.is_empty() {
        println!("    {}", check.advice);
    }
}
