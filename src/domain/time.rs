//! Instants and zones. The domain never asks what time it is: the instant is an argument.

use std::fmt;

use chrono::{DateTime, Months, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A point in time, in microseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

/// A calendar day, without zone.
pub type LocalDate = NaiveDate;

impl Instant {
    /// From microseconds since 1970 UTC.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970 UTC.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// This instant moved by a number of seconds, which may be negative.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// This instant moved by a number of days of 24 hours, which may be negative.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_seconds(days.saturating_mul(86_400))
    }

    /// As shown on a clock of that zone.
    #[must_use]
    pub fn in_zone(self, zone: Zone) -> DateTime<Tz> {
        DateTime::<Utc>::from_timestamp_micros(self.0).unwrap_or(DateTime::<Utc>::UNIX_EPOCH).with_timezone(&zone.0)
    }

    /// RFC 3339 in UTC with microseconds, as checks write instants; the journal holds microseconds.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        self.in_zone(Zone(Tz::UTC)).format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
    }

    /// From a date and time of day in a zone; `None` in the hour that a change of clocks skips.
    #[must_use]
    pub fn from_local(local: chrono::NaiveDateTime, zone: Zone) -> Option<Self> {
        zone.0.from_local_datetime(&local).earliest().map(|at| Self(at.timestamp_micros()))
    }

    /// The same local day `months` later (the last day of the month where that day is missing),
    /// as « silence for two months » is counted (CRPA L231-4).
    #[must_use]
    pub fn local_date_after_months(self, months: u32, zone: Zone) -> LocalDate {
        let day = self.in_zone(zone).date_naive();
        day.checked_add_months(Months::new(months)).unwrap_or(day)
    }
}

/// An IANA time zone, for display and for reading local times of a call's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// The zone of most calls.
    pub const PARIS: Self = Self(Tz::Europe__Paris);

    /// Finds a zone by its IANA name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// The IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}
