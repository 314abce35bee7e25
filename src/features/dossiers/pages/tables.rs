//! The two side panels (composition, balance of the budget) and the grid of the budget.

use domain::{
    answers::Row,
    budget::{Budget, Figures, YearFigures},
    call::Rule,
    form::{Account, Question, QuestionKind, Side, Step},
    meaning::{Truth, cell_incomplete},
    money::{BasisPoints, Cents},
    rules::Evidence,
};
use serde::Serialize;

use super::{Counter, Panel};
use crate::{
    features::calls::expressions::{Words, is_count},
    features::dossiers::{fields::Typed, reading, view::Opened},
    i18n::{self, Lang},
    web::{Visit, words::plain},
};

/// A table question: its lines, to be edited one by one.
#[derive(Debug, Serialize)]
pub struct TableView {
    /// Code of the question.
    pub code: String,
    /// What is asked.
    pub label: String,
    /// Help.
    pub hint: String,
    /// May stay empty.
    pub optional: bool,
    /// Columns.
    pub heads: Vec<reading::ReadingHead>,
    /// Lines.
    pub rows: Vec<LineView>,
    /// « Ajouter un membre », or empty when the table is full.
    pub add: String,
}

/// A line of a table.
#[derive(Debug, Serialize)]
pub struct LineView {
    /// Its id.
    pub id: String,
    /// Its first cell, for screen readers.
    pub name: String,
    /// What stands under it, or the empty text.
    pub sub: String,
    /// Its cells.
    pub cells: Vec<String>,
    /// Something lacks in it.
    pub incomplete: bool,
}

/// Builds the view of a table question; `None` for another kind.
pub(super) fn table(opened: &Opened, question: &Question, lang: Lang) -> Option<TableView> {
    let QuestionKind::Table { columns, rows_max, row_name, .. } = &question.kind else { return None };
    let rows = opened.answers.rows(&question.code);
    let cell = |row: &Row, column: &Question| {
        row.cells.get(&column.code).map(|cell| reading::value(&column.kind, cell, lang)).unwrap_or_default()
    };
    let lacks = |index: usize, row: &Row| {
        let why = |column: &Question| {
            cell_incomplete(&opened.shown, &question.code, index, column, row.cells.get(&column.code))
        };
        columns.iter().any(|column| why(column).is_some())
    };
    // A number that only names the line stands under its name: the table keeps its width for what is read.
    let (under, shown): (Vec<_>, Vec<_>) =
        columns.iter().enumerate().partition(|(place, column)| *place > 0 && column.kind == QuestionKind::Siret);
    let line = |(index, row): (usize, &Row)| LineView {
        id: row.id.clone(),
        name: columns.first().map(|column| cell(row, column)).unwrap_or_default(),
        sub: under.iter().map(|(_, column)| cell(row, column)).collect::<Vec<_>>().join(" · "),
        cells: shown.iter().map(|(_, column)| cell(row, column)).collect(),
        incomplete: lacks(index, row),
    };
    let add = || i18n::text(lang, "dossiers-add-row", &[("name", row_name.clone().into())]);
    Some(TableView {
        code: question.code.clone(),
        label: question.label.clone(),
        hint: question.help.clone(),
        optional: !opened.shown.requires(question),
        heads: shown.iter().copied().map(reading::head).collect(),
        rows: rows.iter().enumerate().map(line).collect(),
        add: if rows.len() < *rows_max { add() } else { String::new() },
    })
}

/// The grid of the budget.
#[derive(Debug, Serialize)]
pub struct BudgetView {
    /// What is asked.
    pub label: String,
    /// Help.
    pub hint: String,
    /// « Année 1 ».
    pub years: Vec<String>,
    /// Charges, income, contributions in kind.
    pub groups: Vec<BudgetGroup>,
}

/// A table of the grid.
#[derive(Debug, Serialize)]
pub struct BudgetGroup {
    /// Id in the page.
    pub id: &'static str,
    /// Title.
    pub title: String,
    /// Accounts.
    pub lines: Vec<BudgetLine>,
    /// Sums under them.
    pub sums: Vec<BudgetSum>,
}

