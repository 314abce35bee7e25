//! Checks of [`crate::text`].

use std::fmt::Display;

use proptest::prelude::*;

use crate::text::{
    Email, EmailProblem, NameProblem, NumberProblem, PersonName, Phone, PhoneProblem, Rna, RnaProblem, Siren, Siret,
    clean, safe_csv_cell,
};

fn check<T: Display, P: PartialEq + std::fmt::Debug>(
    parse: fn(&str) -> Result<T, P>,
    input: &str,
    expected: Result<&str, P>,
) {
    assert_eq!(parse(input).map(|value| value.to_string()), expected.map(str::to_owned), "{input:?}");
}

#[test]
fn emails_are_read() {
    use EmailProblem::*;
    let check = |input: &str, expected: Result<&str, _>| check(Email::parse, input, expected);
    check(" Jeanne.Doe+ptce@Mairie-Dijon.FR ", Ok("Jeanne.Doe+ptce@mairie-dijon.fr"));
    check("a@b.example", Ok("a@b.example"));
    check("o'neil@xn--vry-9la.fr", Ok("o'neil@xn--vry-9la.fr"));
    check("", Err(Empty));
    check("  ", Err(Empty));
    check("jeanne", Err(NoAt));
    check("a@b.fr\r\nBcc: c@d.fr", Err(ControlCharacter));
    check("a@b.fr\n", Err(ControlCharacter));
    for input in ["@b.fr", "a b@c.fr", ".a@b.fr", "a..b@c.fr", "a.@b.fr", "a@b@c.fr", "é@b.fr", "\"a\"@b.fr", "<a@b.fr"]
    {
        check(input, Err(LocalPart));
    }
    for input in [
        "a@",
        "a@b",
        "a@.fr",
        "a@b..fr",
        "a@-b.fr",
        "a@b-.fr",
        "a@b.f",
        "a@1.2.3.4",
        "a@évry.fr",
        "a@b.fr>",
        "a@b c.fr",
    ] {
        check(input, Err(Domain));
    }
    check(&format!("{}@b.fr", "a".repeat(65)), Err(TooLong));
    check(&format!("a@{}fr", "abcdefgh.".repeat(30)), Err(TooLong));
    assert_eq!(Email::parse("A@B.fr").unwrap().domain(), "b.fr");
}

#[test]
fn phones_are_read() {
    let check = |input: &str, expected: Result<&str, _>| check(Phone::parse, input, expected);
    for input in [
        "03 80 12 34 56",
        "03.80.12.34.56",
        "0380123456",
        "+33 3 80 12 34 56",
        "+33 (0)3 80 12 34 56",
        "0033380123456",
        "03\u{a0}80-12-34-56",
    ] {
        check(input, Ok("+33380123456"));
    }
    check("0262 12 34 56", Ok("+262262123456"));
    let shown = |input: &str| Phone::parse(input).map(|phone| phone.to_french());
    assert_eq!(shown("+33380123456"), Ok("03\u{a0}80\u{a0}12\u{a0}34\u{a0}56".to_owned()));
    assert_eq!(shown("+32 2 123 45 67"), Ok("+3221234567".to_owned()));
    check("0690 12 34 56", Ok("+590690123456"));
    check("+32 2 123 45 67", Ok("+3221234567"));
    check("", Err(PhoneProblem::Empty));
    for input in ["3939", "03 80 12 34 5", "+33 80 12 34 56", "12 34 56 78 90", "+0123456789", "+1234567890123456"] {
        check(input, Err(PhoneProblem::Length));
    }
    for input in ["+", "03 80 12 34 5O", "++33380123456", "03 80 12 34 56 / 06 1\n<b>", "٠٣٨٠"] {
        check(input, Err(PhoneProblem::Unreadable));
    }
}

