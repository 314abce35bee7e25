//! `laureat doctor`: what is wrong is named with what to do about it, and the code of return says whether to open.

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

use crate::support::{Manner, Process, Scratch, SmtpServer};

/// A site that is right, but for what a test changes.
struct Site {
    scratch: Scratch,
    server: SmtpServer,
    folder: TempDir,
}

impl Site {
    async fn new(scratch: Scratch) -> Self {
        Self { scratch, server: SmtpServer::start(Manner::Accepts).await, folder: TempDir::new().unwrap() }
    }

    /// The report, one line for each check with its advice behind it, and the code of return.
    async fn report(&self, changes: &[(&str, &str)]) -> (i32, String) {
        let storage = self.folder.path().join("files").display().to_string();
        let mut settings = vec![
            ("LAUREAT__HTTP__BASE_URL", "https://appels.example.org"),
            ("LAUREAT__HTTP__BEHIND_PROXY", "true"),
            ("LAUREAT__STORAGE__FOLDER", storage.as_str()),
            ("LAUREAT__MAIL__SMTP_URL", self.server.url.as_str()),
            ("LAUREAT__MAIL__TIMEOUT_SECONDS", "20"),
            ("LAUREAT__SITE__PUBLISHER", "Agence d’essai, 1 rue d’essai"),
            ("LAUREAT__SITE__DIRECTOR", "Nadia Benali"),
            ("LAUREAT__SITE__HOST", "Hébergeur d’essai"),
            ("LAUREAT__SITE__CONTACT", "contact@example.org"),
            ("LAUREAT__SITE__SOURCE", "https://code.example.org"),
        ];
        settings.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        settings.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        let database = changes.iter().find(|(name, _)| *name == "LAUREAT__DATABASE__URL");
        let database = database.map_or(self.scratch.url.as_str(), |(_, url)| url);
        let (code, report, _) = Process::output(&["doctor"], database, &settings).await;
        (code, report.replace("\n    ", " → "))
    }

    /// Fails unless that change makes that line, and the code that goes with its sign.
    async fn tells(&self, changes: &[(&str, &str)], line: &str, advice: &str) {
        let (code, report) = self.report(changes).await;
        let found = report.lines().find(|told| told.contains(line));
        let found = found.unwrap_or_else(|| panic!("« {line} » is missing in:\n{report}"));
        assert!(found.contains(" → ") && found.contains(advice), "« {advice} » is missing in: {found}");
        assert_eq!(code, i32::from(report.lines().any(|told| told.starts_with('✗'))), "{report}");
        assert!(!report.contains("5ecr3t"), "a secret is shown:\n{report}");
    }
}

