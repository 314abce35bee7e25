//! What tests drive the application with: a database of their own, a browser-like client, pages read by selectors.
#![allow(dead_code, unused_imports, reason = "each helper is used by some room's tests")]

pub mod chance;
mod client;
mod database;
mod dossiers;
mod example;
pub mod fluent;
mod jobs;
mod page;
mod people;
mod process;
pub mod reading;
pub mod rust;
mod s3;
pub mod shapes;
mod smtp;
pub mod source;
mod test_app;
pub mod twins;
pub mod views;

pub use client::{BOUNDARY, Client, File};
pub use database::Scratch;
pub use dossiers::{PDF, complete_answers, siret};
pub use example::{Example, SENDERS};
pub use jobs::{give_up_all, release, under_way};
pub use page::TestPage;
pub use people::PASSWORD;
pub use process::{Process, eventually};
pub use s3::{S3_BUCKET, S3_KEY, S3_SECRET, S3Server};
pub use smtp::{Manner, SmtpServer};
pub use test_app::{PTCE_2013, TestApp, instant};
