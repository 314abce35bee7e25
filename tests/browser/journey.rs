//! From signing up to the published list of laureates, everything that people do in a browser.

use domain::{
    ids::{CallId, DossierId, UserId},
    permissions::Role,
    text::Email,
};
use laureat::features::accounts;

use crate::{
    browser::Browser,
    by_hand,
    server::Server,
    support::{PASSWORD, siret},
};

const CALL: &str = "/appels/ptce-2013";
const COMMENT: &str = "Le dossier est précis sur ce point, les pièces jointes le confirment et le calendrier est \
    crédible pour les trois membres.";

#[tokio::test(flavor = "multi_thread")]
async fn from_signing_up_to_the_list_of_laureates() {
    let server = Server::start().await;
    let call = server.app.published_call().await;
    let mut browser = Browser::open(&server.base, "journey").await;
    read_as_a_visitor(&mut browser).await;
    let applicant = sign_up(&server, &mut browser).await;
    let dossier = file(&server, &mut browser).await;
    let others = [
        server.app.filed(server.app.account("Louis Garnier").await, "emergence", 2).await,
        server.app.filed(server.app.account("Awa Diallo").await, "consolidation", 3).await,
    ];
    check(&server, &mut browser, call, &others).await;
    review(&server, &mut browser, call, dossier, &others).await;
    decide(&server, &mut browser, call).await;
    read_the_results(&server, &mut browser, applicant, dossier).await;
    browser.close().await;
    server.stop().await;
}

async fn read_as_a_visitor(browser: &mut Browser) {
    browser.visit("/").await;
    browser.click("main a[href='/appels/ptce-2013']").await;
    for page in ["/aide", "/accessibilite", "/donnees-personnelles", "/mentions-legales", "/code-source", "/nowhere"] {
        browser.visit(page).await;
    }
    browser.visit("/dossiers").await;
    browser.visit("/").await;
    browser.click("form[action='/langue'] button[value=en]").await;
    browser.must_say("Sign in").await;
    browser.click("form[action='/langue'] button[value=fr]").await;
}

/// The link of the last mail that was sent.
async fn last_link(server: &Server) -> String {
    server.app.run_jobs().await;
    let mail = server.app.mails().pop().unwrap();
    let link =
        mail.split_whitespace().find(|word| word.starts_with(&server.base) && word.len() > server.base.len() + 20);
    link.unwrap_or_else(|| panic!("no link in: {mail}")).to_owned()
}

async fn sign_up(server: &Server, browser: &mut Browser) -> UserId {
    browser.visit("/inscription").await;
    browser.click("main form button").await;
    assert!(browser.has(".govuk-error-summary").await);
    browser.fill("#name", "Nadia Benali").await;
    browser.fill("#email", "nadia.benali@example.org").await;
    browser.fill("#password", PASSWORD).await;
    browser.click("main form button").await;
    let link = last_link(server).await;
    browser.visit(&link).await;
    browser.fill("#password", PASSWORD).await;
    browser.click("main form button").await;
    browser.visit("/compte").await;
    browser.visit("/mot-de-passe/oubli").await;
    let conn = server.app.app.db.reader();
    let email = Email::parse("nadia.benali@example.org").unwrap();
    accounts::store::find_by_email(conn, &email).await.unwrap().unwrap().person.id
}

/// Signs in through the page; whoever was there is forgotten.
async fn sign_in(server: &Server, browser: &mut Browser, user: UserId) {
    let email = server.app.with_password(user).await;
    browser.forget().await;
    browser.visit("/connexion").await;
    browser.fill("#email", &email).await;
    browser.fill("#password", PASSWORD).await;
    browser.click("main form button").await;
}

async fn file(server: &Server, browser: &mut Browser) -> DossierId {
    browser.visit(CALL).await;
    browser.click("main a[href$='/dossiers/nouveau']").await;
    browser.fill("#siret", "123").await;
    browser.click("main form button").await;
    assert!(browser.has(".govuk-error-summary").await);
    browser.tick("input[name=track][value=emergence]").await;
    browser.fill("#siret", &siret(10)).await;
    browser.click("main form button").await;
    let home = browser.path().await;
    let id: DossierId = home.split('/').nth(2).unwrap().parse().unwrap();
    let home = format!("/dossiers/{id}");

    browser.visit(&format!("{home}/etapes/porteur")).await;
    browser.fill("#contact_email", "pas une adresse").await;
    browser.click("main form .app-actions button").await;
    assert!(browser.has(".govuk-error-summary").await);
    browser.visit(&format!("{home}/verification")).await;
    assert!(!browser.has("form[action$='/depot']").await, "an empty dossier cannot be filed");

    by_hand::write(browser, &home).await;
    let folder = tempfile::TempDir::new().unwrap();
    by_hand::join(browser, &home, folder.path()).await;
    browser.visit(&format!("{home}/etapes/membres/lignes/members/0001")).await;
    browser.visit(&home).await;
    browser.visit(&format!("{home}/verification")).await;
    browser.must_say("Votre dossier est complet.").await;
    browser.click("form[action$='/depot'] button").await;
    server.app.run_jobs().await;
    for page in ["recepisse", "suivi"] {
        browser.visit(&format!("{home}/{page}")).await;
    }
    browser.visit("/dossiers").await;
    browser.visit(&home).await;
    id
}

