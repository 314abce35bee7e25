//! A question that an answer calls for appears as soon as that answer is saved, and goes with it; what was typed stays.

use crate::{browser::Browser, server::Server, support::PASSWORD};

const YES: &str = "[name=already_funded][value=oui]";
const NO: &str = "[name=already_funded][value=non]";
const YEAR: &str = "#already_funded_year";

#[tokio::test(flavor = "multi_thread")]
async fn a_question_comes_and_goes_with_the_answer_that_calls_for_it() {
    let server = Server::start().await;
    server.app.published_call().await;
    let owner = server.app.account("Nadia Benali").await;
    let email = server.app.with_password(owner).await;
    let dossier = server.app.draft(owner, "emergence", 1).await;
    let mut browser = Browser::open(&server.base, "conditions").await;
    browser.visit("/connexion").await;
    browser.fill("#email", &email).await;
    browser.fill("#password", PASSWORD).await;
    browser.click("main form button").await;
    browser.visit(&format!("/dossiers/{dossier}/etapes/porteur")).await;
    assert!(!browser.has(YEAR).await, "nobody is asked for the year of a grant that they did not have");
    browser.tick(YES).await;
    browser.until(YEAR, true).await;
    browser.fill(YEAR, "2012").await;
    browser.tick(NO).await;
    browser.until(YEAR, false).await;
    browser.tick(YES).await;
    browser.until(YEAR, true).await;
    browser.must_say_in_field(YEAR, "2012").await;
    browser.click("main form .app-actions button[value=stay]").await;
    browser.must_say_in_field(YEAR, "2012").await;
    browser.close().await;
    server.stop().await;
}
