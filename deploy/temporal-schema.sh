#!/bin/sh
# Temporal's two databases on PostgreSQL, and the register's. Every command may be run again: what exists already is left as it is.
set -eu
for database in temporal:temporal temporal_visibility:visibility; do
  name=${database%%:*}
  schema=${database##*:}
  temporal-sql-tool --db "$name" create || true
  temporal-sql-tool --db "$name" setup-schema -v 0.0 || true
  temporal-sql-tool --db "$name" update-schema --schema-name "postgresql/v12/$schema"
done
# The tool only says CREATE DATABASE; the tables are made by `mou migrate`.
temporal-sql-tool --db mou create || true
