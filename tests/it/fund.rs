//! A small call from the first page to the list of laureates, as people do it: one track, no members, no budget,
//! letters instead of points. And every call that the project ships checks clean.

use axum::http::StatusCode;
use domain::{call_file, dossier::State, ids::CallId, permissions::Role};
use laureat::{
    db::Actor,
    features::{calls, dossiers},
};

use crate::support::{Client, File, PDF, TestApp, TestPage, siret};

const FUND: &str = include_str!("../../config/calls/fonds-culturel.toml");
const CALL: &str = "/appels/fonds-culturel";

/// Words that only make sense with several tracks, members or a budget by year.
fn plain(page: &TestPage) {
    for word in ["volet", "Volet", "pôle", "Pôle", "Départements", "null", "undefined"] {
        assert!(!page.text("main").contains(word), "« {word} » stands on the page:\n{}", page.text("main"));
    }
    for heading in page.texts("main h2, main h3, main th, main dt, main caption") {
        assert!(!heading.trim().is_empty(), "an empty heading on a page");
    }
}

/// Opens a page, looks at its words, gives it back.
async fn look(client: &mut Client, path: &str) -> TestPage {
    let page = client.get(path).await.ok();
    plain(&page);
    page
}

/// Fills a step through its form, over the versions that the page holds.
async fn fill(client: &mut Client, step: &str, answers: &[(&str, &str)]) {
    let page = look(client, step).await;
    let versions: Vec<(String, String)> = page
        .attrs("input[name^='v.']", "name")
        .into_iter()
        .map(|name| (page.attr(&format!("[name='{name}']"), "value"), name))
        .map(|(version, name)| (name, version))
        .collect();
    let mut fields: Vec<(&str, &str)> = versions.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    fields.extend(answers);
    client.post(step, &fields).await.expect(StatusCode::SEE_OTHER);
}

/// Sends a form of a page with the hidden marks that it carries; the answer.
async fn send(client: &mut Client, page: &str, action: &str, fields: &[(&str, &str)]) -> TestPage {
    let page = look(client, page).await;
    let form = format!("form[action='{action}'] input[type=hidden]");
    let names = page.attrs(&form, "name");
    let values = page.attrs(&form, "value");
    let marks = names.iter().zip(&values).filter(|(name, _)| *name != "csrf");
    let mut all: Vec<(&str, &str)> = marks.map(|(name, value)| (name.as_str(), value.as_str())).collect();
    all.extend(fields);
    client.post(action, &all).await
}

/// Starts, writes, joins and files a dossier; its address.
async fn file(app: &TestApp, client: &mut Client, n: usize) -> String {
    look(client, CALL).await.must_say("Dix minutes suffisent").must_say("1\u{202f}000\u{a0}€ à 8\u{202f}000\u{a0}€");
    let new = look(client, &format!("{CALL}/dossiers/nouveau")).await;
    assert!(!new.has("[name=track]"), "there is nothing to choose");
    let number = siret(n);
    let started = client.post(&format!("{CALL}/dossiers"), &[("siret", number.as_str())]).await;
    let dossier = started.expect(StatusCode::SEE_OTHER).location();
    look(client, &dossier).await.must_say("Aucune étape sur 4");
    let step = |code: &str| format!("{dossier}/etapes/{code}");
    let (name, title) = (format!("Compagnie d’essai {n}"), format!("Veillées {n}"));
    let lead = [
        ("porteur_siret", number.as_str()),
        ("porteur_nom", name.as_str()),
        ("porteur_nature", "compagnie"),
        ("contact_nom", "Ada Vial"),
        ("contact_courriel", "ada.vial@example.org"),
    ];
    fill(client, &step("porteur"), &lead).await;
    let long =
        "Six soirées de contes et de musique dans les salles des villages, préparées avec les habitants. ".repeat(2);
    let project = [
        ("titre", title.as_str()),
        ("discipline", "musique"),
        ("resume", long.as_str()),
        ("description", long.as_str()),
        ("commune", "Aure"),
    ];
    fill(client, &step("projet"), &project).await;
    let meeting = [("v", "0"), ("quoi", "Première veillée"), ("jour", "2026-07-04"), ("public", "80")];
    let line = format!("{}/lignes/dates/nouvelle", step("projet"));
    look(client, &line).await;
    client.post(&line, &meeting).await.expect(StatusCode::SEE_OTHER);
    let line = format!("{}/lignes/couts/nouvelle", step("argent"));
    look(client, &line).await;
    client.post(&line, &[("v", "0"), ("poste", "Cachets"), ("cout", "9 000")]).await.expect(StatusCode::SEE_OTHER);
    fill(client, &step("argent"), &[("montant", "6 000")]).await;
    fill(client, &step("pieces"), &[("exactitude", "yes"), ("pas_commence", "yes"), ("publication", "yes")]).await;
    for piece in ["statuts", "rib"] {
        let sent = File { field: "file", name: "piece.pdf", media_type: "application/pdf", bytes: PDF };
        let joined = client.upload(&format!("{dossier}/documents"), &[("piece", piece)], &[sent]).await;
        joined.expect(StatusCode::SEE_OTHER);
    }
    let check = look(client, &format!("{dossier}/verification")).await;
    assert_eq!(check.count(&format!("form[action='{dossier}/depot']")), 1, "{}", check.text("main"));
    client.post_and_follow(&format!("{dossier}/depot"), &[]).await.ok();
    app.run_jobs().await;
    look(client, &format!("{dossier}/recepisse")).await.must_say(&title);
    dossier
}

