//! The queue, its filters in the address, and the same list as a file.

use std::collections::BTreeMap;

use domain::{
    call::Window,
    dossier::State,
    rules::FindingOutcome,
    text::safe_csv_cell,
    time::{Instant, Zone},
};
use serde::Serialize;

use crate::{
    error::{AppError, AppResult},
    features::{
        admissibility::{
            store::{Filter, QueueRow},
            words::QueueStanding,
        },
        calls::store::LoadedCall,
    },
    i18n::{self, Lang},
    web::{Page, RawForm, Room, Tab, Tag, page::Rendered, words::departments_with_codes},
};

/// Findings that a line names; the others are counted.
const TAGS: usize = 4;

/// The queue.
#[derive(Debug, Serialize)]
pub struct QueuePage {
    fictitious: bool,
    path: String,
    progress: String,
    tabs: Vec<Tab>,
    filters_on: usize,
    text: String,
    standings: Vec<FilterBox>,
    tracks: Vec<FilterBox>,
    count_text: String,
    /// The table, rendered; empty when nothing is found.
    sheet: Rendered,
    export_href: String,
    examine: bool,
    filtered: bool,
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "pages/admissibility/queue.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "recevabilite";
}

/// The table of the queue under a filter, which is the same for all who see the same dossiers.
#[derive(Debug, Serialize)]
pub struct QueueSheet {
    /// Head of the column of track and territory; empty where the call has neither.
    place: String,
    rows: Vec<Row>,
    first_href: String,
    next_href: String,
}

impl Page for QueueSheet {
    const TEMPLATE: &'static str = "pages/admissibility/sheet.html";
}

/// What a filter asks for, read from an address: with the states in the words of the page, and the number after which
/// the page starts.
pub type QueueAsked = (Filter, Vec<QueueStanding>, String);

/// What a sheet is kept under: its language and its address.
#[must_use]
pub fn sheet_key(lang: Lang, (filter, standings, after): &QueueAsked) -> String {
    address(lang.code(), standings, filter, after)
}

impl QueueSheet {
    /// The table of `rows`, of which one more than `limit` says that the list goes on.
    #[must_use]
    pub fn new(
        lang: Lang,
        call: &LoadedCall,
        (filter, standings, after): &QueueAsked,
        mut rows: Vec<QueueRow>,
        limit: usize,
    ) -> Self {
        let path = format!("/appels/{}/recevabilite", call.slug());
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_href = match rows.last() {
            Some(last) if more => address(&path, standings, filter, &last.number),
            _ => String::new(),
        };
        Self {
            place: place_head(lang, call),
            rows: rows.iter().map(|row| line(lang, call, &path, row)).collect(),
            first_href: if after.is_empty() { String::new() } else { address(&path, standings, filter, "") },
            next_href,
        }
    }

