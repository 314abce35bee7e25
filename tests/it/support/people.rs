//! Accounts and sessions, written straight to the database: signing up has tests of its own.

use axum::http::StatusCode;
use domain::{
    canonical::sha256_hex,
    ids::{CallId, UserId},
    permissions::Role,
};
use laureat::{
    db::{Actor, entities::user},
    features::{accounts, calls},
    web,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::{Client, TestApp};

/// The password of people of the tests.
pub const PASSWORD: &str = "neuf pommes dans la brume";

impl TestApp {
    /// A confirmed account. « Nadia Benali » has the address `nadia.benali@example.org` and no password.
    pub async fn account(&self, name: &str) -> UserId {
        self.insert_account(name, false).await
    }

    /// An account that runs the platform, signed in.
    pub async fn operator(&self) -> (UserId, Client) {
        let id = self.insert_account(&format!("Olga {}", self.app.token()), true).await;
        (id, self.sign_in(id).await)
    }

    async fn insert_account(&self, name: &str, operator: bool) -> UserId {
        let id = UserId::mint(self.app.now(), self.app.random());
        let row = user::Model {
            id: id.uuid(),
            email: format!("{}@example.org", name.to_lowercase().replace(' ', ".")),
            name: name.into(),
            password_hash: None,
            email_confirmed_at: Some(self.app.now().micros()),
            institution_id: None,
            operator,
            lang: "fr".into(),
            disabled_at: None,
            created_at: self.app.now().micros(),
        };
        user::Entity::insert(row.into_active_model()).exec_without_returning(self.app.db.unguarded()).await.unwrap();
        id
    }

    /// The account of an address.
    pub async fn known(&self, email: &str) -> UserId {
        let found = user::Entity::find().filter(user::Column::Email.eq(email)).one(self.app.db.reader()).await;
        UserId::from_uuid(found.unwrap().unwrap().id)
    }

    /// Gives an account the password with which people of the tests sign in.
    pub async fn with_password(&self, user: UserId) -> String {
        let row = user::Entity::find_by_id(user.uuid()).one(self.app.db.reader()).await.unwrap().unwrap();
        let email = row.email.clone();
        let hash = accounts::password::hash(&self.app, PASSWORD).await.unwrap();
        let change = user::ActiveModel { id: Set(row.id), password_hash: Set(Some(hash)), ..Default::default() };
        change.update(self.app.db.unguarded()).await.unwrap();
        email
    }

    /// A browser in which that person is signed in.
    pub async fn sign_in(&self, user: UserId) -> Client {
        let (token, csrf) = (self.app.token(), self.app.token());
        let hash = sha256_hex(token.as_bytes());
        web::store::insert_session(&self.app.db, hash, user, csrf.clone(), self.app.now()).await.unwrap();
        let mut client = self.client();
        let name = if self.app.config.http.secure_cookies { "__Host-laureat" } else { "laureat" };
        client.set_cookie(name, &token);
        client.csrf = Some(csrf);
        client
    }

    /// An account that is signed in.
    pub async fn person(&self, name: &str) -> (UserId, Client) {
        let id = self.account(name).await;
        (id, self.sign_in(id).await)
    }

    /// Gives a role on a call.
    pub async fn grant(&self, call: CallId, user: UserId, role: Role) {
        calls::actions::grant(&laureat::db::Act::now(&self.app, &Actor::CommandLine), call, user, role).await.unwrap();
    }

    /// A new account that holds a role on a call, signed in.
    pub async fn staff(&self, call: CallId, role: Role) -> (UserId, Client) {
        let suffix = hex::encode(self.app.random::<3>());
        let id = self.account(&format!("{role:?} {suffix}")).await;
        self.grant(call, id, role).await;
        (id, self.sign_in(id).await)
    }

    /// The same, who has declared to have no interest.
    pub async fn declared(&self, call: CallId, role: Role) -> (UserId, Client) {
        let (id, client) = self.staff(call, role).await;
        let act = laureat::db::Act::now(&self.app, &self.actor(id).await);
        laureat::features::reviews::actions::declare_interests(&act, call, Vec::new()).await.unwrap();
        (id, client)
    }

    /// The actor that actions take, for a person.
    pub async fn actor(&self, user: UserId) -> Actor {
        let row = user::Entity::find_by_id(user.uuid()).one(self.app.db.reader()).await.unwrap().unwrap();
        Actor::User { id: user, name: row.name, operator: row.operator }
    }
}

impl Client {
    /// Signs in through the page, as people do.
    pub async fn sign_in(&mut self, email: &str, password: &str) {
        self.get("/connexion").await.expect(StatusCode::OK);
        let fields = [("email", email), ("password", password)];
        self.post("/connexion", &fields).await.expect(StatusCode::SEE_OTHER);
        self.csrf = None;
    }
}
