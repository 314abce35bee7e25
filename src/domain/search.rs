//! Searching by words. One function folds and splits what is stored and what is typed, so that both databases find the
//! same: they only compare letters.
//!
//! A word is a run of letters and digits, in lower case, without accents, whether these are composed or not; what
//! stands between (spaces, apostrophes of every kind, hyphens, points) separates. A text is found when each typed word
//! begins one of its words.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words of a search that count: whoever pastes a page does not ask the database a thousand questions.
pub const WORDS_MAX: usize = 8;

/// Lower case without accents and ligatures: « Œuvre d’Été » becomes « oeuvre d’ete ».
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            // Lower case of some capitals brings marks of its own.
            mark if is_combining_mark(mark) => {}
            other => folded.push(other),
        }
    }
    folded
}

/// The words of texts.
#[must_use]
pub fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for text in texts {
        let folded = fold(text);
        found.extend(folded.split(separates).filter(|word| !word.is_empty()).map(str::to_owned));
    }
    found
}

/// What is no letter and no digit; apostrophes that count as letters elsewhere are none here.
fn separates(sign: char) -> bool {
    !sign.is_alphanumeric() || matches!(sign, '\u{2b9}'..='\u{2c1}')
}

/// The words by which a dossier is found: those of its number, of its names and of its SIRET. The rank in the number
/// is also found without its zeros.
#[must_use]
pub fn of_dossier(number: &str, project: &str, lead: &str, siret: &str) -> BTreeSet<String> {
    let mut found = words([number, project, lead, siret]);
    let rank = number.rsplit('-').next().unwrap_or_default().trim_start_matches('0');
    if !rank.is_empty() {
        found.extend(words([rank]));
    }
    found
}

/// The words that somebody types: each must begin a word of what is found. A number in groups of digits, as a SIRET is
/// written, is one word.
#[must_use]
pub fn asked(typed: &str) -> BTreeSet<String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() >= 9 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return BTreeSet::from([digits]);
    }
    words([typed]).into_iter().take(WORDS_MAX).collect()
}

/// Whether texts are found by what was typed: what the databases do with their indexes.
#[must_use]
pub fn finds(asked: &BTreeSet<String>, words: &BTreeSet<String>) -> bool {
    let begins =
        |word: &String| words.range(word.clone()..).next().is_some_and(|found| found.starts_with(word.as_str()));
    !asked.is_empty() && asked.iter().all(begins)
}
