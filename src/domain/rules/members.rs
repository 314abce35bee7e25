//! Rules on the composition of the group and on its territory.

use std::collections::{BTreeMap, BTreeSet};

use super::{Evidence, Facts, Judgement, Outcome, completeness::missing};
use crate::{answers::Answer, geo};

/// A legal person of the group: the lead or a row of the members' table.
struct Person<'a> {
    siren: Option<&'a str>,
    category: Option<&'a str>,
}

/// The first nine digits of a SIRET name the legal person.
fn siren(siret: &str) -> Option<&str> {
    siret.get(..9)
}

fn group<'a>(facts: &Facts<'a>) -> Vec<Person<'a>> {
    let (form, answers) = (&facts.call.form, facts.answers);
    let lead = Person {
        siren: answers.text(&form.reads.lead_siret).and_then(siren),
        category: form.reads.lead_category.as_ref().and_then(|question| answers.text(question)),
    };
    let members =
        form.members(answers).map(|member| Person { siren: member.siret.and_then(siren), category: member.category });
    std::iter::once(lead).chain(members).collect()
}

/// The members were not entered, or the form does not ask for them.
fn no_members(facts: &Facts<'_>) -> bool {
    facts.call.form.reads.members.as_ref().is_none_or(|known| facts.answers.get(&known.table).is_none())
}

/// What is not known of the group as a whole.
fn unknowns(facts: &Facts<'_>, lead_question: Option<&String>) -> Vec<Evidence> {
    let members = facts.call.form.reads.members.as_ref().map(|known| &known.table);
    [lead_question, members]
        .into_iter()
        .flatten()
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
    let group = group(facts);
    let found = group.iter().filter_map(|person| person.siren).collect::<BTreeSet<_>>().len();
    let unknown = group.iter().filter(|person| person.siren.is_none()).count();
    let mut evidence = vec![Evidence::DistinctSiren { found, unknown, min }];
    evidence.extend(unknowns(facts, Some(&facts.call.form.reads.lead_siret)));
    let outcome = if found >= min {
        Outcome::Respected
    } else if found + unknown >= min || no_members(facts) {
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
    let group = group(facts);
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
    } else if unknown >= lacking || no_members(facts) {
        evidence.extend(unknowns(facts, facts.call.form.reads.lead_category.as_ref()));
        Outcome::NeedsHuman
    } else {
        Outcome::Broken
    };
    (outcome, evidence)
}

pub(super) fn territory(facts: &Facts<'_>) -> Judgement {
    let Some(question) = &facts.call.form.reads.departments else { return (Outcome::NeedsHuman, vec![]) };
    let Some(Answer::Choices(given)) = facts.answers.get(question) else {
        return (Outcome::NeedsHuman, vec![missing(facts, question)]);
    };
    let found: Vec<String> = given.iter().filter(|code| geo::department(code).is_some()).cloned().collect();
    (Outcome::broken_if(found.is_empty()), vec![Evidence::Departments { found }])
}
