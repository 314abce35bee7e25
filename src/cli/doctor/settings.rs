//! What settings, files of secrets and disks say by themselves.

use std::{os::unix::fs::PermissionsExt, path::Path};

use domain::time::{Instant, Zone};

use super::{Check, Found, beware, fine, wrong};
use crate::config::Config;

/// All of them.
pub(super) fn checks(config: &Config) -> Vec<Check> {
    vec![
        Check::new("zones", "Fuseaux horaires", zones()),
        Check::new("address", "Adresse du site", address(config)),
        Check::new("proxy", "Serveur frontal", proxy(config)),
        Check::new("secrets", "Secrets", secrets(config)),
        Check::new("demo", "Démonstration", demo(config)),
        Check::new("site", "Mentions légales", site(config)),
        Check::new("disk", "Place sur le disque", disk(config)),
    ]
}

/// Noon UTC of 15 January and of 15 July 2013, with the hour that clocks of Paris showed.
const NOONS: [(i64, &str); 2] = [(1_358_251_200, "13:00"), (1_373_889_600, "14:00")];

fn zones() -> Found {
    let right = |(seconds, shown): (i64, &str)| {
        Instant::from_micros(seconds * 1_000_000).in_zone(Zone::PARIS).format("%H:%M").to_string() == shown
    };
    if NOONS.into_iter().all(right) {
        fine("connus du programme, heure d’été comprise")
    } else {
        wrong("l’heure de Paris est fausse", "Reconstruisez le programme : ses données de fuseaux sont abîmées.")
    }
}

/// Scheme and host (without port) of an address, when it is one.
fn parts(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let bare = !rest.is_empty() && !rest.contains(['/', '?', '#', '@', ' ']);
    let host = if rest.starts_with('[') { rest.split_inclusive(']').next()? } else { rest.split(':').next()? };
    (bare && matches!(scheme, "http" | "https") && !host.is_empty()).then_some((scheme, host))
}

fn local(host: &str) -> bool {
    host == "localhost" || host.starts_with("127.") || host == "[::1]"
}

fn address(config: &Config) -> Found {
    let (url, secure) = (&config.http.base_url, config.http.secure_cookies);
    let Some((scheme, host)) = parts(url) else {
        return wrong(
            format!("« {url} » n’est pas une adresse de site"),
            "Donnez à « http.base_url » l’adresse que les gens tapent, sans barre à la fin : https://appels.example.org",
        );
    };
    match (scheme, local(host), secure) {
        ("https", _, true) => fine(format!("{url}, témoins de connexion protégés (__Host-)")),
        ("https", _, false) => wrong(
            format!("{url}, mais les témoins de connexion ne sont pas protégés"),
            "Remettez « http.secure_cookies » à true.",
        ),
        (_, true, _) => beware(
            format!("{url}, pour cette machine seulement"),
            "Pour un site ouvert, donnez l’adresse en https à « http.base_url ».",
        ),
        (_, false, true) => wrong(
            format!(
                "{url} n’est pas en https : les navigateurs refuseront les témoins, personne ne pourra se connecter"
            ),
            "Mettez un serveur frontal en HTTPS et corrigez « http.base_url ».",
        ),
        (_, false, false) => wrong(
            format!("{url} n’est pas en https : mots de passe et sessions circulent en clair"),
            "Mettez un serveur frontal en HTTPS, corrigez « http.base_url », remettez « http.secure_cookies » à true.",
        ),
    }
}

fn proxy(config: &Config) -> Found {
    let https = config.http.base_url.starts_with("https://");
    let host = config.http.bind.rsplit_once(':').map_or("", |(host, _)| host);
    match (https, config.http.behind_proxy, local(host)) {
        (true, false, _) => wrong(
            "le site est en https, donc derrière un serveur frontal, et « http.behind_proxy » est à false",
            "Mettez-le à true : sinon tous les visiteurs partagent une adresse, et une limite de tentatives.",
        ),
        (_, true, false) => beware(
            format!("le programme écoute sur {} et croit X-Forwarded-For", config.http.bind),
            "Que seul le serveur frontal puisse l’atteindre : « http.bind » sur 127.0.0.1, ou un réseau privé.",
        ),
        (_, true, true) => fine("X-Forwarded-For est lu, et seul un frontal de cette machine peut l’écrire"),
        (false, false, _) => fine("aucun"),
    }
}

/// Shortest secret that gives no warning.
const SECRET_MIN: usize = 16;

/// The password that an address holds.
fn password(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let (person, _) = rest.rsplit_once('@')?;
    person.split_once(':').map(|(_, password)| password)
}

