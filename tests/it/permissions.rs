//! Every route, asked by everybody: the answer is what the table of permissions says.

use axum::http::{Method, StatusCode};
use domain::{
    links::LinkPurpose,
    permissions::{Action, Decision, Role, decide},
};
use laureat::{
    db::{Act, Actor, links, links::About},
    error::AppError,
    features::reviews,
    routes::{self, Route, Scope},
};

use crate::support::{Client, Example, TestApp, TestPage};

/// Roles that people can hold; the worker and the command line ask for no page, and a link has tests of its own.
fn people() -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| !matches!(role, Role::LinkHolder | Role::Worker | Role::CommandLine)).collect()
}

/// The roles that count where a route stands.
fn roles_there(role: Role, scope: Scope) -> Vec<Role> {
    match role {
        Role::Visitor => vec![Role::Visitor],
        Role::Account => vec![Role::Account],
        Role::Operator => vec![Role::Account, Role::Operator],
        Role::Owner if scope == Scope::Dossier => vec![Role::Account, Role::Owner],
        Role::Owner => vec![Role::Account],
        on_call if scope == Scope::Platform => {
            assert!(on_call.name_on_call().is_some());
            vec![Role::Account]
        }
        on_call => vec![Role::Account, on_call],
    }
}

/// Asks with an empty form: a form that lacks its fields is refused after the person, or not at all.
async fn ask(client: &mut Client, route: &Route, path: &str) -> TestPage {
    if route.method == Method::GET {
        return client.get(path).await;
    }
    let page = client.post(path, &[]).await;
    // A route with files reads no other form.
    if page.status == StatusCode::BAD_REQUEST { client.upload(path, &[], &[]).await } else { page }
}

fn expected(decision: Decision) -> Option<StatusCode> {
    match decision {
        Decision::Allowed => None,
        Decision::Forbidden => Some(StatusCode::FORBIDDEN),
        Decision::Hidden => Some(StatusCode::NOT_FOUND),
        Decision::SignInRequired => Some(StatusCode::UNAUTHORIZED),
    }
}

/// Whether a person who has the right may still be told that the thing is not there, in the example.
fn may_be_missing(route: &Route) -> bool {
    // What is public with the results, which the example does not have yet.
    route.path.ends_with("/journal-public.jsonl")
}

async fn check(example: &Example, client: &mut Client, role: Role, route: &Route) -> Option<String> {
    let path = example.path(route.path);
    let page = ask(client, route, &path).await;
    let decision = decide(&roles_there(role, route.scope), route.action);
    let refusals = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
    let right = match expected(decision) {
        // Whatever they are elsewhere: here counts the link, and the example has none.
        _ if route.scope == Scope::Link => page.status == StatusCode::GONE,
        Some(status) => page.status == status,
        None if may_be_missing(route) => page.status != StatusCode::UNAUTHORIZED,
        None => !refusals.contains(&page.status) && !page.status.is_server_error(),
    };
    let words = || if page.is_html() { page.texts("h1").join(" ") } else { page.body() };
    (!right).then(|| {
        format!(
            "{role:?}: {} {path} ({:?}): {decision:?}, but {} « {} »",
            route.method,
            route.action,
            page.status,
            words()
        )
    })
}

async fn ask_everything(role: Role, method: Method) -> Vec<String> {
    let app = TestApp::with(|config| config.demo.enabled = true).await;
    let example = app.example().await;
    let user = app.somebody(&example, role).await;
    let mut wrong = Vec::new();
    for route in routes::all().iter().filter(|route| route.method == method) {
        // A session of its own: some routes end it.
        let mut client = app.browser_of(user).await;
        wrong.extend(check(&example, &mut client, role, route).await);
    }
    app.discard().await;
    wrong
}

