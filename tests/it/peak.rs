//! The minutes before a deadline, in small, with a real process that is killed in the middle.

use std::{path::PathBuf, time::Duration};

use crate::support::Scratch;

#[path = "../../benches/src/peak/storm/mod.rs"]
mod storm;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_when_the_program_is_killed_before_a_deadline() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (scratch, storage) = (Scratch::empty().await, tempfile::TempDir::new().unwrap());
    let site = storm::Site {
        program: PathBuf::from(env!("CARGO_BIN_EXE_laureat")),
        database: scratch.url.clone(),
        storage: storage.path().to_owned(),
    };
    let plan = storm::Plan {
        sessions: 20,
        seconds: 5,
        every: Duration::from_millis(700),
        only_saves: false,
        question: "pole_name".to_owned(),
        kill: true,
        upload_bytes: 100_000,
    };
    let outcome = storm::run(&site, &plan).await.unwrap();
    println!("{}", outcome.table());
    assert!(outcome.losses.is_empty() && outcome.errors.is_empty(), "{}", outcome.table());
    assert!(outcome.acknowledged.iter().all(|count| *count > 0), "{}", outcome.table());
    scratch.remove().await;
}
