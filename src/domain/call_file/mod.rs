//! Reads a call's file (TOML) into a checked [`Call`], or says everything that is wrong with it.
//!
//! How values are written in the file:
//! - money is in euros, `1_000_000` or `1200.50`; the characters are read, never a float;
//! - a rate is a percentage, `"20 %"`, `20` or `12.5`; a number below 1 is refused, it is most likely a fraction;
//! - a floor is in points of the scale, `2` or `2.5`, or a letter where the scale is one of letters;
//! - the calendar's `opens` and `closes` are local times of `zone`, its steps are days;
//! - rules and conditions are expressions ([`crate::expression`]);
//! - items are in the order of the file.
//!
//! A file that checks clean resolves all its references and holds the questions that
//! [`crate::form::Reads`] names; nothing after this module checks that again.

mod cross;
mod expression_words;
mod expressions;
mod grid;
mod placed;
mod predicates;
mod questions;
mod read;
mod reads;
mod reason;
mod reschedule;
mod sections;

use toml::de::DeTable;

pub use reason::{Expected, Mistake, Reason, Thing};
pub use reschedule::reschedule;

use crate::call::Call;

/// Reads and checks a call's file.
///
/// # Errors
/// Every [`Mistake`] of the file, in the order of its lines.
pub fn check(text: &str) -> Result<Call, Vec<Mistake>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(errors.iter().map(|error| syntax(text, error)).collect());
    }
    let report = read::Report::new(text, &root);
    let call = sections::call(read::Node::new(root.get_ref(), String::new(), &report));
    cross::check(&call, &report);
    if report.is_clean() { Ok(call) } else { Err(report.into_mistakes()) }
}

fn syntax(text: &str, error: &toml::de::Error) -> Mistake {
    let (line, column) = read::position(text, error.span().map_or(0, |span| span.start));
    Mistake { line, column, path: String::new(), reason: Reason::Syntax(error.message().to_owned()) }
}
