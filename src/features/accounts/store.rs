//! Rows of people and institutions.

use std::collections::BTreeMap;

use domain::{
    ids::{InstitutionId, UserId},
    text::{Email, Siren},
    time::Instant,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, SelectTwo, sea_query::Expr,
};

use crate::{
    db::{
        broken_constraint,
        entities::{call_role, institution, session, user},
        write::{Platform, WriteTx},
    },
    error::{AppError, AppResult},
    i18n::Lang,
};

/// A person, as other rooms see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Name of the institution that they speak for.
    pub institution: Option<String>,
    /// Language of their mails.
    pub lang: Lang,
}

/// An account, as this room sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub person: Person,
    /// What is kept of the password.
    pub password_hash: Option<String>,
    /// The address was confirmed.
    pub confirmed: bool,
    /// When the account was closed.
    pub disabled_at: Option<Instant>,
    /// Runs the platform.
    pub operator: bool,
    /// Institution.
    pub institution: Option<InstitutionId>,
    /// When it was made.
    pub created_at: Instant,
}

/// An institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Institution {
    /// Its id.
    pub id: InstitutionId,
    /// Its name.
    pub name: String,
    /// `ministry`, `bank`, `network`, `other`.
    pub kind: String,
    /// Its SIREN, when it is known.
    pub siren: Option<String>,
}

/// Accounts with the institutions that people speak for, in one query.
fn accounts() -> SelectTwo<user::Entity, institution::Entity> {
    user::Entity::find().find_also_related(institution::Entity)
}

fn account((row, institution): (user::Model, Option<institution::Model>)) -> Account {
    Account {
        person: Person {
            id: UserId::from_uuid(row.id),
            name: row.name,
            email: row.email,
            institution: institution.map(|institution| institution.name),
            lang: Lang::parse(&row.lang).unwrap_or_default(),
        },
        password_hash: row.password_hash,
        confirmed: row.email_confirmed_at.is_some(),
        disabled_at: row.disabled_at.map(Instant::from_micros),
        operator: row.operator,
        institution: row.institution_id.map(InstitutionId::from_uuid),
        created_at: Instant::from_micros(row.created_at),
    }
}

/// An account by its id.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_account(conn: &impl ConnectionTrait, id: UserId) -> AppResult<Account> {
    let row = accounts().filter(user::Column::Id.eq(id.uuid())).one(conn).await?;
    row.map(account).ok_or(AppError::NotFound)
}

/// A person by their id.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load_person(conn: &impl ConnectionTrait, id: UserId) -> AppResult<Person> {
    Ok(load_account(conn, id).await?.person)
}

/// The account of an address, whatever the case in which it was typed.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_email(conn: &impl ConnectionTrait, email: &Email) -> AppResult<Option<Account>> {
    Ok(accounts().filter(user::Column::Email.eq(email_key(email))).one(conn).await?.map(account))
}

/// People by their ids; those who do not exist are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn list_people(conn: &impl ConnectionTrait, ids: &[UserId]) -> AppResult<BTreeMap<UserId, Person>> {
    let rows = accounts().filter(user::Column::Id.is_in(ids.iter().map(|id| id.uuid()))).all(conn).await?;
    Ok(rows.into_iter().map(account).map(|account| (account.person.id, account.person)).collect())
}

/// Accounts in the order of their addresses, after `after` (empty for the beginning).
///
/// # Errors
/// When the database does not answer.
pub async fn list_accounts(conn: &impl ConnectionTrait, after: &str, limit: u64) -> AppResult<Vec<Account>> {
    let rows = accounts()
        .filter(user::Column::Email.gt(after))
        .order_by_asc(user::Column::Email)
        .limit(limit)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(account).collect())
}

/// All institutions, by name. There are few: they are not paged.
///
/// # Errors
/// When the database does not answer.
pub async fn list_institutions(conn: &impl ConnectionTrait) -> AppResult<Vec<Institution>> {
    let rows = institution::Entity::find().order_by_asc(institution::Column::Name).all(conn).await?;
    Ok(rows.into_iter().map(read_institution).collect())
}

/// An institution by its name.
///
/// # Errors
/// When the database does not answer.
pub async fn find_institution(conn: &impl ConnectionTrait, name: &str) -> AppResult<Option<Institution>> {
    let row = institution::Entity::find().filter(institution::Column::Name.eq(name)).one(conn).await?;
    Ok(row.map(read_institution))
}

