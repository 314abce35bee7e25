//! The steps and questions of the form.

use super::{
    read::Node,
    reason::{Reason, Thing},
};
use crate::form::{Account, Choice, Question, QuestionKind, Side, Step};

const KINDS: [&str; 17] = [
    "short_text",
    "long_text",
    "integer",
    "money",
    "date",
    "yes_no",
    "choice",
    "choices",
    "email",
    "phone",
    "siret",
    "rna",
    "departments",
    "file",
    "table",
    "budget",
    "sworn",
];
const SIDES: [(&str, Side); 5] = [
    ("charges", Side::Charges),
    ("income", Side::Income),
    ("requested", Side::Requested),
    ("in_kind_charges", Side::InKindCharges),
    ("in_kind_income", Side::InKindIncome),
];

pub(super) fn step(node: Node<'_>) -> Step {
    let step = Step {
        code: node.code("code"),
        title: node.text("title"),
        intro: node.text_or_empty("intro"),
        questions: node.tables("questions").into_iter().map(|question| read(question, &KINDS)).collect(),
        holds_pieces: node.flag_or("holds_pieces", false),
    };
    node.done();
    step
}

fn read(node: Node<'_>, kinds: &[&str]) -> Question {
    let question = Question {
        code: node.code("code"),
        label: node.text("label"),
        help: node.text_or_empty("help"),
        example: node.text_or_empty("example"),
        required: node.flag_or("required", false),
        visible_if: node.expression("visible_if"),
        required_if: node.expression("required_if"),
        kind: kind(&node, kinds),
    };
    node.done();
    question
}

fn kind(node: &Node<'_>, kinds: &[&str]) -> QuestionKind {
    let word = node.text("kind");
    match KINDS.iter().find(|known| **known == word) {
        Some(known) if !kinds.contains(known) => node.wrong("kind", Reason::NotAColumn(known)),
        _ => node.report.known(&node.child("kind"), Thing::Kind, &word, kinds),
    }
    match word.as_str() {
        "long_text" => {
            let (min, max) = (node.count_or("min", 0, 0, 20_000), node.count_or("max", 2_000, 1, 20_000));
            ordered(node, "min", min <= max);
            QuestionKind::LongText { min, max }
        }
        "integer" => {
            let bound = |key, default| if node.get(key).is_some() { node.integer(key) } else { Some(default) };
            let (min, max) = (bound("min", 0).unwrap_or(0), bound("max", 1_000_000_000).unwrap_or(i64::MAX));
            ordered(node, "min", min <= max);
            QuestionKind::Integer { min, max }
        }
        "money" => QuestionKind::Money,
        "date" => QuestionKind::Date,
        "yes_no" => QuestionKind::YesNo,
        "choice" => QuestionKind::Choice(choices(node)),
        "choices" => QuestionKind::Choices(choices(node)),
        "email" => QuestionKind::Email,
        "phone" => QuestionKind::Phone,
        "siret" => QuestionKind::Siret,
        "rna" => QuestionKind::Rna,
        "departments" => QuestionKind::Departments,
        "file" => QuestionKind::File,
        "sworn" => QuestionKind::Sworn,
        "table" => table(node),
        "budget" => budget(node),
        // An unknown kind is noted; the limit is read so that it is not reported as well.
        _ => QuestionKind::ShortText { max: node.count_or("max", 200, 1, 500) },
    }
}

fn ordered(node: &Node<'_>, key: &str, holds: bool) {
    if !holds {
        node.wrong(key, Reason::MinOverMax);
    }
}

fn choices(node: &Node<'_>) -> Vec<Choice> {
    let choices: Vec<Choice> = node
        .tables("choices")
        .into_iter()
        .map(|item| {
            let choice = Choice { value: item.code("value"), label: item.text("label") };
            item.done();
            choice
        })
        .collect();
    let place = |index| format!("{}[{}].value", node.child("choices"), index + 1);
    if choices.is_empty() {
        node.wrong("choices", Reason::Empty);
    }
    node.report.distinct(Thing::Choice, choices.iter().map(|choice| choice.value.as_str()), place);
    choices
}

fn table(node: &Node<'_>) -> QuestionKind {
    let allowed: Vec<&str> =
        KINDS.into_iter().filter(|kind| !["table", "budget", "file", "sworn"].contains(kind)).collect();
    let columns: Vec<Question> = node.tables("columns").into_iter().map(|column| read(column, &allowed)).collect();
    let place = |index| format!("{}[{}].code", node.child("columns"), index + 1);
    node.report.distinct(Thing::Column, columns.iter().map(|column| column.code.as_str()), place);
    if columns.is_empty() {
        node.wrong("columns", Reason::Empty);
    }
    let (rows_min, rows_max) = (node.count_or("rows_min", 0, 0, 200), node.count_or("rows_max", 50, 1, 200));
    ordered(node, "rows_min", rows_min <= rows_max);
    QuestionKind::Table { columns, rows_min, rows_max, row_name: node.text("row_name") }
}

fn budget(node: &Node<'_>) -> QuestionKind {
    let accounts: Vec<Account> = node
        .tables("accounts")
        .into_iter()
        .map(|item| {
            let side = item.text("side");
            let names: Vec<&str> = SIDES.iter().map(|(name, _)| *name).collect();
            item.report.known(&item.child("side"), Thing::Word, &side, &names);
            let account = Account {
                number: item.code("number"),
                label: item.text("label"),
                side: SIDES.iter().find(|(name, _)| *name == side).map_or(Side::Charges, |(_, side)| *side),
            };
            item.done();
            account
        })
        .collect();
    let place = |index| format!("{}[{}].number", node.child("accounts"), index + 1);
    node.report.distinct(Thing::Account, accounts.iter().map(|account| account.number.as_str()), place);
    QuestionKind::Budget { years: node.count("years", 1, 3), accounts }
}
