//! Before there is a call, before it is open, and the pages of accounts.

use domain::permissions::Role;
use laureat::{
    db::Actor,
    features::{accounts, calls, journal::verify_journal},
    queue,
};

use super::{AT, Scene};
use crate::{
    support::{PASSWORD, give_up_all, release, under_way},
    walk::{VISITOR, Walk, Who},
};

/// The site on its first day.
pub async fn nothing_yet(walk: &mut Walk, operator: Who) {
    walk.see(VISITOR, "calls", "index-empty", "/").await;
    walk.see(operator, "accounts", "platform-empty", "/plateforme").await;
    walk.see(operator, "site", "work-empty", "/travail").await;
    walk.see(VISITOR, "site", "mails-empty", "/demo/courriers").await;
    for page in ["accessibilite", "donnees-personnelles", "mentions-legales", "aide", "code-source"] {
        walk.see(VISITOR, "site", page, &format!("/{page}")).await;
    }
}

/// A call that only those who run it see, then one that is not open yet.
pub async fn before_publication(scene: &mut Scene) {
    let (manager, operator) = (scene.manager(), scene.operator());
    let walk = &mut scene.walk;
    walk.see(manager, "calls", "call-draft", AT).await;
    walk.see(manager, "calls", "dashboard-draft", &format!("{AT}/tableau-de-bord")).await;
    walk.see(manager, "calls", "people", &format!("{AT}/personnes")).await;
    walk.browser.fill("#email", "pas une adresse").await;
    walk.browser.follow("aside form button").await;
    walk.look(manager, "calls", "people-refused").await;
    walk.browser.fill("#email", "nouvelle.personne@example.org").await;
    walk.browser.fill("#name", "Maud Keller").await;
    walk.browser.choose("#role", "reviewer").await;
    walk.browser.follow("aside form button").await;
    walk.look(manager, "calls", "people-invited").await;
    walk.see(operator, "accounts", "platform", "/plateforme").await;
    walk.browser.follow("main form button").await;
    walk.look(operator, "accounts", "platform-refused").await;
    walk.browser.go("/plateforme").await;
    walk.browser.follow("main table a").await;
    walk.look(operator, "accounts", "institution").await;
    walk.browser.fill("#siren", "123").await;
    walk.browser.follow("main form button").await;
    walk.look(operator, "accounts", "institution-refused").await;
    walk.see(operator, "accounts", "list", "/plateforme/comptes").await;
    let account = format!("/plateforme/comptes/{}", scene.cast.member.id);
    walk.see(operator, "accounts", "account", &account).await;
    walk.browser.follow("#fermeture button").await;
    walk.look(operator, "accounts", "account-closed").await;
    walk.browser.follow("#fermeture button").await;
    walk.see(operator, "site", "work-operator", "/travail").await;
    jobs(scene).await;

    scene.at("2013-07-11T09:00:00");
    let app = scene.app();
    calls::actions::publish(&laureat::db::Act::now(&app, &scene.cast.manager.actor), scene.played.id).await.unwrap();
    scene.walk.forget_links();
    scene.walk.see(VISITOR, "calls", "call-upcoming", AT).await;
}

/// The mail of an invitation that could not be sent, and that is tried again.
async fn jobs(scene: &mut Scene) {
    let (operator, app) = (scene.operator(), scene.app());
    scene.walk.see(operator, "jobs", "waiting", "/plateforme/taches?liste=en-attente").await;
    give_up_all(&app).await;
    let walk = &mut scene.walk;
    walk.see(operator, "jobs", "failed", "/plateforme/taches").await;
    walk.browser.follow("main table form button").await;
    walk.look(operator, "jobs", "tried-again").await;
    verification(scene).await;
}

/// A call is verified: refused, waiting, under way, done; and one that is given up.
async fn verification(scene: &mut Scene) {
    let (operator, app) = (scene.operator(), scene.app());
    let walk = &mut scene.walk;
    walk.browser.go("/plateforme/taches").await;
    walk.browser.follow("#verifier form button").await;
    walk.look(operator, "jobs", "verification-refused").await;
    walk.browser.choose("#call", "ptce-2013").await;
    walk.browser.follow("#verifier form button").await;
    walk.look(operator, "jobs", "job-waiting").await;
    let act = laureat::db::Act::now(&app, &Actor::CommandLine);
    let id = verify_journal::ask(&act, "ptce-2013", false).await.unwrap();
    let page = format!("/plateforme/taches/{id}");
    under_way(&app, id).await;
    walk.see(operator, "jobs", "job-running", &page).await;
    release(&app, id).await;
    laureat::worker::run_due(&app).await.unwrap();
    walk.see(operator, "jobs", "job-done", &page).await;
    walk.see(operator, "jobs", "verified", "/plateforme/taches").await;
    let id = verify_journal::ask(&act, "ptce-2013", true).await.unwrap();
    walk.see(operator, "jobs", "job-to-cancel", &format!("/plateforme/taches/{id}")).await;
    walk.browser.follow("form[action$='/annulation'] button").await;
    walk.look(operator, "jobs", "job-cancelled").await;
}

