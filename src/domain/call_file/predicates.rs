//! Rules and pieces as they were written before there were expressions: `predicate = …` and `owed = { … }`.
//!
//! Revisions that were imported then keep their text for ever, so each old form is read into the expression that
//! means the same. New files use `holds` and `owed_if`.

use super::{
    read::{Node, integer_of, money_of, texts_of},
    reason::{Expected, Reason, Thing},
};
use crate::{
    call::{Caps, Track},
    expression::{self, Argument, Function, Kind, Op, parse},
    form::Reads,
};

/// Predicates without parameters.
const PLAIN: [&str; 9] = [
    "filed_before_closing",
    "complete",
    "one_dossier_per_lead_and_track",
    "territory_in_france",
    "request_within_track",
    "local_cofinancing_within_caps",
    "budget_balanced",
    "duration_within_track",
    "human_check",
];
const WITH_PARAMETERS: [&str; 7] = [
    "answered",
    "answer_among",
    "answer_is",
    "min_distinct_siren",
    "min_per_category",
    "min_among_categories",
    "de_minimis_headroom",
];

/// What predicates look at in a call: the roles of its questions, and the limits that it sets.
pub(super) struct Means<'c> {
    pub(super) reads: &'c Reads,
    pub(super) tracks: &'c [Track],
    pub(super) caps: Caps,
}

/// An expression, or the role that no question plays.
type Meant = Result<String, &'static str>;

impl Means<'_> {
    fn members(&self) -> Result<(&str, &str), &'static str> {
        let known = self.reads.members.as_ref().ok_or("members")?;
        Ok((&known.table, &known.siret))
    }

    fn plain(&self, name: &str) -> Meant {
        let any = |is_set: fn(&Track) -> bool| self.tracks.iter().any(is_set);
        Ok(match name {
            "filed_before_closing" => "filed_at < closes_at".to_owned(),
            "complete" => "complete".to_owned(),
            "one_dossier_per_lead_and_track" => "kept_by_lead".to_owned(),
            "territory_in_france" => {
                format!("count({}) >= 1", self.reads.departments.as_ref().ok_or("departments")?)
            }
            "request_within_track" if any(|track| track.rate_max.is_some()) => {
                "budget.requested in track.requested_min..track.requested_max \
                 and budget.requested <= track.rate_max * budget.eligible_base"
                    .to_owned()
            }
            "request_within_track" => "budget.requested in track.requested_min..track.requested_max".to_owned(),
            "local_cofinancing_within_caps" => self.cofinancing()?,
            "budget_balanced" => {
                self.reads.budget.as_ref().ok_or("budget")?;
                "all(budget.years, gap = 0 € and in_kind_gap = 0 €)".to_owned()
            }
            "duration_within_track" => {
                let months = self.reads.duration.as_ref().ok_or("duration")?;
                match (any(|track| track.months_min.is_some()), any(|track| track.months_max.is_some())) {
                    (true, true) => format!("{months} in track.months_min..track.months_max"),
                    (true, false) => format!("{months} >= track.months_min"),
                    (false, true) => format!("{months} <= track.months_max"),
                    (false, false) => format!("{months} >= 0"),
                }
            }
            _ => "judged_by_a_person".to_owned(),
        })
    }

    fn cofinancing(&self) -> Meant {
        self.reads.budget.as_ref().ok_or("budget")?;
        self.reads.funding.as_ref().ok_or("funding")?;
        let caps = [
            ("largest_local_authority", "one_local_authority", self.caps.one_local_authority),
            ("local_authorities", "all_local_authorities", self.caps.all_local_authorities),
            ("public", "all_public", self.caps.all_public),
        ];
        let capped = caps.into_iter().filter(|(.., cap)| cap.is_some());
        let capped = capped.map(|(paid, cap, _)| format!(" and budget.{paid} <= caps.{cap} * budget.eligible_base"));
        Ok(format!("budget.local_authorities > 0 €{}", capped.collect::<String>()))
    }
}

