//! Officers: the queue, findings, verdicts, the eligible base.

use axum::http::StatusCode;
use domain::{
    call::Verdict,
    dossier::{State, verdicts::Ruling},
    ids::{CallId, DossierId},
    money::Cents,
    permissions::Role,
};
use laureat::{
    db::entities::{self, dossier},
    error::{AppError, Refused},
    features::{
        admissibility::{
            actions::{self, DecideRefused, NewDecision, Sense},
            seen::SeenMarks,
        },
        dossiers, reviews,
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use crate::support::{Client, TestApp};

const QUEUE: &str = "/appels/ptce-2013/recevabilite";
const AFTER_CLOSING: &str = "2013-10-14T09:00:00";

/// A call with `n` filed dossiers, after closing; an officer who has declared `conflicts`.
async fn closed_call(app: &TestApp, n: usize, conflicts: &[usize]) -> (CallId, Vec<DossierId>, Client) {
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let mut dossiers = Vec::new();
    for rank in 1..=n {
        let track = if rank % 2 == 0 { "consolidation" } else { "emergence" };
        dossiers.push(app.filed(owner, track, rank).await);
    }
    app.set_clock(AFTER_CLOSING);
    let (officer, client) = app.staff(call, Role::CaseOfficer).await;
    let conflicts = conflicts.iter().map(|rank| (dossiers[*rank], "Ancien employeur".to_owned())).collect();
    let actor = app.actor(officer).await;
    reviews::actions::declare_interests(&laureat::db::Act::now(&app.app, &actor), call, conflicts).await.unwrap();
    (call, dossiers, client)
}

async fn state(app: &TestApp, id: DossierId) -> State {
    dossiers::store::load_dossier(app.app.db.reader(), id).await.unwrap().state
}

#[tokio::test]
async fn an_officer_decides_findings_then_gives_both_verdicts_and_goes_on() {
    let app = TestApp::new().await;
    let (_, dossiers, mut officer) = closed_call(&app, 2, &[]).await;
    let queue = officer.get(QUEUE).await.ok();
    assert_eq!(queue.count("tbody tr"), 2);
    let first = officer.get(&format!("{QUEUE}/suivant")).await.expect(StatusCode::SEE_OTHER).location();
    assert_eq!(first, format!("{QUEUE}/2013-0001"));
    let page = officer.get(&first).await.ok().must_say("La machine ne peut pas conclure");
    assert!(page.has("#constat-ADM-4") && page.has("details .app-okrules"));
    assert!(page.says("Pôle d’essai 1"), "the filed answers stand beside the findings");
    officer.confirm_all(&first).await;
    let verdicts = [
        ("ruling-admissibility", "favourable"),
        ("why-admissibility", ""),
        ("ruling-eligibility", "favourable"),
        ("why-eligibility", ""),
        ("then", "next"),
    ];
    let next = officer
        .read_and_post(&first, &format!("{first}/verdicts"), &verdicts)
        .await
        .expect(StatusCode::SEE_OTHER)
        .location();
    assert_eq!(next, format!("{QUEUE}/2013-0002"));
    assert_eq!(state(&app, dossiers[0]).await, State::Admissible);
    officer.get(&next).await.ok().must_say("Décision enregistrée.");
    app.finish().await;
}

#[tokio::test]
async fn a_verdict_waits_for_every_finding_and_a_refusal_for_its_motive() {
    let app = TestApp::new().await;
    let (_, dossiers, mut officer) = closed_call(&app, 1, &[]).await;
    let path = format!("{QUEUE}/2013-0001");
    let refusal = [("ruling-admissibility", "unfavourable"), ("why-admissibility", " ")];
    let page = officer
        .read_and_post(&path, &format!("{path}/verdicts"), &refusal)
        .await
        .expect(StatusCode::UNPROCESSABLE_ENTITY);
    let page = page.must_say("Tranchez d’abord : ADM-4").must_say("Écrivez le motif de ce verdict");
    assert_eq!(page.attr("input[name=ruling-admissibility][checked]", "value"), "unfavourable");
    officer.confirm_all(&path).await;
    let refusal = [("ruling-admissibility", "unfavourable"), ("why-admissibility", "Hors du champ de l’appel.")];
    officer.read_and_post(&path, &format!("{path}/verdicts"), &refusal).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(state(&app, dossiers[0]).await, State::Inadmissible);
    officer.get(&path).await.ok().must_say("Hors du champ de l’appel.").must_say("Écarté");
    app.finish().await;
}

#[tokio::test]
async fn an_override_needs_a_motive_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    let (_, _, mut officer) = closed_call(&app, 1, &[]).await;
    let path = format!("{QUEUE}/2013-0001");
    let bare = [("decision-ADM-4", "overridden"), ("motive-ADM-4", ""), ("motive-ELI-10", "Vu au registre")];
    let page = officer.post(&format!("{path}/constats"), &bare).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let page = page.must_say("ADM-4 : écrivez le motif").must_say("ELI-10 : choisissez une décision");
    assert_eq!(page.attr("input[name=decision-ADM-4][checked]", "value"), "overridden");
    assert!(page.text("textarea[name=motive-ELI-10]").contains("Vu au registre"));
    let contest = [("contest", "ELI-5"), ("contest-motive", "Le territoire est hors de France.")];
    officer.post(&format!("{path}/constats"), &contest).await.expect(StatusCode::SEE_OTHER);
    officer.get(&path).await.ok().must_say("règle non respectée").must_say("Le territoire est hors de France.");
    app.finish().await;
}

#[tokio::test]
async fn a_changed_finding_takes_the_verdict_that_rests_on_it_away() {
    let app = TestApp::new().await;
    let (call, dossiers, _) = closed_call(&app, 1, &[]).await;
    let officer = app.make_admissible(call, &dossiers).await;
    let (actor, at, id) = (app.actor(officer).await, app.app.now(), dossiers[0]);
    let motive = "L’objet est hors du champ.".to_owned();
    let change = NewDecision { rule: "ADM-4".into(), sense: Sense::Overridden, motive };
    actions::decide_finding(&laureat::db::Act::new(&app.app, &actor, at), id, change).await.unwrap();
    assert_eq!(state(&app, id).await, State::Filed);
    let again = actions::give_verdict(
        &laureat::db::Act::new(&app.app, &actor, at),
        id,
        Verdict::Admissibility,
        Ruling::Favourable,
        "",
    )
    .await;
    assert!(matches!(again, Err(Refused::Rule(DecideRefused::Verdict(..)))), "a broken rule owes a motive: {again:?}");
    app.finish().await;
}

#[tokio::test]
async fn nothing_is_decided_while_filing_is_open() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let id = app.filed(owner, "emergence", 1).await;
    let (officer, mut client) = app.staff(call, Role::CaseOfficer).await;
    let path = format!("{QUEUE}/2013-0001");
    let page = client.get(&path).await.ok().must_say("les décisions se prennent après la clôture");
    assert!(!page.has(".app-verdict form"));
    let actor = app.actor(officer).await;
    app.set_clock(AFTER_CLOSING);
    let verdict = (Verdict::Eligibility, Ruling::Favourable);
    let early =
        actions::give_verdict(&laureat::db::Act::new(&app.app, &actor, app.app.now()), id, verdict.0, verdict.1, "")
            .await;
    assert!(matches!(early, Err(Refused::Failed(AppError::DeclareFirst(_)))), "interests come first: {early:?}");
    app.finish().await;
}

