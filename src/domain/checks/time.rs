//! Checks of [`crate::time`] and of [`crate::ids`].

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::{
    ids::DossierId,
    time::{Instant, Zone},
};

fn paris(local: &str) -> Option<Instant> {
    Instant::from_local(local.parse().unwrap(), Zone::PARIS)
}

#[test]
fn local_times_are_read_in_their_zone() {
    fn check(local: &str, expected: Option<&str>) {
        assert_eq!(paris(local).map(Instant::to_rfc3339).as_deref(), expected, "{local}");
    }
    check("2013-10-04T12:00:00", Some("2013-10-04T10:00:00.000000Z"));
    check("2013-12-04T12:00:00", Some("2013-12-04T11:00:00.000000Z"));
    // The hour that the change to summer time skips does not exist; the one that comes twice is its first.
    check("2013-03-31T02:30:00", None);
    check("2013-10-27T02:30:00", Some("2013-10-27T00:30:00.000000Z"));
}

#[test]
fn months_are_counted_on_the_calendar_of_the_zone() {
    fn check(from: &str, months: u32, expected: (i32, u32, u32)) {
        let (year, month, day) = expected;
        let due = paris(from).unwrap().local_date_after_months(months, Zone::PARIS);
        assert_eq!(Some(due), NaiveDate::from_ymd_opt(year, month, day), "{from}");
    }
    check("2013-10-04T12:00:00", 2, (2013, 12, 4));
    check("2013-12-31T10:00:00", 2, (2014, 2, 28));
    // Half past midnight in Paris is still the day before in UTC.
    check("2013-07-15T00:30:00", 1, (2013, 8, 15));
}

#[test]
fn days_have_24_hours_and_sums_do_not_overflow() {
    assert_eq!(Instant::from_micros(0).plus_days(-1).micros(), -86_400_000_000);
    assert_eq!(Instant::from_micros(i64::MAX).plus_seconds(1).micros(), i64::MAX);
    assert_eq!(Instant::from_micros(0).plus_days(i64::MIN).micros(), i64::MIN);
    assert_eq!(Zone::parse("Europe/Paris"), Some(Zone::PARIS));
    assert_eq!(Zone::parse("Paris"), None);
}

proptest! {
    #[test]
    fn instants_never_panic(micros: i64, seconds: i64, months in 0..4_000_000_u32) {
        let at = Instant::from_micros(micros).plus_seconds(seconds);
        let _ = (at.to_rfc3339(), at.local_date_after_months(months, Zone::PARIS));
    }

    #[test]
    fn identifiers_read_back_and_sort_by_time(a in 0..4_000_000_000_000_000_i64, later in 1_000..1_000_000_000_i64, random: [u8; 10]) {
        let first = DossierId::mint(Instant::from_micros(a), random);
        let second = DossierId::mint(Instant::from_micros(a + later), [0; 10]);
        prop_assert!(first < second);
        prop_assert_eq!(first.to_string().parse(), Ok(first));
    }
}