/// An account.
#[derive(Debug, Serialize)]
pub struct BudgetLine {
    /// Number.
    pub number: String,
    /// Name.
    pub label: String,
    /// A remark, or empty.
    pub sub: String,
    /// Years.
    pub cells: Vec<BudgetCell>,
    /// Sum of the years.
    pub total: String,
}

/// An amount to be typed; a name that is empty makes it a computed one.
#[derive(Debug, Serialize)]
pub struct BudgetCell {
    /// Name of the field, or empty.
    pub name: String,
    /// What it holds.
    pub value: String,
    /// The version that was read.
    pub version: i64,
    /// What is wrong with it, or empty.
    pub error: String,
}

/// A sum.
#[derive(Debug, Serialize)]
pub struct BudgetSum {
    /// What is summed.
    pub label: String,
    /// Years, then the total.
    pub cells: Vec<String>,
    /// It should be zero and is not.
    pub wrong: bool,
}

struct Grid<'a> {
    opened: &'a Opened,
    code: &'a str,
    years: usize,
    accounts: &'a [Account],
    budget: Budget,
    typed: &'a Typed,
}

impl Grid<'_> {
    fn line(&self, account: &Account) -> BudgetLine {
        let cell = |year: usize| {
            let place = format!("{}.{year}", account.number);
            let name = format!("{}.{place}", self.code);
            let amount = self.budget.amount(&account.number, year);
            let (value, error) = match self.typed.get(&name) {
                Some((values, error)) => (values.first().cloned().unwrap_or_default(), error.clone()),
                None if amount == Cents::ZERO => (String::new(), String::new()),
                None => (plain(amount), String::new()),
            };
            BudgetCell { version: self.opened.working.version(self.code, &place), name, value, error }
        };
        let total: Cents = (0..self.years).map(|year| self.budget.amount(&account.number, year)).sum();
        BudgetLine {
            number: account.number.clone(),
            label: account.label.clone(),
            sub: String::new(),
            cells: (0..self.years).map(cell).collect(),
            total: plain(total),
        }
    }

    fn lines(&self, side: Side) -> Vec<BudgetLine> {
        self.accounts.iter().filter(|account| account.side == side).map(|account| self.line(account)).collect()
    }
}

fn sum(label: String, figures: &Figures, of: impl Fn(&YearFigures) -> Cents) -> BudgetSum {
    let cells = figures.years.iter().chain([&figures.total]).map(|year| plain(of(year))).collect();
    BudgetSum { label, cells, wrong: false }
}

