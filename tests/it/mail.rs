//! Mails through a mail server: accepted whole, refused, late, cut; and the page on which operators see what failed.

use std::time::Instant as Stopwatch;

use axum::http::StatusCode;
use domain::text::Email;
use laureat::{
    db::{Actor, entities::job},
    features::accounts,
    files, queue,
};
use mail_parser::{MessageParser, MimeHeaders};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use crate::support::{Client, Manner, SmtpServer, TestApp};

const JOBS: &str = "/plateforme/taches";

struct Scene {
    app: TestApp,
    server: SmtpServer,
}

async fn scene(manner: Manner) -> Scene {
    impatient_scene(manner, 20).await
}

/// With a worker that waits for so many seconds.
async fn impatient_scene(manner: Manner, seconds: u64) -> Scene {
    let server = SmtpServer::start(manner).await;
    let url = server.url.clone();
    let app = TestApp::with(|config| {
        config.mail.smtp_url = Some(url);
        config.mail.timeout_seconds = seconds;
    })
    .await;
    app.account("Nadia Benali").await;
    Scene { app, server }
}

impl Scene {
    /// Nadia asks for a new password: one mail to send.
    async fn one_mail(&self) {
        let email = Email::parse("nadia.benali@example.org").unwrap();
        accounts::actions::ask_reset(&laureat::db::Act::now(&self.app.app, &Actor::Visitor), &email).await.unwrap();
    }

    async fn operator(&self) -> Client {
        self.app.operator().await.1
    }

    async fn jobs(&self) -> Vec<job::Model> {
        job::Entity::find().all(self.app.app.db.reader()).await.unwrap()
    }

    /// The only job, as it stands.
    async fn job(&self) -> (String, i64, Option<String>) {
        let jobs = self.jobs().await;
        assert_eq!(jobs.len(), 1);
        (jobs[0].state.clone(), jobs[0].attempts, jobs[0].reason.clone())
    }
}

fn state(name: &str, attempts: i64, reason: &str) -> (String, i64, Option<String>) {
    (name.to_owned(), attempts, Some(reason.to_owned()))
}

#[tokio::test]
async fn a_receipt_arrives_with_its_accents_and_its_file() {
    let scene = scene(Manner::Accepts).await;
    scene.app.published_call().await;
    let owner = scene.app.account("Hélène Œuvray").await;
    let dossier = scene.app.filed(owner, "emergence", 1).await;
    let received = scene.server.received();
    assert_eq!(received.len(), 1);
    let mail = MessageParser::default().parse(&received[0]).unwrap();
    let to = mail.to().unwrap().first().unwrap();
    assert_eq!(to.address(), Some("hélène.œuvray@example.org"));
    assert!(mail.subject().unwrap().contains("2013-0001"), "{:?}", mail.subject());
    let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
    for words in ["Hélène Œuvray", "Pôle d’essai 1"] {
        assert!(text.contains(words) && html.contains(words), "« {words} » is missing in: {text}\n{html}");
    }
    assert_eq!(mail.attachment_count(), 1);
    let file = mail.attachment(0).unwrap();
    assert_eq!(file.attachment_name(), Some("recepisse-2013-0001.pdf"));
    let row = laureat::features::dossiers::store::load_dossier(scene.app.app.db.reader(), dossier).await.unwrap();
    let key = format!("submissions/{}/receipt.pdf", row.submission.unwrap());
    assert_eq!(file.contents(), files::get(&*scene.app.app.files, &key).await.unwrap());
    assert!(mail.message_id().unwrap().ends_with("@example.org"), "{:?}", mail.message_id());
    scene.app.finish().await;
}

#[tokio::test]
async fn a_server_that_asks_to_come_back_is_asked_again_a_minute_later() {
    let scene = scene(Manner::AnswersRecipients("451 4.7.1 greylisted, come back")).await;
    scene.one_mail().await;
    assert_eq!(scene.app.run_jobs().await, 1);
    assert_eq!(scene.job().await, state("ready", 1, "mail_later"));
    let mut operator = scene.operator().await;
    operator.get(JOBS).await.ok().must_say("Aucun échec à traiter");
    let page = operator.get(&format!("{JOBS}?liste=en-attente")).await.ok();
    let page = page.must_say("demande de revenir plus tard").must_say("n…@example.org").must_say("un essai");
    page.must_say("Prochain essai : 1er août 2013, 10:01");
    scene.app.set_clock("2013-08-01T10:00:59");
    assert_eq!(scene.app.run_jobs().await, 0);
    scene.server.now(Manner::Accepts);
    scene.app.set_clock("2013-08-01T10:01:00");
    assert_eq!(scene.app.run_jobs().await, 1);
    assert_eq!(scene.server.received().len(), 1);
    scene.app.finish().await;
}

