//! A list asks the database as often for twenty-five dossiers as for five: no query runs once per row.

use std::collections::BTreeMap;

use domain::{
    committee::Seat,
    ids::{CallId, DossierId, UserId},
    permissions::Role,
};
use laureat::features::{committee, dossiers, results, reviews};

use crate::support::TestApp;

/// Statements of a page at most, the first time that it is asked for after an act.
const BUDGET: u64 = 8;

/// Pages with the number of statements that each took.
type Counts = BTreeMap<String, u64>;

/// The staff of the call of a test.
struct Staff {
    call: CallId,
    manager: UserId,
    officer: UserId,
    /// The officer who has declared, and examines.
    examiner: UserId,
    chair: UserId,
    secretary: UserId,
    authority: UserId,
    operator: UserId,
}

async fn count(app: &TestApp, counts: &mut Counts, stage: &str, user: Option<UserId>, path: &str) {
    let mut client = app.browser_of(user).await;
    let before = app.statements();
    client.get(path).await.ok();
    counts.insert(format!("{stage}: {path}"), app.statements() - before);
}

async fn file(app: &TestApp, owner: UserId, count: usize) -> Vec<DossierId> {
    let mut filed = Vec::new();
    for n in 0..count {
        let id = app.draft(owner, if n % 2 == 0 { "emergence" } else { "consolidation" }, n + 1).await;
        dossiers::actions::submit(&laureat::db::Act::new(&app.app, &app.actor(owner).await, app.app.now()), id)
            .await
            .unwrap();
        filed.push(id);
    }
    filed
}

async fn staff(app: &TestApp, call: CallId) -> Staff {
    let mut users = Vec::new();
    for role in [Role::CallManager, Role::CaseOfficer, Role::Chair, Role::Secretary, Role::DecidingAuthority] {
        users.push(app.staff(call, role).await.0);
    }
    let (operator, _) = app.operator().await;
    Staff {
        call,
        manager: users[0],
        officer: users[1],
        examiner: users[1],
        chair: users[2],
        secretary: users[3],
        authority: users[4],
        operator,
    }
}

async fn decide(app: &TestApp, staff: &Staff) {
    let (manager, chair) = (app.actor(staff.manager).await, app.actor(staff.chair).await);
    let (secretary, authority) = (app.actor(staff.secretary).await, app.actor(staff.authority).await);
    committee::actions::freeze_ranking(&laureat::db::Act::now(&app.app, &manager), staff.call).await.unwrap();
    committee::actions::propose(&laureat::db::Act::now(&app.app, &chair), staff.call, None).await.unwrap();
    // Equals are told apart by a motive.
    let sheet = committee::store::load_sheet(app.app.db.reader(), loaded(app, staff.call).await).await.unwrap();
    for line in sheet.tracks.iter().flat_map(|part| part.lines.clone()) {
        let line = domain::committee::Line { motive: "Départagé par la date de dépôt.".into(), ..line };
        committee::actions::edit_line(&laureat::db::Act::now(&app.app, &chair), staff.call, line, None).await.unwrap();
    }
    committee::actions::adopt(&laureat::db::Act::now(&app.app, &chair), staff.call, Seat::Chair, None).await.unwrap();
    committee::actions::adopt(&laureat::db::Act::now(&app.app, &secretary), staff.call, Seat::Secretary, None)
        .await
        .unwrap();
    committee::actions::sign(&laureat::db::Act::now(&app.app, &authority), staff.call, None).await.unwrap();
}

async fn loaded(app: &TestApp, call: CallId) -> laureat::features::calls::store::LoadedCall {
    laureat::features::calls::store::load(app.app.db.reader(), call).await.unwrap()
}

