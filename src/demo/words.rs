//! The words that invented dossiers are made of, read from files of data beside this one.

use std::collections::BTreeMap;

use domain::search;
use figment::{
    Figment,
    providers::{Format, Toml},
};
use serde::Deserialize;

use super::dice::Dice;
use crate::error::{AppError, AppResult};

/// A real area where an invented pole stands.
#[derive(Clone, Debug, Deserialize)]
pub struct Area {
    /// Code of its department.
    pub department: String,
    /// Name with its article.
    pub name: String,
    /// « de … ».
    pub of: String,
    /// « dans … ».
    pub at: String,
    /// A town of it.
    pub town: String,
    /// Value of the question on the type of territory.
    pub kind: String,
}

/// A kind of member: its name with slots, its category where the list does not imply it, what it does and gives.
#[derive(Clone, Debug, Deserialize)]
pub struct MemberWords {
    /// Name, with the slots `{brand}`, `{family}` or `{grouping}`.
    pub name: String,
    /// Category, where the list does not imply it.
    #[serde(default)]
    pub category: String,
    /// What it does in the pole.
    pub role: String,
    /// What it gives.
    pub gives: String,
}

/// An action of a pole.
#[derive(Clone, Debug, Deserialize)]
pub struct ActionWords {
    /// Title.
    pub title: String,
    /// What it should produce.
    pub deliverable: String,
}

/// A theme: what a pole is about.
#[derive(Clone, Debug, Deserialize)]
pub struct Theme {
    /// Values of the question on sectors.
    pub sectors: Vec<String>,
    /// Key words.
    pub keywords: String,
    /// The subject, with its article.
    pub subject: String,
    /// The beginning of the public summary.
    pub summary: String,
    /// First words of names of poles.
    pub stems: Vec<String>,
    /// Enterprises of the social economy.
    pub ess: Vec<MemberWords>,
    /// Other enterprises.
    pub enterprise: Vec<MemberWords>,
    /// Needs of the area.
    pub needs: Vec<String>,
    /// Objectives.
    pub objectives: Vec<String>,
    /// Actions.
    pub actions: Vec<ActionWords>,
    /// What is new.
    pub innovation: Vec<String>,
    /// Effects on the environment.
    pub environment: Vec<String>,
    /// The place of the pole.
    pub place: String,
}

/// A risk and what is done about it.
#[derive(Clone, Debug, Deserialize)]
pub struct RiskWords {
    /// The risk.
    pub risk: String,
    /// The answer.
    pub answer: String,
}

/// An indicator, from where to where.
#[derive(Clone, Debug, Deserialize)]
pub struct IndicatorWords {
    /// Name.
    pub name: String,
    /// Theme.
    pub theme: String,
    /// About where it starts.
    pub low: i64,
    /// About where it ends at most.
    pub high: i64,
}

/// Sentences that all themes share.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "each field is a list of sentences under the name that the file gives it")]
pub struct Texts {
    pub brands: Vec<String>,
    pub legal_prefix: BTreeMap<String, String>,
    pub story: Vec<String>,
    pub pole_intro: Vec<String>,
    pub cooperation: Vec<String>,
    pub governance: Vec<String>,
    pub participation: Vec<String>,
    pub animation: Vec<String>,
    pub risks: Vec<RiskWords>,
    pub path: Vec<String>,
    pub evaluation: Vec<String>,
    pub member_public: Vec<MemberWords>,
    pub member_other: Vec<MemberWords>,
    pub indicators: Vec<IndicatorWords>,
    pub private_funders: Vec<String>,
    pub public_funders: Vec<String>,
    pub roles: Vec<String>,
    pub streets: Vec<String>,
}

/// What reviewers and officers write.
#[derive(Clone, Debug, Deserialize)]
pub struct Comments {
    /// By criterion, by level from weak to strong.
    pub criteria: BTreeMap<String, Vec<Vec<String>>>,
    /// Ends of comments, by level: `weak`, `fair`, `good`, `strong`.
    pub endings: BTreeMap<String, Vec<String>>,
    /// `strengths`, `weaknesses`, `conditions` of a whole review.
    pub overall: BTreeMap<String, Vec<String>>,
    /// Motives of officers, of the committee, and reasons of interests.
    pub officer: BTreeMap<String, Vec<String>>,
}

