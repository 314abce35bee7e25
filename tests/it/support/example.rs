//! One call in the middle of its life, with somebody in each role: what each address of the list of routes can name.

use domain::{
    ids::{CallId, DossierId, UserId},
    permissions::Role,
    text::Email,
};
use laureat::{
    db::{Act, Actor, entities::job, journal},
    features::{accounts, calls, dossiers, reviews},
    queue,
};
use sea_orm::EntityTrait;

use super::{Client, TestApp};

/// Roles that have a right to some form.
pub const SENDERS: [Role; 9] = [
    Role::Account,
    Role::Owner,
    Role::CallManager,
    Role::CaseOfficer,
    Role::Reviewer,
    Role::Chair,
    Role::Secretary,
    Role::DecidingAuthority,
    Role::Operator,
];

/// What addresses can name.
pub struct Example {
    /// The call of 2013, closed, its dossier under review.
    pub call: CallId,
    /// The applicant.
    pub owner: UserId,
    /// The dossier, given to the reviewer.
    pub dossier: DossierId,
    /// Who reads it.
    pub reviewer: UserId,
    /// Who checked it.
    pub officer: UserId,
    /// Somebody who sits on the committee and whom no test needs.
    pub bystander: UserId,
    number: String,
    assignment: String,
    document: String,
    submission: String,
    mail: String,
    job: String,
    institution: String,
}

impl Example {
    /// An address of the list, with the names of things that exist.
    ///
    /// A parameter that is not listed here fails the tests: say what it can name.
    pub fn path(&self, route: &str) -> String {
        fill(route, |parameter| match parameter {
            "slug" => "ptce-2013".into(),
            "id" if route.contains("/attributions/") => self.assignment.clone(),
            "id" if route.contains("/taches/") => self.job.clone(),
            "id" if route.contains("/courriers/") => self.mail.clone(),
            "id" if route.contains("/comptes/") => self.bystander.to_string(),
            "id" if route.contains("/institutions/") => self.institution.clone(),
            "assignment" => self.assignment.clone(),
            "id" | "dossier" if route.contains("/dossiers/") => self.dossier.to_string(),
            "number" => self.number.clone(),
            "document" => self.document.clone(),
            "submission" => self.submission.clone(),
            "user" => self.bystander.to_string(),
            "rule" => "ELI-2".into(),
            "criterion" => "C1".into(),
            "piece" => "statuts".into(),
            "step" => "membres".into(),
            "question" | "table" => "members".into(),
            "row" | "line" => "0001".into(),
            "track" => "emergence".into(),
            "token" => "0".repeat(64),
            other => panic!("{route}: no example of {{{other}}}"),
        })
    }

    /// A dossier that is not there, under the number and the identifiers that it could have.
    pub fn absent(app: &TestApp, call: CallId, person: UserId, number: &str) -> Self {
        let id = || DossierId::mint(app.app.now(), app.app.random());
        Self {
            call,
            owner: person,
            dossier: id(),
            reviewer: person,
            officer: person,
            bystander: person,
            number: number.to_owned(),
            assignment: id().to_string(),
            document: id().to_string(),
            submission: id().to_string(),
            mail: id().to_string(),
            job: id().to_string(),
            institution: id().to_string(),
        }
    }

    /// An address of the list with its own name for each parameter.
    pub fn named(route: &str) -> String {
        fill(route, |parameter| format!("some-{parameter}"))
    }

    /// An address of the list with the same text for each parameter.
    pub fn filled(route: &str, value: &str) -> String {
        fill(route, |_| value.to_owned())
    }
}

fn fill(route: &str, value: impl Fn(&str) -> String) -> String {
    let mut path = String::new();
    let mut rest = route;
    while let Some((before, after)) = rest.split_once('{') {
        let (parameter, after) = after.split_once('}').unwrap();
        path.push_str(before);
        path.push_str(&value(parameter.trim_start_matches('*')));
        rest = after;
    }
    path + rest
}

