//! Drives the whole application in-process, on SQLite or, when `LAUREAT_TEST_DATABASE` is set, on PostgreSQL.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod accounts;
mod admissibility;
mod arrows;
mod calls;
mod committee;
mod concurrent;
mod csrf;
mod doctor;
mod dossiers;
mod failures;
mod harness;
mod headers;
mod hostile;
mod journal;
mod journal_chain;
mod leaks;
mod mail;
mod migrations;
mod operating;
mod parity;
mod permissions;
mod processes;
mod replay;
mod reviews;
mod routes;
mod settings;
mod site;
mod storage;
mod supply;
mod support;
mod templates;
mod upgrade;
mod wording;
mod words;
mod working;