#[tokio::test]
async fn a_dossier_does_not_exist_for_an_officer_in_conflict() {
    let app = TestApp::new().await;
    let (_, dossiers, mut officer) = closed_call(&app, 3, &[1]).await;
    let queue = officer.get(QUEUE).await.ok().must_say("2 dossiers");
    assert!(!queue.says("2013-0002"));
    officer.get(&format!("{QUEUE}/2013-0002")).await.expect(StatusCode::NOT_FOUND);
    let fields = [("decision-ADM-4", "confirmed"), ("motive-ADM-4", "")];
    officer.post(&format!("{QUEUE}/2013-0002/constats"), &fields).await.expect(StatusCode::NOT_FOUND);
    let file = officer.get(&format!("{QUEUE}.csv")).await.ok().body();
    assert!(file.contains("2013-0003") && !file.contains("2013-0002"));
    assert_eq!(
        officer.get(&format!("{QUEUE}/2013-0001")).await.ok().attr("a[rel=next]", "href"),
        format!("{QUEUE}/2013-0003")
    );
    assert_eq!(state(&app, dossiers[1]).await, State::Filed);
    app.finish().await;
}

#[tokio::test]
async fn a_manager_reads_and_does_not_decide() {
    let app = TestApp::new().await;
    let (call, _, _) = closed_call(&app, 1, &[]).await;
    let (manager, mut client) = app.staff(call, Role::CallManager).await;
    let path = format!("{QUEUE}/2013-0001");
    let first = client.get(&path).await.expect(StatusCode::SEE_OTHER).location();
    assert_eq!(first, "/appels/ptce-2013/evaluations/declaration");
    reviews::actions::declare_interests(&laureat::db::Act::now(&app.app, &app.actor(manager).await), call, Vec::new())
        .await
        .unwrap();
    let page = client.get(&path).await.ok().must_say("Les décisions reviennent aux instructeurs");
    assert!(!page.has("main form"));
    let fields = [("ruling-admissibility", "favourable"), ("why-admissibility", "")];
    client.post(&format!("{path}/verdicts"), &fields).await.expect(StatusCode::FORBIDDEN);
    let (_, mut stranger) = app.person("Paul Renard").await;
    stranger.get(&path).await.expect(StatusCode::NOT_FOUND);
    app.finish().await;
}

