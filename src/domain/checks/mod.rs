//! Data-driven tests of the rules, one file per module.

mod allocation;
mod assignment;
mod call_file;
mod canonical;
mod committee;
mod dossier;
mod form;
mod geo;
mod journal;
mod money;
mod permissions;
mod ranking;
mod reads;
mod rules;
mod scoring;
mod text;
mod time;
