//! Words shown to people, through Fluent, and dates in words.

use std::{
    borrow::Cow,
    cell::Cell,
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

use chrono::{Datelike, Timelike};
use domain::time::{Instant, LocalDate, Zone};
use fluent_templates::{ArcLoader, LanguageIdentifier, Loader, fluent_bundle::FluentValue, langid};
use serde::Serialize;

use crate::live;

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./templates/locales",
        fallback_language: "fr",
        // Isolation marks would end in mails, exports and tests.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// Texts of the folder that is worked on, and when that changed.
static WORKED_ON: Mutex<Option<(SystemTime, ArcLoader)>> = Mutex::new(None);

fn look_up(lang: Lang, key: &str, args: &HashMap<Cow<'static, str>, FluentValue<'static>>) -> Option<String> {
    let Some(changed) = live::changed_at() else { return LOCALES.try_lookup_with_args(lang.id(), key, args) };
    let mut worked_on = WORKED_ON.lock().unwrap_or_else(PoisonError::into_inner);
    if worked_on.as_ref().is_none_or(|(at, _)| *at != changed) {
        let locales = live::folder()?.join("locales");
        match ArcLoader::builder(&locales, FRENCH.clone()).customize(|bundle| bundle.set_use_isolating(false)).build() {
            Ok(loader) => *worked_on = Some((changed, loader)),
            Err(error) => tracing::error!(%error, "the texts cannot be read"),
        }
    }
    worked_on.as_ref()?.1.try_lookup_with_args(lang.id(), key, args)
}

static FRENCH: LanguageIdentifier = langid!("fr");
static ENGLISH: LanguageIdentifier = langid!("en");

/// A language of the screens. Texts of calls stay in the language that they were written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French, the source language.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// `fr` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// Reads `fr` or `en`.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "fr" => Some(Self::Fr),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    fn id(self) -> &'static LanguageIdentifier {
        match self {
            Self::Fr => &FRENCH,
            Self::En => &ENGLISH,
        }
    }
}

thread_local! {
    static CURRENT: Cell<Lang> = const { Cell::new(Lang::Fr) };
}

/// Runs `work` (a rendering, never async) with `lang` as the language of `t(…)` in templates.
pub fn with_lang<T>(lang: Lang, work: impl FnOnce() -> T) -> T {
    let before = CURRENT.replace(lang);
    let result = work();
    CURRENT.set(before);
    result
}

/// The words of a key, or `None` when no language has it.
#[must_use]
pub fn try_text(lang: Lang, key: &str, args: &[(&'static str, FluentValue<'static>)]) -> Option<String> {
    let args: HashMap<Cow<'static, str>, FluentValue<'static>> =
        args.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
    look_up(lang, key, &args)
}

/// The words of a key. An unknown key shows itself and fails the tests.
#[must_use]
pub fn text(lang: Lang, key: &str, args: &[(&'static str, FluentValue<'static>)]) -> String {
    try_text(lang, key, args).unwrap_or_else(|| format!("⟦{key}⟧"))
}

/// The words of a key whose variables are texts: names, dates and amounts that are words already.
#[must_use]
pub fn say(lang: Lang, key: &str, args: &[(&'static str, String)]) -> String {
    let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.clone().into())).collect();
    text(lang, key, &args)
}

/// The words of a key without variables.
#[must_use]
pub fn word(lang: Lang, key: &str) -> String {
    text(lang, key, &[])
}

/// A number by groups of three digits: « 2 000 », “2,000”.
#[must_use]
pub fn grouped(lang: Lang, number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(if lang == Lang::Fr { '\u{202f}' } else { ',' });
        }
        out.push(digit);
    }
    out
}

/// The template function `t(key="…", name=value…)`.
pub fn template_function(kwargs: tera::Kwargs, _: &tera::State<'_>) -> tera::TeraResult<String> {
    let key: String = kwargs.must_get("key")?;
    let lang = kwargs.get::<String>("lang")?.and_then(|code| Lang::parse(&code)).unwrap_or_else(|| CURRENT.get());
    let mut args: HashMap<Cow<'static, str>, FluentValue<'static>> = HashMap::new();
    for (name, value) in kwargs.iter() {
        let name = name.to_string();
        if name != "key" && name != "lang" {
            let value = match value.as_i128() {
                Some(number) => FluentValue::from(number as i64),
                None => FluentValue::from(value.to_string()),
            };
            args.insert(Cow::Owned(name), value);
        }
    }
    look_up(lang, &key, &args).ok_or_else(|| tera::Error::message(format!("unknown text « {key} »")))
}

const MONTHS: [[&str; 12]; 2] = [
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];
const DAYS: [[&str; 7]; 2] = [
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];

/// « 11 octobre 2013 », « 1er novembre 2013 ».
#[must_use]
pub fn date(lang: Lang, day: LocalDate) -> String {
    let month = MONTHS[lang as usize][day.month0() as usize];
    match (lang, day.day()) {
        (Lang::Fr, 1) => format!("1er {month} {}", day.year()),
        (_, number) => format!("{number} {month} {}", day.year()),
    }
}

/// « octobre 2013 ».
#[must_use]
pub fn month(lang: Lang, day: LocalDate) -> String {
    format!("{} {}", MONTHS[lang as usize][day.month0() as usize], day.year())
}

/// « vendredi 11 octobre 2013 ».
#[must_use]
pub fn long_date(lang: Lang, day: LocalDate) -> String {
    format!("{} {}", DAYS[lang as usize][day.weekday().num_days_from_monday() as usize], date(lang, day))
}

/// « vendredi 11 octobre 2013, 23:59 (heure de Paris) »: for deadlines and receipts.
#[must_use]
pub fn deadline(lang: Lang, at: Instant, zone: Zone) -> String {
    let local = at.in_zone(zone);
    format!(
        "{}, {:02}:{:02} ({})",
        long_date(lang, local.date_naive()),
        local.hour(),
        local.minute(),
        zone_name(lang, zone)
    )
}

/// « 11 octobre 2013, 23:59 ».
#[must_use]
pub fn date_time(lang: Lang, at: Instant, zone: Zone) -> String {
    let local = at.in_zone(zone);
    format!("{}, {:02}:{:02}", date(lang, local.date_naive()), local.hour(), local.minute())
}

/// « 23:59 ».
#[must_use]
pub fn time_of_day(at: Instant, zone: Zone) -> String {
    let local = at.in_zone(zone);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// « heure de Paris ».
#[must_use]
pub fn zone_name(lang: Lang, zone: Zone) -> String {
    let city = zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
    text(lang, "zone-of-city", &[("city", city.into())])
}

/// « 3 jours 9 h 57 min »: what is left until a deadline.
#[must_use]
pub fn time_left(lang: Lang, seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    text(lang, "time-left", &[("days", days.into()), ("hours", hours.into()), ("minutes", minutes.into())])
}
