//! What the guide of operators says is done as it is written there: its blocks of commands are run.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::support::{Scratch, TestApp};

/// The block of commands of the guide that bears a name.
fn block(name: &str) -> String {
    let guide = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exploiter.md")).unwrap();
    let (_, rest) = guide.split_once(&format!("```sh {name}\n")).unwrap_or_else(|| panic!("no block « {name} »"));
    rest.split_once("```").unwrap().0.to_owned()
}

/// Runs a block as an operator would: the variables that the guide names, the program on the path.
fn run(name: &str, data: &Path, backup: &Path, url: &str) -> String {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_laureat"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let output = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &block(name)])
        .env("PATH", path)
        .env("DATA", data)
        .env("BACKUP", backup)
        .env("DATABASE_URL", url)
        .env("LAUREAT__DATABASE__URL", url)
        .env("LAUREAT__STORAGE__FOLDER", data.join("files"))
        .env_remove("LAUREAT_CONFIG")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{name}: {said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

#[tokio::test]
async fn a_backup_made_by_the_guide_is_restored_by_the_guide() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backup, elsewhere) =
        (folder.path().join("data"), folder.path().join("backup"), folder.path().join("elsewhere"));
    let scratch = Scratch::migrated().await;
    let kind = if scratch.url.starts_with("postgres") { "postgresql" } else { "sqlite" };
    let app = TestApp::with_folder(scratch, &data.join("files")).await;
    app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let dossier = app.filed(owner, "emergence", 1).await;
    let url = app.app.config.database.url.clone();
    if let Some(file) = url.strip_prefix("sqlite://") {
        // The guide's file stands in the folder of data; that of the test, elsewhere.
        std::os::unix::fs::symlink(file, data.join("laureat.db")).unwrap();
    }
    run(&format!("sauvegarde-{kind}"), &data, &backup, &url);
    let mut before = app.sign_in(owner).await;
    let receipt = before.get(&format!("/dossiers/{dossier}/recepisse")).await.ok();
    let files = receipt.attrs("main a[href*='/documents/'], main a[href$='.pdf']", "href");
    assert!(files.len() > 3, "a receipt, the dossier and its pieces: {files:?}");
    let mut originals = Vec::new();
    for file in &files {
        originals.push(before.get(file).await.ok().bytes.to_vec());
    }
    app.finish().await;

    let fresh = Scratch::empty().await;
    let url = if kind == "sqlite" {
        std::fs::create_dir_all(&elsewhere).unwrap();
        format!("sqlite://{}", elsewhere.join("laureat.db").display())
    } else {
        fresh.url.clone()
    };
    let said = run(&format!("restauration-{kind}"), &elsewhere, &backup, &url);
    assert!(said.contains("intact"), "the journal verifies: {said}");
    let restored = TestApp::with_folder(fresh.at(&url), &elsewhere.join("files")).await;
    let mut after = restored.sign_in(owner).await;
    after.get(&format!("/dossiers/{dossier}/recepisse")).await.ok().must_say("2013-0001");
    for (file, original) in files.iter().zip(originals) {
        assert!(after.get(file).await.ok().bytes == original, "{file} is not what it was");
    }
    restored.finish().await;
}
