#!/usr/bin/env bash
# Replays the call of 2013 at its full size and checks what comes out: five seeds, stricter rules, half the money,
# both databases, other time zones and languages. Some minutes in all, so `make test` replays a small call instead.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh
. scripts/postgres.sh
steps_total=5
home=$(mktemp -d /tmp/laureat-replay.XXXXXX)
trap 'postgres_stop; rm -rf "$home"' EXIT
trap 'exit 130' INT TERM

step "Build"
cargo build --locked --quiet ${REPLAY_PROFILE:+--profile "$REPLAY_PROFILE"} --bin laureat
program=target/${REPLAY_PROFILE:-debug}/laureat

runs=0
# replay SEED [OPTION…]: prints the last line; each run has a folder of its own.
replay() {
  local seed=$1
  shift
  runs=$((runs + 1))
  "$program" demo --replay-only --seed "$seed" --storage "$home/$seed.$runs.$RANDOM" "$@" 2>"$home/log" | tail -n 1 ||
    { cat "$home/log" >&2; return 1; }
}
# field NAME LINE
field() { sed -E "s/.*\"$1\":\"?([^,\"}]*).*/\1/" <<<"$2"; }
# within NAME LOW HIGH LINE
within() {
  local value
  value=$(field "$1" "$4")
  if [ "$value" -lt "$2" ] || [ "$value" -gt "$3" ]; then
    echo "$1 is $value, not within $2 to $3: $4" >&2
    exit 1
  fi
}
sqlite() { echo "sqlite://$home/$RANDOM$RANDOM.db"; }

step "Five seeds"
declare -A line
for seed in 1 2 3 4 5; do
  line[$seed]=$(replay "$seed" --database "$(sqlite)")
  echo "    $seed: ${line[$seed]}"
  within received 180 180 "${line[$seed]}"
  within admissible 115 145 "${line[$seed]}"
  within funded 18 28 "${line[$seed]}"
  within awarded_cents 1 300000000 "${line[$seed]}"
done

step "The same bytes in other places and languages"
for place in "TZ=Pacific/Auckland LC_ALL=C" "TZ=America/New_York LC_ALL=fr_FR.UTF-8"; do
  again=$(export ${place?}; replay 1 --database "$(sqlite)")
  [ "$again" = "${line[1]}" ] || { echo "with $place: $again" >&2; exit 1; }
done

step "Stricter rules, half the money"
sed 's/siren(members.siret)) >= 3/siren(members.siret)) >= 5/' config/calls/ptce-2013.toml >"$home/strict.toml"
strict=$(replay 1 --database "$(sqlite)" --call "$home/strict.toml")
echo "    five members: $strict"
[ "$(field admissible "$strict")" -lt "$(field admissible "${line[1]}")" ]
halve() { echo "s/^(envelope|amount) = $1\$/\\1 = $2/; t"; }
sed -E -e "$(halve 3_000_000 1_500_000)" -e "$(halve 2_000_000 1_000_000)" -e "$(halve 1_000_000 500_000)" \
  -e "$(halve 600_000 300_000)" -e "$(halve 500_000 250_000)" -e "$(halve 400_000 200_000)" \
  config/calls/ptce-2013.toml >"$home/half.toml"
half=$(replay 1 --database "$(sqlite)" --call "$home/half.toml")
echo "    half: $half"
[ "$(field funded "$half")" -lt "$(field funded "${line[1]}")" ]

step "PostgreSQL writes the same bytes"
postgres_start
there=$(replay 1 --database "$LAUREAT_TEST_DATABASE")
[ "$there" = "${line[1]}" ] || { echo "on PostgreSQL: $there" >&2; exit 1; }
step_end
echo "Replay: all as expected."
