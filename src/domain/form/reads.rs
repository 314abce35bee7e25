//! What the platform reads in a form by meaning: which question names the project, which table lists the members.
//!
//! Lists, documents, rules and exports ask here, never by a code of their own. A call says it in the section
//! `[reads]` of its file; a file without that section means [`super::codes`].

use super::{Choice, Form, Question, QuestionCode, QuestionKind, Side, Step, codes};

/// Which question plays which role. The first four are in every form; the form also says the amount asked, in the
/// budget or in a question of its own. Everything else may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// Name of the project (short text).
    pub project_name: QuestionCode,
    /// Name of the lead (short text).
    pub lead_name: QuestionCode,
    /// SIRET of the lead.
    pub lead_siret: QuestionCode,
    /// Summary that is published if the dossier wins (long text).
    pub public_summary: QuestionCode,
    /// Category of the lead (choice).
    pub lead_category: Option<QuestionCode>,
    /// Departments of the territory.
    pub departments: Option<QuestionCode>,
    /// Duration in months (integer).
    pub duration: Option<QuestionCode>,
    /// Amount asked (money), where the budget does not say it.
    pub requested: Option<QuestionCode>,
    /// Budget by account and year.
    pub budget: Option<QuestionCode>,
    /// Whether the summary may be published (yes or no).
    pub publication_consent: Option<QuestionCode>,
    /// Members of the group.
    pub members: Option<MembersTable>,
    /// Funding plan without the grant asked.
    pub funding: Option<FundingTable>,
    /// De minimis aid received.
    pub de_minimis: Option<DeMinimisTable>,
}

/// What lists show of a dossier, by the question that it is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Name of the project.
    ProjectName,
    /// Name of the lead.
    LeadName,
    /// SIRET of the lead, and its SIREN.
    LeadSiret,
    /// Departments.
    Departments,
    /// The amount asked, from a question of its own.
    Requested,
    /// The amount asked, computed from tables.
    Budget,
}

/// The table of members and its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembersTable {
    /// The table.
    pub table: QuestionCode,
    /// Name (short text).
    pub name: QuestionCode,
    /// SIRET.
    pub siret: QuestionCode,
    /// Category (choice), with the values of the lead's.
    pub category: Option<QuestionCode>,
}

/// The funding plan and its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundingTable {
    /// The table.
    pub table: QuestionCode,
    /// Funder's name (short text).
    pub name: QuestionCode,
    /// Kind (choice) among [`crate::budget::FunderKind::WORDS`].
    pub kind: QuestionCode,
    /// Amounts of the years, in order (money).
    pub years: Vec<QuestionCode>,
}

/// The table of de minimis aid and its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeMinimisTable {
    /// The table.
    pub table: QuestionCode,
    /// Amount (money).
    pub amount: QuestionCode,
}

impl Reads {
    /// What a file without the section means: the usual codes, and the optional ones where the form holds them.
    #[must_use]
    pub fn usual(steps: &[Step]) -> Self {
        let holds = |code: &str| steps.iter().flat_map(|step| &step.questions).any(|question| question.code == code);
        let optional = |code: &str| holds(code).then(|| code.to_owned());
        let table = |code: &'static str| holds(code).then(|| code.to_owned());
        let years = codes::FUNDER_YEARS.map(str::to_owned).into_iter().take(budget_years(steps));
        Self {
            project_name: codes::PROJECT_NAME.to_owned(),
            lead_name: codes::LEAD_NAME.to_owned(),
            lead_siret: codes::LEAD_SIRET.to_owned(),
            public_summary: codes::PUBLIC_SUMMARY.to_owned(),
            lead_category: optional(codes::LEAD_CATEGORY),
            departments: optional(codes::DEPARTMENTS),
            duration: optional(codes::DURATION),
            requested: None,
            budget: optional(codes::BUDGET),
            publication_consent: optional(codes::PUBLICATION_CONSENT),
            members: table(codes::MEMBERS).map(|table| MembersTable {
                table,
                name: codes::MEMBER_NAME.to_owned(),
                siret: codes::MEMBER_SIRET.to_owned(),
                category: Some(codes::MEMBER_CATEGORY.to_owned()),
            }),
            funding: table(codes::FUNDING).map(|table| FundingTable {
                table,
                name: codes::FUNDER_NAME.to_owned(),
                kind: codes::FUNDER_KIND.to_owned(),
                years: years.collect(),
            }),
            de_minimis: table(codes::DE_MINIMIS)
                .map(|table| DeMinimisTable { table, amount: codes::DE_MINIMIS_AMOUNT.to_owned() }),
        }
    }
}

