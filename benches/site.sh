#!/usr/bin/env bash
# Times whole builds of a made-up site, disk included: benches/site.sh SHEETS [FOLDER]
# Three builds: cold (no output yet), unchanged (nothing to write), one sheet changed. For each: seconds of wall and of CPU,
# peak memory. Then what was written. FOLDER is where the site is made, /dev/shm/reperess-bench when there is a /dev/shm.
set -eu
cd "$(dirname "$0")/.."
sheets=${1:?usage: benches/site.sh SHEETS [FOLDER]}
if [ -d /dev/shm ]; then usual=/dev/shm/reperess-bench; else usual=${TMPDIR:-/tmp}/reperess-bench; fi
folder=${2:-$usual}/$sheets
mkdir -p "$folder"

cargo build --release --quiet --bin reperess --example corpus
target=${CARGO_TARGET_DIR:-target}/release
"$target/examples/corpus" "$sheets" "$folder"
rm -rf "$folder/output"

# timed NAME: one build.
timed() {
  local name=$1
  if [ -x /usr/bin/time ]; then
    local log
    log=$(mktemp)
    /usr/bin/time -v -o "$log" "$target/reperess" build --quiet --site "$folder"
    awk -v name="$name" '
      /Elapsed/ { n = split($NF, part, ":"); wall = part[n] + 60 * part[n - 1] + (n > 2 ? 3600 * part[1] : 0) }
      /User time/ { user = $NF }
      /System time/ { system_ = $NF }
      /Maximum resident/ { peak = $NF / 1024 }
      END { printf "%-18s %7.2f s wall %7.2f s CPU %6.0f MiB\n", name, wall, user + system_, peak }
    ' "$log"
    rm -f "$log"
  else
    # Without the Debian package "time", bash tells all but the memory.
    TIMEFORMAT="$(printf '%-18s' "$name") %R s wall, %U + %S s CPU"
    time "$target/reperess" build --quiet --site "$folder"
  fi
}

timed 'cold'
timed 'unchanged'
printf '\nUne phrase de plus.\n' >> "$folder/content/fiches/000/guide-00000.md"
timed 'one sheet changed'

find "$folder/output" -name '*.html' | awk 'END { printf "%d pages, ", NR }'
find "$folder/output" -type f -printf '%s\n' | awk '{ bytes += $1 } END { printf "%d files, %d bytes written\n", NR, bytes }'
uptime | sed 's/.*load average/load average of this machine/'
