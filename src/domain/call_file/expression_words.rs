//! What can be wrong in an expression, with a plain French sentence for each.

use std::fmt;

use super::reason::hint;
use crate::expression::{MAX_DEPTH, MAX_LENGTH, Sort, Wanted, Why};

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::YesNo => "une condition (oui ou non)",
            Self::Number => "un nombre",
            Self::Money => "un montant",
            Self::Percent => "un pourcentage",
            Self::Text => "un texte",
            Self::Choice => "un choix",
            Self::Choices => "plusieurs choix",
            Self::Day => "un jour",
            Self::Moment => "une date avec heure",
            Self::Table => "un tableau",
            Self::Column => "une colonne entière",
            Self::List => "une liste",
            Self::Range => "un intervalle",
            Self::Files => "des fichiers",
            Self::Budget => "un budget",
            Self::Question => "une question",
        })
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Value => "il faut ici un nom, une valeur ou une parenthèse",
            Self::EndOrOperator => "il faut ici « and », « or », une comparaison ou la fin",
            Self::ClosingParenthesis => "il faut fermer la parenthèse",
            Self::ClosingBracket => "il faut fermer le crochet",
            Self::OpeningParenthesis => "il faut une parenthèse après le nom d’une fonction",
            Self::In => "il faut « in » après ce « not »",
            Self::ListOrRange => "il faut une liste [\"a\", \"b\"] ou un intervalle 12..24 après « in »",
        })
    }
}

/// How a function is used.
fn usage(function: &str) -> &'static str {
    match function {
        "count" => "count(tableau), count(tableau, condition) ou count(choix)",
        "count_distinct" => "count_distinct(texte, tableau.colonne, …)",
        "siren" => "siren(numéro SIRET)",
        "sum" => "sum(tableau, nombre) ou sum(tableau, nombre, condition)",
        "largest" => "largest(tableau, nombre) ou largest(tableau, nombre, condition)",
        "any" => "any(tableau, condition)",
        "all" => "all(tableau, condition)",
        "years" => "years(jour)",
        "answered" => "answered(question, …)",
        _ => "documents(pièce)",
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "cette expression dépasse {MAX_LENGTH} caractères."),
            Self::TooDeep => write!(
                f,
                "trop de choses les unes dans les autres : {MAX_DEPTH} parenthèses au plus, deux tableaux au plus."
            ),
            Self::OpenText => f.write_str("ce guillemet n’est pas fermé."),
            Self::BadLiteral(text) => write!(f, "« {text} » n’est ni un nom, ni un nombre, ni un jour du calendrier."),
            Self::Unexpected { found, expected } if found.is_empty() => {
                write!(f, "l’expression s’arrête trop tôt : {expected}.")
            }
            Self::Unexpected { found, expected } => write!(f, "« {found} » n’a pas sa place ici : {expected}."),
            Self::UnknownName { name, nearest } => {
                write!(f, "« {name} » n’est ni une question, ni une colonne, ni un fait connu")?;
                hint(f, nearest.as_deref())
            }
            Self::UnknownFunction { name, nearest } => {
                write!(f, "la fonction « {name} » n’existe pas")?;
                hint(f, nearest.as_deref())
            }
            Self::UnknownValue { value, nearest } => {
                write!(f, "« {value} » n’est pas une valeur de cette question")?;
                hint(f, nearest.as_deref())
            }
            Self::NotInConditions(name) => {
                write!(f, "« {name} » dépend de tout le dossier : une condition du formulaire ne peut pas le lire.")
            }
            Self::NeedsRole(role) => write!(
                f,
                "il faut dire dans [reads] quelle question tient le rôle « {role} » : c’est d’elle que ceci se calcule."
            ),
            Self::NotSet(name) => write!(f, "l’appel ne fixe nulle part « {name} »."),
            Self::Mismatch { op, left, right } => {
                write!(f, "« {op} » ne peut pas réunir {left} et {right}.")
            }
            Self::NotA { expected, got } => write!(f, "il faut ici {expected}, et c’est {got}."),
            Self::Arguments(function) => write!(f, "« {function} » s’écrit {}.", usage(function)),
            Self::Cycle(codes) => write!(
                f,
                "cette condition revient sur elle-même : {} dépend de {}.",
                codes.join(", qui dépend de "),
                codes.first().map_or("", String::as_str)
            ),
        }
    }
}
