//! Work that is not a page: saving, filing, receipts, freezing, allocating, starting, memory.

use std::{
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use domain::{dossier::State, form::codes, ids::DossierId};
use laureat::{
    app::App,
    db::Actor,
    demo::{cast, content, open_call, words::Words},
    features::{
        calls, committee,
        dossiers::actions::{self as dossiers, Change, Place as Where},
    },
    worker,
};
use typeset::{Document, Letter, Signature, Typesetter};

use super::{
    Done,
    generate::PUBLISHED,
    report::{Times, load, ms, resident},
    stage::{Counter, Place},
};

/// Arguments of `work`.
#[derive(clap::Args)]
pub struct Args {
    /// Answers saved, one by one
    #[arg(long, default_value_t = 300)]
    saves: usize,
    /// Dossiers filed
    #[arg(long, default_value_t = 130)]
    filings: usize,
    /// The program, for cold starts and memory
    #[arg(long, default_value = "target/release/laureat")]
    program: String,
    /// Cold starts
    #[arg(long, default_value_t = 7)]
    starts: usize,
}

fn row(what: &str, times: Vec<Duration>, note: &str) {
    let times = Times::new(times);
    println!("| {what} | {} | {} | {} | {} | {note} |", ms(times.at(500)), ms(times.at(990)), times.len(), load());
}

/// Measures and prints.
pub async fn run(place: &Place, args: &Args) -> Done {
    println!("| work | median ms | p99 ms | times | load | note |\n|---|--:|--:|--:|--:|---|");
    {
        let (app, counter) = place.open().await?;
        save_and_file(&app, &counter, args).await?;
        rank(&app).await?;
        app.db.close().await?;
    }
    letters()?;
    let mut starts = Vec::new();
    for _ in 0..args.starts {
        let (mut server, time) = Server::start(place, args).await?;
        starts.push(time);
        server.stop()?;
    }
    row("cold start, until /healthz answers", starts, &args.program);
    let (mut server, _) = Server::start(place, args).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    println!("| memory at rest | {} kB | | | {} | VmRSS |", resident(server.child.id()).unwrap_or(0), load());
    server.stop()
}

async fn save_and_file(app: &App, counter: &Counter, args: &Args) -> Done {
    let call = calls::store::load_by_slug(app.db.reader(), open_call::SLUG).await?;
    let words = Words::load()?;
    let offset = usize::try_from(app.now().micros() / 1_000_000 % 60_000)?;
    let invented = content::applications(&words, &call.definition, 78, args.filings, offset);
    let (mut saves, mut filings, mut saved, mut filed) = (Vec::new(), Vec::new(), 0, 0);
    for (rank, one) in invented.iter().enumerate() {
        let email = format!("mesure-{offset}-{rank}@example.org");
        let owner = cast::applicant(app, &one.writer.name, &email).await?;
        let at = app.now();
        let started =
            dossiers::start_dossier(&laureat::db::Act::new(app, &owner.actor, at), call.id, &one.track, &one.siret)
                .await;
        let id = started.map_err(|e| format!("start: {e:?}"))?;
        dossiers::fill(&laureat::db::Act::new(app, &owner.actor, at), id, &one.answers)
            .await
            .map_err(|e| format!("fill: {e:?}"))?;
        if rank == 0 {
            let before = counter.read();
            saves = save(app, &owner.actor, id, args.saves).await?;
            saved = (counter.read() - before) / args.saves as u64;
            // What was there before, so that it can be filed.
            dossiers::fill(&laureat::db::Act::new(app, &owner.actor, at), id, &one.answers)
                .await
                .map_err(|e| format!("fill: {e:?}"))?;
        }
        let (before, start) = (counter.read(), Instant::now());
        dossiers::submit(&laureat::db::Act::new(app, &owner.actor, app.now()), id)
            .await
            .map_err(|e| format!("file: {e:?}"))?;
        filings.push(start.elapsed());
        filed = counter.read() - before;
    }
    row("save of one answer", saves, &format!("{saved} queries"));
    row("filing (the transaction)", filings, &format!("{filed} queries"));
    let start = Instant::now();
    let done = worker::run_due(app).await?;
    println!(
        "| receipts: {done} jobs in a row | {} in all | | | {} | receipt, whole dossier, mail |",
        ms(start.elapsed()),
        load()
    );
    Ok(())
}

async fn save(app: &App, actor: &Actor, id: DossierId, count: usize) -> Done<Vec<Duration>> {
    let mut times = Vec::new();
    for n in 0..count {
        let value = Some(serde_json::json!(format!("Pôle mesuré {n}")));
        let change = Change { place: Where::of(codes::PROJECT_NAME), value, version: None };
        let start = Instant::now();
        let saved = dossiers::save_answers(&laureat::db::Act::new(app, actor, app.now()), id, vec![change]).await;
        saved.map_err(|e| format!("save: {e:?}"))?;
        times.push(start.elapsed());
    }
    Ok(times)
}

async fn rank(app: &App) -> Done {
    let call = calls::store::load_by_slug(app.db.reader(), PUBLISHED).await?;
    let start = Instant::now();
    let reviews = committee::store::list_reviews(app.db.reader(), &call).await?;
    row("reading the submitted reviews of a call", vec![start.elapsed()], &format!("{} dossiers", reviews.len()));
    let definition = call.definition.clone();
    let mut contenders = committee::store::load_sheet(app.db.reader(), call).await?.contenders;
    // As they stood before the decision.
    for dossier in contenders.values_mut().filter(|dossier| reviews.contains_key(&dossier.id)) {
        dossier.state = State::Reviewed;
    }
    let mut times = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        let frozen = committee::freezing::freeze(&definition, &contenders, &reviews, app.now());
        times.push(start.elapsed());
        drop(frozen);
    }
    row("ranking of every track", times, &format!("{} dossiers", reviews.len()));
    let (mut times, mut ranked) = (Vec::new(), 0);
    for _ in 0..5 {
        let frozen = committee::freezing::freeze(&definition, &contenders, &reviews, app.now());
        for (track, frozen) in frozen.map_err(|missing| format!("{} things are missing", missing.len()))? {
            let Some(track) = definition.track(&track) else { continue };
            let start = Instant::now();
            let given = frozen.allocate(definition.allocation, track, |_| false);
            times.push(start.elapsed());
            ranked = ranked.max(given.awards.len());
        }
    }
    row("allocation of a track", times, &format!("at most {ranked} dossiers"));
    Ok(())
}

