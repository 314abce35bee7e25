//! Pages of staff that the journey does not meet: failed jobs, and what two officers decide at once.

use axum::http::StatusCode;
use domain::{permissions::Role, text::Email};
use laureat::{
    db::{Actor, entities::user},
    features::{accounts, reviews::actions::declare_interests},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    browser::Browser,
    server::Server,
    support::{PASSWORD, give_up_all},
};

async fn sign_in(browser: &mut Browser, email: &str) {
    browser.visit("/connexion").await;
    browser.fill("#email", email).await;
    browser.fill("#password", PASSWORD).await;
    browser.click("main form button").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_has_failed_mails_tried_again() {
    let server = Server::start().await;
    let app = &server.app.app;
    server.app.account("Nadia Benali").await;
    for _ in 0..2 {
        let email = Email::parse("nadia.benali@example.org").unwrap();
        accounts::actions::ask_reset(&laureat::db::Act::now(app, &Actor::Visitor), &email).await.unwrap();
    }
    give_up_all(app).await;
    let operator = server.app.account("Olga Martin").await;
    let promoted = user::ActiveModel { id: Set(operator.uuid()), operator: Set(true), ..Default::default() };
    promoted.update(app.db.unguarded()).await.unwrap();
    let email = server.app.with_password(operator).await;
    let mut browser = Browser::open(&server.base, "failed-jobs").await;
    sign_in(&mut browser, &email).await;
    browser.visit("/plateforme/taches").await;
    browser.must_say("refusé définitivement").await;
    browser.click("main form[action='/plateforme/taches/relance'] button").await;
    browser.must_say("C’est relancé").await;
    server.app.run_jobs().await;
    browser.close().await;
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_who_comes_second_sees_both_decisions() {
    const PATH: &str = "/appels/ptce-2013/recevabilite/2013-0001";
    let server = Server::start().await;
    let call = server.app.published_call().await;
    let owner = server.app.account("Hélène Vasseur").await;
    server.app.filed(owner, "emergence", 1).await;
    server.app.set_clock("2013-10-14T09:00:00");
    let (one, mut faster) = server.app.staff(call, Role::CaseOfficer).await;
    let (other, _) = server.app.staff(call, Role::CaseOfficer).await;
    for officer in [one, other] {
        declare_interests(&laureat::db::Act::now(&server.app.app, &server.app.actor(officer).await), call, Vec::new())
            .await
            .unwrap();
    }
    let email = server.app.with_password(other).await;
    let mut browser = Browser::open(&server.base, "two-officers").await;
    sign_in(&mut browser, &email).await;
    browser.visit(PATH).await;
    browser.tick("input[name=decision-ADM-4][value=confirmed]").await;
    browser.fill("textarea[name=motive-ADM-4]", "Vu aux statuts.").await;
    let theirs = [("decision-ADM-4", "overridden"), ("motive-ADM-4", "Objet hors du champ.")];
    let sent = faster.read_and_post(PATH, &format!("{PATH}/constats"), &theirs).await;
    sent.expect(StatusCode::SEE_OTHER);
    browser.click("form[action$='/constats'] .app-actions button").await;
    browser.must_say("Objet hors du champ.").await;
    browser.must_say_in_field("textarea[name=motive-ADM-4]", "Vu aux statuts.").await;
    browser.close().await;
    server.stop().await;
}
