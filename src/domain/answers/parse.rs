//! Reads what was posted for one question into an answer, or says what is wrong with it.

use std::collections::BTreeSet;

use super::Answer;
use crate::{
    form::QuestionKind,
    geo,
    money::{Cents, MoneyProblem},
    text::{Email, NumberProblem, Phone, Rna, Siret},
    time::LocalDate,
};

/// Why a posted value is not an answer. Facts only: the page layer finds the words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    /// More characters than the limit.
    #[error("{got} characters, at most {max}")]
    TooLong {
        /// The limit.
        max: usize,
        /// How many there are.
        got: usize,
    },
    /// Not a whole number.
    #[error("not a whole number")]
    NotANumber,
    /// A number out of its bounds.
    #[error("not between {min} and {max}")]
    OutOfRange {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// Not an amount, or a negative one.
    #[error("not an amount")]
    NotAnAmount,
    /// An amount beyond [`Cents::MAX`].
    #[error("amount too large")]
    AmountTooLarge,
    /// Not a day, as `2014-09-01` or `01/09/2014`.
    #[error("not a day")]
    NotADate,
    /// Not a value of the list.
    #[error("not a value of the list")]
    NotAChoice,
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    NotAnEmail,
    /// Not a telephone number.
    #[error("not a telephone number")]
    NotAPhone,
    /// Not a SIRET number.
    #[error("not a SIRET number")]
    NotASiret(NumberProblem),
    /// Not an RNA number.
    #[error("not an RNA number")]
    NotAnRna,
    /// Not a department of France.
    #[error("not a department")]
    NotADepartment(String),
    /// Several values for a question that takes one.
    #[error("more than one value")]
    ManyValues,
    /// Tables, budgets and files are not posted as one field: their cells and documents are.
    #[error("not one field")]
    NotOneField,
}

/// Reads the posted values of a question; `None` when nothing was entered.
///
/// Lists (choices, departments) take several values, every other kind at most one.
/// A text shorter than its `min` is an answer: what is written is kept, and it counts as incomplete.
///
/// # Errors
/// What keeps the values from being an answer of that kind.
pub fn parse_answer(kind: &QuestionKind, raw: &[&str]) -> Result<Option<Answer>, AnswerProblem> {
    match kind {
        QuestionKind::Choices(choices) => {
            many(raw, |value| choices.iter().any(|choice| choice.value == value), |_| AnswerProblem::NotAChoice)
        }
        QuestionKind::Departments => {
            many(raw, |code| geo::department(code).is_some(), |code| AnswerProblem::NotADepartment(code.to_owned()))
        }
        QuestionKind::Table { .. } | QuestionKind::Budget { .. } | QuestionKind::File => {
            Err(AnswerProblem::NotOneField)
        }
        _ => match raw {
            [] => Ok(None),
            [one] => {
                let text = clean(one, matches!(kind, QuestionKind::LongText { .. }));
                if text.is_empty() { Ok(None) } else { parse_one(kind, &text).map(Some) }
            }
            _ => Err(AnswerProblem::ManyValues),
        },
    }
}

/// Reads an amount that is zero or more: a cell of the budget, of the funding plan.
///
/// # Errors
/// [`AnswerProblem::NotAnAmount`] or [`AnswerProblem::AmountTooLarge`].
pub fn parse_amount(text: &str) -> Result<Cents, AnswerProblem> {
    match Cents::parse(text) {
        Ok(amount) if amount >= Cents::ZERO => Ok(amount),
        Err(MoneyProblem::TooLarge) => Err(AnswerProblem::AmountTooLarge),
        _ => Err(AnswerProblem::NotAnAmount),
    }
}

