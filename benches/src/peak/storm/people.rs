//! The call, its applicants, their sessions and dossiers, made by the actions of people before the peak.

use domain::{
    answers::Answer,
    call_file,
    canonical::sha256_hex,
    form::codes,
    ids::{DossierId, UserId},
};
use laureat::{
    app::App,
    config::Config,
    db::Actor,
    demo::{CALL, cast, content, words::Words},
    features::{calls, dossiers::actions as dossiers},
    web,
};

use super::{Done, Plan, Site};

/// Short name of the call.
const SLUG: &str = "derniere-minute";

/// An applicant who is signed in.
pub struct Person {
    /// Cookie of the session.
    pub cookie: String,
    /// Token that forms repeat.
    pub csrf: String,
    /// Their dossier, complete, not filed.
    pub dossier: DossierId,
    /// Code of the step whose field they keep saving.
    pub step: String,
    /// Version of that field.
    pub version: i64,
}

/// The application on the same database and files as the program.
pub async fn open(site: &Site) -> Done<App> {
    let mut config = Config::defaults()?;
    config.database.url.clone_from(&site.database);
    config.storage.folder = site.storage.join("files").display().to_string();
    config.mail.folder = site.storage.join("mail").display().to_string();
    Ok(App::open(config).await?)
}

/// Makes everything.
pub async fn prepare(site: &Site, plan: &Plan) -> Done<Vec<Person>> {
    let count = plan.sessions;
    let app = open(site).await?;
    app.db.migrate().await?;
    let definition = call_file::check(CALL).map_err(|_| "the call of 2013 has mistakes")?;
    let days = (app.now().micros() - definition.calendar.closes.micros()) / 86_400_000_000 + 7;
    let moved = call_file::reschedule(CALL, SLUG, "Appel de la dernière minute", "2999", days);
    let moved = moved.map_err(|_| "the call cannot be moved")?;
    let call = calls::actions::import(&laureat::db::Act::now(&app, &Actor::CommandLine), &moved)
        .await
        .map_err(|e| format!("{e:?}"))?;
    calls::actions::publish(&laureat::db::Act::now(&app, &Actor::CommandLine), call).await?;
    let definition = calls::store::load(app.db.reader(), call).await?.definition;
    let words = Words::load()?;
    let invented = content::applications(&words, &definition, 91, count.min(40), 20_000);
    let has_field = |step: &&domain::form::Step| step.questions.iter().any(|question| question.code == plan.question);
    let step = definition.form.steps.iter().find(has_field).ok_or("no field to save")?.code.clone();
    let mut people = Vec::with_capacity(count);
    for rank in 0..count {
        let model = &invented[rank % invented.len()];
        let name = format!("Personne {rank}");
        let player = cast::applicant(&app, &name, &format!("personne-{rank:05}@example.org")).await?;
        let at = app.now();
        let siret = siret(rank);
        let started =
            dossiers::start_dossier(&laureat::db::Act::new(&app, &player.actor, at), call, &model.track, &siret).await;
        let dossier = started.map_err(|e| format!("start: {e:?}"))?;
        let mut answers = model.answers.clone();
        answers.0.insert(codes::LEAD_SIRET.to_owned(), Answer::Text(siret));
        dossiers::fill(&laureat::db::Act::new(&app, &player.actor, at), dossier, &answers)
            .await
            .map_err(|e| format!("fill: {e:?}"))?;
        let (cookie, csrf) = session(&app, player.id).await?;
        people.push(Person { cookie, csrf, dossier, step: step.clone(), version: 1 });
    }
    app.db.close().await?;
    Ok(people)
}

async fn session(app: &App, user: UserId) -> Done<(String, String)> {
    let (token, csrf) = (app.token(), app.token());
    let hash = sha256_hex(token.as_bytes());
    web::store::insert_session(&app.db, hash, user, csrf.clone(), app.now()).await?;
    let name = if app.config.http.secure_cookies { "__Host-laureat" } else { "laureat" };
    Ok((format!("{name}={token}"), csrf))
}

/// A SIRET with a right key, another one for each person.
fn siret(rank: usize) -> String {
    let start = format!("7{rank:08}0001");
    let key = (0..10).find(|key| luhn(&format!("{start}{key}"))).unwrap_or(0);
    format!("{start}{key}")
}

fn luhn(digits: &str) -> bool {
    let doubled = |(place, digit): (usize, u32)| if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 };
    digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(doubled).sum::<u32>().is_multiple_of(10)
}