    /// Whether nothing is found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// A box of the filter.
#[derive(Debug, Serialize)]
struct FilterBox {
    value: String,
    label: String,
    count: i64,
    checked: bool,
}

#[derive(Debug, Serialize)]
struct Row {
    href: String,
    project: String,
    sub: String,
    track_label: String,
    departments: String,
    findings: Vec<Tag>,
    /// Findings beyond those that are shown.
    more: usize,
    state: String,
    tone: &'static str,
}

/// The filter of an address, and the number after which the page starts.
#[must_use]
pub fn read_filter(query: &RawForm) -> QueueAsked {
    let standings: Vec<QueueStanding> = query.all("etat").into_iter().filter_map(QueueStanding::parse).collect();
    let filter = Filter {
        states: standings.iter().flat_map(|standing| standing.states()).collect(),
        tracks: query.all("volet").into_iter().map(str::to_owned).collect(),
        text: query.get("recherche").trim().chars().take(100).collect(),
    };
    (filter, standings, query.get("apres").to_owned())
}

fn address(path: &str, standings: &[QueueStanding], filter: &Filter, after: &str) -> String {
    let mut fields: Vec<(&str, &str)> = standings.iter().map(|standing| ("etat", standing.in_address())).collect();
    fields.extend(filter.tracks.iter().map(|track| ("volet", track.as_str())));
    fields.extend(
        [("recherche", filter.text.as_str()), ("apres", after)].into_iter().filter(|(_, value)| !value.is_empty()),
    );
    match serde_html_form::to_string(&fields) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

impl QueuePage {
    /// The page of a rendered sheet.
    #[must_use]
    pub fn new(
        lang: Lang,
        call: &LoadedCall,
        now: Instant,
        (filter, standings, _): &QueueAsked,
        counts: &BTreeMap<(State, String), i64>,
        sheet: &Rendered,
    ) -> Self {
        let path = format!("/appels/{}/recevabilite", call.slug());
        let sum = |keep: &dyn Fn(State, &str) -> bool| {
            counts.iter().filter(|((state, track), _)| keep(*state, track)).map(|(_, n)| n).sum::<i64>()
        };
        let in_track = |track: &str| filter.tracks.is_empty() || filter.tracks.iter().any(|one| one == track);
        let in_state = |state: State| filter.states.is_empty() || filter.states.contains(&state);
        let total = sum(&|_, _| true);
        let of = |standing: QueueStanding| sum(&|state, track| QueueStanding::of(state) == standing && in_track(track));
        let shown = |count: i64| u64::try_from(count).unwrap_or_default();
        let mut tabs = vec![Tab {
            href: address(&path, &[], filter, ""),
            label: i18n::word(lang, "admissibility-view-all"),
            count: shown(sum(&|_, track| in_track(track))),
            current: standings.is_empty(),
        }];
        tabs.extend(QueueStanding::ALL.into_iter().filter(|one| of(*one) > 0 || standings.contains(one)).map(|one| {
            Tab {
                href: address(&path, &[one], filter, ""),
                label: one.label(lang),
                count: shown(of(one)),
                current: standings.as_slice() == [one],
            }
        }));
        let open = call.definition.calendar.window(now) != Window::Closed;
        let decided = sum(&|state, _| {
            matches!(QueueStanding::of(state), QueueStanding::Admissible | QueueStanding::Inadmissible)
        });
        let progress = if open {
            let closes = i18n::deadline(lang, call.definition.calendar.closes, call.definition.zone);
            i18n::text(lang, "admissibility-progress-open", &[("closes", closes.into())])
        } else {
            i18n::text(lang, "admissibility-progress", &[("decided", decided.into()), ("total", total.into())])
        };
        let matching = sum(&|state, track| in_state(state) && in_track(track));
        Self {
            fictitious: call.definition.fictitious,
            progress,
            tabs,
            filters_on: standings.len() + filter.tracks.len() + usize::from(!filter.text.is_empty()),
            text: filter.text.clone(),
            standings: QueueStanding::ALL
                .into_iter()
                .map(|one| FilterBox {
                    value: one.in_address().into(),
                    label: one.label(lang),
                    count: of(one),
                    checked: standings.contains(&one),
                })
                .collect(),
            tracks: call
                .definition
                .tracks
                .iter()
                .filter(|_| call.definition.has_tracks())
                .map(|track| FilterBox {
                    value: track.code.clone(),
                    label: track.name.clone(),
                    count: sum(&|state, code| code == track.code && in_state(state)),
                    checked: filter.tracks.contains(&track.code),
                })
                .collect(),
            count_text: i18n::text(lang, "admissibility-count", &[("count", matching.into())]),
            sheet: sheet.clone(),
            export_href: address(&format!("{path}.csv"), standings, filter, ""),
            examine: !open && sum(&|state, _| state == State::Filed) > 0,
            filtered: filter.states.len() + filter.tracks.len() + filter.text.len() > 0,
            path,
        }
    }
}

fn line(lang: Lang, call: &LoadedCall, path: &str, row: &QueueRow) -> Row {
    let standing = QueueStanding::of(row.state);
    let open = if standing == QueueStanding::ToExamine { row.open.as_slice() } else { &[] };
    let tag = |(rule, outcome): &(String, FindingOutcome)| match outcome {
        FindingOutcome::Broken => Tag::new(rule, "stop"),
        _ => Tag::new(rule, "todo"),
    };
    Row {
        href: format!("{path}/{}", row.number),
        project: row.project_name.clone(),
        sub: format!("{} · {}", row.number, row.lead_name),
        track_label: call.definition.track_label(&row.track).to_owned(),
        departments: departments_with_codes(&row.departments),
        findings: open.iter().take(TAGS).map(tag).collect(),
        more: open.len().saturating_sub(TAGS),
        state: standing.label(lang),
        tone: standing.tone(),
    }
}

/// The list as a file: comma-separated, UTF-8 without mark; no cell can be taken for a formula.
///
/// # Errors
/// When the file cannot be written.
pub fn csv(lang: Lang, call: &LoadedCall, rows: &[QueueRow]) -> AppResult<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let asked = |column: &str| match column {
        "track" => call.definition.has_tracks(),
        "departments" => call.definition.form.reads.departments.is_some(),
        _ => true,
    };
    let head = |column: &str| i18n::word(lang, &format!("admissibility-csv-{column}"));
    let columns = COLUMNS.into_iter().filter(|column| asked(column));
    writer.write_record(columns.clone().map(head)).map_err(AppError::internal)?;
    for row in rows {
        let cells = columns.clone().map(|column| safe_csv_cell(&cell(lang, call, row, column)));
        writer.write_record(cells).map_err(AppError::internal)?;
    }
    writer.into_inner().map_err(|error| AppError::internal(error.to_string()))
}

/// Columns of the file, in order.
const COLUMNS: [&str; 10] =
    ["number", "project", "lead", "siret", "track", "departments", "requested", "filed", "findings", "state"];

fn cell(lang: Lang, call: &LoadedCall, row: &QueueRow, column: &str) -> String {
    let standing = QueueStanding::of(row.state);
    let open = if standing == QueueStanding::ToExamine { row.open.as_slice() } else { &[] };
    match column {
        "number" => row.number.clone(),
        "project" => row.project_name.clone(),
        "lead" => row.lead_name.clone(),
        "siret" => row.lead_siret.clone(),
        "track" => call.definition.track_label(&row.track).to_owned(),
        "departments" => departments_with_codes(&row.departments),
        "requested" => row.requested.to_plain(),
        "filed" => local(row.filed_at, call.definition.zone),
        "findings" => open.iter().map(|(rule, _)| rule.as_str()).collect::<Vec<_>>().join(" "),
        _ => standing.label(lang),
    }
}

/// What heads the column of track and territory.
fn place_head(lang: Lang, call: &LoadedCall) -> String {
    let (tracks, places) = (call.definition.has_tracks(), call.definition.form.reads.departments.is_some());
    let key = match (tracks, places) {
        (true, true) => "admissibility-col-track",
        (true, false) => "admissibility-csv-track",
        (false, true) => "admissibility-col-place",
        (false, false) => return String::new(),
    };
    i18n::word(lang, key)
}

fn local(at: Instant, zone: Zone) -> String {
    at.in_zone(zone).format("%Y-%m-%d %H:%M:%S").to_string()
}
