//! The list of one's dossiers, the start of a new one, and the task list of one.

use domain::{
    call::Call,
    dossier::{PublicState, Results, State},
    form::Step,
    meaning::{Missing, StepState, missing, step_state},
};
use serde::Serialize;

use crate::{
    features::{
        calls::store::LoadedCall,
        dossiers::{
            reading::Reading,
            store::DossierRow,
            view::{Head, Opened},
            words,
        },
    },
    i18n::{self, Lang},
    web::{Choice, Errors, Page, Part, PartLinks, RawForm, Visit, part::LINES},
};

/// One's dossiers.
#[derive(Debug, Serialize)]
pub struct ListPage {
    /// The newest first: at most a part of them.
    pub items: Vec<ListItem>,
    /// What stands under the part.
    pub links: PartLinks,
}

/// A dossier of the list.
#[derive(Debug, Serialize)]
pub struct ListItem {
    /// Address.
    pub href: String,
    /// Name of the project, or words for « no name yet ».
    pub title: String,
    /// Name of the lead and number.
    pub sub: String,
    /// Title of the call.
    pub call: String,
    /// Name of the track, where the call has several.
    pub track: String,
    /// Where it stands.
    pub state: String,
    /// Colour of the state.
    pub tone: &'static str,
    /// Deadline, or when it was filed.
    pub when: String,
    /// Invented.
    pub fictitious: bool,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "pages/dossiers/list.html";
}

/// Whether the results of a call are public.
pub(super) fn results(call: &LoadedCall) -> Results {
    if call.results_published_at.is_some() { Results::Published } else { Results::Pending }
}

/// A public state in words, with its colour.
pub(super) fn state_words(state: PublicState, lang: Lang) -> (String, &'static str) {
    let tone = match state {
        PublicState::Draft | PublicState::Withdrawn => "wait",
        PublicState::Filed | PublicState::UnderExamination | PublicState::Reserve => "info",
        PublicState::Funded => "ok",
        PublicState::Inadmissible | PublicState::Declined => "stop",
    };
    (i18n::word(lang, &format!("dossiers-state-{}", state.as_str().replace('_', "-"))), tone)
}

/// The name of the list in addresses, and its place on the page.
const LIST: &str = "dossiers";

/// Builds the list: the part of it that is asked for.
pub(in crate::features::dossiers) fn list(
    rows: &[DossierRow],
    calls: &[LoadedCall],
    shown: &Part,
    lang: Lang,
) -> ListPage {
    let item = |row: &DossierRow| {
        let call = calls.iter().find(|call| call.id == row.call)?;
        let (state, tone) = state_words(row.state.public(results(call)), lang);
        let zone = call.definition.zone;
        let (key, at) = match row.filed_at {
            Some(at) => ("dossiers-list-filed", at),
            None => ("dossiers-list-deadline", call.definition.calendar.closes),
        };
        let unnamed = || i18n::word(lang, "dossiers-unnamed");
        Some(ListItem {
            href: format!("/dossiers/{}", row.id),
            title: if row.project_name.is_empty() { unnamed() } else { row.project_name.clone() },
            sub: [row.number(), &row.lead_name]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            call: call.definition.title.clone(),
            track: call.definition.track_label(&row.track).to_owned(),
            state,
            tone,
            when: i18n::text(lang, key, &[("date", i18n::date_time(lang, at, zone).into())]),
            fictitious: call.definition.fictitious,
        })
    };
    // Those of calls that are public: the others have no dossiers.
    let listed: Vec<&DossierRow> = rows.iter().filter(|row| calls.iter().any(|call| call.id == row.call)).collect();
    ListPage {
        items: listed.iter().skip(shown.start(LIST)).take(LINES).filter_map(|row| item(row)).collect(),
        links: shown.links(lang, ("/dossiers", LIST, LIST), listed.len()),
    }
}

/// The start of a dossier.
#[derive(Debug, Serialize)]
pub struct NewPage {
    /// Title of the call.
    pub call: String,
    /// Its address.
    pub call_href: String,
    /// Where the form goes.
    pub action: String,
    /// Tracks to choose from; none where there is only one.
    pub tracks: Vec<Choice>,
    /// The track that was chosen.
    pub track: String,
    /// The SIRET that was typed.
    pub siret: String,
    /// What is wrong.
    pub errors: Errors,
    /// Nothing can be started any more: why.
    pub closed: String,
}

impl Page for NewPage {
    const TEMPLATE: &'static str = "pages/dossiers/new.html";
}

impl NewPage {
    /// The page of a call, with what was typed.
    pub(in crate::features::dossiers) fn of(call: &Call, raw: &RawForm, errors: Errors, lang: Lang) -> Self {
        let track = |track: &domain::call::Track| Choice {
            value: track.code.clone(),
            label: track.name.clone(),
            hint: i18n::text(
                lang,
                "dossiers-track-hint",
                &[
                    ("idea", track.idea.clone().into()),
                    ("min", track.requested_min.to_french().into()),
                    ("max", track.requested_max.to_french().into()),
                ],
            ),
        };
        Self {
            call: call.title.clone(),
            call_href: format!("/appels/{}", call.slug),
            action: format!("/appels/{}/dossiers", call.slug),
            tracks: call.tracks.iter().filter(|_| call.has_tracks()).map(track).collect(),
            track: raw.get("track").to_owned(),
            siret: raw.get("siret").to_owned(),
            errors,
            closed: String::new(),
        }
    }
}

