#!/usr/bin/env bash
# Succeeds when the program says that it lives. Needs bash alone: the base image promises neither curl nor wget.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${SERVER_PORT:-8080}"
printf 'GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
IFS= read -r status <&3
[[ $status == "HTTP/1.1 200"* ]]
