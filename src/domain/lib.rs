//! The rules of a call for projects.
//!
//! Facts and an instant go in, a decision comes out. No I/O, no `async`, no clock, no randomness,
//! no text meant for a screen, and no float wherever there is money, a score or a rank.
//! Modules follow the life of a dossier.

#[macro_use]
mod stored;

pub mod fraction;
pub mod ids;
pub mod money;
pub mod text;
pub mod time;

pub mod geo;

pub mod answers;
pub mod budget;
pub mod call;
pub mod call_file;
pub mod expression;
pub mod form;
pub mod meaning;

pub mod dossier;
pub mod rules;

pub mod assignment;
pub mod conflict;
pub mod scoring;

pub mod allocation;
pub mod committee;
pub mod ranking;

pub mod audit;
pub mod canonical;
pub mod interests;
pub mod journal;
pub mod links;
pub mod permissions;
pub mod search;

#[cfg(test)]
mod checks;
