#!/usr/bin/env bash
# Checks what comes into the program and how it is written, with tools that are installed once, in target/tools:
# licences, sources and known faults of dependencies, dependencies without use, typing errors; then writes the list of
# all that the program is made of (SBOM, CycloneDX) to target/sbom. `make test` checks licences, sources and unused
# dependencies too, without these tools.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh
steps_total=6
tools=$PWD/target/tools
unchecked=()

# tool PACKAGE VERSION PROGRAM: installs it unless that version is there.
tool() {
  local stamp=$tools/.$1-$2
  [ -x "$tools/bin/$3" ] && [ -e "$stamp" ] && return 0
  echo "    installing $1 $2 (some minutes, once)"
  cargo install --locked --quiet --root "$tools" --version "$2" "$1"
  touch "$stamp"
}

step "Install the tools"
need cargo "install Rust 1.95 or later (rustup is the usual way)"
need npm "install npm (on Debian: apt-get install npm)"
tool cargo-machete 0.9.2 cargo-machete
tool cargo-deny 0.20.2 cargo-deny
tool typos-cli 1.52.0 typos
tool cargo-cyclonedx 0.5.9 cargo-cyclonedx
scripts/assets.sh

step "Licences, sources, bans"
"$tools/bin/cargo-deny" --locked check --hide-inclusion-graph licenses sources bans

step "Known faults of dependencies"
if timeout 120 "$tools/bin/cargo-deny" fetch db >/dev/null 2>&1; then
  "$tools/bin/cargo-deny" --locked check --disable-fetch advisories
else
  unchecked+=("known faults of Rust packages: their list could not be fetched from here")
fi

step "Dependencies without use"
"$tools/bin/cargo-machete"

step "Typing errors, in files and in the messages of commits"
"$tools/bin/typos" --format brief
git log --format='%s%n%b' | "$tools/bin/typos" --format brief -

step "What the program is made of (target/sbom)"
mkdir -p target/sbom
"$tools/bin/cargo-cyclonedx" cyclonedx --quiet --format json --all --spec-version 1.5 --override-filename sbom
mv sbom.json target/sbom/laureat.cdx.json
# The program is made of the other members of the workspace: theirs say nothing more.
rm -f src/domain/sbom.json src/typeset/sbom.json migrations/sbom.json benches/sbom.json
npm sbom --loglevel=error --sbom-format cyclonedx --sbom-type application >target/sbom/assets.cdx.json
node -e '
  const allowed = new Set(["MIT", "OFL-1.1", "MPL-2.0", "EUPL-1.2"]);
  const { components = [] } = require("./target/sbom/assets.cdx.json");
  for (const { name, licenses = [] } of components) {
    const ids = licenses.map((one) => one.license?.id ?? one.expression);
    if (!ids.length || !ids.every((id) => allowed.has(id))) throw new Error(`${name}: licence ${ids}`);
  }
  console.log(`    ${components.length} packages of the pages`);
'
step_end
for what in "${unchecked[@]}"; do echo "NOT CHECKED: $what"; done
echo "Guard: all that could be checked is as it should be."
