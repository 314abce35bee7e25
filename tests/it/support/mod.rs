//! What tests drive the application with: a database of their own, a browser-like client, pages read by selectors.
#![allow(dead_code, unused_imports, reason = "each helper is used by some room's tests")]

mod client;
mod database;
mod dossiers;
mod example;
mod page;
mod people;
mod smtp;
pub mod source;
mod test_app;

pub use client::{BOUNDARY, Client, File};
pub use database::Scratch;
pub use dossiers::{PDF, complete_answers, siret};
pub use example::Example;
pub use page::TestPage;
pub use people::PASSWORD;
pub use smtp::{Manner, SmtpServer};
pub use test_app::{PTCE_2013, TestApp, instant};
