//! The money of a call on its public page: figures at the top, conditions of the tracks, caps. What a call does not
//! set is not shown, and a call with one track names none.

use domain::{
    call::{Call, Track},
    money::Cents,
    time::Instant,
};
use serde::Serialize;

use super::timeline::{range, time_left};
use crate::{
    features::calls::store::LoadedCall,
    i18n::{self, Lang},
};

/// A track and its conditions.
#[derive(Debug, Serialize)]
pub struct TrackView {
    name: String,
    idea: String,
    /// One for each head after the first.
    cells: Vec<String>,
}

/// A figure at the top of the page.
#[derive(Debug, Serialize)]
pub struct FactView {
    label: String,
    figure: String,
    text: String,
}

/// A head of the table of tracks.
#[derive(Debug, Serialize)]
pub struct HeadView {
    label: String,
    num: bool,
}

/// « 23:59 (heure de Paris), il reste 3 jours 2 h 5 min ».
fn closes_text(call: &LoadedCall, now: Instant, lang: Lang) -> String {
    let (closes, zone) = (call.definition.calendar.closes, call.definition.zone);
    let left = time_left(&call.definition, now, lang);
    let key = if left.is_empty() { "calls-fact-deadline-text" } else { "calls-fact-deadline-left" };
    let time = i18n::time_of_day(closes, zone);
    i18n::text(lang, key, &[("time", time.into()), ("zone", i18n::zone_name(lang, zone).into()), ("left", left.into())])
}

/// The deadline and the money at the top of the page, and the durations where the call sets them.
pub(super) fn facts(loaded: &LoadedCall, now: Instant, lang: Lang) -> Vec<FactView> {
    let call = &*loaded.definition;
    let fact = |key: &str, figure: String, text: String| FactView { label: i18n::word(lang, key), figure, text };
    let by_track = if call.has_tracks() { i18n::word(lang, "calls-fact-aid-text") } else { String::new() };
    let least = call.tracks.iter().map(|track| track.requested_min).min().unwrap_or(Cents::ZERO);
    let most = call.tracks.iter().map(|track| track.requested_max).max().unwrap_or(Cents::ZERO);
    let closes = i18n::date(lang, call.calendar.closes.in_zone(call.zone).date_naive());
    let shared = [("count", call.tracks.len().into())];
    let shared = if call.has_tracks() { i18n::text(lang, "calls-fact-envelope-text", &shared) } else { String::new() };
    let months = months(
        call.tracks.iter().filter_map(|track| track.months_min).min(),
        call.tracks.iter().filter_map(|track| track.months_max).max(),
        lang,
    );
    let aid = range(lang, "calls-money-range", least.to_french(), most.to_french());
    let mut facts = vec![
        fact("calls-fact-deadline", closes, closes_text(loaded, now, lang)),
        fact("calls-fact-aid", aid, by_track.clone()),
        fact("calls-fact-envelope", call.envelope.to_french(), shared),
    ];
    if !months.is_empty() {
        facts.push(fact("calls-fact-months", months, by_track));
    }
    facts
}

/// « 12 à 24 mois »; nothing where no duration is set.
fn months(min: Option<i64>, max: Option<i64>, lang: Lang) -> String {
    let one = |key: &str, months: i64| i18n::text(lang, key, &[("months", months.into())]);
    match (min, max) {
        (Some(min), Some(max)) => range(lang, "calls-months-range", min.to_string(), max.to_string()),
        (Some(min), None) => one("calls-months-min", min),
        (None, Some(max)) => one("calls-months-max", max),
        (None, None) => String::new(),
    }
}

/// The conditions of the tracks: those that some track sets, and the envelope where there are several tracks.
pub(super) fn tracks(call: &Call, lang: Lang) -> (Vec<HeadView>, Vec<TrackView>) {
    let aid = |track: &Track| {
        range(lang, "calls-money-range", track.requested_min.to_french(), track.requested_max.to_french())
    };
    let at_most = |share: String| i18n::text(lang, "calls-at-most", &[("share", share.into())]);
    let rate = |track: &Track| track.rate_max.map(|rate| at_most(rate.to_string())).unwrap_or_default();
    let length = |track: &Track| months(track.months_min, track.months_max, lang);
    let rows = call.tracks.iter().map(|track| [aid(track), rate(track), length(track), track.envelope.to_french()]);
    let rows: Vec<[String; 4]> = rows.collect();
    let said = |column: usize| rows.iter().any(|row| !row[column].is_empty());
    let keys = ["calls-aid", "calls-rate", "calls-months", "calls-track-envelope"];
    let kept: Vec<usize> = (0..4).filter(|column| said(*column) && (*column < 3 || call.has_tracks())).collect();
    let head = |key: &str, num: bool| HeadView { label: i18n::word(lang, key), num };
    let heads = kept.iter().map(|column| head(keys[*column], *column == 3));
    let heads = std::iter::once(head("calls-track", false)).chain(heads);
    let view = |(track, row): (&Track, &[String; 4])| TrackView {
        name: track.name.clone(),
        idea: track.idea.clone(),
        cells: kept.iter().map(|column| row[*column].clone()).collect(),
    };
    (heads.collect(), call.tracks.iter().zip(&rows).map(view).collect())
}

/// Caps on public money, in sentences.
pub(super) fn caps(call: &Call, lang: Lang) -> Vec<String> {
    let caps = [
        ("calls-cap-one-authority", call.caps.one_local_authority),
        ("calls-cap-all-authorities", call.caps.all_local_authorities),
        ("calls-cap-public", call.caps.all_public),
    ];
    let said = caps.into_iter().filter_map(|(key, share)| Some((key, share?)));
    said.map(|(key, share)| i18n::text(lang, key, &[("share", share.to_string().into())])).collect()
}