impl TestApp {
    /// Makes the example: filed, admissible, given to a reviewer who has not scored it yet.
    pub async fn example(&self) -> Example {
        let call = self.published_call().await;
        let owner = self.account("Nadia Benali").await;
        let dossier = self.filed(owner, "emergence", 1).await;
        let officer = self.make_admissible(call, &[dossier]).await;
        let (reviewer, _) = self.staff(call, Role::Reviewer).await;
        let reviewer_actor = self.actor(reviewer).await;
        reviews::actions::declare_interests(&Act::now(&self.app, &reviewer_actor), call, Vec::new()).await.unwrap();
        let (manager, _) = self.staff(call, Role::CallManager).await;
        let manager = self.actor(manager).await;
        reviews::actions::declare_interests(&Act::now(&self.app, &manager), call, Vec::new()).await.unwrap();
        reviews::actions::assign(&Act::now(&self.app, &manager), call, vec![(dossier, reviewer)]).await.unwrap();
        let email = Email::parse("nadia.benali@example.org").unwrap();
        accounts::actions::ask_reset(&Act::now(&self.app, &Actor::Visitor), &email).await.unwrap();
        let (bystander, _) = self.staff(call, Role::CommitteeMember).await;
        self.run_jobs().await;
        self.example_of(dossier, reviewer, officer, bystander).await
    }

    /// What addresses can name of a filed dossier.
    pub async fn example_of(
        &self,
        dossier: DossierId,
        reviewer: UserId,
        officer: UserId,
        bystander: UserId,
    ) -> Example {
        let conn = self.app.db.reader();
        let row = dossiers::store::load_dossier(conn, dossier).await.unwrap();
        let documents = dossiers::store::list_documents(conn, dossier).await.unwrap();
        let assignments = reviews::store::list_assignments_of_dossier(conn, dossier).await.unwrap();
        let jobs = job::Entity::find().all(conn).await.unwrap();
        let mails = queue::store::list_mails(&self.app.db, 1).await.unwrap();
        let operator = Act::now(&self.app, &Actor::CommandLine);
        let there = accounts::store::list_institutions(conn).await.unwrap();
        let institution = match there.first() {
            Some(institution) => institution.id,
            None => accounts::actions::create_institution(&operator, "Une institution", "other", None).await.unwrap(),
        };
        Example {
            call: row.call,
            owner: row.owner,
            dossier,
            reviewer,
            officer,
            bystander,
            number: row.number.unwrap(),
            submission: row.submission.unwrap().to_string(),
            job: jobs[0].id.to_string(),
            mail: domain::ids::MailId::from_uuid(mails[0].id).to_string(),
            document: documents[0].id.to_string(),
            institution: institution.to_string(),
            assignment: assignments.first().map_or_else(|| dossier.to_string(), |one| one.id.to_string()),
        }
    }

    /// Somebody in that role on the example, who has declared no conflict; `Owner` is its applicant.
    pub async fn somebody(&self, example: &Example, role: Role) -> Option<UserId> {
        Some(match role {
            Role::Visitor => return None,
            Role::Account => self.account(&format!("Louis {}", self.app.token())).await,
            Role::Operator => self.operator().await.0,
            Role::Owner => example.owner,
            Role::Reviewer => example.reviewer,
            Role::CaseOfficer => example.officer,
            other => {
                let (user, _) = self.staff(example.call, other).await;
                let actor: Actor = self.actor(user).await;
                reviews::actions::declare_interests(&Act::now(&self.app, &actor), example.call, Vec::new())
                    .await
                    .unwrap();
                user
            }
        })
    }

    /// A browser in which that person, or nobody, is signed in.
    pub async fn browser_of(&self, user: Option<UserId>) -> Client {
        match user {
            Some(user) => self.sign_in(user).await,
            None => self.client(),
        }
    }

    /// How many events the journal of a call holds.
    pub async fn events(&self, call: CallId) -> usize {
        let slug = calls::store::load(self.app.db.reader(), call).await.unwrap().slug().to_owned();
        let head = journal::head(self.app.db.reader(), call, &slug).await.unwrap();
        usize::try_from(head.seq).unwrap()
    }
}
