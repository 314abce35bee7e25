//! What an applicant is told: outcome, amount, motive, scores, how it was computed, how to appeal.
//! The mail and the page show the same letter.

use domain::{
    call::Contact,
    committee::{Contender, Line, Outcome, Sheet, TrackSheet},
    dossier::State,
    ranking::Ranked,
};
use serde::Serialize;

use crate::{
    features::{
        calls::scale,
        committee::words::{self, CriterionView},
    },
    i18n::{self, Lang},
    queue::Message,
};

/// A letter.
#[derive(Clone, Debug, Serialize)]
pub struct Letter {
    /// `funded`, `conditions`, `reserve`, `declined`, `redirected` or `inadmissible`.
    pub outcome: &'static str,
    /// Id of the dossier, for its address.
    pub dossier: String,
    /// Its number.
    pub number: String,
    /// Name of the project.
    pub project: String,
    /// Who leads it.
    pub lead: String,
    /// Short name of the call.
    pub slug: String,
    /// Title of the call.
    pub call: String,
    /// Dossiers and amounts are invented.
    pub fictitious: bool,
    /// Name of the track, where the call has several.
    pub track: String,
    /// The award, or empty.
    pub amount: String,
    /// What was asked.
    pub requested: String,
    /// The place on the reserve list, or empty.
    pub reserve_rank: String,
    /// Why, in the words of those who decided; may be empty.
    pub motives: Vec<String>,
    /// The general reason of the outcome is told too: not where a person's motive takes its place.
    pub general: bool,
    /// Reference of the decision.
    pub reference: String,
    /// When it was signed.
    pub signed_on: String,
    /// Scores, unless the dossier was not read.
    pub scores: Option<Scores>,
    /// Ways to appeal.
    pub appeals: Vec<String>,
    /// Name of the service.
    pub service: String,
    /// Its address.
    pub address: String,
    /// Its e-mail address.
    pub email: String,
    /// Its telephone.
    pub phone: String,
}

impl Message for Letter {
    const NAME: &'static str = "decision";
    const LABEL: &'static str = "results-mail-decision";
}

/// The scores of a dossier.
#[derive(Clone, Debug, Serialize)]
pub struct Scores {
    /// On 100.
    pub total: String,
    /// The least that is asked: « 60 sur 100 ».
    pub threshold: String,
    /// Highest score of a criterion; empty where letters are given.
    pub scale_max: String,
    /// Rank.
    pub rank: usize,
    /// Among so many.
    pub count: usize,
    /// Others share the rank.
    pub tied: bool,
    /// Reviews.
    pub reviews: usize,
    /// Criteria.
    pub criteria: Vec<CriterionView>,
}

fn scores(lang: Lang, sheet: &Sheet, part: &TrackSheet, ranked: &Ranked) -> Scores {
    let grid = &sheet.call.grid;
    Scores {
        total: scale::figure(lang, ranked.total),
        threshold: scale::threshold(lang, grid),
        scale_max: if grid.letters().is_empty() { scale::points(lang, grid.scale_max) } else { String::new() },
        rank: ranked.rank,
        count: part.ranked().len(),
        tied: part.ranked().iter().filter(|other| other.rank == ranked.rank).count() > 1,
        reviews: grid.reviews_per_dossier,
        criteria: words::criteria(lang, grid, &part.track.code, ranked),
    }
}

const fn outcome_of(line: &Line) -> &'static str {
    match line.outcome {
        Outcome::Retained => "funded",
        Outcome::RetainedWithConditions => "conditions",
        Outcome::Reserve => "reserve",
        Outcome::NotRetained => "declined",
        Outcome::Redirected => "redirected",
    }
}

/// The letter of a dossier; none for one that was withdrawn or about which nothing was decided.
#[must_use]
pub fn of(lang: Lang, sheet: &Sheet, dossier: &Contender, refusals: &[String]) -> Option<Letter> {
    let call = &sheet.call;
    let decision = sheet.decision.as_ref()?;
    let part = sheet.part_of(dossier.id);
    let line = part.and_then(|part| part.line(dossier.id));
    let (outcome, motives) = match (dossier.state, line) {
        (State::Inadmissible, _) => ("inadmissible", refusals.to_vec()),
        (State::Funded | State::Reserve | State::Declined, Some(line)) => {
            (outcome_of(line), Some(line.motive.clone()).filter(|motive| !motive.is_empty()).into_iter().collect())
        }
        _ => return None,
    };
    // « The envelope ends before it » is the rule's reason, which a line that people moved need not have.
    let general = motives.is_empty() || !matches!(outcome, "reserve" | "declined");
    let ranked = part.and_then(|part| part.ranked().iter().find(|ranked| ranked.dossier == dossier.id));
    let Contact { service, email, phone, address } = call.contact.clone();
    let signed_on = decision.signer.map(|(_, at)| i18n::date(lang, at.in_zone(call.zone).date_naive()));
    Some(Letter {
        outcome,
        dossier: dossier.id.to_string(),
        number: dossier.number.clone(),
        project: dossier.project_name.clone(),
        lead: dossier.lead_name.clone(),
        slug: call.slug.clone(),
        call: call.title.clone(),
        fictitious: call.fictitious,
        track: call.track_label(&dossier.track).to_owned(),
        amount: line.and_then(|line| line.amount).map(|amount| amount.to_french()).unwrap_or_default(),
        requested: dossier.requested.to_french(),
        reserve_rank: line.and_then(|line| line.reserve_rank).map(|place| place.to_string()).unwrap_or_default(),
        motives,
        general,
        reference: decision.reference.clone(),
        signed_on: signed_on.unwrap_or_default(),
        scores: part.zip(ranked).map(|(part, ranked)| scores(lang, sheet, part, ranked)),
        appeals: call.appeals.clone(),
        service,
        address,
        email,
        phone,
    })
}