#[tokio::test]
async fn a_queue_of_more_than_a_page_is_read_part_by_part_in_either_language() {
    let app = TestApp::new().await;
    let (_, filed, mut officer) = closed_call(&app, 1, &[]).await;
    let db = app.app.db.unguarded();
    let row = dossier::Entity::find_by_id(filed[0].uuid()).one(db).await.unwrap().unwrap();
    let others = (2..=51).map(|n: u8| {
        let id = DossierId::mint(app.app.now(), [n; 10]).uuid();
        let (serial, number) = (Some(i64::from(n)), Some(format!("2013-{n:04}")));
        dossier::Model { id, serial, number, ..row.clone() }.into_active_model()
    });
    dossier::Entity::insert_many(others).exec_without_returning(db).await.unwrap();
    for (language, words) in [("fr", "Suite de la liste"), ("en", "Rest of the list")] {
        officer.post("/langue", &[("lang", language), ("vers", "/")]).await;
        let first = officer.get(QUEUE).await.ok();
        assert_eq!((first.count("tbody tr"), first.text("a[rel=next]").contains(words)), (50, true), "{language}");
        let second = officer.get(&first.attr("a[rel=next]", "href")).await.ok();
        assert_eq!((second.count("tbody tr"), second.has("a[rel=next]")), (1, false));
    }
    app.finish().await;
}

#[tokio::test]
async fn the_queue_filters_in_its_address_and_exports_what_it_shows() {
    let app = TestApp::new().await;
    let (_, _, mut officer) = closed_call(&app, 3, &[]).await;
    assert_eq!(officer.get(&format!("{QUEUE}?volet=consolidation")).await.ok().count("tbody tr"), 1);
    assert_eq!(officer.get(&format!("{QUEUE}?recherche=2013-0003")).await.ok().count("tbody tr"), 1);
    assert_eq!(officer.get(&format!("{QUEUE}?recherche=%25")).await.ok().count("tbody tr"), 0);
    let empty = officer.get(&format!("{QUEUE}?etat=recevable")).await.ok().must_say("Aucun dossier ne correspond");
    assert_eq!(empty.count("tbody tr"), 0);
    let file = officer.get(&format!("{QUEUE}.csv?volet=emergence")).await.ok();
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let text = file.body();
    assert_eq!(text.lines().count(), 3);
    assert!(text.starts_with("Numéro,Projet,Porteur"), "{text}");
    app.finish().await;
}

#[tokio::test]
async fn a_corrected_base_caps_the_award_and_the_declared_one_comes_back() {
    let app = TestApp::new().await;
    let (call, dossiers, mut officer) = closed_call(&app, 1, &[]).await;
    let path = format!("{QUEUE}/2013-0001");
    let bare = [("base", "80 000"), ("base_motive", "")];
    let page =
        officer.read_and_post(&path, &format!("{path}/assiette"), &bare).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Écrivez le motif de la correction");
    let motive = [("base", "80 000"), ("base_motive", "Loyers hors projet.")];
    officer.read_and_post(&path, &format!("{path}/assiette"), &motive).await.expect(StatusCode::SEE_OTHER);
    officer.get(&path).await.ok().must_say("Loyers hors projet.");
    app.make_admissible(call, &dossiers).await;
    let row = dossiers::store::load_dossier(app.app.db.reader(), dossiers[0]).await.unwrap();
    assert_eq!((row.eligible_base, row.requested), (Some(Cents::from_euros(80_000)), Cents::from_euros(100_000)));
    let declared = [("base", "200 000"), ("base_motive", "")];
    officer.read_and_post(&path, &format!("{path}/assiette"), &declared).await.expect(StatusCode::SEE_OTHER);
    let row = dossiers::store::load_dossier(app.app.db.reader(), dossiers[0]).await.unwrap();
    assert_eq!(row.eligible_base, Some(Cents::from_euros(200_000)));
    app.finish().await;
}