/// Statements of every list page, on a call of so many dossiers, at each stage of its life.
async fn lists(dossiers: usize) -> Counts {
    let app = TestApp::with(|config| config.demo.enabled = true).await;
    let call = app.published_call().await;
    let owner = app.account("Nadia Benali").await;
    let filed = file(&app, owner, dossiers).await;
    let mut staff = staff(&app, call).await;
    let mut counts = Counts::new();
    let slug = "/appels/ptce-2013";
    for (user, path) in [
        (None, "/".to_owned()),
        (None, "/demo/courriers".to_owned()),
        (Some(owner), "/dossiers".to_owned()),
        (Some(owner), format!("/dossiers/{}", filed[0])),
        (Some(owner), format!("/dossiers/{}/recepisse", filed[0])),
        (Some(owner), format!("/dossiers/{}/suivi", filed[0])),
        (Some(staff.officer), format!("{slug}/recevabilite")),
        (Some(staff.officer), format!("{slug}/recevabilite.csv")),
        (Some(staff.officer), format!("{slug}/recevabilite/2013-0002")),
        (Some(staff.manager), format!("{slug}/tableau-de-bord")),
        (Some(staff.manager), format!("{slug}/journal")),
        (Some(staff.manager), format!("{slug}/personnes")),
        (Some(staff.manager), format!("{slug}/comite")),
        (Some(staff.operator), "/plateforme/comptes".to_owned()),
    ] {
        count(&app, &mut counts, "filed", user, &path).await;
    }
    staff.examiner = app.make_admissible(call, &filed).await;
    for user in [staff.manager, staff.chair, staff.secretary, staff.authority] {
        let actor = app.actor(user).await;
        reviews::actions::declare_interests(&laureat::db::Act::now(&app.app, &actor), call, Vec::new()).await.unwrap();
    }
    // The first of each track is ahead, so that there are laureates; the others are equal.
    let scored: Vec<_> = filed.iter().enumerate().map(|(n, id)| (*id, if n < 2 { 10 } else { 8 })).collect();
    let [reviewer, _] = app.review_all(call, &scored).await;
    for (user, path) in [
        (reviewer, format!("{slug}/evaluations/2013-0002")),
        (staff.examiner, format!("{slug}/recevabilite/2013-0002")),
        (staff.manager, format!("{slug}/attributions")),
        (staff.manager, format!("{slug}/attributions?afficher=a-attribuer")),
        (staff.manager, format!("{slug}/comite")),
        (reviewer, format!("{slug}/evaluations")),
        (reviewer, format!("{slug}/evaluations/declaration")),
        (reviewer, "/travail".to_owned()),
    ] {
        count(&app, &mut counts, "reviewed", Some(user), &path).await;
    }
    // Somebody who holds every role, on two calls.
    let everything = app.account("Camille Faure").await;
    let other = domain::call_file::reschedule(crate::support::PTCE_2013, "autre", "Un autre appel", "2014", 0).unwrap();
    for call in [call, app.import(&other).await] {
        for (role, _) in Role::ON_CALL {
            let act = laureat::db::Act::now(&app.app, &laureat::db::Actor::CommandLine);
            laureat::features::calls::actions::grant(&act, call, everything, role).await.unwrap();
        }
    }
    count(&app, &mut counts, "everything", Some(everything), "/travail").await;
    decide(&app, &staff).await;
    for (user, path) in [
        (staff.chair, format!("{slug}/comite")),
        (staff.authority, format!("{slug}/decision")),
        (staff.manager, format!("{slug}/resultats")),
    ] {
        count(&app, &mut counts, "signed", Some(user), &path).await;
    }
    results::actions::publish(&laureat::db::Act::now(&app.app, &app.actor(staff.manager).await), call).await.unwrap();
    for (user, path) in [
        (Some(owner), format!("/dossiers/{}/decision", filed[0])),
        (None, format!("{slug}/laureats")),
        (None, format!("{slug}/laureats.csv")),
    ] {
        count(&app, &mut counts, "published", user, &path).await;
    }
    app.discard().await;
    counts
}

#[tokio::test]
async fn a_list_of_many_dossiers_takes_no_more_queries_than_a_list_of_few() {
    let (few, many) = (lists(5).await, lists(25).await);
    // `cargo test --test it queries -- --nocapture` shows the table.
    for (page, count) in &many {
        println!("| {page} | {count} |");
    }
    let more: Vec<_> = few.iter().filter(|(page, count)| many.get(*page) != Some(count)).collect();
    let lines: Vec<String> = more
        .iter()
        .map(|(page, count)| format!("{page}: {count} for 5 dossiers, {:?} for 25", many.get(*page)))
        .collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
    let over: Vec<_> = many.iter().filter(|(_, count)| **count > BUDGET).collect();
    assert!(over.is_empty(), "more than {BUDGET} on first view: {over:?}");
    assert!(few.values().all(|count| *count > 0), "statements are counted: {few:?}");
}
