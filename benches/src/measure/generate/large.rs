//! A large call: dossiers copied from the seeds, each with a filing and an event of its own.

use std::collections::BTreeMap;

use domain::{
    canonical::{self, sha256_hex},
    dossier,
    form::codes,
    ids::CallId,
    journal::{self, Draft, EventKind, Head, Salt},
    search,
    time::Instant,
};
use laureat::{
    app::App,
    db::{
        self,
        entities::{
            admissibility_verdict, answer, assignment, call, call_role, declaration, dossier as dossiers, dossier_word,
            event, finding, review, score, submission,
        },
    },
    features::calls,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Done, id, owners, seeds::Seed};

/// What becomes of the dossiers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// One in four waits for an officer, for reviewers, for reviews, or has them.
    Running,
    /// Every admissible dossier has its reviews.
    Reviewed,
}

/// Where one dossier stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Draft,
    Filed,
    Inadmissible,
    Withdrawn,
    Admissible,
    InReview,
    Reviewed,
}

impl Stage {
    fn of(fate: Fate, rank: u32, seed: &Seed) -> Self {
        match (fate, seed.dossier.state.as_str(), rank % 4) {
            _ if rank % 50 == 49 => Self::Draft,
            (_, "inadmissible", _) => Self::Inadmissible,
            (_, "withdrawn", _) => Self::Withdrawn,
            (Fate::Reviewed, ..) | (_, _, 3) => Self::Reviewed,
            (_, _, 0) => Self::Filed,
            (_, _, 1) => Self::Admissible,
            _ => Self::InReview,
        }
    }

    const fn state(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Filed => "filed",
            Self::Inadmissible => "inadmissible",
            Self::Withdrawn => "withdrawn",
            Self::Admissible => "admissible",
            Self::InReview => "in_review",
            Self::Reviewed => "reviewed",
        }
    }

    const fn examined(self) -> bool {
        !matches!(self, Self::Draft | Self::Filed | Self::Withdrawn)
    }
}

#[derive(Default)]
struct Rows {
    dossiers: Vec<dossiers::ActiveModel>,
    submissions: Vec<submission::ActiveModel>,
    findings: Vec<finding::ActiveModel>,
    verdicts: Vec<admissibility_verdict::ActiveModel>,
    assignments: Vec<assignment::ActiveModel>,
    reviews: Vec<review::ActiveModel>,
    scores: Vec<score::ActiveModel>,
    answers: Vec<answer::ActiveModel>,
    events: Vec<event::ActiveModel>,
    words: Vec<dossier_word::ActiveModel>,
}

async fn write<E>(bulk: &DatabaseConnection, rows: Vec<E::ActiveModel>, columns: usize) -> Done
where
    E: EntityTrait,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(30_000 / columns).collect();
        E::insert_many(chunk).exec_without_returning(bulk).await?;
    }
    Ok(())
}

impl Rows {
    async fn write(self, bulk: &DatabaseConnection) -> Done {
        write::<dossiers::Entity>(bulk, self.dossiers, 19).await?;
        write::<submission::Entity>(bulk, self.submissions, 11).await?;
        write::<finding::Entity>(bulk, self.findings, 10).await?;
        write::<admissibility_verdict::Entity>(bulk, self.verdicts, 6).await?;
        write::<assignment::Entity>(bulk, self.assignments, 8).await?;
        write::<review::Entity>(bulk, self.reviews, 8).await?;
        write::<score::Entity>(bulk, self.scores, 6).await?;
        write::<answer::Entity>(bulk, self.answers, 7).await?;
        write::<event::Entity>(bulk, self.events, 11).await?;
        write::<dossier_word::Entity>(bulk, self.words, 3).await
    }
}

/// A SIREN that no other dossier of the measure has, and a SIRET whose key is right.
fn siret(n: u32) -> (String, String) {
    let siren = format!("8{n:08}");
    let start = format!("{siren}0001");
    let key = (0..10u32).find(|key| luhn(&format!("{start}{key}"))).unwrap_or(0);
    (siren, format!("{start}{key}"))
}

fn luhn(digits: &str) -> bool {
    let doubled = |(place, digit): (usize, u32)| if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 };
    digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(doubled).sum::<u32>() % 10 == 0
}

/// One dossier being copied.
struct Copy<'a> {
    call: (u16, &'a calls::store::LoadedCall),
    rank: u32,
    serial: u32,
    seed: &'a Seed,
    stage: Stage,
}

