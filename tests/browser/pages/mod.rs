//! Every page of the site, seen by those who see it, in its typical states: a call is replayed with a handful of
//! dossiers, and between two acts somebody walks through the rooms. One file for each part of the walk.

mod applying;
mod deciding;
mod examining;
mod failing;
mod opening;
mod reviewing;

use std::time::Instant as Watch;

use domain::{ids::UserId, permissions::Role};
use laureat::{
    app::App,
    demo::{
        CALL,
        cast::{self, Cast},
        filing::{self, Filed},
        stage::{Played, Stage},
    },
    features::calls,
};

use crate::{
    server::Server,
    support::instant,
    walk::{Walk, Who},
};

/// Address of the call that is replayed.
const AT: &str = "/appels/ptce-2013";
/// Few, and enough of them for two rankings, a reserve list and a refusal.
const DOSSIERS: usize = 8;
const REVIEWERS: usize = 16;

/// The replay and who walks through it.
struct Scene {
    walk: Walk,
    stage: Stage,
    played: Played,
    cast: Cast,
    filed: Vec<Filed>,
}

impl Scene {
    /// Moves both clocks.
    fn at(&mut self, local: &str) {
        self.walk.at(local);
        self.stage.at(instant(local));
    }

    fn app(&self) -> App {
        self.stage.app.clone()
    }

    fn manager(&self) -> Who {
        Who::new(Role::CallManager, self.cast.manager.id)
    }

    fn officer(&self) -> Who {
        Who::new(Role::CaseOfficer, self.cast.officers[0].id)
    }

    fn operator(&self) -> Who {
        Who::new(Role::Operator, self.cast.operator.user().unwrap())
    }

    /// Somebody new in a role on the call, who has declared nothing.
    async fn newcomer(&self, role: Role) -> Who {
        let (user, _) = self.walk.server.app.staff(self.played.id, role).await;
        Who::new(role, user)
    }
}

/// An applicant.
fn owner(user: UserId) -> Who {
    Who::new(Role::Owner, user)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_looked_at_by_those_who_see_it() {
    let begun = Watch::now();
    let server = Server::start_with(|config| config.demo.enabled = true).await;
    let mut walk = Walk::begin(server).await;
    let stage = Stage::set(&walk.server.app.app, 5, instant("2013-06-25T09:00:00")).unwrap();
    walk.at("2013-06-25T09:00:00");
    let operator = cast::operator(&stage).await.unwrap();
    opening::nothing_yet(&mut walk, Who::new(Role::Operator, operator.user().unwrap())).await;
    let id = calls::actions::import(&laureat::db::Act::now(&stage.app, &operator), CALL).await.unwrap();
    let cast = cast::gather(&stage, id, operator, REVIEWERS).await.unwrap();
    let call = calls::store::load(stage.app.db.reader(), id).await.unwrap();
    let mut scene = Scene { walk, stage, played: Played { id, call }, cast, filed: Vec::new() };

    opening::before_publication(&mut scene).await;
    opening::accounts(&mut scene).await;
    let first = applying::a_first_dossier(&mut scene).await;
    applying::a_withdrawn_draft(&mut scene).await;
    let filing = filing::play(&scene.stage, &scene.played, DOSSIERS, 1).await.unwrap();
    scene.filed = [first].into_iter().chain(filing.filed).collect();
    applying::after_the_deadline(&mut scene).await;
    examining::before_any_decision(&mut scene).await;
    examining::after_the_verdicts(&mut scene).await;
    reviewing::giving_and_reading(&mut scene).await;
    reviewing::all_is_read(&mut scene).await;
    deciding::the_committee_sits(&mut scene).await;
    deciding::the_results_are_public(&mut scene).await;
    failing::what_cannot_be_answered(&mut scene).await;
    eprintln!("every page: {} s", begun.elapsed().as_secs());
    scene.walk.end().await;
}
