//! What is decided stays as it was decided, whatever is typed into the database, on SQLite as on PostgreSQL.

use domain::{
    call_file::Reason,
    committee::{Line, Outcome, Seat},
    ids::{CallId, DossierId},
    money::Cents,
    permissions::Role,
};
use laureat::{
    db::{Act, Actor, broken_constraint},
    error::Refused,
    features::{
        admissibility::{self, actions::DecideRefused},
        calls,
        committee::actions,
        dossiers, journal, reviews,
    },
};
use sea_orm::{ConnectionTrait, DbErr, IsolationLevel, Statement, TransactionTrait};

use crate::support::{PTCE_2013, TestApp};

/// Refused on both databases once the decision is signed.
const REFUSED: &[&str] = &[
    "UPDATE calls SET envelope_cents = envelope_cents * 2",
    "UPDATE calls SET published_at = NULL",
    "DELETE FROM calls",
    "UPDATE tracks SET envelope_cents = envelope_cents * 2",
    "UPDATE tracks SET award_max_cents = award_max_cents + 1",
    "UPDATE tracks SET name = 'Autre'",
    "UPDATE tracks SET code = code || '2'",
    "DELETE FROM tracks",
    "INSERT INTO tracks SELECT call_id, 'autre', 9, 'Autre', 1, 1 FROM tracks LIMIT 1",
    "UPDATE reviews SET overall = 'Autre.'",
    "UPDATE reviews SET submitted_at = NULL",
    "DELETE FROM reviews",
    "UPDATE scores SET half_points = 0",
    "UPDATE scores SET comment = 'Autre.'",
    "UPDATE scores SET criterion = 'autre'",
    "DELETE FROM scores",
    "UPDATE assignments SET state = 'open' WHERE state = 'submitted'",
    "UPDATE assignments SET state = 'returned' WHERE state = 'submitted'",
    "UPDATE assignments SET reviewer_id = (SELECT owner_id FROM dossiers LIMIT 1) WHERE state = 'submitted'",
    "DELETE FROM assignments",
    "UPDATE documents SET sha256 = ''",
    "UPDATE documents SET storage_key = 'autre'",
    "UPDATE documents SET size = size + 1",
    "DELETE FROM documents",
    "INSERT INTO scores SELECT review_id, 'autre', 8, '', 1, saved_at FROM scores LIMIT 1",
    "UPDATE rankings SET content = '{}'",
    "UPDATE rankings SET digest = ''",
    "DELETE FROM rankings",
    "UPDATE awards SET amount_cents = 100",
    "UPDATE awards SET outcome = 'not_retained'",
    "UPDATE awards SET motive = 'Autre.'",
    "UPDATE awards SET reserve_rank = 7",
    "DELETE FROM awards",
    "INSERT INTO awards SELECT id, call_id, track_code, 'reserve', 0, 9, '' FROM dossiers WHERE number IS NULL",
    "UPDATE decisions SET reference = 'DEC-0'",
    "UPDATE decisions SET number = 2",
    "DELETE FROM decisions",
    "UPDATE signatures SET signed_at = signed_at + 1",
    "UPDATE signatures SET voided_at = 1 WHERE seat = 'authority'",
    "UPDATE signatures SET voided_at = 1 WHERE seat = 'chair' AND voided_at IS NULL",
    "UPDATE signatures SET voided_at = NULL WHERE voided_at IS NOT NULL",
    "DELETE FROM signatures",
    "INSERT INTO signatures SELECT decision_id, seat, 9, user_id, 1, 1 FROM signatures LIMIT 1",
    "UPDATE declarations SET declared_at = declared_at + 1",
    "DELETE FROM declarations",
    "UPDATE conflicts SET reason = 'Aucun.'",
    "DELETE FROM conflicts",
    "UPDATE admissibility_verdicts SET favourable = NOT favourable",
    "UPDATE admissibility_verdicts SET motive = 'Autre.'",
    "DELETE FROM admissibility_verdicts",
    "INSERT INTO admissibility_verdicts SELECT dossier_id, 'autre', favourable, motive, decided_by, 1
        FROM admissibility_verdicts LIMIT 1",
    "UPDATE findings SET decision = 'overridden'",
    "UPDATE findings SET decided_at = 1",
    "DELETE FROM findings",
    "INSERT INTO base_corrections SELECT id, 100, 'Autre.', owner_id, 1 FROM dossiers WHERE number IS NOT NULL",
    "UPDATE dossiers SET eligible_base_cents = 100",
    "UPDATE dossiers SET award_ceiling_cents = NULL",
    "UPDATE dossiers SET requested_cents = 100",
    "DELETE FROM dossiers WHERE number IS NOT NULL",
    "UPDATE submissions SET snapshot = ''",
    "UPDATE submissions SET snapshot = '{}'",
    "UPDATE submissions SET digest = ''",
    "UPDATE submissions SET event_hash = ''",
    "UPDATE submissions SET receipt_key = NULL",
    "DELETE FROM submissions",
    "UPDATE call_revisions SET source = ''",
    "DELETE FROM call_revisions",
    "UPDATE events SET actor = '', subject = '', salt = '', payload = ''",
    "UPDATE events SET payload = '{}'",
    "UPDATE events SET hash = prev_hash",
    "DELETE FROM events",
];

