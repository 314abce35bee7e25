#!/usr/bin/env bash
# Checks everything: format, lints, documentation, then the tests on SQLite, on PostgreSQL and in a browser.
# Installs PostgreSQL and Chromium when they are missing, and says so.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh
. scripts/postgres.sh
. scripts/browser.sh
steps_total=8
trap postgres_stop EXIT
trap 'exit 130' INT TERM

step "Check the tools"
need cargo "install Rust 1.95 or later with rustfmt and clippy (rustup is the usual way)"
need node "install Node.js 18 or later (on Debian: apt-get install nodejs npm)"
need npm "install npm (on Debian: apt-get install npm)"
need cc "install a C compiler (on Debian: apt-get install build-essential)"

step "Fetch the style sheet, the fonts and the accessibility checker"
scripts/assets.sh

step "Format"
cargo fmt --all --check

step "Lints"
cargo clippy --workspace --all-targets --locked --quiet -- -D warnings

step "Documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet

# Without the browser binary: it has a step of its own.
step "Tests on SQLite"
command -v sqlite3 >/dev/null || install_packages "The guide of operators backs up with it" sqlite3
unset LAUREAT_TEST_DATABASE
cargo test --workspace --locked --lib --bins --test it

step "Tests on PostgreSQL"
postgres_start
cargo test --locked --test it
postgres_stop
unset LAUREAT_TEST_DATABASE

# Last, so that the run closes with the runner's own line.
step "Journeys in a browser"
browser_ensure
cargo test --locked --test browser
