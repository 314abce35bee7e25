//! What the program stands on outside itself: database, clock, jobs, store of files, mail.

use std::{future::Future, path::Path, time::Duration};

use super::{Check, Found, beware, fine, wrong};
use crate::{
    app::{Clock, SystemClock},
    config::{Config, Mail},
    db::Db,
    error::{AppError, AppResult},
    features, files,
    mailer::{Mailer, NotSent},
    queue::store::{self, Failed},
};

/// How long the database and the store may let us wait.
const PATIENCE: Duration = Duration::from_secs(10);

/// All of them; what rests on a database that cannot be reached is left out.
pub(super) async fn checks(config: &Config) -> Vec<Check> {
    let mut checks = Vec::new();
    let (found, db) = match connect(config).await {
        Ok(db) => (fine(reached(config)), Some(db)),
        Err(found) => (found, None),
    };
    checks.push(Check::new("database", "Base de données", found));
    if let Some(db) = db {
        let found = schema(&db).await;
        let migrated = found.0 == super::State::Ok;
        checks.push(Check::new("schema", "Schéma de la base", found));
        checks.push(Check::new("clock", "Horloge", clock(&db).await));
        if migrated {
            checks.push(Check::new("writing", "Écriture en base", writing(&db).await));
            checks.push(Check::new("jobs", "Tâches de fond", jobs(&db).await));
        }
        // A connection that does not close is nobody's worry here: the program ends.
        let _ = within(async { Ok(db.close().await?) }).await;
    }
    checks.push(Check::new("storage", "Fichiers", storage(config).await));
    checks.push(Check::new("mail", "Courriel", mail(&config.mail).await));
    checks
}

async fn within<T>(work: impl Future<Output = AppResult<T>>) -> AppResult<T> {
    let waited = |_| AppError::internal(format!("pas de réponse en {} secondes", PATIENCE.as_secs()));
    tokio::time::timeout(PATIENCE, work).await.map_err(waited)?
}

/// Where the database is, without name or password.
fn reached(config: &Config) -> String {
    let url = &config.database.url;
    let place = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    let place = place.split('?').next().unwrap_or_default();
    if is_sqlite(config) { format!("SQLite, {place}") } else { format!("PostgreSQL, {place}") }
}

fn is_sqlite(config: &Config) -> bool {
    config.database.url.starts_with("sqlite")
}

async fn connect(config: &Config) -> Result<Db, Found> {
    let url = &config.database.url;
    if is_sqlite(config) {
        let path = url.trim_start_matches("sqlite://").split('?').next().unwrap_or_default();
        if !Path::new(path).exists() {
            let found = format!("{} n’existe pas encore", reached(config));
            return Err(wrong(found, "Lancez « laureat migrate » pour la créer, ou corrigez « database.url »."));
        }
    }
    let opened = within(async {
        let db = Db::connect(url, 2).await?;
        // One can connect to a file that cannot be written.
        drop(db.begin_write().await?);
        Ok(db)
    });
    opened.await.map_err(|error| {
        tracing::debug!(%error, "the database cannot be used");
        wrong(
            format!("{} ne peut pas être ouverte en écriture", reached(config)),
            "Vérifiez « database.url », que la base tourne, le mot de passe, et le droit d’écrire. Le détail s’affiche \
             avec LAUREAT__LOG__FILTER=debug.",
        )
    })
}

async fn schema(db: &Db) -> Found {
    match within(async { Ok(db.pending_migrations().await?) }).await {
        Ok(pending) if pending.is_empty() => fine("à jour"),
        Ok(pending) => wrong(
            format!("{} changements à appliquer ({})", pending.len(), pending.join(", ")),
            "Sauvegardez, puis lancez « laureat migrate ».",
        ),
        Err(error) => {
            tracing::debug!(%error, "migrations cannot be read");
            wrong(
                "la base a été mise à jour par une version plus récente du programme, ou n’est pas celle de Lauréat",
                "Installez la version la plus récente, ou restaurez la sauvegarde d’avant la mise à jour.",
            )
        }
    }
}

async fn writing(db: &Db) -> Found {
    match within(async { Ok(db.try_write().await?) }).await {
        Ok(()) => fine("une ligne écrite et effacée"),
        Err(error) => {
            tracing::debug!(%error, "the database cannot be written");
            wrong(
                "la base répond mais n’enregistre rien",
                "Faites de la place sur le disque de la base, puis relancez. Le détail s’affiche avec \
                 LAUREAT__LOG__FILTER=debug.",
            )
        }
    }
}

async fn clock(db: &Db) -> Found {
    let asked = SystemClock.now().micros();
    match within(async { Ok(db.clock().await?) }).await {
        Ok(theirs) => {
            let now = SystemClock.now().micros();
            // The answer was made somewhere between the question and its arrival.
            let ahead = theirs.micros() - now;
            let behind = asked - theirs.micros();
            judge_clock(ahead.max(behind).max(0) / 1_000)
        }
        Err(error) => {
            tracing::debug!(%error, "the clock of the database cannot be read");
            wrong("l’heure de la base ne peut pas être lue", "Relancez « laureat doctor » quand la base répond.")
        }
    }
}

/// Judges a difference in milliseconds.
fn judge_clock(millis: i64) -> Found {
    let found = format!("{},{:03} s d’écart avec la base", millis / 1_000, millis % 1_000);
    match millis {
        ..=2_000 => fine(found),
        2_001..=30_000 => {
            beware(found, "Synchronisez les deux machines (NTP) : les clôtures se décident à la seconde.")
        }
        _ => wrong(found, "Mettez les deux machines à l’heure (NTP) avant d’ouvrir : les clôtures en dépendent."),
    }
}

