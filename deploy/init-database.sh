#!/usr/bin/env bash
# Run once by the PostgreSQL image on an empty volume: the database, its roles, and their passwords from the secret files.
set -euo pipefail
createdb --username "$POSTGRES_USER" concord
psql --username "$POSTGRES_USER" --dbname concord --no-psqlrc --quiet --set ON_ERROR_STOP=1 --file /deploy/roles.sql
psql --username "$POSTGRES_USER" --dbname concord --no-psqlrc --quiet --set ON_ERROR_STOP=1 \
  --set owner="$(cat /run/secrets/owner_password)" --set login="$(cat /run/secrets/login_password)" <<'SQL'
alter role concord_owner password :'owner';
alter role concord_login password :'login';
SQL
