//! The words of failures, mails and empty places, put together in files that a reader can go through:
//! `tests/it/snapshots/it__wording__….snap`. What happened, what was kept, what to do.

use std::time::Duration;

use axum::{Router, http::StatusCode, middleware, response::Response, routing::get};
use domain::{
    committee::{Line, Outcome, Seat},
    permissions::Role,
    text::{Email, PersonName},
};
use laureat::{
    db::Actor,
    error::{AppError, AppResult},
    features::{accounts, committee, results},
    i18n::{self, Lang},
    web::{Path, failure, visit},
};
use sea_orm::ConnectionTrait;

use crate::support::{PASSWORD, TestApp, TestPage, fluent::messages};

/// Each way to fail; the last two never answer by themselves.
async fn fail(Path(kind): Path<String>) -> AppResult<Response> {
    Err(match kind.as_str() {
        "400" => AppError::Unreadable,
        "401" => AppError::SignInRequired,
        "403" => AppError::Forbidden,
        "403-stale" => AppError::StaleForm,
        "404" => AppError::NotFound,
        "408" => {
            tokio::time::sleep(Duration::from_secs(600)).await;
            AppError::NotFound
        }
        "409" => AppError::AccountClosed,
        "413" => AppError::TooLarge,
        "410" => AppError::LinkOver,
        "429" => AppError::TooMany,
        "500" => AppError::internal("secret cause"),
        "503" => sea_orm::DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::Timeout).into(),
        "503-unconfirmed" => {
            laureat::db::write::NotConfirmed(sea_orm::DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::Timeout)).into()
        }
        "500-panic" => panic!("secret panic"),
        other => panic!("no failure {other}"),
    })
}

fn words(page: &TestPage) -> String {
    page.texts("main h1, main p, main .app-actions a").join("\n  ")
}

#[tokio::test]
async fn the_words_of_failures() {
    let app = TestApp::new().await;
    let router = Router::new().route("/failures/{kind}", get(fail));
    let router = failure::guard(router, Duration::from_millis(300));
    let router =
        router.layer(middleware::from_fn_with_state((app.app.clone(), laureat::features::navigation()), visit::load));
    let mut shown = String::new();
    let kinds = [
        "400",
        "401",
        "403",
        "403-stale",
        "404",
        "405",
        "408",
        "409",
        "410",
        "413",
        "429",
        "500",
        "500-panic",
        "503",
        "503-unconfirmed",
    ];
    for kind in kinds {
        for lang in ["fr", "en"] {
            let mut client = app.client_of(router.clone());
            client.set_cookie(
                if app.app.config.http.secure_cookies { "__Host-laureat-lang" } else { "laureat-lang" },
                lang,
            );
            let path = format!("/failures/{kind}");
            let page = match kind {
                "405" => client.raw(axum::http::Method::POST, &path, "text/plain", "").await,
                _ => client.get(&path).await,
            };
            assert_eq!(page.status.as_str(), &kind[..3], "{kind}");
            assert!(page.is_html() && !page.body().contains("secret"), "{kind}: {}", page.body());
            shown.push_str(&format!("{kind} {lang}\n  {}\n\n", words(&page)));
        }
    }
    let mut client = app.client();
    app.app.db.clone().close().await.unwrap();
    let session = if app.app.config.http.secure_cookies { "__Host-laureat" } else { "laureat" };
    client.set_cookie(session, &"0".repeat(64));
    let page = client.get("/").await.expect(StatusCode::SERVICE_UNAVAILABLE);
    shown.push_str(&format!("503\n{}\n", page.body()));
    insta::assert_snapshot!("failures", shown);
    app.abandon().await;
}

