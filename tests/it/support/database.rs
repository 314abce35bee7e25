//! A database for each test, copied from a template that was migrated once for the process.

use std::{
    io::Read,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use laureat::db::Db;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Address of a PostgreSQL server on which databases may be made, as `scripts/postgres.sh` exports it.
const SERVER: &str = "LAUREAT_TEST_DATABASE";

/// The migrated template: the folder of a SQLite file, or the name of a PostgreSQL database.
enum Template {
    Sqlite(TempDir),
    Postgres(String),
}

static TEMPLATE: OnceCell<Template> = OnceCell::const_new();
static NEXT: AtomicU32 = AtomicU32::new(0);

/// A database that lives as long as a test.
pub struct Scratch {
    /// Its address.
    pub url: String,
    folder: Option<TempDir>,
    name: Option<String>,
}

impl Scratch {
    /// A database with the current schema.
    pub async fn migrated() -> Self {
        let template = TEMPLATE.get_or_init(make_template).await;
        match template {
            Template::Sqlite(folder) => {
                let scratch = Self::sqlite();
                std::fs::copy(folder.path().join("laureat.db"), scratch.path()).unwrap();
                scratch
            }
            Template::Postgres(template) => Self::postgres(&format!("TEMPLATE {template}")).await,
        }
    }

    /// An empty database, for testing the migrations.
    pub async fn empty() -> Self {
        if server().is_some() { Self::postgres("TEMPLATE template0").await } else { Self::sqlite() }
    }

    /// A database as a version wrote it, before any migration of later ones: `tests/it/fixtures/{version}.….gz`.
    pub async fn written_by(version: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures");
        let unpacked = |name: String| {
            let file = std::fs::File::open(folder.join(name)).unwrap();
            let mut bytes = Vec::new();
            flate2::read::GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
            bytes
        };
        if server().is_none() {
            let scratch = Self::sqlite();
            std::fs::write(scratch.path(), unpacked(format!("{version}.sqlite.gz"))).unwrap();
            return scratch;
        }
        let scratch = Self::postgres("TEMPLATE template0").await;
        let script = String::from_utf8(unpacked(format!("{version}.postgres.sql.gz"))).unwrap();
        // The script changes settings of its session: it gets a connection of its own.
        let connection: DatabaseConnection = Database::connect(&scratch.url).await.unwrap();
        connection.execute_unprepared(&script).await.unwrap();
        connection.close().await.unwrap();
        scratch
    }

    /// An empty SQLite file.
    pub fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite://{}", folder.path().join("laureat.db").display());
        Self { url, folder: Some(folder), name: None }
    }

    async fn postgres(origin: &str) -> Self {
        let name = format!("laureat_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
        administer(&format!("CREATE DATABASE {name} {origin}")).await;
        Self { url: address(&name), folder: None, name: Some(name) }
    }

    /// The same, at another address of the same server or folder.
    pub fn at(mut self, url: &str) -> Self {
        url.clone_into(&mut self.url);
        self
    }

    /// Path of the SQLite file.
    fn path(&self) -> PathBuf {
        Path::new(self.url.trim_start_matches("sqlite://")).to_path_buf()
    }

    /// Removes it. (SQLite files go with their folder in any case.)
    pub async fn remove(self) {
        if let Some(name) = &self.name {
            administer(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
        drop(self.folder);
    }
}

fn server() -> Option<String> {
    std::env::var(SERVER).ok().filter(|url| !url.is_empty())
}

/// The server's address with another database.
fn address(name: &str) -> String {
    let server = server().unwrap();
    let (start, _) = server.rsplit_once('/').unwrap();
    format!("{start}/{name}")
}

async fn administer(sql: &str) {
    let connection: DatabaseConnection = Database::connect(server().unwrap()).await.unwrap();
    connection.execute_unprepared(sql).await.unwrap();
    connection.close().await.unwrap();
}

async fn make_template() -> Template {
    let template = if server().is_some() {
        let name = format!("laureat_{}_template", std::process::id());
        administer(&format!("CREATE DATABASE {name} TEMPLATE template0")).await;
        Template::Postgres(name)
    } else {
        Template::Sqlite(TempDir::new().unwrap())
    };
    let url = match &template {
        Template::Sqlite(folder) => format!("sqlite://{}", folder.path().join("laureat.db").display()),
        Template::Postgres(name) => address(name),
    };
    let db = Db::connect(&url, 1).await.unwrap();
    db.migrate().await.unwrap();
    // The last connection to a SQLite file folds its log back into it: the file alone is then complete.
    db.close().await.unwrap();
    template
}
