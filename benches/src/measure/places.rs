//! What each address of the table of routes names on a measured database, and who asks for it.

use std::collections::BTreeMap;

use domain::{ids::UserId, text::Email};
use laureat::{
    app::App,
    db::entities::{assignment, call, document, dossier, institution, mail, user},
    demo,
    features::accounts,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Done,
    generate::{PUBLISHED, RUNNING},
};

/// A page to ask for.
pub struct Ask {
    /// Address in the table of routes.
    pub route: &'static str,
    /// Address to ask for.
    pub path: String,
    /// Who asks; nobody for a visitor.
    pub who: Option<UserId>,
}

/// People of the measured database, by the part that they play.
pub struct People(BTreeMap<&'static str, UserId>);

const ACCOUNTS: [(&str, &str); 8] = [
    ("manager", "responsable@example.org"),
    ("officer", "instruction@example.org"),
    ("reviewer", "rapporteur@example.org"),
    ("member", "comite@example.org"),
    ("chair", "presidence@example.org"),
    ("secretary", "secretariat@example.org"),
    ("authority", "autorite@example.org"),
    ("operator", "exploitation@example.org"),
];

impl People {
    /// Finds them.
    pub async fn load(app: &App) -> Done<Self> {
        let mut people = BTreeMap::new();
        for (part, address) in ACCOUNTS {
            let email = Email::parse(address).map_err(|e| format!("{e:?}"))?;
            let found = accounts::store::find_by_email(app.db.reader(), &email).await?.ok_or("no such account")?;
            people.insert(part, found.person.id);
        }
        Ok(Self(people))
    }

    /// Who plays that part.
    pub fn get(&self, part: &str) -> Done<UserId> {
        self.0.get(part).copied().ok_or_else(|| format!("nobody is {part}").into())
    }
}

async fn call_id(app: &App, slug: &str) -> Done<Uuid> {
    Ok(call::Entity::find().filter(call::Column::Slug.eq(slug)).one(app.db.reader()).await?.ok_or("no call")?.id)
}

/// A dossier of a call in one of these states, half-way through them.
async fn some_dossier(app: &App, slug: &str, states: &[&str]) -> Done<dossier::Model> {
    let found = dossier::Entity::find()
        .filter(dossier::Column::CallId.eq(call_id(app, slug).await?))
        .filter(dossier::Column::State.is_in(states.iter().copied()))
        .order_by_asc(dossier::Column::Serial)
        .limit(20)
        .all(app.db.reader())
        .await?;
    Ok(found.into_iter().next_back().ok_or_else(|| format!("{slug}: no dossier in {states:?}"))?)
}

/// A page for each GET of the table of routes; several where a page is not the same for everybody.
pub async fn all(app: &App) -> Done<Vec<Ask>> {
    let people = People::load(app).await?;
    let conn = app.db.reader();
    let open = demo::open_call::SLUG;
    let examined = some_dossier(app, RUNNING, &["filed"]).await?;
    let reviewed = some_dossier(app, PUBLISHED, &["funded"]).await?;
    let draft = some_dossier(app, open, &["draft"]).await?;
    let demonstrated = some_dossier(app, "ptce-2013", &["funded"]).await?;
    let joined = document::Entity::find()
        .filter(document::Column::DossierId.eq(demonstrated.id))
        .one(conn)
        .await?
        .ok_or("no document")?;
    let given = assignment::Entity::find()
        .filter(assignment::Column::CallId.eq(call_id(app, RUNNING).await?))
        .filter(assignment::Column::ReviewerId.eq(people.get("reviewer")?.uuid()))
        .one(conn)
        .await?
        .ok_or("nothing was given")?;
    let read = dossier::Entity::find_by_id(given.dossier_id).one(conn).await?.ok_or("no dossier")?;
    let letter = mail::Entity::find().one(conn).await?.ok_or("no mail")?;
    let someone = user::Entity::find().one(conn).await?.ok_or("no account")?;
    let number = |row: &dossier::Model| row.number.clone().unwrap_or_default();
    let owner = |row: &dossier::Model| Some(UserId::from_uuid(row.owner_id));
    let mut asks = Vec::new();
    let mut add = |route: &'static str, path: String, who: Option<UserId>| asks.push(Ask { route, path, who });
    for route in [
        "/",
        "/accessibilite",
        "/aide",
        "/code-source",
        "/connexion",
        "/donnees-personnelles",
        "/inscription",
        "/inscription/courriel",
        "/mentions-legales",
        "/mot-de-passe/oubli",
        "/mot-de-passe/oubli/courriel",
        "/demo/courriers",
    ] {
        add(route, route.to_owned(), None);
    }
    for route in ["/confirmation/{token}", "/invitation/{token}", "/mot-de-passe/{token}"] {
        add(route, route.replace("{token}", &"0".repeat(64)), None);
    }
    add("/demo/courriers/{id}", format!("/demo/courriers/{}", letter.id), None);
    for route in ["/compte", "/travail"] {
        for who in ["manager", "reviewer"] {
            add(route, route.to_owned(), Some(people.get(who)?));
        }
    }
    for route in ["/plateforme", "/plateforme/comptes", "/plateforme/taches"] {
        add(route, route.to_owned(), Some(people.get("operator")?));
    }
    add("/plateforme/comptes/{id}", format!("/plateforme/comptes/{}", someone.id), Some(people.get("operator")?));
    let funder = institution::Entity::find().one(conn).await?.ok_or("no institution")?;
    let path = format!("/plateforme/institutions/{}", funder.id);
    add("/plateforme/institutions/{id}", path, Some(people.get("operator")?));
    for (route, slug, who) in [
        ("/appels/{slug}", RUNNING, None),
        ("/appels/{slug}", open, None),
        ("/appels/{slug}/journal-public.jsonl", PUBLISHED, None),
        ("/appels/{slug}/laureats", PUBLISHED, None),
        ("/appels/{slug}/laureats.csv", PUBLISHED, None),
        ("/appels/{slug}/recevabilite", RUNNING, Some("officer")),
        ("/appels/{slug}/recevabilite.csv", RUNNING, Some("officer")),
        ("/appels/{slug}/recevabilite/suivant", RUNNING, Some("officer")),
        ("/appels/{slug}/attributions", RUNNING, Some("manager")),
        ("/appels/{slug}/comite", PUBLISHED, Some("chair")),
        ("/appels/{slug}/comite", RUNNING, Some("chair")),
        ("/appels/{slug}/tableau-de-bord", RUNNING, Some("manager")),
        ("/appels/{slug}/decision", PUBLISHED, Some("chair")),
        ("/appels/{slug}/dossiers/nouveau", open, Some("manager")),
        ("/appels/{slug}/journal", RUNNING, Some("manager")),
        ("/appels/{slug}/journal.jsonl", RUNNING, Some("manager")),
        ("/appels/{slug}/personnes", RUNNING, Some("manager")),
        ("/appels/{slug}/resultats", PUBLISHED, Some("manager")),
        ("/appels/{slug}/evaluations", RUNNING, Some("reviewer")),
        ("/appels/{slug}/evaluations/declaration", RUNNING, Some("reviewer")),
    ] {
        add(route, route.replace("{slug}", slug), who.map(|who| people.get(who)).transpose()?);
    }
    let of =
        |route: &str, slug: &str, row: &dossier::Model| route.replace("{slug}", slug).replace("{number}", &number(row));
    let route = "/appels/{slug}/recevabilite";
    add(route, format!("/appels/{RUNNING}/recevabilite?recherche=fontaine"), Some(people.get("officer")?));
    add(route, format!("/appels/{RUNNING}/recevabilite?apres={}", number(&examined)), Some(people.get("officer")?));
    let route = "/appels/{slug}/recevabilite/{number}";
    add(route, of(route, RUNNING, &examined), Some(people.get("officer")?));
    let route = "/appels/{slug}/comite/{number}";
    add(route, of(route, PUBLISHED, &reviewed), Some(people.get("chair")?));
    let route = "/appels/{slug}/evaluations/{number}";
    add(route, of(route, RUNNING, &read), Some(people.get("reviewer")?));
    // Copies have no files: the reviewer of the replayed call opens one.
    let route = "/appels/{slug}/evaluations/{number}/documents/{document}";
    let first = assignment::Entity::find()
        .filter(assignment::Column::DossierId.eq(demonstrated.id))
        .filter(assignment::Column::State.eq("submitted"))
        .one(conn)
        .await?
        .ok_or("no reader")?;
    let path = of(route, "ptce-2013", &demonstrated).replace("{document}", &joined.id.to_string());
    add(route, path, Some(UserId::from_uuid(first.reviewer_id)));
    add("/dossiers", "/dossiers".into(), owner(&reviewed));
    for route in ["/dossiers/{id}", "/dossiers/{id}/verification", "/dossiers/{id}/documents"] {
        add(route, route.replace("{id}", &draft.id.to_string()), owner(&draft));
    }
    for route in ["/dossiers/{id}/decision", "/dossiers/{id}/suivi", "/dossiers/{id}/recepisse"] {
        add(route, route.replace("{id}", &reviewed.id.to_string()), owner(&reviewed));
    }
    let definition = laureat::features::calls::store::load_by_slug(conn, open).await?.definition;
    let table = definition.form.steps.iter().find_map(|step| {
        let kind =
            |question: &&domain::form::Question| matches!(question.kind, domain::form::QuestionKind::Table { .. });
        step.questions.iter().find(kind).map(|question| (step.code.clone(), question.code.clone()))
    });
    let (step, question) = table.ok_or("no table")?;
    for step in &definition.form.steps {
        add("/dossiers/{id}/etapes/{step}", format!("/dossiers/{}/etapes/{}", draft.id, step.code), owner(&draft));
    }
    let path = format!("/dossiers/{}/etapes/{step}/lignes/{question}/nouvelle", draft.id);
    add("/dossiers/{id}/etapes/{step}/lignes/{question}/{line}", path, owner(&draft));
    let path = format!("/dossiers/{}/documents/{}", demonstrated.id, joined.id);
    add("/dossiers/{id}/documents/{document}", path, owner(&demonstrated));
    for route in ["/dossiers/{id}/dossier.pdf", "/dossiers/{id}/recepisse.pdf"] {
        add(route, route.replace("{id}", &demonstrated.id.to_string()), owner(&demonstrated));
    }
    Ok(asks)
}