#[test]
fn register_numbers_are_read() {
    use NumberProblem::*;
    check(Siren::parse, "732 829 320", Ok("732829320"));
    check(Siren::parse, "732829321", Err(Checksum));
    check(Siren::parse, "000000000", Err(Checksum));
    check(Siren::parse, "73282932", Err(Length));
    let check_siret = |input: &str, expected: Result<&str, _>| check(Siret::parse, input, expected);
    check_siret("73282932000074", Ok("73282932000074"));
    check_siret("732\u{202f}829\u{a0}320 00074", Ok("73282932000074"));
    check_siret("35600000000048", Ok("35600000000048"));
    check_siret("35600000049837", Ok("35600000049837"));
    check_siret("35600000049838", Err(Checksum));
    check_siret("12345678912345", Err(Checksum));
    check_siret("", Err(Empty));
    check_siret("732829320", Err(Length));
    check_siret("7328293200007A", Err(NotDigits));
    check_siret("732-829-320-00074", Err(NotDigits));
    let siret = Siret::parse("73282932000074").unwrap();
    assert_eq!(siret.siren().as_str(), "732829320");
    assert_eq!(siret.to_french(), "732\u{202f}829\u{202f}320\u{202f}00074");
    assert_eq!(siret.siren().to_french(), "732\u{202f}829\u{202f}320");
    check(Rna::parse, "W751234567", Ok("W751234567"));
    check(Rna::parse, " w9n1 001234", Ok("W9N1001234"));
    check(Rna::parse, "", Err(RnaProblem::Empty));
    for input in ["W75123456", "W7512345678", "A751234567", "W75123456é", "W75-234567"] {
        check(Rna::parse, input, Err(RnaProblem::Unreadable));
    }
}

#[test]
fn names_are_read() {
    let check = |input: &str, expected: Result<&str, _>| check(PersonName::parse, input, expected);
    check(" Anne-Élise d’Orée ", Ok("Anne-Élise d’Orée"));
    check(&"é".repeat(120), Ok(&"é".repeat(120)));
    check(&"é".repeat(121), Err(NameProblem::TooLong));
    check(" \t ", Err(NameProblem::Empty));
    check("Anne\nBcc: x", Err(NameProblem::ControlCharacter));
    check("Anne\u{202e}esilE", Err(NameProblem::ControlCharacter));
}

#[test]
fn an_exported_cell_never_starts_a_formula() {
    fn check(input: &str, expected: &str) {
        assert_eq!(safe_csv_cell(input), expected);
    }
    check("Pôle bois", "Pôle bois");
    check("", "");
    check("a=b", "a=b");
    for formula in ["=1+1", "+33380123456", "-2+3", "@SUM(A1)", " =1", "\t=1", "\r=1", "\u{a0}=1", "＝1", "\tx"] {
        check(formula, &format!("'{formula}"));
    }
}

#[test]
fn free_text_is_cleaned() {
    fn check(input: &str, expected: &str) {
        assert_eq!(clean(input), expected);
    }
    check("  un\r\ndeux\rtrois\u{2028}quatre \n", "un\ndeux\ntrois\nquatre");
    check("a\tb\0c\u{1b}[31m\u{202e}\u{feff}", "a bc[31m");
    check("\u{0}", "");
}

proptest! {
    #[test]
    fn nothing_panics_and_normal_forms_are_stable(text in "\\PC*|.*|[+0-9 .()/-]*|[a-z@.\r\n-]*") {
        if let Ok(email) = Email::parse(&text) {
            prop_assert_eq!(Email::parse(email.as_str()), Ok(email.clone()));
            prop_assert!(!email.as_str().contains(['\r', '\n', ' ', '<', ',']));
        }
        if let Ok(phone) = Phone::parse(&text) {
            prop_assert_eq!(Phone::parse(&phone.to_french()), Ok(phone.clone()));
            prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone));
        }
        if let Ok(name) = PersonName::parse(&text) {
            prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name));
        }
        let _ = (Siren::parse(&text), Siret::parse(&text), Rna::parse(&text));
        let cleaned = clean(&text);
        prop_assert_eq!(clean(&cleaned), cleaned);
        prop_assert!(!safe_csv_cell(&text).starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
    }

    /// The key catches every wrong digit, and one last digit in ten is right.
    #[test]
    fn the_key_catches_a_wrong_digit(stem in "[0-9]{7}[1-9]", at in 0..9_usize, shift in 1..10_u8) {
        let valid: Vec<String> =
            (0..10).map(|key| format!("{stem}{key}")).filter(|number| Siren::parse(number).is_ok()).collect();
        prop_assert_eq!(valid.len(), 1);
        let mut wrong = valid[0].clone().into_bytes();
        wrong[at] = b'0' + (wrong[at] - b'0' + shift) % 10;
        prop_assert!(Siren::parse(&String::from_utf8(wrong).unwrap()).is_err());
    }

    #[test]
    fn a_siret_reads_back_from_its_french_form(stem in "[1-9][0-9]{12}") {
        let siret = (0..10).find_map(|key| Siret::parse(&format!("{stem}{key}")).ok()).unwrap();
        prop_assert_eq!(Siret::parse(&siret.to_french()), Ok(siret.clone()));
        let stored = serde_json::to_string(&siret).unwrap();
        prop_assert_eq!(serde_json::from_str::<Siret>(&stored).unwrap(), siret);
    }
}
