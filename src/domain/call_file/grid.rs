//! The scoring grid: points with their words, or letters with their published equivalence in points.

use std::collections::BTreeMap;

use super::{
    read::{Node, half_points_of, integer_of},
    reason::{Expected, Reason, Thing},
};
use crate::{
    call::{Criterion, Grid, HalfPoints, Letter, Scale},
    fraction::Fraction,
};

/// Reads the section. The file gives points, the grid counts half points.
pub(super) fn read(root: &Node<'_>) -> Grid {
    let Some(node) = root.table("grid") else { return nothing() };
    let word = if node.get("scale").is_some() { node.text("scale") } else { "points".to_owned() };
    node.report.known(&node.child("scale"), Thing::Word, &word, &["points", "letters"]);
    let (scale_max, scale) = if word == "letters" { letters(&node) } else { points(&node) };
    let mut grid = Grid {
        scale_max,
        scale,
        comment_min: node.count("comment_min", 0, 2_000),
        threshold: Fraction::ZERO,
        reviews_per_dossier: node.count("reviews_per_dossier", 1, 9),
        tie_break: node.texts("tie_break"),
        criteria: Vec::new(),
    };
    grid.threshold = threshold(&node, &grid);
    grid.criteria =
        node.tables("criteria").into_iter().map(|criterion_node| criterion(criterion_node, &grid)).collect();
    node.done();
    grid
}

fn nothing() -> Grid {
    Grid {
        scale_max: 10,
        scale: Scale::Points(Vec::new()),
        comment_min: 0,
        threshold: Fraction::ZERO,
        reviews_per_dossier: 1,
        tie_break: Vec::new(),
        criteria: Vec::new(),
    }
}

fn points(node: &Node<'_>) -> (HalfPoints, Scale) {
    let scale = node.count("scale_max", 1, 20);
    let words = node.texts("scale_words");
    if words.len() != scale + 1 {
        node.wrong("scale_words", Reason::ScaleWords { needed: scale + 1, got: words.len() });
    }
    (u8::try_from(scale * 2).unwrap_or(10), Scale::Points(words))
}

/// The best first: each letter is worth fewer points than the one before it.
fn letters(node: &Node<'_>) -> (HalfPoints, Scale) {
    let mut letters: Vec<Letter> = Vec::new();
    for (index, item) in node.tables("letters").into_iter().enumerate() {
        let (letter, meaning) = (item.text("letter"), item.text("meaning"));
        let points = item.owed("points").and_then(half_points_of).filter(|points| *points <= 200);
        if points.is_none() && item.get("points").is_some() {
            item.wrong("points", Reason::NotA(Expected::Score));
        }
        let points = points.unwrap_or(0);
        if letters.last().is_some_and(|before| before.points <= points) {
            item.wrong("points", Reason::LettersOrder);
        }
        if letter.chars().count() > 3 {
            node.wrong(&format!("letters[{}].letter", index + 1), Reason::BadLetter(letter.clone()));
        }
        item.done();
        letters.push(Letter { letter, meaning, points });
    }
    let place = |index| format!("{}[{}].letter", node.child("letters"), index + 1);
    node.report.distinct(Thing::Letter, letters.iter().map(|one| one.letter.as_str()), place);
    if letters.len() < 2 {
        node.wrong("letters", Reason::TooFewLetters(letters.len()));
    }
    (letters.first().map_or(10, |best| best.points.max(1)), Scale::Letters(letters))
}

/// A total on 100, or a letter: the total of a review that gives it for every criterion.
fn threshold(node: &Node<'_>, grid: &Grid) -> Fraction {
    let letter = node.owed("threshold").and_then(|value| value.as_str()).filter(|_| !grid.letters().is_empty());
    if let Some(letter) = letter {
        let known: Vec<&str> = grid.letters().iter().map(|one| one.letter.as_str()).collect();
        node.report.known(&node.child("threshold"), Thing::Letter, letter, &known);
        let found = grid.letters().iter().find(|one| one.letter == letter);
        return found.and_then(|one| grid.total_of(one)).unwrap_or(Fraction::ZERO);
    }
    let threshold = node.get("threshold").and_then(|_| node.integer("threshold")).unwrap_or(0);
    if threshold > 100 {
        node.wrong("threshold", Reason::OutOfRange(0, 100));
    }
    Fraction::new(threshold, 1).unwrap_or(Fraction::ZERO)
}

fn criterion(node: Node<'_>, grid: &Grid) -> Criterion {
    node.owed("weights");
    let weights: BTreeMap<String, i64> = node.map("weights", Expected::Integer, integer_of);
    let letter = |text: &str| grid.letters().iter().find(|one| one.letter == text).map(|one| one.points);
    let (expected, lettered) = match grid.letters() {
        [] => (Expected::Score, false),
        _ => (Expected::Letter, true),
    };
    let criterion = Criterion {
        code: node.text("code"),
        name: node.text("name"),
        questions: node.text_or_empty("questions"),
        weights,
        floors: node.map("floors", expected, |value| match value.as_str() {
            Some(text) if lettered => letter(text),
            _ => half_points_of(value),
        }),
    };
    node.done();
    criterion
}
