#!/usr/bin/env bash
# Loads a dump into Virtuoso 7 (Debian: virtuoso-opensource-7) and compares counts and answers.
#   tests/interop/virtuoso.sh [BYLINE] [ARTICLES...]
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts/packages.sh virtuoso-opensource-7 curl
. tests/interop/common.sh
answers
trap 'kill "${virtuoso:-}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$out"' EXIT
mkdir "$out/load"
"$byline" export --quiet --store "$store" --to nq --output "$out/load/all.nq"
port=$((20000 + RANDOM % 10000))
cat >"$out/virtuoso.ini" <<INI
[Database]
DatabaseFile = $out/virtuoso.db
ErrorLogFile = $out/virtuoso.log
LockFile = $out/virtuoso.lck
TransactionFile = $out/virtuoso.trx
xa_persistent_file = $out/virtuoso.pxa
[TempDatabase]
DatabaseFile = $out/temp.db
TransactionFile = $out/temp.trx
[Parameters]
ServerPort = $port
DirsAllowed = $out
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:$((port + 1))
[SPARQL]
INI
virtuoso-t -f -c "$out/virtuoso.ini" >"$out/server.log" 2>&1 &
virtuoso=$!
run() { isql-vt "localhost:$port" dba dba VERBOSE=OFF BANNER=OFF PROMPT=OFF ERRORS=STDOUT "EXEC=$1"; }
for _ in $(seq 120); do run "status();" >/dev/null 2>&1 && break; sleep 1; done
# What stands in our default graph goes to a graph of its own.
run "ld_dir('$out/load', 'all.nq', 'urn:byline:default');" >/dev/null
run "rdf_loader_run();" >/dev/null
run "checkpoint;" >/dev/null
# Virtuoso has no default graph of its own: a query names what stands for it, and which graphs are named ones.
graphs=(--data-urlencode "default-graph-uri=urn:byline:default")
while read -r graph; do
    graphs+=(--data-urlencode "named-graph-uri=$graph")
done < <(grep -oE '<[^ ]+> \.$' "$out/load/all.nq" | sed -n 's|^<\(https://w3id.org/byline/id/[^>]*\)> \.$|\1|p' |
    grep -E '/(graph/.*|events|meta)$' | sort -u)
ask() {
    curl -sS --fail-with-body -H 'Accept: text/csv' --data-urlencode "query@$1" "${@:2}" \
        "http://127.0.0.1:$((port + 1))/sparql"
}
cat >"$out/count.rq" <<'RQ'
SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o }
    FILTER(STRSTARTS(STR(?g), 'https://w3id.org/byline/id/') || ?g = <urn:byline:default>) }
RQ
same "virtuoso: quads" "$(ask "$out/count.rq" | rows)" "$(wc -l <"$out/load/all.nq")"
for query in $shared; do
    ask "$out/answers/$query.rq" "${graphs[@]}" >"$out/found.csv" || { cat "$out/found.csv" >&2; exit 1; }
    agree virtuoso "$query" "$out/found.csv"
done
