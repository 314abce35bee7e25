//! From the frozen ranking to the public list: what each act needs, who may do it, what it refuses.

use axum::http::StatusCode;
use domain::{
    committee::Seat,
    dossier::State,
    ids::{CallId, DossierId, UserId},
    permissions::Role,
};
use laureat::{
    db::{Actor, broken_constraint},
    error::Refused,
    features::{
        calls,
        committee::{
            actions::{self, CommitteeRefused},
            store,
        },
        dossiers, results, reviews,
    },
};
use sea_orm::ConnectionTrait;

use crate::support::{Client, PTCE_2013, TestApp};

const COMMITTEE: &str = "/appels/ptce-2013/comite";
const DECISION: &str = "/appels/ptce-2013/decision";
const LAUREATES: &str = "/appels/ptce-2013/laureats";

/// A reviewed call whose track « émergence » has 250 000 € for five dossiers that ask for 100 000 € each:
/// two are funded, the next two are equal and do not fit, the last one is below the threshold.
struct Scene {
    app: TestApp,
    call: CallId,
    owner: UserId,
    dossiers: Vec<DossierId>,
    manager: Client,
    manager_id: UserId,
    chair: Client,
    chair_id: UserId,
    secretary: Client,
    secretary_id: UserId,
}

async fn scene() -> Scene {
    let app = TestApp::new().await;
    let source = PTCE_2013
        .replace("envelope = 1_000_000\n", "envelope = 250_000\n")
        .replace("envelope = 2_000_000\n", "envelope = 2_750_000\n");
    let call = app.import(&source).await;
    calls::actions::publish(&laureat::db::Act::now(&app.app, &Actor::CommandLine), call).await.unwrap();
    let owner = app.account("Hélène Vasseur").await;
    let mut dossiers = Vec::new();
    for n in 1..=5 {
        dossiers.push(app.filed(owner, "emergence", n).await);
    }
    app.make_admissible(call, &dossiers).await;
    let scored: Vec<_> = dossiers.iter().copied().zip([9, 8, 7, 7, 4]).collect();
    app.review_all(call, &scored).await;
    app.run_jobs().await;
    let (manager_id, manager) = app.declared(call, Role::CallManager).await;
    let (chair_id, chair) = app.declared(call, Role::Chair).await;
    let (secretary_id, secretary) = app.declared(call, Role::Secretary).await;
    Scene { app, call, owner, dossiers, manager, manager_id, chair, chair_id, secretary, secretary_id }
}

impl Scene {
    async fn proposed(&self) {
        let (manager, chair) = (self.app.actor(self.manager_id).await, self.app.actor(self.chair_id).await);
        actions::freeze_ranking(&laureat::db::Act::now(&self.app.app, &manager), self.call).await.unwrap();
        actions::propose(&laureat::db::Act::now(&self.app.app, &chair), self.call, None).await.unwrap();
    }

    /// Gives the two equals a motive each, so that the proposal can be adopted.
    async fn settled(&mut self) {
        self.proposed().await;
        for (number, place) in [("2013-0003", "1"), ("2013-0004", "2")] {
            let fields = [("outcome", "reserve"), ("reserve_rank", place), ("motive", "Ancrage plus ancien.")];
            let path = format!("{COMMITTEE}/{number}/ligne");
            self.chair
                .read_and_post(path.trim_end_matches("/ligne"), &path, &fields)
                .await
                .expect(StatusCode::SEE_OTHER);
        }
    }

    async fn adopted(&mut self) {
        self.settled().await;
        let (chair, secretary) = (self.app.actor(self.chair_id).await, self.app.actor(self.secretary_id).await);
        actions::adopt(&laureat::db::Act::now(&self.app.app, &chair), self.call, Seat::Chair, None).await.unwrap();
        actions::adopt(&laureat::db::Act::now(&self.app.app, &secretary), self.call, Seat::Secretary, None)
            .await
            .unwrap();
    }

    async fn run_sql(&self, sql: &str) -> Option<&'static str> {
        self.app.app.db.unguarded().execute_unprepared(sql).await.err().and_then(|error| broken_constraint(&error))
    }

    async fn states(&self) -> Vec<State> {
        let rows = dossiers::store::list_filed(self.app.app.db.reader(), self.call).await.unwrap();
        rows.iter().map(|row| row.state).collect()
    }
}

