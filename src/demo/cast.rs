//! Who plays: institutions, people with roles, and the accounts that the demonstration prints.

use domain::{
    ids::{CallId, InstitutionId, UserId},
    permissions::Role,
    text::{Email, PersonName},
};

use super::{
    dice::Dice,
    stage::{Player, Stage, must},
    words::for_address,
};
use crate::{
    app::App,
    db::{Act, Actor, links},
    error::{AppResult, Refused},
    features::{
        accounts::{
            actions::{self as accounts, AccountRefused, NewAccount},
            store as people,
        },
        calls,
    },
};

/// The password of every printed account.
pub const PASSWORD: &str = "prune-violon-gravier-38-lanterne";

/// Institutions and their kind; the reviewers speak for them in turn.
const INSTITUTIONS: [(&str, &str); 6] = [
    ("Ministère chargé de l’économie sociale et solidaire", "ministry"),
    ("Ministère chargé du redressement productif", "ministry"),
    ("Ministère chargé de la ville", "ministry"),
    ("Ministère chargé de l’égalité des territoires", "ministry"),
    ("Caisse des Dépôts", "bank"),
    ("Réseau des acteurs de l’économie sociale (fictif)", "network"),
];
/// Institutions that send reviewers: the first ones.
const SENDERS: usize = 5;
/// For which of them the printed reviewer speaks.
const REVIEWER_FOR: usize = 4;

/// A printed account: its address, its role, what to look at with it.
pub struct RoleAccount {
    /// Name on screen.
    pub title: &'static str,
    /// Address.
    pub email: &'static str,
    /// Name of the person.
    name: &'static str,
    /// Role on calls; none for the operator.
    pub(super) role: Option<Role>,
}

/// One account for each role. The applicant's is found once laureates are known.
pub const ROLE_ACCOUNTS: [RoleAccount; 8] = [
    account("Responsable de l’appel", "responsable@example.org", "Hélène Marquet", Some(Role::CallManager)),
    account("Agent instructeur", "instruction@example.org", "Karim Vasseur", Some(Role::CaseOfficer)),
    account("Rapporteur", "rapporteur@example.org", "Odile Fontanel", Some(Role::Reviewer)),
    account("Membre du comité", "comite@example.org", "Samuel Rigal", Some(Role::CommitteeMember)),
    account("Président du comité", "presidence@example.org", "Bernadette Lacombe", Some(Role::Chair)),
    account("Secrétaire du comité", "secretariat@example.org", "Julien Prigent", Some(Role::Secretary)),
    account("Autorité décisionnaire", "autorite@example.org", "Corinne Delmas", Some(Role::DecidingAuthority)),
    account("Exploitant de la plateforme", "exploitation@example.org", "Loïc Tessier", None),
];

const fn account(title: &'static str, email: &'static str, name: &'static str, role: Option<Role>) -> RoleAccount {
    RoleAccount { title, email, name, role }
}

/// Those who run the call.
pub struct Cast {
    /// Runs the platform.
    pub operator: Actor,
    /// Runs the call.
    pub manager: Player,
    /// Check dossiers.
    pub officers: Vec<Player>,
    /// Score them, each for an institution.
    pub reviewers: Vec<(Player, InstitutionId)>,
    /// Sits on the committee.
    pub member: Player,
    /// Chairs it.
    pub chair: Player,
    /// Keeps its minutes.
    pub secretary: Player,
    /// Signs.
    pub authority: Player,
}

impl Cast {
    /// Everybody with a role on the call.
    pub fn committee(&self) -> [&Player; 5] {
        [&self.manager, &self.member, &self.chair, &self.secretary, &self.authority]
    }
}

/// Makes an account; `None` when the address has one.
async fn open_account(act: &Act, new: NewAccount) -> AppResult<Option<UserId>> {
    match accounts::create_account(act, new).await {
        Err(Refused::Rule(AccountRefused::EmailTaken)) => Ok(None),
        done => must("account", done).map(Some),
    }
}

/// A new account of staff. The printed ones have the shared password; the others never sign in.
async fn staff(
    app: &App,
    (email, name): (&str, &str),
    institution: Option<InstitutionId>,
    printed: bool,
    operator: bool,
) -> AppResult<Option<UserId>> {
    let new = NewAccount {
        institution,
        operator,
        ..NewAccount::applicant(
            must("address", Email::parse(email))?,
            must("name", PersonName::parse(name))?,
            printed.then(|| PASSWORD.to_owned()),
        )
    };
    open_account(&Act::now(app, &Actor::CommandLine), new).await
}

/// Makes the operator, before there is a call.
///
/// # Errors
/// When the account cannot be made.
pub async fn operator(stage: &Stage) -> AppResult<Actor> {
    for one in ROLE_ACCOUNTS.iter().filter(|one| one.role.is_none()) {
        let made = staff(&stage.app, (one.email, one.name), None, true, true).await?;
        if let Some(id) = made.or(find(&stage.app, one.email).await?) {
            return Ok(Actor::User { id, name: one.name.to_owned(), operator: true });
        }
    }
    Ok(Actor::CommandLine)
}

