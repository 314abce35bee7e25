//! The committee, the decision, the results.

use domain::{
    committee::{Adoption, Seat},
    dossier::State,
    permissions::Role,
};
use laureat::{
    demo::{CALL, open_call},
    features::{committee::actions as committee, dossiers::store as dossiers, results::actions as results},
};

use super::{AT, Scene, owner};
use crate::walk::{VISITOR, Who};

/// Numbers of dossiers that show each outcome; empty where there is none.
pub struct Numbers {
    /// Admissible and eligible.
    pub admissible: String,
    /// Refused by a verdict.
    pub inadmissible: String,
}

impl Scene {
    /// Numbers by outcome of the checks.
    pub async fn numbers(&self) -> Numbers {
        let rows = dossiers::list_filed(self.stage.app.db.reader(), self.played.id).await.unwrap();
        let find = |refused: bool| {
            let fits = |row: &&dossiers::DossierRow| (row.state == State::Inadmissible) == refused;
            rows.iter().find(fits).expect("the replay has dossiers of both kinds").number().to_owned()
        };
        Numbers { admissible: find(false), inadmissible: find(true) }
    }
}

/// From the frozen ranking to the signature.
pub async fn the_committee_sits(scene: &mut Scene) {
    scene.at("2014-01-07T10:00:00");
    let app = scene.app();
    let (id, manager) = (scene.played.id, scene.manager());
    let chair = Who::new(Role::Chair, scene.cast.chair.id);
    let secretary = Who::new(Role::Secretary, scene.cast.secretary.id);
    let member = Who::new(Role::CommitteeMember, scene.cast.member.id);
    let authority = Who::new(Role::DecidingAuthority, scene.cast.authority.id);
    let (sheet, decision) = (format!("{AT}/comite"), format!("{AT}/decision"));
    let line = format!("{sheet}/{}", scene.numbers().await.admissible);
    let newcomer = scene.newcomer(Role::CommitteeMember).await;
    let walk = &mut scene.walk;
    walk.forget_links();
    walk.see(newcomer, "committee", "undeclared", &sheet).await;
    walk.see(manager, "committee", "to-freeze", &sheet).await;
    walk.see(chair, "committee", "not-frozen", &sheet).await;
    walk.see(manager, "committee", "decision-too-early", &decision).await;
    committee::freeze_ranking(&laureat::db::Act::now(&app, &scene.cast.manager.actor), id).await.unwrap();
    walk.forget_links();
    walk.see(secretary, "committee", "frozen", &sheet).await;
    committee::propose(&laureat::db::Act::now(&app, &scene.cast.secretary.actor), id, None).await.unwrap();
    walk.forget_links();
    walk.see(secretary, "committee", "proposed", &sheet).await;
    walk.picture("comite").await;
    walk.see(secretary, "committee", "line", &line).await;
    walk.browser.tick("input[name=outcome][value=retained]").await;
    walk.browser.fill("#amount", "99 999 999").await;
    walk.browser.follow("main form button").await;
    walk.look(secretary, "committee", "line-refused").await;
    walk.see(member, "committee", "line-read", &line).await;
    walk.see(member, "committee", "proposed-read", &sheet).await;
    committee::adopt(&laureat::db::Act::now(&app, &scene.cast.chair.actor), id, Seat::Chair, None).await.unwrap();
    walk.see(secretary, "committee", "half-adopted", &sheet).await;
    walk.see(authority, "committee", "decision-to-adopt", &decision).await;
    let adopted =
        committee::adopt(&laureat::db::Act::now(&app, &scene.cast.secretary.actor), id, Seat::Secretary, None)
            .await
            .unwrap();
    assert!(matches!(adopted, Adoption::Complete(_)));
    walk.see(chair, "committee", "adopted", &sheet).await;
    walk.see(authority, "committee", "decision-to-sign", &decision).await;
    walk.see(authority, "site", "work-authority", "/travail").await;
    walk.see(manager, "results", "publication-too-early", &format!("{AT}/resultats")).await;
    committee::sign(&laureat::db::Act::now(&app, &scene.cast.authority.actor), id, None).await.unwrap();
    walk.see(authority, "committee", "decision-signed", &decision).await;
    walk.see(VISITOR, "results", "laureates-not-yet", &format!("{AT}/laureats")).await;
    walk.see(manager, "results", "publication", &format!("{AT}/resultats")).await;
    walk.see(manager, "site", "work-manager", "/travail").await;
}

/// Everybody reads what was decided.
pub async fn the_results_are_public(scene: &mut Scene) {
    scene.at("2014-01-24T10:00:00");
    let app = scene.app();
    results::publish(&laureat::db::Act::now(&app, &scene.cast.manager.actor), scene.played.id).await.unwrap();
    laureat::worker::run_due(&app).await.unwrap();
    let manager = scene.manager();
    let authority = Who::new(Role::DecidingAuthority, scene.cast.authority.id);
    let rows = dossiers::list_filed(app.db.reader(), scene.played.id).await.unwrap();
    let walk = &mut scene.walk;
    walk.forget_links();
    walk.see(manager, "results", "published", &format!("{AT}/resultats")).await;
    walk.see(manager, "committee", "decision-published", &format!("{AT}/decision")).await;
    walk.see(VISITOR, "results", "laureates", &format!("{AT}/laureats")).await;
    walk.picture("laureats").await;
    walk.see(VISITOR, "calls", "call-decided", AT).await;
    walk.see(manager, "calls", "dashboard-decided", &format!("{AT}/tableau-de-bord")).await;
    walk.see(authority, "journal", "journal", &format!("{AT}/journal")).await;
    for (name, state) in
        [("funded", State::Funded), ("declined", State::Declined), ("inadmissible", State::Inadmissible)]
    {
        let Some(row) = rows.iter().find(|row| row.state == state) else { continue };
        let (who, home) = (owner(row.owner), format!("/dossiers/{}", row.id));
        walk.see(who, "results", &format!("letter-{name}"), &format!("{home}/decision")).await;
        walk.see(who, "dossiers", &format!("follow-up-{name}"), &format!("{home}/suivi")).await;
    }
    // Another call, open beside the one that is over.
    open_call::open(&app, CALL, None).await.unwrap();
    walk.forget_links();
    walk.see(VISITOR, "calls", "index-two", "/").await;
    walk.see(manager, "site", "work-two", "/travail").await;
    walk.see(manager, "calls", "dashboard-open", "/appels/ptce-ouvert/tableau-de-bord").await;
    walk.see(manager, "admissibility", "queue-while-open", "/appels/ptce-ouvert/recevabilite").await;
    walk.see(manager, "reviews", "declaration-too-early", "/appels/ptce-ouvert/evaluations/declaration").await;
    walk.see(manager, "reviews", "assignments-while-open", "/appels/ptce-ouvert/attributions").await;
    walk.see(manager, "committee", "while-open", "/appels/ptce-ouvert/comite").await;
    walk.see(manager, "journal", "journal-short", "/appels/ptce-ouvert/journal").await;
}
