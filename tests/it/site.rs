//! Pages that belong to no room.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    permissions::Role,
    text::{Email, PersonName},
};
use laureat::{
    db::Actor,
    features::accounts::actions::{self, NewAccount},
};

use crate::support::TestApp;

#[tokio::test]
async fn pages_of_information_are_there_in_both_languages() {
    let app = TestApp::with(|config| config.site.publisher = Some("Organisme d’essai".into())).await;
    let mut client = app.client();
    for _ in 0..2 {
        for path in ["/accessibilite", "/donnees-personnelles", "/mentions-legales", "/aide", "/code-source"] {
            let page = client.get(path).await.ok();
            assert!(page.count("h2") >= 3, "{path}");
            assert!(!page.says("⟦"), "{path}");
        }
        client.post("/langue", &[("lang", "en"), ("back", "/aide")]).await.expect(StatusCode::SEE_OTHER);
    }
    client.get("/mentions-legales").await.ok().must_say("Organisme d’essai").must_say("Legal notice");
    app.finish().await;
}

#[tokio::test]
async fn the_choice_of_a_language_leads_nowhere_else() {
    let app = TestApp::new().await;
    let mut client = app.client();
    client.get("/aide").await.ok();
    for back in ["https://x.example", "//x.example", "/\\x.example"] {
        let answer = client.post("/langue", &[("lang", "en"), ("back", back)]).await;
        assert_eq!(answer.location(), "/");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_refused_form_leads_back_to_the_page_that_held_it() {
    let app = TestApp::new().await;
    let (_, mut client) = app.person("Nadia Benali").await;
    let own = format!("{}/compte", app.app.config.http.base_url);
    for (referer, back) in [
        (own.as_str(), "/compte"),
        ("https://elsewhere.example/compte", "/"),
        (&own.replace("/compte", ".example/compte"), "/"),
        ("", "/"),
    ] {
        let body = serde_html_form::to_string([("csrf", client.csrf().await), ("name", String::new())]).unwrap();
        let request = Request::post("/compte/identite")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::REFERER, referer);
        let page = client.send(request.body(Body::from(body)).unwrap()).await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.attr("input[name=back]", "value"), back, "from « {referer} »");
    }
    app.finish().await;
}

#[tokio::test]
async fn an_unknown_address_has_a_page_with_a_reference() {
    let app = TestApp::new().await;
    let page = app.client().get("/nulle-part").await.expect(StatusCode::NOT_FOUND);
    assert_eq!(page.text("h1"), "Cette page n’existe pas");
    assert!(page.has(".app-mono"));
    app.finish().await;
}

#[tokio::test]
async fn the_demonstration_shows_the_mail_that_it_sent() {
    let app = TestApp::with(|config| config.demo.enabled = true).await;
    let new = NewAccount::applicant(
        Email::parse("nadia@pole.example").unwrap(),
        PersonName::parse("Nadia Berthier").unwrap(),
        Some("girafe lampe tambour nuage".into()),
    );
    actions::sign_up(&laureat::db::Act::now(&app.app, &Actor::Visitor), new).await.unwrap();
    app.run_jobs().await;
    let mut client = app.client();
    let list = client.get("/demo/courriers").await.ok().must_say("Confirmez votre adresse");
    let path = list.attrs("main a", "href").into_iter().find(|href| href.starts_with("/demo/courriers/")).unwrap();
    let mail = client.get(&path).await.ok().must_say("nadia@pole.example");
    let link = mail.attrs("main a", "href").into_iter().find(|href| href.starts_with("/confirmation/")).unwrap();
    client.get(&link).await.ok().must_say("Confirmer votre adresse");
    app.finish().await;
}

#[tokio::test]
async fn sent_mail_is_shown_in_the_demonstration_only() {
    let app = TestApp::new().await;
    app.client().get("/demo/courriers").await.expect(StatusCode::NOT_FOUND);
    app.finish().await;
}

#[tokio::test]
async fn what_awaits_a_person_is_told_for_each_of_their_roles_in_the_order_of_the_work() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Nadia Benali").await;
    let filed = [app.filed(owner, "emergence", 1).await, app.filed(owner, "emergence", 2).await];
    let everything = app.account("Camille Faure").await;
    for (role, _) in Role::ON_CALL {
        let act = laureat::db::Act::now(&app.app, &Actor::CommandLine);
        laureat::features::calls::actions::grant(&act, call, everything, role).await.unwrap();
    }
    let told = async || {
        let page = app.sign_in(everything).await.get("/travail").await.ok();
        let tasks = page.texts("main .govuk-task-list__link").into_iter();
        tasks.zip(page.texts("main .govuk-task-list__status")).collect::<Vec<_>>()
    };
    let all = |statuses: [&str; 7]| {
        let tasks = [
            "Conduire l’appel",
            "Examiner la recevabilité des dossiers",
            "Évaluer les dossiers qui vous sont confiés",
            "Présider le comité",
            "Tenir le secrétariat du comité",
            "Siéger au comité",
            "Signer la décision",
        ];
        tasks.into_iter().zip(statuses).map(|(task, status)| (task.into(), status.into())).collect::<Vec<_>>()
    };
    assert_eq!(told().await, all(["Dépôt en cours"; 7]));
    app.set_clock("2013-10-12T10:00:00");
    let unranked = "Classement pas encore arrêté";
    let waiting = "2 dossiers à examiner";
    assert_eq!(told().await, all(["En cours", waiting, "Rien à remettre", unranked, unranked, unranked, unranked]));
    app.make_admissible(call, &filed).await;
    assert_eq!(told().await[1].1, "Tout est examiné");
    app.finish().await;
}
