//! Two sites made by the same acts, at the same instants, from the same seed. One of them has two dossiers that the
//! other never heard of: with their lead, members, pieces, verdicts, reviews, ranks, an award and a place in reserve.

use domain::{
    committee::{Line, Outcome, Seat},
    ids::{CallId, DossierId, UserId},
    permissions::Role,
};
use laureat::{
    db::Actor,
    features::{committee, dossiers, reviews},
};

use super::{Example, TestApp};

/// Whether a site has the hidden dossiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// They were filed like the others.
    Filed,
    /// They never were.
    Never,
}

/// How far the call is: every stage between the end of filing and the publication of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Filing is over, interests are declared.
    Closed,
    /// Verdicts are given.
    Examined,
    /// Reviewers are chosen.
    Assigned,
    /// Reviews are in.
    Reviewed,
    /// The ranking is frozen.
    Frozen,
    /// There is a proposal, and it was edited.
    Proposed,
    /// Chair and secretary have adopted it.
    Adopted,
    /// The authority has signed.
    Signed,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Closed,
        Self::Examined,
        Self::Assigned,
        Self::Reviewed,
        Self::Frozen,
        Self::Proposed,
        Self::Adopted,
        Self::Signed,
    ];
}

/// Roles that people hold on a call.
pub const STAFF: [Role; 7] = [
    Role::CallManager,
    Role::CaseOfficer,
    Role::Reviewer,
    Role::CommitteeMember,
    Role::Chair,
    Role::Secretary,
    Role::DecidingAuthority,
];

/// Numbers and half points of the dossiers that both sites have. The third one is in conflict with the same people:
/// so both sites know what it is to compute without a dossier, and differ by two more.
const OTHERS: [(&str, u8); 4] = [("emergence", 8), ("emergence", 7), ("emergence", 6), ("consolidation", 9)];
/// Which of the others that is.
const ALSO: usize = 2;
/// The numbers and half points of the hidden ones: the best of its track, which is funded, and the equal of another
/// one. They come last, so that the others keep their numbers.
const HIDDEN: [(&str, u8); 2] = [("2013-0005", 9), ("2013-0006", 7)];

/// One of the two sites.
pub struct Twin {
    /// The application.
    pub app: TestApp,
    /// The call.
    pub call: CallId,
    /// One person in each role, in conflict with the hidden dossiers where they are, and with one that both sites have.
    pub recused: Vec<(Role, UserId)>,
    /// One person in each role who has no interest anywhere.
    pub free: Vec<(Role, UserId)>,
    /// The dossiers that both sites have, then those that only one of them has.
    dossiers: Vec<Option<DossierId>>,
    second_reviewer: UserId,
}

impl Twin {
    /// A site at the end of filing.
    pub async fn new(hidden: Hidden) -> Self {
        let app = TestApp::new().await;
        let call = app.published_call().await;
        let (mut recused, mut free) = (Vec::new(), Vec::new());
        for role in STAFF {
            for (list, name) in [(&mut recused, "Alix"), (&mut free, "Camille")] {
                let person = app.account(&format!("{name} {role:?}")).await;
                app.grant(call, person, role).await;
                list.push((role, person));
            }
        }
        let second_reviewer = app.account("Dominique Reviewer").await;
        app.grant(call, second_reviewer, Role::Reviewer).await;
        let (owner, other) = (app.account("Hélène Vasseur").await, app.account("Denis Aubry").await);
        let mut dossiers = Vec::new();
        for (index, (track, _)) in OTHERS.iter().enumerate() {
            app.pass(60);
            dossiers.push(Some(app.filed(owner, track, index + 1).await));
        }
        for index in OTHERS.len()..OTHERS.len() + HIDDEN.len() {
            app.pass(60);
            dossiers.push(match hidden {
                Hidden::Filed => Some(app.filed(other, "emergence", index + 1).await),
                Hidden::Never => None,
            });
        }
        Self { app, call, recused, free, dossiers, second_reviewer }
    }

    /// Brings the call to a stage from the one before.
    pub async fn reach(&self, stage: Stage) {
        let (app, call) = (&self.app.app, self.call);
        match stage {
            Stage::Closed => self.close().await,
            Stage::Examined => {
                for dossier in self.in_turn() {
                    self.app.examine(self.free(Role::CaseOfficer), call, dossier.as_slice()).await;
                }
            }
            Stage::Assigned => self.assign().await,
            Stage::Reviewed => self.review().await,
            Stage::Frozen => {
                let manager = self.actor(Role::CallManager).await;
                committee::actions::freeze_ranking(&laureat::db::Act::now(app, &manager), call).await.unwrap();
            }
            Stage::Proposed => self.propose().await,
            Stage::Adopted => {
                for (role, seat) in [(Role::Chair, Seat::Chair), (Role::Secretary, Seat::Secretary)] {
                    committee::actions::adopt(&laureat::db::Act::now(app, &self.actor(role).await), call, seat, None)
                        .await
                        .unwrap();
                }
            }
            Stage::Signed => {
                let authority = self.actor(Role::DecidingAuthority).await;
                committee::actions::sign(&laureat::db::Act::now(app, &authority), call, None).await.unwrap();
            }
        }
    }

