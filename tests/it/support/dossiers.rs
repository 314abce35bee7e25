//! Dossiers of the call of 2013 at every stage of their life, made by the same actions as people's.

use std::collections::BTreeMap;

use bytes::Bytes;
use domain::{
    answers::{Answer, Answers, Row},
    budget::Budget,
    call::{Call, Verdict},
    dossier::verdicts::Ruling,
    form::{Question, QuestionKind, codes},
    ids::{CallId, DossierId, UserId},
    money::Cents,
    permissions::Role,
    time::LocalDate,
};
use laureat::{
    error::AppError,
    features::{
        admissibility::{
            self,
            actions::{NewDecision, Sense},
            seen::SeenMarks,
        },
        calls, dossiers, reviews,
    },
};

use super::TestApp;

/// The smallest file that is taken for a PDF.
pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// A SIRET with a right key, different for each number below 100 000.
pub fn siret(n: usize) -> String {
    let start = format!("9{n:05}0100001");
    let key = (0..10).find(|key| luhn(&format!("{start}{key}")));
    format!("{start}{}", key.unwrap())
}

fn luhn(digits: &str) -> bool {
    let doubled = |(place, digit): (usize, u32)| match place % 2 {
        0 => digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    };
    digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(doubled).sum::<u32>().is_multiple_of(10)
}

/// Some value that completes a question.
fn some_value(question: &Question) -> Option<Answer> {
    let text = |text: &str| Some(Answer::Text(text.to_owned()));
    match &question.kind {
        QuestionKind::ShortText { max } => text(&question.label.chars().take(*max).collect::<String>()),
        QuestionKind::LongText { min, .. } => {
            text("Une réponse d’essai, complète et sans surprise. ".repeat(min / 40 + 1).trim())
        }
        QuestionKind::Integer { min, .. } => Some(Answer::Integer(*min)),
        QuestionKind::Money => Some(Answer::Money(Cents(1_000_000))),
        QuestionKind::Date => LocalDate::from_ymd_opt(2014, 1, 15).map(Answer::Date),
        QuestionKind::YesNo => Some(Answer::YesNo(question.code != "already_funded")),
        QuestionKind::Sworn => Some(Answer::YesNo(true)),
        QuestionKind::Choice(choices) => {
            let no = choices.iter().find(|choice| choice.value == "no");
            no.or(choices.first()).map(|choice| Answer::Choice(choice.value.clone()))
        }
        QuestionKind::Choices(choices) => {
            Some(Answer::Choices(choices.iter().take(2).map(|choice| choice.value.clone()).collect()))
        }
        QuestionKind::Email => text("contact@example.org"),
        QuestionKind::Phone => text("0199000000"),
        QuestionKind::Siret => text(&siret(99_999)),
        QuestionKind::Rna => text("W751000000"),
        QuestionKind::Departments => Some(Answer::Choices(["75".to_owned()].into())),
        QuestionKind::Table { columns, rows_min, .. } => {
            Some(Answer::Table((0..*rows_min).map(|index| row(index, columns, &[])).collect()))
        }
        QuestionKind::Budget { .. } | QuestionKind::File => None,
    }
}

fn row(index: usize, columns: &[Question], given: &[(&str, Answer)]) -> Row {
    let mut cells: BTreeMap<_, _> =
        columns.iter().filter_map(|column| Some((column.code.clone(), some_value(column)?))).collect();
    cells.extend(given.iter().map(|(code, value)| ((*code).to_owned(), value.clone())));
    Row { id: format!("{:04}", index + 1), cells }
}

fn columns<'a>(call: &'a Call, table: &str) -> &'a [Question] {
    match &call.form.question(table).unwrap().kind {
        QuestionKind::Table { columns, .. } => columns,
        _ => &[],
    }
}