async fn run_sql(url: &str, sql: &str) {
    let connection = Database::connect(url).await.unwrap();
    connection.execute_unprepared(sql).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_is_right_may_open() {
    let site = Site::new(Scratch::migrated().await).await;
    let (code, report) = site.report(&[]).await;
    // How full the disk of this machine is says nothing of the program.
    let said = |line: &&str| !line.starts_with('✓') && !line.contains("Place sur le disque");
    let kept: Vec<&str> = report.lines().filter(said).collect();
    // The password of the test's mail server is short, which is worth a word.
    assert_eq!(kept.len(), 1, "{report}");
    assert!(kept[0].starts_with("! Secrets\u{a0}: le mot de passe de SMTP n’a que 6 signes"), "{report}");
    assert_eq!(code, i32::from(report.contains('✗')), "{report}");
    for words in
        ["✓ Base de données", "à jour", "écart avec la base", "écrit, relu et effacé", "aucun courriel n’est parti"]
    {
        assert!(report.contains(words), "« {words} » is missing in:\n{report}");
    }
    assert_eq!(site.server.received().len(), 0);
    assert_eq!(std::fs::read_dir(site.folder.path().join("files/doctor")).map_or(0, Iterator::count), 0);
    site.scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_around_the_program_is_named() {
    let site = Site::new(Scratch::migrated().await).await;
    let gone = [("LAUREAT__DATABASE__URL", "sqlite://nowhere/laureat.db")];
    site.tells(&gone, "✗ Base de données", "laureat migrate").await;
    let away = [("LAUREAT__DATABASE__URL", "postgres://laureat@127.0.0.1:1/laureat")];
    site.tells(&away, "✗ Base de données", "que la base tourne").await;
    let file = site.folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let below = file.join("below").display().to_string();
    site.tells(&[("LAUREAT__STORAGE__FOLDER", &below)], "✗ Fichiers", "storage.folder").await;
    let no_server = [("LAUREAT__MAIL__SMTP_URL", ""), ("LAUREAT__MAIL__FOLDER", below.as_str())];
    site.tells(&no_server, "✗ Courriel", "mail.folder").await;
    site.tells(&[("LAUREAT__MAIL__SMTP_URL", "")], "! Courriel", "Personne ne les reçoit").await;
    site.tells(&[("LAUREAT__MAIL__SMTP_URL", "smtp://127.0.0.1:1")], "✗ Courriel", "pare-feu").await;
    site.server.now(Manner::AnswersPasswords("535 no"));
    site.tells(&[], "✗ Courriel", "LAUREAT__MAIL__SMTP_URL").await;
    site.server.now(Manner::Silent);
    site.tells(&[("LAUREAT__MAIL__TIMEOUT_SECONDS", "1")], "✗ Courriel", "pare-feu").await;
    site.scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_older_or_newer_than_the_program_is_named() {
    let site = Site::new(Scratch::empty().await).await;
    // SQLite makes the file at the first connection.
    run_sql(
        &format!("{}{}", site.scratch.url, if site.scratch.url.starts_with("sqlite") { "?mode=rwc" } else { "" }),
        "SELECT 1",
    )
    .await;
    site.tells(&[], "✗ Schéma de la base", "laureat migrate").await;
    site.scratch.remove().await;
    let site = Site::new(Scratch::migrated().await).await;
    run_sql(
        &site.scratch.url,
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29991231_000001_later', 0)",
    )
    .await;
    site.tells(&[], "✗ Schéma de la base", "version la plus récente").await;
    site.scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_do_not_go_together_are_named() {
    let site = Site::new(Scratch::migrated().await).await;
    let open = [("LAUREAT__HTTP__BASE_URL", "http://appels.example.org")];
    site.tells(&open, "✗ Adresse du site", "HTTPS").await;
    site.tells(&[("LAUREAT__HTTP__SECURE_COOKIES", "false")], "✗ Adresse du site", "secure_cookies").await;
    site.tells(&[("LAUREAT__HTTP__BEHIND_PROXY", "false")], "✗ Serveur frontal", "true").await;
    site.tells(&[("LAUREAT__HTTP__BIND", "0.0.0.0:8080")], "! Serveur frontal", "réseau privé").await;
    site.tells(&[("LAUREAT__DEMO__ENABLED", "true")], "✗ Démonstration", "false").await;
    site.tells(&[("LAUREAT__SITE__DIRECTOR", "")], "! Mentions légales", "[site]").await;
    let file = site.folder.path().join("url");
    std::fs::write(&file, &site.server.url).unwrap();
    let path = file.display().to_string();
    let by_file = [("LAUREAT__MAIL__SMTP_URL", ""), ("LAUREAT__MAIL__SMTP_URL_FILE", path.as_str())];
    site.tells(&by_file, "✗ Secrets", "chmod").await;
    site.scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_that_failed_or_that_nobody_does_are_named() {
    let site = Site::new(Scratch::migrated().await).await;
    let insert = |id: &str, state: &str| {
        let id = if site.scratch.url.starts_with("sqlite") { format!("x'{id}'") } else { format!("'{id}'") };
        format!(
            "INSERT INTO jobs (id, kind, payload, state, attempts, run_at, created_at) \
             VALUES ({id}, 'send_mail', '{{}}', '{state}', 0, 1, 1)"
        )
    };
    run_sql(&site.scratch.url, &insert("00000000000000000000000000000001", "ready")).await;
    site.tells(&[], "! Tâches de fond", "laureat worker").await;
    run_sql(&site.scratch.url, &insert("00000000000000000000000000000002", "failed")).await;
    site.tells(&[], "! Tâches de fond", "/plateforme/taches").await;
    site.scratch.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_read_the_report_too() {
    let site = Site::new(Scratch::migrated().await).await;
    let settings = [("LAUREAT__HTTP__BASE_URL", "nonsense")];
    let (code, report, said) = Process::output(&["doctor", "--json"], &site.scratch.url, &settings).await;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!((code, &report["ok"], &report["version"]), (1, &false.into(), &env!("CARGO_PKG_VERSION").into()));
    let address = report["checks"].as_array().unwrap().iter().find(|check| check["check"] == "address").unwrap();
    assert_eq!(address["state"], "failed");
    assert!(!address["advice"].as_str().unwrap().is_empty());
    assert!(said.contains("à corriger avant d’ouvrir"), "{said}");
    site.scratch.remove().await;
}
