#!/usr/bin/env bash
# Shows the platform: builds it, replays the call of 2013 with invented dossiers, serves it on this machine.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh
steps_total=4

step "Check the tools"
need cargo "install Rust 1.95 or later (rustup is the usual way)"
need node "install Node.js 18 or later (on Debian: apt-get install nodejs npm)"
need npm "install npm (on Debian: apt-get install npm)"
need cc "install a C compiler (on Debian: apt-get install build-essential)"

step "Fetch the style sheet and the fonts"
scripts/assets.sh

step "Build Lauréat (some minutes the first time, seconds afterwards)"
cargo build --locked --bin laureat

step "Replay the call and serve it on 127.0.0.1:8080 (Ctrl+C stops it)"
exec cargo run --quiet --locked --bin laureat -- demo "$@"
