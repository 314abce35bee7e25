//! The receipt and the follow-up.

use domain::{
    dossier::{Results, State, silence_refusal_date},
    time::Instant,
};
use serde::Serialize;

use super::overview::{results, state_words};
use crate::{
    features::calls::store::LoadedCall,
    features::dossiers::{
        reading,
        store::{DossierRow, Submission},
        view::Head,
    },
    i18n::{self, Lang},
    web::Page,
};

/// The receipt.
#[derive(Debug, Serialize)]
pub struct ReceiptPage {
    /// Head of the page.
    pub head: Head,
    /// Number, instant, who filed.
    pub items: Vec<Labelled>,
    /// The PDF was made.
    pub pdf: bool,
    /// Planned steps.
    pub timeline: Vec<Moment>,
    /// « Si vous ne recevez rien avant le … ».
    pub silence: String,
    /// Ways to appeal.
    pub appeals: Vec<String>,
    /// Files with their digests.
    pub files: Vec<reading::ReadingFile>,
    /// Digest of the whole.
    pub digest: String,
    /// Place in the journal.
    pub anchor: String,
    /// Lines of the service.
    pub service: Vec<String>,
    /// It can still be reopened.
    pub can_reopen: bool,
    /// Until when.
    pub reopen_text: String,
}

/// A label and a value.
#[derive(Debug, Serialize)]
pub struct Labelled {
    /// Label.
    pub label: String,
    /// Value.
    pub value: String,
    /// Remark, or empty.
    pub small: String,
}

/// A moment of a timeline.
#[derive(Debug, Serialize)]
pub struct Moment {
    /// What.
    pub title: String,
    /// When.
    pub when: String,
    /// `done`, `here`, `end` or empty.
    pub state: &'static str,
}

impl Page for ReceiptPage {
    const TEMPLATE: &'static str = "pages/dossiers/receipt.html";
}

/// « vendredi 11 octobre 2013, 22:41:07 ».
fn to_the_second(at: Instant, call: &LoadedCall, lang: Lang) -> String {
    let local = at.in_zone(call.definition.zone);
    format!("{}, {}", i18n::long_date(lang, local.date_naive()), local.format("%H:%M:%S"))
}

/// Builds the receipt.
pub(in crate::features::dossiers) fn receipt(
    (row, call): (&DossierRow, &LoadedCall),
    submission: &Submission,
    head: Head,
    filed_by: &str,
    now: Instant,
    lang: Lang,
) -> ReceiptPage {
    let (definition, zone) = (&submission.definition, submission.definition.zone);
    let silence = i18n::date(lang, silence_refusal_date(submission.filed_at, zone));
    let offset = submission.filed_at.in_zone(zone).format("%:z").to_string();
    let clock = [("zone", i18n::zone_name(lang, zone).into()), ("offset", offset.into())];
    let item = |key: &str, value: String, small: String| Labelled { label: i18n::word(lang, key), value, small };
    let contact = &definition.contact;
    let closes = call.definition.calendar.closes;
    let files = submission.snapshot.documents.iter().map(|document| reading::ReadingFile {
        href: format!("/dossiers/{}/documents/{}", row.id, document.id),
        name: document.file_name.clone(),
        size_text: reading::size_text(document.size, lang),
        sha256: document.sha256.clone(),
    });
    ReceiptPage {
        items: vec![
            item("dossiers-receipt-number", submission.snapshot.number.clone(), head.title.clone()),
            item(
                "dossiers-receipt-at",
                to_the_second(submission.filed_at, call, lang),
                i18n::text(lang, "dossiers-receipt-clock", &clock),
            ),
            item("dossiers-receipt-by", filed_by.to_owned(), submission.snapshot.lead.name.clone()),
        ],
        pdf: submission.receipt_key.is_some(),
        timeline: timeline((row, call), now, lang),
        silence: i18n::text(lang, "dossiers-silence", &[("date", silence.into())]),
        appeals: definition.appeals.clone(),
        files: files.collect(),
        digest: submission.digest.clone(),
        anchor: submission.anchor(),
        service: [&contact.service, &contact.address, &contact.email, &contact.phone]
            .into_iter()
            .filter(|line| !line.is_empty())
            .cloned()
            .collect(),
        can_reopen: row.state == State::Filed && !row.editing && now < closes,
        reopen_text: i18n::text(lang, "dossiers-reopen-until", &[("date", i18n::deadline(lang, closes, zone).into())]),
        head,
    }
}

