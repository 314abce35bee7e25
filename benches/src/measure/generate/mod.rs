//! Makes a database in bulk, past every rule: for measuring only.
//!
//! The call of 2013 is replayed through the actions of people, and its dossiers are copied under other names:
//! - `grand-en-cours`: dossiers to examine, admissible, under review, reviewed, refused, and one draft in fifty;
//! - `grand-publie`: the same number, all reviewed; its ranking is frozen, its proposal adopted and signed, and its
//!   results are published by the actions of people;
//! - further calls, copied from the first by the database itself, with short filings (their long texts are cut),
//!   four findings a dossier and two scores a review, so that a million dossiers fit on a disk.
//!
//! Every filing of the two large calls has a canonical text of its own with its digest and its event in the chain.
//! Filings of further calls repeat texts, and have no event.

mod copies;
mod large;
mod owners;
mod seeds;

use domain::{call_file, ids::CallId};
use laureat::{
    app::App,
    db::{Actor, entities::award},
    demo::{self, Replay},
    features::{calls, committee, results, reviews},
};
use sea_orm::{
    ColumnTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, EntityTrait, QueryFilter, Statement,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{Done, stage::Place};

/// Arguments of `generate`.
#[derive(clap::Args)]
pub struct Args {
    /// Dossiers of each call
    #[arg(long, default_value_t = 10_000)]
    dossiers: u32,
    /// Calls in all, the two large ones included
    #[arg(long, default_value_t = 2)]
    calls: u16,
}

/// Short name of the call under way.
pub const RUNNING: &str = "grand-en-cours";
/// Short name of the published call.
pub const PUBLISHED: &str = "grand-publie";

/// An identifier that sorts by call, then by rank, and says what it names: copies change its first four digits.
pub fn id(call: u16, rank: u32, kind: u16, sub: u32) -> Uuid {
    Uuid::from_u128(
        (u128::from(call) << 112)
            | (u128::from(rank) << 64)
            | (u128::from(kind) << 48)
            | 0x8000_0000_0000
            | u128::from(sub),
    )
}

/// Makes the database, or adds to it the calls that it lacks.
pub async fn run(place: &Place, args: &Args) -> Done {
    let (app, _) = place.open().await?;
    app.db.migrate().await?;
    if calls::store::find_by_slug(app.db.reader(), "ptce-2013").await?.is_none() {
        demo::replay(&app, &Replay::whole(demo::CALL, 2013)).await?;
        demo::open(&app, demo::CALL, "ptce-2013").await?;
    }
    let bulk = bulk(&place.database).await?;
    let began = std::time::Instant::now();
    let say = |text: &str| eprintln!("  {text} ({:.0} s)", began.elapsed().as_secs_f32());
    let seeds = seeds::load(&app).await?;
    owners::insert(&bulk, args.dossiers).await?;
    say("seeds and owners");
    for (rank, slug, fate) in [(1, RUNNING, large::Fate::Running), (2, PUBLISHED, large::Fate::Reviewed)] {
        if calls::store::find_by_slug(app.db.reader(), slug).await?.is_none() {
            let call = import(&app, slug, rank).await?;
            large::insert(&app, &bulk, &seeds, (rank, call, fate), args.dossiers).await?;
            say(slug);
        }
    }
    let published = calls::store::load_by_slug(app.db.reader(), PUBLISHED).await?;
    if published.results_published_at.is_none() {
        decide(&app, &bulk, published.id).await?;
        say("decided and published");
    }
    copies::insert(&app, &bulk, args, &say).await?;
    finish(&bulk).await?;
    bulk.close().await?;
    app.db.close().await?;
    say("done");
    Ok(())
}

/// A connection that checks nothing and waits for no disk.
async fn bulk(url: &str) -> Done<DatabaseConnection> {
    let sqlite = url.starts_with("sqlite");
    let mut options = ConnectOptions::new(url.to_owned());
    options.max_connections(1).min_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "OFF")
            .pragma("foreign_keys", "OFF")
            .pragma("busy_timeout", "60000")
            .pragma("cache_size", "-400000")
            .pragma("temp_store", "MEMORY")
    });
    let connection = Database::connect(options).await?;
    if sqlite {
        // What is decided is written here row by row: the guards step aside, and `finish` puts them back.
        let guards = "CREATE TEMPORARY TABLE guards AS SELECT name, sql FROM sqlite_master
            WHERE type = 'trigger' AND name LIKE '%\\_decided\\_%' ESCAPE '\\'";
        connection.execute_unprepared(guards).await?;
        for (name, _) in guards_of(&connection).await? {
            connection.execute_unprepared(&format!("DROP TRIGGER {name}")).await?;
        }
    } else {
        connection.execute_unprepared("SET session_replication_role = replica").await?;
        connection.execute_unprepared("SET synchronous_commit = off").await?;
    }
    Ok(connection)
}

/// Names and texts of the guards that stepped aside.
async fn guards_of(bulk: &DatabaseConnection) -> Done<Vec<(String, String)>> {
    let sql = Statement::from_string(bulk.get_database_backend(), "SELECT name, sql FROM guards");
    let rows = bulk.query_all_raw(sql).await?;
    let read = rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)));
    Ok(read.collect::<Result<_, sea_orm::DbErr>>()?)
}