fn parse_one(kind: &QuestionKind, text: &str) -> Result<Answer, AnswerProblem> {
    let own = |normal: &str| Answer::Text(normal.to_owned());
    match kind {
        QuestionKind::ShortText { max } | QuestionKind::LongText { max, .. } => {
            let got = text.chars().count();
            if got > *max { Err(AnswerProblem::TooLong { max: *max, got }) } else { Ok(own(text)) }
        }
        QuestionKind::Integer { min, max } => integer(text, *min, *max).map(Answer::Integer),
        QuestionKind::Money => parse_amount(text).map(Answer::Money),
        QuestionKind::Date => parse_day(text).map(Answer::Date).ok_or(AnswerProblem::NotADate),
        QuestionKind::YesNo | QuestionKind::Sworn => match text {
            "yes" | "true" | "on" | "1" => Ok(Answer::YesNo(true)),
            "no" | "false" | "off" | "0" => Ok(Answer::YesNo(false)),
            _ => Err(AnswerProblem::NotAChoice),
        },
        QuestionKind::Choice(choices) if choices.iter().any(|choice| choice.value == text) => {
            Ok(Answer::Choice(text.to_owned()))
        }
        QuestionKind::Choice(_) => Err(AnswerProblem::NotAChoice),
        QuestionKind::Email => {
            Email::parse(text).map(|email| own(email.as_str())).map_err(|_| AnswerProblem::NotAnEmail)
        }
        QuestionKind::Phone => {
            Phone::parse(text).map(|phone| own(phone.as_str())).map_err(|_| AnswerProblem::NotAPhone)
        }
        QuestionKind::Siret => Siret::parse(text).map(|siret| own(siret.as_str())).map_err(AnswerProblem::NotASiret),
        QuestionKind::Rna => Rna::parse(text).map(|rna| own(rna.as_str())).map_err(|_| AnswerProblem::NotAnRna),
        QuestionKind::Choices(_)
        | QuestionKind::Departments
        | QuestionKind::Table { .. }
        | QuestionKind::Budget { .. }
        | QuestionKind::File => Err(AnswerProblem::NotOneField),
    }
}

fn many(
    raw: &[&str],
    known: impl Fn(&str) -> bool,
    problem: impl Fn(&str) -> AnswerProblem,
) -> Result<Option<Answer>, AnswerProblem> {
    let values: BTreeSet<&str> = raw.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
    if let Some(stranger) = values.iter().find(|value| !known(value)) {
        return Err(problem(stranger));
    }
    Ok((!values.is_empty()).then(|| Answer::Choices(values.into_iter().map(str::to_owned).collect())))
}

fn integer(text: &str, min: i64, max: i64) -> Result<i64, AnswerProblem> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = compact.strip_prefix(['-', '−']).unwrap_or(&compact);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(AnswerProblem::NotANumber);
    }
    let sign = if digits.len() == compact.len() { "" } else { "-" };
    // Digits only: a number that does not fit 64 bits is out of any range.
    let number = format!("{sign}{digits}").parse().ok().filter(|number| (min..=max).contains(number));
    number.ok_or(AnswerProblem::OutOfRange { min, max })
}

/// Reads a day as browsers post it (`2014-09-01`) or as people write it in France (`1/9/2014`).
#[must_use]
pub fn parse_day(text: &str) -> Option<LocalDate> {
    let (year, month, day) = match text.split(['-', '/', '.']).collect::<Vec<_>>()[..] {
        [year, month, day] if year.len() == 4 => (year, month, day),
        [day, month, year] if year.len() == 4 => (year, month, day),
        _ => return None,
    };
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
    let year = i32::try_from(number(year)?).ok().filter(|year| *year >= 1000)?;
    LocalDate::from_ymd_opt(year, number(month)?, number(day)?)
}

/// Drops control characters, which PostgreSQL (zero) or a PDF could not hold, and unifies line ends.
fn clean(raw: &str, many_lines: bool) -> String {
    let unified = raw.replace("\r\n", "\n").replace('\r', "\n");
    let kept = unified.chars().filter_map(|c| match c {
        '\n' if many_lines => Some('\n'),
        '\n' | '\t' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    });
    kept.collect::<String>().trim().to_owned()
}
