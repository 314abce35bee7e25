//! Who may use whom: the plan of the house, held by reading its `use` lines.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::source::{SourceFile, files};

/// Rooms in the order of a dossier's life: a later one may read an earlier one, not the reverse.
/// `site`, `jobs` and `journal` stand beside the life and see all of it.
/// Accounts and calls stand side by side at the beginning: one gives roles, the other names people.
const ROOMS: [&[&str]; 9] = [
    &["accounts", "calls"],
    &["dossiers"],
    &["admissibility"],
    &["reviews"],
    &["committee"],
    &["results"],
    &["journal"],
    &["jobs"],
    &["site"],
];

/// Where queries may stand.
const STORES: [&str; 4] = ["src/db/", "/store.rs", "/store/", "src/queue/"];

fn app() -> Vec<SourceFile> {
    let crates = ["src/domain/", "src/typeset/"];
    files("src", ".rs").into_iter().filter(|file| !file.is_in(&crates)).collect()
}

/// Files that use a path below one of these, outside the places where it is allowed.
fn offenders(files: &[SourceFile], used: &[&str], allowed: &[&str]) -> Vec<String> {
    let uses = |path: &String| used.iter().any(|root| path == root || path.starts_with(&format!("{root}::")));
    let outside = files.iter().filter(|file| !file.is_in(allowed));
    let pairs = outside.flat_map(|file| file.paths().into_iter().map(move |path| (file.path.clone(), path)));
    pairs.filter(|(_, path)| uses(path)).map(|(file, path)| format!("{file} uses {path}")).collect()
}

/// Lines that hold one of these words, outside the places where it is allowed.
fn mentions(files: &[SourceFile], words: &[&str], allowed: &[&str]) -> Vec<String> {
    let outside = files.iter().filter(|file| !file.is_in(allowed));
    let lines = outside.flat_map(|file| file.code().map(move |(number, line)| (file, number, line)));
    let found = lines.filter(|(_, _, line)| words.iter().any(|word| line.contains(word)));
    found.map(|(file, number, line)| format!("{}:{number}: {}", file.path, line.trim())).collect()
}

#[track_caller]
fn none(rule: &str, offenders: Vec<String>) {
    assert!(offenders.is_empty(), "{rule}\n{}", offenders.join("\n"));
}

#[test]
fn the_reader_of_use_lines_opens_braces() {
    let text = "use crate::{\n    app::App,\n    db::{self, Tx, entities::{a, b as c}},\n};\nfn f() { tokio::spawn(crate::x::y()); }\n";
    let file = SourceFile { path: "x.rs".into(), text: text.into() };
    let expected = [
        "crate::app::App",
        "crate::db::Tx",
        "crate::db::entities::a",
        "crate::db::entities::b",
        "crate::db::self",
        "crate::x::y",
        "tokio::spawn",
    ];
    let paths = file.paths();
    for path in expected {
        assert!(paths.contains(path), "{path} is missing in {paths:?}");
    }
}

#[test]
fn rules_know_nothing_of_the_application_and_of_the_machine() {
    let domain: Vec<_> =
        files("src/domain", ".rs").into_iter().filter(|file| !file.path.contains("/checks/")).collect();
    let used =
        ["laureat", "axum", "sea_orm", "tokio", "tera", "rand", "object_store", "std::fs", "std::env", "std::net"];
    none("domain is pure", offenders(&domain, &used, &[]));
    none("domain has no clock", mentions(&domain, &["Utc::now", "Local::now", "SystemTime", "async fn"], &[]));
    none("no float in money, scores and ranks", mentions(&domain, &["f64", "f32"], &["src/domain/canonical.rs"]));
}

