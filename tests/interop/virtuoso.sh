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
sql_port=$port sparql_port=$((port + 1))
. tests/interop/virtuoso-server.sh
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
        "http://127.0.0.1:$sparql_port/sparql"
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