    /// What addresses can name: the dossier that both sites have and the people in conflict may not see, one that they
    /// may see, and those that only one site has.
    pub async fn examples(&self) -> Vec<Example> {
        let mut examples = Vec::new();
        let (reviewer, officer) = (self.free(Role::Reviewer), self.free(Role::CaseOfficer));
        for id in [self.dossiers[0], self.dossiers[ALSO]].into_iter().flatten() {
            examples.push(self.app.example_of(id, reviewer, officer, officer).await);
        }
        for ((number, _), id) in HIDDEN.into_iter().zip(self.hidden()) {
            examples.push(match id {
                Some(id) => self.app.example_of(*id, reviewer, officer, officer).await,
                None => Example::absent(&self.app, self.call, officer, number),
            });
        }
        examples
    }

    fn hidden(&self) -> &[Option<DossierId>] {
        &self.dossiers[OTHERS.len()..]
    }

    fn free(&self, role: Role) -> UserId {
        self.free.iter().find(|(held, _)| *held == role).unwrap().1
    }

    async fn actor(&self, role: Role) -> Actor {
        self.app.actor(self.free(role)).await
    }

    /// The dossiers, each with a time of its own, which passes also where the last one is not there: instants, and
    /// identifiers by their order, are then the same on both sites.
    fn in_turn(&self) -> impl Iterator<Item = Option<DossierId>> {
        self.dossiers.iter().map(|dossier| {
            self.app.pass(60);
            *dossier
        })
    }

    async fn close(&self) {
        self.app.set_clock("2013-10-14T09:00:00");
        let conflicts = [self.dossiers[ALSO]].into_iter().chain(self.hidden().iter().copied()).flatten();
        let conflicts: Vec<_> = conflicts.map(|id| (id, "Parent du porteur".to_owned())).collect();
        let free = self.free.iter().map(|(_, person)| *person).chain([self.second_reviewer]);
        let declarations = self.recused.iter().map(|(_, person)| (*person, conflicts.clone()));
        for (person, conflicts) in declarations.chain(free.map(|person| (person, Vec::new()))) {
            let actor = self.app.actor(person).await;
            reviews::actions::declare_interests(&laureat::db::Act::now(&self.app.app, &actor), self.call, conflicts)
                .await
                .unwrap();
        }
    }

    async fn assign(&self) {
        let manager = self.actor(Role::CallManager).await;
        let recused = self.recused.iter().find(|(role, _)| *role == Role::Reviewer).unwrap().1;
        for (index, dossier) in self.in_turn().enumerate() {
            let first = if index < ALSO { recused } else { self.free(Role::Reviewer) };
            for reviewer in [first, self.second_reviewer] {
                self.app.pass(1);
                let pairs: Vec<_> = dossier.iter().map(|id| (*id, reviewer)).collect();
                if !pairs.is_empty() {
                    reviews::actions::assign(&laureat::db::Act::now(&self.app.app, &manager), self.call, pairs)
                        .await
                        .unwrap();
                }
            }
        }
    }

    async fn review(&self) {
        let points = OTHERS.iter().map(|(_, points)| *points).chain(HIDDEN.map(|(_, points)| points));
        for (dossier, points) in self.in_turn().zip(points) {
            let Some(id) = dossier else { continue };
            let conn = self.app.app.db.reader();
            for assignment in reviews::store::list_assignments_of_dossier(conn, id).await.unwrap() {
                self.app.pass(1);
                self.app.review(&assignment, points).await;
            }
        }
    }

    /// The policy's proposal, then two dossiers put on the reserve list, a hidden one before the other.
    async fn propose(&self) {
        let (app, chair) = (&self.app.app, self.actor(Role::Chair).await);
        committee::actions::propose(&laureat::db::Act::now(app, &chair), self.call, None).await.unwrap();
        let mut place = 0;
        for dossier in [self.hidden()[1], self.dossiers[1]].into_iter().flatten() {
            place += 1;
            let motive = "Un ancrage plus ancien.".to_owned();
            let line = Line { dossier, outcome: Outcome::Reserve, amount: None, reserve_rank: Some(place), motive };
            committee::actions::edit_line(&laureat::db::Act::now(app, &chair), self.call, line, None).await.unwrap();
        }
    }

    /// How many dossiers were filed.
    pub async fn count(&self) -> usize {
        dossiers::store::list_filed(self.app.app.db.reader(), self.call).await.unwrap().len()
    }
}
