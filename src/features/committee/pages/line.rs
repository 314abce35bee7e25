//! The page of one line of the proposal: scores, money, what is computed, what is proposed.

use domain::{
    committee::{DecisionState, Line, Outcome},
    permissions::Action,
};
use serde::Serialize;

use super::{
    super::{
        actions::mark,
        sheet::Sheet,
        words::{self, ErrorItem, plain},
    },
    departments, line_tag,
};
use crate::{
    db::access::Permit,
    features::calls::scale,
    i18n::{self, Lang},
    web::{Page, RawForm, Room},
};

/// The page of one line of the proposal.
#[derive(Clone, Debug, Serialize)]
pub struct LinePage {
    /// Short name of the call.
    pub slug: String,
    /// Amounts are invented.
    pub fictitious: bool,
    /// Number of the dossier.
    pub number: String,
    /// Name of the project.
    pub project: String,
    /// Who leads it, and where.
    pub lead: String,
    /// Track, rank, total, money.
    pub facts: Vec<Fact>,
    /// Criteria.
    pub criteria: Vec<words::CriterionView>,
    /// The total.
    pub total: String,
    /// What the policy computes, in words.
    pub computed: String,
    /// What is left for this dossier, in words.
    pub left: String,
    /// The person may edit.
    pub may_edit: bool,
    /// Chair or secretary has adopted: editing voids it.
    pub adopted: bool,
    /// Outcomes.
    pub options: Vec<Choice>,
    /// Outcome chosen.
    pub outcome: String,
    /// Amount typed.
    pub amount: String,
    /// Place typed.
    pub reserve_rank: String,
    /// Motive typed.
    pub motive: String,
    /// Mark of what stands there, repeated by the form.
    pub seen: String,
    /// Errors.
    pub errors: Vec<ErrorItem>,
    /// Error of each field, empty where there is none.
    pub field_errors: FieldWords,
}

/// A label and a value.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// Label.
    pub label: String,
    /// Value.
    pub value: String,
}

/// A choice.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: &'static str,
    /// What is read.
    pub label: String,
}

/// Errors of the fields of a line.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FieldWords {
    outcome: String,
    amount: String,
    reserve_rank: String,
    motive: String,
}

impl Page for LinePage {
    const TEMPLATE: &'static str = "pages/committee/line.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "committee";
}

impl LinePage {
    /// The page of a line; `typed` is what was refused, shown again. `None` when there is no such line.
    #[must_use]
    pub fn new(
        lang: Lang,
        sheet: &Sheet,
        permit: &Permit,
        number: &str,
        typed: Option<&RawForm>,
        errors: Vec<ErrorItem>,
    ) -> Option<Self> {
        let dossier = sheet.by_number(number)?;
        let part = sheet.part_of(dossier.id)?;
        let ranked = part.ranked().iter().find(|ranked| ranked.dossier == dossier.id)?;
        let line = part.line(dossier.id)?;
        let money = part.money.get(&dossier.id)?;
        let call = &sheet.call.definition;
        let fact = |key: &str, value: String| Fact { label: i18n::word(lang, key), value };
        let computed = part.computed(dossier.id);
        let computed_line = Line {
            dossier: dossier.id,
            outcome: computed.outcome,
            amount: computed.amount,
            reserve_rank: computed.reserve_rank,
            motive: String::new(),
        };
        let own = |name: &str, own: String| typed.map_or(own, |form| form.get(name).to_owned());
        let words_of = |field: &str| {
            let texts = errors.iter().filter(|error| error.field == field).map(|error| error.text.as_str());
            texts.collect::<Vec<_>>().join(" ")
        };
        let rank = i18n::text(
            lang,
            "committee-rank-of",
            &[("rank", ranked.rank.into()), ("count", part.ranked().len().into())],
        );
        let state = sheet.state();
        let changeable = matches!(state, DecisionState::Proposed | DecisionState::Adopted);
        Some(Self {
            slug: sheet.call.slug().to_owned(),
            fictitious: sheet.call.definition.fictitious,
            number: number.to_owned(),
            project: dossier.project_name.clone(),
            lead: words::joined([dossier.lead_name.clone(), departments(&dossier.departments)]),
            facts: [
                call.has_tracks().then(|| fact("committee-fact-track", part.track.name.clone())),
                Some(fact("committee-fact-rank", rank)),
                Some(fact("committee-fact-asked", money.requested.to_french())),
                call.has_base().then(|| fact("committee-fact-base", money.base.to_french())),
                Some(fact("committee-fact-ceiling", money.ceiling.to_french())),
            ]
            .into_iter()
            .flatten()
            .collect(),
            criteria: words::criteria(lang, &sheet.call.definition.grid, &part.track.code, ranked),
            total: scale::figure(lang, ranked.total),
            computed: line_tag(lang, &computed_line).label,
            left: if sheet.recused { String::new() } else { part.left_for(dossier.id).to_french() },
            may_edit: changeable && permit.allows(Action::EditProposal),
            adopted: sheet.decision.as_ref().is_some_and(|row| row.chair.is_some() || row.secretary.is_some()),
            options: Outcome::ALL
                .into_iter()
                .map(|outcome| Choice { value: outcome.as_str(), label: words::outcome(lang, outcome) })
                .collect(),
            outcome: own("outcome", line.outcome.as_str().to_owned()),
            amount: own("amount", line.amount.map(plain).unwrap_or_default()),
            reserve_rank: own("reserve_rank", line.reserve_rank.map(|place| place.to_string()).unwrap_or_default()),
            motive: own("motive", line.motive.clone()),
            seen: mark(line, sheet.recused),
            field_errors: FieldWords {
                outcome: words_of("outcome"),
                amount: words_of("amount"),
                reserve_rank: words_of("reserve_rank"),
                motive: words_of("motive"),
            },
            errors,
        })
    }
}
