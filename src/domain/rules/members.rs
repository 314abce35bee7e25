//! Rules on the composition of the group and on its territory.

use std::collections::{BTreeMap, BTreeSet};

use super::{Evidence, Facts, Judgement, Outcome, completeness::missing};
use crate::{
    answers::{Answer, Answers},
    form::codes,
    geo,
};

/// A legal person of the group: the lead or a row of the members' table.
struct Person<'a> {
    siren: Option<&'a str>,
    category: Option<&'a str>,
}

/// The first nine digits of a SIRET name the legal person.
fn siren(siret: &str) -> Option<&str> {
    siret.get(..9)
}

fn group(answers: &Answers) -> Vec<Person<'_>> {
    let lead =
        Person { siren: answers.text(codes::LEAD_SIRET).and_then(siren), category: answers.text(codes::LEAD_CATEGORY) };
    let members = answers.rows(codes::MEMBERS).iter().map(|row| Person {
        siren: row.text(codes::MEMBER_SIRET).and_then(siren),
        category: row.text(codes::MEMBER_CATEGORY),
    });
    std::iter::once(lead).chain(members).collect()
}

/// What is not known of the group as a whole.
fn unknowns(facts: &Facts<'_>, lead_question: &str) -> Vec<Evidence> {
    [lead_question, codes::MEMBERS]
        .into_iter()
        .filter(|question| facts.answers.get(question).is_none())
        .map(|question| missing(facts, question))
        .collect()
}

/// How many persons, one that is named twice counted once; those without SIREN are taken as distinct.
fn count<'a>(persons: impl Iterator<Item = &'a Person<'a>>) -> usize {
    let mut sirens = BTreeSet::new();
    let mut unnamed = 0;
    for person in persons {
        match person.siren {
            Some(siren) => {
                sirens.insert(siren);
            }
            None => unnamed += 1,
        }
    }
    sirens.len() + unnamed
}

pub(super) fn distinct_siren(facts: &Facts<'_>, min: usize) -> Judgement {
    let group = group(facts.answers);
    let found = group.iter().filter_map(|person| person.siren).collect::<BTreeSet<_>>().len();
    let unknown = group.iter().filter(|person| person.siren.is_none()).count();
    let mut evidence = vec![Evidence::DistinctSiren { found, unknown, min }];
    evidence.extend(unknowns(facts, codes::LEAD_SIRET));
    let outcome = if found >= min {
        Outcome::Respected
    } else if found + unknown >= min || facts.answers.get(codes::MEMBERS).is_none() {
        Outcome::NeedsHuman
    } else {
        Outcome::Broken
    };
    (outcome, evidence)
}

pub(super) fn per_category(facts: &Facts<'_>, mins: &BTreeMap<String, usize>) -> Judgement {
    categories(facts, mins.iter().map(|(category, min)| (std::slice::from_ref(category), *min)))
}

pub(super) fn among_categories(facts: &Facts<'_>, among: &[String], min: usize) -> Judgement {
    categories(facts, std::iter::once((among, min)))
}

fn categories<'a>(facts: &Facts<'_>, mins: impl Iterator<Item = (&'a [String], usize)>) -> Judgement {
    let group = group(facts.answers);
    let mut lacking = 0;
    let mut evidence = Vec::new();
    for (among, min) in mins {
        let within = |person: &&Person<'_>| person.category.is_some_and(|own| among.iter().any(|one| one == own));
        let found = count(group.iter().filter(within));
        lacking += min.saturating_sub(found);
        evidence.push(Evidence::Category { categories: among.to_vec(), found, min });
    }
    let unknown = group.iter().filter(|person| person.category.is_none()).count();
    if unknown > 0 {
        evidence.push(Evidence::UnknownCategory { count: unknown });
    }
    let outcome = if lacking == 0 {
        Outcome::Respected
    } else if unknown >= lacking || facts.answers.get(codes::MEMBERS).is_none() {
        evidence.extend(unknowns(facts, codes::LEAD_CATEGORY));
        Outcome::NeedsHuman
    } else {
        Outcome::Broken
    };
    (outcome, evidence)
}

pub(super) fn territory(facts: &Facts<'_>) -> Judgement {
    let Some(Answer::Choices(given)) = facts.answers.get(codes::DEPARTMENTS) else {
        return (Outcome::NeedsHuman, vec![missing(facts, codes::DEPARTMENTS)]);
    };
    let found: Vec<String> = given.iter().filter(|code| geo::department(code).is_some()).cloned().collect();
    (Outcome::broken_if(found.is_empty()), vec![Evidence::Departments { found }])
}