/// Rows that would stand under another call or another dossier than theirs.
const REFUSED_ELSEWHERE: &[&str] = &[
    "INSERT INTO assignments SELECT d.owner_id, r.id, d.id, d.owner_id, 'open', '', 1, NULL FROM dossiers d, call_revisions r",
    "INSERT INTO conflicts SELECT d.id, d.owner_id, r.id, 'Autre.', 1 FROM dossiers d, call_revisions r",
    "INSERT INTO awards SELECT d.id, r.id, d.track_code, 'reserve', 0, 9, '' FROM dossiers d, call_revisions r
        WHERE d.number IS NULL",
    "INSERT INTO reviews SELECT d.id, a.id, d.id, a.reviewer_id, '', 1, 1, NULL FROM dossiers d, assignments a
        WHERE a.dossier_id <> d.id",
    "INSERT INTO findings SELECT s.id, 'autre', d.id, 9, 'kept', '[]', NULL, '', NULL, NULL FROM submissions s, dossiers d
        WHERE d.id <> s.dossier_id",
    "UPDATE findings SET dossier_id = (SELECT d.id FROM dossiers d WHERE d.number IS NULL)",
];

/// The tables of which nothing is replaced or emptied then.
const GUARDED: &[&str] = &[
    "calls",
    "tracks",
    "reviews",
    "scores",
    "assignments",
    "documents",
    "rankings",
    "awards",
    "decisions",
    "signatures",
    "declarations",
    "conflicts",
    "admissibility_verdicts",
    "findings",
    "submissions",
    "call_revisions",
    "events",
];

/// Ways of SQLite to write over a row without an UPDATE of it.
const REFUSED_ON_SQLITE: &[&str] = &[
    "INSERT INTO awards SELECT * FROM awards WHERE TRUE ON CONFLICT (dossier_id) DO UPDATE SET amount_cents = 100",
    "REPLACE INTO events (rowid, call_id, seq, at, actor, kind, subject, salt, payload, commitment, prev_hash, hash)
        SELECT rowid, call_id, seq + 1000, at, '', kind, '', '', '', '', '', '' FROM events LIMIT 1",
    "UPDATE OR REPLACE events SET rowid = rowid + 1",
    "UPDATE OR REPLACE dossiers SET serial = 1 WHERE serial IS NULL",
    "UPDATE OR IGNORE awards SET amount_cents = 100",
    "REPLACE INTO dossiers SELECT * FROM dossiers WHERE number IS NOT NULL LIMIT 1",
    "REPLACE INTO documents SELECT randomblob(16), dossier_id, piece, 'autre.pdf', media_type, size, sha256, storage_key,
        uploaded_at, NULL FROM documents LIMIT 1",
];