/// Modules of the top of `domain`, with those that each one uses.
fn modules_of_domain() -> BTreeMap<String, BTreeSet<String>> {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files("src/domain", ".rs") {
        let inside = file.path.trim_start_matches("src/domain/").trim_end_matches(".rs");
        let module = inside.split('/').next().unwrap_or_default();
        if matches!(module, "lib" | "checks") {
            continue;
        }
        // Right below the root, `super` is the root.
        let roots: &[&str] =
            if inside.trim_end_matches("/mod").contains('/') { &["crate::"] } else { &["crate::", "super::"] };
        let paths = file.paths();
        let used = paths.iter().filter_map(|path| roots.iter().find_map(|root| path.strip_prefix(root)));
        let used = used.filter_map(|path| path.split("::").next()).filter(|used| *used != module);
        uses.entry(module.to_owned()).or_default().extend(used.map(str::to_owned));
    }
    uses
}

/// What stands in a circle, or between two: what is left once those that use nobody, or that nobody uses, are taken
/// away one after the other.
fn circles(mut uses: BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    loop {
        let before = uses.len();
        let used: BTreeSet<String> = uses.values().flatten().cloned().collect();
        uses.retain(|module, _| used.contains(module));
        let known: BTreeSet<String> = uses.keys().cloned().collect();
        uses.values_mut().for_each(|used| used.retain(|one| known.contains(one)));
        uses.retain(|_, used| !used.is_empty());
        if uses.len() == before {
            return uses.into_iter().map(|(module, used)| format!("{module} uses {used:?}")).collect();
        }
    }
}

#[test]
fn the_modules_of_rules_use_one_another_in_no_circle() {
    let uses = modules_of_domain();
    assert!(uses.len() > 25 && uses["rules"].contains("meaning") && uses["meaning"].contains("expression"));
    none("no circle in domain", circles(uses.clone()));
    let mut turned = uses;
    turned.get_mut("expression").unwrap().insert("call".into());
    assert!(circles(turned).iter().any(|line| line.starts_with("call uses")));
}

#[test]
fn typesetting_knows_only_its_data() {
    none(
        "typeset stands alone",
        offenders(&files("src/typeset", ".rs"), &["laureat", "domain", "sea_orm", "axum"], &[]),
    );
}

#[test]
fn queries_stand_in_stores() {
    // The error type says which database errors are nobody's mistake.
    let allowed = [&STORES[..], &["src/error.rs"]].concat();
    none("sea_orm belongs to stores", offenders(&app(), &["sea_orm", "sea_orm_migration"], &allowed));
    none("entities belong to stores", offenders(&app(), &["crate::db::entities", "db::entities"], &STORES));
    // Actions hand the connection of their transaction to stores; without sea_orm they can do nothing else with it.
    let allowed = [&STORES[..], &["/actions.rs", "/actions/"]].concat();
    none("writing connections belong to stores", mentions(&app(), &[".conn()"], &allowed));
    none("only sessions and throttling go past the gate", mentions(&app(), &[".unguarded()"], &["src/web/store.rs"]));
    let pages: Vec<_> = app().into_iter().filter(|file| file.is_in(&["/pages.rs", "/pages/"])).collect();
    none("pages read nothing", mentions(&pages, &[".reader()", "async fn"], &[]));
}

#[test]
fn http_stops_at_the_handlers() {
    let allowed = [
        "src/routes.rs",
        "src/web/",
        "/handlers.rs",
        "/handlers/",
        "src/features/door.rs",
        "src/cli/serve.rs",
        "src/features/site/mod.rs",
    ];
    none("axum belongs to handlers", offenders(&app(), &["axum", "axum_extra", "tower_http"], &allowed));
}

#[test]
fn the_toolbox_knows_no_room() {
    let upper = ["crate::features", "crate::worker", "crate::cli", "crate::demo", "crate::routes"];
    let lower: Vec<_> = app()
        .into_iter()
        .filter(|file| {
            file.is_in(&[
                "src/db/",
                "src/web/",
                "src/queue/",
                "src/files.rs",
                "src/mailer.rs",
                "src/i18n.rs",
                "src/live.rs",
                "src/error.rs",
                "src/config.rs",
                "src/app.rs",
            ])
        })
        .collect();
    none("arrows point down", offenders(&lower, &upper, &[]));
    let rooms: Vec<_> = app().into_iter().filter(|file| file.path.starts_with("src/features/")).collect();
    none("rooms do not know who runs them", offenders(&rooms, &["crate::worker", "crate::cli", "crate::demo"], &[]));
}