/// Makes the others and gives them their roles on the call.
///
/// # Errors
/// When an account or a role cannot be made.
pub async fn gather(stage: &Stage, call: CallId, operator: Actor, reviewers: usize) -> AppResult<Cast> {
    let app = &stage.app;
    let mut institutions = Vec::new();
    for (name, kind) in INSTITUTIONS {
        // A call that is replayed after another finds the institutions and the printed accounts there.
        institutions.push(match people::find_institution(app.db.reader(), name).await? {
            Some(known) => known.id,
            None => {
                must("institution", accounts::create_institution(&Act::now(app, &operator), name, kind, None).await)?
            }
        });
    }
    let mut dice = Dice::new(stage.seed, "cast");
    let mut printed = Vec::new();
    for (rank, one) in ROLE_ACCOUNTS.iter().enumerate() {
        let Some(role) = one.role else { continue };
        let institution = institutions.get(if role == Role::Reviewer { REVIEWER_FOR } else { rank % 4 }).copied();
        let made = staff(app, (one.email, one.name), institution, true, false).await?;
        if let Some(id) = made.or(find(app, one.email).await?) {
            calls::actions::grant(&Act::now(app, &Actor::CommandLine), call, id, role).await?;
            printed.push((role, Player::new(id, one.name)));
        }
    }
    let of = |role: Role| {
        let found = printed.iter().find(|(held, ..)| *held == role);
        must("cast", found.map(|(_, player)| player.clone()).ok_or(role))
    };
    let mut cast = Cast {
        manager: of(Role::CallManager)?,
        officers: vec![of(Role::CaseOfficer)?],
        reviewers: Vec::new(),
        member: of(Role::CommitteeMember)?,
        chair: of(Role::Chair)?,
        secretary: of(Role::Secretary)?,
        authority: of(Role::DecidingAuthority)?,
        operator,
    };
    cast.reviewers.push((of(Role::Reviewer)?, institutions[REVIEWER_FOR]));
    for rank in 0..3 {
        if let Some(player) = extra(stage, &mut dice, call, institutions.get(rank).copied(), Role::CaseOfficer).await? {
            cast.officers.push(player);
        }
    }
    for rank in 0..reviewers.saturating_sub(1) {
        let institution = institutions[rank % SENDERS];
        if let Some(player) = extra(stage, &mut dice, call, Some(institution), Role::Reviewer).await? {
            cast.reviewers.push((player, institution));
        }
    }
    Ok(cast)
}

async fn extra(
    stage: &Stage,
    dice: &mut Dice,
    call: CallId,
    institution: Option<InstitutionId>,
    role: Role,
) -> AppResult<Option<Player>> {
    let (given, family) = stage.words.person(dice);
    let name = format!("{given} {family}");
    let title = role.name_on_call().unwrap_or_default().replace('_', "-");
    let email = format!("{}.{}.{title}@example.org", for_address(&given), for_address(&family));
    let Some(id) = staff(&stage.app, (&email, &name), institution, false, false).await? else { return Ok(None) };
    calls::actions::grant(&Act::now(&stage.app, &Actor::CommandLine), call, id, role).await?;
    Ok(Some(Player::new(id, &name)))
}

/// The account of an address.
pub(super) async fn find(app: &App, email: &str) -> AppResult<Option<UserId>> {
    let email = must("address", Email::parse(email))?;
    Ok(people::find_by_email(app.db.reader(), &email).await?.map(|known| known.person.id))
}

/// The account of an applicant, made or found.
///
/// # Errors
/// When it cannot be made.
pub async fn applicant(app: &App, name: &str, email: &str) -> AppResult<Player> {
    let address = must("address", Email::parse(email))?;
    let new = NewAccount::applicant(address.clone(), must("name", PersonName::parse(name))?, None);
    if let Some(id) = open_account(&Act::now(app, &Actor::CommandLine), new).await? {
        return Ok(Player::new(id, name));
    }
    let known = people::find_by_email(app.db.reader(), &address).await?;
    let known = must("account", known.ok_or(email))?;
    Ok(Player::new(known.person.id, &known.person.name))
}

/// Gives the shared password to an account that has none, as an invitation would.
///
/// # Errors
/// When the link does not open.
pub async fn open_to_visitors(app: &App, id: UserId) -> AppResult<()> {
    let link = accounts::invitation_link(&Act::now(app, &Actor::CommandLine), id).await?;
    let token = link.rsplit('/').next().unwrap_or_default();
    let held = Actor::Link(links::open(app.db.reader(), token, app.now()).await?);
    must("password", accounts::accept_invitation(&Act::now(app, &held), PASSWORD).await)?;
    Ok(())
}
