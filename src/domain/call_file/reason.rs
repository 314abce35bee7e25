//! What can be wrong in a call's file, with a plain French sentence for each.
//!
//! The only French text of the crate: it is printed by the command line to the person who writes the file.

use std::fmt;

use crate::{expression::Why, money::Cents};

/// A mistake of a call's file, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Path of the value, items counted from 1: `tracks[2].rate_max`.
    pub path: String,
    /// What is wrong.
    pub reason: Reason,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ligne {}, colonne {}", self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, " ({})", self.path)?;
        }
        write!(f, " : {}", self.reason)
    }
}

/// What a reference or a code names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A track.
    Track,
    /// A step of the form.
    Step,
    /// A question.
    Question,
    /// A column of a table.
    Column,
    /// A value of a choice.
    Choice,
    /// A criterion of the grid.
    Criterion,
    /// A kind of piece.
    Piece,
    /// A rule.
    Rule,
    /// A funder.
    Funder,
    /// An account of the budget.
    Account,
    /// A predicate of a rule.
    Predicate,
    /// A kind of question.
    Kind,
    /// A letter of the scale.
    Letter,
    /// One word of a closed list.
    Word,
}

impl Thing {
    fn french(self) -> &'static str {
        match self {
            Self::Track => "volet",
            Self::Step => "étape",
            Self::Question => "question",
            Self::Column => "colonne",
            Self::Choice => "valeur de choix",
            Self::Criterion => "critère",
            Self::Piece => "pièce",
            Self::Rule => "règle",
            Self::Funder => "financeur",
            Self::Account => "compte",
            Self::Predicate => "prédicat",
            Self::Kind => "genre de question",
            Self::Letter => "lettre",
            Self::Word => "mot",
        }
    }
}

/// What kind of value was expected at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A whole number of zero or more.
    Integer,
    /// `true` or `false`.
    Flag,
    /// An amount in euros.
    Money,
    /// A percentage.
    Percent,
    /// A score in whole or half points.
    Score,
    /// A letter of the scale.
    Letter,
    /// A local date and time.
    DateTime,
    /// A day.
    Day,
    /// A table.
    Table,
    /// A list of tables.
    Tables,
    /// An expression.
    Expression,
}

impl Expected {
    fn french(self) -> &'static str {
        match self {
            Self::Text => "un texte entre guillemets",
            Self::Texts => "une liste de textes",
            Self::Integer => "un nombre entier, zéro ou plus",
            Self::Flag => "true ou false",
            Self::Money => "un montant en euros, avec deux décimales au plus (1200000 ou 1200.50)",
            Self::Percent => "un pourcentage (\"20 %\" ou 20)",
            Self::Score => "une note en points ou demi-points (2 ou 2.5)",
            Self::Letter => "une lettre de l’échelle, ou les points qu’elle vaut",
            Self::DateTime => "une date avec heure locale, sans fuseau (2013-07-15T09:00:00)",
            Self::Day => "un jour (2013-07-15)",
            Self::Table => "une table",
            Self::Tables => "une liste de tables",
            Self::Expression => "une expression entre guillemets",
        }
    }
}