fn secrets(config: &Config) -> Found {
    let storage = &config.storage;
    if storage.bucket.is_some() && (storage.access_key_id.is_none() || storage.secret_access_key.is_none()) {
        return wrong(
            "un compartiment S3 est nommé, mais sa clé ou son secret manque",
            "Donnez LAUREAT__STORAGE__ACCESS_KEY_ID, et le secret par une variable ou « storage.secret_access_key_file ».",
        );
    }
    let files = [&config.database.url_file, &storage.secret_access_key_file, &config.mail.smtp_url_file];
    if let Some(path) = files.into_iter().flatten().find(|path| readable_by_others(path)) {
        return wrong(
            format!("le fichier de secret {path} est lisible par tous les comptes de la machine"),
            "Retirez ce droit : chmod o-rwx, et donnez le fichier au compte du service.",
        );
    }
    let secret = |name, value: Option<&str>| value.map(|value| (name, value.chars().count()));
    let all = [
        secret("le mot de passe de la base", password(&config.database.url)),
        secret("le secret de S3", storage.secret_access_key.as_deref().filter(|_| storage.bucket.is_some())),
        secret("le mot de passe de SMTP", config.mail.smtp_url.as_deref().and_then(password)),
    ];
    let given: Vec<_> = all.into_iter().flatten().collect();
    match given.iter().find(|(_, length)| *length < SECRET_MIN) {
        Some((name, 0)) => wrong(format!("{name} est vide"), "Donnez-en un, tiré au hasard : openssl rand -hex 24"),
        Some((name, length)) => beware(
            format!("{name} n’a que {length} signes"),
            "Changez-le pour au moins 16 signes tirés au hasard : openssl rand -hex 24",
        ),
        None if given.is_empty() => fine("aucun n’est nécessaire avec ces réglages"),
        None => fine(format!("{} donnés, assez longs, hors du fichier de réglages", given.len())),
    }
}

fn readable_by_others(path: &str) -> bool {
    std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o004 != 0)
}

fn demo(config: &Config) -> Found {
    let open = parts(&config.http.base_url).is_some_and(|(_, host)| !local(host));
    match (config.demo.enabled, open) {
        (false, _) => fine("éteinte"),
        (true, false) => beware("allumée : les courriels se lisent sans compte", "Jamais sur un site réel."),
        (true, true) => wrong(
            "allumée sur un site ouvert : chacun peut y lire tous les courriels, liens de connexion compris",
            "Mettez « demo.enabled » à false.",
        ),
    }
}

fn site(config: &Config) -> Found {
    let site = &config.site;
    let named = [
        ("publisher", &site.publisher),
        ("director", &site.director),
        ("host", &site.host),
        ("contact", &site.contact),
        ("source", &site.source),
    ];
    let missing: Vec<_> = named.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| *name).collect();
    if missing.is_empty() {
        return fine("remplies");
    }
    beware(
        format!("il manque {}", missing.join(", ")),
        "Remplissez la section [site] : la loi demande ces mentions, et les pages du site les reprennent.",
    )
}

fn disk(config: &Config) -> Found {
    let database = config.database.url.strip_prefix("sqlite://").map(|path| path.split('?').next().unwrap_or_default());
    let files = config.storage.bucket.is_none().then_some(config.storage.folder.as_str());
    let mails = config.mail.smtp_url.is_none().then_some(config.mail.folder.as_str());
    let used: Vec<&str> = [database, files, mails].into_iter().flatten().collect();
    if used.is_empty() {
        return fine("rien n’est gardé sur cette machine");
    }
    let free: Vec<u64> = used.into_iter().filter_map(free_mib).collect();
    match free.into_iter().min() {
        Some(least) => judge_space(least),
        None => beware("elle ne peut pas être lue", "Vérifiez-la vous-même : df -h"),
    }
}

/// Mebibytes that are free where a path is, or will be.
fn free_mib(path: &str) -> Option<u64> {
    let there = Path::new(path).ancestors().map(|one| if one.as_os_str().is_empty() { Path::new(".") } else { one });
    let disk = rustix::fs::statvfs(there.into_iter().find(|one| one.exists())?).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize) / 1_048_576)
}

