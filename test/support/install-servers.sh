#!/usr/bin/env bash
# Installs what the tests start and this machine lacks: Redis, PostgreSQL, Java with Maven for Neo4j, strace, and a headless Chromium.
# Does nothing where they are there; on other systems it says what to install.
set -euo pipefail

missing=()
command -v redis-server >/dev/null || missing+=(redis-server)
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null || missing+=(postgresql)
command -v java >/dev/null || missing+=(openjdk-17-jre-headless)
command -v mvn >/dev/null || missing+=(maven)
command -v strace >/dev/null || missing+=(strace)
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || missing+=(chromium-headless-shell)

[ ${#missing[@]} -eq 0 ] && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  # Only the tests' own servers run: the packages' services hold the default ports.
  for service in redis-server postgresql; do
    command -v service >/dev/null && service "$service" stop >/dev/null 2>&1 || true
  done
else
  echo "tests: install ${missing[*]} to run every test" >&2
fi
