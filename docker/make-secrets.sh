#!/usr/bin/env bash
# Makes docker/secrets/ with one file for each secret: our own two are drawn at random, yours are left empty for you to fill.
# Files that are there already stay as they are.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p -m 700 secrets

# Readable for the user inside the container; the folder keeps others on this machine out.
keep() {
  if [[ ! -e "secrets/$1" ]]; then
    cat >"secrets/$1"
    chmod 644 "secrets/$1"
    echo "made docker/secrets/$1"
  fi
}

random() {
  head -c 24 /dev/urandom | base64 | tr '+/' '-_'
}

random | keep database-password
random | keep operator-password
for name in business-central-client-secret heyloyalty-api-key heyloyalty-api-secret; do
  keep "$name" </dev/null
done
