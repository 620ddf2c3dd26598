#!/bin/sh
# Puts back what backup.sh made, over what is there: `restore.sh /var/backups/mou/2027-01-01T023000Z`. As the superuser of the database,
# by PostgreSQL's own variables (PGHOST …). Everything that writes is stopped before: docs/production.md says what follows after.
# The databases belong to the roles `temporal` and `mou`; MOU_OWNER names another one in the place of the latter.
set -eu
: "${1:?the folder of a backup}"
cd "$1"
# Before anything is dropped.
sha256sum --check --quiet SHA256SUMS
for name in mou temporal temporal_visibility; do pg_restore --list "$name.dump" > /dev/null; done

export PGOPTIONS="-c client_min_messages=warning"
admin() { psql -X -v ON_ERROR_STOP=1 -q "$@"; }
for database in temporal temporal_visibility; do
  admin -d postgres -c "DROP DATABASE IF EXISTS $database WITH (FORCE)" -c "CREATE DATABASE $database OWNER temporal" \
    -c "REVOKE ALL ON DATABASE $database FROM PUBLIC"
  pg_restore --no-owner --role=temporal --exit-on-error --dbname="$database" "$database.dump"
done
admin -d mou -c 'DROP SCHEMA IF EXISTS mou CASCADE'
pg_restore --no-owner --role="${MOU_OWNER:-mou}" --exit-on-error --dbname=mou mou.dump