/// Declares no interest, in the room of reviewers.
async fn declare(client: &mut Client) {
    client.post_and_follow(&format!("{CALL}/evaluations/declaration"), &[("choice", "none")]).await.ok();
}

/// Confirms what the machine found and gives both verdicts.
async fn examine(officer: &mut Client, number: &str) {
    let path = format!("{CALL}/recevabilite/{number}");
    let page = look(officer, &path).await;
    assert!(!page.has("#assiette"), "no base is counted");
    officer.confirm_all(&path).await;
    let verdicts = [
        ("ruling-admissibility", "favourable"),
        ("why-admissibility", ""),
        ("ruling-eligibility", "favourable"),
        ("why-eligibility", ""),
    ];
    send(officer, &path, &format!("{path}/verdicts"), &verdicts).await.expect(StatusCode::SEE_OTHER);
    let base = officer.post(&format!("{path}/assiette"), &[("base", "5 000"), ("base_motive", "Trop cher.")]).await;
    base.expect(StatusCode::NOT_FOUND);
}

/// Gives three letters, by the half points that they send, and submits.
async fn review(reviewer: &mut Client, number: &str, letters: [&str; 3]) {
    let path = format!("{CALL}/evaluations/{number}");
    let page =
        look(reviewer, &path).await.must_say("A, très favorable").must_say("B : favorable (compte pour 2 sur 3)");
    assert_eq!(page.attrs("input[type=radio][name=Q]", "value"), ["6", "4", "2", "0"]);
    let why = "Le projet est précis, le calendrier tient et les habitants y ont leur place.";
    let mut fields = vec![("overall", "Bon dossier."), ("v.overall", "0")];
    for (code, version, letter) in [("Q", "v.Q", letters[0]), ("P", "v.P", letters[1]), ("F", "v.F", letters[2])] {
        fields.extend([(code, letter), (code, why), (version, "0")]);
    }
    let between = fields.iter().map(|(name, value)| (*name, if *value == letters[0] { "3" } else { *value }));
    let between: Vec<(&str, &str)> = between.collect();
    let refused = reviewer.post(&format!("{path}/notes"), &between).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("n’est pas dans l’échelle") || refused.says("Choisissez une note de la grille"));
    reviewer.post(&format!("{path}/remise"), &fields).await.expect(StatusCode::SEE_OTHER);
    look(reviewer, &path).await.must_say("Vous avez remis cette évaluation");
}

async fn published(app: &TestApp) -> CallId {
    app.set_clock("2026-03-02T10:00:00");
    // Ten thousand euros: one dossier of six thousand fits.
    let call = app.import(&FUND.replace("120_000", "10_000")).await;
    calls::actions::publish(&laureat::db::Act::now(&app.app, &Actor::CommandLine), call).await.unwrap();
    call
}

