//! What stands in the tables is what the journal says: an honest database at every stage, and forgeries typed by hand.

mod forgeries;

use std::{path::Path, process::Command};

use domain::{
    audit::{Thing, Value},
    committee::{Line, Outcome, Seat},
    dossier::verdicts::Ruling,
    ids::{CallId, DossierId, UserId},
    journal::EventKind,
    money::Cents,
    permissions::Role,
};
use laureat::{
    db::Actor,
    features::{
        admissibility::{self, seen::SeenMarks},
        calls, committee, dossiers,
        journal::compare::{self, Checked, Step},
        results, reviews,
    },
};
use sea_orm::{ConnectionTrait, Statement};

use crate::support::{PTCE_2013, Scratch, TestApp};

/// A call on its way, with who runs it.
pub struct Scene {
    /// The site.
    pub app: TestApp,
    /// The call.
    pub call: CallId,
    /// Who files all dossiers.
    pub owner: UserId,
    /// The filed ones that stay.
    pub dossiers: Vec<DossierId>,
}

async fn check(app: &TestApp, files: bool) -> Checked {
    compare::check(&app.app, "ptce-2013", &[], files, &mut |_| {}).await.unwrap().unwrap()
}

impl Scene {
    /// The call is open, and nobody has come.
    pub async fn begin() -> Self {
        Self::on(TestApp::new().await).await
    }

    async fn on(app: TestApp) -> Self {
        let source = PTCE_2013
            .replace("envelope = 1_000_000\n", "envelope = 250_000\n")
            .replace("envelope = 2_000_000\n", "envelope = 2_750_000\n");
        let call = app.import(&source).await;
        calls::actions::publish(&laureat::db::Act::now(&app.app, &Actor::CommandLine), call).await.unwrap();
        let owner = app.account("Hélène Vasseur").await;
        Self { app, call, owner, dossiers: Vec::new() }
    }

    /// The tables say what the journal says.
    #[track_caller]
    fn intact(stage: &str, checked: &Checked) {
        let compared = &checked.compared;
        assert!(compared.contradictions.is_empty(), "{stage}: {:#?}", compared.contradictions);
        assert!(compared.count > 0 && compared.untold == 0, "{stage}: {compared:?}");
    }

    async fn is_intact(&self, stage: &str) {
        Self::intact(stage, &check(&self.app, true).await);
    }

    async fn filed(&mut self) {
        for n in 1..=5 {
            self.dossiers.push(self.app.filed(self.owner, "emergence", n).await);
        }
    }

    async fn reviewed(&mut self) -> UserId {
        let officer = self.app.make_admissible(self.call, &self.dossiers).await;
        let scored: Vec<_> = self.dossiers.iter().copied().zip([9, 8, 7, 7, 4]).collect();
        self.app.review_all(self.call, &scored).await;
        officer
    }

    async fn person(&self, role: Role) -> Actor {
        let (id, _) = self.app.declared(self.call, role).await;
        self.app.actor(id).await
    }

    /// The two equals get a motive each.
    async fn settle(&self, chair: &Actor) {
        for (place, dossier) in [(1, self.dossiers[2]), (2, self.dossiers[3])] {
            let line = Line {
                dossier,
                outcome: Outcome::Reserve,
                amount: None,
                reserve_rank: Some(place),
                motive: "Ancrage plus ancien.".into(),
            };
            committee::actions::edit_line(&laureat::db::Act::now(&self.app.app, chair), self.call, line, None)
                .await
                .unwrap();
        }
    }

    async fn adopt(&self, chair: &Actor, secretary: &Actor) {
        for (actor, seat) in [(chair, Seat::Chair), (secretary, Seat::Secretary)] {
            committee::actions::adopt(&laureat::db::Act::now(&self.app.app, actor), self.call, seat, None)
                .await
                .unwrap();
        }
    }

