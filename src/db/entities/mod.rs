//! Rows of the tables, with plain column types, written by hand; the migrations say what each column means.
//! A relation is declared where a store joins by it.
//! Only `db` and the `store.rs` files may use them.
#![allow(missing_docs, reason = "columns are explained once, in the migrations")]

pub mod admissibility_verdict;
pub mod answer;
pub mod assignment;
pub mod award;
pub mod base_correction;
pub mod call;
pub mod call_revision;
pub mod call_role;
pub mod conflict;
pub mod decision;
pub mod declaration;
pub mod document;
pub mod dossier;
pub mod dossier_organisation;
pub mod dossier_word;
pub mod erasure;
pub mod event;
pub mod finding;
pub mod institution;
pub mod job;
pub mod mail;
pub mod personal_link;
pub mod ranking;
pub mod review;
pub mod score;
pub mod session;
pub mod signature;
pub mod submission;
pub mod throttle;
pub mod track;
pub mod user;
