//! The demonstration: a past call replayed through the actions that people use, with a clock and a chance of
//! its own, then an open call to try. Nothing here writes a row by itself.

pub mod content;
pub mod dice;
pub mod numbers;
pub mod paper;
pub mod words;