/// What is wrong at a place of a call's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The text is not TOML; the message is the parser's.
    Syntax(String),
    /// Something is wrong inside an expression.
    Expression(Why),
    /// A key is missing.
    Missing,
    /// A key or value is there and empty.
    Empty,
    /// No such key here; perhaps the nearest one was meant.
    UnknownKey(Option<String>),
    /// Another kind of value was expected.
    NotA(Expected),
    /// Nothing has this code.
    Unknown {
        /// What was looked for.
        what: Thing,
        /// The code given.
        code: String,
        /// The nearest known code.
        nearest: Option<String>,
    },
    /// The code is given twice.
    Duplicate(Thing, String),
    /// A code holds something else than small letters, digits and underscores (hyphens for a slug).
    BadCode(String),
    /// The weights of a track make this total instead of 100.
    Weights {
        /// The track.
        track: String,
        /// Their sum.
        total: i64,
    },
    /// The envelope is not the sum of the tracks.
    EnvelopeNotTracks {
        /// The envelope.
        envelope: Cents,
        /// The sum of the tracks.
        tracks: Cents,
    },
    /// The envelope is not the sum of the funders.
    EnvelopeNotFunders {
        /// The envelope.
        envelope: Cents,
        /// The sum of the funders.
        funders: Cents,
    },
    /// The call is published: its envelopes and tracks stay.
    PublishedMoney,
    /// The ranking of the call is frozen: its deadline stays.
    RankedDeadline,
    /// The smallest value is above the largest.
    MinOverMax,
    /// The closing is not after the opening.
    ClosesBeforeOpens,
    /// A step of the calendar ends before it begins.
    EndsBeforeStart,
    /// A date moved out of the years that a file can hold.
    DateOutOfReach,
    /// The clocks of the zone never show this time.
    NoSuchLocalTime,
    /// Not an IANA zone.
    UnknownZone(String),
    /// More than eight steps.
    TooManySteps(usize),
    /// A question that the platform reads by name is missing, or a column of one of its tables.
    MissingQuestion {
        /// Its code.
        code: String,
        /// The kind it must have.
        kind: &'static str,
    },
    /// A question that the platform reads by name has another kind.
    WrongKind {
        /// The kind it must have.
        expected: &'static str,
        /// The kind it has.
        got: &'static str,
    },
    /// Something is computed from a role that no question plays.
    NeedsRole(&'static str),
    /// No question says the amount asked.
    NoAmountAsked,
    /// Both the budget and a question say it.
    TwoAmountsAsked,
    /// A table's column cannot be of this kind.
    NotAColumn(&'static str),
    /// Not exactly one step holds the pieces.
    PiecesStep(usize),
    /// A rule's identifier is not ADM-n or ELI-n.
    BadRuleId(String),
    /// A rate is out of 0 to 100 %.
    RateOutOfRange,
    /// A floor is above the top of the scale.
    FloorOverScale,
    /// The scale needs a word for each whole score.
    ScaleWords {
        /// How many are needed.
        needed: usize,
        /// How many are given.
        got: usize,
    },
    /// A letter is not worth fewer points than the one before it.
    LettersOrder,
    /// More than three characters.
    BadLetter(String),
    /// A scale of so many letters.
    TooFewLetters(usize),
    /// The value is out of these bounds.
    OutOfRange(i64, i64),
    /// Not an e-mail address.
    BadEmail(String),
    /// Not a telephone number.
    BadPhone(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => write!(f, "le texte n’est pas du TOML lisible ({message})."),
            Self::Expression(why) => write!(f, "{why}"),
            Self::Missing => f.write_str("cette clé manque."),
            Self::Empty => f.write_str("cette valeur est vide."),
            Self::UnknownKey(nearest) => {
                f.write_str("cette clé n’existe pas ici")?;
                hint(f, nearest.as_deref())
            }
            Self::NotA(expected) => write!(f, "il faut {}.", expected.french()),
            Self::Unknown { what, code, nearest } => {
                write!(f, "« {code} » n’existe pas ({})", what.french())?;
                hint(f, nearest.as_deref())
            }
            Self::Duplicate(what, code) => write!(f, "« {code} » est donné deux fois ({}).", what.french()),
            Self::BadCode(code) => {
                write!(f, "« {code} » ne convient pas comme code : minuscules sans accent, chiffres, tirets.")
            }
            Self::Weights { track, total } => {
                write!(f, "les poids du volet « {track} » font {total}, il faut 100.")
            }
            Self::EnvelopeNotTracks { envelope, tracks } => write!(
                f,
                "l’enveloppe ({}) n’est pas la somme des volets ({}).",
                envelope.to_french(),
                tracks.to_french()
            ),
            Self::EnvelopeNotFunders { envelope, funders } => write!(
                f,
                "l’enveloppe ({}) n’est pas la somme des parts des financeurs ({}).",
                envelope.to_french(),
                funders.to_french()
            ),
            Self::PublishedMoney => f.write_str("l’appel est publié : ses enveloppes et ses volets ne changent plus."),
            Self::RankedDeadline => f.write_str("le classement de l’appel est figé : sa clôture ne change plus."),
            Self::MinOverMax => f.write_str("le minimum dépasse le maximum."),
            Self::ClosesBeforeOpens => f.write_str("la clôture doit venir après l’ouverture."),
            Self::EndsBeforeStart => f.write_str("cette étape finit avant de commencer."),
            Self::DateOutOfReach => f.write_str("une date décalée sort du calendrier (années 0 à 9999)."),
            Self::NoSuchLocalTime => f.write_str("cette heure n’existe pas dans le fuseau (changement d’heure)."),
            Self::UnknownZone(name) => write!(f, "fuseau horaire inconnu : « {name} » (exemple : Europe/Paris)."),
            Self::TooManySteps(got) => write!(f, "le formulaire a {got} étapes, il en faut au plus 8."),
            Self::MissingQuestion { code, kind } => {
                write!(f, "il manque « {code} » (genre « {kind} »), que la plateforme lit par son code.")
            }
            Self::WrongKind { expected, got } => {
                write!(f, "cette question est de genre « {got} », il faut « {expected} ».")
            }
            Self::NeedsRole(role) => {
                write!(f, "il faut dire dans [reads] quelle question tient le rôle « {role} » : c’est d’elle que ceci se calcule.")
            }
            Self::NoAmountAsked => f.write_str(
                "rien ne dit le montant demandé : il faut un compte de côté « requested » dans le budget, ou une question de genre « money » nommée dans [reads] par « requested ».",
            ),
            Self::TwoAmountsAsked => f.write_str(
                "le budget dit déjà le montant demandé (côté « requested ») : une seule des deux questions doit le dire.",
            ),
            Self::NotAColumn(kind) => write!(f, "une colonne ne peut pas être de genre « {kind} »."),
            Self::PiecesStep(0) => f.write_str("aucune étape ne reçoit les pièces (holds_pieces = true)."),
            Self::PiecesStep(n) => write!(f, "{n} étapes reçoivent les pièces (holds_pieces), il en faut une."),
            Self::BadRuleId(id) => write!(f, "« {id} » : il faut ADM-1, ADM-2… ou ELI-1, ELI-2…"),
            Self::RateOutOfRange => f.write_str("un taux va de 0 à 100 %."),
            Self::FloorOverScale => f.write_str("ce plancher dépasse la note la plus haute."),
            Self::ScaleWords { needed, got } => {
                write!(f, "il faut {needed} mots pour l’échelle (un par note entière, zéro compris), il y en a {got}.")
            }
            Self::LettersOrder => f.write_str("les lettres vont de la meilleure à la moins bonne : chacune vaut moins de points que celle d’avant."),
            Self::BadLetter(text) => write!(f, "« {text} » est trop long : une lettre, trois signes au plus."),
            Self::TooFewLetters(got) => write!(f, "il faut au moins deux lettres, il y en a {got}."),
            Self::OutOfRange(min, max) => write!(f, "il faut une valeur de {min} à {max}."),
            Self::BadEmail(text) => write!(f, "« {text} » n’est pas une adresse électronique."),
            Self::BadPhone(text) => write!(f, "« {text} » n’est pas un numéro de téléphone."),
        }
    }
}

pub(super) fn hint(f: &mut fmt::Formatter<'_>, nearest: Option<&str>) -> fmt::Result {
    match nearest {
        Some(near) => write!(f, " ; vouliez-vous dire « {near} » ?"),
        None => f.write_str("."),
    }
}
