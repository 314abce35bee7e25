//! Who may use whom: the plan of the house, held by reading its `use` lines.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::source::{SourceFile, sources};

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

/// Lines of a handler at most, signature and last brace included: about 25.
const LONGEST_HANDLER: usize = 31;

fn app() -> Vec<SourceFile> {
    let crates = ["src/domain/", "src/typeset/"];
    sources().iter().filter(|file| !file.is_in(&crates)).cloned().collect()
}

/// What was found, file by file.
type Found = Vec<(SourceFile, String)>;

/// Files that use a path below one of these.
fn uses(files: &[SourceFile], roots: &[&str]) -> Found {
    let below = |path: &String| roots.iter().any(|root| path == root || path.starts_with(&format!("{root}::")));
    let used = files.iter().flat_map(|file| file.rust().paths.iter().map(move |path| (file, path)));
    used.filter(|(_, path)| below(path)).map(|(file, path)| (file.clone(), format!("uses {path}"))).collect()
}

/// Lines whose code holds one of these words.
fn mentions(files: &[SourceFile], words: &[&str]) -> Found {
    let mut found = Vec::new();
    for file in files {
        let lines: BTreeSet<usize> = words.iter().flat_map(|word| file.rust().lines_with(word)).collect();
        let line = |number: usize| file.text.lines().nth(number - 1).unwrap_or_default().trim();
        found.extend(lines.into_iter().map(|number| (file.clone(), format!("line {number}: {}", line(number)))));
    }
    found
}

/// Nothing is found outside the places where it is allowed, and each of these needs to be one.
#[track_caller]
fn only_in(allowed: &[&str], rule: &str, found: Found) {
    let idle: Vec<_> = allowed.iter().filter(|place| !found.iter().any(|(file, _)| file.is_in(&[place]))).collect();
    assert!(idle.is_empty(), "{rule}: exceptions that nothing needs: {idle:?}");
    let outside = found.into_iter().filter(|(file, _)| !file.is_in(allowed));
    none(rule, outside.map(|(file, what)| format!("{} {what}", file.path)).collect());
}

#[track_caller]
fn none(rule: &str, offenders: Vec<String>) {
    assert!(offenders.is_empty(), "{rule}\n{}", offenders.join("\n"));
}

/// A file whose paths, words and functions the tests below must see.
const EXAMPLE: &str = r#"
    use crate::{
        app::App,
        db::{self, Tx, entities::{a, b as c}},
    };
    use super::super::committee as council;
    mod inner;
    /// Not code: `Utc::now` and `f32`.
    pub(in crate::features) async
    fn f() { tokio::spawn(crate::x::y()); db::journal::last(); c::Column::Id; Vec::<u8>::new(); }
    pub fn g() { assert!(inner::z(), "{}", sea_orm::Value::from(1)); /* SystemTime::now */ ::std::fs::read(".conn()") }
    mod tests {
        use super::*;
        use self::deep::D;
        async fn h() { super::f(); council::pages::show(tx
            .conn()) }
    }
"#;

#[test]
fn the_reader_of_paths_makes_them_whole() {
    let file = SourceFile::new("src/features/reviews/store.rs", EXAMPLE);
    let room = "crate::features::reviews::store";
    let expected = [
        "crate::app::App",
        "crate::db",
        "crate::db::Tx",
        "crate::db::entities::a",
        "crate::db::entities::b",
        "crate::db::entities::b::Column::Id",
        "crate::db::journal::last",
        "crate::features::committee",
        "crate::features::committee::pages::show",
        "crate::x::y",
        "sea_orm::Value::from",
        "std::fs::read",
        "tokio::spawn",
    ];
    let own = ["*", "f", "inner::z", "tests::deep::D"].map(|name| format!("{room}::{name}"));
    for path in expected.into_iter().chain(own.iter().map(String::as_str)) {
        assert!(file.rust().paths.contains(path), "{path} is missing in {:#?}", file.rust().paths);
    }
}

#[test]
fn the_reader_of_code_sees_words_over_lines_and_none_of_comments() {
    let file = SourceFile::new("src/x.rs", EXAMPLE);
    for (words, lines) in [
        ("Utc::now", &[][..]),
        ("f32", &[]),
        ("SystemTime::now", &[]),
        ("async fn", &[9, 15]),
        ("tx.conn()", &[15]),
        ("sea_orm::Value", &[11]),
    ] {
        assert_eq!(file.rust().lines_with(words), lines, "{words} in {}", file.rust().code);
    }
    let functions = file.rust().functions.iter().map(|one| (one.name.as_str(), one.line, one.lines, one.is_async));
    assert_eq!(functions.collect::<Vec<_>>(), [("f", 9, 2, true), ("g", 11, 1, false), ("h", 15, 2, true)]);
}

