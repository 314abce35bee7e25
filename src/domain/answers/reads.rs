//! What the answers of a dossier say of the roles that its form names: members, budget, amount asked.

use super::{Answers, Row};
use crate::{
    budget::{self, Budget, Figures, FunderKind, FunderLine},
    form::{Form, QuestionKind, Side},
    money::Cents,
};

/// A member of the group as its row says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member<'a> {
    /// Name.
    pub name: Option<&'a str>,
    /// SIRET.
    pub siret: Option<&'a str>,
    /// Category.
    pub category: Option<&'a str>,
}

impl Form {
    /// The members of the group, without the lead.
    pub fn members<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = Member<'a>> {
        self.reads.members.iter().flat_map(|known| {
            answers.rows(&known.table).iter().map(|row| Member {
                name: row.text(&known.name),
                siret: row.text(&known.siret),
                category: known.category.as_ref().and_then(|category| row.text(category)),
            })
        })
    }

    /// The budget entered; `None` while there is none.
    #[must_use]
    pub fn budget<'a>(&self, answers: &'a Answers) -> Option<&'a Budget> {
        self.reads.budget.as_ref().and_then(|code| answers.budget(code))
    }

    /// The lines of the funding plan.
    #[must_use]
    pub fn funding(&self, answers: &Answers) -> Vec<FunderLine> {
        let Some(known) = &self.reads.funding else { return Vec::new() };
        let line = |row: &Row| FunderLine {
            name: row.text(&known.name).unwrap_or_default().to_owned(),
            kind: row.text(&known.kind).and_then(FunderKind::parse),
            years: known.years.iter().map(|year| row.money(year).unwrap_or(Cents::ZERO)).collect(),
        };
        answers.rows(&known.table).iter().map(line).collect()
    }

    /// The figures of the budget with its funding plan; `None` when the form asks for no budget.
    #[must_use]
    pub fn figures(&self, answers: &Answers) -> Option<Figures> {
        let question = self.role(self.reads.budget.as_ref())?;
        let QuestionKind::Budget { years, accounts } = &question.kind else { return None };
        let empty = Budget::default();
        let entered = answers.budget(&question.code).unwrap_or(&empty);
        Some(budget::figures(entered, &self.funding(answers), *years, accounts))
    }

    /// The amount asked; `None` while nothing says it.
    #[must_use]
    pub fn requested(&self, answers: &Answers) -> Option<Cents> {
        if let Some(question) = &self.reads.requested {
            return answers.money(question);
        }
        let question = self.role(self.reads.budget.as_ref())?;
        let QuestionKind::Budget { accounts, .. } = &question.kind else { return None };
        let entered = answers.budget(&question.code)?;
        let said = |number: &String| entered.0.contains_key(number);
        accounts.iter().any(|account| account.side == Side::Requested && said(&account.number)).then_some(())?;
        self.figures(answers).map(|figures| figures.requested())
    }
}