/// An address of that kind in the mails that were sent.
async fn link(scene: &Scene, kind: &str) -> String {
    let app = &scene.walk.server.app;
    app.run_jobs().await;
    let mails = queue::store::list_mails(&app.app.db, 50).await.unwrap();
    let start = format!("{}{kind}", scene.walk.server.base);
    let mut words = mails.iter().flat_map(|mail| mail.body_text.split_whitespace());
    words.find(|word| word.starts_with(&start)).unwrap_or_else(|| panic!("no mail leads to {kind}")).to_owned()
}

/// Signing up and in, forgotten passwords, invitations, one's own account.
pub async fn accounts(scene: &mut Scene) {
    scene.at("2013-07-16T10:00:00");
    let invited = scene.cast.reviewers[1].0.id;
    let invitation =
        accounts::actions::invitation_link(&laureat::db::Act::now(&scene.app(), &Actor::CommandLine), invited)
            .await
            .unwrap();
    let walk = &mut scene.walk;
    walk.see(VISITOR, "accounts", "invitation", &invitation).await;
    walk.browser.fill("#password", "court").await;
    walk.browser.follow("main form button").await;
    walk.look(VISITOR, "accounts", "invitation-refused").await;
    walk.see(VISITOR, "errors", "410", &format!("/invitation/{}", "0".repeat(64))).await;
    walk.see(VISITOR, "accounts", "sign-up", "/inscription").await;
    walk.browser.follow("main form button").await;
    walk.look(VISITOR, "accounts", "sign-up-refused").await;
    walk.browser.fill("#name", "Sofia Marchand").await;
    walk.browser.fill("#email", "sofia.marchand@example.org").await;
    walk.browser.fill("#password", PASSWORD).await;
    walk.browser.follow("main form button").await;
    walk.look(VISITOR, "accounts", "sign-up-sent").await;
    let confirmation = link(scene, "/confirmation/").await;
    let walk = &mut scene.walk;
    walk.see(VISITOR, "accounts", "confirmation", &confirmation).await;
    walk.see(VISITOR, "accounts", "sign-in", "/connexion").await;
    walk.browser.fill("#email", "sofia.marchand@example.org").await;
    walk.browser.fill("#password", "ce n’est pas le bon").await;
    walk.browser.follow("main form button").await;
    walk.look(VISITOR, "accounts", "sign-in-refused").await;
    walk.see(VISITOR, "accounts", "forgotten", "/mot-de-passe/oubli").await;
    walk.browser.fill("#email", "instruction@example.org").await;
    walk.browser.follow("main form button").await;
    walk.look(VISITOR, "accounts", "forgotten-sent").await;
    let reset = link(scene, "/mot-de-passe/").await;
    let officer = scene.officer();
    let somebody = Who::new(Role::Account, scene.walk.server.app.account("Sacha Verdier").await);
    let walk = &mut scene.walk;
    walk.see(VISITOR, "accounts", "new-password", &reset).await;
    walk.see(somebody, "accounts", "own", "/compte").await;
    walk.browser.fill("#name", "").await;
    walk.browser.follow("form[action='/compte/identite'] button").await;
    walk.look(somebody, "accounts", "own-refused").await;
    walk.see(somebody, "site", "work-of-nobody", "/travail").await;
    walk.see(officer, "site", "work-early", "/travail").await;
    walk.see(VISITOR, "site", "mails", "/demo/courriers").await;
    walk.browser.follow("main tbody a").await;
    walk.look(VISITOR, "site", "mail").await;
    walk.see(VISITOR, "calls", "index", "/").await;
    walk.picture("accueil").await;
    walk.see(VISITOR, "calls", "call-open", AT).await;
    walk.picture("appel").await;
    walk.browser.follow("form[action='/langue'] button[value=en]").await;
    walk.look(VISITOR, "calls", "call-open-english").await;
    walk.see(VISITOR, "accounts", "sign-in-english", "/connexion").await;
    walk.browser.follow("form[action='/langue'] button[value=fr]").await;
}
