#!/usr/bin/env bash
# The same gRPC calls through h2load against Witan's gateway (four replicas) and against three members of etcd on this
# machine, alternating. Prints requests per second of both and their ratio: median, least, most.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: bench/etcd.sh [--rounds 3] [--seconds 5] [--streams 1,100,1000] [--calls put,range,txn] [--protocol pbft]
                     [--warm-up 100000] [--out DIR]

  --rounds N     times each pair is measured, Witan first in odd rounds and etcd first in even ones
  --seconds S    of load per measurement, about: the number of calls is taken from a first try of each
  --streams L    calls in flight on the one connection
  --calls L      put: a key of 32 and a value of 256 bytes; range: a linearizable read of it; txn: compare its value,
                 then put it
  --protocol P   what the four replicas run
  --warm-up N    puts to each before anything is measured, then a fifth as many of each call: code is compiled meanwhile
  --out DIR      keep the raw output of h2load there

Needs h2load, etcd and etcdctl (Debian: nghttp2-client, etcd-server, etcd-client). Both run with their journals on the
disk under ${TMPDIR:-/tmp} and flush them.
TEXT
}

die() { echo "etcd.sh: $*" >&2; exit 2; }

rounds=3 seconds=5 streams=1,100,1000 calls=put,range,txn protocol=pbft warm_up=100000 out=
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) usage; exit 0 ;;
    --rounds|--seconds|--streams|--calls|--protocol|--out)
      [ $# -ge 2 ] || die "$1 needs a value; see --help"
      printf -v "${1#--}" %s "$2"; shift 2 ;;
    --warm-up) [ $# -ge 2 ] || die "$1 needs a value; see --help"; warm_up=$2; shift 2 ;;
    *) die "unknown: $1; see --help" ;;
  esac