impl Copy<'_> {
    fn id(&self, kind: u16, sub: usize) -> Uuid {
        id(self.call.0, self.rank, kind, u32::try_from(sub).unwrap_or(u32::MAX))
    }

    fn number(&self) -> String {
        dossier::number(&self.call.1.definition.number_prefix, self.serial)
    }

    fn dossier(&self) -> Uuid {
        self.id(1, 0)
    }

    fn row(&self) -> dossiers::Model {
        let mut row = self.seed.dossier.clone();
        let filed = self.stage != Stage::Draft;
        let (siren, siret) = siret(self.rank);
        row.id = self.dossier();
        row.call_id = self.call.1.id.uuid();
        row.revision_id = self.call.1.revision.uuid();
        row.owner_id = owners::owner(self.rank);
        row.state = self.stage.state().into();
        row.editing = false;
        row.number = filed.then(|| self.number());
        row.serial = filed.then_some(i64::from(self.serial));
        row.project_name = format!("{} {}", row.project_name, self.rank);
        row.lead_name = format!("{} {}", row.lead_name, self.rank);
        (row.lead_siren, row.lead_siret) = (siren, siret);
        row.filed_at = row.filed_at.filter(|_| filed);
        row.submission_id = filed.then(|| self.id(2, 0));
        row.created_at += i64::from(self.rank);
        row
    }

    /// The snapshot of the seed with the names of this dossier; a member stands in two dossiers.
    fn snapshot(&self, row: &dossiers::Model) -> Value {
        let mut text = self.seed.snapshot.clone();
        text["dossier"] = json!(row.id);
        text["call"] = json!(self.call.1.slug());
        text["revision"] = json!(self.call.1.revision);
        text["number"] = json!(self.number());
        text["lead"] = json!({ "name": row.lead_name, "siret": row.lead_siret, "siren": row.lead_siren });
        text["answers"][codes::LEAD_NAME] = json!(row.lead_name);
        text["answers"][codes::LEAD_SIRET] = json!(row.lead_siret);
        text["answers"][codes::PROJECT_NAME] = json!(row.project_name);
        if let Some(members) = text["answers"][codes::MEMBERS].as_array_mut() {
            for (place, member) in members.iter_mut().enumerate() {
                let n = 1_000_000 + (self.rank / 2) * 40 + u32::try_from(place).unwrap_or(0);
                let name = member["cells"][codes::MEMBER_NAME].as_str().unwrap_or_default().to_owned();
                member["cells"][codes::MEMBER_NAME] = json!(format!("{name} {}", self.rank / 2));
                if member["cells"].get(codes::MEMBER_SIRET).is_some() {
                    member["cells"][codes::MEMBER_SIRET] = json!(siret(n).1);
                }
            }
        }
        text
    }

    fn write(&self, rows: &mut Rows, head: &mut Head) -> Done {
        let row = self.row();
        if self.stage == Stage::Draft || self.rank < 200 {
            rows.answers.extend(self.seed.answers.iter().map(|answer| {
                answer::Model { dossier_id: row.id, saved_by: row.owner_id, ..answer.clone() }.into_active_model()
            }));
        }
        if self.stage != Stage::Draft {
            let words = search::of_dossier(&self.number(), &row.project_name, &row.lead_name, &row.lead_siret);
            let (call_id, dossier_id) = (row.call_id, row.id);
            let word = |word| dossier_word::Model { call_id, word, dossier_id }.into_active_model();
            rows.words.extend(words.into_iter().map(word));
            self.filing(&row, rows, head)?;
        }
        if self.stage.examined() {
            let verdicts = self.seed.verdicts.iter().cloned();
            rows.verdicts.extend(
                verdicts.map(|one| admissibility_verdict::Model { dossier_id: row.id, ..one }.into_active_model()),
            );
        }
        if matches!(self.stage, Stage::InReview | Stage::Reviewed) {
            self.reviews(&row, rows);
        }
        rows.dossiers.push(row.into_active_model());
        Ok(())
    }

    fn filing(&self, row: &dossiers::Model, rows: &mut Rows, head: &mut Head) -> Done {
        let text = canonical::to_text(&self.snapshot(row))?;
        let digest = sha256_hex(text.as_bytes());
        let at = Instant::from_micros(self.seed.submission.filed_at);
        let draft = Draft {
            actor: format!("user:{}", row.owner_id),
            kind: EventKind::DossierFiled,
            subject: format!("dossier:{}", row.id),
            payload: json!({ "digest": digest, "number": self.number(), "track": row.track_code }),
        };
        let mut salt = [0; 32];
        salt[..4].copy_from_slice(&self.rank.to_be_bytes());
        let event = journal::append(head, draft, at, Salt::new(salt))?;
        *head = Head { slug: head.slug.clone(), seq: event.seq, hash: event.hash };
        let filing = self.id(2, 0);
        let seed = &self.seed.submission;
        rows.submissions.push(
            submission::Model {
                id: filing,
                dossier_id: row.id,
                number: 1,
                snapshot: text,
                digest,
                filed_by: row.owner_id,
                event_seq: event.seq,
                event_hash: event.hash.to_string(),
                ..seed.clone()
            }
            .into_active_model(),
        );
        rows.events.push(db::journal::row(CallId::from_uuid(row.call_id), &event)?.into_active_model());
        for one in &self.seed.findings {
            let mut found = finding::Model { submission_id: filing, dossier_id: row.id, ..one.clone() };
            if !self.stage.examined() {
                (found.decision, found.decided_by, found.decided_at) = (None, None, None);
                found.motive.clear();
            }
            rows.findings.push(found.into_active_model());
        }
        Ok(())
    }

    fn reviews(&self, row: &dossiers::Model, rows: &mut Rows) {
        for (place, (given, review, scores)) in self.seed.reviews.iter().enumerate() {
            // Under review: one has handed in, the other has begun.
            let done = self.stage == Stage::Reviewed || place == 0;
            let (assignment, own) = (self.id(3, place), self.id(4, place));
            rows.assignments.push(
                assignment::Model {
                    id: assignment,
                    call_id: row.call_id,
                    dossier_id: row.id,
                    state: if done { "submitted" } else { "open" }.into(),
                    ended_at: given.ended_at.filter(|_| done),
                    ..given.clone()
                }
                .into_active_model(),
            );
            rows.reviews.push(
                review::Model {
                    id: own,
                    assignment_id: assignment,
                    dossier_id: row.id,
                    submitted_at: review.submitted_at.filter(|_| done),
                    ..review.clone()
                }
                .into_active_model(),
            );
            rows.scores
                .extend(scores.iter().map(|one| score::Model { review_id: own, ..one.clone() }.into_active_model()));
        }
    }
}

