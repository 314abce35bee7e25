//! Settings: `config/default.toml`, then a file named by `LAUREAT_CONFIG`, then `LAUREAT__SECTION__KEY` variables.
//!
//! Unknown keys are refused with the nearest known one. Secrets come only from the environment or from a file
//! that a `…_file` key names, never from the settings file itself.

use figment::{
    Figment,
    error::Kind,
    providers::{Env, Format, Toml},
};
use serde::Deserialize;

/// Everything that an operator can set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The web server.
    pub http: Http,
    /// The database.
    pub database: Database,
    /// Stored files.
    pub storage: Storage,
    /// Mail.
    pub mail: Mail,
    /// Password hashing.
    pub passwords: Passwords,
    /// Work done after a request.
    pub jobs: Jobs,
    /// Uploaded files.
    pub uploads: Uploads,
    /// Dossiers in writing.
    pub drafts: Drafts,
    /// Who publishes the site.
    pub site: Site,
    /// Logs.
    pub log: Log,
    /// The demonstration.
    pub demo: Demo,
    /// Work on the program itself.
    pub dev: Dev,
}

/// The web server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// Address and port to listen on.
    pub bind: String,
    /// Public address of the site, for links in mails.
    pub base_url: String,
    /// `__Host-` and `Secure` cookies; browsers also accept them on `http://127.0.0.1`.
    pub secure_cookies: bool,
    /// The address of the client is the last one of `X-Forwarded-For`.
    pub behind_proxy: bool,
}

/// The database.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite://path` or `postgres://…` (with a password: from the environment or `url_file`).
    pub url: String,
    /// A file that holds the address.
    pub url_file: Option<String>,
    /// Connections at most.
    pub max_connections: u32,
}

/// Stored files.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Storage {
    /// Local folder, used when no bucket is named.
    pub folder: String,
    /// Stored files that no row names are deleted after so many days.
    pub unnamed_days: u32,
    /// S3 bucket.
    pub bucket: Option<String>,
    /// S3 endpoint.
    pub endpoint: Option<String>,
    /// S3 region.
    pub region: String,
    /// S3 key (secret: environment only).
    pub access_key_id: Option<String>,
    /// S3 secret (secret: environment only).
    pub secret_access_key: Option<String>,
    /// A file that holds the S3 secret.
    pub secret_access_key_file: Option<String>,
}

/// Mail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Sender.
    pub from: String,
    /// Folder of `.eml` files, used when no SMTP server is named.
    pub folder: String,
    /// `smtp://user:password@host:port` or `smtps://…` (secret: environment only).
    pub smtp_url: Option<String>,
    /// A file that holds the address of the SMTP server.
    pub smtp_url_file: Option<String>,
    /// How long the SMTP server may let us wait for an answer.
    pub timeout_seconds: u64,
}

/// Work done after a request.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jobs {
    /// A job that a worker holds for longer is taken over by another: the first one has died.
    pub lease_seconds: u32,
    /// Done jobs and sent mails are deleted after so many days.
    pub keep_days: u32,
}

/// Cost of Argon2id.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passwords {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub iterations: u32,
}

/// Uploaded files.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Uploads {
    /// Largest file, in MiB.
    pub max_mib: u64,
    /// What one dossier may receive in all, removed files included, in MiB.
    pub dossier_mib: u64,
    /// What one account may send within an hour, removed files included, in MiB.
    pub hourly_mib: u64,
    /// Free room of a local disk below which files are refused, in MiB: what is left is for saving and filing.
    pub reserve_mib: u64,
}

/// Dossiers in writing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drafts {
    /// Drafts that one account may have at the same time on one call.
    pub per_call: u64,
}

/// Who publishes the site: the legal notice, the pages on personal data and on the source code repeat it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Name and postal address of the body that publishes the site.
    pub publisher: Option<String>,
    /// Name of the director of publication.
    pub director: Option<String>,
    /// Name and postal address of the body that hosts the site.
    pub host: Option<String>,
    /// Address or page at which people get an answer, also about their personal data.
    pub contact: Option<String>,
    /// Address of the source code of what runs here.
    pub source: Option<String>,
}

/// Logs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// `text` or `json`.
    pub format: LogFormat,
    /// Filter, such as `info,laureat=debug`.
    pub filter: String,
}

/// Form of the logs.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// The demonstration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demo {
    /// Shows the banner, the sent mails and one account per role. Never on a real site.
    pub enabled: bool,
}