fn budget_years(steps: &[Step]) -> usize {
    let budget = steps.iter().flat_map(|step| &step.questions).find(|question| question.code == codes::BUDGET);
    match budget.map(|question| &question.kind) {
        Some(QuestionKind::Budget { years, .. }) => *years,
        _ => codes::FUNDER_YEARS.len(),
    }
}

impl Form {
    /// A form that is read by its usual codes.
    #[must_use]
    pub fn usual(steps: Vec<Step>) -> Self {
        Self { reads: Reads::usual(&steps), steps }
    }

    pub(crate) fn role(&self, code: Option<&QuestionCode>) -> Option<&Question> {
        code.and_then(|code| self.question(code))
    }

    /// The categories of the lead and of the members, in the words of the form.
    #[must_use]
    pub fn categories(&self) -> Vec<&Choice> {
        let lead = self.role(self.reads.lead_category.as_ref()).map(|question| &question.kind);
        let members = self.reads.members.as_ref().and_then(|known| {
            let QuestionKind::Table { columns, .. } = &self.question(&known.table)?.kind else { return None };
            columns.iter().find(|column| known.category.as_ref() == Some(&column.code)).map(|column| &column.kind)
        });
        let mut found: Vec<&Choice> = Vec::new();
        for kind in [lead, members].into_iter().flatten() {
            let QuestionKind::Choice(choices) = kind else { continue };
            for choice in choices {
                if !found.iter().any(|known| known.value == choice.value) {
                    found.push(choice);
                }
            }
        }
        found
    }

    /// The words of a category; the value itself when the form does not know it.
    #[must_use]
    pub fn category<'a>(&'a self, value: &'a str) -> &'a str {
        self.categories().into_iter().find(|choice| choice.value == value).map_or(value, |choice| &choice.label)
    }

    /// Whether the budget has lines for contributions in kind.
    #[must_use]
    pub fn asks_in_kind(&self) -> bool {
        let Some(QuestionKind::Budget { accounts, .. }) = self.role(self.reads.budget.as_ref()).map(|one| &one.kind)
        else {
            return false;
        };
        accounts.iter().any(|account| matches!(account.side, Side::InKindCharges | Side::InKindIncome))
    }

    /// What lists show of a dossier that is read from this question.
    #[must_use]
    pub fn listed(&self, code: &str) -> Option<Listed> {
        let reads = &self.reads;
        let is = |known: Option<&QuestionCode>| known.is_some_and(|known| known == code);
        match () {
            () if reads.project_name == code => Some(Listed::ProjectName),
            () if reads.lead_name == code => Some(Listed::LeadName),
            () if reads.lead_siret == code => Some(Listed::LeadSiret),
            () if is(reads.departments.as_ref()) => Some(Listed::Departments),
            () if is(reads.requested.as_ref()) => Some(Listed::Requested),
            () if is(reads.budget.as_ref()) || is(reads.funding.as_ref().map(|plan| &plan.table)) => {
                Some(Listed::Budget)
            }
            () => None,
        }
    }

    /// The question that says the amount asked: a question of its own, or the budget.
    #[must_use]
    pub fn requested_question(&self) -> &str {
        let reads = &self.reads;
        reads.requested.as_deref().or(reads.budget.as_deref()).unwrap_or_default()
    }
}
