//! The section `[reads]`: which question plays which role. Without it the roles are those of the usual codes.

use super::{
    placed::{known_question, placed},
    read::{Node, Report},
    reason::{Reason, Thing},
};
use crate::{
    budget::FunderKind,
    call::Call,
    form::{DeMinimisTable, Form, FundingTable, MembersTable, Question, QuestionKind, Reads, Side, Step},
};

/// Reads the section, or gives what its absence means.
pub(super) fn read(root: &Node<'_>, steps: &[Step]) -> Reads {
    let Some(node) = root.get("reads").and_then(|_| root.table("reads")) else { return Reads::usual(steps) };
    let optional = |key| node.get(key).map(|_| node.text(key));
    let table = |key| node.get(key).and_then(|_| node.table(key));
    let reads = Reads {
        project_name: node.text("project_name"),
        lead_name: node.text("lead_name"),
        lead_siret: node.text("lead_siret"),
        public_summary: node.text("public_summary"),
        lead_category: optional("lead_category"),
        departments: optional("departments"),
        duration: optional("duration"),
        requested: optional("requested"),
        budget: optional("budget"),
        publication_consent: optional("publication_consent"),
        members: table("members").map(|inner| {
            let category = inner.get("category").map(|_| inner.text("category"));
            let (table, name, siret) = (inner.text("table"), inner.text("name"), inner.text("siret"));
            inner.done();
            MembersTable { table, name, siret, category }
        }),
        funding: table("funding").map(|inner| {
            let (table, name, kind) = (inner.text("table"), inner.text("name"), inner.text("kind"));
            let years = inner.texts("years");
            inner.done();
            FundingTable { table, name, kind, years }
        }),
        de_minimis: table("de_minimis").map(|inner| {
            let (table, amount) = (inner.text("table"), inner.text("amount"));
            inner.done();
            DeMinimisTable { table, amount }
        }),
    };
    node.done();
    reads
}

/// Checks that each role is played by a question of its kind, and that the amount asked is said once.
pub(super) fn check(call: &Call, report: &Report<'_>) {
    let check = Check { form: &call.form, stated: report.holds("reads"), report };
    let reads = &call.form.reads;
    for (key, code, kind) in [
        ("project_name", Some(&reads.project_name), "short_text"),
        ("lead_name", Some(&reads.lead_name), "short_text"),
        ("lead_siret", Some(&reads.lead_siret), "siret"),
        ("public_summary", Some(&reads.public_summary), "long_text"),
        ("lead_category", reads.lead_category.as_ref(), "choice"),
        ("departments", reads.departments.as_ref(), "departments"),
        ("duration", reads.duration.as_ref(), "integer"),
        ("requested", reads.requested.as_ref(), "money"),
        ("budget", reads.budget.as_ref(), "budget"),
        ("publication_consent", reads.publication_consent.as_ref(), "yes_no"),
    ] {
        if let Some(code) = code {
            check.question(key, code, kind);
        }
    }
    if let Some(known) = &reads.members {
        check.columns(
            "members",
            &known.table,
            &[("name", &known.name, "short_text"), ("siret", &known.siret, "siret")],
        );
        if let Some(category) = &known.category {
            check.columns("members", &known.table, &[("category", category, "choice")]);
        }
    }
    if let Some(known) = &reads.funding {
        check.columns("funding", &known.table, &[("name", &known.name, "short_text"), ("kind", &known.kind, "choice")]);
        for year in &known.years {
            check.columns("funding", &known.table, &[("years", year, "money")]);
        }
        check.funder_kinds(known);
    }
    if let Some(known) = &reads.de_minimis {
        check.columns("de_minimis", &known.table, &[("amount", &known.amount, "money")]);
    }
    check.amount();
    conditions(call, report);
}

struct Check<'c> {
    form: &'c Form,
    /// The file has the section.
    stated: bool,
    report: &'c Report<'c>,
}

