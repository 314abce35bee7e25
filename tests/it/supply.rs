//! What comes into the program: licences, sources and crates as `deny.toml` allows them, and no dependency without use.
//!
//! `make guard` checks more, with tools that take minutes to build; this much is checked at every run.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use figment::{
    Figment,
    providers::{Format, Toml},
};
use serde_json::Value;

use crate::support::source::files;

/// Whether a licence expression can be met with what is allowed: `MIT OR (Apache-2.0 AND ISC)`.
fn allowed(expression: &str, allow: &BTreeSet<String>) -> bool {
    // Old manifests write « or » as `/`.
    let read = spdx::Expression::parse_mode(expression, spdx::ParseMode::LAX);
    let read = read.unwrap_or_else(|error| panic!("a licence that cannot be read: {error}"));
    read.evaluate(|asked| allow.contains(&asked.to_string()))
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The packages that are built here.
fn packages() -> Vec<Value> {
    let version = run("rustc", &["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let text = run(env!("CARGO"), &["metadata", "--locked", "--format-version", "1", "--filter-platform", host]);
    let packages: Value = serde_json::from_str(&text).unwrap();
    packages["packages"].as_array().unwrap().clone()
}

fn texts(value: &Value) -> BTreeSet<String> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_comes_into_the_program_is_allowed_by_name() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/deny.toml");
    let rules: Value = Figment::from(Toml::file_exact(path)).extract().unwrap();
    let allow = texts(&rules["licenses"]["allow"]);
    let mut exceptions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for exception in rules["licenses"]["exceptions"].as_array().unwrap() {
        let more = allow.union(&texts(&exception["allow"])).cloned().collect();
        exceptions.insert(exception["crate"].as_str().unwrap().to_owned(), more);
    }
    let banned = rules["bans"]["deny"].as_array().unwrap().iter().map(|one| one["crate"].as_str().unwrap().to_owned());
    let banned: BTreeSet<String> = banned.collect();

    let packages = packages();
    assert!(packages.len() > 300, "only {} packages", packages.len());
    let (mut wrong, mut registries) = (Vec::new(), BTreeSet::new());
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        match package["license"].as_str() {
            Some(licence) if allowed(licence, exceptions.get(name).unwrap_or(&allow)) => {}
            licence => wrong.push(format!("{name}: licence {licence:?}")),
        }
        if banned.contains(name) {
            wrong.push(format!("{name} is banned"));
        }
        // Ours have no source; the others come from one registry, with their checksums in Cargo.lock.
        registries.extend(package["source"].as_str().map(str::to_owned));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(registries.len() == 1 && registries.iter().all(|one| one.starts_with("registry+")), "{registries:?}");
    // Some are there for other systems only.
    let lock = include_str!("../../Cargo.lock");
    let idle: Vec<_> = exceptions.keys().filter(|name| !lock.contains(&format!("name = \"{name}\"\n"))).collect();
    assert!(idle.is_empty(), "exceptions for what is not there: {idle:?}");
}

#[test]
fn every_dependency_is_used() {
    let mut unused = Vec::new();
    for (manifest, folders) in [
        ("Cargo.toml", &["src", "tests"][..]),
        ("src/domain/Cargo.toml", &["src/domain"]),
        ("src/typeset/Cargo.toml", &["src/typeset"]),
        ("migrations/Cargo.toml", &["migrations/src"]),
    ] {
        let path = format!("{}/{manifest}", env!("CARGO_MANIFEST_DIR"));
        let read: Value = Figment::from(Toml::file_exact(path)).extract().unwrap();
        let mut code = String::new();
        for file in folders.iter().flat_map(|folder| files(folder, ".rs")) {
            let inner = manifest == "Cargo.toml" && file.is_in(&["src/domain/", "src/typeset/"]);
            code.push_str(if inner { "" } else { &file.text });
        }
        // The same list as the tool's.
        let chosen = read.pointer("/package/metadata/cargo-machete/ignored").map(texts).unwrap_or_default();
        for table in ["dependencies", "dev-dependencies"] {
            let names = read[table].as_object().into_iter().flatten().map(|(name, _)| name);
            for name in names.filter(|name| !chosen.contains(*name)) {
                let krate = name.replace('-', "_");
                let uses = [format!("{krate}::"), format!("use {krate}"), format!("{krate}!"), format!("    {krate},")];
                if !uses.iter().any(|used| code.contains(used)) {
                    unused.push(format!("{manifest}: {name}"));
                }
            }
        }
    }
    assert!(unused.is_empty(), "dependencies that nothing uses: {unused:?}");
}

#[test]
fn a_licence_is_read_as_it_is_written() {
    let allow = BTreeSet::from(["MIT".to_owned(), "ISC".to_owned(), "Apache-2.0 WITH LLVM-exception".to_owned()]);
    for (expression, right) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("MIT OR GPL-3.0-only", true),
        ("GPL-3.0-only/MIT", true),
        ("MIT AND GPL-3.0-only", false),
        ("(GPL-3.0-only OR MIT) AND ISC", true),
        ("GPL-3.0-only OR MIT AND AGPL-3.0-only", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
    ] {
        assert_eq!(allowed(expression, &allow), right, "{expression}");
    }
}
