//! The calendar of a call in words, with « vous êtes ici ».

use domain::{
    call::{Call, Window},
    time::{Instant, LocalDate},
};
use serde::Serialize;

use crate::i18n::{self, Lang};

/// A step of a calendar, as the component `timeline` shows it.
#[derive(Debug, Serialize)]
pub struct Milestone {
    /// Its name.
    pub title: String,
    /// Its dates, in words.
    pub when: String,
    /// `done`, `here`, `end` (the deadline to come) or nothing.
    pub state: &'static str,
}

/// « de 50 000 € à 300 000 € », by the key of the sentence.
pub(super) fn range(lang: Lang, key: &str, from: String, to: String) -> String {
    i18n::text(lang, key, &[("from", from.into()), ("to", to.into())])
}

/// What is left until the deadline, or nothing when filing is not open.
pub(super) fn time_left(call: &Call, now: Instant, lang: Lang) -> String {
    let calendar = &call.calendar;
    match calendar.window(now) {
        Window::Open => i18n::time_left(lang, (calendar.closes.micros() - now.micros()) / 1_000_000),
        _ => String::new(),
    }
}

/// Opening, deadline and planned steps, with « vous êtes ici » exactly once.
pub(super) fn timeline(call: &Call, now: Instant, lang: Lang) -> Vec<Milestone> {
    let today = now.in_zone(call.zone).date_naive();
    let opens = call.calendar.opens.in_zone(call.zone).date_naive();
    let here = || Milestone {
        title: i18n::long_date(lang, today),
        when: match call.calendar.window(now) {
            Window::Open => i18n::word(lang, "calls-timeline-open"),
            _ => String::new(),
        },
        state: "here",
    };
    let passed = |at: Instant| now >= at;
    let mut items = Vec::new();
    let mut marked = false;
    if !passed(call.calendar.opens) {
        items.push(here());
        marked = true;
    }
    items.push(Milestone {
        title: i18n::word(lang, "calls-timeline-opens"),
        when: i18n::long_date(lang, opens),
        state: if passed(call.calendar.opens) { "done" } else { "" },
    });
    if !marked && !passed(call.calendar.closes) {
        items.push(here());
        marked = true;
    }
    items.push(Milestone {
        title: i18n::word(lang, "calls-timeline-closes"),
        when: i18n::deadline(lang, call.calendar.closes, call.zone),
        state: if passed(call.calendar.closes) { "done" } else { "end" },
    });
    for step in &call.calendar.steps {
        let running = step.from <= today && today <= step.until;
        if !marked && !running && today < step.from {
            items.push(here());
            marked = true;
        }
        let state = match (running && !marked, today > step.until) {
            (true, _) => "here",
            (_, true) => "done",
            _ => "",
        };
        marked |= state == "here";
        items.push(Milestone { title: step.label.clone(), when: days(step.from, step.until, lang), state });
    }
    if !marked {
        items.push(here());
    }
    items
}

/// « du 12 octobre 2013 au 26 octobre 2013 », or one day.
pub(super) fn days(from: LocalDate, until: LocalDate, lang: Lang) -> String {
    if from == until {
        return i18n::long_date(lang, from);
    }
    range(lang, "calls-days-range", i18n::date(lang, from), i18n::date(lang, until))
}
