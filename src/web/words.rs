//! Words that several rooms write the same way.

use domain::{geo, money::Cents};

/// An amount without the sign of the euro, for columns and fields that say it.
#[must_use]
pub fn plain(amount: Cents) -> String {
    amount.to_french().trim_end_matches(['€', '\u{a0}']).to_owned()
}

/// With a capital, for a heading: the words of roles are made for the middle of a sentence.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Names of departments: « Lozère, Mayotte ». What is no department is left out.
#[must_use]
pub fn departments(codes: &[String]) -> String {
    let names: Vec<&str> = codes.iter().filter_map(|code| geo::department(code)).map(|found| found.name).collect();
    names.join(", ")
}

/// The same with their codes: « Lozère (48) ». What is no department is shown as it is written.
#[must_use]
pub fn departments_with_codes(codes: &[String]) -> String {
    let name = |code: &String| geo::department(code).map_or(code.clone(), |known| format!("{} ({code})", known.name));
    codes.iter().map(name).collect::<Vec<_>>().join(", ")
}