#[tokio::test]
async fn a_ranking_is_not_frozen_before_every_verdict_and_review_is_there() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let filed = app.filed(owner, "emergence", 1).await;
    let (_, mut manager) = app.staff(call, Role::CallManager).await;
    manager.get(COMMITTEE).await.ok().must_say("Le dépôt n’est pas clos").must_say("attend un avis");
    app.make_admissible(call, &[filed]).await;
    let (_, mut manager) = app.declared(call, Role::CallManager).await;
    let page = manager.get(COMMITTEE).await.ok().must_say("n’a pas toutes ses évaluations").must_say("2013-0001");
    assert!(!page.has("form[action$='/classement']"));
    manager.post("/appels/ptce-2013/classement", &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    app.review_all(call, &[(filed, 8)]).await;
    assert!(manager.get(COMMITTEE).await.ok().has("form[action$='/classement']"));
    manager.post_and_follow("/appels/ptce-2013/classement", &[]).await.ok().must_say("Classement figé");
    manager
        .post("/appels/ptce-2013/classement", &[])
        .await
        .expect(StatusCode::UNPROCESSABLE_ENTITY)
        .must_say("déjà figé");
    app.run_jobs().await;
    app.finish().await;
}

#[tokio::test]
async fn merit_stops_at_the_cut_and_a_tie_blocks_adoption() {
    let mut scene = scene().await;
    scene.proposed().await;
    let page = scene.chair.get(COMMITTEE).await.ok();
    let page = page.must_say("il reste 50\u{202f}000\u{a0}€").must_say("Il manque 150\u{202f}000\u{a0}€");
    page.must_say("À égalité\u{a0}: 2013-0003, 2013-0004").must_say("C2 sous le minimum\u{a0}: 2,00");
    let refused = scene.chair.read_and_post(COMMITTEE, "/appels/ptce-2013/adoption/presidence", &[]).await;
    refused.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("Ex æquo à départager\u{a0}: 2013-0003, 2013-0004");
    scene.app.finish().await;
}

#[tokio::test]
async fn a_proposal_takes_two_signatures_and_an_edit_voids_them() {
    let mut scene = scene().await;
    scene.settled().await;
    scene
        .chair
        .read_and_post(COMMITTEE, "/appels/ptce-2013/adoption/secretariat", &[])
        .await
        .expect(StatusCode::FORBIDDEN);
    scene
        .chair
        .read_and_post(COMMITTEE, "/appels/ptce-2013/adoption/presidence", &[])
        .await
        .expect(StatusCode::SEE_OTHER);
    let (authority, mut client) = scene.app.declared(scene.call, Role::DecidingAuthority).await;
    let early = client.read_and_post(DECISION, "/appels/ptce-2013/signature", &[]).await;
    early.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("n’ont pas encore tous deux adopté");
    scene
        .secretary
        .read_and_post(COMMITTEE, "/appels/ptce-2013/adoption/secretariat", &[])
        .await
        .expect(StatusCode::SEE_OTHER);
    assert!(client.get(DECISION).await.ok().has("form[action$='/signature']"));
    let edit = [("outcome", "retained"), ("amount", "90 000"), ("motive", "Le lot 3 n’est pas éligible.")];
    scene
        .chair
        .read_and_post(&format!("{COMMITTEE}/2013-0002"), &format!("{COMMITTEE}/2013-0002/ligne"), &edit)
        .await
        .expect(StatusCode::SEE_OTHER);
    assert!(!client.get(DECISION).await.ok().has("form[action$='/signature']"));
    let actor = scene.app.actor(authority).await;
    assert!(matches!(
        actions::sign(&laureat::db::Act::now(&scene.app.app, &actor), scene.call, None).await,
        Err(Refused::Rule(CommitteeRefused::Decision(_)))
    ));
    client.get(DECISION).await.ok().must_say("Le lot 3 n’est pas éligible.");
    scene.app.finish().await;
}