#[test]
#[should_panic(expected = "exceptions that nothing needs: [\"src/b.rs\"]")]
fn an_exception_that_nothing_needs_is_told() {
    let files = [SourceFile::new("src/a.rs", "use axum::Router;"), SourceFile::new("src/b.rs", "use tera::Tera;")];
    only_in(&["src/a.rs", "src/b.rs"], "axum", uses(&files, &["axum"]));
}

#[test]
fn rules_know_nothing_of_the_application_and_of_the_machine() {
    let domain: Vec<_> = sources()
        .iter()
        .filter(|file| file.path.starts_with("src/domain/") && !file.path.contains("/checks/"))
        .cloned()
        .collect();
    let used =
        ["laureat", "axum", "sea_orm", "tokio", "tera", "rand", "object_store", "std::fs", "std::env", "std::net"];
    only_in(&[], "domain is pure", uses(&domain, &used));
    only_in(&[], "domain has no clock", mentions(&domain, &["Utc::now", "Local::now", "SystemTime", "async fn"]));
    only_in(&["src/domain/canonical.rs"], "no float in money, scores and ranks", mentions(&domain, &["f64", "f32"]));
}

/// Modules of the top of `domain`, with those that each one uses.
fn modules_of_domain() -> BTreeMap<String, BTreeSet<String>> {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in sources().iter().filter(|file| file.path.starts_with("src/domain/")) {
        let module = file.path.trim_start_matches("src/domain/").trim_end_matches(".rs").split('/').next();
        let module = module.unwrap_or_default();
        if matches!(module, "lib" | "checks") {
            continue;
        }
        let used = file.rust().paths.iter().filter_map(|path| path.strip_prefix("crate::")?.split("::").next());
        let used = used.filter(|used| *used != module);
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
    let typeset: Vec<_> = sources().iter().filter(|file| file.path.starts_with("src/typeset/")).cloned().collect();
    only_in(&[], "typeset stands alone", uses(&typeset, &["laureat", "domain", "sea_orm", "axum"]));
}

#[test]
fn queries_stand_in_stores() {
    // The error type says which database errors are nobody's mistake.
    let allowed = [&STORES[..], &["src/error.rs"]].concat();
    only_in(&allowed, "sea_orm belongs to stores", uses(&app(), &["sea_orm", "sea_orm_migration"]));
    only_in(&STORES, "entities belong to stores", uses(&app(), &["crate::db::entities", "laureat::db::entities"]));
    // Actions hand the connection of their transaction to stores; without sea_orm they can do nothing else with it.
    let allowed = [&STORES[..], &["/actions.rs", "/actions/"]].concat();
    only_in(&allowed, "writing connections belong to stores", mentions(&app(), &[".conn()"]));
    only_in(
        &["src/web/store.rs"],
        "only sessions and throttling go past the gate",
        mentions(&app(), &[".unguarded()"]),
    );
    let pages: Vec<_> = app().into_iter().filter(|file| file.is_in(&["/pages.rs", "/pages/"])).collect();
    only_in(&[], "pages read nothing", mentions(&pages, &[".reader()", "async fn"]));
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
    only_in(&allowed, "axum belongs to handlers", uses(&app(), &["axum", "axum_extra", "tower_http"]));
}

#[test]
fn the_toolbox_knows_no_room() {
    let upper = ["crate::features", "crate::worker", "crate::cli", "crate::demo", "crate::routes"];
    let places = [
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
    ];
    let lower: Vec<_> = app().into_iter().filter(|file| file.is_in(&places)).collect();
    only_in(&[], "arrows point down", uses(&lower, &upper));
    let rooms: Vec<_> = app().into_iter().filter(|file| file.path.starts_with("src/features/")).collect();
    only_in(&[], "rooms do not know who runs them", uses(&rooms, &["crate::worker", "crate::cli", "crate::demo"]));
}

/// Nobody needs to be told of a room but by what it says of itself.
#[test]
fn the_toolbox_names_no_room() {
    let mut names: Vec<String> = Vec::new();
    for room in laureat::features::ROOMS {
        let sections = room.site.iter().map(|(_, section)| section).chain(room.staff);
        names.extend(sections.flat_map(|section| [section.path.to_owned(), section.key.to_owned()]));
        names.extend(room.ways.iter().map(|(_, path)| (*path).to_owned()));
        names.extend((room.routes)().iter().map(|route| route.path.to_owned()));
    }
    // Every address below the site begins so, whoever answers it.
    names.retain(|name| name != "/");
    assert!(names.len() > 80, "only {} names were found", names.len());
    let quoted: Vec<String> = names.iter().flat_map(|name| [format!("\"{name}\""), format!("\"{name}?")]).collect();
    let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
    let toolbox: Vec<_> = app().into_iter().filter(|file| file.path.starts_with("src/web/")).collect();
    // What was given out once is kept in one table, whatever stands there now.
    only_in(&["src/web/former.rs"], "rooms declare themselves", mentions(&toolbox, &quoted));
}

#[test]
fn every_room_declares_itself_under_the_name_of_its_folder_and_of_its_words() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = std::fs::read_dir(root.join("src/features")).unwrap().map(|entry| entry.unwrap());
    let folders: BTreeSet<String> = folders
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let declared: BTreeSet<String> = laureat::features::ROOMS.iter().map(|room| room.name.to_owned()).collect();
    assert_eq!(folders, declared);
    for (room, language) in declared.iter().flat_map(|room| [(room, "fr"), (room, "en")]) {
        assert!(root.join(format!("templates/locales/{language}/{room}.ftl")).is_file(), "{room} has no words");
    }
}

