#!/usr/bin/env bash
# Installs the pinned browser packages and copies the few files that are served.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=node_modules/.laureat-stamp
vendor=templates/assets/vendor
if cmp -s package.json "$stamp" && [ -s "$vendor/govuk-frontend.min.css" ] && [ scripts/assets.sh -ot "$stamp" ]; then
  echo "Assets: up to date in $vendor"
  exit 0
fi

command -v npm >/dev/null || { echo "npm is missing: install Node.js 18 or later (on Debian: apt-get install nodejs npm)" >&2; exit 1; }
echo "Assets: installing the packages of package.json"
npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error

mkdir -p "$vendor"
# The library's default font may be used on gov.uk only: leave out its files and name ours instead.
sed -E -e 's/@font-face\{[^}]*\}//g' -e 's/"?GDS Transport"?/"Public Sans Variable"/g' -e 's#/\*\# sourceMappingURL=[^*]*\*/##' \
  node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css > "$vendor/govuk-frontend.min.css"
cp node_modules/@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2 "$vendor/"
cp node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2 "$vendor/"
cp node_modules/@fontsource-variable/public-sans/LICENSE "$vendor/public-sans.LICENSE.txt"
cp node_modules/@fontsource-variable/source-serif-4/LICENSE "$vendor/source-serif-4.LICENSE.txt"
cp package.json "$stamp"
echo "Assets: copied to $vendor"
