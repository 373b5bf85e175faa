#!/usr/bin/env bash
# Every figure that docs/performance.md holds against a bar, one after another on this machine, as one table.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: bench/bars.sh [--seconds 20] [--warm-up 30] [--rounds 3] [--only NAME,NAME,...]

  --seconds S   measured time of each run of `witan bench`
  --warm-up S   load before it: code is compiled while it runs
  --rounds N    repetitions of each; the table has the median, the least and the most
  --only L      some of: cpu, throughput, large, lone, ten, memory, kill, hotstuff, allocation, shares, up

Runs whose ratio is wanted alternate. The comparison with etcd is bench/etcd.sh. Nothing else should run on the machine.
TEXT
}

die() { echo "bars.sh: $*" >&2; exit 2; }

seconds=20 warm=30 rounds=3 only=
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) usage; exit 0 ;;
    --seconds) [ $# -ge 2 ] || die "$1 needs a value"; seconds=$2; shift 2 ;;
    --warm-up) [ $# -ge 2 ] || die "$1 needs a value"; warm=$2; shift 2 ;;
    --rounds) [ $# -ge 2 ] || die "$1 needs a value"; rounds=$2; shift 2 ;;
    --only) [ $# -ge 2 ] || die "$1 needs a value"; only=,$2,; shift 2 ;;
    *) die "unknown: $1; see --help" ;;
  esac
done
case $seconds$warm$rounds in *[!0-9]*|'') die "--seconds, --warm-up and --rounds take whole numbers" ;; esac
for name in ${only//,/ }; do
  case $name in
    cpu|throughput|large|lone|ten|memory|kill|hotstuff|allocation|shares|up) ;;
    *) die "no figure is called $name; see --help" ;;
  esac
done

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
work=$(mktemp -d "${TMPDIR:-/tmp}/witan-bars-XXXXXX")
up=
finish() {
  trap - EXIT INT TERM
  [ -z "$up" ] || { kill -TERM "$up" 2>/dev/null; wait "$up" 2>/dev/null; } || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

wanted() { [ -z "$only" ] || [[ $only == *,$1,* ]]; }
say() { echo "bars.sh: $*" >&2; }

# once NAME ROUND OPTIONS...: one file of JSON, $work/NAME/ROUND.
once() {
  local file=$work/$1/$2; shift 2
  [ ! -s "$file" ] || return 0
  mkdir -p "$(dirname "$file")"
  say "${file#"$work"/} of $rounds: witan bench $*"
  "$root/witan" bench --json --seconds "$seconds" --warm-up "$warm" "$@" >"$file" 2>"$work/log" ||
    { cat "$work/log" >&2; die "witan bench failed"; }
}

bench() { local name=$1 round; shift; for round in $(seq "$rounds"); do once "$name" "$round" "$@"; done; }

# against NAME OPTIONS...: rounds of this beside rounds of the base, in turns.
against() { local name=$1 round; shift; for round in $(seq "$rounds"); do once base "$round"; once "$name" "$round" "$@"; done; }

# values NAME MEMBER: that number of every round; of a list, the largest.
values() {
  local file value
  for file in "$work/$1"/*; do
    value=$(tr -d ' \n' <"$file" | sed -n "s/.*\"$2\":\[\{0,1\}\([0-9.,eE+-]*\).*/\1/p" | tr , '\n' | sort -g | tail -n 1)
    [ -n "$value" ] || die "witan bench --json says no $2"
    echo "$value"
  done
}

statistics() { sort -g | awk '{ v[NR] = $1 } END { m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
  if (!NR) exit 1; f = m < 100 ? "%.3g" : "%.0f"; printf f " (" f " to " f ")", m, v[1], v[NR] }'; }
row() { local seen; seen=$(statistics); printf '| %s | %s | %s |\n' "$1" "$2" "$seen"; }
scaled() { awk -v by="$1" '{ print $1 * by }'; }
divided() { paste "$1" "$2" | awk '{ print $1 / $2 }'; }

echo "| figure | bar | median (least to most) |"
echo "| --- | --- | --- |"
if wanted cpu || wanted throughput || wanted allocation; then bench base; fi
if wanted cpu; then values base cpuMicrosecondsPerRequest | row '0/0, n=4, 200 clients: CPU per request, us' 'at most 40'; fi
if wanted throughput; then values base requestsPerSecond | row '0/0, n=4, 200 clients: requests per second' 'at least 40000'; fi
if wanted large; then
  bench large --request 1024 --reply 1024
  values large cpuMicrosecondsPerRequest | row '1024/1024, n=4: CPU per request, us' 'at most 70'
fi
if wanted lone; then
  bench lone --clients 1
  values lone latencyP50Milliseconds | row 'one client: p50, ms' 'at most 1.2'
fi
if wanted ten; then
  against ten --replicas 10
  values base requestsPerSecond >"$work/a"; values ten requestsPerSecond >"$work/b"
  divided "$work/b" "$work/a" | row 'n=10 throughput / n=4' 'at least 0.4'
fi
if wanted memory; then
  seconds=60 bench memory
  values memory replicaResidentBytes | scaled 1e-6 | row 'resident per replica after 60 s, MB' 'at most 150'
fi
if wanted kill; then
  bench kill --kill-leader
  values kill longestPauseMilliseconds | scaled 1e-3 | row 'leader killed: s until the next answer' 'at most 1.5'
fi
if wanted hotstuff; then
  bench hotstuff --protocol hotstuff --clients 1600
  values hotstuff requestsPerSecond | row 'hotstuff, 1600 clients: requests per second' 'at least 30000'
fi
if wanted allocation; then
  values base allocatedBytesPerReplicaAndRequest >"$work/a"
  values base bytesPerRequest | awk '{ print $1 / 4 }' >"$work/b"
  paste "$work/a" "$work/b" | awk '{ print $1 - $2 }' |
    row 'allocated per request by a replica beyond what it receives of it, bytes' 'at most 300'
fi
if wanted shares; then
  for protocol in hotstuff dbft; do
    against "share-$protocol" --protocol "$protocol"
    values base requestsPerSecond >"$work/a"; values "share-$protocol" requestsPerSecond >"$work/b"
    divided "$work/b" "$work/a" | row "$protocol throughput / pbft" 'at least 0.6'
  done
fi
if wanted up; then
  # What the first one builds is not measured.
  "$root/witan" --version >"$work/version"
  for round in $(seq "$rounds"); do
    say "up, round $round of $rounds"
    start=$(date +%s%N)
    "$root/witan" up --fresh --dir "$work/up" --port 21790 >"$work/up.log" 2>&1 &
    up=$!
    until grep -q '^ready:' "$work/up.log"; do
      kill -0 "$up" 2>/dev/null || { cat "$work/up.log" >&2; die "the replicas did not become ready"; }
      sleep 0.02
    done
    end=$(date +%s%N)
    kill -TERM "$up"; wait "$up" || true
    up=
    awk -v n=$((end - start)) 'BEGIN { print n / 1e9 }' >>"$work/ready"
  done
  row 'witan up until ready, s' 'at most 5' <"$work/ready"
fi
