//! Who is recused from a dossier reads, until the results are public, what they would read if it had never been filed.
//!
//! Two sites that differ by two dossiers are read whole, at each stage, by a person in each role: nothing may differ.
//! A later room is covered by its routes; a new parameter of an address asks for an example of it.

use domain::permissions::Role;

use crate::support::{
    reading::{differences, read_all},
    twins::{Hidden, Stage, Twin},
};

async fn reach(sites: [&Twin; 2], stage: Stage) {
    for site in sites {
        site.reach(stage).await;
        // Sessions and pages of both sites at the same time of the clock.
        site.app.pass(60);
    }
}

#[tokio::test]
async fn nothing_that_one_can_read_tells_of_a_dossier_that_one_is_recused_from() {
    let (with, without) = (Twin::new(Hidden::Filed).await, Twin::new(Hidden::Never).await);
    assert_eq!(with.count().await, without.count().await + 2);
    let mut leaks = Vec::new();
    for stage in Stage::ALL {
        reach([&with, &without], stage).await;
        for ((role, one), (_, other)) in with.recused.iter().zip(&without.recused) {
            let (one, other) =
                (read_all(&with, stage, *role, *one).await, read_all(&without, stage, *role, *other).await);
            assert!(one.len() > 10, "{role:?} reads next to nothing");
            leaks.extend(differences(&one, &other).into_iter().map(|leak| format!("{stage:?}, {role:?}, {leak}")));
        }
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    with.app.discard().await;
    without.app.discard().await;
}

/// The test above sees what there is to see: people who are not recused read two different sites.
#[tokio::test]
async fn whoever_is_not_recused_reads_two_different_sites() {
    let (with, without) = (Twin::new(Hidden::Filed).await, Twin::new(Hidden::Never).await);
    for stage in Stage::ALL {
        reach([&with, &without], stage).await;
    }
    let expected = [
        (
            Role::CallManager,
            &["tableau-de-bord", "recevabilite", "recevabilite.csv", "attributions", "comite", "decision", "resultats"]
                [..],
        ),
        (Role::CaseOfficer, &["recevabilite", "recevabilite.csv", "recevabilite/2013-0005"]),
        (Role::Reviewer, &["evaluations", "evaluations/2013-0005"]),
        (Role::Chair, &["comite", "comite/2013-0001", "comite/2013-0005", "decision"]),
        (Role::DecidingAuthority, &["journal.jsonl", "decision"]),
    ];
    for (role, rooms) in expected {
        let person = |site: &Twin| site.free.iter().find(|(held, _)| *held == role).unwrap().1;
        let one = read_all(&with, Stage::Signed, role, person(&with)).await;
        let found = differences(&one, &read_all(&without, Stage::Signed, role, person(&without)).await);
        for room in rooms {
            let address = format!("/appels/ptce-2013/{room}: ");
            assert!(found.iter().any(|leak| leak.starts_with(&address)), "{role:?}: no difference seen on {address}");
        }
    }
    with.app.discard().await;
    without.app.discard().await;
}
