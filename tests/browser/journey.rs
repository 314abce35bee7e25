//! From signing up to the published list of laureates.

use crate::{browser::Browser, server::Server};

#[tokio::test(flavor = "multi_thread")]
async fn from_signing_up_to_the_list_of_laureates() {
    let server = Server::start().await;
    server.app.published_call().await;
    let mut browser = Browser::open(&server.base, "journey").await;
    browser.visit("/healthz").await;
    browser.close().await;
    server.stop().await;
}