/// Work on the program itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dev {
    /// Folder from which pages, styles and texts are read at each request, instead of what is embedded.
    pub templates: Option<String>,
}

/// The settings cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadConfig(String);

const DEFAULTS: &str = include_str!("../config/default.toml");
/// Keys that a settings file may not hold.
const SECRETS: [&str; 3] = ["storage.access_key_id", "storage.secret_access_key", "mail.smtp_url"];

impl Config {
    /// Reads all sources.
    ///
    /// # Errors
    /// [`BadConfig`] names the key, the nearest known key, or the file that cannot be read.
    pub fn load() -> Result<Self, BadConfig> {
        let mut figment = Figment::from(Toml::string(DEFAULTS));
        if let Ok(path) = std::env::var("LAUREAT_CONFIG") {
            let text = std::fs::read_to_string(&path)
                .map_err(|e| BadConfig(format!("le fichier de réglages {path} ne peut pas être lu : {e}")))?;
            let file = Figment::from(Toml::string(&text));
            if let Some(key) = SECRETS.iter().find(|key| file.contains(key)) {
                return Err(BadConfig(format!(
                    "{path} contient le secret « {key} » : donnez-le par une variable d’environnement ou un fichier à part"
                )));
            }
            if file.extract_inner::<String>("database.url").is_ok_and(|url| has_password(&url)) {
                return Err(BadConfig(format!(
                    "{path} contient le mot de passe de la base : utilisez LAUREAT__DATABASE__URL ou database.url_file"
                )));
            }
            figment = figment.merge(file);
        }
        Self::from_figment(figment.merge(Env::prefixed("LAUREAT__").split("__")))
    }

    /// The defaults, for tests.
    ///
    /// # Errors
    /// [`BadConfig`] when the shipped file is wrong.
    pub fn defaults() -> Result<Self, BadConfig> {
        Self::from_figment(Figment::from(Toml::string(DEFAULTS)))
    }

    fn from_figment(figment: Figment) -> Result<Self, BadConfig> {
        let mut config: Self = figment.extract().map_err(|error| explain(&error))?;
        if let Some(path) = &config.database.url_file {
            config.database.url = read_secret(path)?;
        }
        if let Some(path) = &config.storage.secret_access_key_file {
            config.storage.secret_access_key = Some(read_secret(path)?);
        }
        if let Some(path) = &config.mail.smtp_url_file {
            config.mail.smtp_url = Some(read_secret(path)?);
        }
        config.check()?;
        Ok(config)
    }

    /// What no single key can tell.
    fn check(&self) -> Result<(), BadConfig> {
        let (lease, patience) = (u64::from(self.jobs.lease_seconds), self.mail.timeout_seconds);
        if patience == 0 {
            return Err(BadConfig("réglage « mail.timeout_seconds » : au moins une seconde".into()));
        }
        if self.jobs.keep_days == 0 || self.storage.unnamed_days == 0 {
            return Err(BadConfig("réglages « jobs.keep_days » et « storage.unnamed_days » : au moins un jour".into()));
        }
        if lease < patience.saturating_mul(3) {
            return Err(BadConfig(format!(
                "réglage « jobs.lease_seconds » : {lease} ne suffit pas, un courriel peut prendre deux fois \
                 « mail.timeout_seconds » ({patience}). Donnez-lui au moins {}",
                patience.saturating_mul(3)
            )));
        }
        Ok(())
    }
}

fn has_password(url: &str) -> bool {
    url.split_once("://").and_then(|(_, rest)| rest.split_once('@')).is_some_and(|(user, _)| user.contains(':'))
}

fn read_secret(path: &str) -> Result<String, BadConfig> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| BadConfig(format!("le fichier de secret {path} ne peut pas être lu : {e}")))?;
    Ok(text.trim().to_owned())
}

/// Turns the first error into a sentence with the key and, for an unknown one, its nearest neighbour.
fn explain(error: &figment::Error) -> BadConfig {
    let path = error.path.join(".");
    match &error.kind {
        Kind::UnknownField(name, known) => {
            let nearest = known
                .iter()
                .max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)))
                .map(|key| format!(" ; vouliez-vous dire « {key} » ?"))
                .unwrap_or_default();
            let place = error.path.iter().filter(|part| *part != name).cloned().collect::<Vec<_>>().join(".");
            let place = if place.is_empty() { String::new() } else { format!(" dans « {place} »") };
            BadConfig(format!("réglage inconnu « {name} »{place}{nearest}"))
        }
        kind => BadConfig(format!("réglage « {path} » : {kind}")),
    }
}