#[test]
fn later_rooms_use_earlier_ones_and_never_their_handlers_or_pages() {
    let place = |room: &str| ROOMS.iter().position(|known| known.contains(&room));
    let mut wrong = Vec::new();
    for file in app() {
        let Some(room) = file.path.strip_prefix("src/features/").and_then(|rest| rest.split(['/', '.']).next()) else {
            continue;
        };
        let Some(own) = place(room) else { continue };
        for path in file.paths() {
            let Some(used) = path.strip_prefix("crate::features::") else { continue };
            let mut parts = used.split("::");
            let (other, part) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            // What the door opened is what a handler is given.
            if other == room || other == "door" {
                continue;
            }
            if matches!(part, "handlers" | "pages") || place(other).is_none_or(|other| other > own) {
                wrong.push(format!("{} uses {path}", file.path));
            }
        }
    }
    none("the order of rooms", wrong);
}

#[test]
fn stores_and_actions_know_neither_the_pages_nor_the_handlers_of_their_room() {
    let mut wrong = Vec::new();
    for file in app().iter().filter(|file| file.path.starts_with("src/features/")) {
        let above: &[&str] = match () {
            () if file.is_in(&["/store.rs", "/store/"]) => &["actions", "handlers", "pages"],
            () if file.is_in(&["/actions.rs", "/actions/"]) => &["handlers", "pages"],
            () => continue,
        };
        let own = |path: &String| path.starts_with("super::") || path.starts_with("crate::features::");
        let paths = file.paths();
        let used = paths.iter().filter(|path| own(path) && path.split("::").any(|part| above.contains(&part)));
        wrong.extend(used.map(|path| format!("{} uses {path}", file.path)));
    }
    none("arrows point down inside a room", wrong);
}

#[test]
fn time_and_chance_come_from_the_application() {
    let words = ["Utc::now", "Local::now", "SystemTime::now", "new_v4", "now_v7", "rand::rng", "rand::random"];
    none("the replay is reproducible", mentions(&app(), &words, &["src/app.rs"]));
}

#[test]
fn handlers_name_no_action() {
    let handlers = app().into_iter().filter(|file| file.is_in(&["/handlers.rs", "/handlers/"])).collect::<Vec<_>>();
    assert!(handlers.len() > 8);
    none(
        "the route names the action, and the door asks for it",
        mentions(&handlers, &["Action::", "permissions::Action", "permissions::{Action"], &[]),
    );
}

#[test]
fn files_and_handlers_stay_short() {
    let long = files("src", ".rs").into_iter().filter(|file| file.text.lines().count() > 400);
    none("a file over 400 lines asks to be split", long.map(|file| file.path).collect());
    let mut wrong = Vec::new();
    for file in app().iter().filter(|file| file.is_in(&["/handlers.rs", "/handlers/"])) {
        let mut open: Option<(usize, &str)> = None;
        for (number, line) in file.code() {
            let signature =
                line.strip_prefix("pub").map_or(line, |rest| rest.rsplit_once(") ").map_or(rest, |(_, rest)| rest));
            if line.starts_with(['p', 'a']) && signature.trim_start().starts_with("async fn") {
                open = Some((number, line));
            } else if line == "}"
                && let Some((start, name)) = open.take()
                && number - start > 30
            {
                wrong.push(format!("{}:{start}: {} lines: {}", file.path, number - start + 1, name.trim()));
            }
        }
    }
    none("a handler is at most about 25 lines", wrong);
}