/// Builds the grid; `None` for another kind of question.
pub(super) fn budget(opened: &Opened, question: &Question, typed: &Typed, lang: Lang) -> Option<BudgetView> {
    let QuestionKind::Budget { years, accounts } = &question.kind else { return None };
    let form = &opened.definition.form;
    let planned = form.reads.funding.is_some() && form.reads.budget.as_ref() == Some(&question.code);
    let plan = if planned { form.funding(&opened.shown.answers) } else { Vec::new() };
    let budget = opened.answers.budget(&question.code).cloned().unwrap_or_default();
    let figures = domain::budget::figures(&budget, &plan, *years, accounts);
    let has = |side: Side| accounts.iter().any(|account| account.side == side);
    let has_kind = has(Side::InKindCharges) || has(Side::InKindIncome);
    let grid = Grid { opened, code: &question.code, years: *years, accounts, budget, typed };
    let word = |key: &str| i18n::word(lang, key);
    let funding = BudgetLine {
        number: String::new(),
        label: word("dossiers-side-funding"),
        sub: word("dossiers-budget-funding-sub"),
        cells: figures
            .years
            .iter()
            .map(|year| BudgetCell {
                name: String::new(),
                value: plain(year.funding),
                version: 0,
                error: String::new(),
            })
            .collect(),
        total: plain(figures.total.funding),
    };
    let mut income = grid.lines(Side::Income);
    income.extend(planned.then_some(funding));
    income.extend(grid.lines(Side::Requested));
    let mut in_kind = grid.lines(Side::InKindCharges);
    in_kind.extend(grid.lines(Side::InKindIncome));
    let mut gap = sum(word("dossiers-budget-gap"), &figures, |year| year.gap);
    gap.wrong = figures.years.iter().any(|year| year.gap != Cents::ZERO);
    let mut in_kind_gap =
        sum(word("dossiers-budget-in-kind-gap"), &figures, |year| year.in_kind_income - year.in_kind_charges);
    in_kind_gap.wrong = figures.years.iter().any(|year| year.in_kind_income != year.in_kind_charges);
    let group = |id, key: &str, lines, sums| BudgetGroup { id, title: word(key), lines, sums };
    let charges_sum = sum(word("dossiers-side-charges"), &figures, |year| year.charges);
    let income_sum = sum(word("dossiers-budget-income-total"), &figures, |year| year.income);
    let in_kind_sums = vec![
        sum(word("dossiers-side-in-kind-charges"), &figures, |year| year.in_kind_charges),
        sum(word("dossiers-side-in-kind-income"), &figures, |year| year.in_kind_income),
        in_kind_gap,
    ];
    Some(BudgetView {
        label: question.label.clone(),
        hint: question.help.clone(),
        years: (1..=*years).map(|n| i18n::text(lang, "dossiers-year", &[("n", n.into())])).collect(),
        groups: [
            Some(group("charges", "dossiers-budget-charges", grid.lines(Side::Charges), vec![charges_sum])),
            Some(group("produits", "dossiers-budget-income", income, vec![income_sum, gap])),
            has_kind.then(|| group("nature", "dossiers-budget-in-kind", in_kind, in_kind_sums)),
        ]
        .into_iter()
        .flatten()
        .collect(),
    })
}

/// The panel of a step: composition where members are, balance where the budget is.
pub(super) fn panel(opened: &Opened, step: &Step, visit: &Visit) -> Option<Panel> {
    let reads = &opened.definition.form.reads;
    let holds = |code: &String| step.questions.iter().any(|question| question.code == *code);
    if reads.members.as_ref().is_some_and(|known| holds(&known.table)) {
        composition(opened, visit)
    } else if reads.budget.as_ref().is_some_and(holds) {
        balance(opened, visit.lang)
    } else {
        None
    }
}

/// What the rules that look at the members count.
fn composition(opened: &Opened, visit: &Visit) -> Option<Panel> {
    let (lang, call) = (visit.lang, &opened.definition);
    let words = Words::new(call, lang);
    let of_members = |rule: &&Rule| {
        let asked = rule.holds.questions(call);
        call.form.reads.members.as_ref().is_some_and(|known| asked.contains(&known.table))
            && !rule.holds.mentions("complete")
    };
    let findings = opened.findings(visit.arrived);
    let found = |rule: &Rule| findings.iter().find(|finding| finding.rule == rule.id);
    let mut items: Vec<Counter> = Vec::new();
    for evidence in call.rules.iter().filter(of_members).filter_map(found).flat_map(|finding| &finding.evidence) {
        let Evidence::Compared { row: None, left, op, right, holds, .. } = evidence else { continue };
        let seen = words.compared(None, left, *op, right);
        let (title, figure, bound) = if is_count(left) {
            (seen.what, seen.found, seen.asked)
        } else {
            (format!("{} : {}", seen.what, seen.found), words.holds(*holds), String::new())
        };
        let state = if *holds == Truth::Yes { "ok" } else { "missing" };
        if !items.iter().any(|item| item.title == title) {
            items.push(Counter { title, text: String::new(), figure, bound, state });
        }
    }
    (!items.is_empty()).then(|| Panel {
        title: i18n::word(lang, "dossiers-composition"),
        items,
        note: i18n::word(lang, "dossiers-composition-note"),
    })
}

