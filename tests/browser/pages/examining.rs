//! Officers: the queue and the dossier, before and after decisions.

use domain::{permissions::Role, time::Instant};
use laureat::demo::checking;

use super::{AT, Scene, owner};

/// Interests are declared, findings wait for a decision.
pub async fn before_any_decision(scene: &mut Scene) {
    scene.at("2013-10-14T09:00:00");
    let newcomer = scene.officer();
    let recused = scene.newcomer(Role::CaseOfficer).await;
    let walk = &mut scene.walk;
    let queue = format!("{AT}/recevabilite");
    let dossier = format!("{queue}/2013-0003");
    for (name, asked) in [("declaration-before-queue", &queue), ("declaration-first", &dossier)] {
        walk.see(newcomer, "reviews", name, asked).await;
        assert!(walk.browser.path().await.ends_with("/evaluations/declaration"), "{asked} before the declaration");
    }
    walk.see(newcomer, "reviews", "declaration", &format!("{AT}/evaluations/declaration")).await;
    walk.browser.follow("main form button").await;
    walk.look(newcomer, "reviews", "declaration-refused").await;
    walk.browser.tick("input[name=choice][value=none]").await;
    walk.browser.follow("main form button").await;
    walk.look(newcomer, "site", "after-declaration").await;
    walk.see(newcomer, "admissibility", "queue", &queue).await;
    walk.picture("file-des-dossiers").await;
    walk.see(newcomer, "site", "work-officer", "/travail").await;
    walk.see(newcomer, "admissibility", "queue-nothing-found", &format!("{queue}?recherche=introuvable")).await;
    let (todo, next) = (format!("{queue}/2013-0003"), format!("{queue}/2013-0004"));
    walk.see(newcomer, "admissibility", "dossier-todo", &todo).await;
    walk.picture("instruction").await;
    walk.browser.fill_each("textarea[name^='why-']", "").await;
    walk.browser.tick_each("input[name^='ruling-'][value=unfavourable]").await;
    walk.browser.follow("form[action$='/verdicts'] button:not([name=then])").await;
    walk.look(newcomer, "admissibility", "dossier-refused").await;
    walk.see(newcomer, "admissibility", "dossier-next", &next).await;

    // Somebody who knows one of the leads.
    walk.be(recused).await;
    walk.browser.go(&format!("{AT}/evaluations/declaration")).await;
    walk.browser.tick("input[name=choice][value=some]").await;
    walk.browser.tick(".app-orgs input[type=checkbox]").await;
    walk.look(recused, "reviews", "declaration-some").await;
    walk.browser.fill_each(".app-org:has(:checked) .app-org__why input", "Membre du conseil d’administration.").await;
    walk.browser.follow("main form button").await;
    walk.see(recused, "admissibility", "queue-recused", &queue).await;
    walk.see(recused, "reviews", "declaration-signed", &format!("{AT}/evaluations/declaration")).await;
}

/// The officers of the replay have decided.
pub async fn after_the_verdicts(scene: &mut Scene) {
    let from: Instant = crate::support::instant("2013-10-14T23:59:00");
    checking::play(&scene.stage, &scene.played, &scene.cast, &scene.filed, from).await.unwrap();
    scene.at("2013-10-28T09:00:00");
    let (officer, manager) = (scene.officer(), scene.manager());
    let (user, id) = (scene.filed[0].owner.id, scene.filed[0].id);
    let numbers = scene.numbers().await;
    let walk = &mut scene.walk;
    walk.forget_links();
    let queue = format!("{AT}/recevabilite");
    walk.see(officer, "admissibility", "queue-done", &queue).await;
    for (name, number) in [("admissible", &numbers.admissible), ("inadmissible", &numbers.inadmissible)] {
        walk.see(officer, "admissibility", &format!("dossier-{name}"), &format!("{queue}/{number}")).await;
    }
    walk.see(officer, "site", "work-done", "/travail").await;
    walk.see(manager, "reviews", "declaration-manager", &format!("{AT}/evaluations/declaration")).await;
    walk.see(owner(user), "dossiers", "follow-up-examined", &format!("/dossiers/{id}/suivi")).await;
}