#[tokio::test]
async fn every_page_answers_everybody_as_the_table_says() {
    let mut wrong = Vec::new();
    for role in people() {
        wrong.extend(ask_everything(role, Method::GET).await);
    }
    assert!(wrong.is_empty(), "{} answers are not what the table says:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn every_form_answers_everybody_as_the_table_says() {
    let mut wrong = Vec::new();
    for role in people() {
        // Each role finds the example as it was made.
        wrong.extend(ask_everything(role, Method::POST).await);
    }
    assert!(wrong.is_empty(), "{} answers are not what the table says:\n{}", wrong.len(), wrong.join("\n"));
}

async fn issue(app: &TestApp, purpose: LinkPurpose, about: About, token: &str) {
    let act = Act::now(&app.app, &Actor::CommandLine);
    let tx = act.on_platform(Action::ManageAccounts).await.unwrap();
    links::issue(&tx, purpose, about, token).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_personal_link_opens_what_it_is_for_and_nothing_else() {
    let app = TestApp::new().await;
    let example = app.example().await;
    let user = app.account("Louis Garnier").await;
    let on_links: Vec<Route> = routes::all().into_iter().filter(|route| route.scope == Scope::Link).collect();
    for purpose in LinkPurpose::ALL {
        let token = format!("token-{}", purpose.as_str());
        issue(&app, purpose, About::Account(user), &token).await;
        assert_eq!(on_links.iter().filter(|route| route.action == purpose.action()).count(), 2, "{purpose:?}");
        for route in &on_links {
            let page = ask(&mut app.client(), route, &Example::filled(route.path, &token)).await;
            let (own, is_form) = (route.action == purpose.action(), route.method == Method::POST);
            let expected = match (own, is_form) {
                (false, _) => StatusCode::NOT_FOUND,
                (true, false) => StatusCode::OK,
                // A password is missing.
                (true, true) => StatusCode::UNPROCESSABLE_ENTITY,
            };
            assert_eq!(page.status, expected, "{purpose:?}: {} {}", route.method, route.path);
        }
        // About a call or a dossier it opens no account.
        for about in [About::Call(example.call), About::Dossier(example.dossier)] {
            let token = format!("other-{}-{about:?}", purpose.as_str()).replace(['(', ')'], "-");
            issue(&app, purpose, about, &token).await;
            for route in &on_links {
                let page = ask(&mut app.client(), route, &Example::filled(route.path, &token)).await;
                assert!(page.status == StatusCode::NOT_FOUND || route.method == Method::POST, "{}", page.status);
                assert!(page.status.is_client_error(), "{}", page.status);
            }
        }
    }
    // Its holder is nobody on every other route, and may do nothing else by hand either.
    let held = links::open(app.app.db.reader(), "token-reset", app.app.now()).await.unwrap();
    let act = Act::now(&app.app, &Actor::Link(held));
    for action in Action::ALL.iter().filter(|action| **action != Action::ChoosePassword) {
        assert!(act.on_platform(*action).await.is_err(), "{action:?}");
        assert!(act.on_call(example.call, *action).await.is_err(), "{action:?}");
        assert!(act.on_dossier(example.dossier, *action).await.is_err(), "{action:?}");
    }
    app.discard().await;
}

#[tokio::test]
async fn a_personal_link_ends_when_it_is_used_up_revoked_replaced_or_late() {
    let app = TestApp::new().await;
    let user = app.account("Louis Garnier").await;
    let about = About::Account(user);
    let opens = async |token: &str| links::open(app.app.db.reader(), token, app.app.now()).await;
    issue(&app, LinkPurpose::Reset, about, "first").await;
    let held = opens("first").await.unwrap();
    issue(&app, LinkPurpose::Reset, about, "second").await;
    assert!(matches!(opens("first").await, Err(AppError::LinkOver)), "a later link replaces it");
    let spend = async |held: links::HeldLink| {
        let tx = Act::now(&app.app, &Actor::Link(held)).on_platform(Action::ChoosePassword).await.unwrap();
        links::spend(&tx).await?;
        tx.commit().await.map_err(AppError::from)
    };
    assert!(matches!(spend(held).await, Err(AppError::LinkOver)), "whoever opened it before comes too late");
    let held = opens("second").await.unwrap();
    spend(held.clone()).await.unwrap();
    assert!(matches!(spend(held).await, Err(AppError::LinkOver)), "one act, once");
    assert!(matches!(opens("second").await, Err(AppError::LinkOver)));
    issue(&app, LinkPurpose::Invitation, about, "third").await;
    let act = Act::now(&app.app, &Actor::CommandLine);
    let tx = act.on_platform(Action::ManageAccounts).await.unwrap();
    links::revoke(&tx, LinkPurpose::Invitation, about).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(opens("third").await, Err(AppError::LinkOver)), "revoked");
    issue(&app, LinkPurpose::Confirm, about, "fourth").await;
    app.pass(LinkPurpose::Confirm.seconds() - 1);
    assert!(opens("fourth").await.is_ok());
    app.pass(1);
    assert!(matches!(opens("fourth").await, Err(AppError::LinkOver)), "late");
    app.discard().await;
}

#[tokio::test]
async fn an_unpublished_call_is_hidden_from_those_who_do_not_run_it() {
    let app = TestApp::new().await;
    let call = app.import(crate::support::PTCE_2013).await;
    let (_, mut stranger) = app.person("Louis Garnier").await;
    stranger.get("/appels/ptce-2013").await.expect(StatusCode::NOT_FOUND);
    app.client().get("/appels/ptce-2013").await.expect(StatusCode::NOT_FOUND);
    let (_, mut manager) = app.staff(call, Role::CallManager).await;
    manager.get("/appels/ptce-2013/tableau-de-bord").await.ok();
    app.finish().await;
}

#[tokio::test]
async fn a_role_on_one_call_is_none_on_another() {
    let app = TestApp::new().await;
    let example = app.example().await;
    let other =
        domain::call_file::reschedule(crate::support::PTCE_2013, "autre", "Un autre appel", "2014", 365).unwrap();
    let other = app.import(&other).await;
    for role in [Role::CallManager, Role::CaseOfficer, Role::Reviewer, Role::Chair] {
        let (_, mut client) = app.staff(other, role).await;
        for route in routes::all()
            .iter()
            .filter(|route| !matches!(route.scope, Scope::Platform | Scope::Link) && route.method == Method::GET)
        {
            let page = client.get(&example.path(route.path)).await;
            let public = decide(&[Role::Account], route.action) == Decision::Allowed;
            assert!(
                public || page.status == StatusCode::NOT_FOUND,
                "{role:?} elsewhere: {}: {}",
                page.path,
                page.status
            );
        }
    }
    app.discard().await;
}

#[tokio::test]
async fn a_document_is_hidden_from_staff_who_may_not_read_its_dossier() {
    let app = TestApp::new().await;
    let example = app.example().await;
    let document = example.path("/dossiers/{id}/documents/{document}");
    for user in [example.officer, example.reviewer] {
        app.sign_in(user).await.get(&document).await.ok();
    }
    // Undeclared: they declare first; without that dossier; in conflict; of another role.
    let page = app.staff(example.call, Role::CaseOfficer).await.1.get(&document).await;
    assert_eq!(page.location(), example.path("/appels/{slug}/evaluations/declaration"));
    for (role, conflicts) in [
        (Role::Reviewer, vec![]),
        (Role::CaseOfficer, vec![(example.dossier, "Administrateur du porteur".to_owned())]),
        (Role::Chair, vec![]),
    ] {
        let (user, mut client) = app.staff(example.call, role).await;
        let actor = app.actor(user).await;
        reviews::actions::declare_interests(&laureat::db::Act::now(&app.app, &actor), example.call, conflicts)
            .await
            .unwrap();
        client.get(&document).await.expect(StatusCode::NOT_FOUND);
    }
    app.discard().await;
}

#[test]
fn every_action_of_people_has_a_route() {
    let of_machines = [Action::RunJobs, Action::ImportCall, Action::EraseContent];
    let routed: Vec<Action> = routes::all().iter().map(|route| route.action).collect();
    let missing: Vec<_> =
        Action::ALL.iter().filter(|action| !routed.contains(action) && !of_machines.contains(action)).collect();
    assert!(missing.is_empty(), "no route does {missing:?}");
}
