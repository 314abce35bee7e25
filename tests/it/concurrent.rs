//! Two people at once: whoever comes second is told what stands there, keeps what they typed, and decides.

use axum::http::StatusCode;
use domain::{
    committee::Seat,
    ids::{CallId, DossierId},
    permissions::Role,
};
use laureat::features::{
    admissibility::store as checks,
    committee::{actions, store as committee},
    reviews::actions::declare_interests,
};

use crate::support::{Client, TestApp};

const PATH: &str = "/appels/ptce-2013/recevabilite/2013-0001";
const LINE: &str = "/appels/ptce-2013/comite/2013-0001/ligne";
const COMMITTEE: &str = "/appels/ptce-2013/comite";

async fn officer(app: &TestApp, call: CallId) -> Client {
    let (id, client) = app.staff(call, Role::CaseOfficer).await;
    declare_interests(&laureat::db::Act::now(&app.app, &app.actor(id).await), call, Vec::new()).await.unwrap();
    client
}

/// One filed dossier after closing, and two officers who have declared no conflict.
async fn two_officers() -> (TestApp, DossierId, Client, Client) {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let id = app.filed(owner, "emergence", 1).await;
    app.set_clock("2013-10-14T09:00:00");
    let (one, other) = (officer(&app, call).await, officer(&app, call).await);
    (app, id, one, other)
}

async fn motive_of(app: &TestApp, id: DossierId, rule: &str) -> String {
    let row = laureat::features::dossiers::store::load_dossier(app.app.db.reader(), id).await.unwrap();
    let examination = checks::load_examination(app.app.db.reader(), row.try_into().unwrap()).await.unwrap();
    examination.findings.iter().find(|known| known.finding.rule == rule).unwrap().motive.clone()
}

#[tokio::test]
async fn a_finding_that_another_officer_decided_is_not_overwritten_unseen() {
    let (app, id, mut one, mut other) = two_officers().await;
    let (first, second) = (one.get(PATH).await.ok(), other.get(PATH).await.ok());
    let theirs = [("decision-ADM-4", "overridden"), ("motive-ADM-4", "Objet hors du champ.")];
    one.post_from(&first, &format!("{PATH}/constats"), &theirs).await.expect(StatusCode::SEE_OTHER);
    let mine = [
        ("decision-ADM-4", "confirmed"),
        ("motive-ADM-4", "Vu aux statuts."),
        ("decision-ELI-10", "confirmed"),
        ("motive-ELI-10", "Vu au registre."),
    ];
    let page = other.post_from(&second, &format!("{PATH}/constats"), &mine).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("ADM-4 : entre-temps, CaseOfficer");
    let page = page.must_say("a décidé « règle non respectée »").must_say("Motif : « Objet hors du champ. »");
    let page = page.must_say("Votre décision n’est pas enregistrée").must_say("Votre autre décision est enregistrée");
    // Both values are on the page: theirs in words, mine in the form.
    assert!(page.text("textarea[name=motive-ADM-4]").contains("Vu aux statuts."));
    assert_eq!(page.attr("input[name=decision-ADM-4][checked]", "value"), "confirmed");
    assert!(page.has("details[open] textarea[name=motive-ADM-4]"));
    assert_eq!(motive_of(&app, id, "ADM-4").await, "Objet hors du champ.");
    assert_eq!(motive_of(&app, id, "ELI-10").await, "Vu au registre.");
    // Sent again, knowingly, it replaces theirs.
    let again = [("decision-ADM-4", "confirmed"), ("motive-ADM-4", "Vu aux statuts.")];
    other.post_from(&page, &format!("{PATH}/constats"), &again).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(motive_of(&app, id, "ADM-4").await, "Vu aux statuts.");
    app.finish().await;
}

#[tokio::test]
async fn the_same_decision_twice_is_no_quarrel() {
    let (app, _, mut one, mut other) = two_officers().await;
    let (first, second) = (one.get(PATH).await.ok(), other.get(PATH).await.ok());
    let same = [("decision-ADM-4", "confirmed"), ("motive-ADM-4", "")];
    one.post_from(&first, &format!("{PATH}/constats"), &same).await.expect(StatusCode::SEE_OTHER);
    other.post_from(&second, &format!("{PATH}/constats"), &same).await.expect(StatusCode::SEE_OTHER);
    app.finish().await;
}

#[tokio::test]
async fn a_verdict_is_refused_when_another_was_given_or_a_finding_has_changed() {
    let (app, _, mut one, mut other) = two_officers().await;
    one.confirm_all(PATH).await;
    let (first, second) = (one.get(PATH).await.ok(), other.get(PATH).await.ok());
    let verdicts = format!("{PATH}/verdicts");
    let theirs = [("ruling-admissibility", "unfavourable"), ("why-admissibility", "Déposé par un tiers.")];
    one.post_from(&first, &verdicts, &theirs).await.expect(StatusCode::SEE_OTHER);
    let mine = [
        ("ruling-admissibility", "favourable"),
        ("why-admissibility", "Complet."),
        ("ruling-eligibility", "favourable"),
        ("why-eligibility", ""),
    ];
    let page = other.post_from(&second, &verdicts, &mine).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let page = page.must_say("Recevabilité : entre-temps, CaseOfficer").must_say("Motif : « Déposé par un tiers. »");
    assert_eq!(page.attr("input[name=ruling-admissibility][checked]", "value"), "favourable");
    assert!(page.text("textarea[name=why-admissibility]").contains("Complet."));
    // Meanwhile the first officer changes a finding: the second has to read it before concluding.
    let before = one.get(PATH).await.ok();
    let change = [("decision-ADM-4", "overridden"), ("motive-ADM-4", "Hors du champ.")];
    one.post_from(&before, &format!("{PATH}/constats"), &change).await.expect(StatusCode::SEE_OTHER);
    let page = other.post_from(&page, &verdicts, &mine).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let page = page.must_say("les constats ont changé depuis que vous avez ouvert la page");
    let motivated = [
        ("ruling-admissibility", "unfavourable"),
        ("why-admissibility", "Hors du champ."),
        ("ruling-eligibility", "favourable"),
        ("why-eligibility", ""),
    ];
    other.post_from(&page, &verdicts, &motivated).await.expect(StatusCode::SEE_OTHER);
    app.finish().await;
}

