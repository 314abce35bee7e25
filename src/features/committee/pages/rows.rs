//! The lines of the rankings, and the ties that wait for the committee.

use domain::{
    call::Grid,
    committee::{Contender, Line, Sheet, TrackSheet},
    fraction::Fraction,
    money::Cents,
    ranking::{Ranked, Standing},
};

use super::{
    super::{
        store::SeenSheet,
        words::{self, MissingItem},
    },
    RowView, TrackView,
};
use crate::{
    features::calls::scale,
    i18n::{self, Lang},
    web::{
        Part, Tag,
        part::LINES,
        words::{departments, plain},
    },
};

/// What keeps a dossier from being proposed.
fn standing_tags(lang: Lang, grid: &Grid, ranked: &Ranked) -> Vec<Tag> {
    match &ranked.standing {
        Standing::Eligible => Vec::new(),
        Standing::BelowThreshold => {
            vec![Tag::new(i18n::word(lang, "committee-below-threshold"), "stop")]
        }
        Standing::BelowFloor(codes) => codes
            .iter()
            .map(|code| {
                let mean = ranked.means.get(code).copied().unwrap_or(Fraction::ZERO);
                let args = [("criterion", code.clone().into()), ("mean", scale::mean(lang, grid, mean).into())];
                Tag::new(i18n::text(lang, "committee-below-floor", &args), "stop")
            })
            .collect(),
    }
}

/// The tag of a line: outcome, then the award or the place on the reserve list.
#[must_use]
pub fn line_tag(lang: Lang, line: &Line) -> Tag {
    let label = match (line.reserve_rank, line.amount) {
        (Some(place), _) => i18n::text(lang, "committee-reserve-place", &[("place", place.into())]),
        (None, Some(amount)) => format!("{}, {}", words::outcome(lang, line.outcome), amount.to_french()),
        (None, None) => words::outcome(lang, line.outcome),
    };
    Tag::new(label, words::tone(line.outcome))
}

fn row(lang: Lang, sheet: &Sheet, part: &TrackSheet, ranked: &Ranked, dossier: &Contender) -> RowView {
    let line = part.line(ranked.dossier);
    let computed = part.computed(ranked.dossier);
    let mut tags = Vec::new();
    if let Some(line) = line {
        tags.push(line_tag(lang, line));
        if (line.outcome, line.amount) != (computed.outcome, computed.amount) {
            tags.push(Tag::new(i18n::word(lang, "committee-departs"), "todo"));
        }
    }
    let grid = &sheet.call.grid;
    tags.extend(standing_tags(lang, grid, ranked));
    if part.ranking.as_ref().is_ok_and(|ranking| ranking.ties.iter().any(|tie| tie.contains(&ranked.dossier))) {
        tags.push(Tag::new(i18n::word(lang, "committee-tied"), "todo"));
    }
    if dossier.state == domain::dossier::State::Withdrawn {
        tags.push(Tag::new(i18n::word(lang, "committee-withdrawn"), "stop"));
    }
    let ceiling = part.money.get(&ranked.dossier).map_or(Cents::ZERO, |money| money.ceiling);
    let amount = line.map_or(computed.amount, |line| line.amount);
    let means = ranked.means.iter().map(|(code, mean)| format!("{code}\u{a0}{}", scale::mean(lang, grid, *mean)));
    RowView {
        rank: ranked.rank.to_string(),
        title: dossier.project_name.clone(),
        sub: words::joined([
            ranked.number.clone(),
            departments(&dossier.departments),
            i18n::text(lang, "committee-row-ceiling", &[("ceiling", ceiling.to_french().into())]),
        ]),
        href: match line {
            Some(_) => format!("/appels/{}/comite/{}", sheet.call.slug, ranked.number),
            None => String::new(),
        },
        score: scale::figure(lang, ranked.total),
        means: means.collect::<Vec<_>>().join(" · "),
        asked: plain(dossier.requested),
        proposed: amount.map_or_else(|| "–".to_owned(), plain),
        state: if line.map_or(computed.outcome, |line| line.outcome).is_funded() { "in" } else { "out" },
        tags,
        cut: String::new(),
    }
}

pub(super) fn track(lang: Lang, sheet: &Sheet, part: &TrackSheet, shown: &Part) -> TrackView {
    let (code, path) = (&part.track.code, format!("/appels/{}/comite", sheet.call.slug));
    let anchor = format!("volet-{code}");
    let there: Vec<(&Ranked, &Contender)> =
        part.ranked().iter().filter_map(|ranked| Some((ranked, sheet.contenders.get(&ranked.dossier)?))).collect();
    // The money ends before the first dossier of the cut.
    let cut = part.allocation.cut.as_ref().and_then(|cut| {
        let before = there.iter().position(|(ranked, _)| cut.dossiers.contains(&ranked.dossier))?;
        Some((before, cut))
    });
    let start = shown.start(code);
    let mut rows = Vec::new();
    for (place, (ranked, dossier)) in there.iter().enumerate().skip(start).take(LINES) {
        let mut row = row(lang, sheet, part, ranked, dossier);
        if let Some((_, cut)) = cut.filter(|(before, _)| *before == place) {
            let args = [
                ("left", cut.left.to_french().into()),
                ("needed", cut.needed.to_french().into()),
                ("gap", (cut.needed - cut.left).to_french().into()),
                ("count", cut.dossiers.len().into()),
            ];
            row.cut = i18n::text(lang, "committee-cut", &args);
        }
        rows.push(row);
    }
    let elsewhere = cut.map(|(before, _)| before).filter(|before| !(start..start + LINES).contains(before));
    let name = sheet.call.track_label(code);
    let title = if name.is_empty() {
        i18n::word(lang, "committee-ranking")
    } else {
        i18n::text(lang, "committee-ranking-of", &[("track", name.to_owned().into())])
    };
    TrackView {
        code: code.clone(),
        title,
        aside: i18n::text(
            lang,
            "committee-track-aside",
            &[("count", there.len().into()), ("envelope", part.track.envelope.to_french().into())],
        ),
        rows,
        links: shown.links(lang, (&path, code, &anchor), there.len()),
        cut_href: elsewhere.map(|before| Part::holding(code, before).href(&path, &anchor)).unwrap_or_default(),
    }
}

/// Ties that are named at a time: a large call may have hundreds.
const TIES: usize = 20;

pub(super) fn ties(lang: Lang, seen: &SeenSheet) -> Vec<MissingItem> {
    let item = |title: String, text: String| MissingItem { title, text, href: String::new(), link: String::new() };
    let named = seen.ties.iter().take(TIES).map(|tie| {
        let numbers = words::some_numbers(lang, &seen.sheet, tie);
        let title = i18n::text(lang, "committee-tie", &[("numbers", numbers.into())]);
        item(title, i18n::word(lang, "committee-tie-text"))
    });
    let more = seen.ties.len().saturating_sub(TIES);
    let others =
        (more > 0).then(|| item(i18n::text(lang, "committee-ties-more", &[("count", more.into())]), String::new()));
    named.chain(others).collect()
}