/// Hides what chance makes: links, digests, identifiers.
fn masked(text: &str) -> String {
    let mask = |word: &str| {
        let hex = |part: &str| part.len() >= 32 && part.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        let parts: Vec<&str> = word.split('/').collect();
        let part =
            |part: &&str| part.split(':').map(|end| if hex(end) { "…" } else { end }).collect::<Vec<_>>().join(":");
        parts.iter().map(part).collect::<Vec<_>>().join("/")
    };
    let line = |line: &str| line.split(' ').map(mask).collect::<Vec<_>>().join(" ");
    text.lines().map(line).map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// An account, then every mail that it is sent from signing up to the decision.
async fn mails_of(lang: &str) -> String {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (visitor, email) = (Actor::Visitor, Email::parse("nadia.benali@example.org").unwrap());
    let applicant = |password: &str| {
        let name = PersonName::parse("Nadia Benali").unwrap();
        let new = accounts::actions::NewAccount::applicant(email.clone(), name, Some(password.to_owned()));
        accounts::actions::NewAccount { lang: Lang::parse(lang).unwrap(), ..new }
    };
    accounts::actions::sign_up(&laureat::db::Act::now(&app.app, &visitor), applicant(PASSWORD)).await.unwrap();
    let confirmed = "UPDATE users SET email_confirmed_at = 1";
    app.app.db.unguarded().execute_unprepared(confirmed).await.unwrap();
    accounts::actions::sign_up(&laureat::db::Act::now(&app.app, &visitor), applicant(PASSWORD)).await.unwrap();
    accounts::actions::ask_reset(&laureat::db::Act::now(&app.app, &visitor), &email).await.unwrap();
    let owner = app.known("nadia.benali@example.org").await;
    for (address, name, role) in [
        ("nadia.benali@example.org", "Nadia Benali", Role::CommitteeMember),
        ("new.person@example.org", "Claude Roux", Role::CaseOfficer),
    ] {
        let (email, name) = (Email::parse(address).unwrap(), PersonName::parse(name).unwrap());
        laureat::features::calls::actions::invite(
            &laureat::db::Act::now(&app.app, &Actor::CommandLine),
            call,
            email,
            name,
            None,
            role,
        )
        .await
        .unwrap();
    }
    app.run_jobs().await;

    let mut dossiers = Vec::new();
    for n in 1..=4 {
        dossiers.push(app.filed(owner, "emergence", n).await);
    }
    app.make_admissible(call, &dossiers).await;
    app.review_all(call, &dossiers.iter().copied().zip([9, 8, 7, 3]).collect::<Vec<_>>()).await;
    let mut actors = Vec::new();
    for role in [Role::CallManager, Role::Chair, Role::Secretary, Role::DecidingAuthority] {
        let (person, _) = app.declared(call, role).await;
        actors.push(app.actor(person).await);
    }
    let [manager, chair, secretary, authority] = &actors[..] else { panic!("four people") };
    let state = &app.app;
    committee::actions::freeze_ranking(&laureat::db::Act::now(state, manager), call).await.unwrap();
    committee::actions::propose(&laureat::db::Act::now(state, chair), call, None).await.unwrap();
    let line = |dossier, outcome, reserve_rank| Line {
        dossier,
        outcome,
        amount: None,
        reserve_rank,
        motive: "Le lot 3 ne relève pas de l’appel.".to_owned(),
    };
    for line in [line(dossiers[1], Outcome::Reserve, Some(1)), line(dossiers[2], Outcome::Redirected, None)] {
        committee::actions::edit_line(&laureat::db::Act::now(state, chair), call, line, None).await.unwrap();
    }
    committee::actions::adopt(&laureat::db::Act::now(state, chair), call, Seat::Chair, None).await.unwrap();
    committee::actions::adopt(&laureat::db::Act::now(state, secretary), call, Seat::Secretary, None).await.unwrap();
    committee::actions::sign(&laureat::db::Act::now(state, authority), call, None).await.unwrap();
    results::actions::publish(&laureat::db::Act::now(state, manager), call).await.unwrap();
    app.run_jobs().await;
    let mut mails = app.mails();
    // Receipts differ by their numbers only: one is enough.
    mails.dedup_by_key(|mail| mail.lines().nth(1).unwrap_or_default().replace(|c: char| c.is_ascii_digit(), ""));
    app.finish().await;
    for mail in &mails {
        assert!(!mail.contains('⟦') && !mail.contains("{$"), "words are missing in:\n{mail}");
    }
    mails.iter().map(|mail| masked(mail)).collect::<Vec<_>>().join("\n\n========\n\n")
}

#[tokio::test]
async fn the_words_of_mails_in_french() {
    insta::assert_snapshot!("mails_fr", mails_of("fr").await);
}

#[tokio::test]
async fn the_words_of_mails_in_english() {
    insta::assert_snapshot!("mails_en", mails_of("en").await);
}

/// What a list says when there is nothing on it: by their keys, which say so.
#[test]
fn the_words_of_empty_places() {
    let mut shown = String::new();
    for (key, needs) in messages("fr") {
        let empty = ["-empty", "-none", "-not-yet", "-no-row", "-early"].iter().any(|part| key.contains(part));
        if empty && !key.contains("error") && key.contains('-') {
            let args: Vec<_> = needs.variables.into_iter().map(|name| (&*name.leak(), "…".into())).collect();
            let [french, english] = [Lang::Fr, Lang::En].map(|lang| i18n::text(lang, &key, &args));
            shown.push_str(&format!("{key}\n  {french}\n  {english}\n\n"));
        }
    }
    assert!(!shown.contains('⟦'), "{shown}");
    insta::assert_snapshot!("empty_places", shown);
}
