#!/usr/bin/env bash
# Prints the address of a PostgreSQL server for tests, on this machine: the one that runs, else Debian's, installed and
# started here. Everything but the address goes to standard error.
set -euo pipefail
for url in "${TEST_DATABASE_URL:-}" "postgres://root@127.0.0.1:5432/postgres" "postgres://postgres@127.0.0.1:5432/postgres" \
  "postgres://concord_test:concord_test@127.0.0.1:5432/postgres"; do
  if [ -n "$url" ] && command -v psql >/dev/null && psql "$url" -qAtc 'select 1' >/dev/null 2>&1; then
    echo "$url"
    exit 0
  fi
done
if [ "$(id -u)" != 0 ]; then
  echo "No PostgreSQL server answers. Start one and set TEST_DATABASE_URL to a superuser's address on it." >&2
  exit 1
fi
{
  command -v pg_ctlcluster >/dev/null || { apt-get update -qq && apt-get install -y -qq postgresql; }
  cluster=$(pg_lsclusters --no-header | head -n 1)
  read -r version name _ <<<"$cluster"
  pg_ctlcluster --skip-systemctl-redirect "$version" "$name" start || true
  for _ in $(seq 1 30); do pg_isready -q && break; sleep 1; done
  su postgres -c "psql -qc \"create role concord_test superuser login password 'concord_test'\"" || true
} >&2
echo "postgres://concord_test:concord_test@127.0.0.1:5432/postgres"
