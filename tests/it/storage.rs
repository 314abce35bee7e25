//! Stored files in a folder and on an S3 server, opened as settings say: whole, in order, and never lost once told.

use axum::http::StatusCode;
use bytes::Bytes;
use domain::{canonical::sha256_hex, permissions::Role};
use laureat::{
    config::Config,
    error::AppError,
    features::{dossiers, reviews},
    files,
};
use object_store::{ObjectStore, ObjectStoreExt, path::Path};
use tempfile::TempDir;

use crate::support::{File, PDF, Process, S3_BUCKET, S3_KEY, S3_SECRET, S3Server, Scratch, TestApp, siret};

async fn s3() -> (S3Server, TestApp) {
    let server = S3Server::start().await;
    let app = TestApp::with(|config| server.settings(&mut config.storage, S3_SECRET)).await;
    (server, app)
}

fn chunks(count: usize) -> Vec<Bytes> {
    (0..count).map(|n| Bytes::from(vec![u8::try_from(n % 251).unwrap(); 1 << 20])).collect()
}

fn stream(chunks: &[Bytes]) -> impl futures::Stream<Item = Result<Bytes, AppError>> + Unpin + use<> {
    futures::stream::iter(chunks.iter().cloned().map(Ok).collect::<Vec<_>>())
}

/// What every store has to do.
async fn does_its_work(store: &dyn ObjectStore) {
    // Twelve mebibytes: several parts on S3.
    let sent = chunks(12);
    let received =
        files::receive(store, "documents/a/b", stream(&sent), 12 << 20).await.unwrap().store().await.unwrap();
    let whole = sent.concat();
    let digest = sha256_hex(&whole);
    assert_eq!((received.size, &received.sha256), (12 << 20, &digest));
    assert_eq!(received.head, vec![0; 8_192]);
    assert_eq!(files::get(store, "documents/a/b").await.unwrap(), whole);
    let part = store.get_range(&Path::from("documents/a/b"), (5 << 20) - 3..(5 << 20) + 3).await.unwrap();
    assert_eq!(part.to_vec(), [4, 4, 4, 5, 5, 5]);

    // One byte too many: nothing is there, under the name or beside it.
    let refused = files::receive(store, "documents/a/large", stream(&sent), (12 << 20) - 1).await;
    assert!(matches!(refused, Err(AppError::TooLarge)));
    assert!(matches!(files::get(store, "documents/a/large").await, Err(AppError::NotFound)));
    let broken = chunks(7).into_iter().map(Ok).chain([Err(AppError::BrokenUpload)]);
    let refused = files::receive(store, "documents/a/broken", futures::stream::iter(broken), 12 << 20).await;
    assert!(matches!(refused, Err(AppError::BrokenUpload)));
    assert!(matches!(files::get(store, "documents/a/broken").await, Err(AppError::NotFound)));

    // No room left while it is sent: nothing is there either.
    let mut asked = 0;
    let room = || {
        asked += 1;
        asked < 3
    };
    let sent_whole = futures::stream::iter(chunks(7).into_iter().map(Ok));
    let stream = files::while_room(sent_whole, room, || AppError::BrokenUpload);
    let refused = files::receive(store, "documents/a/full", stream, 12 << 20).await;
    assert!(matches!(refused, Err(AppError::BrokenUpload)));
    assert!(matches!(files::get(store, "documents/a/full").await, Err(AppError::NotFound)));
    assert_eq!(asked, 3, "asked with each MiB");

    files::put(store, "submissions/x/receipt.pdf", PDF.to_vec()).await.unwrap();
    files::put(store, "submissions/x/receipt.pdf", PDF.to_vec()).await.unwrap();
    assert_eq!(files::get(store, "submissions/x/receipt.pdf").await.unwrap(), PDF);
    for _ in 0..2 {
        files::delete(store, "documents/a/b").await.unwrap();
        assert!(matches!(files::get(store, "documents/a/b").await, Err(AppError::NotFound)));
    }
}