/// Accepted before anything is published.
const BEFORE_PUBLICATION: &[&str] = &[
    "UPDATE calls SET envelope_cents = envelope_cents * 2",
    "UPDATE tracks SET envelope_cents = envelope_cents * 2",
    "UPDATE tracks SET award_max_cents = award_max_cents + 1",
    "INSERT INTO tracks SELECT call_id, 'autre', 9, 'Autre', 1, 1 FROM tracks LIMIT 1",
    "DELETE FROM tracks",
];

/// Accepted before the ranking is frozen.
const BEFORE_THE_RANKING: &[&str] = &[
    "UPDATE admissibility_verdicts SET favourable = NOT favourable",
    "DELETE FROM admissibility_verdicts",
    "UPDATE findings SET decision = 'overridden'",
    "DELETE FROM findings",
    "INSERT INTO base_corrections SELECT id, 100, 'Autre.', owner_id, 1 FROM dossiers WHERE number IS NOT NULL",
    "UPDATE dossiers SET eligible_base_cents = 100",
];

/// Accepted while no signature stands under the proposal.
const BEFORE_THE_ADOPTION: &[&str] = &[
    "UPDATE awards SET amount_cents = 100",
    "UPDATE awards SET motive = 'Autre.'",
    "DELETE FROM awards",
    "INSERT INTO awards SELECT id, call_id, track_code, 'reserve', 0, 9, '' FROM dossiers WHERE number IS NULL",
];

async fn run(app: &TestApp, sql: &str) -> Result<(), DbErr> {
    let tx = app.app.db.unguarded().begin().await?;
    tx.execute_unprepared(sql).await?;
    tx.rollback().await
}

