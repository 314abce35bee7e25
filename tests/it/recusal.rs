//! Who is recused whatever they declare, until when, and what a person must declare before.

use axum::http::StatusCode;
use domain::{
    assignment::{AssignProblem, AssignmentState},
    ids::{CallId, DossierId, UserId},
    journal::EventKind,
    permissions::{Action, Role},
    text::Siret,
};
use laureat::{
    db::{Act, Actor},
    error::{AppError, Refused},
    features::{
        accounts, admissibility, committee, dossiers, results,
        reviews::{self, actions::AssignRefused},
    },
};
use serde_json::json;

use crate::support::{PTCE_2013, TestApp, siret};

const QUEUE: &str = "/appels/ptce-2013/recevabilite";
const COMMITTEE: &str = "/appels/ptce-2013/comite";

async fn act(app: &TestApp, user: UserId) -> Act {
    Act::now(&app.app, &app.actor(user).await)
}

async fn declare(app: &TestApp, call: CallId, user: UserId) {
    reviews::actions::declare_interests(&act(app, user).await, call, Vec::new()).await.unwrap();
}

/// An applicant with two filed dossiers of their own beside one of somebody else, whom the funder gave every role.
async fn applicant_of_all_trades() -> (TestApp, CallId, UserId, [DossierId; 2]) {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (busy, other) = (app.account("Hélène Vasseur").await, app.account("Louis Garnier").await);
    let own = app.filed(busy, "emergence", 1).await;
    let foreign = app.filed(other, "emergence", 2).await;
    for role in [Role::CaseOfficer, Role::Reviewer, Role::Chair] {
        app.grant(call, busy, role).await;
    }
    app.run_jobs().await;
    app.set_clock("2013-10-14T09:00:00");
    declare(&app, call, busy).await;
    (app, call, busy, [own, foreign])
}

#[tokio::test]
async fn nobody_judges_their_own_dossier_in_another_role() {
    let (app, call, busy, [own, foreign]) = applicant_of_all_trades().await;
    let mut client = app.sign_in(busy).await;
    let queue = client.get(QUEUE).await.ok();
    assert!(queue.says("2013-0002") && !queue.says("2013-0001"));
    client.get(&format!("{QUEUE}/2013-0001")).await.expect(StatusCode::NOT_FOUND);
    client.get(&format!("{QUEUE}/2013-0002")).await.ok();
    for end in ["constats", "verdicts", "assiette"] {
        client.post(&format!("{QUEUE}/2013-0001/{end}"), &[]).await.expect(StatusCode::NOT_FOUND);
    }
    let mine = act(&app, busy).await;
    let verdict = domain::call::Verdict::Admissibility;
    let ruling = domain::dossier::verdicts::Ruling::Favourable;
    let done = admissibility::actions::give_verdict(&mine, own, verdict, ruling, "Le mien.").await;
    // They own it: they may know that it exists, and not do that.
    assert!(matches!(done, Err(Refused::Failed(AppError::Forbidden | AppError::NotFound))), "{done:?}");

    app.make_admissible(call, &[own, foreign]).await;
    let (manager, _) = app.declared(call, Role::CallManager).await;
    let given = reviews::actions::assign(&act(&app, manager).await, call, vec![(own, busy)]).await;
    let Err(Refused::Rule(AssignRefused::Problems(problems))) = given else { panic!("{given:?}") };
    assert_eq!(problems[0].problem, AssignProblem::Recused);
    reviews::actions::assign(&act(&app, manager).await, call, vec![(foreign, busy)]).await.unwrap();
    // Their rights as its applicant stay.
    client.get(&format!("/dossiers/{own}/suivi")).await.ok();
    client.get(&format!("/dossiers/{own}/dossier.pdf")).await.ok();
    app.abandon().await;
}

#[tokio::test]
async fn who_speaks_for_the_lead_or_a_member_is_recused_whatever_they_declare() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    app.filed(owner, "emergence", 1).await;
    app.filed(owner, "emergence", 2).await;
    app.run_jobs().await;
    app.set_clock("2013-10-14T09:00:00");
    let operator = Act::now(&app.app, &Actor::CommandLine);
    // The lead of the first dossier, a member of the second, and nobody.
    for (number, hidden) in [(10, "2013-0001"), (21, "2013-0002"), (77, "")] {
        let siren = Siret::parse(&siret(number)).unwrap().siren();
        let name = format!("Institution {number}");
        let institution = accounts::actions::create_institution(&operator, &name, "other", Some(siren)).await.unwrap();
        let (officer, mut client) = app.declared(call, Role::CaseOfficer).await;
        accounts::actions::set_institution(&operator, officer, Some(institution)).await.unwrap();
        let page = client.get(QUEUE).await.ok();
        for shown in ["2013-0001", "2013-0002"] {
            assert_eq!(page.says(shown), shown != hidden, "{name} and {shown}");
            let status = if shown == hidden { StatusCode::NOT_FOUND } else { StatusCode::OK };
            client.get(&format!("{QUEUE}/{shown}")).await.expect(status);
        }
        // Without its SIREN, an institution ties nobody.
        accounts::actions::set_siren(&operator, institution, None).await.unwrap();
        assert!(client.get(QUEUE).await.ok().says("2013-0001"));
    }
    app.abandon().await;
}

