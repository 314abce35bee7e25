//! Data-driven tests of the rules, one file per module.

mod allocation;
mod assignment;
mod audit;
mod call_file;
mod call_file_expressions;
mod canonical;
mod committee;
mod conditions;
mod dossier;
mod expression;
mod expression_properties;
mod form;
mod geo;
mod interests;
mod journal;
mod money;
mod permissions;
mod ranking;
mod reads;
mod rules;
mod scoring;
mod search;
mod sheet;
mod text;
mod time;