#[test]
fn a_role_is_asked_about_in_one_room_and_each_leads_to_a_section() {
    let staff = &laureat::features::navigation().staff;
    let works = laureat::features::ROOMS.iter().filter_map(|room| room.work);
    let duties: Vec<_> = works.flat_map(|work| work.duties).collect();
    for (role, name) in domain::permissions::Role::ON_CALL {
        assert_eq!(duties.iter().filter(|duty| duty.role == role).count(), 1, "{name}");
    }
    for duty in duties {
        let section = staff.iter().find(|section| section.path == duty.section).unwrap();
        let decision = domain::permissions::decide(&[duty.role], section.action);
        assert_eq!(decision, domain::permissions::Decision::Allowed, "{duty:?} is led where it may not go");
    }
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
        for path in &file.rust().paths {
            let Some(used) = path.strip_prefix("crate::features::") else { continue };
            let mut parts = used.split("::");
            let (other, part) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            // What the door opened is what a handler is given; and each room says what it is by the same words.
            if other == room || matches!(other, "door" | "manifest") {
                continue;
            }
            // Only these look at all rooms alike.
            if other == "ROOMS" && matches!(room, "site" | "jobs") {
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
        let rooms = file.rust().paths.iter().filter(|path| path.starts_with("crate::features::"));
        let used = rooms.filter(|path| path.split("::").skip(3).any(|part| above.contains(&part)));
        wrong.extend(used.map(|path| format!("{} uses {path}", file.path)));
    }
    none("arrows point down inside a room", wrong);
}

#[test]
fn time_and_chance_come_from_the_application() {
    let words = ["Utc::now", "Local::now", "SystemTime::now", "new_v4", "now_v7", "rand::rng", "rand::random"];
    only_in(&["src/app.rs"], "the replay is reproducible", mentions(&app(), &words));
}

#[test]
fn handlers_name_no_action() {
    let handlers = app().into_iter().filter(|file| file.is_in(&["/handlers.rs", "/handlers/"])).collect::<Vec<_>>();
    assert!(handlers.len() > 8);
    let rule = "the route names the action, and the door asks for it";
    only_in(&[], rule, uses(&handlers, &["domain::permissions::Action", "domain::permissions::*"]));
    only_in(&[], rule, mentions(&handlers, &["Action::"]));
}

#[test]
fn files_and_handlers_stay_short() {
    let long = sources().iter().filter(|file| file.text.lines().count() > 400);
    none("a file over 400 lines asks to be split", long.map(|file| file.path.clone()).collect());
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for file in app().iter().filter(|file| file.is_in(&["/handlers.rs", "/handlers/"])) {
        for one in file.rust().functions.iter().filter(|one| one.is_async) {
            seen += 1;
            if one.lines > LONGEST_HANDLER {
                wrong.push(format!("{}:{}: {} lines: {}", file.path, one.line, one.lines, one.name));
            }
        }
    }
    assert!(seen > 100, "only {seen} handlers were found");
    none("a handler is at most about 25 lines", wrong);
}
