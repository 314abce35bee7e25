//! Checks of [`crate::money`].

use proptest::prelude::*;

use crate::money::{BasisPoints, Cents, MoneyProblem};

/// What people, keyboards, spreadsheets and our own screens put between groups of digits.
const SPACES: [char; 7] = [' ', '\t', '\u{a0}', '\u{202f}', '\u{2009}', '\u{2003}', '\u{3000}'];

#[test]
fn amounts_are_read_as_people_type_them() {
    fn check(input: &str, expected: Result<i64, MoneyProblem>) {
        assert_eq!(Cents::parse(input).map(|cents| cents.0), expected, "{input:?}");
    }
    check("1 234,50 €", Ok(123_450));
    check("1234.5", Ok(123_450));
    check(" 290\u{202f}000\u{a0}€ ", Ok(29_000_000));
    check("0", Ok(0));
    check("007", Ok(700));
    check("12,", Ok(1_200));
    check("-3,05", Ok(-305));
    check("−3,05 €", Ok(-305));
    check("1000000000000", Ok(Cents::MAX.0));
    check("1000000000000,01", Err(MoneyProblem::TooLarge));
    check("99999999999999999999999999", Err(MoneyProblem::TooLarge));
    for unreadable in ["", " ", "€", "-", "--5", "+5", "1,234", "1.234,50", "1,2,3", ",50", "1e3", "12 k€", "٣", "1,-5"]
    {
        check(unreadable, Err(MoneyProblem::Unreadable));
    }
}

#[test]
fn amounts_are_shown_in_french() {
    fn check(input: i64, french: &str, plain: &str) {
        assert_eq!(Cents(input).to_french(), french);
        assert_eq!(Cents(input).to_plain(), plain);
    }
    check(0, "0\u{a0}€", "0.00");
    check(5, "0,05\u{a0}€", "0.05");
    check(-5, "−0,05\u{a0}€", "-0.05");
    check(1_234_560, "12\u{202f}345,60\u{a0}€", "12345.60");
    check(300_000_000, "3\u{202f}000\u{202f}000\u{a0}€", "3000000.00");
    check(i64::MIN, "−92\u{202f}233\u{202f}720\u{202f}368\u{202f}547\u{202f}758,08\u{a0}€", "-92233720368547758.08");
}

#[test]
fn shares_are_compared_exactly_and_rounded_down() {
    fn check(part: i64, base: i64, expected: Option<&str>) {
        assert_eq!(Cents(part).share_of(Cents(base)).map(|share| share.to_string()).as_deref(), expected);
    }
    check(20, 100, Some("20\u{a0}%"));
    check(1, 3, Some("33,33\u{a0}%"));
    check(5, 1_000, Some("0,5\u{a0}%"));
    check(-5, 1_000, Some("−0,5\u{a0}%"));
    check(-1, 3, Some("−33,34\u{a0}%"));
    check(i64::MIN, 1, Some("−92233720368547758,08\u{a0}%"));
    check(1, 0, None);
    check(1, -1, None);
    assert!(!Cents(20).exceeds_share(BasisPoints(2_000), Cents(100)));
    assert!(Cents(21).exceeds_share(BasisPoints(2_000), Cents(100)));
    assert!(Cents(1).exceeds_share(BasisPoints(3_333), Cents(3)));
    assert!(!Cents(i64::MAX).exceeds_share(BasisPoints(10_000), Cents(i64::MAX)));
}

proptest! {
    #[test]
    fn what_is_shown_can_be_typed_again(cents in -Cents::MAX.0..=Cents::MAX.0, space in 0..SPACES.len()) {
        let amount = Cents(cents);
        prop_assert_eq!(Cents::parse(&amount.to_french()), Ok(amount));
        prop_assert_eq!(Cents::parse(&amount.to_plain()), Ok(amount));
        let other = amount.to_french().replace(['\u{202f}', '\u{a0}'], &SPACES[space].to_string());
        prop_assert_eq!(Cents::parse(&other), Ok(amount));
    }

    #[test]
    fn reading_never_panics_nor_exceeds_the_maximum(text in "\\PC*|[0-9 ,.€−-]*") {
        if let Ok(amount) = Cents::parse(&text) {
            prop_assert!(amount.0.abs() <= Cents::MAX.0);
        }
    }

    #[test]
    fn showing_never_panics(cents: i64, base: i64) {
        let _ = (Cents(cents).to_french(), Cents(cents).to_plain(), BasisPoints(cents).to_string());
        let _ = (Cents(cents) + Cents(base), Cents(cents) - Cents(base));
        let share = Cents(cents).share_of(Cents(base));
        if let Some(share) = share.filter(|share| share.0 != i64::MAX && share.0 != i64::MIN) {
            prop_assert!(i128::from(share.0) * i128::from(base) <= i128::from(cents) * 10_000);
        }
    }
}
