//! The page of one line of the proposal: scores, money, what is computed, what is proposed.

use domain::{
    committee::{Outcome, Sheet},
    permissions::Action,
};
use serde::Serialize;

use super::{super::words, line_tag};
use crate::{
    db::Permit,
    features::calls::scale,
    i18n::{self, Lang},
    web::{
        Choice, Errors, Fact, Page, RawForm, Room,
        words::{departments, plain},
    },
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
    /// What is wrong.
    pub errors: Errors,
}

impl Page for LinePage {
    const TEMPLATE: &'static str = "pages/committee/line.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "comite";
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
        errors: Errors,
    ) -> Option<Self> {
        let dossier = sheet.by_number(number)?;
        let part = sheet.part_of(dossier.id)?;
        let ranked = part.ranked().iter().find(|ranked| ranked.dossier == dossier.id)?;
        let line = part.line(dossier.id)?;
        let money = part.money.get(&dossier.id)?;
        let call = &sheet.call;
        let fact = |key: &str, value: String| Fact::new(i18n::word(lang, key), value);
        let own = |name: &str, own: String| typed.map_or(own, |form| form.get(name).to_owned());
        let rank = i18n::text(
            lang,
            "committee-rank-of",
            &[("rank", ranked.rank.into()), ("count", part.ranked().len().into())],
        );
        let state = sheet.state();
        let changeable = state.is_open();
        Some(Self {
            slug: sheet.call.slug.clone(),
            fictitious: sheet.call.fictitious,
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
            criteria: words::criteria(lang, &sheet.call.grid, &part.track.code, ranked),
            total: scale::figure(lang, ranked.total),
            computed: line_tag(lang, &part.computed(dossier.id).line(dossier.id)).label,
            left: if sheet.recused { String::new() } else { part.left_for(dossier.id).to_french() },
            may_edit: changeable && permit.allows(Action::EditProposal),
            adopted: sheet.decision.as_ref().is_some_and(|row| row.chair.is_some() || row.secretary.is_some()),
            options: Outcome::ALL
                .into_iter()
                .map(|outcome| Choice::new(outcome.as_str(), words::outcome(lang, outcome)))
                .collect(),
            outcome: own("outcome", line.outcome.as_str().to_owned()),
            amount: own("amount", line.amount.map(plain).unwrap_or_default()),
            reserve_rank: own("reserve_rank", line.reserve_rank.map(|place| place.to_string()).unwrap_or_default()),
            motive: own("motive", line.motive.clone()),
            seen: line.mark(sheet.recused),
            errors,
        })
    }
}
