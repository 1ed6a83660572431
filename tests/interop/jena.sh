#!/usr/bin/env bash
# Loads a dump into Jena's TDB2 (Debian: libapache-jena-java, a JRE, unzip), and compares counts and answers.
#   tests/interop/jena.sh [BYLINE] [ARTICLES...]
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts/packages.sh libapache-jena-java unzip
command -v java >/dev/null || scripts/packages.sh default-jre-headless
. tests/interop/common.sh
answers
jars=/usr/share/java
# Debian has no JSON-LD parser that works with this Jena.
# Debian's jena-core lacks the resources of its XML parser where it looks for them.
mkdir "$out/first"
unzip -qo $jars/jena-core.jar 'org/apache/jena/ext/xerces/*' -d "$out/unpacked" || true
[ -d "$out/unpacked/org/apache/jena/ext/xerces" ] && cp -r "$out/unpacked/org/apache/jena/ext/xerces" "$out/first/xerces"
path="$out/first:$out:$(printf '%s:' $jars/jena-*.jar $jars/{slf4j-api,slf4j-nop,xercesImpl,xml-apis,commons-cli,commons-codec,commons-compress,commons-csv,commons-io,commons-lang3,gson,httpclient,httpcore,jackson-annotations,jackson-core,jackson-databind,jsonld-java,protobuf,libthrift,thrift,caffeine,guava,failureaccess,icu4j}.jar)"
jena() { java -cp "$path" "$@"; }
ask() { jena tdb2.tdbquery --loc "$1" --query "$2" --results CSV; }
for form in nq trig; do
    "$byline" export --quiet --store "$store" --to "$form" --output "$out/all.$form"
done
lines=$(wc -l <"$out/all.nq")
cat >"$out/count.rq" <<'RQ'
SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }
RQ
for form in nq trig; do
    jena tdb2.tdbloader --loc "$out/db-$form" "$out/all.$form" >/dev/null 2>"$out/log" || { cat "$out/log" >&2; exit 1; }
    same "jena: $form" "$(ask "$out/db-$form" "$out/count.rq" | rows)" "$lines"
done
for query in $shared; do
    ask "$out/db-nq" "$out/answers/$query.rq" >"$out/found.csv"
    agree jena "$query" "$out/found.csv"
done
