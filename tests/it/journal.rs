//! Reading and exporting the journal of a call, and the command line that checks it.

use std::{path::Path, process::Command};

use axum::http::StatusCode;
use domain::{
    journal::{Content, ExportLine, verify},
    permissions::Role,
};

use crate::support::{TestApp, TestPage};

fn lines(page: &TestPage) -> Vec<ExportLine> {
    page.body().lines().map(|line| line.parse().unwrap()).collect()
}

#[tokio::test]
async fn the_journal_names_who_did_what() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (_, mut manager) = app.staff(call, Role::CallManager).await;
    let page = manager.get("/appels/ptce-2013/journal").await.ok();
    assert_eq!(page.texts("tbody th").len(), 3);
    assert!(page.text("tbody th").starts_with("Rôle donné"), "newest first");
    let page = page.must_say("l’exploitant, en ligne de commande").must_say("CallManager");
    assert!(page.text("#ancre code").starts_with("3:"));
    app.finish().await;
}

#[tokio::test]
async fn the_journal_goes_page_by_page() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (_, mut manager) = app.staff(call, Role::CallManager).await;
    for n in 0..60 {
        let person = app.account(&format!("Personne {n}")).await;
        app.grant(call, person, Role::Reviewer).await;
    }
    let first = manager.get("/appels/ptce-2013/journal").await.ok();
    assert_eq!(first.count("tbody tr"), 50);
    let second = manager.get(&first.attr("a[rel=next]", "href")).await.ok();
    assert_eq!(second.count("tbody tr"), 13);
    assert!(!second.has("a[rel=next]"));
    manager.get("/appels/ptce-2013/journal?avant=x").await.ok();
    app.finish().await;
}

#[tokio::test]
async fn an_export_verifies_away_from_the_platform() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (_, mut manager) = app.staff(call, Role::CallManager).await;
    let page = manager.get("/appels/ptce-2013/journal.jsonl").await.ok();
    assert!(page.header("content-disposition").starts_with("attachment"));
    let lines = lines(&page);
    assert_eq!(verify(&lines, "ptce-2013", &[]).unwrap().count, 3);
    assert!(lines.iter().all(|line| line.content != Content::Withheld));
    app.finish().await;
}

#[tokio::test]
async fn the_public_export_comes_with_the_results_and_withholds_names() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (_, mut manager) = app.staff(call, Role::CallManager).await;
    app.client().get("/appels/ptce-2013/journal-public.jsonl").await.expect(StatusCode::NOT_FOUND);
    manager.get("/appels/ptce-2013/journal-public.jsonl").await.expect(StatusCode::NOT_FOUND);
    publish_results(&app).await;
    let page = app.client().get("/appels/ptce-2013/journal-public.jsonl").await.ok();
    let lines = lines(&page);
    verify(&lines, "ptce-2013", &[]).unwrap();
    assert_eq!(lines[2].content, Content::Withheld);
    assert!(!page.body().contains("user:"));
    app.finish().await;
}

/// Writes the instant of publication: how it comes about is the concern of another room.
async fn publish_results(app: &TestApp) {
    use sea_orm::ConnectionTrait;
    let sql = "UPDATE calls SET results_published_at = opens_at";
    app.app.db.unguarded().execute_unprepared(sql).await.unwrap();
}

#[tokio::test]
async fn a_reviewer_may_not_read_the_journal() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (_, mut reviewer) = app.staff(call, Role::Reviewer).await;
    reviewer.get("/appels/ptce-2013/journal").await.expect(StatusCode::FORBIDDEN);
    reviewer.get("/appels/ptce-2013/journal.jsonl").await.expect(StatusCode::FORBIDDEN);
    app.client().get("/appels/ptce-2013/journal.jsonl").await.expect(StatusCode::UNAUTHORIZED);
    app.finish().await;
}

