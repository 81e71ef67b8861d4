#!/bin/sh
# Runs once, when the database cluster is made: a role for the product and one for Temporal, which makes its own databases.
# CREATEDB: a restore fills a new database beside the one that is there.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
  --set=reglament="$(cat /run/secrets/reglament-database-password)" \
  --set=temporal="$(cat /run/secrets/temporal-database-password)" <<'SQL'
create role reglament login createdb password :'reglament';
create role temporal login createdb password :'temporal';
create database reglament owner reglament;
revoke all on database reglament from public;
SQL