/// Judges the mebibytes that are left.
fn judge_space(mib: u64) -> Found {
    let found = if mib < 10_240 { format!("{mib} Mio libres") } else { format!("{} Gio libres", mib / 1_024) };
    match mib {
        0..200 => wrong(found, "Libérez de la place tout de suite : les dépôts vont être refusés."),
        200..2_048 => beware(found, "Prévoyez de la place : 20 Mo par dossier est un bon compte."),
        _ => fine(found),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::State, *};

    fn config(change: impl FnOnce(&mut Config)) -> Config {
        let mut config = Config::defaults().unwrap_or_else(|error| panic!("{error}"));
        change(&mut config);
        config
    }

    #[track_caller]
    fn judged(found: Found, state: State, words: &str) {
        assert_eq!(found.0, state, "{found:?}");
        assert!(found.1.contains(words), "« {words} » is missing in {found:?}");
        assert_eq!(found.2.is_empty(), state == State::Ok, "{found:?}");
    }

    #[test]
    fn the_address_and_its_cookies_go_together() {
        for (url, secure, state, words) in [
            ("https://appels.example.org", true, State::Ok, "__Host-"),
            ("https://appels.example.org:8443", true, State::Ok, "8443"),
            ("https://appels.example.org", false, State::Failed, "ne sont pas protégés"),
            ("http://127.0.0.1:8080", true, State::Warning, "cette machine seulement"),
            ("http://[::1]:8080", true, State::Warning, "cette machine seulement"),
            ("http://appels.example.org", true, State::Failed, "personne ne pourra se connecter"),
            ("http://appels.example.org", false, State::Failed, "en clair"),
            ("https://appels.example.org/", true, State::Failed, "n’est pas une adresse"),
            ("appels.example.org", true, State::Failed, "n’est pas une adresse"),
            ("ftp://appels.example.org", true, State::Failed, "n’est pas une adresse"),
            ("https://", true, State::Failed, "n’est pas une adresse"),
        ] {
            let config = config(|config| {
                config.http.base_url = url.into();
                config.http.secure_cookies = secure;
            });
            judged(address(&config), state, words);
        }
    }

    #[test]
    fn a_front_server_is_believed_where_only_it_can_speak() {
        for (url, bind, behind, state, words) in [
            ("https://a.example.org", "127.0.0.1:8080", true, State::Ok, "X-Forwarded-For"),
            ("https://a.example.org", "0.0.0.0:8080", true, State::Warning, "0.0.0.0"),
            ("https://a.example.org", "127.0.0.1:8080", false, State::Failed, "behind_proxy"),
            ("http://127.0.0.1:8080", "127.0.0.1:8080", false, State::Ok, "aucun"),
        ] {
            let config = config(|config| {
                config.http.base_url = url.into();
                config.http.bind = bind.into();
                config.http.behind_proxy = behind;
            });
            judged(proxy(&config), state, words);
        }
    }

    #[test]
    fn secrets_are_there_long_enough_and_never_shown() {
        let judge = |change: &dyn Fn(&mut Config)| secrets(&config(|config| change(config)));
        judged(judge(&|_| {}), State::Ok, "aucun");
        judged(judge(&|config| config.storage.bucket = Some("b".into())), State::Failed, "sa clé ou son secret manque");
        let keyed = |secret: &'static str| {
            move |config: &mut Config| {
                config.storage.bucket = Some("b".into());
                config.storage.access_key_id = Some("laureat".into());
                config.storage.secret_access_key = Some(secret.into());
            }
        };
        judged(judge(&keyed("")), State::Failed, "le secret de S3 est vide");
        judged(judge(&keyed("short")), State::Warning, "5 signes");
        judged(judge(&keyed("0123456789abcdef")), State::Ok, "assez longs");
        let weak = judge(&|config| config.database.url = "postgres://laureat:hunter2@db/laureat".into());
        assert!(!weak.1.contains("hunter2"));
        judged(weak, State::Warning, "le mot de passe de la base n’a que 7 signes");
        judged(judge(&|config| config.mail.smtp_url = Some("smtps://l:p%40ss@mail".into())), State::Warning, "SMTP");
    }

    #[test]
    fn a_demonstration_is_never_open_to_the_world() {
        let judge = |url: &str, enabled| {
            demo(&config(|config| {
                config.http.base_url = url.into();
                config.demo.enabled = enabled;
            }))
        };
        judged(judge("https://a.example.org", false), State::Ok, "éteinte");
        judged(judge("http://127.0.0.1:8080", true), State::Warning, "sans compte");
        judged(judge("https://a.example.org", true), State::Failed, "tous les courriels");
    }

    #[test]
    fn space_and_legal_notice_are_judged() {
        for (mib, state, words) in [
            (0, State::Failed, "0 Mio"),
            (199, State::Failed, "199 Mio"),
            (200, State::Warning, "200 Mio"),
            (2_047, State::Warning, "2047 Mio"),
            (2_048, State::Ok, "2048 Mio"),
            (51_200, State::Ok, "50 Gio"),
        ] {
            judged(judge_space(mib), state, words);
        }
        judged(site(&config(|_| {})), State::Warning, "publisher, director");
        judged(zones(), State::Ok, "heure d’été");
    }

    #[test]
    fn the_place_of_a_folder_to_come_is_that_of_its_parent() {
        assert_eq!(free_mib("/nowhere/at/all").is_some(), free_mib("/").is_some());
        assert!(free_mib("not-yet/made").is_some());
    }
}