/// Runs the program in a folder of its own; gives the code and both outputs.
fn laureat(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let database = format!("sqlite://{}", folder.join("cli.db").display());
    let output = Command::new(env!("CARGO_BIN_EXE_laureat"))
        .args(args)
        .current_dir(folder)
        .env("LAUREAT__DATABASE__URL", database)
        .env_remove("LAUREAT_CONFIG")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/config/calls/ptce-2013.toml");

#[test]
fn the_command_line_names_every_mistake_of_a_file_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, _) = laureat(folder.path(), &["call", "check", FILE]);
    assert_eq!((code, out.contains("rien à corriger")), (0, true), "{out}");
    let source = std::fs::read_to_string(FILE).unwrap().replace("envelope = 3_000_000", "envelope = 3_000_001");
    let file = folder.path().join("wrong.toml");
    std::fs::write(&file, source.replace("zone = \"Europe/Paris\"", "zone = \"Europe/Pari\"")).unwrap();
    let (code, out, error) = laureat(folder.path(), &["call", "check", "wrong.toml"]);
    assert_eq!(code, 1, "{out}{error}");
    assert!(out.lines().all(|line| line.starts_with("wrong.toml:")), "{out}");
    assert!(out.contains("fuseau horaire inconnu"), "{out}");
    let (code, ..) = laureat(folder.path(), &["call", "import", "wrong.toml"]);
    assert_eq!(code, 1);
}

#[test]
fn a_call_that_is_imported_is_exported_byte_for_byte_and_its_journal_verifies_alone() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| laureat(folder.path(), args);
    let (code, out, error) = run(&["call", "import", FILE, "--publish"]);
    assert_eq!((code, out.as_str()), (0, "ptce-2013\n"), "{error}");
    let (_, out, _) = run(&["call", "export", "ptce-2013"]);
    assert_eq!(out, std::fs::read_to_string(FILE).unwrap());
    let (code, out, error) = run(&["audit", "verify"]);
    assert!(code == 0 && out.contains("ptce-2013 : intact, 2 actes. Ancre : 2:"), "{out}{error}");
    assert!(out.contains("Sans ancre") && out.contains("la base dit comme le journal"), "{out}");
    let anchor = out.lines().find_map(|line| line.split("Ancre : ").nth(1)).unwrap().to_owned();
    for view in [&["audit", "export", "--out", "j.jsonl"][..], &["audit", "export", "--public", "--out", "j.jsonl"]] {
        assert_eq!(run(view).0, 0);
        let (code, out, error) = run(&["audit", "verify", "--file", "j.jsonl", "--anchor", &anchor]);
        assert!(code == 0 && out.contains("intact, 2 actes") && !out.contains("Sans ancre"), "{out}{error}");
        let (code, out, _) = run(&["audit", "verify", "--file", "j.jsonl"]);
        assert!(code == 0 && out.contains("réécrit en entier"), "a chain alone cannot tell that: {out}");
    }
    let text = std::fs::read_to_string(folder.path().join("j.jsonl")).unwrap();
    std::fs::write(folder.path().join("cut.jsonl"), text.lines().next().unwrap()).unwrap();
    let (code, out, _) = run(&["audit", "verify", "--file", "cut.jsonl", "--anchor", &anchor]);
    assert!(code == 1 && out.contains("ROMPU à l’acte 2") && out.contains("coupée"), "{out}");
    std::fs::write(folder.path().join("forged.jsonl"), text.replacen("call_published", "role_revoked", 1)).unwrap();
    let (code, out, _) = run(&["audit", "verify", "--file", "forged.jsonl"]);
    assert!(code == 1 && out.contains("ROMPU à l’acte 2"), "{out}");
    let (code, _, error) = run(&["call", "import", FILE, "--manager", "nobody@example.org"]);
    assert!(code == 1 && error.contains("laureat user create"), "{error}");
    assert!(run(&["audit", "verify"]).1.contains("2 actes"), "a refused import writes nothing");
}
