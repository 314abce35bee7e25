//! What an account may send: sending and removing again and again does not fill the disk, and never keeps anybody from
//! saving and filing.

use axum::http::StatusCode;
use domain::ids::DossierId;
use laureat::{config::Config, features::dossiers::store};
use object_store::{ObjectStoreExt, path::Path};
use sea_orm::{ConnectionTrait, Statement};

use crate::support::{Client, File, PDF, TestApp, TestPage, siret};

/// A PDF of 400 KiB.
fn large() -> Vec<u8> {
    let mut bytes = PDF.to_vec();
    bytes.resize(400 << 10, b' ');
    bytes
}

async fn join(client: &mut Client, id: DossierId) -> TestPage {
    let bytes = large();
    let file = File { field: "file", name: "annexe.pdf", media_type: "application/pdf", bytes: &bytes };
    client.upload(&format!("/dossiers/{id}/documents"), &[("piece", "annexes")], &[file]).await
}

/// Sends and removes until it is refused.
async fn send_and_remove(app: &TestApp, client: &mut Client, id: DossierId) -> TestPage {
    for _ in 0..10 {
        let before = store::list_documents(app.app.db.reader(), id).await.unwrap();
        let page = join(client, id).await;
        if page.status != StatusCode::SEE_OTHER {
            return page;
        }
        let after = store::list_documents(app.app.db.reader(), id).await.unwrap();
        let new = after.into_iter().find(|document| !before.contains(document)).unwrap();
        let path = format!("/dossiers/{id}/documents/{}/retrait", new.id);
        client.post(&path, &[]).await.expect(StatusCode::SEE_OTHER);
        let gone = app.app.files.head(&Path::from(new.storage_key)).await;
        assert!(matches!(gone, Err(object_store::Error::NotFound { .. })), "the bytes of a removed file stay");
    }
    panic!("sending and removing is never refused")
}

/// Saving and filing go on.
async fn save_and_file(app: &TestApp, client: &mut Client, id: DossierId) {
    let path = format!("/dossiers/{id}/etapes/porteur");
    let fields = [("lead_name", "Fil & Retour")];
    client.read_and_post(&path, &path, &fields).await.expect(StatusCode::SEE_OTHER);
    client.post(&format!("/dossiers/{id}/depot"), &[]).await.expect(StatusCode::SEE_OTHER);
    let row = store::load_dossier(app.app.db.reader(), id).await.unwrap();
    assert!(row.submission.is_some());
}

async fn refused(change: impl FnOnce(&mut Config), words: &str) {
    let app = TestApp::with(change).await;
    app.published_call().await;
    let (owner, mut client) = app.person("Nadia Benali").await;
    let id = app.draft(owner, "emergence", 1).await;
    let page = send_and_remove(&app, &mut client, id).await;
    page.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say(words);
    save_and_file(&app, &mut client, id).await;
    app.discard().await;
}

#[tokio::test]
async fn a_dossier_takes_so_many_bytes_removed_ones_included() {
    refused(|config| config.uploads.dossier_mib = 1, "un dossier reçoit 1 Mo de fichiers au plus").await;
}

#[tokio::test]
async fn an_account_sends_so_many_bytes_within_an_hour() {
    refused(|config| config.uploads.hourly_mib = 1, "un compte envoie 1 Mo de fichiers au plus en une heure").await;
}

#[tokio::test]
async fn an_hour_later_the_account_sends_again() {
    let app = TestApp::with(|config| config.uploads.hourly_mib = 1).await;
    app.published_call().await;
    let (owner, mut client) = app.person("Nadia Benali").await;
    let id = app.draft(owner, "emergence", 1).await;
    send_and_remove(&app, &mut client, id).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    app.pass(3_601);
    join(&mut client, id).await.expect(StatusCode::SEE_OTHER);
    app.discard().await;
}

#[tokio::test]
async fn what_was_filed_keeps_its_files_when_they_are_removed_from_the_copy() {
    let app = TestApp::new().await;
    app.published_call().await;
    let (owner, mut client) = app.person("Nadia Benali").await;
    let id = app.filed(owner, "emergence", 1).await;
    client.post(&format!("/dossiers/{id}/reouverture"), &[]).await.expect(StatusCode::SEE_OTHER);
    let document = store::list_documents(app.app.db.reader(), id).await.unwrap().remove(0);
    let path = format!("/dossiers/{id}/documents/{}", document.id);
    client.post(&format!("{path}/retrait"), &[]).await.expect(StatusCode::SEE_OTHER);
    let sent = client.get(&path).await.ok();
    assert_eq!((sent.header("content-length"), sent.body().len()), (&*PDF.len().to_string(), PDF.len()));
    app.discard().await;
}

#[tokio::test]
async fn the_last_room_of_a_disk_is_for_saving_and_filing() {
    let folder = tempfile::TempDir::new().unwrap();
    let place = folder.path().display().to_string();
    let app = TestApp::new().await;
    app.published_call().await;
    let (owner, _) = app.person("Nadia Benali").await;
    let id = app.draft(owner, "emergence", 1).await;
    let (app, mut client) = app
        .again(owner, |config| {
            config.storage.folder = place;
            config.uploads.reserve_mib = u64::MAX;
        })
        .await;
    let page = join(&mut client, id).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("le site n’a plus assez de place pour des fichiers");
    save_and_file(&app, &mut client, id).await;
    app.discard().await;
}

#[tokio::test]
async fn an_account_has_so_many_drafts_on_a_call() {
    let app = TestApp::with(|config| config.drafts.per_call = 2).await;
    app.published_call().await;
    let (_, mut client) = app.person("Nadia Benali").await;
    for n in 1..3 {
        let fields = [("track", "emergence"), ("siret", &siret(n)[..])];
        client.post("/appels/ptce-2013/dossiers", &fields).await.expect(StatusCode::SEE_OTHER);
    }
    let fields = [("track", "emergence"), ("siret", &siret(3)[..])];
    let page = client.post("/appels/ptce-2013/dossiers", &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Vous avez déjà 2 dossiers en cours d’écriture");
    let count = Statement::from_string(app.app.db.reader().get_database_backend(), "SELECT COUNT(*) FROM dossiers");
    let row = app.app.db.reader().query_one_raw(count).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 2);
    app.discard().await;
}
