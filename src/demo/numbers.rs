//! Register numbers that are well formed and belong to nobody.

use super::dice::Dice;

/// Whether digits pass the key of ISO/IEC 7812; `next` is the digit that makes them pass.
fn key_digit(digits: &str) -> char {
    let sum: u32 = digits
        .bytes()
        .rev()
        .map(|byte| u32::from(byte - b'0'))
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .map(|product| product / 10 + product % 10)
        .sum();
    char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

/// The SIRET number `rank` of the demonstration: below the first number of the national register, so that no
/// organisation bears it, and with the keys that the real ones have.
#[must_use]
pub fn siret(rank: usize) -> String {
    establishment(rank, 1)
}

/// Another establishment of the same organisation.
#[must_use]
pub fn establishment(rank: usize, place: usize) -> String {
    let organisation = format!("0001{:04}", rank % 10_000);
    let siren = format!("{organisation}{}", key_digit(&organisation));
    let start = format!("{siren}{place:04}");
    format!("{start}{}", key_digit(&start))
}

/// An RNA number of a department.
pub fn rna(dice: &mut Dice, department: &str) -> String {
    let prefix: String = department.chars().chain("00".chars()).take(3).collect();
    format!("W{prefix}9{:05}", dice.between(0, 99_999))
}

/// A telephone number of the range that the regulator keeps for works of fiction.
pub fn phone(dice: &mut Dice) -> String {
    format!("+3319900{:04}", dice.between(0, 9_999))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::text::{Phone, Rna, Siren, Siret};

    use super::*;

    #[test]
    fn every_number_is_well_formed_and_borne_once() {
        let all: BTreeSet<String> = (0..3_000).map(siret).collect();
        assert_eq!(all.len(), 3_000);
        for number in &all {
            let parsed = Siret::parse(number).expect("a SIRET");
            assert!(Siren::parse(parsed.siren().as_str()).is_ok());
            assert!(number.as_str() < "000325");
        }
        let sirens: BTreeSet<&str> = all.iter().map(|number| &number[..9]).collect();
        assert_eq!(sirens.len(), all.len());
        assert_eq!(siret(12)[..9], establishment(12, 2)[..9]);
        assert!(Siret::parse(&establishment(12, 2)).is_ok());
    }

    #[test]
    fn other_numbers_are_well_formed() {
        let mut dice = Dice::new(1, "numbers");
        for department in ["01", "2B", "974"] {
            assert!(Rna::parse(&rna(&mut dice, department)).is_ok());
        }
        assert!(Phone::parse(&phone(&mut dice)).is_ok());
    }
}