#[tokio::test]
async fn an_interest_that_is_declared_ends_the_seat_whatever_recused_before() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let dossier = app.filed(owner, "emergence", 1).await;
    app.make_admissible(call, &[dossier]).await;
    let [reviewer, _] = app.review_all(call, &[(dossier, 9)]).await;
    // Only now is it known whom the reviewer speaks for.
    let operator = Act::now(&app.app, &Actor::CommandLine);
    let siren = Siret::parse(&siret(10)).unwrap().siren();
    let institution =
        accounts::actions::create_institution(&operator, "Institution", "other", Some(siren)).await.unwrap();
    accounts::actions::set_institution(&operator, reviewer, Some(institution)).await.unwrap();
    let tie = vec![(dossier, "J’y siège.".to_owned())];
    reviews::actions::declare_interests(&act(&app, reviewer).await, call, tie).await.unwrap();
    let seats = reviews::store::list_assignments(app.app.db.reader(), call).await.unwrap();
    let seat = seats.iter().find(|seat| seat.reviewer == reviewer).unwrap();
    assert_eq!(seat.state, AssignmentState::Returned);
    app.abandon().await;
}

#[tokio::test]
async fn publishing_a_first_list_opens_nothing_of_a_dossier_on_reserve() {
    let app = TestApp::new().await;
    let source = PTCE_2013
        .replace("envelope = 1_000_000\n", "envelope = 150_000\n")
        .replace("envelope = 2_000_000\n", "envelope = 2_850_000\n");
    let call = app.import(&source).await;
    laureat::features::calls::actions::publish(&Act::now(&app.app, &Actor::CommandLine), call).await.unwrap();
    let owner = app.account("Hélène Vasseur").await;
    let mut all = Vec::new();
    for n in 1..=3 {
        all.push(app.filed(owner, "emergence", n).await);
    }
    app.make_admissible(call, &all).await;
    app.review_all(call, &all.iter().copied().zip([9, 8, 3]).collect::<Vec<_>>()).await;
    let (member, mut client) = app.staff(call, Role::CommitteeMember).await;
    let ties = all.iter().map(|id| (*id, "Ancienne collègue".to_owned())).collect();
    reviews::actions::declare_interests(&act(&app, member).await, call, ties).await.unwrap();
    let mut people = Vec::new();
    for role in [Role::CallManager, Role::Chair, Role::Secretary, Role::DecidingAuthority] {
        let (id, _) = app.declared(call, role).await;
        people.push(act(&app, id).await);
    }
    let [manager, chair, secretary, authority] = &people[..] else { panic!("four people") };
    committee::actions::freeze_ranking(manager, call).await.unwrap();
    committee::actions::propose(chair, call, None).await.unwrap();
    for (who, seat) in [(chair, domain::committee::Seat::Chair), (secretary, domain::committee::Seat::Secretary)] {
        committee::actions::adopt(who, call, seat, None).await.unwrap();
    }
    committee::actions::sign(authority, call, None).await.unwrap();
    let seen = async |client: &mut crate::support::Client| {
        let page = client.get(COMMITTEE).await.ok();
        ["2013-0001", "2013-0002", "2013-0003"].map(|number| page.says(number))
    };
    assert_eq!(seen(&mut client).await, [false, false, false], "signed, not public");
    results::actions::publish(manager, call).await.unwrap();
    // Funded, on reserve, declined.
    assert_eq!(seen(&mut client).await, [true, false, true], "a second list may fund the one on reserve");
    // And who never declared opens it no more than they did before.
    let (_, mut late) = app.staff(call, Role::CaseOfficer).await;
    late.get(&format!("{QUEUE}/2013-0001")).await.ok();
    let led = late.get(&format!("{QUEUE}/2013-0002")).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(led.location(), "/appels/ptce-2013/evaluations/declaration");
    app.abandon().await;
}

