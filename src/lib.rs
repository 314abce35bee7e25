//! Lauréat: calls for projects of public funders, from publication to the list of laureates.
//!
//! The life of a dossier is under [`features`]; the rules are in the crate `domain`; [`routes`] lists every page.

pub mod app;
pub mod cli;
pub mod config;
pub mod db;
pub mod demo;
pub mod error;
pub mod features;
pub mod files;
pub mod i18n;
pub mod live;
pub mod mailer;
pub mod queue;
pub mod routes;
pub mod web;
pub mod worker;
