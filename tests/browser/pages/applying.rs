//! The applicant: from an empty list to a filing, and what is left of it after the deadline.

use std::path::Path;

use domain::{answers::Answers, ids::DossierId, permissions::Role};
use laureat::{
    demo::{
        content::{self, Application},
        filing::Filed,
        stage::Player,
    },
    error::AppError,
    features::dossiers::actions as dossiers,
};

use super::{AT, Scene, owner};
use crate::{support::siret, walk::Who};

const STEPS: [&str; 8] = ["porteur", "pole", "membres", "territoire", "projet", "gouvernance", "budget", "engagements"];

/// A dossier without faults that nobody else in the replay files.
fn invented(scene: &Scene) -> Application {
    let call = &scene.played.call.definition;
    let some = content::applications(&scene.stage.words, call, 77, 6, 7_000);
    let without = |one: &Application| one.defect.is_none() && one.track == "consolidation";
    some.into_iter().find(without).expect("an invented dossier without faults")
}

/// From the empty list to a filing.
pub async fn a_first_dossier(scene: &mut Scene) -> Filed {
    scene.at("2013-07-17T10:00:00");
    let application = invented(scene);
    let user = scene.walk.server.app.account("Nadia Benali").await;
    let who = owner(user);
    let walk = &mut scene.walk;
    walk.see(Who::new(Role::Account, user), "dossiers", "list-empty", "/dossiers").await;
    walk.see(who, "dossiers", "new", &format!("{AT}/dossiers/nouveau")).await;
    walk.browser.fill("#siret", "123").await;
    walk.browser.follow("main form button").await;
    walk.look(who, "dossiers", "new-refused").await;
    walk.browser.tick(&format!("input[name=track][value={}]", application.track)).await;
    walk.browser.fill("#siret", &application.siret).await;
    walk.browser.follow("main form button").await;
    walk.look(who, "dossiers", "home-empty").await;
    let home = walk.browser.path().await.split('/').take(3).collect::<Vec<_>>().join("/");
    let id: DossierId = home.rsplit('/').next().unwrap().parse().unwrap();

    for step in ["porteur", "membres", "budget", "engagements"] {
        walk.see(who, "dossiers", &format!("step-{step}-empty"), &format!("{home}/etapes/{step}")).await;
    }
    walk.see(who, "dossiers", "documents-empty", &format!("{home}/documents")).await;
    walk.see(who, "dossiers", "check-blocked", &format!("{home}/verification")).await;
    refused(scene, who, &home).await;
    stale(scene, who, &home, id).await;
    complete(scene, who, &home, id, &application).await;
    filed(scene, who, &home).await;
    Filed { application, id, owner: Player::new(user, "Nadia Benali") }
}

/// What is refused, shown again with what was typed.
async fn refused(scene: &mut Scene, who: Who, home: &str) {
    let walk = &mut scene.walk;
    walk.browser.go(&format!("{home}/etapes/porteur")).await;
    walk.browser.fill("#lead_name", "Association des Trois Rivières").await;
    walk.browser.fill("#contact_email", "pas une adresse").await;
    walk.browser.fill("#contact_phone", "12").await;
    walk.browser.follow("main form .app-actions button").await;
    walk.look(who, "dossiers", "step-porteur-refused").await;
    walk.browser.go(&format!("{home}/etapes/budget")).await;
    walk.browser.fill("input[name='budget.64.1']", "cent mille").await;
    walk.browser.follow("main form .app-actions button").await;
    walk.look(who, "dossiers", "step-budget-refused").await;
    walk.see(who, "dossiers", "row-new", &format!("{home}/etapes/membres/lignes/members/nouvelle")).await;
    walk.browser.fill("#siret", "123").await;
    walk.browser.follow("main form button").await;
    walk.look(who, "dossiers", "row-refused").await;
    let folder = tempfile::TempDir::new().unwrap();
    let paper = folder.path().join("programme.exe");
    std::fs::write(&paper, b"MZ no document at all").unwrap();
    join(scene, home, &paper).await;
    scene.walk.look(who, "dossiers", "documents-refused").await;
}

async fn join(scene: &mut Scene, home: &str, file: &Path) {
    let walk = &mut scene.walk;
    walk.browser.go(&format!("{home}/documents")).await;
    walk.browser.attach("input[type=file]", file).await;
    walk.browser.follow("form[enctype='multipart/form-data'] button").await;
}

/// Somebody else wrote meanwhile.
async fn stale(scene: &mut Scene, who: Who, home: &str, id: DossierId) {
    let actor = scene.walk.server.app.actor(who.user.unwrap()).await;
    let app = scene.app();
    let walk = &mut scene.walk;
    // A field is not saved by itself when it is left: the whole page is sent.
    walk.browser.set_scripts("off").await;
    walk.browser.go(&format!("{home}/etapes/pole")).await;
    let theirs = domain::answers::Answer::Text("Pôle des Trois Rivières".into());
    let answers = Answers([("pole_name".to_owned(), theirs)].into());
    dossiers::fill(&laureat::db::Act::new(&app, &actor, app.now()), id, &answers).await.unwrap();
    walk.browser.fill("#pole_name", "Les Trois Rivières").await;
    walk.browser.follow("main form .app-actions button").await;
    walk.browser.set_scripts("on").await;
    walk.look(who, "dossiers", "conflict").await;
}

