//! How many times a second: the list of officers, and a bare loop of axum, SeaORM and Tera that shows as many rows
//! from the same query, without session, permission, filters, counts, translation or frame.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Router, extract::State, response::Html, routing::get};
use laureat::{app::App, db::entities::dossier, features::calls, routes};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;

use super::{
    Done,
    generate::RUNNING,
    places::People,
    report::{Times, load, ms},
    stage::{Place, session},
};

/// Arguments of `bare`.
#[derive(clap::Args)]
pub struct Args {
    /// Clients at a time
    #[arg(long, default_value_t = 16)]
    clients: usize,
    /// Seconds for each of the runs
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// Runs of each, in turn
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

const ROWS: u64 = 50;

const TEMPLATE: &str =
    "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Dossiers</title></head><body>
<table><thead><tr><th>Dossier</th><th>Volet</th><th>Départements</th><th>Demandé</th><th>État</th></tr></thead><tbody>
{% for row in rows %}<tr><td><a href=\"/{{ row.number }}\">{{ row.pole }}</a><br>{{ row.number }} · {{ row.lead }}</td>
<td>{{ row.track }}</td><td>{{ row.departments }}</td><td>{{ row.requested }}</td><td>{{ row.state }}</td></tr>
{% endfor %}</tbody></table></body></html>";

#[derive(Clone)]
struct Bare {
    conn: DatabaseConnection,
    call: uuid::Uuid,
    tera: Arc<tera::Tera>,
}

#[derive(Serialize)]
struct Row {
    number: String,
    pole: String,
    lead: String,
    track: String,
    departments: String,
    requested: i64,
    state: String,
}

async fn list(State(bare): State<Bare>) -> Result<Html<String>, String> {
    let rows = dossier::Entity::find()
        .filter(dossier::Column::CallId.eq(bare.call))
        .filter(dossier::Column::Serial.is_not_null())
        .order_by_asc(dossier::Column::Serial)
        .limit(ROWS)
        .all(&bare.conn)
        .await
        .map_err(|e| e.to_string())?;
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|row| Row {
            number: row.number.unwrap_or_default(),
            pole: row.project_name,
            lead: row.lead_name,
            track: row.track_code,
            departments: row.departments,
            requested: row.requested_cents,
            state: row.state,
        })
        .collect();
    let mut context = tera::Context::new();
    context.insert("rows", &rows);
    bare.tera.render("list", &context).map(Html).map_err(|e| e.to_string())
}

async fn serve(router: Router) -> Done<SocketAddr> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(address)
}

async fn both(app: &App) -> Done<[(&'static str, String, String); 2]> {
    let call = calls::store::load_by_slug(app.db.reader(), RUNNING).await?.id.uuid();
    let mut tera = tera::Tera::new();
    tera.add_raw_template("list", TEMPLATE)?;
    let bare = Bare { conn: app.db.reader().clone(), call, tera: Arc::new(tera) };
    let bare = serve(Router::new().route("/", get(list)).with_state(bare)).await?;
    let ours = serve(routes::router(app.clone())).await?;
    let officer = People::load(app).await?.get("officer")?;
    let cookie = session(app, officer).await?.0;
    Ok([
        ("bare loop", format!("http://{bare}/"), String::new()),
        ("list of officers", format!("http://{ours}/appels/{RUNNING}/recevabilite"), cookie),
    ])
}

/// Measures and prints.
pub async fn run(place: &Place, args: &Args) -> Done {
    let (app, _) = place.open().await?;
    let asked = both(&app).await?;
    println!("| what | requests a second | median ms | p99 ms | kB | load |\n|---|--:|--:|--:|--:|--:|");
    for _ in 0..args.runs {
        for (name, url, cookie) in &asked {
            let (times, seconds, bytes) = storm(url, cookie, args).await?;
            println!(
                "| {name} | {:.0} | {} | {} | {:.1} | {} |",
                times.len() as f64 / seconds,
                ms(times.at(500)),
                ms(times.at(990)),
                bytes as f64 / 1_000.0,
                load()
            );
        }
    }
    Ok(())
}

/// Asks for a page from several clients at a time.
async fn storm(url: &str, cookie: &str, args: &Args) -> Done<(Times, f64, usize)> {
    let client = reqwest::Client::new();
    let began = Instant::now();
    let until = began + Duration::from_secs(args.seconds);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..args.clients {
        let (client, url, cookie) = (client.clone(), url.to_owned(), cookie.to_owned());
        tasks.spawn(async move {
            let (mut times, mut bytes) = (Vec::new(), 0);
            while Instant::now() < until {
                let start = Instant::now();
                let response = client.get(&url).header("cookie", &cookie).send().await?.error_for_status()?;
                bytes = response.bytes().await?.len();
                times.push(start.elapsed());
            }
            Ok::<_, reqwest::Error>((times, bytes))
        });
    }
    let (mut times, mut size) = (Vec::new(), 0);
    while let Some(done) = tasks.join_next().await {
        let (some, bytes) = done??;
        times.extend(some);
        size = bytes;
    }
    Ok((Times::new(times), began.elapsed().as_secs_f64(), size))
}
