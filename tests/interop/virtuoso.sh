#!/usr/bin/env bash
# Loads a dump into Virtuoso 7 (Debian: virtuoso-opensource-7) and compares counts and answers with pyoxigraph's.
#   tests/interop/virtuoso.sh [BYLINE] [ARTICLES...]     after run.sh, whose Python it uses
set -euo pipefail
cd "$(dirname "$0")/../.."
byline=$(realpath "${1:-target/release/byline}")
shift || true
command -v virtuoso-t >/dev/null || { echo "virtuoso-t: not here (apt-get install virtuoso-opensource-7)"; exit 0; }
out=$(mktemp -d)
trap 'kill "${virtuoso:-}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$out"' EXIT
store="$out/store"
if [ $# -gt 0 ]; then
    "$byline" build --quiet --store "$store" "$@" >/dev/null
else
    "$byline" build --quiet --store "$store" --input articles tests/fixtures/articles.jsonl >/dev/null
fi
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
[SPARQL]
DefaultGraph =
INI
virtuoso-t -f -c "$out/virtuoso.ini" >"$out/server.log" 2>&1 &
virtuoso=$!
ask() { isql-vt "localhost:$port" dba dba VERBOSE=OFF BANNER=OFF PROMPT=OFF ERRORS=STDOUT "EXEC=$1"; }
for _ in $(seq 120); do ask "status();" >/dev/null 2>&1 && break; sleep 1; done
# Virtuoso's default graph is the union of all: what stands in ours goes to a graph of its own.
ask "ld_dir('$out/load', 'all.nq', 'urn:byline:default');" >/dev/null
ask "rdf_loader_run();" >/dev/null
ask "checkpoint;" >/dev/null
number() { ask "$1" | grep -Eo '^ *[0-9]+ *$' | tail -n 1 | tr -d ' '; }
ours="FILTER(STRSTARTS(STR(?g), 'https://w3id.org/byline/id/') || ?g = <urn:byline:default>)"
compare() {
    expect=$("target/interop/venv/bin/python" - "$out/load/all.nq" "$2" <<'PYTHON'
import sys
import pyoxigraph
store = pyoxigraph.Store()
store.load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS)
prefixes = "".join(f"PREFIX {name}: <{iri}> " for name, iri in {
    "by": "https://w3id.org/byline/ns#", "rel": "https://w3id.org/byline/relation/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/", "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "grasp": "http://groundedannotationframework.org/grasp/factuality#", "ent": "https://w3id.org/byline/id/entity/"}.items())
query = sys.argv[2].replace("DEFAULT {", "{")
print(next(iter(store.query(prefixes + query)))[0].value)
PYTHON
)
    prefixes="PREFIX by: <https://w3id.org/byline/ns#> PREFIX rel: <https://w3id.org/byline/relation/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> PREFIX grasp: <http://groundedannotationframework.org/grasp/factuality#> PREFIX ent: <https://w3id.org/byline/id/entity/>"
    found=$(number "SPARQL $prefixes ${2//DEFAULT \{/GRAPH <urn:byline:default> \{};")
    if [ "$found" != "$expect" ]; then
        printf '%s: %s, not %s\n' "$1" "$found" "$expect" >&2
        exit 1
    fi
    printf '%-45s %s\n' "virtuoso: $1" "$found"
}
quads=$(wc -l <"$out/load/all.nq")
found=$(number "SPARQL SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } $ours };")
[ "$found" = "$quads" ] || { echo "quads: $found, not $quads" >&2; exit 1; }
printf '%-45s %s\n' "virtuoso: quads" "$found"
compare "plain triples" "SELECT (COUNT(*) AS ?n) WHERE { DEFAULT { ?s ?p ?o . ?p a by:Relation } }"
compare "claims" "SELECT (COUNT(?c) AS ?n) WHERE { GRAPH ?g { ?c a by:Claim } }"
compare "denied" "SELECT (COUNT(?c) AS ?n) WHERE { GRAPH ?g { ?c by:polarity grasp:negative } }"
compare "attributed and not certain" "SELECT (COUNT(?c) AS ?n) WHERE { GRAPH ?g { ?c by:attributedTo ?who ; by:certainty ?how FILTER(?how != grasp:certain) } }"
compare "sentences of claims" "SELECT (COUNT(?text) AS ?n) WHERE { GRAPH ?g { ?c by:sentence ?s . ?s nif:anchorOf ?text } }"
compare "events' actors" "SELECT (COUNT(?who) AS ?n) WHERE { GRAPH ?g { ?e a sem:Event ; sem:hasActor ?who } }"
compare "conflicts" "SELECT (COUNT(?a) AS ?n) WHERE { GRAPH ?g { ?a by:conflictsWith ?b } }"
