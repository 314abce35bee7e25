//! The same call under another name and later dates.

use chrono::Duration;
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
    if let Some(calendar) = table.get_mut("calendar") {
        shift(calendar, shift_days);
    }
    let unprintable = |error: toml::ser::Error| {
        vec![Mistake { line: 1, column: 1, path: String::new(), reason: Reason::Syntax(error.to_string()) }]
    };
    let moved = toml::to_string(&table).map_err(unprintable)?;
    check(&moved).map(|_| moved)
}

fn shift(value: &mut Value, days: i64) {
    match value {
        Value::Datetime(at) => {
            if let Some(moved) = shifted(at, days) {
                *at = moved;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| shift(item, days)),
        Value::Table(table) => table.iter_mut().for_each(|(_, item)| shift(item, days)),
        _ => {}
    }
}

fn shifted(at: &Datetime, days: i64) -> Option<Datetime> {
    use chrono::Datelike;
    let date = at.date?;
    let day = LocalDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?
        .checked_add_signed(Duration::try_days(days)?)?;
    let moved = toml::value::Date {
        year: u16::try_from(day.year()).ok()?,
        month: u8::try_from(day.month()).ok()?,
        day: u8::try_from(day.day()).ok()?,
    };
    Some(Datetime { date: Some(moved), ..*at })
}