/// Letters in a row, as after a decision.
fn letters() -> Done {
    let typesetter = Typesetter::new()?;
    let start = Instant::now();
    for rank in 1..=LETTERS {
        let letter = Letter {
            sender: vec!["Service instructeur".into(), "7, rue de l’Essai, 75000 Paris".into()],
            recipient: vec![format!("Association d’essai {rank}"), "12, rue de l’Atelier, 75011 Paris".into()],
            date_text: "Paris, le 15 janvier 2014".into(),
            subject: format!("Appel à projets, dossier {rank:04}"),
            fictitious: true,
            paragraphs: vec![
                "Le comité a examiné votre dossier. Voici ce qu’il a décidé et pourquoi. ".repeat(6);
                4
            ],
            appeals: vec!["Vous pouvez former un recours dans les deux mois. ".repeat(4); 2],
            signature: Signature { name: "L’autorité".into(), role: "Directrice".into() },
            mention: String::new(),
        };
        typesetter.render(&Document::Letter(letter), 1_389_780_000_000_000)?;
    }
    println!("| {LETTERS} letters in PDF | {} in all | | | {} | |", ms(start.elapsed()), load());
    Ok(())
}

/// As many as admissible dossiers in 2013.
const LETTERS: usize = 130;

/// A server of our own.
pub struct Server {
    /// The process.
    pub child: Child,
}

impl Server {
    /// Starts it and waits until it answers.
    pub async fn start(place: &Place, args: &Args) -> Done<(Self, Duration)> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let client = reqwest::Client::new();
        let began = Instant::now();
        let child = Command::new(&args.program)
            .arg("serve")
            .env("LAUREAT__HTTP__BIND", format!("127.0.0.1:{port}"))
            .env("LAUREAT__DATABASE__URL", &place.database)
            .env("LAUREAT__STORAGE__FOLDER", place.storage.join("files"))
            .env("LAUREAT__MAIL__FOLDER", place.storage.join("mail"))
            .env("LAUREAT__LOG__FILTER", "warn")
            .stderr(Stdio::null())
            .spawn()?;
        let mut server = Self { child };
        while began.elapsed() < Duration::from_secs(30) {
            if let Ok(answer) = client.get(format!("http://127.0.0.1:{port}/healthz")).send().await
                && answer.status().is_success()
            {
                return Ok((server, began.elapsed()));
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        server.stop()?;
        Err("the server did not start".into())
    }

    /// Stops it.
    pub fn stop(&mut self) -> Done {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}