/// Whoever has a role on the replayed call has it on this one, and has declared.
pub async fn insert_people(app: &App, bulk: &DatabaseConnection, call: CallId) -> Done {
    let first = calls::store::load_by_slug(app.db.reader(), "ptce-2013").await?.id.uuid();
    let roles = call_role::Entity::find().filter(call_role::Column::CallId.eq(first)).all(bulk).await?;
    let rows = roles.iter().map(|row| call_role::Model { call_id: call.uuid(), ..row.clone() }.into_active_model());
    call_role::Entity::insert_many(rows).exec_without_returning(bulk).await?;
    let people: BTreeMap<Uuid, i64> = roles.iter().map(|row| (row.user_id, row.granted_at)).collect();
    let rows = people.iter().map(|(user, at)| {
        declaration::Model { call_id: call.uuid(), user_id: *user, declared_at: *at }.into_active_model()
    });
    declaration::Entity::insert_many(rows).exec_without_returning(bulk).await?;
    Ok(())
}

/// Writes the dossiers of a large call.
pub async fn insert(
    app: &App,
    bulk: &DatabaseConnection,
    seeds: &[Seed],
    (index, id, fate): (u16, CallId, Fate),
    count: u32,
) -> Done {
    insert_people(app, bulk, id).await?;
    let loaded = calls::store::load(app.db.reader(), id).await?;
    let mut head = db::journal::head(app.db.reader(), id, loaded.slug()).await?;
    let mut filed = 0;
    for batch in (0..count).collect::<Vec<_>>().chunks(500) {
        let mut rows = Rows::default();
        for rank in batch {
            let seed = &seeds[*rank as usize % seeds.len()];
            let stage = Stage::of(fate, *rank, seed);
            filed += u32::from(stage != Stage::Draft);
            let copy = Copy { call: (index, &loaded), rank: *rank, serial: filed, seed, stage };
            copy.write(&mut rows, &mut head)?;
        }
        rows.write(bulk).await?;
    }
    let change = call::ActiveModel { id: Set(id.uuid()), last_number: Set(i64::from(filed)), ..Default::default() };
    change.update(bulk).await?;
    Ok(())
}