fn read_institution(row: institution::Model) -> Institution {
    Institution { id: InstitutionId::from_uuid(row.id), name: row.name, kind: row.kind, siren: row.siren }
}

/// Whether a person has rights over others: a role on a call, or the platform's.
///
/// # Errors
/// When the database does not answer.
pub async fn holds_role(conn: &impl ConnectionTrait, id: UserId) -> AppResult<bool> {
    Ok(call_role::Entity::find().filter(call_role::Column::UserId.eq(id.uuid())).one(conn).await?.is_some())
}

/// An address as it is kept: people do not type the case in which they signed up.
fn email_key(email: &Email) -> String {
    email.as_str().to_lowercase()
}

/// A new row of `users`.
pub(super) struct NewRow<'a> {
    pub(super) id: UserId,
    pub(super) email: &'a Email,
    pub(super) name: &'a str,
    pub(super) password_hash: Option<String>,
    pub(super) confirmed_at: Option<Instant>,
    pub(super) institution: Option<InstitutionId>,
    pub(super) operator: bool,
    pub(super) lang: Lang,
}

/// Writes an account. Says no when the address has one already.
pub(super) async fn insert_user<S>(tx: &WriteTx<S>, new: NewRow<'_>) -> AppResult<bool> {
    let row = user::Model {
        id: new.id.uuid(),
        email: email_key(new.email),
        name: new.name.to_owned(),
        password_hash: new.password_hash,
        email_confirmed_at: new.confirmed_at.map(Instant::micros),
        institution_id: new.institution.map(InstitutionId::uuid),
        operator: new.operator,
        lang: new.lang.code().into(),
        disabled_at: None,
        created_at: tx.at().micros(),
    };
    match user::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await {
        Ok(_) => Ok(true),
        Err(error) if broken_constraint(&error) == Some("users_email") => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// What changes in an account; what is `None` stays.
#[derive(Default)]
pub(super) struct Change {
    pub(super) name: Option<String>,
    pub(super) lang: Option<Lang>,
    pub(super) password_hash: Option<String>,
    pub(super) confirmed_at: Option<Instant>,
    pub(super) disabled_at: Option<Option<Instant>>,
    pub(super) institution: Option<Option<InstitutionId>>,
}

/// Writes what changes in an account.
pub(super) async fn save_user(tx: &WriteTx<Platform>, id: UserId, change: Change) -> AppResult<()> {
    let mut row = user::ActiveModel { id: Set(id.uuid()), ..Default::default() };
    if let Some(name) = change.name {
        row.name = Set(name);
    }
    if let Some(lang) = change.lang {
        row.lang = Set(lang.code().into());
    }
    if let Some(hash) = change.password_hash {
        row.password_hash = Set(Some(hash));
    }
    if let Some(at) = change.confirmed_at {
        row.email_confirmed_at = Set(Some(at.micros()));
    }
    if let Some(at) = change.disabled_at {
        row.disabled_at = Set(at.map(Instant::micros));
    }
    if let Some(institution) = change.institution {
        row.institution_id = Set(institution.map(InstitutionId::uuid));
    }
    row.update(tx.conn()).await?;
    Ok(())
}

/// Ends all sessions of a person.
pub(super) async fn delete_sessions(tx: &WriteTx<Platform>, id: UserId) -> AppResult<()> {
    session::Entity::delete_many().filter(session::Column::UserId.eq(id.uuid())).exec(tx.conn()).await?;
    Ok(())
}

/// Writes an institution.
pub(super) async fn insert_institution(tx: &WriteTx<Platform>, new: &Institution) -> AppResult<()> {
    let row = institution::Model {
        id: new.id.uuid(),
        name: new.name.clone(),
        kind: new.kind.clone(),
        siren: new.siren.clone(),
    };
    institution::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Writes the SIREN of an institution. Says no when there is no such institution.
pub(super) async fn save_siren(tx: &WriteTx<Platform>, id: InstitutionId, siren: Option<&Siren>) -> AppResult<bool> {
    let done = institution::Entity::update_many()
        .col_expr(institution::Column::Siren, Expr::value(siren.map(Siren::as_str)))
        .filter(institution::Column::Id.eq(id.uuid()))
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected == 1)
}
