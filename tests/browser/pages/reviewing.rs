//! Reviewers and those who give them dossiers.

use domain::{assignment::AssignmentState, ids::UserId, permissions::Role};
use laureat::{demo::reviewing as replay, features::reviews::store};

use super::{AT, Scene};
use crate::{support::instant, walk::Who};

impl Scene {
    /// Somebody who has something to read, with the number of the dossier.
    async fn reader(&self) -> (UserId, String) {
        let all = store::list_assignments(self.stage.app.db.reader(), self.played.id).await.unwrap();
        let kept = |one: &&store::Assignment| matches!(one.state, AssignmentState::Open | AssignmentState::Submitted);
        let printed = self.cast.reviewers[0].0.id;
        let own = all.iter().filter(kept).min_by_key(|one| one.reviewer != printed).unwrap();
        let row =
            laureat::features::dossiers::store::load_dossier(self.stage.app.db.reader(), own.dossier).await.unwrap();
        (own.reviewer, row.number().to_owned())
    }
}

/// Dossiers are given; one is read.
pub async fn giving_and_reading(scene: &mut Scene) {
    replay::declare(&scene.stage, &scene.played, &scene.cast, instant("2013-11-02T09:00:00")).await.unwrap();
    scene.at("2013-11-04T09:00:00");
    let manager = scene.manager();
    let idle = scene.newcomer(Role::Reviewer).await;
    let assignments = format!("{AT}/attributions");
    let walk = &mut scene.walk;
    walk.forget_links();
    walk.see(manager, "reviews", "assignments-empty", &assignments).await;
    walk.browser.follow("#donner button").await;
    walk.look(manager, "reviews", "assignments-refused").await;
    walk.see(idle, "reviews", "list-undeclared", &format!("{AT}/evaluations")).await;
    walk.browser.go(&format!("{AT}/evaluations/declaration")).await;
    walk.browser.tick("input[name=choice][value=none]").await;
    walk.browser.follow("main form button").await;
    walk.see(idle, "reviews", "list-empty", &format!("{AT}/evaluations")).await;
    replay::assign(&scene.stage, &scene.played, &scene.cast, instant("2013-11-04T10:00:00")).await.unwrap();
    scene.at("2013-11-12T09:00:00");
    let (reader, number) = scene.reader().await;
    let reviewer = Who::new(Role::Reviewer, reader);
    let walk = &mut scene.walk;
    walk.forget_links();
    walk.see(manager, "reviews", "assignments", &assignments).await;
    walk.see(manager, "calls", "dashboard-reviews", &format!("{AT}/tableau-de-bord")).await;
    walk.see(reviewer, "reviews", "list", &format!("{AT}/evaluations")).await;
    walk.see(reviewer, "site", "work-reviewer", "/travail").await;
    walk.see(reviewer, "reviews", "review-empty", &format!("{AT}/evaluations/{number}")).await;
    walk.browser.follow("button[formaction$='/remise']").await;
    walk.look(reviewer, "reviews", "review-refused").await;
    walk.see(manager, "committee", "reviews-missing", &format!("{AT}/comite")).await;
    walk.at("2013-12-12T09:00:00");
    walk.see(manager, "calls", "dashboard-late", &format!("{AT}/tableau-de-bord")).await;
}

/// Every review is there.
pub async fn all_is_read(scene: &mut Scene) {
    let span = (instant("2013-11-13T09:00:00"), instant("2013-12-06T18:00:00"));
    replay::review(&scene.stage, &scene.played, &scene.cast, &scene.filed, span).await.unwrap();
    scene.at("2013-12-16T09:00:00");
    let manager = scene.manager();
    let (reader, number) = scene.reader().await;
    let reviewer = Who::new(Role::Reviewer, reader);
    let walk = &mut scene.walk;
    walk.forget_links();
    walk.see(reviewer, "reviews", "list-done", &format!("{AT}/evaluations")).await;
    walk.see(reviewer, "reviews", "review-submitted", &format!("{AT}/evaluations/{number}")).await;
    walk.picture("evaluation").await;
    walk.see(manager, "reviews", "assignments-done", &format!("{AT}/attributions")).await;
    walk.see(manager, "calls", "dashboard-done", &format!("{AT}/tableau-de-bord")).await;
}