/// Where a dossier stands, for its applicant.
#[derive(Debug, Serialize)]
pub struct FollowUpPage {
    /// Head of the page.
    pub head: Head,
    /// Public state in words.
    pub state: String,
    /// Its colour.
    pub tone: &'static str,
    /// What it means.
    pub meaning: String,
    /// Past, present, planned.
    pub timeline: Vec<Moment>,
    /// Each filing: rank, when, digest.
    pub filings: Vec<Labelled>,
    /// The PDFs were made.
    pub pdf: bool,
    /// The results are public: the letter of the decision can be read.
    pub answered: bool,
    /// Lines of the service.
    pub service: Vec<String>,
    /// Day when silence is a refusal, as long as there is no answer.
    pub silence: String,
    /// Not withdrawn.
    pub can_withdraw: bool,
}

impl Page for FollowUpPage {
    const TEMPLATE: &'static str = "pages/dossiers/follow-up.html";
}

/// Past, present and planned moments. Nothing of what was found so far shows before the results are public.
fn timeline((row, call): (&DossierRow, &LoadedCall), now: Instant, lang: Lang) -> Vec<Moment> {
    let (calendar, zone) = (&call.definition.calendar, call.definition.zone);
    let mut moments = Vec::new();
    let mut add = |title: String, when: String, done: bool| {
        moments.push(Moment { title, when, state: if done { "done" } else { "" } });
    };
    match row.filed_at {
        Some(at) => add(i18n::word(lang, "dossiers-moment-filed"), i18n::deadline(lang, at, zone), true),
        None => add(i18n::word(lang, "dossiers-moment-draft"), i18n::date_time(lang, row.created_at, zone), true),
    }
    let closed = now >= calendar.closes;
    add(i18n::word(lang, "dossiers-moment-closing"), i18n::deadline(lang, calendar.closes, zone), closed);
    if row.state == State::Withdrawn {
        add(i18n::word(lang, "dossiers-state-withdrawn"), String::new(), true);
    } else {
        let today = now.in_zone(zone).date_naive();
        let published = results(call) == Results::Published;
        for step in &calendar.steps {
            let days = [("from", i18n::date(lang, step.from).into()), ("until", i18n::date(lang, step.until).into())];
            let when = if step.from == step.until {
                i18n::date(lang, step.from)
            } else {
                i18n::text(lang, "dossiers-moment-days", &days)
            };
            add(step.label.clone(), when, closed && (step.until < today || published && step.from <= today));
        }
    }
    // The first moment that is not over is where one stands; a filing that can still be taken back is one of them.
    let here = moments.iter().position(|moment| moment.state.is_empty()).unwrap_or(moments.len());
    let here = if !closed { 0 } else { here.min(moments.len().saturating_sub(1)) };
    if let Some(moment) = moments.get_mut(here) {
        moment.state = "here";
    }
    moments
}

/// Builds the follow-up.
pub(in crate::features::dossiers) fn follow_up(
    (row, call): (&DossierRow, &LoadedCall),
    filings: &[(i64, Instant, String)],
    current: Option<&Submission>,
    head: Head,
    now: Instant,
    lang: Lang,
) -> FollowUpPage {
    let public = row.state.public(results(call));
    let (state, tone) = state_words(public, lang);
    let contact = &call.definition.contact;
    let answered = matches!((results(call), row.state), (Results::Published, _) | (_, State::Withdrawn | State::Draft));
    let silence = row.filed_at.filter(|_| !answered).map(|at| {
        let day = i18n::date(lang, silence_refusal_date(at, call.definition.zone));
        i18n::text(lang, "dossiers-silence", &[("date", day.into())])
    });
    let filing = |(rank, at, digest): &(i64, Instant, String)| Labelled {
        label: i18n::text(lang, "dossiers-filing", &[("n", (*rank).into())]),
        value: to_the_second(*at, call, lang),
        small: digest.clone(),
    };
    FollowUpPage {
        head,
        meaning: i18n::word(lang, &format!("dossiers-meaning-{}", public.as_str().replace('_', "-"))),
        state,
        tone,
        timeline: timeline((row, call), now, lang),
        filings: filings.iter().map(filing).collect(),
        answered: !matches!(row.state, State::Draft | State::Withdrawn) && results(call) == Results::Published,
        pdf: current.is_some_and(|submission| submission.receipt_key.is_some()),
        service: vec![contact.service.clone(), contact.email.clone(), contact.phone.clone()],
        silence: silence.unwrap_or_default(),
        can_withdraw: row.state != State::Withdrawn,
    }
}
