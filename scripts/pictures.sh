#!/usr/bin/env bash
# Renews the pictures of the guides (docs/images): walks over every page in a browser, keeps some, makes them small.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh
. scripts/browser.sh
steps_total=3

step "Fetch the style sheet, the fonts and the accessibility checker"
scripts/assets.sh

step "Walk over every page"
browser_ensure
mkdir -p docs/images
LAUREAT_PICTURES=$PWD/docs/images cargo test --locked --test browser every_page

step "Make the pictures small"
command -v pngquant >/dev/null || install_packages "A palette of 128 colours makes them three times smaller" pngquant
pngquant --force --ext .png --speed 1 --strip 128 docs/images/*.png
ls -l docs/images | awk 'NR > 1 { printf "    %6.0f kB  %s\n", $5 / 1000, $9 }'
step_end