/// The task list of a dossier, or its text once it is filed.
#[derive(Debug, Serialize)]
pub struct OverviewPage {
    /// Head of the page.
    pub head: Head,
    /// « 4 étapes sur 8 sont complètes. »
    pub progress: String,
    /// What is left.
    pub left: String,
    /// Share of complete steps: « 50.00 ».
    pub percent: String,
    /// Steps.
    pub tasks: Vec<Task>,
    /// Where to go on.
    pub next_href: String,
    /// Title of that step.
    pub next_label: String,
    /// Can be edited.
    pub editable: bool,
    /// Was filed once.
    pub filed: bool,
    /// « Déposé le … », or empty.
    pub filed_text: String,
    /// Why nothing can be edited, or empty.
    pub locked_text: String,
    /// Filed and the deadline is not over.
    pub can_reopen: bool,
    /// Not withdrawn.
    pub can_withdraw: bool,
    /// What was filed, when nothing can be edited.
    pub reading: Option<Reading>,
}

/// A step of the task list.
#[derive(Debug, Serialize)]
pub struct Task {
    /// Id in the page.
    pub id: String,
    /// Address.
    pub href: String,
    /// « 1. Porteur ».
    pub title: String,
    /// Last change.
    pub hint: String,
    /// State.
    pub status: String,
    /// Colour of the state.
    pub tone: &'static str,
}

impl Page for OverviewPage {
    const TEMPLATE: &'static str = "pages/dossiers/show.html";
}

fn task(opened: &Opened, lacks: &Missing, (index, step): (usize, &Step), lang: Lang) -> Task {
    let state = step_state(&opened.definition, step, &opened.shown);
    let gaps = lacks.questions.iter().filter(|gap| gap.step == step.code).count();
    let points = gaps + if step.holds_pieces { lacks.pieces.len() } else { 0 };
    let (status, tone) = match state {
        StepState::Complete => (i18n::word(lang, "dossiers-step-complete"), "ok"),
        StepState::Empty if points > 0 => (i18n::word(lang, "dossiers-step-todo"), "wait"),
        StepState::Empty => (i18n::word(lang, "dossiers-step-optional"), "wait"),
        StepState::Started => (i18n::text(lang, "dossiers-step-points", &[("count", points.into())]), "todo"),
    };
    let saved = step.questions.iter().flat_map(|question| opened.working.cells(&question.code));
    let saved = saved.map(|(_, stored)| stored.saved_at).max();
    let hint = saved.map(|at| {
        let date = i18n::date_time(lang, at, opened.definition.zone);
        i18n::text(lang, "dossiers-step-saved", &[("date", date.into())])
    });
    Task {
        id: format!("etape-{}", step.code),
        href: if opened.locked.is_none() { opened.step_href(&step.code) } else { String::new() },
        title: format!("{}. {}", index + 1, step.title),
        hint: hint.unwrap_or_default(),
        status,
        tone,
    }
}

/// Builds the task list.
pub(in crate::features::dossiers) fn overview(
    opened: &Opened,
    reading: Option<Reading>,
    visit: &Visit,
) -> OverviewPage {
    let lang = visit.lang;
    let steps = &opened.definition.form.steps;
    let lacks = missing(&opened.definition, &opened.shown);
    let complete = |step: &&Step| {
        let state = step_state(&opened.definition, step, &opened.shown);
        state == StepState::Complete
    };
    let done = steps.iter().filter(complete).count();
    let next = steps.iter().find(|step| !complete(step)).or(steps.first());
    let counts = [("points", lacks.questions.len().into()), ("pieces", lacks.pieces.len().into())];
    let row = &opened.row;
    let filed_text = row.filed_at.map(|at| {
        let date = i18n::deadline(lang, at, opened.definition.zone);
        i18n::text(lang, "dossiers-filed-on", &[("number", row.number().to_owned().into()), ("date", date.into())])
    });
    OverviewPage {
        progress: i18n::text(lang, "dossiers-progress", &[("done", done.into()), ("count", steps.len().into())]),
        left: i18n::text(lang, "dossiers-progress-left", &counts),
        percent: format!("{}.00", done * 100 / steps.len().max(1)),
        tasks: steps.iter().enumerate().map(|step| task(opened, &lacks, step, lang)).collect(),
        next_href: next.map(|step| opened.step_href(&step.code)).unwrap_or_default(),
        next_label: next.map(|step| step.title.clone()).unwrap_or_default(),
        editable: opened.locked.is_none(),
        filed: row.submission.is_some(),
        filed_text: filed_text.unwrap_or_default(),
        locked_text: opened.locked.map(|why| words::locked(why, opened.definition.zone, lang)).unwrap_or_default(),
        can_reopen: row.state == State::Filed && !row.editing && visit.arrived < opened.closes(),
        can_withdraw: row.state != State::Withdrawn,
        reading,
        head: opened.head(lang),
    }
}