#[tokio::test]
async fn two_corrected_bases_do_not_pass_each_other() {
    let (app, _, mut one, mut other) = two_officers().await;
    let (first, second) = (one.get(PATH).await.ok(), other.get(PATH).await.ok());
    let path = format!("{PATH}/assiette");
    let theirs = [("base", "80 000"), ("base_motive", "Loyers hors projet.")];
    one.post_from(&first, &path, &theirs).await.expect(StatusCode::SEE_OTHER);
    let mine = [("base", "90 000"), ("base_motive", "Mobilier hors projet.")];
    let page = other.post_from(&second, &path, &mine).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let page = page.must_say("a retenu 80 000 €").must_say("Loyers hors projet.");
    assert_eq!(page.attr("input[name=base]", "value"), "90 000");
    other.post_from(&page, &path, &mine).await.expect(StatusCode::SEE_OTHER);
    app.finish().await;
}

/// A proposal for one dossier; its chair and its secretary.
async fn proposal() -> (TestApp, CallId, Client, Client) {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let id = app.filed(owner, "emergence", 1).await;
    app.make_admissible(call, &[id]).await;
    app.review_all(call, &[(id, 8)]).await;
    app.run_jobs().await;
    let (manager, _) = app.declared(call, Role::CallManager).await;
    let (chair_id, chair) = app.declared(call, Role::Chair).await;
    let (_, secretary) = app.declared(call, Role::Secretary).await;
    actions::freeze_ranking(&laureat::db::Act::now(&app.app, &app.actor(manager).await), call).await.unwrap();
    actions::propose(&laureat::db::Act::now(&app.app, &app.actor(chair_id).await), call, None).await.unwrap();
    (app, call, chair, secretary)
}

#[tokio::test]
async fn a_line_of_the_committee_that_another_changed_is_not_overwritten_unseen() {
    let (app, call, mut chair, mut secretary) = proposal().await;
    let show = LINE.trim_end_matches("/ligne");
    let (first, second) = (chair.get(show).await.ok(), secretary.get(show).await.ok());
    let theirs = [("outcome", "retained"), ("amount", "60 000"), ("motive", "Budget resserré.")];
    chair.post_from(&first, LINE, &theirs).await.expect(StatusCode::SEE_OTHER);
    let mine = [("outcome", "not_retained"), ("motive", "Territoire déjà doté.")];
    let page = secretary.post_from(&second, LINE, &mine).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let page = page.must_say("Entre-temps, quelqu’un a changé cette ligne").must_say("60 000 €");
    let page = page.must_say("Budget resserré.").must_say("n’est pas enregistré");
    assert_eq!(page.attr("input[name=outcome][checked]", "value"), "not_retained");
    assert!(page.text("textarea[name=motive]").contains("Territoire déjà doté."));
    let amount = || async {
        let call = laureat::features::calls::store::load(app.app.db.reader(), call).await.unwrap();
        committee::load_sheet(app.app.db.reader(), call).await.unwrap().awarded().0
    };
    assert_eq!(amount().await, 6_000_000);
    secretary.post_from(&page, LINE, &mine).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(amount().await, 0);
    app.finish().await;
}

#[tokio::test]
async fn nobody_adopts_a_proposal_other_than_the_one_that_they_read() {
    let (app, call, mut chair, mut secretary) = proposal().await;
    let read = secretary.get(COMMITTEE).await.ok();
    let line = chair.get(LINE.trim_end_matches("/ligne")).await.ok();
    let change = [("outcome", "retained"), ("amount", "60 000"), ("motive", "Budget resserré.")];
    chair.post_from(&line, LINE, &change).await.expect(StatusCode::SEE_OTHER);
    let adoption = "/appels/ptce-2013/adoption/secretariat";
    let page = secretary.post_from(&read, adoption, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let page = page.must_say("La proposition a changé depuis que vous avez ouvert la page").must_say("60 000");
    secretary.post_from(&page, adoption, &[]).await.expect(StatusCode::SEE_OTHER);
    // Computing everything again would wipe a line that the person has not seen.
    let stale = chair.post_from(&read, "/appels/ptce-2013/proposition", &[]).await;
    stale.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("Rien n’est fait");
    let (chair_id, _) = app.declared(call, Role::Chair).await;
    actions::adopt(&laureat::db::Act::now(&app.app, &app.actor(chair_id).await), call, Seat::Chair, None)
        .await
        .unwrap();
    let (_, mut authority) = app.declared(call, Role::DecidingAuthority).await;
    let unread = authority.post("/appels/ptce-2013/signature", &[("seen", "x")]).await;
    unread.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("La proposition a changé");
    let page = authority.get("/appels/ptce-2013/decision").await.ok();
    authority.post_from(&page, "/appels/ptce-2013/signature", &[]).await.expect(StatusCode::SEE_OTHER);
    app.finish().await;
}
