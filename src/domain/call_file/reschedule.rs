//! The same call under another name and later dates.

use chrono::{Datelike, Duration};
use toml::{Table, Value, value::Datetime};

use super::{Mistake, check, reason::Reason, syntax};
use crate::time::LocalDate;

/// Gives the text of a call like this one, under another slug, title and number prefix, with every date of
/// its calendar moved by whole days (hours stay as they are on a local clock).
///
/// # Errors
/// The mistakes of the text, or of the text that it becomes.
pub fn reschedule(
    text: &str,
    slug: &str,
    title: &str,
    number_prefix: &str,
    shift_days: i64,
) -> Result<String, Vec<Mistake>> {
    check(text)?;
    let mut table: Table = text.parse().map_err(|error| vec![syntax(text, &error)])?;
    for (key, value) in [("slug", slug), ("title", title), ("number_prefix", number_prefix)] {
        table.insert(key.to_owned(), Value::String(value.to_owned()));
    }
    let mistake = |path: &str, reason| vec![Mistake { line: 1, column: 1, path: path.to_owned(), reason }];
    table
        .get_mut("calendar")
        .and_then(|calendar| shift(calendar, shift_days))
        .ok_or_else(|| mistake("calendar", Reason::DateOutOfReach))?;
    let unprintable = |error: toml::ser::Error| mistake("", Reason::Syntax(error.to_string()));
    let moved = toml::to_string(&table).map_err(unprintable)?;
    check(&moved).map(|_| moved)
}

/// Moves every date inside; `None` when one leaves the years that TOML can write.
fn shift(value: &mut Value, days: i64) -> Option<()> {
    match value {
        Value::Datetime(at) => *at = shifted(at, days)?,
        Value::Array(items) => items.iter_mut().try_for_each(|item| shift(item, days))?,
        Value::Table(table) => table.iter_mut().try_for_each(|(_, item)| shift(item, days))?,
        _ => {}
    }
    Some(())
}

fn shifted(at: &Datetime, days: i64) -> Option<Datetime> {
    let date = at.date?;
    let day = LocalDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?
        .checked_add_signed(Duration::try_days(days)?)?;
    let moved = toml::value::Date {
        year: u16::try_from(day.year()).ok().filter(|year| *year <= 9999)?,
        month: u8::try_from(day.month()).ok()?,
        day: u8::try_from(day.day()).ok()?,
    };
    Some(Datetime { date: Some(moved), ..*at })
}
