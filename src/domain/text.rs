//! Texts with a form: addresses, telephones, French register numbers, names. Each type is made only by
//! `parse`, which puts the text in its normal form or says what is wrong; and the cleaning of free text.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident($problem:ident)),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// The normal form: what is stored and compared.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = $problem;
            fn try_from(text: String) -> Result<Self, $problem> {
                Self::parse(&text)
            }
        }
    )+};
}

texts! {
    /// An e-mail address, its domain in lower case.
    Email(EmailProblem),
    /// A telephone number: `+` and digits, with the country's prefix.
    Phone(PhoneProblem),
    /// The nine digits that identify an organisation.
    Siren(NumberProblem),
    /// The fourteen digits that identify an establishment.
    Siret(NumberProblem),
    /// The number of an association in the national register: `W751234567`.
    Rna(RnaProblem),
    /// A person's name, as that person writes it.
    PersonName(NameProblem),
}

/// Why a text is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailProblem {
    /// Nothing was written.
    #[error("empty")]
    Empty,
    /// More than 254 characters, or 64 before the @ (RFC 5321).
    #[error("too long")]
    TooLong,
    /// A line break or another control character: it could add headers to a mail.
    #[error("control character")]
    ControlCharacter,
    /// No @.
    #[error("no @")]
    NoAt,
    /// What precedes the @ cannot be written in an address.
    #[error("local part")]
    LocalPart,
    /// What follows the @ is not a domain name with a dot.
    #[error("domain")]
    Domain,
}

/// Why a text is not a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneProblem {
    /// Nothing was written.
    #[error("empty")]
    Empty,
    /// Something else than digits, one leading plus and separators.
    #[error("not a telephone number")]
    Unreadable,
    /// Not ten digits (France) or between seven and fifteen (elsewhere, E.164).
    #[error("wrong length")]
    Length,
}

/// Why a text is not a SIREN or a SIRET.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberProblem {
    /// Nothing was written.
    #[error("empty")]
    Empty,
    /// Something else than digits and spaces.
    #[error("not digits")]
    NotDigits,
    /// Not nine digits (SIREN) or fourteen (SIRET).
    #[error("wrong length")]
    Length,
    /// The control key does not match: a digit is wrong.
    #[error("wrong control key")]
    Checksum,
}

/// Why a text is not an RNA number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RnaProblem {
    /// Nothing was written.
    #[error("empty")]
    Empty,
    /// Not a W and nine letters or digits.
    #[error("not an RNA number")]
    Unreadable,
}

/// Why a text is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameProblem {
    /// Nothing was written.
    #[error("empty")]
    Empty,
    /// More than 120 characters.
    #[error("too long")]
    TooLong,
    /// A line break or another character that does not print.
    #[error("control character")]
    ControlCharacter,
}

impl Email {
    /// Reads an address: one that a mail server of today accepts without quotes nor comments.
    /// A domain with accents is given in its ASCII form (`xn--…`).
    ///
    /// # Errors
    /// [`EmailProblem`] says which part is wrong.
    pub fn parse(text: &str) -> Result<Self, EmailProblem> {
        if text.chars().any(char::is_control) {
            return Err(EmailProblem::ControlCharacter);
        }
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailProblem::Empty);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(EmailProblem::NoAt)?;
        if text.len() > 254 || local.len() > 64 {
            return Err(EmailProblem::TooLong);
        }
        let atom = |atom: &str| {
            !atom.is_empty() && atom.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
        };
        if !local.split('.').all(atom) {
            return Err(EmailProblem::LocalPart);
        }
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let top = domain.rsplit_once('.').map_or("", |(_, top)| top);
        if !domain.split('.').all(label) || top.len() < 2 || !top.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Err(EmailProblem::Domain);
        }
        Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    /// What follows the @, in lower case.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// National prefixes of the departments and territories that have their own country code.
const OVERSEAS: [(&str, &[&str]); 5] = [
    ("590", &["0590", "0690", "0691"]),
    ("594", &["0594", "0694"]),
    ("596", &["0596", "0696", "0697"]),
    ("262", &["0262", "0263", "0269", "0639", "0692", "0693"]),
    ("508", &["0508"]),
];

impl Phone {
    /// As it is written in France, by pairs; with its prefix when it is not metropolitan.
    #[must_use]
    pub fn to_french(&self) -> String {
        let Some(national) = self.0.strip_prefix("+33").filter(|digits| digits.len() == 9) else {
            return self.0.clone();
        };
        let digits: Vec<char> = format!("0{national}").chars().collect();
        digits.chunks(2).map(|pair| pair.iter().collect::<String>()).collect::<Vec<_>>().join("\u{a0}")
    }

