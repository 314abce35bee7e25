//! Forms whose fields are always the same: whatever is typed, the page comes back with it and says what to do.

use axum::http::StatusCode;
use domain::{permissions::Role, text::Email};
use laureat::{
    db::Actor,
    features::{accounts, committee, reviews},
};

use super::accounts::link;
use crate::support::{Client, TestApp, TestPage};

/// Signs that nobody sees and that turn what follows them round.
const HIDDEN: &str = "\u{202e}\u{2066}\u{200f}\u{feff}";

/// A form, and what it says of each field.
struct Case {
    path: String,
    /// What is typed elsewhere while one field is wrong.
    fields: Vec<(&'static str, &'static str)>,
    texts: Vec<Text>,
}

/// A field that takes a text.
struct Text {
    name: &'static str,
    /// Most characters that it takes.
    max: usize,
    /// What is said beyond.
    long: &'static str,
    /// What is said of nothing and of signs that nobody sees; empty where both are taken.
    bare: &'static str,
}

const fn text(name: &'static str, max: usize, long: &'static str, bare: &'static str) -> Text {
    Text { name, max, long, bare }
}

impl Case {
    fn with<'a>(&'a self, name: &'static str, typed: &'a str) -> Vec<(&'a str, &'a str)> {
        let others = self.fields.iter().copied().filter(|(other, _)| *other != name);
        others.chain([(name, typed)]).collect()
    }

    /// Posts one field wrong after the other.
    async fn check(&self, client: &mut Client) {
        for one in &self.texts {
            let long = "é".repeat(one.max + 1);
            let page = client.post(&self.path, &self.with(one.name, &long)).await;
            self.refused(page, one, &long, one.long);
            for bare in ["", "  ", HIDDEN].into_iter().filter(|_| !one.bare.is_empty()) {
                let page = client.post(&self.path, &self.with(one.name, bare)).await;
                // Spaces and hidden signs are a password that is too weak, like any other.
                if !one.is_secret() || bare.is_empty() {
                    self.refused(page, one, bare, one.bare);
                }
            }
            let nul = client.post(&self.path, &self.with(one.name, "a\0b")).await;
            assert_eq!(nul.status, StatusCode::BAD_REQUEST, "{}: a NUL in {}", self.path, one.name);
        }
    }

    /// The page says what to do, beside the field and above, and holds all that was typed but for secrets.
    fn refused(&self, page: TestPage, one: &Text, typed: &str, words: &str) {
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let place = format!("{} of {}", one.name, self.path);
        let summary = page.texts(".govuk-error-summary a").join(" ");
        assert!(summary.contains(words), "{place}: « {words} » is not in « {summary} »");
        let beside = page.text(&format!("#{}-erreur", one.name));
        assert!(beside.contains(words), "{place}: « {words} » is not beside the field: « {beside} »");
        for (name, typed) in self.with(one.name, typed) {
            if let Some(text) = self.texts.iter().find(|text| text.name == name) {
                let kept = text.kept(&page);
                let expected = if text.is_secret() { "" } else { typed.trim() };
                assert_eq!(kept.trim(), expected, "{name} of {} is lost or told", self.path);
            }
        }
    }
}

impl Text {
    fn is_secret(&self) -> bool {
        matches!(self.name, "password" | "old")
    }

    /// What the page holds of it.
    fn kept(&self, page: &TestPage) -> String {
        let area = format!("textarea[name={}]", self.name);
        if page.has(&area) { page.text(&area) } else { page.attr(&format!("input#{}", self.name), "value") }
    }
}

const EMAIL: &str = "Écrivez une adresse électronique, comme nom@association.example";
const NAME: &str = "Écrivez votre prénom et votre nom, en 120 signes au plus";
const PASSWORD: &str = "Écrivez le mot de passe";
const LONG_PASSWORD: &str = "trop long";

