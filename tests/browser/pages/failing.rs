//! Requests that cannot be answered: each gets a page that says what happened and where to go.

use laureat::web::throttle;
use sea_orm::ConnectionTrait;

use super::{AT, Scene};
use crate::walk::VISITOR;

/// Every failure has its page; the last one breaks the database.
pub async fn what_cannot_be_answered(scene: &mut Scene) {
    let (officer, app) = (scene.officer(), scene.walk.server.app.app.clone());
    let walk = &mut scene.walk;
    walk.see(VISITOR, "errors", "401", "/dossiers").await;
    walk.see(officer, "errors", "403", &format!("{AT}/tableau-de-bord")).await;
    walk.see(VISITOR, "errors", "404", "/nowhere").await;
    walk.see(VISITOR, "errors", "405", "/langue").await;
    walk.browser.go("/connexion").await;
    walk.browser.run("document.querySelector('main input[name=csrf]').value = 'x'").await;
    walk.browser.follow("main form button").await;
    walk.look(VISITOR, "errors", "form-too-old").await;
    let email = "trop.presse@example.org";
    for _ in 0..throttle::SIGN_IN.attempts {
        throttle::attempt(&app, throttle::SIGN_IN, email).await.unwrap();
    }
    walk.browser.go("/connexion").await;
    walk.browser.fill("#email", email).await;
    walk.browser.fill("#password", "essai").await;
    walk.browser.follow("main form button").await;
    walk.look(VISITOR, "errors", "429").await;
    app.db.unguarded().execute_unprepared("ALTER TABLE calls RENAME TO calls_away").await.unwrap();
    walk.forget_links();
    walk.browser.go("/").await;
    walk.browser.inspect("errors", "500").await;
}