fn balance(opened: &Opened, lang: Lang) -> Option<Panel> {
    let (call, track) = (&opened.definition, opened.track()?);
    let figures = call.form.figures(&opened.shown.answers)?;
    let mut items: Vec<Counter> =
        figures.years.iter().enumerate().map(|(index, year)| year_line(index + 1, year, lang)).collect();
    let (charges, income) = (figures.total.in_kind_charges, figures.total.in_kind_income);
    let even = figures.years.iter().all(|year| year.in_kind_charges == year.in_kind_income);
    if opened.definition.form.asks_in_kind() {
        items.push(Counter {
            title: i18n::word(lang, if even { "dossiers-in-kind-even" } else { "dossiers-in-kind-odd" }),
            text: String::new(),
            figure: if even { charges.to_french() } else { (income - charges).to_french() },
            bound: String::new(),
            state: match (charges, income) {
                (Cents::ZERO, Cents::ZERO) => "unknown",
                _ if even => "ok",
                _ => "missing",
            },
        });
    }
    let requested = call.form.requested(&opened.shown.answers).unwrap_or_default();
    let range = [("min", track.requested_min.to_french().into()), ("max", track.requested_max.to_french().into())];
    items.push(Counter {
        title: i18n::word(lang, "dossiers-requested"),
        text: i18n::text(lang, "dossiers-range", &range),
        figure: requested.to_french(),
        bound: String::new(),
        state: match requested {
            Cents::ZERO => "unknown",
            _ if requested < track.requested_min || requested > track.requested_max => "missing",
            _ => "ok",
        },
    });
    let base = figures.eligible_base();
    let mut capped = |title: String, amount: Cents, cap: Option<BasisPoints>| {
        items.extend(cap.map(|cap| share(title, amount, base, cap, lang)));
    };
    capped(i18n::word(lang, "dossiers-requested-share"), requested, track.rate_max);
    for funder in figures.each_local_authority() {
        capped(funder.name.clone(), funder.total, call.caps.one_local_authority);
    }
    capped(i18n::word(lang, "dossiers-all-local"), figures.local_authorities, call.caps.all_local_authorities);
    capped(i18n::word(lang, "dossiers-all-public"), figures.public, call.caps.all_public);
    Some(Panel { title: i18n::word(lang, "dossiers-balance"), items, note: i18n::word(lang, "dossiers-balance-note") })
}

fn year_line(n: usize, year: &YearFigures, lang: Lang) -> Counter {
    let balanced = year.gap == Cents::ZERO;
    let key = match year.gap.0 {
        0 => "dossiers-year-even",
        gap if gap < 0 => "dossiers-year-short",
        _ => "dossiers-year-over",
    };
    let gap = Cents(year.gap.0.abs()).to_french();
    let sums = [("charges", year.charges.to_french().into()), ("income", year.income.to_french().into())];
    Counter {
        title: i18n::text(lang, key, &[("n", n.into()), ("gap", gap.into())]),
        text: if balanced { String::new() } else { i18n::text(lang, "dossiers-year-sums", &sums) },
        figure: if balanced { year.charges.to_french() } else { year.gap.to_french() },
        bound: String::new(),
        state: match (year.charges, year.income) {
            (Cents::ZERO, Cents::ZERO) => "unknown",
            _ if balanced => "ok",
            _ => "missing",
        },
    }
}

/// A share of the charges, against its cap; near it from 95 % of the cap on, unknown before there is a charge.
fn share(title: String, amount: Cents, base: Cents, cap: BasisPoints, lang: Lang) -> Counter {
    let near = amount.exceeds_share(BasisPoints(cap.0 * 95 / 100), base);
    Counter {
        title,
        text: String::new(),
        figure: amount.share_of(base).map_or_else(|| "–".into(), |share| share.to_string()),
        bound: i18n::text(lang, "dossiers-max", &[("n", cap.to_string().into())]),
        state: if amount.exceeds_share(cap, base) {
            "missing"
        } else if base == Cents::ZERO {
            "unknown"
        } else if near && amount > Cents::ZERO {
            "near"
        } else {
            "ok"
        },
    }
}