/// Answers that complete a dossier and break no rule. The `n`th pole asks for 100 000 € (emergence)
/// or 200 000 € (consolidation), half of its cost.
pub fn complete_answers(call: &Call, track: &str, n: usize) -> Answers {
    let text = |text: String| Answer::Text(text);
    let choice = |value: &str| Answer::Choice(value.into());
    let mut answers: BTreeMap<_, _> =
        call.form.questions().filter_map(|question| Some((question.code.clone(), some_value(question)?))).collect();
    let mut set = |code: &str, value: Answer| answers.insert(code.to_owned(), value);
    set(codes::LEAD_SIRET, text(siret(n * 10)));
    set(codes::LEAD_NAME, text(format!("Association d’essai {n}")));
    set(codes::PROJECT_NAME, text(format!("Pôle d’essai {n}")));
    set(codes::DURATION, Answer::Integer(24));
    let members = ["ess", "enterprise", "local_authority"].iter().enumerate().map(|(index, category)| {
        let given = [
            (codes::MEMBER_NAME, text(format!("Membre {n}-{index}"))),
            (codes::MEMBER_SIRET, text(siret(n * 10 + index + 1))),
            (codes::MEMBER_CATEGORY, choice(category)),
        ];
        row(index, columns(call, codes::MEMBERS), &given)
    });
    set(codes::MEMBERS, Answer::Table(members.collect()));
    // Per year, over two years: cost 4, grant 2, local authority ½, own income the rest.
    let unit = if track == "consolidation" { 5_000_000 } else { 2_500_000 };
    let years = |amount: i64| vec![Cents(amount), Cents(amount)];
    let accounts = [("64", 4 * unit), ("74", 2 * unit), ("70", unit + unit / 2)];
    let budget = accounts.map(|(account, amount)| (account.to_owned(), years(amount)));
    set(codes::BUDGET, Answer::Budget(Budget(budget.into())));
    let funder = [
        (codes::FUNDER_NAME, text("Communauté d’essai".into())),
        (codes::FUNDER_KIND, choice("local_authority")),
        ("status", choice("acquired")),
        (codes::FUNDER_YEARS[0], Answer::Money(Cents(unit / 2))),
        (codes::FUNDER_YEARS[1], Answer::Money(Cents(unit / 2))),
        (codes::FUNDER_YEARS[2], Answer::Money(Cents(0))),
    ];
    set(codes::FUNDING, Answer::Table(vec![row(0, columns(call, codes::FUNDING), &funder)]));
    set(codes::DE_MINIMIS, Answer::Table(Vec::new()));
    Answers(answers)
}

impl TestApp {
    /// A draft with all its answers and all the pieces that it owes, not filed.
    pub async fn draft(&self, owner: UserId, track: &str, n: usize) -> DossierId {
        let (actor, at) = (self.actor(owner).await, self.app.now());
        let id = dossiers::actions::start_dossier(
            &laureat::db::Act::new(&self.app, &actor, at),
            self.call_id("ptce-2013").await,
            track,
            &siret(n * 10),
        )
        .await
        .unwrap();
        self.complete(owner, id, track, n).await;
        id
    }

    /// Gives a draft all its answers, and the pieces that it owes and does not hold.
    pub async fn complete(&self, owner: UserId, id: DossierId, track: &str, n: usize) {
        let (actor, at) = (self.actor(owner).await, self.app.now());
        let call = calls::store::load_by_slug(self.app.db.reader(), "ptce-2013").await.unwrap().definition;
        let answers = complete_answers(&call, track, n);
        dossiers::actions::fill(&laureat::db::Act::new(&self.app, &actor, at), id, &answers).await.unwrap();
        let held = dossiers::store::list_documents(self.app.db.reader(), id).await.unwrap();
        let shown = domain::meaning::Shown::new(&call, track, &answers, &BTreeMap::new());
        for piece in &call.pieces {
            if shown.owes(&piece.code) && !held.iter().any(|document| document.piece == piece.code) {
                let name = format!("{}.pdf", piece.code);
                let stream = futures::stream::iter([Ok::<_, AppError>(Bytes::from_static(PDF))]);
                dossiers::actions::join_document(
                    &laureat::db::Act::new(&self.app, &actor, at),
                    id,
                    &piece.code,
                    &name,
                    stream,
                )
                .await
                .unwrap();
            }
        }
    }

    /// A filed dossier, its receipt made and mailed.
    pub async fn filed(&self, owner: UserId, track: &str, n: usize) -> DossierId {
        let id = self.draft(owner, track, n).await;
        dossiers::actions::submit(&laureat::db::Act::new(&self.app, &self.actor(owner).await, self.app.now()), id)
            .await
            .unwrap();
        self.run_jobs().await;
        id
    }

