#!/bin/sh
# Makes the namespace where it is missing. Histories of ended workflows are kept for three days.
set -eu
temporal operator cluster health --address "$TEMPORAL_ADDRESS"
if ! temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" --address "$TEMPORAL_ADDRESS" >/dev/null 2>&1; then
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 72h --address "$TEMPORAL_ADDRESS"
fi