done
case $rounds$seconds$warm_up in *[!0-9]*|'') die "--rounds, --seconds and --warm-up take whole numbers" ;; esac
for tool in h2load etcd etcdctl; do command -v "$tool" >/dev/null || die "needs $tool; see --help"; done

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
work=$(mktemp -d "${TMPDIR:-/tmp}/witan-etcd-XXXXXX")
pids=()
# Ours by id, nobody else's. `up` ends its children.
finish() {
  trap - EXIT INT TERM
  [ ${#pids[@]} = 0 ] || kill "${pids[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# ---- bodies: protobuf by hand, in the five bytes of gRPC's frame --------------------------------------------

byte() { printf "\\x$(printf %x "$1")"; }
varint() { local n=$1; while [ "$n" -ge 128 ]; do byte $((n % 128 + 128)); n=$((n / 128)); done; byte "$n"; }
size() { stat -c %s "$1"; }
field() { varint $(($1 * 8 + 2)); varint "$(size "$2")"; cat "$2"; }
frame() { byte 0; byte 0; byte 0; byte $(($(size "$1") / 256)); byte $(($(size "$1") % 256)); cat "$1"; }

printf 'bench/key-of-thirty-two-bytes-00' >"$work/key"
head -c 256 /dev/zero | tr '\0' v >"$work/value"
{ field 1 "$work/key"; field 2 "$work/value"; } >"$work/put.message"
field 1 "$work/key" >"$work/range.message"
# Compare { result EQUAL, target VALUE, key, value }; success { request_put }.
{ byte 16; byte 3; field 3 "$work/key"; field 7 "$work/value"; } >"$work/compare"
field 2 "$work/put.message" >"$work/operation"
{ field 1 "$work/compare"; field 2 "$work/operation"; } >"$work/txn.message"
for call in put range txn; do frame "$work/$call.message" >"$work/$call.body"; done

path_of() {
  case $1 in
    put) echo etcdserverpb.KV/Put ;; range) echo etcdserverpb.KV/Range ;; txn) echo etcdserverpb.KV/Txn ;;
    *) die "unknown call '$1'; there are put, range, txn" ;;
  esac
}
for call in ${calls//,/ }; do path_of "$call" >/dev/null; done

# ---- the two clusters -----------------------------------------------------------------------------------------

port=$((20000 + RANDOM % 9000))
say() { echo "etcd.sh: $*" >&2; }

start_witan() {
  "$root/witan" up --dir "$work/witan" --port "$port" --protocol "$protocol" >"$work/witan.log" 2>&1 &
  pids+=($!)
  for _ in $(seq 1800); do
    grep -q '^ready:' "$work/witan.log" && return 0
    kill -0 "$!" 2>/dev/null || break
    sleep 0.1
  done
  cat "$work/witan.log" >&2
  die "the replicas did not become ready"
}

start_etcd() {
  local first=$((port + 100)) cluster= i
  for i in 0 1 2; do cluster+=${cluster:+,}m$i=http://127.0.0.1:$((first + 10 + i)); done
  for i in 0 1 2; do
    etcd --name "m$i" --data-dir "$work/etcd-$i" --log-level error \
      --listen-client-urls "http://127.0.0.1:$((first + i))" \
      --advertise-client-urls "http://127.0.0.1:$((first + i))" \
      --listen-peer-urls "http://127.0.0.1:$((first + 10 + i))" \
      --initial-advertise-peer-urls "http://127.0.0.1:$((first + 10 + i))" \
      --initial-cluster "$cluster" --initial-cluster-state new >"$work/etcd-$i.log" 2>&1 &
    pids+=($!)
  done
  for _ in $(seq 300); do
    ETCDCTL_API=3 etcdctl --endpoints "127.0.0.1:$first" endpoint health >/dev/null 2>&1 && break
    sleep 0.1
  done
  # The leader's own port, as a client that balances would find it.
  etcd_port=$first
  for i in 0 1 2; do
    if ETCDCTL_API=3 etcdctl --endpoints "127.0.0.1:$((first + i))" endpoint status -w json 2>/dev/null |
        sed 's/.*"member_id":\([0-9]*\).*"leader":\([0-9]*\).*/\1 \2/' | awk '{ exit $1 != $2 }'; then
      etcd_port=$((first + i))
    fi
  done
}

say "starting Witan ($protocol, four replicas and a gateway) and etcd ($(etcd --version | head -n 1), three members)"
start_witan
start_etcd
declare -A port_of=([witan]=$port [etcd]=$etcd_port)

version_of() {
  ETCDCTL_API=3 etcdctl --endpoints "127.0.0.1:${port_of[$1]}" get "$(cat "$work/key")" -w json |
    sed -n 's/.*"version":\([0-9]*\).*/\1/p'
}

# ---- measuring ------------------------------------------------------------------------------------------------

# load SYSTEM CALL STREAMS COUNT: requests per second. h2load sees no gRPC status, so what was written is counted in
# the key's version.
load() {
  local log=$work/$1-$2-$3.txt before after done
  before=$(version_of "$1")
  h2load -c1 -t1 -m"$3" -n"$4" -d "$work/$2.body" -H 'content-type: application/grpc' -H 'te: trailers' \
    "http://127.0.0.1:${port_of[$1]}/$(path_of "$2")" >"$log" 2>&1
  done=$(sed -n 's/.* \([0-9]*\) succeeded,.*/\1/p' "$log")
  [ "$done" = "$4" ] || { cat "$log" >&2; die "$1 answered $done of $4 calls of $2"; }
  if [ "$2" != range ]; then
    after=$(version_of "$1")
    [ $((after - ${before:-0})) = "$4" ] || die "$1: $4 calls of $2 wrote $((after - ${before:-0})) versions"
  fi
  [ -z "$out" ] || { mkdir -p "$out"; cat "$log" >>"$out/$1-$2-$3.txt"; }
  sed -n 's/^finished in .*, \([0-9.]*\) req\/s.*/\1/p' "$log"
}

statistics() { sort -n | awk '{ v[NR] = $1 } END { m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
  printf "%s %s %s", m, v[1], v[NR] }'; }

for system in witan etcd; do
  say "warming up $system"
  load "$system" put 100 $((warm_up + 100)) >/dev/null
  for call in ${calls//,/ }; do load "$system" "$call" 100 $((warm_up / 5 + 100)) >/dev/null; done
done

printf '%-6s %8s  %-30s %-30s %s\n' call streams 'witan req/s (min, max)' 'etcd req/s (min, max)' 'ratio (min, max)'
for call in ${calls//,/ }; do
  for m in ${streams//,/ }; do
    declare -A count=()
    for system in witan etcd; do
      rate=$(load "$system" "$call" "$m" $((m > 200 ? m * 5 : 1000)))
      count[$system]=$(awk -v r="$rate" -v s="$seconds" -v m="$m" \
        'BEGIN { n = int(r * s); print n < m * 2 ? m * 2 : n }')
    done
    : >"$work/ratios"; : >"$work/witan.rates"; : >"$work/etcd.rates"
    for round in $(seq "$rounds"); do
      order='witan etcd'; [ $((round % 2)) = 1 ] || order='etcd witan'
      declare -A rate_of=()
      for system in $order; do
        rate_of[$system]=$(load "$system" "$call" "$m" "${count[$system]}")
        echo "${rate_of[$system]}" >>"$work/$system.rates"
        say "$call, $m streams, round $round of $rounds: $system ${rate_of[$system]} req/s"
      done
      awk -v a="${rate_of[witan]}" -v b="${rate_of[etcd]}" 'BEGIN { printf "%.3f\n", a / b }' >>"$work/ratios"
    done
    read -r a b c <<<"$(statistics <"$work/witan.rates")"; w="$a ($b, $c)"
    read -r a b c <<<"$(statistics <"$work/etcd.rates")"; e="$a ($b, $c)"
    read -r a b c <<<"$(statistics <"$work/ratios")"
    printf '%-6s %8s  %-30s %-30s %s\n' "$call" "$m" "$w" "$e" "$a ($b, $c)"
  done
done
