//! Journeys of people in a real browser, on a real server in this process: what they see, at three widths, with the
//! accessibility checker on every page. Screenshots are left in `target/screenshots`.
//!
//! Chromium and its driver must be there: a journey that cannot start fails.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod browser;
mod by_hand;
mod conditions;
mod eye;
mod journey;
mod look;
mod other_ways;
mod pages;
mod server;
mod staff_pages;
#[path = "../it/support/mod.rs"]
mod support;
mod walk;