#[tokio::test]
async fn forms_of_accounts_take_texts_up_to_their_length_and_say_what_to_do() {
    let app = TestApp::new().await;
    let user = app.account("Nadia Benali").await;
    let address = Email::parse("nadia.benali@example.org").unwrap();
    accounts::actions::ask_reset(&laureat::db::Act::now(&app.app, &Actor::Visitor), &address).await.unwrap();
    app.run_jobs().await;
    let link = link(&app, "mot-de-passe");

    let mut visitor = app.client();
    let visited = [
        Case { path: link, fields: vec![], texts: vec![text("password", 128, LONG_PASSWORD, PASSWORD)] },
        Case {
            path: "/inscription".into(),
            fields: vec![("name", "Inès Morel"), ("email", "ines@example.org"), ("password", "un deux trois soleil")],
            texts: vec![
                text("name", 120, NAME, NAME),
                text("email", 254, EMAIL, EMAIL),
                text("password", 128, LONG_PASSWORD, "Choisissez un mot de passe"),
            ],
        },
        Case {
            path: "/connexion".into(),
            fields: vec![("email", "ines@example.org"), ("password", "faux")],
            texts: vec![text("email", 254, EMAIL, EMAIL), text("password", 128, LONG_PASSWORD, PASSWORD)],
        },
        Case { path: "/mot-de-passe/oubli".into(), fields: vec![], texts: vec![text("email", 254, EMAIL, EMAIL)] },
    ];
    for case in &visited {
        case.check(&mut visitor).await;
        // The next form is not slowed down by the attempts at this one.
        app.pass(3_600);
    }

    let (mut person, (_, mut operator)) = (app.sign_in(user).await, app.operator().await);
    let own = [
        Case {
            path: "/compte/identite".into(),
            fields: vec![("lang", "fr")],
            texts: vec![text("name", 120, NAME, NAME)],
        },
        Case {
            path: "/compte/mot-de-passe".into(),
            fields: vec![("old", "ancien"), ("password", "nouveau")],
            texts: vec![
                text("old", 128, "Ce n’est pas votre mot de passe actuel", "Ce n’est pas votre mot de passe actuel"),
                text("password", 128, LONG_PASSWORD, "Choisissez un mot de passe"),
            ],
        },
    ];
    for case in &own {
        case.check(&mut person).await;
    }
    let institution = "Écrivez le nom de l’institution, en 200 signes au plus";
    let case = Case {
        path: "/plateforme/institutions".into(),
        fields: vec![("kind", "bank")],
        texts: vec![text("name", 200, institution, institution)],
    };
    case.check(&mut operator).await;
    assert_eq!(app.fingerprint().await.get("institutions").copied().unwrap_or_default(), 0);
    app.finish().await;
}

#[tokio::test]
async fn forms_of_a_call_take_texts_up_to_their_length_and_say_what_to_do() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Nadia Benali").await;
    let (read, _waiting) = (app.filed(owner, "emergence", 1).await, app.filed(owner, "emergence", 2).await);
    let officer = app.make_admissible(call, &[read]).await;
    let (manager, manager_browser) = app.staff(call, Role::CallManager).await;
    let (reviewer, reviewer_browser) = app.staff(call, Role::Reviewer).await;
    let manager = app.actor(manager).await;
    for actor in [&manager, &app.actor(reviewer).await] {
        reviews::actions::declare_interests(&laureat::db::Act::now(&app.app, actor), call, Vec::new()).await.unwrap();
    }
    reviews::actions::assign(&laureat::db::Act::now(&app.app, &manager), call, vec![(read, reviewer)]).await.unwrap();
    let address = "Écrivez une adresse électronique, comme prenom.nom@example.org";
    let name = "Écrivez le prénom et le nom de la personne";
    let amount = "Écrivez l’assiette en euros, par exemple 120 000";
    let cases = [
        (
            manager_browser,
            Case {
                path: "/appels/ptce-2013/personnes".into(),
                fields: vec![("email", "ines@example.org"), ("name", "Inès Morel"), ("role", "reviewer")],
                texts: vec![
                    text("email", 254, address, address),
                    text("name", 120, "Ce nom a plus de 120 signes : raccourcissez-le", name),
                ],
            },
        ),
        (
            app.sign_in(owner).await,
            Case {
                path: "/appels/ptce-2013/dossiers".into(),
                fields: vec![("track", "emergence")],
                texts: vec![text("siret", 40, "14 chiffres", "SIRET")],
            },
        ),
        (
            app.sign_in(officer).await,
            Case {
                path: "/appels/ptce-2013/recevabilite/2013-0002/assiette".into(),
                fields: vec![("base", "80 000"), ("base_motive", "Loyers.")],
                texts: vec![
                    text("base", 40, amount, amount),
                    text("base_motive", 2_000, "Le motif a plus de 2 000 signes : raccourcissez-le.", ""),
                ],
            },
        ),
        (
            reviewer_browser,
            Case {
                path: "/appels/ptce-2013/evaluations/2013-0001/restitution".into(),
                fields: vec![],
                texts: vec![text(
                    "reason",
                    2_000,
                    "Ce texte a plus de 2 000 signes : raccourcissez-le",
                    "Dites pourquoi vous rendez ce dossier",
                )],
            },
        ),
    ];
    for (mut browser, case) in cases {
        case.check(&mut browser).await;
    }
    app.abandon().await;
}