#[tokio::test]
async fn staff_declare_before_they_read_or_act_and_are_led_there() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let dossier = app.filed(owner, "emergence", 1).await;
    let (manager, mut client) = app.staff(call, Role::CallManager).await;
    client.get("/appels/ptce-2013/tableau-de-bord").await.ok();
    app.run_jobs().await;
    // Filing has closed: the list of dossiers is whole.
    app.set_clock("2013-10-14T09:00:00");
    let printed = format!("/dossiers/{dossier}/dossier.pdf");
    let receipt = format!("/dossiers/{dossier}/recepisse.pdf");
    let pages = [
        (Role::CallManager, "/appels/ptce-2013/tableau-de-bord"),
        (Role::CallManager, "/appels/ptce-2013/attributions"),
        (Role::CallManager, "/appels/ptce-2013/journal"),
        (Role::CallManager, "/appels/ptce-2013/journal.jsonl"),
        (Role::CallManager, printed.as_str()),
        (Role::CaseOfficer, receipt.as_str()),
        (Role::CaseOfficer, "/appels/ptce-2013/recevabilite/2013-0001"),
        (Role::CommitteeMember, COMMITTEE),
        (Role::Chair, COMMITTEE),
        (Role::Secretary, "/appels/ptce-2013/decision"),
        (Role::DecidingAuthority, "/appels/ptce-2013/decision"),
    ];
    for (role, path) in pages {
        let (person, mut client) = app.staff(call, role).await;
        let page = client.get(path).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(page.location(), "/appels/ptce-2013/evaluations/declaration", "{role:?} on {path}");
        client.get(page.location().as_str()).await.ok().must_say("Déclarez d’abord vos intérêts");
        declare(&app, call, person).await;
        client.get(path).await.ok();
    }
    let undeclared = act(&app, manager).await;
    let done = committee::actions::freeze_ranking(&undeclared, call).await;
    assert!(matches!(done, Err(Refused::Failed(AppError::DeclareFirst(_)))), "{done:?}");
    app.abandon().await;
}

#[tokio::test]
async fn an_act_on_a_call_reaches_no_dossier_from_which_its_author_is_recused() {
    let (app, call, busy, [own, foreign]) = applicant_of_all_trades().await;
    let act = act(&app, busy).await;
    let tx = act.on_call(call, Action::EditProposal).await.unwrap();
    assert!(matches!(tx.dossiers(&[foreign, own]).await, Err(AppError::NotFound)));
    assert!(matches!(tx.dossier(own).await, Err(AppError::NotFound)));
    assert_eq!(tx.dossier(foreign).await.unwrap().id(), foreign);
    // What is done to the list as a whole is done to theirs too, unseen.
    assert_eq!(tx.dossiers_of_the_whole(&[foreign, own]).await.unwrap().len(), 2);
    drop(tx);
    app.abandon().await;
}

#[tokio::test]
async fn an_act_on_one_call_reaches_no_dossier_of_another() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let source = domain::call_file::reschedule(PTCE_2013, "autre", "Un autre appel", "2014", 0).unwrap();
    let other = app.import(&source).await;
    let owner = app.account("Hélène Vasseur").await;
    let foreign = app.filed(owner, "emergence", 1).await;
    app.run_jobs().await;
    app.set_clock("2013-10-14T09:00:00");
    let (manager, _) = app.declared(other, Role::CallManager).await;
    let act = act(&app, manager).await;
    let tx = act.on_call(other, Action::AssignReviewers).await.unwrap();
    assert!(matches!(tx.dossiers(&[foreign]).await, Err(AppError::NotFound)));
    assert!(matches!(tx.dossiers_of_the_whole(&[foreign]).await, Err(AppError::NotFound)));
    drop(tx);
    let around = act.on_platform(Action::ManageOwnAccount).await.unwrap().into_call(call).await;
    assert!(matches!(around, Err(AppError::Internal(_))), "from one's account into a call");
    let given = reviews::actions::assign(&act, other, vec![(foreign, manager)]).await;
    assert!(matches!(given, Err(Refused::Failed(AppError::NotFound))), "{given:?}");
    let row = dossiers::store::load_dossier(app.app.db.reader(), foreign).await.unwrap();
    assert_eq!((row.call, row.state), (call, domain::dossier::State::Filed));
    app.abandon().await;
}

#[tokio::test]
async fn an_act_writes_no_event_of_another_kind_and_does_nothing_else_than_its_route_asks() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (manager, _) = app.staff(call, Role::CallManager).await;
    let act = act(&app, manager).await;
    let before = app.events(call).await;
    let tx = act.on_call(call, Action::PublishCall).await.unwrap();
    let told = tx.conclude(EventKind::ResultsPublished, json!({})).await;
    assert!(matches!(told, Err(AppError::Internal(_))), "{told:?}");
    assert_eq!(app.events(call).await, before);
    // The same people may do both.
    let asked = Act { asked: Some(Action::PublishResults), ..act };
    let done = asked.on_call(call, Action::FreezeRanking).await;
    assert!(matches!(done.err(), Some(AppError::Internal(_))));
    app.abandon().await;
}
