# Sourced: starts a throwaway PostgreSQL that keeps nothing. The caller traps its exit and calls postgres_stop.
#   postgres_start   exports LAUREAT_TEST_DATABASE
#   postgres_stop    stops the server and removes its files
# Nothing survives a crash (fsync off) and anybody on this machine may connect: never for real data.

postgres_home=""
postgres_bin=""
postgres_as=()

postgres_find() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1 || true)
  if [ -z "$found" ]; then found=$(command -v initdb || true); fi
  if [ -n "$found" ]; then postgres_bin=$(dirname "$(readlink -f "$found")"); fi
}

postgres_start() {
  postgres_find
  if [ -z "$postgres_bin" ]; then
    install_packages "The suite runs a second time on PostgreSQL" postgresql
    postgres_find
  fi
  postgres_home=$(mktemp -d /tmp/laureat-postgres.XXXXXX)
  # The server refuses to run as root.
  if [ "$(id -u)" -eq 0 ]; then
    local user=nobody
    if id -u postgres >/dev/null 2>&1; then user=postgres; fi
    chown "$user" "$postgres_home"
    postgres_as=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups env HOME="$postgres_home")
  fi
  "${postgres_as[@]}" "$postgres_bin/initdb" --pgdata "$postgres_home/data" --username laureat --auth trust \
    --encoding UTF8 --locale C --no-sync >"$postgres_home/initdb.log" 2>&1 || { cat "$postgres_home/initdb.log" >&2; return 1; }

  # A port may be taken: try a few.
  local try port
  for try in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 20000))
    if (cd "$postgres_home" && "${postgres_as[@]}" "$postgres_bin/pg_ctl" start --pgdata "$postgres_home/data" --wait --silent \
      --log "$postgres_home/server.log" --options "-p $port -k $postgres_home -c listen_addresses=127.0.0.1 -c fsync=off \
        -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=128MB -c max_wal_size=2GB") >/dev/null 2>&1; then
      export LAUREAT_TEST_DATABASE="postgres://laureat@127.0.0.1:$port/postgres"
      echo "    PostgreSQL: $LAUREAT_TEST_DATABASE"
      return 0
    fi
  done
  cat "$postgres_home/server.log" >&2
  return 1
}

postgres_stop() {
  [ -n "$postgres_home" ] || return 0
  (cd / && "${postgres_as[@]}" "$postgres_bin/pg_ctl" stop --pgdata "$postgres_home/data" --mode immediate --silent >/dev/null 2>&1) || true
  rm -rf "$postgres_home"
  postgres_home=""
}