#[tokio::test]
async fn the_form_of_a_line_takes_texts_up_to_their_length_and_says_what_to_do() {
    let app = TestApp::new().await;
    let call = app.published_call().await;
    let owner = app.account("Hélène Vasseur").await;
    let dossier = app.filed(owner, "emergence", 1).await;
    app.make_admissible(call, &[dossier]).await;
    app.review_all(call, &[(dossier, 9)]).await;
    let (manager, _) = app.declared(call, Role::CallManager).await;
    let (chair, mut client) = app.declared(call, Role::Chair).await;
    let manager = app.actor(manager).await;
    committee::actions::freeze_ranking(&laureat::db::Act::now(&app.app, &manager), call).await.unwrap();
    committee::actions::propose(&laureat::db::Act::now(&app.app, &app.actor(chair).await), call, None).await.unwrap();
    let path = "/appels/ptce-2013/comite/2013-0001/ligne";
    let motive = "Le motif a plus de 2 000 signes : raccourcissez-le";
    let amount = "Écrivez le montant en chiffres, par exemple 96 000";
    let retained = Case {
        path: path.into(),
        fields: vec![("outcome", "retained"), ("amount", "96 000"), ("motive", "Prudence.")],
        texts: vec![text("amount", 40, amount, ""), text("motive", 2_000, motive, "")],
    };
    retained.check(&mut client).await;
    let hidden = client.post(path, &retained.with("amount", "\u{202e}000 69")).await;
    hidden.expect(StatusCode::UNPROCESSABLE_ENTITY).must_say(amount);
    let reserve = Case {
        path: path.into(),
        fields: vec![("outcome", "reserve"), ("motive", "Prudence.")],
        texts: vec![text("reserve_rank", 40, "Écrivez la place en chiffres, à partir de 1", "")],
    };
    reserve.check(&mut client).await;
    client
        .post(path, &[("outcome", "")])
        .await
        .expect(StatusCode::UNPROCESSABLE_ENTITY)
        .must_say("Choisissez la suite");
    app.abandon().await;
}

/// People type nothing in the form of the language: what is wrong with it did not come from a page of ours.
#[tokio::test]
async fn the_form_of_the_language_takes_what_our_pages_send() {
    let app = TestApp::new().await;
    let mut visitor = app.client();
    for (lang, back) in [("de", "/".to_owned()), ("", "/".to_owned()), ("en", format!("/{}", "a".repeat(2_000)))] {
        let page = visitor.post("/langue", &[("lang", lang), ("back", &back)]).await;
        page.expect(StatusCode::BAD_REQUEST);
    }
    let sent = visitor.post("/langue", &[("lang", "en"), ("back", "/aide")]).await.expect(StatusCode::SEE_OTHER);
    assert_eq!(sent.location(), "/aide");
    app.finish().await;
}

/// A field that is sent twice is read as the page shows it again: by its first value.
#[tokio::test]
async fn a_field_that_is_sent_twice_counts_once() {
    let app = TestApp::new().await;
    let fields = [("email", "ines"), ("email", "ines@example.org"), ("password", "x")];
    let page = app.client().post("/connexion", &fields).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attr("input#email", "value"), "ines");
    page.must_say(EMAIL);
    app.finish().await;
}

/// An address that asks for nonsense gets the page as it is.
#[tokio::test]
async fn what_an_address_asks_and_nobody_understands_is_the_whole_page() {
    let app = TestApp::new().await;
    let example = app.example().await;
    for (role, path) in [
        (Role::CallManager, "/appels/ptce-2013/attributions?afficher=a&afficher=b"),
        (Role::CallManager, "/appels/ptce-2013/journal?avant=hier"),
        (Role::CaseOfficer, "/appels/ptce-2013/recevabilite?etat=%ff&etat=x&recherche=%zz"),
        (Role::Operator, "/plateforme/comptes?apres=a&apres=b"),
        (Role::Operator, "/plateforme/taches?liste=a&liste=b"),
        (Role::Visitor, "/connexion?suite=/a&suite=/b"),
    ] {
        let user = app.somebody(&example, role).await;
        let page = app.browser_of(user).await.get(path).await.ok();
        assert!(page.is_html() && page.has("h1"), "{path}: {}", page.body());
    }
    app.abandon().await;
}
