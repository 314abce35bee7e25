//! What is kept in memory of a call is what would be computed now: after each act, whoever reads.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{DossierId, UserId},
    permissions::Role,
};
use laureat::{
    db::{Act, Actor},
    features::{dossiers, reviews},
};

use crate::{
    audit::Scene,
    support::{
        Client,
        source::{SourceFile, sources},
    },
};

/// Somebody who reads on the site that has been running since the beginning.
struct Reader {
    who: &'static str,
    /// Nobody who is signed in, for the public.
    user: Option<UserId>,
    pages: Vec<String>,
    /// What each page was, all along.
    shown: BTreeMap<String, BTreeSet<String>>,
}

impl Reader {
    fn new(who: &'static str, user: Option<UserId>, pages: &[&str]) -> Self {
        let pages = pages.iter().map(|page| format!("/appels/ptce-2013/{page}")).collect();
        Self { who, user, pages, shown: BTreeMap::new() }
    }

    /// Reads each page twice, the second time from memory, and once from a process that has nothing in memory.
    async fn reads(&mut self, scene: &Scene, stage: &str) {
        let fresh = scene.app.just_started().await;
        // The clock goes on between two stages, and ends sessions.
        let mut client = scene.app.browser_of(self.user).await;
        // A visitor gets a token with the first page.
        client.csrf().await;
        let mut elsewhere = client.at(fresh.clone());
        for path in &self.pages {
            let computed = shown(&mut elsewhere, path).await;
            for time in ["first", "second"] {
                let kept = shown(&mut client, path).await;
                let same = kept.chars().zip(computed.chars()).take_while(|(kept, computed)| kept == computed).count();
                let around = |text: &str| text.chars().skip(same.saturating_sub(120)).take(300).collect::<String>();
                assert!(
                    kept == computed,
                    "{stage}, {}, {path}, {time} time: kept\n{}\n\ncomputed\n{}",
                    self.who,
                    around(&kept),
                    around(&computed)
                );
            }
            self.shown.entry(path.clone()).or_default().insert(computed);
        }
        fresh.db.close().await.unwrap();
    }
}

/// Status, headers that matter and content.
async fn shown(client: &mut Client, path: &str) -> String {
    let page = client.get(path).await;
    let headers = ["location", "content-disposition"].map(|name| page.header(name).to_owned());
    // A failure has a reference of its own.
    let body = page.body();
    let body = if page.status.is_success() { body.as_str() } else { "" };
    format!("{} {}\n{body}", page.status, headers.join(" "))
}

/// The manager's pages that are made of what is kept.
const PAGES: [&str; 7] = [
    "recevabilite",
    "attributions",
    "attributions?afficher=a-attribuer",
    "evaluations/declaration",
    "comite",
    "decision",
    "resultats",
];

#[tokio::test]
async fn what_is_kept_equals_what_is_computed_after_each_act() {
    let mut scene = Scene::begin().await;
    let mut people = Vec::new();
    for role in [Role::CallManager, Role::CallManager, Role::CommitteeMember, Role::CaseOfficer] {
        people.push(scene.app.staff(scene.call, role).await.0);
    }
    let mut readers = vec![
        Reader::new("free", Some(people[0]), &PAGES),
        Reader::new("tied", Some(people[1]), &PAGES),
        Reader::new("tied otherwise", Some(people[2]), &["comite"]),
        Reader::new("officer", Some(people[3]), &["recevabilite"]),
        Reader::new("public", None, &["laureats", "laureats.csv"]),
        Reader::new("applicant", Some(scene.owner), &[]),
    ];
    // Acts and pages are long in a test build: each stands on the heap.
    let played = scene.play(async |scene, stage| {
        // As soon as one may.
        if stage == "admissible" {
            for (person, tie) in people.iter().zip([None, Some(0), Some(1), None]) {
                let act = Act::now(&scene.app.app, &scene.app.actor(*person).await);
                let tie = tie.map(|tie: usize| (scene.dossiers[tie], "Parent du porteur.".to_owned()));
                reviews::actions::declare_interests(&act, scene.call, tie.into_iter().collect()).await.unwrap();
            }
            let letters = |id: &DossierId| format!("/dossiers/{id}/decision");
            readers[5].pages = scene.dossiers.iter().take(2).map(letters).collect();
        }
        for reader in &mut readers {
            Box::pin(reader.reads(scene, stage)).await;
        }
    });
    Box::pin(played).await;
    // By the operator, from another process.
    let other = scene.app.just_started().await;
    let act = Act::now(&other, &Actor::CommandLine);
    let erased = dossiers::actions::erase(&act, scene.dossiers[1], "La durée de conservation est passée.");
    Box::pin(erased).await.unwrap();
    other.db.close().await.unwrap();
    for reader in &mut readers {
        Box::pin(reader.reads(&scene, "erased")).await;
    }
    for reader in &readers {
        for path in &reader.pages {
            assert!(reader.shown[path].len() > 1, "{}: {path} never changed", reader.who);
        }
    }
    let of = |reader: usize, page: &str| &readers[reader].shown[&format!("/appels/ptce-2013/{page}")];
    for page in ["recevabilite", "attributions", "comite", "decision"] {
        assert!(of(0, page) != of(1, page), "{page}: nobody is recused");
    }
    scene.app.finish().await;
}

/// A further use of what is kept wants its page above.
#[test]
fn every_use_of_what_is_kept_is_read_by_the_test_above() {
    let keeps =
        |file: &SourceFile| [".kept(", ".kept_part("].iter().any(|call| !file.rust().lines_with(call).is_empty());
    let uses = sources().iter().filter(|file| file.path.starts_with("src/features/") && keeps(file));
    let uses: Vec<&str> = uses.map(|file| file.path.as_str()).collect();
    let read = [
        "src/features/admissibility/handlers.rs",
        "src/features/admissibility/store/queue.rs",
        "src/features/committee/store/mod.rs",
        "src/features/results/store.rs",
        "src/features/reviews/store/organisations.rs",
        "src/features/reviews/store/overview.rs",
    ];
    assert_eq!(uses, read);
}