#[tokio::test]
async fn a_withdrawn_dossier_is_not_decided() {
    let app = TestApp::new().await;
    let (call, dossiers, mut officer) = closed_call(&app, 1, &[]).await;
    let row = dossiers::store::load_dossier(app.app.db.reader(), dossiers[0]).await.unwrap();
    let owner = app.actor(row.owner).await;
    dossiers::actions::withdraw(&laureat::db::Act::new(&app.app, &owner, app.app.now()), dossiers[0]).await.unwrap();
    app.run_jobs().await;
    officer.get(&format!("{QUEUE}/2013-0001")).await.ok().must_say("Le porteur a retiré ce dossier");
    let actor = app.actor(app.staff(call, Role::CaseOfficer).await.0).await;
    reviews::actions::declare_interests(&laureat::db::Act::now(&app.app, &actor), call, Vec::new()).await.unwrap();
    let decision = NewDecision { rule: "ADM-4".into(), sense: Sense::Confirmed, motive: String::new() };
    let refused =
        actions::decide_finding(&laureat::db::Act::new(&app.app, &actor, app.app.now()), dossiers[0], decision).await;
    assert!(matches!(refused, Err(Refused::Rule(DecideRefused::WrongState(State::Withdrawn)))), "{refused:?}");
    app.finish().await;
}

#[tokio::test]
async fn a_visitor_signs_in_before_the_queue() {
    let app = TestApp::new().await;
    app.published_call().await;
    app.client().get(QUEUE).await.expect(StatusCode::UNAUTHORIZED);
    let actor = laureat::db::Actor::Visitor;
    let nobody = DossierId::from_uuid(Default::default());
    let refused = actions::correct_base(
        &laureat::db::Act::new(&app.app, &actor, app.app.now()),
        nobody,
        Cents(1),
        "",
        &SeenMarks::default(),
    )
    .await;
    assert!(matches!(refused, Err(Refused::Failed(AppError::NotFound))), "{refused:?}");
    app.finish().await;
}

#[tokio::test]
async fn numbers_beyond_the_9999th_stand_after_it() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let given = entities::call::ActiveModel { id: Set(call.uuid()), last_number: Set(9_998), ..Default::default() };
    given.update(app.app.db.unguarded()).await.unwrap();
    let owner = app.account("Hélène Vasseur").await;
    for rank in 1..=3 {
        app.filed(owner, "emergence", rank).await;
    }
    let (_, mut officer) = app.staff(call, Role::CaseOfficer).await;
    let file = officer.get(&format!("{QUEUE}.csv")).await.ok();
    let body = file.body();
    let numbers: Vec<_> = body.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(numbers, ["2013-9999", "2013-10000", "2013-10001"]);
    let page = officer.get(&format!("{QUEUE}/2013-10000")).await.ok();
    assert!(page.has("a[href$='/2013-9999']") && page.has("a[href$='/2013-10001']"));
    let next = officer.get(&format!("{QUEUE}/suivant?apres=2013-9999")).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(next.location(), format!("{QUEUE}/2013-10000"));
    app.finish().await;
}

/// Motives of findings and verdicts follow the rules of the call; each has a length like any other text.
#[tokio::test]
async fn a_motive_that_is_too_long_is_refused_and_kept_on_the_page() {
    let app = TestApp::new().await;
    let (_, _, mut officer) = closed_call(&app, 1, &[]).await;
    let path = format!("{QUEUE}/2013-0001");
    let long = "é".repeat(2_001);
    for (form, fields) in [
        ("constats", [("decision-ADM-4", "confirmed"), ("motive-ADM-4", long.as_str())]),
        ("constats", [("contest", "ELI-2"), ("contest-motive", &long)]),
        ("verdicts", [("ruling-admissibility", "favourable"), ("why-admissibility", &long)]),
    ] {
        let sent = officer.read_and_post(&path, &format!("{path}/{form}"), &fields).await;
        let page = sent.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("Le motif a plus de 2 000 signes");
        assert_eq!(page.text(&format!("textarea[name={}]", fields[1].0)), long);
    }
    let fields = [("decision-ADM-4", "confirmed"), ("motive-ADM-4", &long[2..])];
    officer.read_and_post(&path, &format!("{path}/constats"), &fields).await.expect(StatusCode::SEE_OTHER);
    app.finish().await;
}
