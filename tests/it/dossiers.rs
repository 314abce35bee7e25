//! Applicants: from the choice of a track to the receipt and the follow-up.

use axum::http::{Method, Request, StatusCode, header};
use domain::{
    dossier::{EditRefused, State},
    ids::{CallId, DossierId, UserId},
    journal::EventKind,
    permissions::{Action, Role},
    rules::FindingOutcome,
};
use laureat::{
    db::{Act, entities::finding},
    error::Refused,
    features::dossiers::{
        actions::{self, Filing},
        store,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::support::{Client, File, PDF, TestApp, siret};

async fn applicant() -> (TestApp, CallId, UserId, Client) {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (owner, client) = app.person("Nadia Berthier").await;
    (app, call, owner, client)
}

async fn load(app: &TestApp, id: DossierId) -> store::DossierRow {
    store::load_dossier(app.app.db.reader(), id).await.unwrap()
}

fn step(id: DossierId, step: &str) -> String {
    format!("/dossiers/{id}/etapes/{step}")
}

async fn fetch(client: &mut Client, path: &str, fields: &[(&str, &str)]) -> (StatusCode, serde_json::Value) {
    let csrf = client.csrf().await;
    let fields: Vec<(&str, &str)> = [("csrf", csrf.as_str())].into_iter().chain(fields.iter().copied()).collect();
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("x-requested-with", "fetch")
        .body(serde_html_form::to_string(&fields).unwrap().into())
        .unwrap();
    let page = client.send(request).await;
    (page.status, serde_json::from_str(&page.body()).unwrap())
}

#[tokio::test]
async fn a_dossier_is_started_with_a_track_and_a_true_siret() {
    let (app, _, _, mut client) = applicant().await;
    client.get("/dossiers").await.ok().must_say("Vous n’avez pas encore de dossier");
    client.get("/appels/ptce-2013/dossiers/nouveau").await.ok().must_say("732 829 320 00074");
    let page =
        client.post("/appels/ptce-2013/dossiers", &[("track", "emergence"), ("siret", "123 456 789 12345")]).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("Ce SIRET n’existe pas");
    assert_eq!(page.attr("#siret", "value"), "123 456 789 12345");
    assert!(page.has("input[name=track][value=emergence][checked]"));
    let fields = [("track", "emergence"), ("siret", "732 829 320 00074")];
    let page = client.post_and_follow("/appels/ptce-2013/dossiers", &fields).await.ok();
    page.must_say("Les étapes du dossier").must_say("Aucune étape sur 8");
    client.get("/dossiers").await.ok().must_say("Dossier sans nom").must_say("En cours d’écriture");
    app.finish().await;
}

#[tokio::test]
async fn every_step_and_line_of_an_empty_and_of_a_full_dossier_is_shown() {
    let (app, _, owner, mut client) = applicant().await;
    let fields = [("track", "consolidation"), ("siret", "73282932000074")];
    let empty = client.post("/appels/ptce-2013/dossiers", &fields).await.expect(StatusCode::SEE_OTHER).location();
    let full = format!("/dossiers/{}", app.draft(owner, "emergence", 1).await);
    for dossier in [&empty, &full] {
        client.get(dossier).await.ok();
        for code in ["porteur", "pole", "membres", "territoire", "projet", "gouvernance", "budget", "engagements"] {
            let page = client.get(&format!("{dossier}/etapes/{code}")).await.ok();
            for line in page.attrs("button[name=then][value^='row:']", "value") {
                let parts: Vec<&str> = line.split(':').collect();
                let line = if parts[2] == "new" { "nouvelle" } else { parts[2] };
                client.get(&format!("{dossier}/etapes/{code}/lignes/{}/{line}", parts[1])).await.ok();
            }
        }
        client.get(&format!("{dossier}/verification")).await.ok();
        client.get(&format!("{dossier}/suivi")).await.ok();
        client.get(&format!("{dossier}/recepisse")).await.expect(StatusCode::NOT_FOUND);
    }
    app.finish().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_shown_again_and_does_not_keep_the_rest_from_being_saved() {
    let (app, _, owner, mut client) = applicant().await;
    let id = app.draft(owner, "emergence", 1).await;
    client.get(&step(id, "porteur")).await.ok();
    let fields = [
        ("v.lead_name", "1"),
        ("lead_name", "Fil & Retour"),
        ("v.contact_email", "1"),
        ("contact_email", "pas une adresse"),
        ("v.staff_fte", "1"),
        ("staff_fte", "douze"),
    ];
    let page = client.post(&step(id, "porteur"), &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.count(".govuk-error-summary li"), 2);
    assert_eq!(page.attr("#contact_email", "value"), "pas une adresse");
    assert_eq!(page.attr("#lead_name", "value"), "Fil & Retour");
    assert_eq!(load(&app, id).await.lead_name, "Fil & Retour");
    let page = client.get(&step(id, "porteur")).await.ok();
    assert_eq!(page.attr("#contact_email", "value"), "contact@example.org", "what cannot be read is not stored");
    app.finish().await;
}

#[tokio::test]
async fn a_stale_answer_is_refused_and_both_are_shown() {
    let (app, _, owner, mut client) = applicant().await;
    let id = app.draft(owner, "emergence", 1).await;
    client.get(&step(id, "pole")).await.ok();
    client.post(&step(id, "pole"), &[("v.pole_name", "1"), ("pole_name", "Le premier nom")]).await;
    let fields = [("v.pole_name", "1"), ("pole_name", "Le second nom"), ("v.keywords", "1"), ("keywords", "textile")];
    let page = client.post(&step(id, "pole"), &fields).await.expect(StatusCode::CONFLICT);
    let page = page.must_say("Le premier nom").must_say("Deux réponses pour une même question");
    assert_eq!(page.attr("#pole_name", "value"), "Le second nom");
    assert_eq!(load(&app, id).await.project_name, "Le premier nom");
    let now = page.attr("[name='v.pole_name']", "value");
    let keep = [("v.pole_name", now.as_str()), ("pole_name", "Le second nom"), ("keep.pole_name", "theirs")];
    client.post(&step(id, "pole"), &keep).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(load(&app, id).await.project_name, "Le premier nom");
    client.post(&step(id, "pole"), &keep[..2]).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(load(&app, id).await.project_name, "Le second nom");
    app.finish().await;
}

/// With `BEGIN` and `COMMIT`, which are not counted: six statements.
#[tokio::test]
async fn an_answer_of_a_step_without_condition_is_saved_with_four_queries() {
    let (app, _, owner, mut client) = applicant().await;
    let id = app.draft(owner, "emergence", 1).await;
    client.get(&step(id, "pole")).await.ok();
    client.csrf().await;
    for (version, text) in [("1", "Un premier texte."), ("2", "Un second texte.")] {
        let before = app.statements();
        let fields = [("field", "story"), ("v.story", version), ("story", text)];
        let (status, said) = fetch(&mut client, &step(id, "pole"), &fields).await;
        assert_eq!((status, app.statements() - before), (StatusCode::OK, 4), "{said}");
    }
    app.finish().await;
}

#[tokio::test]
async fn the_autosave_says_when_and_which_version_or_what_is_wrong() {
    let (app, _, owner, mut client) = applicant().await;
    let id = app.draft(owner, "emergence", 1).await;
    client.get(&step(id, "budget")).await.ok();
    let cell = |value: &'static str, version: &'static str| {
        [("field", "budget.60.0"), ("v.budget.60.0", version), ("budget.60.0", value)]
    };
    let (status, said) = fetch(&mut client, &step(id, "budget"), &cell("14 000,50", "0")).await;
    assert_eq!((status, said["version"].as_i64()), (StatusCode::OK, Some(1)));
    assert!(said["saved_text"].as_str().unwrap().starts_with("Enregistré à "));
    let (status, said) = fetch(&mut client, &step(id, "budget"), &cell("beaucoup", "1")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said["error"].as_str().unwrap().contains("montant"));
    let (status, _) = fetch(&mut client, &step(id, "budget"), &cell("15 000", "0")).await;
    assert_eq!(status, StatusCode::CONFLICT);
    client.get(&step(id, "budget")).await.ok().must_say("il manque 14 000,50").must_say("Ce qui s’équilibre");
    app.finish().await;
}

#[tokio::test]
async fn lines_of_a_table_are_added_changed_and_removed_one_by_one() {
    let (app, _, owner, mut client) = applicant().await;
    let id = app.draft(owner, "emergence", 1).await;
    let new = format!("{}/lignes/members/nouvelle", step(id, "membres"));
    client.get(&new).await.ok().must_say("Composition demandée");
    let mut fields = vec![("v", "0"), ("name", "Tissages Lecointe"), ("siret", "123 456 789 12345")];
    fields.extend([("category", "enterprise"), ("role", "Essais")]);
    let page = client.post(&new, &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attr("#siret", "value"), "123 456 789 12345");
    let line = page.attr("form.app-narrow", "action");
    assert!(!line.ends_with("nouvelle"), "what could be read is saved at once");
    let version = page.attr("[name=v]", "value");
    let good = siret(77);
    let fields = [("v", version.as_str()), ("name", "Tissages Lecointe"), ("siret", &good), ("category", "enterprise")];
    client.post(&line, &fields).await.expect(StatusCode::SEE_OTHER);
    client.post(&line, &[("v", version.as_str()), ("name", "Autre")]).await.expect(StatusCode::CONFLICT);
    client.get(&step(id, "membres")).await.ok().must_say("Tissages Lecointe");
    client.post(&format!("{line}/retrait"), &[]).await.expect(StatusCode::SEE_OTHER);
    assert!(!client.get(&step(id, "membres")).await.ok().says("Tissages Lecointe</th>"));
    app.finish().await;
}

#[tokio::test]
async fn a_piece_is_taken_by_its_content_and_downloaded_again() {
    let (app, call, owner, mut client) = applicant().await;
    let id = app.draft(owner, "emergence", 1).await;
    let documents = format!("/dossiers/{id}/documents");
    client.get(&step(id, "engagements")).await.ok().must_say("Pièces à joindre");
    let file = |name, bytes| File { field: "file", name, media_type: "application/pdf", bytes };
    let refused =
        client.upload(&documents, &[("piece", "rib")], &[file("virus.pdf", b"MZ\x90\x00 not a document")]).await;
    refused.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("n’a pas un format accepté");
    let name = "../../relevé d’identité.pdf";
    client.upload(&documents, &[("piece", "rib")], &[file(name, PDF)]).await.expect(StatusCode::SEE_OTHER);
    let page = client.get(&step(id, "engagements")).await.ok().must_say("relevé d’identité.pdf");
    let href = page.attr("#piece-rib a", "href");
    assert_eq!(client.get(&href).await.ok().body().as_bytes(), PDF);
    let (_, mut officer) = app.staff(call, Role::CaseOfficer).await;
    officer.get(&href).await.expect(StatusCode::NOT_FOUND);
    let (_, mut stranger) = app.person("Un autre").await;
    stranger.get(&href).await.expect(StatusCode::NOT_FOUND);
    client.post(&format!("{href}/retrait"), &[]).await.expect(StatusCode::SEE_OTHER);
    assert!(!client.get(&step(id, "engagements")).await.ok().has("#piece-rib a"));
    app.finish().await;
}

#[tokio::test]
async fn a_filing_gives_a_number_a_receipt_and_a_mail() {
    let (app, call, owner, mut client) = applicant().await;
    let id = app.draft(owner, "emergence", 1).await;
    let page = client.get(&format!("/dossiers/{id}/verification")).await.ok().must_say("Déposer le dossier");
    assert!(page.has("form[action$='/depot']"));
    let page = client.post_and_follow(&format!("/dossiers/{id}/depot"), &[]).await.ok();
    let page = page.must_say("2013-0001").must_say("en préparation").must_say("deux mois après le dépôt");
    let row = load(&app, id).await;
    let filing = store::load_submission(app.app.db.reader(), row.submission.unwrap()).await.unwrap();
    let text = store::submissions::load_text(app.app.db.reader(), filing.id).await.unwrap();
    assert_eq!(filing.digest, domain::canonical::sha256_hex(text.as_bytes()));
    let page = page.must_say(&filing.digest).must_say(&filing.anchor());
    let pieces = &filing.snapshot.documents;
    assert!(!pieces.is_empty() && pieces.iter().all(|piece| page.says(&piece.sha256)));
    let events = laureat::db::journal::list(app.app.db.reader(), call, 0, 100).await.unwrap();
    let event = events.iter().find(|event| event.kind == EventKind::DossierFiled).unwrap();
    assert_eq!(event.payload["digest"], filing.digest);
    assert_eq!((event.seq, event.hash.to_string()), (filing.event_seq, filing.event_hash.clone()));
    app.run_jobs().await;
    assert!(app.mails().iter().any(|mail| mail.contains("2013-0001") && mail.contains(&filing.digest)));
    client.get(&format!("/dossiers/{id}/recepisse")).await.ok().must_say("Télécharger le récépissé");
    for file in ["recepisse.pdf", "dossier.pdf"] {
        let page = client.get(&format!("/dossiers/{id}/{file}")).await.ok();
        assert_eq!(page.header("content-type"), "application/pdf");
    }
    client.get(&format!("/dossiers/{id}")).await.ok().must_say("déposé le").must_say("Rouvrez-le");
    client.get(&format!("/dossiers/{id}/suivi")).await.ok().must_say("Vous êtes ici").must_say("Dépôt n° 1");
    client.get("/dossiers").await.ok().must_say("2013-0001");
    app.finish().await;
}

#[tokio::test]
async fn an_unsworn_dossier_is_not_filed_and_says_why() {
    let (app, _, owner, mut client) = applicant().await;
    let id = app.draft(owner, "emergence", 1).await;
    client.get(&step(id, "engagements")).await.ok();
    client.post(&step(id, "engagements"), &[("v.sworn_tax", "1")]).await.expect(StatusCode::SEE_OTHER);
    let page = client.get(&format!("/dossiers/{id}/verification")).await.ok().must_say("un point bloque");
    assert!(!page.has("form[action$='/depot']"));
    assert!(page.attr(".app-missing--stop a", "href").ends_with("/etapes/engagements#sworn_tax"));
    let page = client.post(&format!("/dossiers/{id}/depot"), &[]).await;
    page.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("ADM-3");
    assert_eq!(load(&app, id).await.state, State::Draft);
    app.finish().await;
}

#[tokio::test]
async fn one_microsecond_late_is_late_and_stands_in_the_journal() {
    let (app, call, owner, _) = applicant().await;
    let id = app.draft(owner, "emergence", 1).await;
    let actor = app.actor(owner).await;
    let closes = crate::support::instant("2013-10-11T23:59:00");
    let late = actions::submit(&laureat::db::Act::new(&app.app, &actor, closes), id).await;
    assert!(matches!(late, Ok(Filing::Late { closed }) if closed == closes));
    let events = laureat::db::journal::list(app.app.db.reader(), call, 0, 100).await.unwrap();
    assert_eq!(events.last().unwrap().kind, EventKind::LateFilingRefused);
    // Insisting is refused each time, and written once a minute.
    for seconds in [1, 59, 60, 61] {
        let late = actions::submit(&laureat::db::Act::new(&app.app, &actor, closes.plus_seconds(seconds)), id).await;
        assert!(matches!(late, Ok(Filing::Late { .. })), "{late:?}");
    }
    let again = laureat::db::journal::list(app.app.db.reader(), call, events.last().unwrap().seq, 100).await.unwrap();
    assert_eq!(again.iter().map(|event| event.at).collect::<Vec<_>>(), [closes.plus_seconds(60)]);
    let just = domain::time::Instant::from_micros(closes.micros() - 1);
    actions::submit(&laureat::db::Act::new(&app.app, &actor, just), id).await.unwrap();
    assert_eq!(load(&app, id).await.number.as_deref(), Some("2013-0001"));
    app.set_clock("2013-10-12T00:00:00");
    app.run_jobs().await;
    app.finish().await;
}

#[tokio::test]
async fn after_the_deadline_nothing_is_saved_and_what_was_typed_is_shown() {
    let (app, _, owner, mut client) = applicant().await;
    let id = app.draft(owner, "emergence", 1).await;
    client.get(&step(id, "pole")).await.ok();
    app.set_clock("2013-10-12T08:00:00");
    let (_, mut client) = (client.clone(), app.sign_in(owner).await);
    client.get(&format!("/dossiers/{id}")).await.ok().must_say("clos depuis");
    let page = client.post(&step(id, "pole"), &[("v.pole_name", "1"), ("pole_name", "Trop tard")]).await;
    let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("clos depuis");
    assert_eq!(page.attr("#pole_name", "value"), "Trop tard");
    client.get("/appels/ptce-2013/dossiers/nouveau").await.ok().must_say("clos depuis");
    app.finish().await;
}

#[tokio::test]
async fn a_reopened_dossier_keeps_its_filing_until_the_next_one() {
    let (app, _, owner, mut client) = applicant().await;
    let id = app.filed(owner, "emergence", 1).await;
    let first = load(&app, id).await;
    client.get(&format!("/dossiers/{id}")).await.ok();
    let page = client.post_and_follow(&format!("/dossiers/{id}/reouverture"), &[]).await.ok();
    page.must_say("reste valable");
    client.get(&step(id, "pole")).await.ok();
    client
        .post(&step(id, "pole"), &[("v.pole_name", "1"), ("pole_name", "Nom changé")])
        .await
        .expect(StatusCode::SEE_OTHER);
    assert_eq!(load(&app, id).await.project_name, first.project_name, "lists show what was filed");
    client.post(&format!("/dossiers/{id}/depot"), &[]).await.expect(StatusCode::SEE_OTHER);
    let second = load(&app, id).await;
    assert_eq!((second.number.clone(), second.project_name.as_str()), (first.number.clone(), "Nom changé"));
    assert_ne!(second.submission, first.submission);
    app.run_jobs().await;
    client.get(&format!("/dossiers/{id}/suivi")).await.ok().must_say("Dépôt n° 2");
    let at = app.app.now();
    let act = laureat::db::Act::new(&app.app, &app.actor(owner).await, at);
    actions::reopen(&act, id).await.unwrap();
    assert!(matches!(actions::reopen(&act, id).await, Err(Refused::Rule(EditRefused::AlreadyOpen))));
    app.finish().await;
}

async fn adm_5(app: &TestApp, id: DossierId) -> FindingOutcome {
    let row = load(app, id).await;
    let found = finding::Entity::find()
        .filter(finding::Column::SubmissionId.eq(row.submission.unwrap().uuid()))
        .filter(finding::Column::Rule.eq("ADM-5"))
        .one(app.app.db.reader())
        .await
        .unwrap();
    FindingOutcome::parse(&found.unwrap().outcome).unwrap()
}

#[tokio::test]
async fn the_last_dossier_of_a_lead_on_a_track_counts_until_it_is_withdrawn() {
    let (app, _, owner, mut client) = applicant().await;
    let first = app.filed(owner, "emergence", 1).await;
    let second = app.filed(owner, "emergence", 1).await;
    let other = app.filed(owner, "consolidation", 1).await;
    assert_eq!(
        (adm_5(&app, first).await, adm_5(&app, second).await, adm_5(&app, other).await),
        (FindingOutcome::Broken, FindingOutcome::Respected, FindingOutcome::Respected)
    );
    client.get(&format!("/dossiers/{second}")).await.ok();
    client.post_and_follow(&format!("/dossiers/{second}/retrait"), &[]).await.ok().must_say("Candidature retirée");
    assert_eq!(load(&app, second).await.state, State::Withdrawn);
    assert_eq!(adm_5(&app, first).await, FindingOutcome::Respected);
    app.finish().await;
}

#[tokio::test]
async fn a_dossier_becomes_only_what_follows_its_state() {
    let app = TestApp::new().await;
    app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let dossier = app.draft(owner, "emergence", 1).await;
    let act = Act::now(&app.app, &app.actor(owner).await);
    let (leap, step) = (State::Funded, State::Filed);
    for (next, follows) in [(leap, false), (step, true)] {
        let tx = act.on_dossier(dossier, Action::EditDossier).await.unwrap();
        let one = store::move_to(&tx, tx.on(), next).await;
        assert_eq!(one.is_ok(), follows, "{next:?}: {one:?}");
        let many = store::move_all(&tx, &[tx.on()], next).await;
        assert_eq!(many.is_ok(), follows, "{next:?}: {many:?}");
    }
    app.finish().await;
}