#[tokio::test]
async fn the_page_of_ones_work_says_whose_turn_it_is() {
    let mut scene = scene().await;
    let (_, mut authority) = scene.app.declared(scene.call, Role::DecidingAuthority).await;
    scene.chair.get("/travail").await.ok().must_say("Classement pas encore arrêté");
    scene.settled().await;
    scene.chair.get("/travail").await.ok().must_say("Proposition à adopter");
    authority.get("/travail").await.ok().must_say("Proposition pas encore adoptée");
    scene
        .chair
        .read_and_post(COMMITTEE, "/appels/ptce-2013/adoption/presidence", &[])
        .await
        .expect(StatusCode::SEE_OTHER);
    scene.chair.get("/travail").await.ok().must_say("Adoptée par vous");
    scene.secretary.get("/travail").await.ok().must_say("Proposition à adopter");
    scene
        .secretary
        .read_and_post(COMMITTEE, "/appels/ptce-2013/adoption/secretariat", &[])
        .await
        .expect(StatusCode::SEE_OTHER);
    authority.get("/travail").await.ok().must_say("Décision à signer");
    authority.read_and_post(DECISION, "/appels/ptce-2013/signature", &[]).await.expect(StatusCode::SEE_OTHER);
    scene.manager.get("/travail").await.ok().must_say("Résultats à publier");
    scene.manager.post("/appels/ptce-2013/resultats", &[]).await.expect(StatusCode::SEE_OTHER);
    authority.get("/travail").await.ok().must_say("Résultats publiés");
    scene.app.run_jobs().await;
    scene.app.finish().await;
}

#[tokio::test]
async fn one_person_cannot_hold_both_seats() {
    let mut scene = scene().await;
    scene.settled().await;
    scene.app.grant(scene.call, scene.chair_id, Role::Secretary).await;
    let actor = scene.app.actor(scene.chair_id).await;
    actions::adopt(&laureat::db::Act::now(&scene.app.app, &actor), scene.call, Seat::Chair, None).await.unwrap();
    let page = scene.chair.read_and_post(COMMITTEE, "/appels/ptce-2013/adoption/secretariat", &[]).await;
    page.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("deux personnes différentes");
    scene.app.finish().await;
}

#[tokio::test]
async fn nobody_signs_a_decision_that_they_adopted() {
    let mut scene = scene().await;
    scene.adopted().await;
    scene.app.grant(scene.call, scene.secretary_id, Role::DecidingAuthority).await;
    let signature = "/appels/ptce-2013/signature";
    let page = scene.secretary.get(DECISION).await.ok().must_say("par une autre personne");
    assert!(!page.has("form[action$='/signature']"), "no button that would only refuse");
    let refused = scene.secretary.post(signature, &[]).await;
    refused.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("par une autre personne");
    scene.secretary.post("/langue", &[("lang", "en"), ("back", DECISION)]).await.expect(StatusCode::SEE_OTHER);
    let refused = scene.secretary.post(signature, &[]).await;
    refused.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("somebody else must sign");
    assert!(scene.states().await.iter().all(|state| *state == State::Reviewed), "nothing was decided");
    let (_, mut authority) = scene.app.declared(scene.call, Role::DecidingAuthority).await;
    authority.get(DECISION).await.ok().must_say("La proposition est adoptée");
    authority.read_and_post(DECISION, signature, &[]).await.expect(StatusCode::SEE_OTHER);
    scene.app.finish().await;
}