/// All words.
#[derive(Clone, Debug)]
pub struct Words {
    /// Areas.
    pub areas: Vec<Area>,
    /// Ends of names of invented groups of municipalities.
    pub groupings: Vec<String>,
    /// Given names.
    pub given: Vec<String>,
    /// Family names.
    pub family: Vec<String>,
    /// Themes.
    pub themes: Vec<Theme>,
    /// Shared sentences.
    pub texts: Texts,
    /// Comments.
    pub comments: Comments,
}

#[derive(Deserialize)]
struct Places {
    areas: Vec<Area>,
    groupings: Vec<String>,
}

#[derive(Deserialize)]
struct People {
    given: Vec<String>,
    family: Vec<String>,
}

#[derive(Deserialize)]
struct Themes {
    themes: Vec<Theme>,
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> AppResult<T> {
    Figment::from(Toml::string(text)).extract().map_err(AppError::internal)
}

impl Words {
    /// Reads them.
    ///
    /// # Errors
    /// When a file of data is wrong.
    pub fn load() -> AppResult<Self> {
        let places: Places = read(include_str!("data/places.toml"))?;
        let people: People = read(include_str!("data/people.toml"))?;
        let files = [
            include_str!("data/themes_1.toml"),
            include_str!("data/themes_2.toml"),
            include_str!("data/themes_3.toml"),
        ];
        let mut themes = Vec::new();
        for file in files {
            themes.extend(read::<Themes>(file)?.themes);
        }
        Ok(Self {
            areas: places.areas,
            groupings: places.groupings,
            given: people.given,
            family: people.family,
            themes,
            texts: read(include_str!("data/texts.toml"))?,
            comments: read(include_str!("data/comments.toml"))?,
        })
    }

    /// A person's name.
    pub fn person(&self, dice: &mut Dice) -> (String, String) {
        (dice.pick(&self.given).clone(), dice.pick(&self.family).clone())
    }
}

/// Puts values in the slots of a sentence, with the elisions and contractions of French before names.
#[must_use]
pub fn fill(sentence: &str, slots: &[(&str, &str)]) -> String {
    slots.iter().fold(sentence.to_owned(), |text, (slot, value)| {
        let slot = format!("{{{slot}}}");
        let mut text = text;
        if value.starts_with(['A', 'E', 'É', 'È', 'I', 'O', 'U']) {
            text = text.replace(&format!("de {slot}"), &format!("d’{value}"));
            text = text.replace(&format!("que {slot}"), &format!("qu’{value}"));
        }
        if let Some(rest) = value.strip_prefix("Les ") {
            text = text.replace(&format!("de {slot}"), &format!("des {rest}"));
            text = text.replace(&format!("à {slot}"), &format!("aux {rest}"));
        }
        text.replace(&slot, value)
    })
}

/// Letters of a name for an address: `Jean-Marc Éloi` becomes `jean-marc.eloi`.
#[must_use]
pub fn for_address(name: &str) -> String {
    let known = |letter: &char| matches!(letter, 'a'..='z' | '0'..='9' | '-' | '.');
    search::fold(name).replace(' ', ".").chars().filter(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_data_are_read_whole() {
        let words = Words::load().expect("words");
        assert!(words.areas.len() > 80 && words.themes.len() == 12);
        for area in &words.areas {
            assert!(domain::geo::department(&area.department).is_some(), "{}", area.department);
        }
        for theme in &words.themes {
            assert!(
                theme.stems.len() >= 6 && theme.ess.len() >= 4 && theme.enterprise.len() >= 3,
                "{}",
                theme.keywords
            );
            assert!(theme.needs.len() >= 5 && theme.objectives.len() >= 5 && theme.actions.len() >= 6);
        }
        assert!(words.comments.criteria.values().all(|levels| levels.len() == 4));
    }

    #[test]
    fn names_take_their_place_in_a_french_sentence() {
        let say = |town| fill("Les familles de {town} vivent à {town}.", &[("town", town)]);
        assert_eq!(say("Annonay"), "Les familles d’Annonay vivent à Annonay.");
        assert_eq!(say("Les Herbiers"), "Les familles des Herbiers vivent aux Herbiers.");
        assert_eq!(say("Tarare"), "Les familles de Tarare vivent à Tarare.");
    }

    #[test]
    fn names_become_addresses() {
        assert_eq!(for_address("Jean-Marc Le Goff"), "jean-marc.le.goff");
        assert_eq!(for_address("Élise Guérin"), "elise.guerin");
    }
}
