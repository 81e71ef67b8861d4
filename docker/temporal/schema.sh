#!/bin/sh
# Makes Temporal's two databases where they are missing, and brings their tables up to date.
set -eu
SQL_PASSWORD="$(cat /run/secrets/temporal-database-password)"
export SQL_PASSWORD

tool() {
  temporal-sql-tool --plugin "$DB" --ep "$POSTGRES_SEEDS" -p "$DB_PORT" -u "$POSTGRES_USER" --db "$@"
}

for database in temporal:temporal temporal_visibility:visibility; do
  name="${database%%:*}"
  tool "$name" create
  tool "$name" setup-schema -v 0.0
  tool "$name" update-schema -d "/etc/temporal/schema/postgresql/v12/${database##*:}/versioned"
done