#[tokio::test]
async fn a_line_that_departs_without_motive_or_beyond_the_money_is_refused_on_its_page() {
    let mut scene = scene().await;
    scene.proposed().await;
    let path = format!("{COMMITTEE}/2013-0003/ligne");
    let page = scene
        .chair
        .read_and_post(path.trim_end_matches("/ligne"), &path, &[("outcome", "retained"), ("amount", "100 000")])
        .await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("Donnez un motif");
    let page = page.must_say("dépasse de 50\u{202f}000\u{a0}€ ce qui reste de l’enveloppe");
    assert_eq!(page.attr("input[name=amount]", "value"), "100 000");
    let fields = [("outcome", "retained"), ("amount", "110 000"), ("motive", "Mieux.")];
    let page = scene
        .chair
        .read_and_post(path.trim_end_matches("/ligne"), &path, &fields)
        .await
        .expect(StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("plafond de ce dossier");
    let page = scene
        .chair
        .read_and_post(path.trim_end_matches("/ligne"), &path, &[("outcome", "retained"), ("amount", "beaucoup")])
        .await;
    page.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("en chiffres");
    scene.manager.post(&path, &[("outcome", "reserve")]).await.expect(StatusCode::FORBIDDEN);
    scene.app.finish().await;
}

#[tokio::test]
async fn award_above_envelope_fails_by_trigger() {
    let scene = scene().await;
    scene.proposed().await;
    let over_its_own = "UPDATE awards SET outcome = 'retained', amount_cents = 1 + \
        (SELECT award_ceiling_cents FROM dossiers WHERE dossiers.id = awards.dossier_id) \
        WHERE dossier_id = (SELECT id FROM dossiers WHERE number = '2013-0001')";
    assert_eq!(scene.run_sql(over_its_own).await, Some("award_above_dossier_ceiling"));
    // Without that guard the others still hold.
    scene.app.unguard("dossiers").await;
    assert_eq!(scene.run_sql("UPDATE dossiers SET award_ceiling_cents = NULL").await, None);
    let over_track = "UPDATE awards SET amount_cents = 12000000, outcome = 'retained'";
    assert_eq!(scene.run_sql(over_track).await, Some("award_above_track"));
    let over_ceiling = "UPDATE awards SET amount_cents = 12000001 \
        WHERE dossier_id = (SELECT id FROM dossiers WHERE number = '2013-0001')";
    assert_eq!(scene.run_sql(over_ceiling).await, Some("award_above_ceiling"));
    let lower = "UPDATE calls SET envelope_cents = 20000000";
    assert_eq!(scene.run_sql(lower).await, Some("never_changes"));
    scene.app.unguard("calls").await;
    assert_eq!(scene.run_sql(lower).await, None);
    let over_envelope = "UPDATE awards SET amount_cents = 11000000 \
        WHERE dossier_id = (SELECT id FROM dossiers WHERE number = '2013-0001')";
    assert_eq!(scene.run_sql(over_envelope).await, Some("award_above_envelope"));
    let sheet = {
        let call = calls::store::load(scene.app.app.db.reader(), scene.call).await.unwrap();
        store::load_sheet(scene.app.app.db.reader(), call).await.unwrap()
    };
    assert_eq!(sheet.awarded(), domain::money::Cents::from_euros(200_000), "nothing of it was written");
    scene.app.finish().await;
}

#[tokio::test]
async fn a_recused_member_gets_a_sheet_without_the_dossier() {
    let mut scene = scene().await;
    let (member, mut client) = scene.app.staff(scene.call, Role::CommitteeMember).await;
    let conflict = vec![(scene.dossiers[0], "Ma sœur préside le porteur.".to_owned())];
    let actor = scene.app.actor(member).await;
    reviews::actions::declare_interests(&laureat::db::Act::now(&scene.app.app, &actor), scene.call, conflict)
        .await
        .unwrap();
    scene.proposed().await;
    let page = client.get(COMMITTEE).await.ok().must_say("Hors déports");
    assert!(!page.says("2013-0001"));
    assert_eq!(page.texts(".app-rank__n"), ["1", "2", "2", "4"]);
    assert!(!page.says("Il manque"), "the gap at the cut would tell what the dossier is given");
    client.get(&format!("{COMMITTEE}/2013-0001")).await.expect(StatusCode::NOT_FOUND);
    let decision = client.get(DECISION).await.ok();
    assert!(!decision.says("2013-0001"));
    // The digest of the whole list would let who knows the dossier try what it was given.
    let whole = scene.manager.get(DECISION).await.ok().text(".app-mono");
    assert_eq!(whole.len(), 64, "{whole}");
    assert!(!decision.body().contains(&whole) && !decision.has(".app-mono"));
    scene.app.finish().await;
}

#[tokio::test]
async fn a_recused_secretary_is_asked_again_when_what_they_see_has_changed_and_only_then() {
    let mut scene = scene().await;
    let conflict = vec![(scene.dossiers[0], "Ma sœur préside le porteur.".to_owned())];
    let actor = scene.app.actor(scene.secretary_id).await;
    reviews::actions::declare_interests(&laureat::db::Act::now(&scene.app.app, &actor), scene.call, conflict)
        .await
        .unwrap();
    scene.settled().await;
    let read = scene.secretary.get(COMMITTEE).await.ok();
    let change = |amount: &'static str| [("outcome", "retained"), ("amount", amount), ("motive", "Budget resserré.")];
    let adoption = "/appels/ptce-2013/adoption/secretariat";
    let path = |number: &str| format!("{COMMITTEE}/{number}");
    let (seen, hidden) = (path("2013-0002"), path("2013-0001"));
    scene.chair.read_and_post(&seen, &format!("{seen}/ligne"), &change("90 000")).await.expect(StatusCode::SEE_OTHER);
    let stale = scene.secretary.post_from(&read, adoption, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let read = stale.must_say("La proposition a changé");
    scene
        .chair
        .read_and_post(&hidden, &format!("{hidden}/ligne"), &change("80 000"))
        .await
        .expect(StatusCode::SEE_OTHER);
    scene.secretary.post_from(&read, adoption, &[]).await.expect(StatusCode::SEE_OTHER);
    scene.app.finish().await;
}

#[tokio::test]
async fn results_are_public_after_the_signature_and_name_nobody_who_is_not_funded() {
    let mut scene = scene().await;
    scene.adopted().await;
    let (_, mut authority) = scene.app.declared(scene.call, Role::DecidingAuthority).await;
    let early = scene.manager.post("/appels/ptce-2013/resultats", &[]).await;
    early.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("pas encore signé");
    authority.read_and_post(DECISION, "/appels/ptce-2013/signature", &[]).await.expect(StatusCode::SEE_OTHER);
    authority.get(DECISION).await.ok().must_say("Décision signée");
    assert_eq!(scene.states().await, [State::Funded, State::Funded, State::Reserve, State::Reserve, State::Declined]);
    let mut visitor = scene.app.client();
    visitor.get(LAUREATES).await.ok().must_say("pas encore publiés");
    let mut owner = scene.app.sign_in(scene.owner).await;
    let letter = |n: usize| format!("/dossiers/{}/decision", scene.dossiers[n]);
    owner.get(&letter(0)).await.ok().must_say("pas encore de décision");

    let sent = scene.app.mails().len();
    scene.manager.get("/appels/ptce-2013/resultats").await.ok().must_say("2 lauréats");
    scene.manager.post_and_follow("/appels/ptce-2013/resultats", &[]).await.ok().must_say("Résultats publiés");
    scene.app.run_jobs().await;
    assert_eq!(scene.app.mails().len() - sent, 5, "each applicant is told once");
    let mails = scene.app.mails()[sent..].join("\n");
    for words in ["Votre projet est retenu", "liste complémentaire", "n’est pas retenu", "L311-3-1", "recours"] {
        assert!(mails.contains(words), "no mail says « {words} »");
    }
    let page = visitor.get(LAUREATES).await.ok().must_say("2013-0001").must_say("Montant fictif");
    assert!(!["2013-0003", "2013-0004", "2013-0005"].into_iter().any(|number| page.says(number)));
    let anchor = results::store::find_anchor(scene.app.app.db.reader(), scene.call).await.unwrap().unwrap();
    let csv = page.must_say(&anchor);
    assert!(csv.body().contains("laureats.csv"));
    let file = visitor.get(&format!("{LAUREATES}.csv")).await.ok().body();
    assert_eq!(file.lines().count(), 3, "{file}");
    assert!(file.contains("100000.00") && !file.contains("2013-0003"));
    owner.get(&letter(0)).await.ok().must_say("100\u{202f}000\u{a0}€").must_say("au rang 1 sur 5");
    owner.get(&letter(2)).await.ok().must_say("liste complémentaire").must_say("Ancrage plus ancien.");
    owner.get(&letter(4)).await.ok().must_say("n’est pas retenu").must_say("Si vous contestez");
    visitor.get(&letter(4)).await.expect(StatusCode::UNAUTHORIZED);
    scene.manager.get(DECISION).await.ok().must_say("résultats sont publics");
    let again = scene.manager.post("/appels/ptce-2013/resultats", &[]).await;
    again.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("déjà publiés");
    scene.app.run_jobs().await;
    scene.app.finish().await;
}
