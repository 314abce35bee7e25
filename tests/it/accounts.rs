//! Signing up, signing in, one-time links, invitations, closing accounts.

use axum::http::StatusCode;
use domain::{
    permissions::Role,
    text::{Email, PersonName},
};
use laureat::{
    db::Actor,
    features::accounts::{
        actions::{self, NewAccount},
        password::{self, Standing, Weakness},
        store,
    },
};

use sea_orm::ConnectionTrait;

use crate::support::{Client, TestApp};

const GOOD: &str = "girafe lampe tambour nuage";
const OTHER: &str = "cerise marteau volcan plume neuf";

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

/// The path of the link of the last mail.
pub fn link(app: &TestApp, folder: &str) -> String {
    let mails = app.mails();
    let text = mails.last().expect("a mail was sent");
    let start = text.find(&format!("/{folder}/")).unwrap_or_else(|| panic!("no link to {folder} in {text}"));
    text[start..].split_whitespace().next().unwrap().to_owned()
}

async fn sign_up(app: &TestApp, client: &mut Client, address: &str, password: &str) {
    client.get("/inscription").await.ok();
    let fields = [("name", "Nadia Berthier"), ("email", address), ("password", password)];
    let answer = client.post("/inscription", &fields).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/inscription/courriel");
    client.get("/inscription/courriel").await.ok().must_say("Regardez vos courriels");
    app.run_jobs().await;
}

async fn member(app: &TestApp, address: &str, password: &str) {
    let name = PersonName::parse("Nadia Berthier").unwrap();
    let new = NewAccount::applicant(email(address), name, Some(password.into()));
    actions::create_account(&laureat::db::Act::now(&app.app, &Actor::CommandLine), new).await.unwrap();
}

