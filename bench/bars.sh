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

The comparison with etcd is bench/etcd.sh. Nothing else should run on the machine.
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

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
work=$(mktemp -d "${TMPDIR:-/tmp}/witan-bars-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

wanted() { [ -z "$only" ] || [[ $only == *,$1,* ]]; }
say() { echo "bars.sh: $*" >&2; }

# bench NAME OPTIONS...: one file of JSON per round under $work/NAME.
bench() {
  local name=$1 round; shift
  [ ! -d "$work/$name" ] || return 0
  mkdir -p "$work/$name"
  for round in $(seq "$rounds"); do
    say "$name, round $round of $rounds: witan bench $*"
    "$root/witan" bench --json --seconds "$seconds" --warm-up "$warm" "$@" >"$work/$name/$round" 2>"$work/log" ||
      { cat "$work/log" >&2; die "witan bench failed"; }
  done
}

# values NAME MEMBER: that number of every round; of a list, the largest.
values() {
  local file
  for file in "$work/$1"/*; do
    tr -d ' \n' <"$file" | sed -n "s/.*\"$2\":\[\{0,1\}\([0-9.,eE+-]*\).*/\1/p" | tr , '\n' | sort -g | tail -n 1
  done
}

statistics() { sort -g | awk '{ v[NR] = $1 } END { m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
  printf "%.4g (%.4g to %.4g)", m, v[1], v[NR] }'; }
row() { printf '| %s | %s | %s |\n' "$1" "$2" "$(statistics)"; }
scaled() { awk -v by="$1" '{ print $1 * by }'; }
divided() { paste "$1" "$2" | awk '{ print $1 / $2 }'; }

echo "| figure | at least | median (least to most) |"
echo "| --- | --- | --- |"
if wanted cpu || wanted throughput || wanted allocation; then bench base; fi
if wanted cpu; then values base cpuMicrosecondsPerRequest | row '0/0, n=4, 200 clients: CPU per request, us' 40; fi
if wanted throughput; then values base requestsPerSecond | row '0/0, n=4, 200 clients: requests per second' 40000; fi
if wanted large; then
  bench large --request 1024 --reply 1024
  values large cpuMicrosecondsPerRequest | row '1024/1024, n=4: CPU per request, us' 70
fi
if wanted lone; then
  bench lone --clients 1
  values lone latencyP50Milliseconds | row 'one client: p50, ms' 1.2
fi
if wanted ten; then
  bench base
  bench ten --replicas 10
  values base requestsPerSecond >"$work/a"; values ten requestsPerSecond >"$work/b"
  divided "$work/b" "$work/a" | row 'n=10 throughput / n=4' 0.4
fi
if wanted memory; then
  seconds=60 bench memory
  values memory replicaResidentBytes | scaled 1e-6 | row 'resident per replica after 60 s, MB' 150
fi
if wanted kill; then
  bench kill --kill-leader
  values kill longestPauseMilliseconds | scaled 1e-3 | row 'leader killed: s until the next answer' 1.5
fi
if wanted hotstuff; then
  bench hotstuff --protocol hotstuff --clients 1600
  values hotstuff requestsPerSecond | row 'hotstuff, 1600 clients: requests per second' 30000
fi
if wanted allocation; then
  values base allocatedBytesPerReplicaAndRequest | row 'allocated per request by a replica, bytes' 300
fi
if wanted shares; then
  bench base
  values base requestsPerSecond >"$work/a"
  for protocol in hotstuff dbft; do
    bench "share-$protocol" --protocol "$protocol"
    values "share-$protocol" requestsPerSecond >"$work/b"
    divided "$work/b" "$work/a" | row "$protocol throughput / pbft" 0.6
  done
fi
if wanted up; then
  for round in $(seq "$rounds"); do
    start=$(date +%s%N)
    "$root/witan" up --fresh --dir "$work/up" --port 21790 >"$work/up.log" 2>&1 &
    pid=$!
    for _ in $(seq 1200); do grep -q '^ready:' "$work/up.log" && break; sleep 0.05; done
    end=$(date +%s%N)
    kill -TERM "$pid"; wait "$pid" || true
    grep -q '^ready:' "$work/up.log" || { cat "$work/up.log" >&2; die "the replicas did not become ready"; }
    awk -v n=$((end - start)) 'BEGIN { print n / 1e9 }'
  done | row 'witan up until ready, s' 5
fi
