//! Checks between the sections: codes are given once, references resolve, weights make 100,
//! and what a rule is computed from is asked.

use std::collections::BTreeMap;

use super::{
    expressions,
    placed::placed,
    read::Report,
    reads,
    reason::{Reason, Thing},
};
use crate::{
    call::Call,
    form::{Form, QuestionKind},
};

pub(super) fn check(call: &Call, report: &Report<'_>) {
    codes_once(call, report);
    steps(&call.form, report);
    reads::check(call, report);
    expressions::check(call, report);
    grid(call, report);
}

fn codes_once(call: &Call, report: &Report<'_>) {
    let in_list = |list: &'static str, key: &'static str| move |index: usize| format!("{list}[{}].{key}", index + 1);
    report.distinct(Thing::Track, call.tracks.iter().map(|t| t.code.as_str()), in_list("tracks", "code"));
    report.distinct(Thing::Funder, call.funders.iter().map(|f| f.name.as_str()), in_list("funders", "name"));
    report.distinct(Thing::Step, call.form.steps.iter().map(|s| s.code.as_str()), in_list("steps", "code"));
    report.distinct(Thing::Rule, call.rules.iter().map(|r| r.id.as_str()), in_list("rules", "id"));
    report.distinct(
        Thing::Criterion,
        call.grid.criteria.iter().map(|c| c.code.as_str()),
        in_list("grid.criteria", "code"),
    );
    let questions: Vec<(String, &str)> =
        placed(&call.form).map(|(path, question)| (format!("{path}.code"), question.code.as_str())).collect();
    report.distinct(Thing::Question, questions.iter().map(|(_, code)| *code), |index| questions[index].0.clone());
    // A file of the dossier is kept under the code of its piece or of its question: they share one space.
    let files = placed(&call.form)
        .filter(|(_, question)| question.kind == QuestionKind::File)
        .map(|(path, question)| (format!("{path}.code"), question.code.as_str()));
    let pieces = call.pieces.iter().enumerate().map(|(i, p)| (format!("pieces[{}].code", i + 1), p.code.as_str()));
    let files: Vec<(String, &str)> = files.chain(pieces).collect();
    report.distinct(Thing::Piece, files.iter().map(|(_, code)| *code), |index| files[index].0.clone());
}

fn steps(form: &Form, report: &Report<'_>) {
    if form.steps.len() > 8 {
        report.at("steps", Reason::TooManySteps(form.steps.len()));
    }
    let holders = form.steps.iter().filter(|step| step.holds_pieces).count();
    if holders != 1 {
        report.at("steps", Reason::PiecesStep(holders));
    }
}

fn track_codes(call: &Call) -> Vec<&str> {
    call.tracks.iter().map(|track| track.code.as_str()).collect()
}

fn grid(call: &Call, report: &Report<'_>) {
    let tracks = track_codes(call);
    let mut totals: BTreeMap<&str, i64> = tracks.iter().map(|track| (*track, 0)).collect();
    for (index, criterion) in call.grid.criteria.iter().enumerate() {
        let path = format!("grid.criteria[{}]", index + 1);
        for (track, weight) in &criterion.weights {
            report.known(&format!("{path}.weights.{track}"), Thing::Track, track, &tracks);
            if let Some(total) = totals.get_mut(track.as_str()) {
                *total = total.saturating_add(*weight);
            }
        }
        for (track, floor) in &criterion.floors {
            report.known(&format!("{path}.floors.{track}"), Thing::Track, track, &tracks);
            if *floor > call.grid.scale_max {
                report.at(&format!("{path}.floors.{track}"), Reason::FloorOverScale);
            }
        }
    }
    for (track, total) in totals.into_iter().filter(|(track, total)| *total != 100 && !track.is_empty()) {
        report.at("grid.criteria", Reason::Weights { track: track.to_owned(), total });
    }
    let criteria: Vec<&str> = call.grid.criteria.iter().map(|criterion| criterion.code.as_str()).collect();
    for (index, code) in call.grid.tie_break.iter().enumerate() {
        report.known(&format!("grid.tie_break[{}]", index + 1), Thing::Criterion, code, &criteria);
    }
}
