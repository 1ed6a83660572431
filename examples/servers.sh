#!/usr/bin/env bash
# Loads parts, as several processes write them, into an Oxigraph and a Virtuoso server: by `byline push --from` and by the
# servers' own bulk loaders, and compares what stands there with the parts.
#   examples/servers.sh [BYLINE] [ARTICLES]
# BYLINE is the program (default: target/release/byline), ARTICLES the number of made articles (default: 24). Oxigraph
# comes from PyPI into target/examples, Virtuoso 7 from Debian (virtuoso-opensource-7). Every process that is started here
# listens on the loopback interface only, and is ended here.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/packages.sh python3-venv virtuoso-opensource-7 curl
byline=$(realpath "${1:-target/release/byline}")
count=${2:-24}
oxigraph=target/examples/oxigraph/bin/oxigraph
if [ ! -x "$oxigraph" ]; then
    python3 -m venv target/examples/oxigraph
    target/examples/oxigraph/bin/pip install -q 'oxigraph==0.5.13'
fi
out=$(mktemp -d)
started=()
end() {
    for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$out"
}
trap end EXIT
port=$((20000 + RANDOM % 10000))
server=http://127.0.0.1:$port
until_up() { for _ in $(seq 120); do "$@" >/dev/null 2>&1 && return; sleep 0.5; done; echo "no answer: $*" >&2; exit 1; }
sorted() { LC_ALL=C sort -u "$@"; }
seconds() { local begin=$EPOCHREALTIME; "$@"; took=$(echo "$EPOCHREALTIME $begin" | awk '{printf "%.1f", $1 - $2}'); }
# same WHAT FOUND EXPECTED
same() {
    if [ "$2" != "$3" ]; then echo "$1: $2, not $3" >&2; exit 1; fi
    printf '%-32s %s of %s quads, %s s\n' "$1" "$2" "$3" "$took"
}

# Three parts; what articles share stands in each of them.
python3 benches/scale/stream.py --articles "$count" | split -n r/3 - "$out/news-"
mkdir "$out/parts"
for news in "$out"/news-*; do
    "$byline" --quiet extract -i jsonl --to nq "$news" >"$out/parts/part-${news##*-}.nq"
done
sorted "$out"/parts/*.nq >"$out/all.nq"
quads=$(wc -l <"$out/all.nq")
common() { sorted "$1" | LC_ALL=C comm -12 - "$out/all.nq" | wc -l; }

"$oxigraph" serve --location "$out/pushed" --bind "127.0.0.1:$port" >"$out/oxigraph.log" 2>&1 & started+=($!)
until_up curl -sf "$server/"
seconds "$byline" --quiet push "$server/store" --from "$out"/parts/*
curl -sSf -H 'Accept: application/n-quads' "$server/store" >"$out/pushed.nq"
same "Oxigraph: push" "$(common "$out/pushed.nq")" "$quads"
same "Oxigraph: all that stands there" "$(sorted "$out/pushed.nq" | wc -l)" "$quads"
seconds "$oxigraph" load --location "$out/loaded" --file "$out"/parts/*.nq 2>/dev/null
"$oxigraph" dump --location "$out/loaded" --file "$out/loaded.nq"
same "Oxigraph: load" "$(common "$out/loaded.nq")" "$quads"

sql_port=$((port + 1)) sparql_port=$((port + 2))
. tests/interop/virtuoso-server.sh
started+=("$virtuoso")
until_up run "status();"
sparql=http://127.0.0.1:$sparql_port/sparql
# It has no default graph of its own, and this one is open to all who reach it.
run 'GRANT SPARQL_UPDATE TO "SPARQL";' >/dev/null
cat >"$out/count.rq" <<'RQ'
SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o }
    FILTER(STRSTARTS(STR(?g), 'https://w3id.org/byline/id/') || ?g = <urn:byline:default>) }
RQ
counted() { curl -sSf -H 'Accept: text/csv' --data-urlencode "query@$out/count.rq" "$sparql" | tail -n 1 | tr -d '\r'; }
seconds "$byline" --quiet push "$sparql?using-graph-uri=urn:byline:default" --update --from "$out"/parts/*
same "Virtuoso: push" "$(counted)" "$quads"
run "RDF_GLOBAL_RESET();" >/dev/null
[ "$(counted)" = 0 ] || { echo "Virtuoso: it was not emptied" >&2; exit 1; }
run "ld_dir('$out/parts', '*.nq', 'urn:byline:default');" >/dev/null
load() { run "rdf_loader_run();" >/dev/null; run "checkpoint;" >/dev/null; }
seconds load
same "Virtuoso: bulk loader" "$(counted)" "$quads"