#[tokio::test]
async fn a_small_fund_goes_from_filing_to_laureates_with_letters() {
    let app = TestApp::new().await;
    let call = published(&app).await;
    look(&mut app.client(), "/").await.must_say("Fonds départemental d’aide aux projets culturels (fictif)");
    let public = look(&mut app.client(), CALL).await;
    public.must_say("C pour chaque critère, soit 33,33 sur 100").must_say("note minimale\u{a0}: C");
    let (_, mut owner) = app.person("Ada Vial").await;
    let mut filed = Vec::new();
    for n in 1..=3 {
        filed.push(file(&app, &mut owner, n * 10).await);
    }

    app.set_clock("2026-04-01T09:00:00");
    let (_, mut officer) = app.staff(call, Role::CaseOfficer).await;
    declare(&mut officer).await;
    let queue = look(&mut officer, &format!("{CALL}/recevabilite")).await;
    assert_eq!(queue.count("tbody tr"), 3);
    let csv = officer.get(&format!("{CALL}/recevabilite.csv")).await.ok().body();
    assert!(csv.starts_with("Numéro,Projet,Porteur,SIRET,Montant"), "{csv}");
    let numbers = ["fc26-0001", "fc26-0002", "fc26-0003"];
    for number in numbers {
        examine(&mut officer, number).await;
    }

    let (_, mut manager) = app.staff(call, Role::CallManager).await;
    let (reader, mut reviewer) = app.staff(call, Role::Reviewer).await;
    declare(&mut manager).await;
    look(&mut manager, &format!("{CALL}/tableau-de-bord")).await;
    declare(&mut reviewer).await;
    let assignments = format!("{CALL}/attributions");
    let page = look(&mut manager, &assignments).await;
    let (ids, reader) = (page.attrs("input[name=dossier]", "value"), reader.to_string());
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("dossier", id.as_str())).collect();
    fields.push(("reviewer", reader.as_str()));
    manager.post(&assignments, &fields).await.expect(StatusCode::SEE_OTHER);
    look(&mut reviewer, &format!("{CALL}/evaluations")).await;
    for (number, letters) in numbers.into_iter().zip([["6", "6", "4"], ["4", "2", "2"], ["0", "6", "6"]]) {
        review(&mut reviewer, number, letters).await;
    }

    let (_, mut chair) = app.staff(call, Role::Chair).await;
    let (_, mut secretary) = app.staff(call, Role::Secretary).await;
    let (_, mut authority) = app.staff(call, Role::DecidingAuthority).await;
    for person in [&mut chair, &mut secretary, &mut authority] {
        declare(person).await;
    }
    manager.post_and_follow(&format!("{CALL}/classement"), &[]).await.ok().must_say("Classement figé");
    let page = look(&mut chair, &format!("{CALL}/comite")).await.must_say("91,67").must_say("46,67");
    page.must_say("Q\u{a0}A").must_say("Q sous le minimum\u{a0}: D");
    let (committee, decision) = (format!("{CALL}/comite"), format!("{CALL}/decision"));
    send(&mut secretary, &committee, &format!("{CALL}/proposition"), &[]).await.expect(StatusCode::SEE_OTHER);
    look(&mut chair, &format!("{CALL}/comite")).await.must_say("il reste 4\u{202f}000\u{a0}€");
    let line = look(&mut chair, &format!("{CALL}/comite/{}", numbers[1])).await;
    assert!(!line.says("Assiette"), "{}", line.text("main"));
    send(&mut chair, &committee, &format!("{CALL}/adoption/presidence"), &[]).await.expect(StatusCode::SEE_OTHER);
    send(&mut secretary, &committee, &format!("{CALL}/adoption/secretariat"), &[]).await.expect(StatusCode::SEE_OTHER);
    send(&mut authority, &decision, &format!("{CALL}/signature"), &[]).await.expect(StatusCode::SEE_OTHER);
    look(&mut authority, &decision).await.must_say("Décision signée");
    manager.post_and_follow(&format!("{CALL}/resultats"), &[]).await.ok();
    app.run_jobs().await;
    let rows = dossiers::store::list_filed(app.app.db.reader(), call).await.unwrap();
    let states: Vec<State> = rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [State::Funded, State::Reserve, State::Declined]);

    let mut visitor = app.client();
    look(&mut visitor, &format!("{CALL}/laureats")).await.must_say("Veillées 10").must_say("6\u{202f}000");
    let csv = visitor.get(&format!("{CALL}/laureats.csv")).await.ok().body();
    assert!(csv.starts_with("numero,projet,porteur,montant_fictif_eur,resume,decision"), "{csv}");
    let mut owner = app.sign_in(rows[0].owner).await;
    let letter = look(&mut owner, &format!("{}/decision", filed[2])).await;
    letter.must_say("au moins C pour chaque critère").must_say("Lettres de l’évaluation");
    let mails = app.mails().join("\n");
    assert!(mails.contains("C pour chaque critère") && !mails.contains("volet") && !mails.contains("sur 5"), "{mails}");
    app.finish().await;
}

#[test]
fn every_call_that_is_shipped_checks_clean() {
    let mut checked = 0;
    for entry in std::fs::read_dir("config/calls").unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let mistakes = call_file::check(&text).err().unwrap_or_default();
        let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{}:\n{}", path.display(), told.join("\n"));
        checked += 1;
    }
    assert!(checked >= 3, "{checked} files");
}