impl Check<'_> {
    fn question(&self, key: &str, code: &str, kind: &'static str) {
        let path = format!("reads.{key}");
        if self.stated {
            let found = known_question(self.form, code, &path, self.report);
            self.kind(found, &path, kind);
            return;
        }
        match placed(self.form).find(|(_, question)| question.code == code) {
            None => self.report.at("steps", Reason::MissingQuestion { code: code.to_owned(), kind }),
            Some((path, question)) => self.kind(Some(question), &format!("{path}.kind"), kind),
        }
    }

    fn kind(&self, found: Option<&Question>, path: &str, kind: &'static str) {
        if let Some(got) = found.map(|question| question.kind.name()).filter(|got| *got != kind) {
            self.report.at(path, Reason::WrongKind { expected: kind, got });
        }
    }

    fn columns(&self, role: &str, table: &str, owed: &[(&str, &String, &'static str)]) {
        let Some((place, question)) = placed(self.form).find(|(_, question)| question.code == table) else {
            if self.stated {
                known_question(self.form, table, &format!("reads.{role}.table"), self.report);
            }
            return;
        };
        let QuestionKind::Table { columns, .. } = &question.kind else {
            let path = if self.stated { format!("reads.{role}.table") } else { format!("{place}.kind") };
            return self.kind(Some(question), &path, "table");
        };
        let known: Vec<&str> = columns.iter().map(|column| column.code.as_str()).collect();
        for (key, code, kind) in owed {
            let found = columns.iter().position(|column| column.code == **code);
            let column = found.and_then(|index| columns.get(index));
            match (self.stated, found) {
                (true, _) => {
                    let path = format!("reads.{role}.{key}");
                    self.report.known(&path, Thing::Column, code, &known);
                    self.kind(column, &path, kind);
                }
                (false, None) => self.report.at(&place, Reason::MissingQuestion { code: (*code).clone(), kind }),
                (false, Some(index)) => self.kind(column, &format!("{place}.columns[{}].kind", index + 1), kind),
            }
        }
    }

    /// A kind of funder that the platform does not know would count in no cap.
    fn funder_kinds(&self, known: &FundingTable) {
        let Some((place, question)) = placed(self.form).find(|(_, question)| question.code == known.table) else {
            return;
        };
        let QuestionKind::Table { columns, .. } = &question.kind else { return };
        let Some(index) = columns.iter().position(|column| column.code == known.kind) else { return };
        if let (true, QuestionKind::Choice(choices)) = (self.stated, &columns[index].kind) {
            for (number, choice) in choices.iter().enumerate() {
                let path = format!("{place}.columns[{}].choices[{}].value", index + 1, number + 1);
                self.report.known(&path, Thing::Word, &choice.value, &FunderKind::WORDS);
            }
        }
    }

    fn amount(&self) {
        let budget = self.form.reads.budget.as_ref().and_then(|code| self.form.question(code));
        let in_budget = match budget.map(|question| &question.kind) {
            Some(QuestionKind::Budget { accounts, .. }) => accounts.iter().any(|one| one.side == Side::Requested),
            _ => false,
        };
        let place = if self.stated { "reads" } else { "steps" };
        match (in_budget, self.form.reads.requested.is_some()) {
            (false, false) => self.report.at(place, Reason::NoAmountAsked),
            (true, true) => self.report.at("reads.requested", Reason::TwoAmountsAsked),
            _ => {}
        }
    }
}

/// Conditions of tracks and caps that are counted on a question need that question.
fn conditions(call: &Call, report: &Report<'_>) {
    let reads = &call.form.reads;
    for (index, track) in call.tracks.iter().enumerate() {
        if track.rate_max.is_some() && reads.budget.is_none() {
            report.at(&format!("tracks[{}].rate_max", index + 1), Reason::NeedsRole("budget"));
        }
        if (track.months_min.is_some() || track.months_max.is_some()) && reads.duration.is_none() {
            report.at(&format!("tracks[{}].months_min", index + 1), Reason::NeedsRole("duration"));
        }
    }
    let caps = call.caps;
    if [caps.one_local_authority, caps.all_local_authorities, caps.all_public].iter().any(Option::is_some) {
        for (role, known) in [("budget", reads.budget.is_some()), ("funding", reads.funding.is_some())] {
            if !known {
                report.at("caps", Reason::NeedsRole(role));
            }
        }
    }
}