/// `"complete"` or `{ min_distinct_siren = 3 }`; notes what is wrong and gives `None`.
pub(super) fn read(node: &Node<'_>, means: &Means<'_>) -> Option<expression::Node> {
    let value = node.owed("predicate")?;
    let place = node.child("predicate");
    let meant = |text: Meant| match text {
        Ok(text) => parse(&text).ok(),
        Err(role) => {
            node.wrong("predicate", Reason::NeedsRole(role));
            None
        }
    };
    if let Some(name) = value.as_str() {
        node.report.known(&place, Thing::Predicate, name, &PLAIN);
        return PLAIN.contains(&name).then(|| meant(means.plain(name))).flatten();
    }
    let table = node.table("predicate")?;
    let Some((name, value)) = table.single() else {
        node.wrong("predicate", Reason::NotA(Expected::Table));
        return None;
    };
    let wrong = |expected| {
        table.wrong(name, Reason::NotA(expected));
        None
    };
    let inner = || value.as_table().map(|inside| Node::new(inside, table.child(name), table.report));
    let count = || integer_of(value).and_then(|n| usize::try_from(n).ok());
    match name {
        "answered" => texts_of(value).map(|codes| answered(&codes)).or_else(|| wrong(Expected::Texts)),
        "min_distinct_siren" => match count() {
            Some(min) => meant(means.members().map(|(table, siret)| {
                format!("count_distinct(siren({}), siren({table}.{siret})) >= {min}", means.reads.lead_siret)
            })),
            None => wrong(Expected::Integer),
        },
        "de_minimis_headroom" => match (money_of(value), &means.reads.de_minimis) {
            (Some(most), Some(known)) => {
                meant(Ok(format!("sum({}, {}) + budget.requested <= {} €", known.table, known.amount, most.to_plain())))
            }
            (Some(_), None) => meant(Err("de_minimis")),
            (None, _) => wrong(Expected::Money),
        },
        "min_per_category" => {
            let minima = table.map("min_per_category", Expected::Integer, |value| {
                integer_of(value).and_then(|n| usize::try_from(n).ok())
            });
            let each: Result<Vec<_>, _> =
                minima.into_iter().map(|(category, min)| at_least(means, &[category], min)).collect();
            each.map(|each| joined(each, Kind::And))
                .map_err(|role| node.wrong("predicate", Reason::NeedsRole(role)))
                .ok()
        }
        "answer_among" => {
            let Some(inner) = inner() else { return wrong(Expected::Table) };
            let among = among(&inner.text("question"), &inner.texts("values"));
            inner.done();
            Some(among)
        }
        "answer_is" => {
            let Some(inner) = inner() else { return wrong(Expected::Table) };
            inner.owed("value");
            let value = Kind::YesNo(inner.flag_or("value", true)).into();
            let question = expression::Node::name(&inner.text("question"));
            inner.done();
            Some(compare(Op::Equal, question, value))
        }
        "min_among_categories" => {
            let Some(inner) = inner() else { return wrong(Expected::Table) };
            let (categories, min) = (inner.texts("categories"), inner.count("min", 1, 1_000));
            inner.done();
            at_least(means, &categories, min).map_err(|role| node.wrong("predicate", Reason::NeedsRole(role))).ok()
        }
        other => {
            let names: Vec<&str> = PLAIN.into_iter().chain(WITH_PARAMETERS).collect();
            table.report.known(&table.child(other), Thing::Predicate, other, &names);
            if PLAIN.contains(&other) {
                node.wrong("predicate", Reason::NotA(Expected::Text));
            }
            None
        }
    }
}

/// A choice question has one of these values.
pub(super) fn among(question: &str, values: &[String]) -> expression::Node {
    let list = values.iter().map(|value| Kind::Text(value.clone()).into()).collect();
    compare(Op::In, expression::Node::name(question), Kind::List(list).into())
}

/// The dossier is on this track.
pub(super) fn on_track(track: &str) -> expression::Node {
    compare(Op::Equal, expression::Node::name("track"), Kind::Text(track.to_owned()).into())
}

fn compare(op: Op, left: expression::Node, right: expression::Node) -> expression::Node {
    Kind::Compare(op, Box::new(left), Box::new(right)).into()
}

fn call(function: Function, values: Vec<expression::Node>) -> expression::Node {
    let argument = |value| Argument { value, condition: None };
    Kind::Call(function, values.into_iter().map(argument).collect()).into()
}

fn answered(codes: &[String]) -> expression::Node {
    if codes.is_empty() {
        return Kind::YesNo(true).into();
    }
    call(Function::Answered, codes.iter().map(|code| expression::Node::name(code)).collect())
}

fn joined(mut parts: Vec<expression::Node>, make: fn(Vec<expression::Node>) -> Kind) -> expression::Node {
    match parts.len() {
        0 => Kind::YesNo(true).into(),
        1 => parts.remove(0),
        _ => make(parts).into(),
    }
}

/// At least `min` legal persons of these categories, lead included; or the role that no question plays.
fn at_least(means: &Means<'_>, categories: &[String], min: usize) -> Result<expression::Node, &'static str> {
    let (table, siret) = means.members()?;
    let own = means.reads.lead_category.as_ref().ok_or("lead_category")?;
    let of_member = means.reads.members.as_ref().and_then(|known| known.category.as_ref()).ok_or("members")?;
    let (lead, member) = (among(own, categories), among(of_member, categories));
    Ok(match min {
        0 => Kind::YesNo(true).into(),
        1 => Kind::Or(vec![lead, call(Function::Any, vec![expression::Node::name(table), member])]).into(),
        _ => {
            let siren = |name: &str, condition| Argument {
                value: call(Function::Siren, vec![expression::Node::name(name)]),
                condition: Some(condition),
            };
            let persons = vec![siren(&means.reads.lead_siret, lead), siren(&format!("{table}.{siret}"), member)];
            let least = Kind::Number(expression::Exact::count(min)).into();
            compare(Op::AtLeast, Kind::Call(Function::CountDistinct, persons).into(), least)
        }
    })
}