    /// Moves the clock past the deadline, and gives both verdicts on filed dossiers, favourable, by a new officer.
    pub async fn make_admissible(&self, call: CallId, dossiers: &[DossierId]) -> UserId {
        self.set_clock("2013-10-14T09:00:00");
        let (officer, _) = self.staff(call, Role::CaseOfficer).await;
        let actor = self.actor(officer).await;
        reviews::actions::declare_interests(&laureat::db::Act::now(&self.app, &actor), call, Vec::new()).await.unwrap();
        self.examine(officer, call, dossiers).await;
        officer
    }

    /// Gives both verdicts on filed dossiers, favourable.
    pub async fn examine(&self, officer: UserId, call: CallId, dossiers: &[DossierId]) {
        let (actor, at) = (self.actor(officer).await, self.app.now());
        let rules = calls::store::load(self.app.db.reader(), call).await.unwrap().definition.rules.clone();
        for id in dossiers {
            let decide = |rule: &domain::call::Rule| NewDecision {
                rule: rule.id.clone(),
                sense: Sense::Confirmed,
                motive: String::new(),
            };
            let decisions = rules.iter().map(decide).collect();
            admissibility::actions::decide_findings(
                &laureat::db::Act::new(&self.app, &actor, at),
                *id,
                decisions,
                &SeenMarks::default(),
            )
            .await
            .unwrap();
            for verdict in [Verdict::Admissibility, Verdict::Eligibility] {
                let motive = "Le dossier respecte le cahier des charges.";
                admissibility::actions::give_verdict(
                    &laureat::db::Act::new(&self.app, &actor, at),
                    *id,
                    verdict,
                    Ruling::Favourable,
                    motive,
                )
                .await
                .unwrap();
            }
        }
    }

    /// Gives admissible dossiers to two new reviewers, who score every criterion of each with so many half points.
    pub async fn review_all(&self, call: CallId, dossiers: &[(DossierId, u8)]) -> [UserId; 2] {
        let (manager, _) = self.staff(call, Role::CallManager).await;
        let manager = self.actor(manager).await;
        reviews::actions::declare_interests(&laureat::db::Act::now(&self.app, &manager), call, Vec::new())
            .await
            .unwrap();
        let reviewers = [self.staff(call, Role::Reviewer).await.0, self.staff(call, Role::Reviewer).await.0];
        for reviewer in reviewers {
            reviews::actions::declare_interests(
                &laureat::db::Act::now(&self.app, &self.actor(reviewer).await),
                call,
                Vec::new(),
            )
            .await
            .unwrap();
        }
        let pairs = dossiers.iter().flat_map(|(id, _)| reviewers.map(|reviewer| (*id, reviewer))).collect();
        reviews::actions::assign(&laureat::db::Act::now(&self.app, &manager), call, pairs).await.unwrap();
        let assignments = reviews::store::list_assignments(self.app.db.reader(), call).await.unwrap();
        for assignment in assignments.iter().filter(|one| reviewers.contains(&one.reviewer)) {
            self.review(assignment, dossiers.iter().find(|(id, _)| *id == assignment.dossier).unwrap().1).await;
        }
        reviewers
    }

    /// Scores every criterion of a given dossier with so many half points, and submits the review.
    pub async fn review(&self, assignment: &reviews::store::Assignment, points: u8) {
        let call = calls::store::load(self.app.db.reader(), assignment.call).await.unwrap().definition;
        let comment = "Le dossier est précis sur ce point et les pièces jointes le confirment. ".repeat(2);
        let actor = self.actor(assignment.reviewer).await;
        for criterion in &call.grid.criteria {
            let score = Some(points);
            reviews::actions::save_score(
                &laureat::db::Act::now(&self.app, &actor),
                assignment.id,
                &criterion.code,
                score,
                &comment,
                0,
            )
            .await
            .unwrap();
        }
        reviews::actions::save_overall(&laureat::db::Act::now(&self.app, &actor), assignment.id, &comment, 0)
            .await
            .unwrap();
        reviews::actions::submit_review(&laureat::db::Act::now(&self.app, &actor), assignment.id).await.unwrap();
    }
}