/// Declares no interest, as everybody must before a dossier is opened.
async fn declare(browser: &mut Browser) {
    browser.visit(&format!("{CALL}/evaluations/declaration")).await;
    browser.tick("input[name=choice][value=none]").await;
    browser.click("main form button").await;
}

async fn check(server: &Server, browser: &mut Browser, call: CallId, others: &[DossierId]) {
    server.app.set_clock("2013-10-14T09:00:00");
    let (officer, _) = server.app.staff(call, Role::CaseOfficer).await;
    sign_in(server, browser, officer).await;
    browser.visit("/travail").await;
    browser.visit(&format!("{CALL}/recevabilite")).await;
    declare(browser).await;
    browser.visit(&format!("{CALL}/recevabilite")).await;
    browser.visit(&format!("{CALL}/recevabilite/2013-0001")).await;
    browser.tick_each("input[name^='decision-'][value=confirmed]").await;
    browser.click("form[action$='/constats'] button").await;
    browser.fill("textarea[name=why-admissibility]", "Le dossier est complet.").await;
    browser.fill("textarea[name=why-eligibility]", "Le groupement respecte le cahier des charges.").await;
    browser.tick_each("input[name^='ruling-'][value=favourable]").await;
    browser.click("form[action$='/verdicts'] button:not([name=then])").await;
    server.app.make_admissible(call, others).await;
    browser.visit(&format!("{CALL}/recevabilite")).await;
}

async fn review(server: &Server, browser: &mut Browser, call: CallId, dossier: DossierId, others: &[DossierId]) {
    server.app.set_clock("2013-11-05T09:00:00");
    let (manager, _) = server.app.staff(call, Role::CallManager).await;
    let reviewers = [server.app.staff(call, Role::Reviewer).await.0, server.app.staff(call, Role::Reviewer).await.0];
    for reviewer in reviewers {
        sign_in(server, browser, reviewer).await;
        declare(browser).await;
        browser.visit(&format!("{CALL}/evaluations")).await;
    }
    sign_in(server, browser, manager).await;
    for page in ["tableau-de-bord", "personnes", "journal"] {
        browser.visit(&format!("{CALL}/{page}")).await;
    }
    declare(browser).await;
    for reviewer in reviewers {
        browser.visit(&format!("{CALL}/attributions")).await;
        browser.tick(&format!("input[name=dossier][value='{dossier}']")).await;
        browser.tick(&format!("input[name=reviewer][value='{reviewer}']")).await;
        browser.click("#donner button").await;
    }
    for reviewer in reviewers {
        sign_in(server, browser, reviewer).await;
        browser.visit(&format!("{CALL}/evaluations")).await;
        browser.visit(&format!("{CALL}/evaluations/2013-0001")).await;
        browser.tick_each(".app-score input[value='8']").await;
        browser.fill_each("textarea[id^='pourquoi-']", COMMENT).await;
        browser.fill("textarea[name=overall]", COMMENT).await;
        browser.click("button[formaction$='/remise']").await;
        browser.visit(&format!("{CALL}/evaluations/2013-0001")).await;
    }
    server.app.review_all(call, &[(others[0], 9), (others[1], 7)]).await;
}

async fn decide(server: &Server, browser: &mut Browser, call: CallId) {
    server.app.set_clock("2014-01-07T10:00:00");
    let mut people = Vec::new();
    for role in [Role::CallManager, Role::Chair, Role::Secretary, Role::DecidingAuthority] {
        people.push(server.app.staff(call, role).await.0);
    }
    let [manager, chair, secretary, authority] = people[..] else { return };
    for person in [manager, chair, secretary, authority] {
        sign_in(server, browser, person).await;
        declare(browser).await;
        browser.visit(&format!("{CALL}/comite")).await;
        if person == manager {
            browser.click("form[action$='/classement'] button").await;
        }
        if person == chair {
            browser.click("form[action$='/proposition'] button").await;
            browser.visit(&format!("{CALL}/comite/2013-0001")).await;
            browser.visit(&format!("{CALL}/comite")).await;
            browser.click("form[action$='/adoption/presidence'] button").await;
        }
        if person == secretary {
            browser.click("form[action$='/adoption/secretariat'] button").await;
        }
        browser.visit(&format!("{CALL}/decision")).await;
        if person == authority {
            browser.click("form[action$='/signature'] button").await;
            browser.visit(&format!("{CALL}/journal")).await;
        }
    }
    sign_in(server, browser, manager).await;
    browser.visit(&format!("{CALL}/resultats")).await;
    browser.click("form[action$='/resultats'] button").await;
    browser.visit(&format!("{CALL}/journal")).await;
    server.app.run_jobs().await;
}

async fn read_the_results(server: &Server, browser: &mut Browser, applicant: UserId, dossier: DossierId) {
    browser.forget().await;
    browser.visit(&format!("{CALL}/laureats")).await;
    browser.must_say("Pôle d’essai 1").await;
    browser.must_say("Pôle d’essai 2").await;
    browser.visit(CALL).await;
    sign_in(server, browser, applicant).await;
    for page in ["", "/suivi", "/decision"] {
        browser.visit(&format!("/dossiers/{dossier}{page}")).await;
    }
}