async fn jobs(db: &Db) -> Found {
    let counted = within(async {
        let (fresh, oldest) = store::count_fresh(db, &features::jobs::actions::long_kinds(), SystemClock.now()).await?;
        let since = oldest.map_or(0, |oldest| SystemClock.now().micros() - oldest.micros());
        Ok((store::count_failed(db, Failed::GivenUp).await?, fresh, since / 60_000_000))
    });
    match counted.await {
        Ok((0, _, 0..=10)) => fine("aucune n’est abandonnée"),
        Ok((0, fresh, minutes)) => beware(
            format!("{fresh} attendent, la plus ancienne depuis {minutes} minutes"),
            "Lancez « laureat worker », ou « laureat serve » sans --no-worker.",
        ),
        Ok((failed, ..)) => beware(
            format!("{failed} sont abandonnées"),
            "Un exploitant les voit et les relance à l’adresse /plateforme/taches.",
        ),
        Err(error) => {
            tracing::debug!(%error, "jobs cannot be counted");
            wrong("elles ne peuvent pas être comptées", "Vérifiez la base.")
        }
    }
}

async fn storage(config: &Config) -> Found {
    let place = match &config.storage.bucket {
        Some(bucket) => format!("compartiment S3 « {bucket} »"),
        None => format!("dossier {}", config.storage.folder),
    };
    match write_and_read(config).await {
        Ok(true) => fine(format!("{place}, écrit, relu et effacé")),
        Ok(false) => wrong(
            format!("{place}, relu autrement qu’écrit"),
            "Vérifiez ce qui se trouve entre le programme et le stockage (cache, proxy).",
        ),
        Err(error) => {
            tracing::debug!(%error, "the store of files cannot be used");
            let advice = match &config.storage.bucket {
                Some(_) => {
                    "Vérifiez « storage.endpoint », « storage.bucket », LAUREAT__STORAGE__ACCESS_KEY_ID, le secret, et \
                     leur droit d’écrire, de lire et d’effacer. Le détail s’affiche avec LAUREAT__LOG__FILTER=debug."
                }
                None => "Vérifiez « storage.folder » et que le compte du service peut y écrire.",
            };
            wrong(format!("{place}, ne peut pas être utilisé"), advice)
        }
    }
}

async fn write_and_read(config: &Config) -> AppResult<bool> {
    let store = files::open(&config.storage)?;
    let mark = format!("{} {}", std::process::id(), SystemClock.now().micros());
    let key = format!("doctor/{}", mark.replace(' ', "-"));
    within(files::put(&*store, &key, mark.clone().into_bytes())).await?;
    let read = within(files::get(&*store, &key)).await?;
    within(files::delete(&*store, &key)).await?;
    Ok(read == mark.as_bytes())
}

async fn mail(mail: &Mail) -> Found {
    let mailer = match Mailer::open(mail) {
        Ok(mailer) => mailer,
        Err(error) => {
            tracing::debug!(%error, "mail cannot be opened");
            return wrong(
                "l’adresse du serveur ou le dossier ne peut pas servir",
                "Corrigez LAUREAT__MAIL__SMTP_URL (smtps://NOM:MOT-DE-PASSE@serveur), ou « mail.folder ».",
            );
        }
    };
    if mail.smtp_url.is_none() {
        return folder(mail);
    }
    match mailer.check().await {
        Ok(()) => fine("le serveur SMTP répond et nous accepte ; aucun courriel n’est parti"),
        Err(error) => {
            tracing::debug!(detail = error.detail, "the mail server cannot be used");
            refused(error.why)
        }
    }
}

fn refused(why: NotSent) -> Found {
    match why {
        NotSent::Credentials | NotSent::Refused => wrong(
            "le serveur SMTP refuse notre identifiant ou notre mot de passe",
            "Corrigez LAUREAT__MAIL__SMTP_URL ou le fichier de « mail.smtp_url_file ».",
        ),
        NotSent::Later => beware("le serveur SMTP demande de revenir plus tard", "Relancez dans quelques minutes."),
        NotSent::Silent => wrong(
            "le serveur SMTP n’a pas répondu à temps",
            "Vérifiez l’adresse, le port et le pare-feu ; smtps:// pour le port 465, smtp://…?tls=required pour le 587.",
        ),
        NotSent::Address | NotSent::Unreachable => wrong(
            "le serveur SMTP est injoignable",
            "Vérifiez l’adresse, le port, le certificat et le pare-feu. Le détail s’affiche avec \
             LAUREAT__LOG__FILTER=debug.",
        ),
    }
}

fn folder(mail: &Mail) -> Found {
    let probe = Path::new(&mail.folder).join(format!(".doctor-{}", std::process::id()));
    if std::fs::write(&probe, b"").and_then(|()| std::fs::remove_file(&probe)).is_err() {
        return wrong(
            format!("le dossier {} ne peut pas être écrit", mail.folder),
            "Vérifiez « mail.folder » et que le compte du service peut y écrire.",
        );
    }
    beware(
        format!("les courriels vont dans le dossier {}", mail.folder),
        "Personne ne les reçoit. Pour un site réel, donnez LAUREAT__MAIL__SMTP_URL.",
    )
}

#[cfg(test)]
mod tests {
    use super::{super::State, judge_clock};

    #[test]
    fn a_clock_is_judged_by_its_distance() {
        for (millis, state) in [
            (0, State::Ok),
            (2_000, State::Ok),
            (2_001, State::Warning),
            (30_000, State::Warning),
            (30_001, State::Failed),
            (86_400_000, State::Failed),
        ] {
            let (found, text, advice) = judge_clock(millis);
            assert_eq!((found, advice.is_empty()), (state, state == State::Ok), "{millis} ms: {text}");
        }
        assert_eq!(judge_clock(2_001).1, "2,001 s d’écart avec la base");
    }
}