    /// Plays the whole call, act by act, and stops at every stage.
    pub async fn play(&mut self, mut at: impl AsyncFnMut(&Self, &'static str)) {
        let scene = self;
        at(scene, "open").await;
        scene.filed().await;
        at(scene, "filed").await;

        let (owner, now) = (scene.app.actor(scene.owner).await, scene.app.app.now());
        let extra = scene.app.filed(scene.owner, "emergence", 6).await;
        let draft = scene.app.draft(scene.owner, "emergence", 7).await;
        for id in [extra, draft] {
            dossiers::actions::withdraw(&laureat::db::Act::new(&scene.app.app, &owner, now), id).await.unwrap();
        }
        at(scene, "withdrawn").await;
        let again = scene.dossiers[4];
        dossiers::actions::reopen(&laureat::db::Act::new(&scene.app.app, &owner, now), again).await.unwrap();
        scene.app.complete(scene.owner, again, "emergence", 8).await;
        at(scene, "reopened").await;
        dossiers::actions::submit(&laureat::db::Act::new(&scene.app.app, &owner, scene.app.app.now()), again)
            .await
            .unwrap();
        scene.app.run_jobs().await;
        at(scene, "filed again").await;

        let officer = scene.app.make_admissible(scene.call, &scene.dossiers).await;
        at(scene, "admissible").await;
        let (officer, now) = (scene.app.actor(officer).await, scene.app.app.now());
        let corrected = Cents(9_000_000);
        let base = |base, motive| {
            let (app, officer, seen) = (&scene.app.app, &officer, SeenMarks::default());
            let id = scene.dossiers[0];
            async move {
                admissibility::actions::correct_base(&laureat::db::Act::new(app, officer, now), id, base, motive, &seen)
                    .await
                    .unwrap()
            }
        };
        base(corrected, "Une dépense compte deux fois.").await;
        at(scene, "base corrected").await;
        base(Cents(20_000_000), "").await;
        at(scene, "correction taken away").await;
        let decision = admissibility::actions::NewDecision {
            rule: "ELI-2".into(),
            sense: admissibility::actions::Sense::Overridden,
            motive: "Deux des membres n’en font qu’un.".into(),
        };
        admissibility::actions::decide_finding(
            &laureat::db::Act::new(&scene.app.app, &officer, now),
            scene.dossiers[0],
            decision,
        )
        .await
        .unwrap();
        at(scene, "verdict shaken").await;
        let motive = "Pas assez de membres.";
        let verdict = domain::call::Verdict::Eligibility;
        let act = laureat::db::Act::new(&scene.app.app, &officer, now);
        let give = |ruling| admissibility::actions::give_verdict(&act, scene.dossiers[0], verdict, ruling, motive);
        give(Ruling::Unfavourable).await.unwrap();
        at(scene, "inadmissible").await;
        give(Ruling::Favourable).await.unwrap();

        let scored: Vec<_> = scene.dossiers.iter().copied().zip([9, 8, 7, 7, 4]).collect();
        let [one, _] = scene.app.review_all(scene.call, &scored).await;
        at(scene, "reviewed").await;
        // An interest declared late takes a submitted review back, and another reviewer takes the seat.
        let reviewer = scene.app.actor(one).await;
        let interest = vec![(scene.dossiers[4], "J’y ai travaillé.".to_owned())];
        reviews::actions::declare_interests(&laureat::db::Act::now(&scene.app.app, &reviewer), scene.call, interest)
            .await
            .unwrap();
        at(scene, "recused").await;
        let (third, _) = scene.app.staff(scene.call, Role::Reviewer).await;
        let third = scene.app.actor(third).await;
        reviews::actions::declare_interests(&laureat::db::Act::now(&scene.app.app, &third), scene.call, Vec::new())
            .await
            .unwrap();
        let manager = scene.person(Role::CallManager).await;
        let pair = vec![(scene.dossiers[4], third.user().unwrap())];
        reviews::actions::assign(&laureat::db::Act::now(&scene.app.app, &manager), scene.call, pair).await.unwrap();
        at(scene, "given to another").await;
        let given = reviews::store::list_assignments(scene.app.app.db.reader(), scene.call).await.unwrap();
        let given = given.iter().find(|one| Some(one.reviewer) == third.user()).unwrap();
        scene.app.review(given, 4).await;

        let (chair, secretary) = (scene.person(Role::Chair).await, scene.person(Role::Secretary).await);
        let authority = scene.person(Role::DecidingAuthority).await;
        let app = &scene.app.app;
        committee::actions::freeze_ranking(&laureat::db::Act::now(app, &manager), scene.call).await.unwrap();
        at(scene, "frozen").await;
        committee::actions::propose(&laureat::db::Act::now(app, &chair), scene.call, None).await.unwrap();
        at(scene, "proposed").await;
        scene.settle(&chair).await;
        at(scene, "edited").await;
        scene.adopt(&chair, &secretary).await;
        at(scene, "adopted").await;
        let lower = Line {
            dossier: scene.dossiers[0],
            outcome: Outcome::RetainedWithConditions,
            amount: Some(Cents(9_000_000)),
            reserve_rank: None,
            motive: "Le poste 64 est réduit.".into(),
        };
        committee::actions::edit_line(&laureat::db::Act::now(app, &chair), scene.call, lower, None).await.unwrap();
        at(scene, "adoption voided").await;
        committee::actions::propose(&laureat::db::Act::now(app, &chair), scene.call, None).await.unwrap();
        scene.settle(&chair).await;
        scene.adopt(&chair, &secretary).await;
        committee::actions::sign(&laureat::db::Act::now(app, &authority), scene.call, None).await.unwrap();
        at(scene, "signed").await;
        results::actions::publish(&laureat::db::Act::now(app, &manager), scene.call).await.unwrap();
        at(scene, "published").await;
        scene.app.run_jobs().await;
    }

    /// Played to the public list.
    async fn published(mut self) -> Self {
        self.filed().await;
        self.reviewed().await;
        let app = &self.app.app;
        let (manager, chair) = (self.person(Role::CallManager).await, self.person(Role::Chair).await);
        let (secretary, authority) = (self.person(Role::Secretary).await, self.person(Role::DecidingAuthority).await);
        committee::actions::freeze_ranking(&laureat::db::Act::now(app, &manager), self.call).await.unwrap();
        committee::actions::propose(&laureat::db::Act::now(app, &chair), self.call, None).await.unwrap();
        self.settle(&chair).await;
        self.adopt(&chair, &secretary).await;
        committee::actions::sign(&laureat::db::Act::now(app, &authority), self.call, None).await.unwrap();
        results::actions::publish(&laureat::db::Act::now(app, &manager), self.call).await.unwrap();
        self.app.run_jobs().await;
        self
    }

    /// Takes every trigger away, as whoever owns the database can.
    async fn unguarded(&self) {
        let db = self.app.app.db.unguarded();
        let list = if self.app.app.db.is_sqlite() {
            "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'"
        } else {
            "SELECT 'DROP TRIGGER ' || tgname || ' ON ' || relname FROM pg_trigger
             JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
        };
        for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), list)).await.unwrap() {
            let drop: String = row.try_get_by_index(0).unwrap();
            db.execute_unprepared(&drop).await.unwrap();
        }
    }

    async fn type_sql(&self, sql: &str) {
        let done = self.app.app.db.unguarded().execute_unprepared(sql).await;
        let done = done.unwrap_or_else(|error| panic!("{sql}: {error}"));
        assert!(done.rows_affected() > 0, "{sql} changes nothing");
    }

    /// Runs `laureat audit verify` as an operator does: code, standard output, standard error.
    fn verify(&self, folder: &Path, args: &[&str]) -> (i32, String, String) {
        let config = &self.app.app.config;
        let output = Command::new(env!("CARGO_BIN_EXE_laureat"))
            .args(["audit", "verify"])
            .args(args)
            .current_dir(folder)
            .env("LAUREAT__DATABASE__URL", &config.database.url)
            .env("LAUREAT__STORAGE__FOLDER", &config.storage.folder)
            .env_remove("LAUREAT_CONFIG")
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

#[tokio::test]
async fn an_honest_database_is_intact_at_every_stage() {
    let mut scene = Scene::begin().await;
    scene.play(async |scene, stage| scene.is_intact(stage).await).await;
    scene.app.finish().await;
}

#[tokio::test]
async fn an_operator_reads_each_forgery_in_a_sentence_and_the_command_fails() {
    let folder = tempfile::tempdir().unwrap();
    let scene = Scene::on(TestApp::with_folder(Scratch::migrated().await, folder.path()).await).await.published().await;
    scene.unguarded().await;
    let (code, out, error) = scene.verify(folder.path(), &["--files"]);
    assert_eq!(code, 0, "{out}{error}");
    for said in [
        "ptce-2013 : intact, ",
        "la base dit comme le journal",
        "aucun que le journal ne dise pas",
        "fichiers relus",
        "Sans ancre",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
    let anchor = out.lines().find_map(|line| line.split("Ancre : ").nth(1)).unwrap().to_owned();
    let (code, out, _) = scene.verify(folder.path(), &["--call", "ptce-2013", "--anchor", &anchor]);
    assert!(code == 0 && !out.contains("Sans ancre") && out.contains("non relus (--files)"), "{out}");

    scene.type_sql("UPDATE calls SET envelope_cents = envelope_cents * 2").await;
    scene.type_sql("UPDATE rankings SET content = '{}' WHERE track_code = 'emergence'").await;
    scene.type_sql("DELETE FROM awards WHERE amount_cents > 0").await;
    let (code, out, error) = scene.verify(folder.path(), &[]);
    assert_eq!(code, 1, "{out}{error}");
    assert!(error.contains("la base le contredit"), "{error}");
    for said in [
        "appel, enveloppe : 6 000 000 € dans la base, 3 000 000 € d’après l’acte 1 (",
        "classement du volet emergence, empreinte du contenu : ",
        "2013-0001, ligne de la décision : absent de la base ; l’acte ",
        "2013-0002, ligne de la décision : absent de la base ; l’acte ",
        "LA BASE CONTREDIT LE JOURNAL en 4 points",
    ] {
        assert!(out.replace(['\u{a0}', '\u{202f}'], " ").contains(said), "{said}: {out}");
    }
    let (code, out, _) = scene.verify(folder.path(), &["--json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &report["ok"], &report["anchored"]), (1, &false.into(), &false.into()));
    assert_eq!(report["calls"][0]["contradictions"].as_array().unwrap().len(), 4, "{report:#}");
    assert_eq!(report["calls"][0]["contradictions"][0]["act"]["kind"], "call_imported", "{report:#}");
    scene.app.finish().await;
}

#[tokio::test]
async fn a_changed_byte_and_a_missing_file_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut scene = Scene::on(TestApp::with_folder(Scratch::migrated().await, folder.path()).await).await;
    scene.filed().await;
    scene.is_intact("filed").await;
    let app = &scene.app.app;
    let kept = dossiers::store::list_documents(app.db.reader(), scene.dossiers[0]).await.unwrap();
    let path = folder.path().join(&kept[0].storage_key);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[10] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    std::fs::remove_file(folder.path().join(&kept[1].storage_key)).unwrap();
    let receipt = dossiers::store::load_dossier(app.db.reader(), scene.dossiers[1]).await.unwrap().submission.unwrap();
    std::fs::remove_file(folder.path().join(format!("submissions/{receipt}/receipt.pdf"))).unwrap();
    assert!(check(&scene.app, false).await.compared.contradictions.is_empty(), "the tables say nothing of it");
    let found = check(&scene.app, true).await.compared.contradictions;
    let told = |key: &str| found.iter().find(|one| matches!(&one.thing, Thing::File(_, own) if own.contains(key)));
    let changed = told(&kept[0].storage_key).unwrap();
    assert_eq!((&changed.said, changed.number.as_deref()), (&Value::text(&kept[0].sha256), Some("2013-0001")));
    assert_eq!(changed.act.unwrap().kind, EventKind::DossierFiled);
    assert_eq!(told(&kept[1].storage_key).unwrap().stands, Value::Nothing);
    assert_eq!(told("receipt.pdf").unwrap().number.as_deref(), Some("2013-0002"));
    assert_eq!(found.len(), 3, "{found:#?}");
    scene.app.finish().await;
}

#[tokio::test]
async fn a_filing_that_is_not_the_one_of_its_digest_is_not_read() {
    let mut scene = Scene::begin().await;
    scene.filed().await;
    scene.unguarded().await;
    scene.type_sql("UPDATE submissions SET snapshot = REPLACE(snapshot, 'essai', 'fraude')").await;
    let app = &scene.app.app;
    let filing = dossiers::store::load_dossier(app.db.reader(), scene.dossiers[0]).await.unwrap().submission.unwrap();
    let error = dossiers::store::load_submission(app.db.reader(), filing).await.unwrap_err().to_string();
    assert!(error.contains(&filing.to_string()), "{error}");
    let mut owner = scene.app.sign_in(scene.owner).await;
    let page = owner.get(&format!("/dossiers/{}/recepisse", scene.dossiers[0])).await;
    assert_eq!(page.status, axum::http::StatusCode::INTERNAL_SERVER_ERROR);
    scene.app.finish().await;
}

#[tokio::test]
async fn a_database_of_the_first_version_verifies_and_says_what_its_journal_does_not_tell() {
    let app = TestApp::upgraded_from("v0.1.0").await;
    for slug in ["ptce-2013", "ptce-suite"] {
        let checked = compare::check(&app.app, slug, &[], false, &mut |_| {}).await.unwrap().unwrap();
        let compared = checked.compared;
        assert!(compared.contradictions.is_empty(), "{slug}: {:#?}", compared.contradictions);
        assert!(compared.count > 0 && compared.untold > 0, "{slug}: {compared:?}");
    }
    app.discard().await;
}

#[tokio::test]
async fn verifying_takes_as_many_queries_for_many_dossiers_as_for_few() {
    let mut scene = Scene::begin().await;
    scene.dossiers.push(scene.app.filed(scene.owner, "emergence", 1).await);
    let queries = async |scene: &Scene| {
        let before = scene.app.statements();
        scene.is_intact("filed").await;
        scene.app.statements() - before
    };
    let few = queries(&scene).await;
    for n in 2..=6 {
        scene.dossiers.push(scene.app.filed(scene.owner, "emergence", n).await);
    }
    assert_eq!(queries(&scene).await, few);
    let mut heard = Vec::new();
    compare::check(&scene.app.app, "ptce-2013", &[], true, &mut |progress| heard.push(progress))
        .await
        .unwrap()
        .unwrap();
    for step in [Step::Acts, Step::Dossiers, Step::Files] {
        let last = heard.iter().rfind(|progress| progress.step == step).unwrap();
        assert!(last.done == last.of && last.of >= 6, "how far it is: {last:?}");
    }
    scene.app.finish().await;
}