#[tokio::test]
async fn a_refusal_for_good_is_given_up_at_once_and_waits_for_a_person() {
    let scene = scene(Manner::AnswersRecipients("550 5.1.1 <nadia.benali@example.org> mailbox-0x7f unknown")).await;
    scene.one_mail().await;
    scene.app.run_jobs().await;
    assert_eq!(scene.job().await, state("failed", 1, "mail_refused"));
    let error = scene.jobs().await[0].last_error.clone().unwrap();
    assert!(error.contains("550") && error.contains("n…@example.org") && !error.contains("nadia"), "{error}");
    let mut operator = scene.operator().await;
    let page =
        operator.get(JOBS).await.ok().must_say("refusé définitivement").must_say("Courriel de nouveau mot de passe");
    for internal in ["nadia.benali", "mailbox-0x7f", "5.1.1", "send_mail", "mail_refused", ".rs"] {
        assert!(!page.body().contains(internal), "« {internal} » is shown");
    }
    let retry = page.attr("main table form", "action");
    operator.post_and_follow(&retry, &[]).await.ok().must_say("C’est relancé");
    scene.app.run_jobs().await;
    assert_eq!(scene.job().await, state("failed", 2, "mail_refused"));
    scene.server.now(Manner::Accepts);
    operator.post_and_follow(&retry, &[]).await.ok();
    scene.app.run_jobs().await;
    assert_eq!(scene.server.received().len(), 1);
    operator.post_and_follow(&retry, &[]).await.ok().must_say("Rien à relancer");
    scene.app.finish().await;
}

#[tokio::test]
async fn all_that_failed_is_tried_again_at_once() {
    let scene = scene(Manner::AnswersRecipients("550 no")).await;
    for _ in 0..2 {
        scene.one_mail().await;
    }
    scene.app.run_jobs().await;
    scene.server.now(Manner::AnswersRecipients("450 later"));
    scene.one_mail().await;
    scene.app.run_jobs().await;
    let mut operator = scene.operator().await;
    operator.get(JOBS).await.ok().must_say("Abandonnés 2").must_say("En attente 1").must_say("Réessayer tout (3)");
    scene.server.now(Manner::Accepts);
    operator.post_and_follow("/plateforme/taches/relance", &[]).await.ok();
    assert_eq!(scene.app.run_jobs().await, 3);
    assert_eq!(scene.server.received().len(), 3);
    let page = operator.get(JOBS).await.ok().must_say("Abandonnés 0");
    assert!(!page.has("form[action$='/relance']"));
    scene.app.finish().await;
}

#[tokio::test]
async fn a_wrong_password_of_ours_costs_no_mail() {
    let scene = scene(Manner::AnswersPasswords("535 5.7.8 bad credentials")).await;
    scene.one_mail().await;
    scene.app.run_jobs().await;
    assert_eq!(scene.job().await, state("ready", 1, "mail_credentials"));
    assert!(!scene.jobs().await[0].last_error.clone().unwrap().contains("5ecr3t"));
    scene.server.now(Manner::Accepts);
    scene.app.set_clock("2013-08-01T10:02:00");
    scene.app.run_jobs().await;
    scene.app.finish().await;
}

#[tokio::test]
async fn a_server_that_is_silent_or_dribbles_does_not_hold_the_worker() {
    let scene = impatient_scene(Manner::Silent, 1).await;
    scene.one_mail().await;
    for (manner, clock) in [(Manner::Silent, "2013-08-01T10:02:00"), (Manner::Dribbles, "2013-08-01T10:10:00")] {
        scene.server.now(manner);
        let watch = Stopwatch::now();
        assert_eq!(scene.app.run_jobs().await, 1);
        assert!(watch.elapsed().as_secs() < 30, "{manner:?} held the worker for {:?}", watch.elapsed());
        assert_eq!(scene.job().await.2.as_deref(), Some("mail_silent"), "{manner:?}");
        scene.app.set_clock(clock);
    }
    assert_eq!(scene.server.connections(), 2);
    scene.app.discard().await;
}