#[tokio::test]
async fn a_person_signs_up_confirms_and_enters() {
    let app = TestApp::new().await;
    let mut client = app.client();
    sign_up(&app, &mut client, "Nadia@Pole.example", GOOD).await;
    let path = link(&app, "confirmation");
    client.get(&path).await.ok().must_say("Confirmer votre adresse");
    client.post(&path, &[("password", "another password")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    client.post(&path, &[("password", GOOD)]).await.expect(StatusCode::SEE_OTHER);
    client.get("/compte").await.ok().must_say("nadia@pole.example");
    client.get(&path).await.expect(StatusCode::GONE).must_say("Ce lien ne sert plus");
    let mut other = app.client();
    other.sign_in("nadia@POLE.example", GOOD).await;
    other.get("/compte").await.ok();
    app.finish().await;
}

#[tokio::test]
async fn a_known_address_gets_the_same_answer_and_another_mail() {
    let app = TestApp::new().await;
    member(&app, "nadia@pole.example", GOOD).await;
    sign_up(&app, &mut app.client(), "nadia@pole.example", OTHER).await;
    assert!(app.mails()[0].contains("Vous avez déjà un compte"));
    let mut client = app.client();
    client.sign_in("nadia@pole.example", GOOD).await;
    client.get("/compte").await.ok();
    app.finish().await;
}

#[tokio::test]
async fn an_unconfirmed_address_cannot_enter_and_gets_a_new_link() {
    let app = TestApp::new().await;
    let mut client = app.client();
    sign_up(&app, &mut client, "nadia@pole.example", GOOD).await;
    client.get("/connexion").await.ok();
    let fields = [("email", "nadia@pole.example"), ("password", GOOD)];
    let page = client.post("/connexion", &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("pas encore confirmée");
    app.run_jobs().await;
    assert_eq!(app.mails().len(), 2);
    app.finish().await;
}

#[tokio::test]
async fn a_form_with_errors_keeps_what_was_typed_but_the_password() {
    let app = TestApp::new().await;
    let mut client = app.client();
    client.get("/inscription").await.ok();
    let fields = [("name", "Nadia Berthier"), ("email", "nadia"), ("password", GOOD)];
    let page = client.post("/inscription", &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attr("#name", "value"), "Nadia Berthier");
    assert_eq!(page.attr("#email", "value"), "nadia");
    assert_eq!(page.attr("#password", "value"), "");
    assert_eq!(page.attrs(".govuk-error-summary a", "href"), ["#email"]);
    app.finish().await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_told_the_same_and_slowed_down() {
    let app = TestApp::new().await;
    member(&app, "nadia@pole.example", GOOD).await;
    let mut client = app.client();
    client.get("/connexion").await.ok();
    let mut answers = Vec::new();
    for address in ["nadia@pole.example", "nobody@pole.example"] {
        let fields = [("email", address), ("password", OTHER)];
        let page = client.post("/connexion", &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        answers.push(page.text(".govuk-error-summary"));
    }
    assert_eq!(answers[0], answers[1]);
    let fields = [("email", "nadia@pole.example"), ("password", OTHER)];
    for _ in 0..5 {
        client.post("/connexion", &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }
    client.post("/connexion", &fields).await.expect(StatusCode::TOO_MANY_REQUESTS);
    app.set_clock("2013-08-01T10:16:00");
    client.sign_in("nadia@pole.example", GOOD).await;
    app.finish().await;
}

#[tokio::test]
async fn signing_in_goes_back_to_a_page_of_ours_only() {
    let app = TestApp::new().await;
    member(&app, "nadia@pole.example", GOOD).await;
    for (suite, expected) in [("/compte", "/compte"), ("https://x.example/", "/dossiers"), ("//x.example", "/dossiers")]
    {
        let mut client = app.client();
        client.get(&format!("/connexion?suite={suite}")).await.ok();
        let fields = [("suite", suite), ("email", "nadia@pole.example"), ("password", GOOD)];
        let answer = client.post("/connexion", &fields).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), expected);
    }
    let page = app.client().get("/compte").await.expect(StatusCode::UNAUTHORIZED);
    assert_eq!(page.attr("main .govuk-button", "href"), "/connexion?suite=%2Fcompte");
    app.finish().await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_once_and_ends_sessions() {
    let app = TestApp::new().await;
    member(&app, "nadia@pole.example", GOOD).await;
    let mut elsewhere = app.client();
    elsewhere.sign_in("nadia@pole.example", GOOD).await;
    let mut client = app.client();
    client.get("/mot-de-passe/oubli").await.ok();
    for address in ["nobody@pole.example", "nadia@pole.example"] {
        let answer = client.post("/mot-de-passe/oubli", &[("email", address)]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/mot-de-passe/oubli/courriel");
    }
    client.get("/mot-de-passe/oubli/courriel").await.ok();
    app.run_jobs().await;
    assert_eq!(app.mails().len(), 1);
    let path = link(&app, "mot-de-passe");
    client.get(&path).await.ok();
    client.post(&path, &[("password", "court")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    client.post(&path, &[("password", OTHER)]).await.expect(StatusCode::SEE_OTHER);
    elsewhere.get("/compte").await.expect(StatusCode::UNAUTHORIZED);
    let mut late = app.client();
    late.get(&path).await.expect(StatusCode::GONE).must_say("Ce lien ne sert plus");
    late.post(&path, &[("password", GOOD)]).await.expect(StatusCode::GONE);
    app.finish().await;
}

#[tokio::test]
async fn what_fails_after_an_act_does_not_say_that_it_was_not_done() {
    let app = TestApp::new().await;
    member(&app, "nadia@pole.example", GOOD).await;
    let mut client = app.client();
    client.get("/mot-de-passe/oubli").await.ok();
    client.post("/mot-de-passe/oubli", &[("email", "nadia@pole.example")]).await.expect(StatusCode::SEE_OTHER);
    app.run_jobs().await;
    let path = link(&app, "mot-de-passe");
    client.get(&path).await.ok();
    // The password is chosen; the session that should follow cannot be opened.
    app.app.db.unguarded().execute_unprepared("ALTER TABLE sessions RENAME COLUMN csrf TO elsewhere").await.unwrap();
    let page = client.post(&path, &[("password", OTHER)]).await.expect(StatusCode::INTERNAL_SERVER_ERROR);
    let page = page.must_say("Votre demande a abouti").must_say("Ne recommencez pas");
    assert!(!page.says("pas été faite"));
    // Signing in makes nothing last but the session: without it nothing is done, and one tries again.
    let mut other = app.client();
    other.get("/connexion").await.ok();
    let fields = [("email", "nadia@pole.example"), ("password", OTHER)];
    let page = other.post("/connexion", &fields).await.expect(StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!page.must_say("pas été faite").says("abouti"));
    app.app.db.unguarded().execute_unprepared("ALTER TABLE sessions RENAME COLUMN elsewhere TO csrf").await.unwrap();
    app.client().sign_in("nadia@pole.example", OTHER).await;
    app.finish().await;
}

#[tokio::test]
async fn an_expired_link_opens_nothing() {
    let app = TestApp::new().await;
    let mut client = app.client();
    sign_up(&app, &mut client, "nadia@pole.example", GOOD).await;
    let path = link(&app, "confirmation");
    app.set_clock("2013-08-02T10:00:01");
    client.get(&path).await.expect(StatusCode::GONE).must_say("Ce lien ne sert plus");
    client.post(&path, &[("password", GOOD)]).await.expect(StatusCode::GONE);
    app.finish().await;
}

#[tokio::test]
async fn a_person_changes_name_language_and_password() {
    let app = TestApp::new().await;
    member(&app, "nadia@pole.example", GOOD).await;
    let mut client = app.client();
    client.sign_in("nadia@pole.example", GOOD).await;
    client.get("/compte").await.ok();
    let page = client.post_and_follow("/compte/identite", &[("name", "Nadia B."), ("lang", "en")]).await.ok();
    page.must_say("My account").must_say("Nadia B.");
    let wrong = [("old", OTHER), ("password", OTHER)];
    client.post("/compte/mot-de-passe", &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let right = [("old", GOOD), ("password", OTHER)];
    client.post_and_follow("/compte/mot-de-passe", &right).await.ok().must_say("Your password is changed");
    client.post("/compte/fin-des-sessions", &[]).await.expect(StatusCode::SEE_OTHER);
    client.get("/compte").await.expect(StatusCode::UNAUTHORIZED);
    app.finish().await;
}

#[tokio::test]
async fn an_invited_person_chooses_a_long_password_and_finds_the_work() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let (_, manager) = app.staff(call, Role::CallManager).await;
    drop(manager);
    let name = PersonName::parse("Ada Lefort").unwrap();
    let address = email("ada@reseau.example");
    laureat::features::calls::actions::invite(
        &laureat::db::Act::now(&app.app, &Actor::CommandLine),
        call,
        address.clone(),
        name,
        None,
        Role::Reviewer,
    )
    .await
    .unwrap();
    app.run_jobs().await;
    let path = link(&app, "invitation");
    // A stranger who signs up with that address changes neither the name nor the password, and breaks no link.
    sign_up(&app, &mut app.client(), "ada@reseau.example", GOOD).await;
    assert!(app.mails().last().unwrap().contains("ada@reseau.example"));
    let known = store::find_by_email(app.app.db.reader(), &email("ada@reseau.example")).await.unwrap().unwrap();
    assert_eq!((known.person.name.as_str(), known.password_hash), ("Ada Lefort", None));
    let mut client = app.client();
    client.get(&path).await.ok().must_say("16 signes au moins");
    client.post(&path, &[("password", "lampe nuage 7")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let answer = client.post(&path, &[("password", OTHER)]).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/travail");
    let page = client.get("/travail").await.ok().must_say("Évaluer les dossiers");
    assert!(page.attrs("main a", "href").iter().any(|href| href.ends_with("/evaluations")));
    // A second role: no new password, and one more line.
    let name = PersonName::parse("Ada Lefort").unwrap();
    laureat::features::calls::actions::invite(
        &laureat::db::Act::now(&app.app, &Actor::CommandLine),
        call,
        address,
        name,
        None,
        Role::Secretary,
    )
    .await
    .unwrap();
    app.run_jobs().await;
    assert!(app.mails().last().unwrap().contains("/travail"));
    client.get("/travail").await.ok().must_say("secrétariat");
    app.finish().await;
}

#[tokio::test]
async fn an_operator_adds_institutions_and_closes_accounts() {
    let app = TestApp::new().await;
    member(&app, "nadia@pole.example", GOOD).await;
    let person = store::find_by_email(app.app.db.reader(), &email("nadia@pole.example")).await.unwrap().unwrap();
    let mut nadia = app.client();
    nadia.sign_in("nadia@pole.example", GOOD).await;
    nadia.get("/plateforme").await.expect(StatusCode::NOT_FOUND);
    let (own, mut operator) = app.operator().await;
    let fields = [("name", "Banque du territoire"), ("kind", "bank")];
    operator.post_and_follow("/plateforme/institutions", &fields).await.ok().must_say("Banque du territoire");
    operator.post("/plateforme/institutions", &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    operator.get("/plateforme/comptes").await.ok().must_say("nadia@pole.example");
    let page = format!("/plateforme/comptes/{}", person.person.id);
    let bank = operator.get(&page).await.ok().attrs("option", "value").pop().unwrap();
    operator.post_and_follow(&format!("{page}/institution"), &[("institution", &bank)]).await.ok();
    for unreadable in [&[][..], &[("institution", "autre")]] {
        operator.post(&format!("{page}/institution"), unreadable).await.expect(StatusCode::BAD_REQUEST);
    }
    operator.post_and_follow(&format!("{page}/fermeture"), &[]).await.ok().must_say("Rouvrir ce compte");
    nadia.get("/compte").await.expect(StatusCode::UNAUTHORIZED);
    let fields = [("email", "nadia@pole.example"), ("password", GOOD)];
    let mut again = app.client();
    again.get("/connexion").await.ok();
    again.post("/connexion", &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say("Ce compte est fermé");
    operator.post_and_follow(&format!("{page}/reouverture"), &[]).await.ok();
    again.sign_in("nadia@pole.example", GOOD).await;
    operator.post(&format!("/plateforme/comptes/{own}/fermeture"), &[]).await.expect(StatusCode::FORBIDDEN);
    app.finish().await;
}

#[test]
fn length_and_guessing_decide_about_a_password() {
    let context = ["nadia.berthier@fil-et-retour.example", "Nadia Berthier"];
    let long = "a".repeat(129);
    for (text, standing, expected) in [
        (GOOD, Standing::Applicant, Ok(())),
        (OTHER, Standing::Staff, Ok(())),
        ("lampenuage7", Standing::Applicant, Err(Weakness::TooShort)),
        ("lampe nuage 7", Standing::Staff, Err(Weakness::TooShortForStaff)),
        (long.as_str(), Standing::Applicant, Err(Weakness::TooLong)),
        ("Nadia.Berthier1", Standing::Applicant, Err(Weakness::Personal)),
        ("azertyuiop12", Standing::Applicant, Err(Weakness::Guessable)),
        ("aaaaaaaaaaaaaaaa", Standing::Applicant, Err(Weakness::Guessable)),
    ] {
        assert_eq!(password::assess(text, standing, &context), expected, "{text}");
    }
}
