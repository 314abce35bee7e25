#!/usr/bin/env bash
# Builds the program as it is given out: small, its names in a file beside it, from which back-traces are read.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --release --locked --bin laureat
folder="${CARGO_TARGET_DIR:-target}/release"
objcopy --only-keep-debug "$folder/laureat" "$folder/laureat.debug"
objcopy --strip-all --add-gnu-debuglink="$folder/laureat.debug" "$folder/laureat" "$folder/laureat.small"
mv "$folder/laureat.small" "$folder/laureat"
ls -l "$folder/laureat" "$folder/laureat.debug"
