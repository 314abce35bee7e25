//! Every route, asked by everybody: the answer is what the table of permissions says.

use axum::http::{Method, StatusCode};
use domain::permissions::{Action, Decision, Role, decide};
use laureat::{
    features::reviews,
    routes::{self, Route, Scope},
};

use crate::support::{Client, Example, TestApp, TestPage};

/// Roles that people can hold; the worker and the command line ask for no page.
fn people() -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| !matches!(role, Role::Worker | Role::CommandLine)).collect()
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
    // A link that was used; what is public with the results, which the example does not have yet.
    route.path.contains("{token}") || route.path.ends_with("/journal-public.jsonl")
}

async fn check(example: &Example, client: &mut Client, role: Role, route: &Route) -> Option<String> {
    let path = example.path(route.path);
    let page = ask(client, route, &path).await;
    let decision = decide(&roles_there(role, route.scope), route.action);
    let refusals = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
    let right = match expected(decision) {
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

#[tokio::test]
async fn an_unpublished_call_is_hidden_from_those_who_do_not_run_it() {
    let app = TestApp::new().await;
    let call = app.import(crate::support::PTCE_2013).await;
    let (_, mut stranger) = app.person("Louis Garnier").await;
    stranger.get("/calls/ptce-2013").await.expect(StatusCode::NOT_FOUND);
    app.client().get("/calls/ptce-2013").await.expect(StatusCode::NOT_FOUND);
    let (_, mut manager) = app.staff(call, Role::CallManager).await;
    manager.get("/calls/ptce-2013/dashboard").await.ok();
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
        for route in routes::all().iter().filter(|route| route.scope != Scope::Platform && route.method == Method::GET)
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
    assert_eq!(page.location(), example.path("/calls/{slug}/reviews/declaration"));
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
    let of_machines = [Action::RunJobs, Action::ImportCall];
    let routed: Vec<Action> = routes::all().iter().map(|route| route.action).collect();
    let missing: Vec<_> =
        Action::ALL.iter().filter(|action| !routed.contains(action) && !of_machines.contains(action)).collect();
    assert!(missing.is_empty(), "no route does {missing:?}");
}