#[tokio::test]
async fn a_line_that_is_cut_within_a_mail_is_tried_again() {
    let scene = scene(Manner::CutsWithin(5)).await;
    scene.one_mail().await;
    scene.app.run_jobs().await;
    assert_eq!(scene.job().await, state("ready", 1, "mail_unreachable"));
    assert!(scene.server.received().is_empty());
    scene.server.now(Manner::Accepts);
    scene.app.set_clock("2013-08-01T10:02:00");
    scene.app.run_jobs().await;
    assert_eq!(scene.server.received().len(), 1);
    scene.app.finish().await;
}

#[tokio::test]
async fn a_mail_that_arrives_twice_can_be_recognised() {
    let scene = scene(Manner::CutsAfter).await;
    scene.one_mail().await;
    scene.app.run_jobs().await;
    scene.server.now(Manner::Accepts);
    scene.app.set_clock("2013-08-01T10:02:00");
    scene.app.run_jobs().await;
    let received = scene.server.received();
    let ids: Vec<_> = received.iter().map(|mail| MessageParser::default().parse(mail).unwrap()).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0].message_id(), ids[1].message_id());
    scene.app.finish().await;
}

#[tokio::test]
async fn attempts_grow_rarer_and_end_after_nearly_three_days() {
    let scene = scene(Manner::AnswersRecipients("450 later")).await;
    scene.one_mail().await;
    let begin = scene.app.app.now();
    let mut pauses = Vec::new();
    for attempt in 1..=queue::ATTEMPTS_MAX {
        assert_eq!(scene.app.run_jobs().await, 1, "attempt {attempt}");
        let row = &scene.jobs().await[0];
        assert_eq!(row.attempts, attempt);
        if row.state == "ready" {
            pauses.push((row.run_at - scene.app.app.now().micros()) / 60_000_000);
            scene.app.set_instant(domain::time::Instant::from_micros(row.run_at));
        }
    }
    assert_eq!(pauses[..10], [1, 2, 4, 8, 16, 32, 64, 128, 256, 360]);
    assert_eq!(pauses.len(), 19);
    let hours = (scene.app.app.now().micros() - begin.micros()) / 3_600_000_000;
    assert_eq!(hours, 68);
    assert_eq!(scene.job().await, state("failed", queue::ATTEMPTS_MAX, "mail_later"));
    let mut operator = scene.operator().await;
    operator.get(JOBS).await.ok().must_say("20 essais");
    // More attempts after a person asked for them, and the first pause is short again.
    operator.post("/plateforme/taches/relance", &[]).await.expect(StatusCode::SEE_OTHER);
    scene.app.run_jobs().await;
    let row = &scene.jobs().await[0];
    assert_eq!((row.state.as_str(), row.attempts), ("ready", 21));
    assert_eq!(row.run_at - scene.app.app.now().micros(), 60_000_000);
    scene.app.discard().await;
}

#[tokio::test]
async fn what_cannot_be_done_at_all_does_not_stop_the_queue() {
    let scene = scene(Manner::Accepts).await;
    for _ in 0..3 {
        scene.one_mail().await;
    }
    let rows = scene.jobs().await;
    // The first one cannot be read; the program died at the second, each time.
    let mut first = rows[0].clone().into_active_model();
    first.payload = Set("{\"kind\":\"unknown\"}".into());
    first.update(scene.app.app.db.unguarded()).await.unwrap();
    let mut second = rows[1].clone().into_active_model();
    second.attempts = Set(queue::ATTEMPTS_MAX);
    second.update(scene.app.app.db.unguarded()).await.unwrap();
    assert_eq!(scene.app.run_jobs().await, 1);
    assert_eq!(scene.server.received().len(), 1);
    let mut operator = scene.operator().await;
    let page = operator.get(JOBS).await.ok().must_say("Une erreur de la plateforme");
    page.must_say("s’est arrêté en cours de route, à chaque essai");
    scene.app.discard().await;
}

#[tokio::test]
async fn jobs_that_nobody_does_are_told_to_the_operator() {
    let scene = scene(Manner::Accepts).await;
    scene.one_mail().await;
    scene.app.set_clock("2013-08-01T10:05:00");
    let mut operator = scene.operator().await;
    assert!(!operator.get(JOBS).await.ok().says("sans avoir été commencée"));
    scene.app.set_clock("2013-08-01T10:11:00");
    let mut operator = scene.operator().await;
    operator.get(JOBS).await.ok().must_say("Une tâche attend").must_say("sans avoir été commencée");
    scene.app.run_jobs().await;
    scene.app.finish().await;
}
