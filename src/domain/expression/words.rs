//! Cuts a text into words, numbers, texts and signs, each with its place.

use std::ops::Range;

use winnow::{
    LocatingSlice, ModalResult, Parser,
    combinator::{alt, delimited, not, opt, preceded, repeat, terminated},
    token::{any, one_of, take_while},
};

use super::{
    exact::Exact,
    problem::{Problem, Why},
};
use crate::time::LocalDate;

/// A word of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Number(Exact),
    Money(Exact),
    Percent(Exact),
    Text(String),
    Day(LocalDate),
    /// A name or a keyword.
    Word(String),
    Sign(&'static str),
    /// A number or a day that cannot be.
    Bad,
}

type Input<'t> = LocatingSlice<&'t str>;

const SIGNS: [&str; 15] = ["..", "!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "(", ")", "[", "]", ","];

/// The words of a text.
pub(super) fn cut(text: &str) -> Result<Vec<(Token, Range<usize>)>, Problem> {
    let mut input = LocatingSlice::new(text);
    let words: ModalResult<Vec<(Token, Range<usize>)>> =
        preceded(blank, repeat(0.., terminated(token.with_span(), blank))).parse_next(&mut input);
    let rest: &str = &input;
    let at = text.len() - rest.len();
    let problem = |at, why| Err(Problem { at, why });
    let Ok(words) = words else { return problem(at, Why::BadLiteral(String::new())) };
    if let Some((_, place)) = words.iter().find(|(token, _)| *token == Token::Bad) {
        return problem(place.start, Why::BadLiteral(text[place.clone()].to_owned()));
    }
    match rest.chars().next() {
        None => Ok(words),
        Some('"' | '\'') => problem(at, Why::OpenText),
        Some(other) => problem(at, Why::BadLiteral(other.to_string())),
    }
}

fn blank(input: &mut Input<'_>) -> ModalResult<()> {
    take_while(0.., char::is_whitespace).void().parse_next(input)
}

fn token(input: &mut Input<'_>) -> ModalResult<Token> {
    alt((day, number, text, word, sign)).parse_next(input)
}

fn digits<'t>(input: &mut Input<'t>) -> ModalResult<&'t str> {
    (one_of('0'..='9'), take_while(0.., ('0'..='9', '_'))).take().parse_next(input)
}

fn day(input: &mut Input<'_>) -> ModalResult<Token> {
    let two = |input: &mut Input<'_>| -> ModalResult<()> { take_while(2..=2, '0'..='9').void().parse_next(input) };
    let written =
        (take_while(4..=4, '0'..='9'), '-', two, '-', two, not(one_of('0'..='9'))).take().parse_next(input)?;
    Ok(LocalDate::parse_from_str(written, "%Y-%m-%d").map_or(Token::Bad, Token::Day))
}

fn number(input: &mut Input<'_>) -> ModalResult<Token> {
    let written = (digits, opt(('.', take_while(1.., '0'..='9')))).take().parse_next(input)?;
    let unit =
        opt(preceded(blank, alt(('%', '€', (alt(("euros", "eur")), not(letter)).value('€'))))).parse_next(input)?;
    let Some(number) = Exact::parse(&written.replace('_', "")) else { return Ok(Token::Bad) };
    Ok(match unit {
        Some('%') => Token::Percent(number.percent()),
        Some(_) => Token::Money(number),
        None => Token::Number(number),
    })
}

fn text(input: &mut Input<'_>) -> ModalResult<Token> {
    let quoted = |quote: char| delimited(quote, take_while(0.., move |c: char| c != quote), quote);
    alt((quoted('"'), quoted('\''))).map(|text: &str| Token::Text(text.to_owned())).parse_next(input)
}

fn letter(input: &mut Input<'_>) -> ModalResult<char> {
    any.verify(|c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '_').parse_next(input)
}

/// `members.siret`; codes of a file may hold hyphens, so a minus is written with a space after it.
fn word(input: &mut Input<'_>) -> ModalResult<Token> {
    let first = |input: &mut Input<'_>| -> ModalResult<char> {
        any.verify(|c: &char| c.is_alphabetic() || *c == '_').parse_next(input)
    };
    let next = |input: &mut Input<'_>| -> ModalResult<char> {
        any.verify(|c: &char| c.is_alphanumeric() || *c == '_').parse_next(input)
    };
    let joint = (one_of(['.', '-']), next).void();
    let written = (first, repeat::<_, _, (), _, _>(0.., alt((next.void(), joint)))).take().parse_next(input)?;
    Ok(Token::Word(written.to_owned()))
}

fn sign(input: &mut Input<'_>) -> ModalResult<Token> {
    let other = alt(("≠".value("!="), "≤".value("<="), "≥".value(">=")));
    alt((alt(SIGNS.map(|sign| sign.value(sign))), other)).map(Token::Sign).parse_next(input)
}