/// Everything is answered and joined.
async fn complete(scene: &mut Scene, who: Who, home: &str, id: DossierId, application: &Application) {
    let actor = scene.walk.server.app.actor(who.user.unwrap()).await;
    let app = scene.app();
    dossiers::fill(&laureat::db::Act::new(&app, &actor, app.now()), id, &application.answers).await.unwrap();
    scene.walk.see(who, "dossiers", "check-warned", &format!("{home}/verification")).await;
    for piece in &application.pieces {
        let bytes = bytes::Bytes::from(laureat::demo::paper::page(&piece.lines));
        let stream = futures::stream::iter([Ok::<_, AppError>(bytes)]);
        dossiers::join_document(
            &laureat::db::Act::new(&app, &actor, app.now()),
            id,
            &piece.piece,
            &piece.file_name,
            stream,
        )
        .await
        .unwrap();
    }
    let walk = &mut scene.walk;
    walk.forget_links();
    walk.see(who, "dossiers", "home-complete", home).await;
    walk.picture("taches").await;
    for step in STEPS {
        walk.see(who, "dossiers", &format!("step-{step}"), &format!("{home}/etapes/{step}")).await;
        match step {
            "membres" => walk.picture("membres").await,
            "budget" => walk.picture("budget").await,
            _ => {}
        }
    }
    for (name, step, table) in
        [("member", "membres", "members"), ("action", "projet", "actions"), ("funder", "budget", "funding")]
    {
        walk.browser.go(&format!("{home}/etapes/{step}")).await;
        walk.browser.follow(&format!("#{table} tbody button")).await;
        walk.look(who, "dossiers", &format!("row-{name}")).await;
    }
    walk.see(who, "dossiers", "documents", &format!("{home}/documents")).await;
    walk.see(who, "dossiers", "check-complete", &format!("{home}/verification")).await;
    walk.picture("verifier").await;
}

/// Filed, opened again, filed again.
async fn filed(scene: &mut Scene, who: Who, home: &str) {
    let walk = &mut scene.walk;
    walk.browser.follow("form[action$='/depot'] button").await;
    walk.look(who, "dossiers", "receipt-soon").await;
    walk.server.app.run_jobs().await;
    walk.forget_links();
    walk.see(who, "dossiers", "receipt", &format!("{home}/recepisse")).await;
    walk.picture("accuse").await;
    walk.see(who, "dossiers", "follow-up-filed", &format!("{home}/suivi")).await;
    walk.see(who, "dossiers", "home-filed", home).await;
    walk.see(who, "results", "letter-not-yet", &format!("{home}/decision")).await;
    walk.browser.go(home).await;
    walk.browser.follow("form[action$='/reouverture'] button").await;
    walk.look(who, "dossiers", "home-reopened").await;
    walk.see(who, "dossiers", "check-reopened", &format!("{home}/verification")).await;
    walk.browser.follow("form[action$='/depot'] button").await;
    walk.see(who, "dossiers", "list", "/dossiers").await;
    walk.forget_links();
}

/// A draft that is given up.
pub async fn a_withdrawn_draft(scene: &mut Scene) {
    let app = scene.app();
    let test = &scene.walk.server.app;
    let user = test.account("Paul Mercier").await;
    let (actor, siret) = (test.actor(user).await, siret(20));
    let call = test.call_id("ptce-2013").await;
    let id = dossiers::start_dossier(&laureat::db::Act::new(&app, &actor, app.now()), call, "emergence", &siret)
        .await
        .unwrap();
    let (who, home) = (owner(user), format!("/dossiers/{id}"));
    let walk = &mut scene.walk;
    walk.be(who).await;
    walk.browser.go(&home).await;
    walk.browser.unfold("aside details").await;
    walk.browser.follow("form[action$='/retrait'] button").await;
    walk.look(who, "dossiers", "follow-up-withdrawn").await;
    walk.see(who, "dossiers", "home-withdrawn", &home).await;
    walk.see(who, "dossiers", "list-withdrawn", "/dossiers").await;
}

/// What an applicant sees once it is too late.
pub async fn after_the_deadline(scene: &mut Scene) {
    scene.at("2013-10-12T10:00:00");
    laureat::worker::run_due(&scene.app()).await.unwrap();
    let (user, id) = (scene.filed[0].owner.id, scene.filed[0].id);
    let late = scene.walk.server.app.account("Louis Garnier").await;
    let who = owner(user);
    let walk = &mut scene.walk;
    walk.forget_links();
    walk.see(who, "dossiers", "home-closed", &format!("/dossiers/{id}")).await;
    walk.see(who, "dossiers", "follow-up-closed", &format!("/dossiers/{id}/suivi")).await;
    walk.see(owner(late), "dossiers", "new-too-late", &format!("{AT}/dossiers/nouveau")).await;
    walk.see(crate::walk::VISITOR, "calls", "call-examined", AT).await;
}