#[tokio::test]
async fn a_folder_does_its_work() {
    let folder = TempDir::new().unwrap();
    let mut config = Config::defaults().unwrap();
    config.storage.folder = folder.path().join("files").display().to_string();
    does_its_work(&*files::open(&config.storage).unwrap()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_s3_server_does_its_work() {
    let server = S3Server::start().await;
    let mut config = Config::defaults().unwrap();
    server.settings(&mut config.storage, S3_SECRET);
    does_its_work(&*files::open(&config.storage).unwrap()).await;
    assert_eq!(server.stored("documents"), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_with_its_pieces_goes_through_s3_to_the_officer() {
    let (server, app) = s3().await;
    let call = app.published_call().await;
    let owner = app.account("Nadia Benali").await;
    let id = app.filed(owner, "emergence", 1).await;
    let row = dossiers::store::load_dossier(app.app.db.reader(), id).await.unwrap();
    let filing = row.submission.unwrap();
    let mut prints = server.stored(&format!("submissions/{filing}"));
    prints.sort();
    assert_eq!(prints, ["dossier.pdf", "receipt.pdf"]);
    let mut applicant = app.sign_in(owner).await;
    let receipt = applicant.get(&format!("/dossiers/{id}/recepisse.pdf")).await.ok();
    assert!(receipt.bytes.starts_with(b"%PDF-"));
    assert_eq!(receipt.header("content-type"), "application/pdf");
    app.set_clock("2013-10-14T09:00:00");
    let (officer, mut client) = app.staff(call, Role::CaseOfficer).await;
    reviews::actions::declare_interests(&laureat::db::Act::now(&app.app, &app.actor(officer).await), call, Vec::new())
        .await
        .unwrap();
    let documents = dossiers::store::list_documents(app.app.db.reader(), id).await.unwrap();
    assert!(!documents.is_empty());
    for document in documents {
        let file = client.get(&format!("/dossiers/{id}/documents/{}", document.id)).await.ok();
        assert_eq!(file.bytes, PDF);
        assert!(file.header("content-disposition").starts_with("attachment"));
    }
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_goes_away_loses_nothing_and_is_told_in_plain_words() {
    let (server, app) = s3().await;
    app.published_call().await;
    let owner = app.account("Nadia Benali").await;
    let id = app.draft(owner, "emergence", 1).await;
    let mut client = app.sign_in(owner).await;
    let joined = dossiers::store::list_documents(app.app.db.reader(), id).await.unwrap();
    let before = server.stored("documents").len();
    assert_eq!(before, joined.len());

    server.is_gone(true);
    // A new file is refused with a page, and the dossier does not hold it.
    let path = format!("/dossiers/{id}/documents");
    let file = File { field: "file", name: "annexe.pdf", media_type: "application/pdf", bytes: PDF };
    let page = client.upload(&path, &[("piece", "annexes")], &[file]).await;
    let page = page.expect(StatusCode::SERVICE_UNAVAILABLE).must_say("Les fichiers ne sont pas accessibles");
    let page = page.must_say("tout ce qui était déjà enregistré, joint ou déposé l’est toujours");
    assert!(page.says(page.header("x-request-id")) && !page.says("127.0.0.1") && !page.says("S3"), "{}", page.body());
    let shown = client.get(&format!("{path}/{}", joined[0].id)).await;
    shown.expect(StatusCode::SERVICE_UNAVAILABLE).must_say("Les fichiers ne sont pas accessibles");
    assert_eq!(dossiers::store::list_documents(app.app.db.reader(), id).await.unwrap().len(), joined.len());

    // Filing needs no file: it is accepted, and its receipt is made once the store is back.
    let page = client.post_and_follow(&format!("/dossiers/{id}/depot"), &[]).await.ok();
    assert!(page.says("2013-0001"), "{}", page.text("main"));
    assert_eq!(app.run_jobs().await, 1);
    assert!(app.mails().is_empty());
    let (_, mut operator) = app.operator().await;
    let jobs = operator.get("/plateforme/taches?liste=en-attente").await.ok();
    jobs.must_say("Récépissé d’un dépôt").must_say("Les fichiers ne sont pas accessibles");

    server.is_gone(false);
    let again = client.upload(&path, &[], &[]).await;
    assert!(!again.status.is_server_error());
    assert_eq!(client.get(&format!("{path}/{}", joined[0].id)).await.ok().bytes, PDF);
    app.set_clock("2013-08-01T10:02:00");
    assert_eq!(app.run_jobs().await, 2, "the receipt, then its mail");
    assert_eq!(app.mails().len(), 1);
    assert_eq!(server.stored("documents").len(), before);
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_keys_are_told_in_plain_words_too() {
    let server = S3Server::start().await;
    let app = TestApp::with(|config| server.settings(&mut config.storage, "another secret")).await;
    app.published_call().await;
    let (owner, mut client) = app.person("Nadia Benali").await;
    let (actor, at) = (app.actor(owner).await, app.app.now());
    let start = dossiers::actions::start_dossier(
        &laureat::db::Act::new(&app.app, &actor, at),
        app.call_id("ptce-2013").await,
        "emergence",
        &siret(10),
    )
    .await;
    let id = start.unwrap();
    let file = File { field: "file", name: "statuts.pdf", media_type: "application/pdf", bytes: PDF };
    let page = client.upload(&format!("/dossiers/{id}/documents"), &[("piece", "statuts")], &[file]).await;
    let page = page.expect(StatusCode::SERVICE_UNAVAILABLE).must_say("Les fichiers ne sont pas accessibles");
    assert!(!page.says("another secret") && !page.says(S3_KEY) && !page.says("Signature"), "{}", page.body());
    assert!(dossiers::store::list_documents(app.app.db.reader(), id).await.unwrap().is_empty());
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_itself_reads_the_settings_of_s3_from_its_environment() {
    let (server, scratch) = (S3Server::start().await, Scratch::migrated().await);
    let secret = TempDir::new().unwrap();
    let file = secret.path().join("s3").display().to_string();
    for (content, said) in [(S3_SECRET, "\"state\": \"ok\""), ("another secret of S3", "\"state\": \"failed\"")] {
        std::fs::write(&file, format!("{content}\n")).unwrap();
        let settings = [
            ("LAUREAT__STORAGE__BUCKET", S3_BUCKET),
            ("LAUREAT__STORAGE__ENDPOINT", server.endpoint.as_str()),
            ("LAUREAT__STORAGE__ACCESS_KEY_ID", S3_KEY),
            ("LAUREAT__STORAGE__SECRET_ACCESS_KEY_FILE", file.as_str()),
        ];
        let report = Process::output(&["doctor", "--json"], &scratch.url, &settings).await.1;
        let storage = report.split("\"check\": \"storage\"").nth(1).unwrap();
        assert!(storage.split('}').next().unwrap().contains(said), "{report}");
        assert!(!report.contains(content), "a secret is shown: {report}");
    }
    scratch.remove().await;
}
