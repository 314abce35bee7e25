#!/usr/bin/env bash
# Work on pages, styles and texts: the demonstration, which reads them from templates/ at each request.
# The replay is done once and kept in storage/dev; remove that folder to start again.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/assets.sh
export LAUREAT__DEV__TEMPLATES=templates
exec cargo run --locked --bin laureat -- demo --storage storage/dev --database sqlite://storage/dev/laureat.db
