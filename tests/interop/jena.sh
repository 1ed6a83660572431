#!/usr/bin/env bash
# Loads a dump into Jena's TDB2 (Debian: libapache-jena-java and a JRE), and compares counts and answers with
# pyoxigraph's.
#   tests/interop/jena.sh [BYLINE] [ARTICLES...]     after run.sh, whose Python it uses
set -euo pipefail
cd "$(dirname "$0")/../.."
byline=$(realpath "${1:-target/release/byline}")
shift || true
jars=/usr/share/java
[ -e $jars/jena-tdb2.jar ] && command -v java >/dev/null || { echo "Jena: not here (apt-get install libapache-jena-java default-jre-headless unzip)"; exit 0; }
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
# Debian's jena-core lacks the resources of its XML parser where it looks for them.
mkdir "$out/first"
unzip -qo $jars/jena-core.jar 'org/apache/jena/ext/xerces/*' -d "$out/unpacked" || true
[ -d "$out/unpacked/org/apache/jena/ext/xerces" ] && cp -r "$out/unpacked/org/apache/jena/ext/xerces" "$out/first/xerces"
path="$out/first:$out:$(printf '%s:' $jars/jena-*.jar $jars/{slf4j-api,slf4j-nop,xercesImpl,xml-apis,commons-cli,commons-codec,commons-compress,commons-csv,commons-io,commons-lang3,gson,httpclient,httpcore,jackson-annotations,jackson-core,jackson-databind,jsonld-java,protobuf,libthrift,thrift,caffeine,guava,failureaccess,icu4j}.jar)"
jena() { java -cp "$path" "$@"; }
store="$out/store"
if [ $# -gt 0 ]; then
    "$byline" build --quiet --store "$store" "$@" >/dev/null
else
    "$byline" build --quiet --store "$store" --input articles tests/fixtures/articles.jsonl >/dev/null
fi
for form in nq trig; do "$byline" export --quiet --store "$store" --to "$form" --output "$out/all.$form"; done
jena tdb2.tdbloader --loc "$out/db" "$out/all.nq" >/dev/null 2>"$out/log" || { cat "$out/log" >&2; exit 1; }
python() { "target/interop/venv/bin/python" "$@"; }
cat >"$out/prefixes" <<'RQ'
PREFIX by: <https://w3id.org/byline/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX grasp: <http://groundedannotationframework.org/grasp/factuality#>
RQ
compare() {
    { cat "$out/prefixes"; echo "$2"; } >"$out/query.rq"
    jena tdb2.tdbquery --loc "$out/db" --query "$out/query.rq" --results CSV | tail -n +2 | tr -d '\r' | LC_ALL=C sort >"$out/jena.csv"
    python - "$out/all.nq" "$out/query.rq" <<'PYTHON' | tail -n +2 | tr -d '\r' | LC_ALL=C sort >"$out/oxigraph.csv"
import pathlib
import sys
import pyoxigraph
store = pyoxigraph.Store()
store.load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS)
results = store.query(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
print(results.serialize(format=pyoxigraph.QueryResultsFormat.CSV).decode())
PYTHON
    if ! diff <(grep . "$out/oxigraph.csv") <(grep . "$out/jena.csv"); then
        echo "jena: $1: the answers differ" >&2
        exit 1
    fi
    printf '%-45s %s rows\n' "jena: $1" "$(grep -c . "$out/jena.csv")"
}
compare "triples of the default graph" "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
compare "quads of the graphs" "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
compare "plain triples with labels" "SELECT ?a ?r ?b { ?s ?p ?o . ?s rdfs:label ?a . ?p a by:Relation ; rdfs:label ?r . ?o rdfs:label ?b }"
compare "only claimed" "SELECT ?s ?p ?how { GRAPH ?g { ?c a by:Claim ; rdf:subject ?s ; rdf:predicate ?p ; by:certainty ?how FILTER(?how != grasp:certain) } }"
compare "denied" "SELECT ?c ?cue { GRAPH ?g { ?c by:polarity grasp:negative ; by:negationCue ?cue } }"
compare "who says" "SELECT ?label (COUNT(DISTINCT ?c) AS ?n) { GRAPH ?g { ?c by:attributedTo ?who . ?who rdfs:label ?label } } GROUP BY ?label"
compare "sentences of claims" "SELECT ?c ?text ?begin { GRAPH ?g { ?c by:sentence ?s . ?s nif:anchorOf ?text ; nif:beginIndex ?begin } }"
compare "events and their support" "SELECT ?e ?n { GRAPH ?g { ?e a sem:Event ; by:documentSupport ?n } }"
compare "conflicts" "SELECT ?a ?b { GRAPH ?g { ?a by:conflictsWith ?b } }"
