//! The texts that are hashed: a frozen ranking and a list of awards, byte for byte.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    call::Call,
    canonical,
    committee::{Line, Outcome},
    dossier::State,
    ids::{CallId, DossierId, RevisionId, UserId},
    money::Cents,
    scoring::{CompleteReview, ReviewDraft, complete, criteria_of},
    time::Instant,
};
use uuid::Uuid;

use super::{freezing::freeze, sheet::Sheet};
use crate::features::{calls::store::LoadedCall, dossiers::store::DossierRow};

fn call() -> Call {
    domain::call_file::check(include_str!("../../../config/calls/ptce-2013.toml")).unwrap()
}

fn id(n: u128) -> DossierId {
    DossierId::from_uuid(Uuid::from_u128(n))
}

fn contender(n: u128, track: &str, requested: i64, base: i64) -> DossierRow {
    DossierRow {
        id: id(n),
        call: CallId::from_uuid(Uuid::nil()),
        revision: RevisionId::from_uuid(Uuid::nil()),
        owner: UserId::from_uuid(Uuid::nil()),
        track: track.into(),
        state: State::Reviewed,
        editing: false,
        number: Some(format!("2013-{n:04}")),
        project_name: String::new(),
        lead_name: String::new(),
        lead_siret: String::new(),
        lead_siren: String::new(),
        departments: Vec::new(),
        requested: Cents::from_euros(requested),
        eligible_base: Some(Cents::from_euros(base)),
        filed_at: None,
        submission: None,
        created_at: Instant::from_micros(0),
        updated_at: Instant::from_micros(0),
    }
}

fn review(call: &Call, track: &str, half_points: u8) -> CompleteReview {
    let codes: Vec<_> = criteria_of(&call.grid, track).map(|(criterion, _)| criterion.code.clone()).collect();
    let comments = codes.iter().map(|code| (code.clone(), "é".repeat(call.grid.comment_min))).collect();
    let scores = codes.iter().map(|code| (code.clone(), half_points)).collect();
    complete(&call.grid, track, &ReviewDraft { scores, comments }).unwrap()
}

/// Four dossiers on one track, two of them equal and one below a floor, and one on the other track.
fn contenders(call: &Call) -> (BTreeMap<DossierId, DossierRow>, BTreeMap<DossierId, Vec<CompleteReview>>) {
    let rows = [
        (contender(1, "emergence", 100_000, 150_000), [9, 8]),
        (contender(2, "emergence", 90_000, 100_000), [7, 7]),
        (contender(3, "emergence", 80_000, 200_000), [7, 7]),
        (contender(4, "emergence", 70_000, 90_000), [4, 5]),
        (contender(5, "consolidation", 200_000, 300_001), [10, 9]),
    ];
    let reviews = rows.iter().map(|(row, scores)| (row.id, scores.map(|given| review(call, &row.track, given)).into()));
    let reviews = reviews.collect();
    (rows.into_iter().map(|(row, _)| (row.id, row)).collect(), reviews)
}

fn line(
    n: u128,
    outcome: Outcome,
    amount: Option<i64>,
    reserve_rank: Option<usize>,
    motive: &str,
) -> (DossierId, Line) {
    let amount = amount.map(Cents::from_euros);
    (id(n), Line { dossier: id(n), outcome, amount, reserve_rank, motive: motive.into() })
}

#[test]
fn a_frozen_ranking_keeps_its_text_to_the_byte() {
    let call = call();
    let (contenders, reviews) = contenders(&call);
    let frozen = freeze(&call, &contenders, &reviews, call.calendar.closes).unwrap();
    let texts: Vec<_> = frozen.iter().map(|(track, frozen)| frozen.to_text(&call.slug, track).unwrap()).collect();
    assert_eq!(texts, [EMERGENCE, CONSOLIDATION]);
}

#[test]
fn a_list_of_awards_keeps_its_digest() {
    let call = call();
    let (contenders, reviews) = contenders(&call);
    let frozen = freeze(&call, &contenders, &reviews, call.calendar.closes).unwrap().into_iter().collect();
    let lines = [
        line(1, Outcome::Retained, Some(100_000), None, ""),
        line(2, Outcome::RetainedWithConditions, Some(60_000), None, "Sous réserve d’un « bail »."),
        line(3, Outcome::Reserve, None, Some(1), "Ancrage plus récent."),
        line(4, Outcome::NotRetained, None, None, ""),
        line(5, Outcome::Redirected, None, None, "Vers\nla région."),
    ];
    let loaded = LoadedCall {
        id: CallId::from_uuid(Uuid::nil()),
        revision: RevisionId::from_uuid(Uuid::nil()),
        definition: Arc::new(call),
        published_at: None,
        frozen_at: None,
        results_published_at: None,
        last_event: String::new(),
    };
    let sheet = Sheet::new(loaded, contenders, frozen, None, lines.into(), None);
    assert_eq!(canonical::to_text(&sheet.award_list()).unwrap(), AWARDS);
    assert_eq!(sheet.digest().unwrap().to_string(), "6dea80cc2111dde698ce57613752941166a7e47cbd20f085757b7e0d19c51185");
}

const EMERGENCE: &str = include_str!("../../domain/checks/data/ranking_emergence.json");
const CONSOLIDATION: &str = include_str!("../../domain/checks/data/ranking_consolidation.json");
const AWARDS: &str = include_str!("../../domain/checks/data/awards.json");
