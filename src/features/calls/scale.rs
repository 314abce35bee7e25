//! Scores in the words of the grid: points with a comma, or letters with what they mean.

use domain::{
    call::{Grid, HalfPoints, Scale},
    fraction::Fraction,
};

use crate::i18n::{self, Lang};

/// « 3,5 ».
#[must_use]
pub fn points(lang: Lang, half_points: HalfPoints) -> String {
    let (whole, half) = (half_points / 2, half_points % 2 == 1);
    match (half, lang) {
        (false, _) => whole.to_string(),
        (true, Lang::Fr) => format!("{whole},5"),
        (true, Lang::En) => format!("{whole}.5"),
    }
}

/// A score: « 3,5 » or « B ».
#[must_use]
pub fn score(lang: Lang, grid: &Grid, half_points: HalfPoints) -> String {
    grid.letter_of(half_points).map_or_else(|| points(lang, half_points), |letter| letter.letter.clone())
}

/// An exact figure with two decimals.
#[must_use]
pub fn figure(lang: Lang, fraction: Fraction) -> String {
    if lang == Lang::Fr { fraction.to_french() } else { fraction.to_plain() }
}

/// A mean of half points: « 3,25 »; in letters « B », or « A–B » where it stands between two.
#[must_use]
pub fn mean(lang: Lang, grid: &Grid, half_points: Fraction) -> String {
    let Some((better, worse)) = grid.letters_around(half_points) else {
        let halved = |part: i128| i64::try_from(part).unwrap_or(i64::MAX);
        let score = Fraction::new(halved(half_points.num()), halved(half_points.den()).saturating_mul(2));
        return figure(lang, score.unwrap_or(Fraction::ZERO));
    };
    if better == worse { better.letter.clone() } else { format!("{}–{}", better.letter, worse.letter) }
}

/// What each score means, a line each.
#[must_use]
pub fn meanings(lang: Lang, grid: &Grid) -> Vec<String> {
    match &grid.scale {
        Scale::Points(words) => words.iter().enumerate().map(|(score, word)| format!("{score} : {word}")).collect(),
        Scale::Letters(letters) => letters
            .iter()
            .map(|one| {
                let args = [
                    ("letter", one.letter.clone().into()),
                    ("meaning", one.meaning.clone().into()),
                    ("points", points(lang, one.points).into()),
                    ("max", points(lang, grid.scale_max).into()),
                ];
                i18n::text(lang, "calls-scale-letter", &args)
            })
            .collect(),
    }
}

/// The least total: « 60 sur 100 », or « C pour tous les critères, soit 33,33 sur 100 ».
#[must_use]
pub fn threshold(lang: Lang, grid: &Grid) -> String {
    let least = grid.threshold;
    let total = if least.den() == 1 { least.num().to_string() } else { figure(lang, least) };
    match grid.threshold_letter() {
        Some(one) => {
            let args = [("letter", one.letter.clone().into()), ("total", total.into())];
            i18n::text(lang, "calls-threshold-letter", &args)
        }
        None => i18n::text(lang, "calls-threshold", &[("total", total.into())]),
    }
}