async fn all_pass(app: &TestApp, statements: &[&str]) {
    for sql in statements {
        run(app, sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

/// Everything that the guarded tables hold, in the words of the database.
async fn contents(app: &TestApp) -> Vec<String> {
    let (db, mut all) = (app.app.db.unguarded(), Vec::new());
    let sums = [
        "SELECT CAST(SUM(envelope_cents) AS TEXT) FROM calls",
        "SELECT CAST(SUM(envelope_cents + award_max_cents) AS TEXT) FROM tracks",
        "SELECT CAST(SUM(half_points + LENGTH(comment)) AS TEXT) FROM scores",
        "SELECT CAST(SUM(LENGTH(content)) AS TEXT) FROM rankings",
        "SELECT CAST(SUM(amount_cents + LENGTH(motive)) AS TEXT) FROM awards",
        "SELECT CAST(SUM(signed_at + COALESCE(voided_at, 0)) AS TEXT) FROM signatures",
        "SELECT CAST(SUM(LENGTH(snapshot)) AS TEXT) FROM submissions",
        "SELECT CAST(SUM(eligible_base_cents + award_ceiling_cents) AS TEXT) FROM dossiers",
    ];
    for sql in sums {
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
        all.push(row.try_get_by_index::<Option<String>>(0).unwrap().unwrap_or_default());
    }
    all.extend(app.fingerprint().await.into_iter().map(|(table, rows)| format!("{table}: {rows}")));
    all
}

struct Scene {
    app: TestApp,
    call: CallId,
    dossiers: Vec<DossierId>,
    seats: Vec<Actor>,
}

impl Scene {
    fn act(&self, seat: usize) -> Act {
        Act::now(&self.app.app, &self.seats[seat])
    }

    /// A call whose dossiers are examined and reviewed, beside a draft.
    async fn reviewed() -> Self {
        let app = TestApp::new().await;
        let call = app.import(PTCE_2013).await;
        all_pass(&app, BEFORE_PUBLICATION).await;
        calls::actions::publish(&Act::now(&app.app, &Actor::CommandLine), call).await.unwrap();
        let owner = app.account("Hélène Vasseur").await;
        let mut dossiers = Vec::new();
        for n in 1..=2 {
            dossiers.push(app.filed(owner, "emergence", n).await);
        }
        app.draft(owner, "emergence", 3).await;
        app.make_admissible(call, &dossiers).await;
        app.review_all(call, &[(dossiers[0], 9), (dossiers[1], 8)]).await;
        app.run_jobs().await;
        let mut seats = Vec::new();
        for role in [Role::CallManager, Role::Chair, Role::Secretary, Role::DecidingAuthority, Role::CommitteeMember] {
            let seat = app.actor(app.staff(call, role).await.0).await;
            let tie = (role == Role::CommitteeMember).then(|| (dossiers[0], "Ma sœur préside le porteur.".to_owned()));
            let act = Act::now(&app.app, &seat);
            reviews::actions::declare_interests(&act, call, tie.into_iter().collect()).await.unwrap();
            seats.push(seat);
        }
        Self { app, call, dossiers, seats }
    }

    async fn proposed() -> Self {
        let scene = Self::reviewed().await;
        all_pass(&scene.app, BEFORE_THE_RANKING).await;
        actions::freeze_ranking(&scene.act(0), scene.call).await.unwrap();
        actions::propose(&scene.act(1), scene.call, None).await.unwrap();
        scene
    }

    async fn adopt(&self) {
        actions::adopt(&self.act(1), self.call, Seat::Chair, None).await.unwrap();
        actions::adopt(&self.act(2), self.call, Seat::Secretary, None).await.unwrap();
    }

    async fn edit(&self, euros: i64) {
        let line = Line {
            dossier: self.dossiers[1],
            outcome: Outcome::Retained,
            amount: Some(Cents::from_euros(euros)),
            reserve_rank: None,
            motive: "Budget resserré.".into(),
        };
        actions::edit_line(&self.act(1), self.call, line, None).await.unwrap();
    }

    async fn signed() -> Self {
        let scene = Self::proposed().await;
        all_pass(&scene.app, BEFORE_THE_ADOPTION).await;
        scene.adopt().await;
        // An edit voids what was adopted, and frees the line for itself alone.
        scene.edit(90_000).await;
        all_pass(&scene.app, BEFORE_THE_ADOPTION).await;
        scene.adopt().await;
        actions::sign(&scene.act(3), scene.call, None).await.unwrap();
        scene
    }

    async fn verifies(&self) -> i64 {
        let call = calls::store::load(self.app.app.db.reader(), self.call).await.unwrap();
        journal::export::verify(&self.app.app, &call, &[]).await.unwrap().unwrap().withheld
    }
}

#[tokio::test]
async fn nothing_decided_changes_by_hand() {
    let scene = Scene::signed().await;
    let sqlite = scene.app.app.db.is_sqlite();
    let mut refused: Vec<String> = REFUSED.iter().map(|sql| (*sql).to_owned()).collect();
    if sqlite {
        refused.extend(REFUSED_ON_SQLITE.iter().map(|sql| (*sql).to_owned()));
        refused.extend(GUARDED.iter().map(|table| format!("REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")));
    } else {
        refused.extend(GUARDED.iter().map(|table| format!("TRUNCATE {table} CASCADE")));
    }
    assert!(refused.len() > 70);
    let before = contents(&scene.app).await;
    let mut passed = Vec::new();
    for sql in &refused {
        match run(&scene.app, sql).await {
            Err(error) if broken_constraint(&error) == Some("never_changes") => {}
            other => passed.push(format!("{sql}: {other:?}")),
        }
    }
    assert!(passed.is_empty(), "{}", passed.join("\n"));
    assert_eq!(contents(&scene.app).await, before);
    scene.verifies().await;
    scene.app.run_jobs().await;
    scene.app.finish().await;
}

#[tokio::test]
async fn a_row_stands_under_its_own_call_and_dossier_and_a_call_decides_one_thing_at_a_time() {
    let scene = Scene::reviewed().await;
    for sql in REFUSED_ELSEWHERE {
        let refused = run(&scene.app, sql).await.unwrap_err();
        assert_eq!(broken_constraint(&refused), Some("belongs_elsewhere"), "{sql}: {refused}");
    }
    actions::freeze_ranking(&scene.act(0), scene.call).await.unwrap();
    actions::propose(&scene.act(1), scene.call, None).await.unwrap();
    let second = "INSERT INTO decisions SELECT call_id, call_id, 2, 'DEC-2013-02', created_at FROM decisions";
    let refused = run(&scene.app, second).await.unwrap_err();
    assert_eq!(broken_constraint(&refused), Some("never_changes"), "{refused}");
    scene.adopt().await;
    actions::sign(&scene.act(3), scene.call, None).await.unwrap();
    run(&scene.app, second).await.unwrap();
    assert!(run(&scene.app, &second.replace("-02", "-01")).await.is_err(), "two decisions of one reference");
    scene.app.finish().await;
}

#[tokio::test]
async fn an_award_is_whole_cents_and_within_the_ceiling_of_its_dossier() {
    let scene = Scene::proposed().await;
    // Below the largest award of the track, which is 120 000 €, and above what the dossier asks, which is 100 000 €.
    let above = run(&scene.app, "UPDATE awards SET amount_cents = 10000001").await.unwrap_err();
    assert_eq!(broken_constraint(&above), Some("award_above_dossier_ceiling"));
    if scene.app.app.db.is_sqlite() {
        let half = run(&scene.app, "UPDATE awards SET amount_cents = 100.5").await.unwrap_err();
        assert!(half.to_string().contains("award_not_cents"), "{half}");
    }
    scene.app.finish().await;
}

/// On SQLite one writes at a time. On PostgreSQL each of two transactions reads the sums as they were when it began.
#[tokio::test]
async fn two_awards_at_once_do_not_pass_together() {
    let scene = Scene::proposed().await;
    if !scene.app.app.db.is_sqlite() {
        let db = scene.app.app.db.unguarded();
        let repeat = Some(IsolationLevel::RepeatableRead);
        let (one, other) =
            (db.begin_with_config(repeat, None).await.unwrap(), db.begin_with_config(repeat, None).await.unwrap());
        let raise = |n: u8| {
            format!(
                "UPDATE awards SET amount_cents = amount_cents - 1 WHERE dossier_id = (SELECT id FROM dossiers WHERE serial = {n})"
            )
        };
        other.execute_unprepared("SELECT SUM(amount_cents) FROM awards").await.unwrap();
        one.execute_unprepared(&raise(1)).await.unwrap();
        one.commit().await.unwrap();
        let refused = other.execute_unprepared(&raise(2)).await.unwrap_err().to_string();
        assert!(refused.contains("could not serialize"), "{refused}");
        drop(other);
    }
    scene.app.finish().await;
}

#[tokio::test]
async fn a_published_call_is_not_imported_with_other_money() {
    let app = TestApp::new().await;
    app.published_call().await;
    let command = Act::now(&app.app, &Actor::CommandLine);
    let other = PTCE_2013.replace("requested_max = 120_000", "requested_max = 110_000");
    match calls::actions::import(&command, &other).await {
        Err(Refused::Rule(mistakes)) => assert_eq!(mistakes[0].reason, Reason::PublishedMoney),
        other => panic!("{other:?}"),
    }
    calls::actions::import(&command, &format!("{PTCE_2013}\n# Relu.\n")).await.unwrap();
    app.finish().await;
}

#[tokio::test]
async fn a_track_that_was_left_out_before_publication_stops_no_later_import() {
    let app = TestApp::new().await;
    let other = PTCE_2013.replace("emergence", "essai");
    app.import(&other).await;
    app.published_call().await;
    let command = Act::now(&app.app, &Actor::CommandLine);
    calls::actions::import(&command, &format!("{PTCE_2013}\n# Relu.\n")).await.unwrap();
    app.finish().await;
}

#[tokio::test]
async fn the_deadline_of_a_call_that_was_ranked_stays() {
    let scene = Scene::proposed().await;
    let command = Act::now(&scene.app.app, &Actor::CommandLine);
    let later = PTCE_2013.replacen("closes = 2013-10-11", "closes = 2013-10-13", 1);
    assert_ne!(later, PTCE_2013);
    match calls::actions::import(&command, &later).await {
        Err(Refused::Rule(mistakes)) => assert_eq!(mistakes[0].reason, Reason::RankedDeadline),
        other => panic!("{other:?}"),
    }
    scene.app.run_jobs().await;
    scene.app.finish().await;
}

#[tokio::test]
async fn an_adoption_that_stands_is_not_replaced_before_the_authority_signs() {
    let scene = Scene::proposed().await;
    scene.adopt().await;
    let ways: &[&str] = if scene.app.app.db.is_sqlite() { &["", "OR REPLACE", "OR IGNORE"] } else { &[""] };
    for way in ways {
        let again = format!(
            "INSERT {way} INTO signatures SELECT decision_id, seat, number + 1, user_id, signed_at, NULL FROM signatures"
        );
        let refused = run(&scene.app, &again).await.unwrap_err();
        assert_eq!(broken_constraint(&refused), Some("never_changes"), "{again}");
    }
    scene.app.run_jobs().await;
    scene.app.finish().await;
}

#[tokio::test]
async fn what_a_ranking_rests_on_is_not_judged_again() {
    let scene = Scene::proposed().await;
    let (officer, _) = scene.app.declared(scene.call, Role::CaseOfficer).await;
    let act = Act::now(&scene.app.app, &scene.app.actor(officer).await);
    let (verdict, ruling) = (domain::call::Verdict::Admissibility, domain::dossier::verdicts::Ruling::Unfavourable);
    let again =
        admissibility::actions::give_verdict(&act, scene.dossiers[0], verdict, ruling, "Je change d’avis.").await;
    assert!(matches!(again, Err(Refused::Rule(DecideRefused::Ranked))), "{again:?}");
    scene.app.run_jobs().await;
    scene.app.finish().await;
}

/// What was found of a dossier when another one of its lead replaced it stays as it was ranked.
#[tokio::test]
async fn a_dossier_is_withdrawn_after_the_ranking_beside_another_one_of_its_lead() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let before = app.filed(owner, "emergence", 1).await;
    let after = app.filed(owner, "emergence", 1).await;
    let officer = app.make_admissible(call, &[after]).await;
    let act = Act::now(&app.app, &app.actor(officer).await);
    let rules = calls::store::load(app.app.db.reader(), call).await.unwrap().definition.rules.clone();
    let decisions = rules.iter().map(|rule| admissibility::actions::NewDecision {
        rule: rule.id.clone(),
        sense: admissibility::actions::Sense::Confirmed,
        motive: String::new(),
    });
    let seen = admissibility::seen::SeenMarks::default();
    admissibility::actions::decide_findings(&act, before, decisions.collect(), &seen).await.unwrap();
    for verdict in domain::call::Verdict::ALL {
        let ruling = domain::dossier::verdicts::Ruling::Unfavourable;
        // One of them has nothing against it.
        let _ = admissibility::actions::give_verdict(&act, before, verdict, ruling, "Un autre le remplace.").await;
    }
    app.review_all(call, &[(after, 9)]).await;
    let (manager, _) = app.declared(call, Role::CallManager).await;
    actions::freeze_ranking(&Act::now(&app.app, &app.actor(manager).await), call).await.unwrap();
    dossiers::actions::withdraw(&Act::now(&app.app, &app.actor(owner).await), after).await.unwrap();
    app.run_jobs().await;
    app.finish().await;
}