    /// Reads a number as it is written in France (`01 23 45 67 89`, `+33 (0)1.23.45.67.89`) or with the
    /// prefix of another country (`+32…`, `0032…`).
    ///
    /// # Errors
    /// [`PhoneProblem`] says what is wrong.
    pub fn parse(text: &str) -> Result<Self, PhoneProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(PhoneProblem::Empty);
        }
        let separator = |c: char| c.is_whitespace() || matches!(c, '.' | '-' | '/' | '\u{2010}' | '\u{2011}');
        let compact: String = text.replace("(0)", "").chars().filter(|c| !separator(*c)).collect();
        let abroad = compact.strip_prefix('+').or_else(|| compact.strip_prefix("00"));
        let digits = abroad.unwrap_or(&compact);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PhoneProblem::Unreadable);
        }
        let national = match abroad {
            None => digits.strip_prefix('0'),
            Some(digits) => digits.strip_prefix("33").map(|rest| rest.strip_prefix('0').unwrap_or(rest)),
        };
        match (national, abroad) {
            (Some(national), _) if national.len() == 9 && !national.starts_with('0') => {
                let code = OVERSEAS.iter().find(|(_, starts)| starts.iter().any(|s| national.starts_with(&s[1..])));
                let code = code.filter(|_| abroad.is_none()).map_or("33", |(code, _)| code);
                Ok(Self(format!("+{code}{national}")))
            }
            (None, Some(digits)) if (7..=15).contains(&digits.len()) && !digits.starts_with('0') => {
                Ok(Self(format!("+{digits}")))
            }
            _ => Err(PhoneProblem::Length),
        }
    }
}

/// The digits of a register number, without the spaces that people put in it.
fn digits(text: &str, length: usize) -> Result<String, NumberProblem> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        Err(NumberProblem::Empty)
    } else if !digits.bytes().all(|b| b.is_ascii_digit()) {
        Err(NumberProblem::NotDigits)
    } else if digits.len() != length {
        Err(NumberProblem::Length)
    } else if digits.bytes().all(|b| b == b'0') {
        Err(NumberProblem::Checksum)
    } else {
        Ok(digits)
    }
}

/// The key of ISO/IEC 7812: every second digit from the right is doubled, the digits then sum to a multiple of ten.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits.bytes().rev().map(|b| u32::from(b - b'0')).zip([1, 2].into_iter().cycle()).fold(
        0,
        |sum, (digit, weight)| {
            let product = digit * weight;
            sum + product / 10 + product % 10
        },
    );
    sum.is_multiple_of(10)
}

impl Siren {
    /// La Poste, whose establishments have a key of their own.
    const LA_POSTE: &str = "356000000";

    /// Reads nine digits, spaces allowed.
    ///
    /// # Errors
    /// [`NumberProblem`] says what is wrong.
    pub fn parse(text: &str) -> Result<Self, NumberProblem> {
        let digits = digits(text, 9)?;
        if luhn(&digits) { Ok(Self(digits)) } else { Err(NumberProblem::Checksum) }
    }

    /// In groups of three: `732 829 320`.
    #[must_use]
    pub fn to_french(&self) -> String {
        group(&self.0)
    }
}

impl Siret {
    /// Reads fourteen digits, spaces allowed. Those of La Poste are valid too when they sum to a multiple of five.
    ///
    /// # Errors
    /// [`NumberProblem`] says what is wrong.
    pub fn parse(text: &str) -> Result<Self, NumberProblem> {
        let digits = digits(text, 14)?;
        let sum = || digits.bytes().map(|b| u32::from(b - b'0')).sum::<u32>();
        let poste = digits.starts_with(Siren::LA_POSTE) && sum().is_multiple_of(5);
        if poste || luhn(&digits) { Ok(Self(digits)) } else { Err(NumberProblem::Checksum) }
    }

    /// The organisation that the establishment belongs to: the first nine digits, taken as they are.
    #[must_use]
    pub fn siren(&self) -> Siren {
        Siren(self.0.chars().take(9).collect())
    }

    /// In groups, with narrow no-break spaces: `732 829 320 00074`.
    #[must_use]
    pub fn to_french(&self) -> String {
        group(&self.0)
    }
}

/// Three groups of three, then what is left.
fn group(digits: &str) -> String {
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if matches!(i, 3 | 6 | 9) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

impl Rna {
    /// Reads a W and nine letters or digits, spaces and lower case allowed.
    ///
    /// # Errors
    /// [`RnaProblem`] says what is wrong.
    pub fn parse(text: &str) -> Result<Self, RnaProblem> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        if compact.is_empty() {
            return Err(RnaProblem::Empty);
        }
        let rest = compact.strip_prefix('W').ok_or(RnaProblem::Unreadable)?;
        let valid = rest.len() == 9 && rest.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        if valid { Ok(Self(compact)) } else { Err(RnaProblem::Unreadable) }
    }
}

impl PersonName {
    /// Reads one to 120 characters that print.
    ///
    /// # Errors
    /// [`NameProblem`] says what is wrong.
    pub fn parse(text: &str) -> Result<Self, NameProblem> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(NameProblem::Empty),
            _ if text.chars().any(hidden) => Err(NameProblem::ControlCharacter),
            1..=120 => Ok(Self(text.to_owned())),
            _ => Err(NameProblem::TooLong),
        }
    }
}

/// Control characters, and those that reorder or break a line without being seen.
fn hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Free text as it is stored: trimmed, line breaks as `\n`, tabs as spaces, no other control character.
#[must_use]
pub fn clean(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    let kept: String = lines.chars().filter(|c| *c == '\n' || !hidden(*c)).collect();
    kept.trim().to_owned()
}

/// A cell that a spreadsheet shows as text: one that would start a formula gets a leading apostrophe.
///
/// Quotes and separators are the business of the CSV writer; plain numbers need not pass here.
#[must_use]
pub fn safe_csv_cell(text: &str) -> String {
    let first = text.trim_start().chars().next();
    let formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    if formula || text.starts_with(['\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() }
}
