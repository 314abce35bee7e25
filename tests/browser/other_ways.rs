//! The same site for people without a mouse, and for browsers without script.

use thirtyfour::prelude::*;

use crate::{
    browser::Browser,
    server::Server,
    support::{PASSWORD, PDF, siret},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_is_started_with_the_keyboard_alone() {
    let server = Server::start().await;
    server.app.published_call().await;
    let email = server.app.with_password(server.app.account("Nadia Benali").await).await;
    let mut browser = Browser::open(&server.base, "keyboard").await;
    browser.visit("/connexion").await;
    browser.tab_to("a[href='#contenu']").await;
    browser.key(Key::Enter).await;
    browser.tab_to("#email").await;
    browser.type_there(&email).await;
    browser.tab_to("#password").await;
    browser.type_there(PASSWORD).await;
    browser.enter().await;
    browser.visit("/appels/ptce-2013").await;
    browser.tab_to("main a[href$='/dossiers/nouveau']").await;
    browser.enter().await;
    browser.tab_to("input[name=track]").await;
    browser.key(Key::Space).await;
    browser.tab_to("#siret").await;
    browser.type_there(&siret(10)).await;
    browser.enter().await;
    assert!(browser.path().await.starts_with("/dossiers/"), "{}", browser.path().await);
    browser.tab_to("main a[href*='/etapes/']").await;
    browser.enter().await;
    browser.tab_to("#lead_name").await;
    browser.type_there("Association d’essai").await;
    browser.tab_to("main form .app-actions button").await;
    browser.enter().await;
    browser.close().await;
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_is_filed_without_script() {
    let server = Server::start().await;
    server.app.published_call().await;
    let owner = server.app.account("Nadia Benali").await;
    let email = server.app.with_password(owner).await;
    let dossier = server.app.draft(owner, "emergence", 1).await;
    let folder = tempfile::TempDir::new().unwrap();
    let paper = folder.path().join("annexe.pdf");
    std::fs::write(&paper, PDF).unwrap();
    let mut browser = Browser::open(&server.base, "no-script").await;
    browser.without_script().await;
    browser.visit("/connexion").await;
    browser.fill("#email", &email).await;
    browser.fill("#password", PASSWORD).await;
    browser.click("main form button").await;
    browser.visit(&format!("/dossiers/{dossier}/etapes/porteur")).await;
    browser.fill("#lead_name", "Association renommée").await;
    browser.click("main form .app-actions button[value=stay]").await;
    browser.must_say_in_field("#lead_name", "Association renommée").await;
    browser.visit(&format!("/dossiers/{dossier}/documents")).await;
    browser.attach("input[type=file]", &paper).await;
    browser.click("form[enctype='multipart/form-data'] button").await;
    browser.must_say("annexe.pdf").await;
    browser.visit(&format!("/dossiers/{dossier}/verification")).await;
    browser.click("form[action$='/depot'] button").await;
    browser.must_say("2013-0001").await;
    server.app.run_jobs().await;
    browser.close().await;
    server.stop().await;
}
