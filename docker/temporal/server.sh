#!/bin/sh
# Temporal's own start, with the password from its file.
set -eu
POSTGRES_PWD="$(cat /run/secrets/temporal-database-password)"
export POSTGRES_PWD
exec /etc/temporal/entrypoint.sh
