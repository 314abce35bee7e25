//! Every page of the table of routes: median, hundredth, queries, bytes; in-process, then over HTTP.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, header},
};
use laureat::{app::App, routes};
use tower::ServiceExt;

use super::{
    Done,
    places::{self, Ask},
    report::{Times, load, ms, processor},
    stage::{Counter, Place, session},
};

/// Arguments of `pages`.
#[derive(clap::Args)]
pub struct Args {
    /// Times that each page is asked for, unless that takes more than `seconds`
    #[arg(long, default_value_t = 100)]
    rounds: usize,
    /// Seconds at most for a page
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Only addresses that hold this
    #[arg(long, default_value = "")]
    only: String,
    /// Over HTTP too
    #[arg(long)]
    http: bool,
    /// Over HTTP, from a program that runs already on the same database: `127.0.0.1:8080`
    #[arg(long)]
    server: Option<SocketAddr>,
}

/// What was measured of a page.
struct Line {
    status: u16,
    bytes: usize,
    queries: u64,
    times: Times,
    processor: std::time::Duration,
    http: Option<Times>,
}

/// Measures and prints.
pub async fn run(place: &Place, args: &Args) -> Done {
    let (app, counter) = place.open().await?;
    let asks = places::all(&app).await?;
    let unasked: Vec<_> = routes::all()
        .into_iter()
        .filter(|route| route.method == Method::GET && !asks.iter().any(|ask| ask.route == route.path))
        .map(|route| route.path)
        .collect();
    if !unasked.is_empty() {
        return Err(format!("no page is asked for of {}", unasked.join(", ")).into());
    }
    let address = match (args.server, args.http) {
        (Some(server), _) => Some(server),
        (None, true) => Some(serve(&app).await?),
        (None, false) => None,
    };
    println!("Load at the start: {}.\n", load());
    println!(
        "| page | status | kB | queries | median ms | p99 ms | processor ms | HTTP median ms | HTTP p99 ms | times | first ms | first queries |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for ask in asks.iter().filter(|ask| ask.path.contains(&args.only)) {
        let first = first(place, ask).await?;
        let line = measure(&app, &counter, ask, args, address).await?;
        let over = |at: usize| line.http.as_ref().map_or_else(|| "–".into(), |times| ms(times.at(at)));
        let late = if line.times.at(500).as_millis() >= 20 || line.times.at(990).as_millis() >= 60 || line.queries > 8 {
            " ⚠"
        } else {
            ""
        };
        println!(
            "| `{}`{late} | {} | {:.1} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            ask.path,
            line.status,
            line.bytes as f64 / 1_000.0,
            line.queries,
            ms(line.times.at(500)),
            ms(line.times.at(990)),
            ms(line.processor),
            over(500),
            over(990),
            line.times.len(),
            ms(first.0),
            first.1,
        );
    }
    println!("\nLoad at the end: {}.", load());
    Ok(())
}

async fn serve(app: &App) -> Done<SocketAddr> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let service = routes::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(address)
}

async fn cookie_of(app: &App, ask: &Ask) -> Done<String> {
    Ok(match ask.who {
        Some(user) => session(app, user).await?.0,
        None => "laureat-csrf=".to_owned() + &"0".repeat(64),
    })
}

async fn once(router: &Router, ask: &Ask, cookie: &str) -> Done<(u16, usize)> {
    let request = Request::get(ask.path.as_str()).header(header::COOKIE, cookie).body(Body::empty())?;
    let response = router.clone().oneshot(request).await?;
    let status = response.status().as_u16();
    Ok((status, to_bytes(response.into_body(), usize::MAX).await?.len()))
}

/// The time and the queries of the first demand to an application that has just been opened: nothing is kept yet.
async fn first(place: &Place, ask: &Ask) -> Done<(Duration, u64)> {
    let (app, counter) = place.open().await?;
    let cookie = cookie_of(&app, ask).await?;
    let router = routes::router(app.clone());
    let (start, before) = (Instant::now(), counter.read());
    once(&router, ask, &cookie).await?;
    let first = (start.elapsed(), counter.read() - before);
    app.db.close().await?;
    Ok(first)
}

async fn measure(app: &App, counter: &Counter, ask: &Ask, args: &Args, http: Option<SocketAddr>) -> Done<Line> {
    let cookie = cookie_of(app, ask).await?;
    let router = routes::router(app.clone());
    let once = async || once(&router, ask, &cookie).await;
    for _ in 0..2 {
        once().await?;
    }
    let before = counter.read();
    let (status, bytes) = once().await?;
    let queries = counter.read() - before;
    let (began, used) = (Instant::now(), processor());
    let mut times = Vec::new();
    while times.len() < args.rounds && (times.len() < 5 || began.elapsed().as_secs_f64() < args.seconds) {
        let start = Instant::now();
        once().await?;
        times.push(start.elapsed());
    }
    let processor = (processor() - used) / u32::try_from(times.len())?;
    let http = match http {
        Some(address) => Some(over_http(address, ask, &cookie, args).await?),
        None => None,
    };
    Ok(Line { status, bytes, queries, times: Times::new(times), processor, http })
}

async fn over_http(address: SocketAddr, ask: &Ask, cookie: &str, args: &Args) -> Done<Times> {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let (began, mut times) = (Instant::now(), Vec::new());
    while times.len() < args.rounds && (times.len() < 5 || began.elapsed().as_secs_f64() < args.seconds) {
        let start = Instant::now();
        let request = client.get(format!("http://{address}{}", ask.path)).header("cookie", cookie);
        request.send().await?.bytes().await?;
        times.push(start.elapsed());
    }
    Ok(Times::new(times))
}
