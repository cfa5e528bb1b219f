#!/usr/bin/env bash
# Tiles under load, beside other servers with the same archive. Needs wrk, python3 and a release build; martin and
# versatiles are measured where they are installed.
#
#   benches/load/run.sh [FOLDER]     FOLDER keeps database, archives and list (default: a temporary one)
#
#   BIN        the program (default: target/release/wijkwijzer, with CARGO_TARGET_DIR respected)
#   SECONDS_EACH, ROUNDS             length and number of rounds (default 5 and 3); the median of the rounds counts
#   MARTIN, VERSATILES               the other servers (default: from PATH)
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
bin="${BIN:-${CARGO_TARGET_DIR:-$here/../../target}/release/wijkwijzer}"
each="${SECONDS_EACH:-5}"
rounds="${ROUNDS:-3}"
folder="${1:-$(mktemp -d)}"
mkdir -p "$folder"
db="$folder/load.db"
geodata="$here/../../geodata"
server=""

stop() {
  [[ -z "$server" ]] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
  server=""
}
trap stop EXIT

port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

now() { date +%s%N; }

# Waits until an address answers 200; gives the milliseconds since START.
wait_for() {
  local url="$1" began="$2"
  until [[ "$(curl -s -o /dev/null -w '%{http_code}' -H 'Accept-Encoding: gzip' "$url")" == 200 ]]; do
    kill -0 "$server" 2>/dev/null || { echo "the server ended" >&2; return 1; }
    (($(now) - began < 60000000000)) || { echo "no answer from $url" >&2; return 1; }
    sleep 0.005
  done
  echo $((($(now) - began) / 1000000))
}

resident() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$1/status"; }

# name, address, prefix, suffix, requests sent together: median of the rounds by requests per second, and the memory after
# them.
measure() {
  local name="$1" address="$2" prefix="$3" suffix="$4" depth="${5:-1}" round
  wrk -t2 -c16 -d1s -s "$here/tiles.lua" "$address" -- "$folder/tiles.txt" "$prefix" "$suffix" "$depth" >/dev/null
  for ((round = 0; round < rounds; round++)); do
    wrk -t2 -c16 -d"${each}s" -s "$here/tiles.lua" "$address" -- "$folder/tiles.txt" "$prefix" "$suffix" "$depth" |
      awk '/^RESULT/ { print $2, $3, $4, $5, $6, $7 }'
  done | sort -n >"$folder/rounds"
  awk -v name="$name" -v rss="$(resident "$server")" '
    { line[NR] = $0 }
    END {
      split(line[int((NR + 1) / 2)], f)
      split(line[1], low); split(line[NR], high)
      printf "| %s | %d | %d-%d | %.2f | %.2f | %.1f | %d | %d |\n", name, f[1], low[1], high[1], f[2], f[3], f[5] / 1024, rss, f[6]
    }' "$folder/rounds"
}

template() { curl -s "$1" | python3 -c 'import json, sys; print(json.load(sys.stdin)["tiles"][0].split("{z}")[0])'; }

echo "$(date -u +%Y-%m-%d), $(nproc) cores, load before $(cut -d' ' -f1-3 /proc/loadavg)"
"$bin" import --database "$db" --geodata "$geodata" 2>&1 | tail -3
"$bin" export mbtiles "$folder/tiles.mbtiles" --database "$db" --geodata "$geodata" 2>/dev/null
"$bin" export pmtiles "$folder/tiles.pmtiles" --database "$db" --geodata "$geodata" 2>/dev/null
python3 "$here/draw.py" "$folder/tiles.mbtiles" 705 >"$folder/tiles.txt"
echo "$(wc -l <"$folder/tiles.txt") tiles, fingerprint $(sha256sum "$folder/tiles.txt" | cut -c1-12)"

# From the start with an existing release to the first tile, five times. The address of the tiles is asked for beforehand, as
# a map has it from the page: what is timed is the program, not the reading of its TileJSON.
middle="$(sed -n 300p "$folder/tiles.txt")"
prefix=""
for round in 0 1 2 3 4 5; do
  p="$(port)"
  began="$(now)"
  RUST_LOG=warn "$bin" --bind "127.0.0.1:$p" --database "$db" --geodata "$geodata" >/dev/null 2>"$folder/server.log" &
  server=$!
  if ((round == 0)); then
    until curl -sf -o "$folder/json" "http://127.0.0.1:$p/tiles/2024.json"; do sleep 0.05; done
    prefix="$(python3 -c 'import json, sys; print("/tiles" + json.load(sys.stdin)["tiles"][0].split("{z}")[0].split("/tiles", 1)[1])' <"$folder/json")"
  else
    echo "first tile after $(wait_for "http://127.0.0.1:$p$prefix$middle.mvt" "$began") ms, resident $(resident "$server") MB"
  fi
  stop
done

echo "| server | tiles/s | lowest-highest | p50 ms | p99 ms | kB a tile | resident MB | failed |"
echo "|---|---|---|---|---|---|---|---|"
p="$(port)"
RUST_LOG=warn "$bin" --bind "127.0.0.1:$p" --database "$db" --geodata "$geodata" >/dev/null 2>"$folder/server.log" &
server=$!
until curl -sf -o /dev/null "http://127.0.0.1:$p/readyz"; do sleep 0.05; done
path() { template "http://127.0.0.1:$p/$1" | sed 's|^http://[^/]*||'; }
measure "wijkwijzer, all five vintages and the Atlas" "http://127.0.0.1:$p" "$(path tiles/2024.json)" .mvt
measure "the same, eight requests sent together" "http://127.0.0.1:$p" "$(path tiles/2024.json)" .mvt 8
measure "wijkwijzer, joined (koopwoningen 2024)" "http://127.0.0.1:$p" "$(path tiles/2024/koopwoningen/2024.json)" .mvt
stop

martin="${MARTIN:-$(command -v martin || true)}"
if [[ -n "$martin" ]]; then
  for kind in mbtiles pmtiles; do
    p="$(port)"
    "$martin" --listen-addresses "127.0.0.1:$p" "$folder/tiles.$kind" >"$folder/martin.log" 2>&1 &
    server=$!
    wait_for "http://127.0.0.1:$p/tiles/$middle" "$(now)" >/dev/null
    measure "$("$martin" --version), $kind" "http://127.0.0.1:$p" /tiles/ ""
    stop
  done
fi
versatiles="${VERSATILES:-$(command -v versatiles || true)}"
if [[ -n "$versatiles" ]]; then
  p="$(port)"
  "$versatiles" serve --ip 127.0.0.1 --port "$p" "$folder/tiles.pmtiles" >"$folder/versatiles.log" 2>&1 &
  server=$!
  wait_for "http://127.0.0.1:$p/tiles/tiles/$middle" "$(now)" >/dev/null
  measure "$("$versatiles" --version | head -1), pmtiles" "http://127.0.0.1:$p" /tiles/tiles/ ""
  stop
fi
echo "load after $(cut -d' ' -f1-3 /proc/loadavg)"
