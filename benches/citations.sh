#!/usr/bin/env bash
# What citations add to a whole build: benches/citations.sh [SHEETS [BUILDS]]
# The made-up site has three citations a sheet, 30,000 in 10,000 sheets; it is built with them and without them, in turn, from
# nothing each time. The medians of CPU (of all cores) and of wall, in seconds, and their differences are told: the aim is under 1 s
# of wall on two cores.
set -eu
cd "$(dirname "$0")/.."
sheets=${1:-10000}
builds=${2:-5}
if [ -d /dev/shm ]; then folder=/dev/shm/reperess-citations; else folder=${TMPDIR:-/tmp}/reperess-citations; fi
trap 'rm -rf "$folder"' EXIT
cargo build --release --quiet --bin reperess --example corpus
target=${CARGO_TARGET_DIR:-target}/release
mkdir -p "$folder/with" "$folder/plain"
"$target/examples/corpus" "$sheets" "$folder/with"
"$target/examples/corpus" "$sheets" "$folder/plain" plain
TIMEFORMAT='%R %U %S'
order='with plain'
for _ in $(seq "$builds"); do
  # What one build leaves in memory weighs on the next: both outputs go, and each site is first as often as second.
  if [ "$order" = 'with plain' ]; then order='plain with'; else order='with plain'; fi
  for site in $order; do
    rm -rf "$folder/with/output" "$folder/plain/output"
    { time "$target/reperess" build --quiet --site "$folder/$site" 2> /dev/null; } 2>> "$folder/$site.times"
  done
done
# middle NAME EXPRESSION: the median over the builds of a site.
middle() { awk "{ print $2 }" "$folder/$1.times" | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
for what in 'CPU:$2 + $3' 'wall:$1'; do
  with=$(middle with "${what#*:}")
  plain=$(middle plain "${what#*:}")
  awk -v name="${what%%:*}" -v with="$with" -v plain="$plain" \
    'BEGIN { printf "%-5s %7.2f s with citations %7.2f s without %+7.2f s\n", name, with, plain, with - plain }'
done
uptime | sed 's/.*load average/load average of this machine/'