/// Statistics for the planner, and the log folded back, as a database that has run for a while has them.
async fn finish(bulk: &DatabaseConnection) -> Done {
    if bulk.get_database_backend() == sea_orm::DbBackend::Sqlite {
        for (_, sql) in guards_of(bulk).await? {
            bulk.execute_unprepared(&sql).await?;
        }
        bulk.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    } else {
        bulk.execute_unprepared("VACUUM ANALYZE").await?;
    }
    Ok(())
}

/// Imports the call of 2013 under another name and publishes it; whoever has a role on the first has it on this one.
pub async fn import(app: &App, slug: &str, rank: u16) -> Done<CallId> {
    let title = format!("PTCE, appel de mesure {rank}");
    let source = call_file::reschedule(demo::CALL, slug, &title, &format!("9{rank:03}"), i64::from(rank % 40))
        .map_err(|mistakes| format!("{slug}: {} mistakes", mistakes.len()))?;
    // A call of ten thousand dossiers has an envelope to match.
    let source = if slug == PUBLISHED { fifty_fold(&source)? } else { source };
    let id = calls::actions::import(&laureat::db::Act::now(app, &Actor::CommandLine), &source)
        .await
        .map_err(|e| format!("{slug}: {e:?}"))?;
    calls::actions::publish(&laureat::db::Act::now(app, &Actor::CommandLine), id).await?;
    Ok(id)
}

/// Fifty times the money, tracks and funders alike.
fn fifty_fold(source: &str) -> Done<String> {
    let mut text = String::with_capacity(source.len());
    for line in source.lines() {
        match line.split_once(" = ") {
            Some((key @ ("envelope" | "amount"), figure)) if figure.bytes().all(|b| b.is_ascii_digit()) => {
                text.push_str(&format!("{key} = {}\n", figure.parse::<i64>()? * 50));
            }
            _ => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    Ok(text)
}

async fn actor_of(app: &App, email: &str) -> Done<Actor> {
    let email = domain::text::Email::parse(email).map_err(|e| format!("{e:?}"))?;
    let known =
        laureat::features::accounts::store::find_by_email(app.db.reader(), &email).await?.ok_or("no account")?;
    Ok(Actor::User { id: known.person.id, name: known.person.name, operator: false })
}

/// Gives every line a motive: copies of one dossier are equals, and equals are told apart by a motive. Thousands of
/// them are written at once.
async fn tell_equals_apart(bulk: &DatabaseConnection, call: CallId) -> Done {
    award::Entity::update_many()
        .col_expr(award::Column::Motive, Expr::value("Départagé par le comité : donnée de mesure."))
        .filter(award::Column::CallId.eq(call.uuid()))
        .exec(bulk)
        .await?;
    Ok(())
}

/// Freezes, proposes, adopts, signs and publishes, as people do.
async fn decide(app: &App, bulk: &DatabaseConnection, call: CallId) -> Done {
    let failed = |what: &'static str| {
        move |refused: laureat::error::Refused<committee::actions::CommitteeRefused>| {
            // A list of equals may be long.
            format!("{what}: {}", format!("{refused:?}").chars().take(200).collect::<String>())
        }
    };
    let manager = actor_of(app, "responsable@example.org").await?;
    let (chair, secretary) =
        (actor_of(app, "presidence@example.org").await?, actor_of(app, "secretariat@example.org").await?);
    let authority = actor_of(app, "autorite@example.org").await?;
    for person in [&manager, &chair, &secretary, &authority] {
        reviews::actions::declare_interests(&laureat::db::Act::now(app, person), call, Vec::new())
            .await
            .map_err(|e| format!("{e:?}"))?;
    }
    let step = |name: &str, began: std::time::Instant| eprintln!("    {name}: {:.2} s", began.elapsed().as_secs_f32());
    let began = std::time::Instant::now();
    committee::actions::freeze_ranking(&laureat::db::Act::now(app, &manager), call).await.map_err(failed("freeze"))?;
    step("freeze the ranking", began);
    let began = std::time::Instant::now();
    committee::actions::propose(&laureat::db::Act::now(app, &chair), call, None).await.map_err(failed("propose"))?;
    step("propose", began);
    tell_equals_apart(bulk, call).await?;
    let began = std::time::Instant::now();
    committee::actions::adopt(&laureat::db::Act::now(app, &chair), call, domain::committee::Seat::Chair, None)
        .await
        .map_err(failed("chair"))?;
    step("adopt", began);
    committee::actions::adopt(&laureat::db::Act::now(app, &secretary), call, domain::committee::Seat::Secretary, None)
        .await
        .map_err(failed("secretary"))?;
    let began = std::time::Instant::now();
    committee::actions::sign(&laureat::db::Act::now(app, &authority), call, None).await.map_err(failed("sign"))?;
    step("sign", began);
    let began = std::time::Instant::now();
    results::actions::publish(&laureat::db::Act::now(app, &manager), call)
        .await
        .map_err(|e| format!("publish: {e:?}"))?;
    step("publish", began);
    Ok(())
}
