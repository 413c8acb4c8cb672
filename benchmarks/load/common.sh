# What every script of this folder needs around it: the environment (realm, STS, tokens), service processes, the two that it is
# held against, and a round of load. Sourced, never run. Everything listens on 127.0.0.1 and ends with the script.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
benchmarks="$root/artifacts/bin/TokenBridge.Benchmarks/release/TokenBridge.Benchmarks.dll"
service="$work/published/tokenbridge-service.dll"
started=()
declare -A pids addresses

stop() {
  exec 9>&- || true # the environment ends with its input
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

fail() { echo "load: $*" >&2; exit 1; }

# need PROGRAM PACKAGE: ends with what to install.
need() { command -v "$1" >/dev/null || fail "$1 is not installed; on Debian: apt-get install $2"; }

# wait_for FILE TEXT: until a line of FILE holds TEXT, at most 300 s (the environment may have to sign many tokens).
wait_for() {
  for _ in $(seq 3000); do
    grep -q "$2" "$1" 2>/dev/null && return
    sleep 0.1
  done
  cat "$1" >&2
  fail "no '$2' within 300 s"
}

build() {
  need dotnet dotnet-sdk-10.0
  need wrk wrk
  need curl curl
  dotnet build "$root/benchmarks/TokenBridge.Benchmarks" --configuration Release --verbosity quiet >"$work/build" || { cat "$work/build" >&2; exit 1; }
}

# publish OPTIONS…: the service as it is shipped, compiled ahead for this platform: what JIT has to do is a good part of its first seconds.
publish() {
  dotnet publish "$root/service/Host" --configuration Release --runtime "$(dotnet --info | awk '$1 == "RID:" { print $2 }')" --no-self-contained -p:WithDevelopment=false \
    --output "$work/published" --verbosity quiet "$@" >"$work/publish" || { cat "$work/publish" >&2; exit 1; }
}

# environment OPTIONS…: the realm, the STS, tokens, and the settings of the service, all in $work.
environment() {
  mkfifo "$work/input"
  dotnet "$benchmarks" environment --folder "$work" "$@" <"$work/input" >"$work/environment" 2>&1 &
  exec 9>"$work/input"
  wait_for "$work/environment" ready
  authorization="Authorization: Bearer $(cat "$work/token")"
}

# remember NAME: what listens in the file NAME, and that it is to be ended.
remember() {
  started+=("$2") pids[$1]=$2
  wait_for "$work/$1" "listening on"
  addresses[$1]=$(sed -n 's/.*listening on \(http:[^ ,]*\).*/\1/p' "$work/$1" | head -1)
}

# serve NAME AUDIT: one service process whose audit records go to the file AUDIT; its first answer is kept in NAME.answer.
serve() {
  (
    source "$work/service.env"
    export TokenBridge__Audit__Path=$2
    exec dotnet "$service" serve
  ) >"$work/$1" 2>&1 9>&- &
  remember "$1" $!
  for _ in $(seq 100); do
    curl --silent --include --max-time 2 --header "$authorization" "${addresses[$1]}/v1/credentials" >"$work/$1.answer" || true
    grep -q '^HTTP/1.1 200' "$work/$1.answer" && return
    sleep 0.1
  done
  cat "$work/$1.answer" >&2
  fail "$1 hands out no credentials"
}

# serve_bare NAME ANSWER: Kestrel and nothing else, with the bytes and headers of a recorded answer.
serve_bare() {
  dotnet "$benchmarks" bare-endpoint --url http://127.0.0.1:0 --answer "$2" >"$work/$1" 2>&1 9>&- &
  remember "$1" $!
}

# serve_nginx NAME ANSWER: the same of nginx, whose own Server header cannot be taken away.
serve_nginx() {
  local port headers body
  headers=$(sed -n '2,/^\r$/p' "$2" | tr -d '\r' | grep -viE '^(date|content-length|content-type|$)' | sed -E "s/^([^:]+): (.*)$/add_header \1 '\2';/")
  body=$(sed '1,/^\r$/d' "$2")
  [[ $body != *[\'\$\\]* ]] || fail "the answer holds what nginx would take for a variable"
  for port in $(seq 18080 18180); do
    cat >"$work/nginx.conf" <<END
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.error;
worker_processes auto;
events { worker_connections 1024; }
http {
  access_log off;
  server_tokens off;
  keepalive_requests 1000000000;
  client_header_buffer_size 8k;
  client_body_temp_path $work/nginx-body;
  proxy_temp_path $work/nginx-proxy;
  fastcgi_temp_path $work/nginx-fastcgi;
  uwsgi_temp_path $work/nginx-uwsgi;
  scgi_temp_path $work/nginx-scgi;
  server {
    listen 127.0.0.1:$port;
    location / {
      default_type application/json;
      $headers
      return 200 '$body';
    }
  }
}
END
    nginx -c "$work/nginx.conf" >"$work/$1.log" 2>&1 9>&- &
    local pid=$!
    for _ in $(seq 20); do
      sleep 0.1
      kill -0 "$pid" 2>/dev/null || break
      curl --silent --max-time 1 "http://127.0.0.1:$port/" --output /dev/null || continue
      echo "listening on http://127.0.0.1:$port" >"$work/$1"
      remember "$1" "$pid"
      return
    done
  done
  cat "$work/nginx.error" >&2
  fail "nginx does not start"
}

# cpu PID: clock ticks that a process and its children have used so far, in user code and in the kernel for it.
cpu() {
  local pid
  for pid in "$1" $(pgrep -P "$1" || true); do cat "/proc/$pid/stat" 2>/dev/null || true; done |
    awk '{ sub(/.*\) /, ""); ticks += $12 + $13 } END { print ticks + 0 }'
}

# memory PID: resident MB.
memory() { awk '/^VmRSS/ { printf "%.0f\n", $2 / 1024 }' "/proc/$1/status"; }

# load NAME SECONDS [WRK OPTIONS…] [-- ARGUMENTS OF A SCRIPT…]: prints "requests/s p50 p99 cpu", times in ms, CPU in µs of the server for one
# request; any answer but 200 ends the run.
load() {
  local name=$1 seconds=$2 options=() before
  shift 2
  while (($#)) && [[ $1 != -- ]]; do options+=("$1"); shift; done
  before=$(cpu "${pids[$name]}")
  wrk --threads 1 --connections "${CONNECTIONS:-32}" --duration "${seconds}s" --latency "${options[@]}" "${addresses[$name]}/v1/credentials" "$@" >"$work/wrk"
  ! grep -E 'Non-2xx|Socket errors' "$work/wrk" >&2 || fail "$name failed under load"
  awk -v ticks="$(($(cpu "${pids[$name]}") - before))" -v hertz="$(getconf CLK_TCK)" '
    function ms(text) { return text ~ /us$/ ? text / 1000 : text ~ /ms$/ ? text + 0 : text * 1000 }
    $1 == "50%" { p50 = ms($2) } $1 == "99%" { p99 = ms($2) } $1 == "Requests/sec:" { rate = $2 } $2 == "requests" { requests = $1 }
    END { printf "%.0f %.2f %.2f %.1f\n", rate, p50, p99, ticks / hertz / requests * 1e6 }' "$work/wrk"
}

# ask_once COUNT: each of the first so many tokens asks the service once, so that its person has a session.
ask_once() {
  local url=${addresses[service]}/v1/credentials
  head -n "$1" "$work/tokens" | sed -e "s|.*|url = \"$url\"\nheader = \"Authorization: Bearer &\"\noutput = /dev/null|" -e '$!s|$|\nnext|' >"$work/once"
  curl --silent --fail --config "$work/once" || fail "somebody gets no session"
}

# medians BASE NAME…: of lines "round name rate p50 p99 cpu", one line "name rate ratio-to-BASE p50 p99 cpu" for each NAME.
medians() {
  local base=$1
  shift
  awk -v base="$base" -v names="$*" '
    function median(name, what,   n, i, j, t, v) {
      n = 0
      for (i = 1; i <= rounds; i++) v[++n] = value[i, name, what]
      for (i = 2; i <= n; i++) for (j = i; j > 1 && v[j - 1] > v[j]; j--) { t = v[j]; v[j] = v[j - 1]; v[j - 1] = t }
      return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
    }
    { value[$1, $2, "rate"] = $3; value[$1, $2, "p50"] = $4; value[$1, $2, "p99"] = $5; value[$1, $2, "cpu"] = $6; if ($1 > rounds) rounds = $1 }
    END {
      for (i = 1; i <= rounds; i++) for (key in value) if (split(key, part, SUBSEP) && part[1] == i && part[3] == "rate") value[i, part[2], "ratio"] = value[key] / value[i, base, "rate"]
      count = split(names, name, " ")
      for (i = 1; i <= count; i++)
        printf "%s %.0f %.2f %.2f %.2f %.1f\n", name[i], median(name[i], "rate"), median(name[i], "ratio"), median(name[i], "p50"), median(name[i], "p99"), median(name[i], "cpu")
    }'
}
