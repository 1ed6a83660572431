#!/usr/bin/env bash
# Loads dumps of one store into other programs, and compares counts and answers.
#   tests/interop/run.sh [BYLINE] [ARTICLES...]
# BYLINE is the program (default: target/release/byline). Without ARTICLES the hand-written fixture is used.
# rdflib, pyoxigraph and pyshacl come from PyPI into target/interop; serdi and rapper from Debian (serdi, raptor2-utils).
set -euo pipefail
cd "$(dirname "$0")/../.."
byline=$(realpath "${1:-target/release/byline}")
shift || true
place=target/interop
mkdir -p "$place"
if [ ! -x "$place/venv/bin/python" ]; then
    python3 -m venv "$place/venv"
    "$place/venv/bin/pip" install -q 'rdflib==7.6.0' 'pyoxigraph==0.5.13' 'pyshacl'
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
store="$out/store"
if [ $# -gt 0 ]; then
    "$byline" build --quiet --store "$store" "$@" >/dev/null
else
    "$byline" build --quiet --store "$store" --input articles tests/fixtures/articles.jsonl >/dev/null
fi
for form in nq trig ttl nt rdfxml jsonld; do
    "$byline" export --quiet --store "$store" --to "$form" --output "$out/all.$form"
done
"$byline" export --quiet --store "$store" --to nq --flat --output "$out/flat.nq"
"$byline" export --quiet --store "$store" --to ttl --shortcuts-only --output "$out/shortcuts.ttl"
for form in nq trig ttl nt; do
    "$byline" export --quiet --store "$store" --to "$form" --rdf12 --output "$out/rdf12.$form"
done
"$byline" export --quiet --store "$store" --to csv --output "$out/tables"
"$byline" export --quiet --store "$store" --to ftm --output "$out/links.ftm.json"

count() { sort -u | wc -l | tr -d ' '; }
same() {
    if [ "$2" != "$3" ]; then
        printf '%s: %s, not %s\n' "$1" "$2" "$3" >&2
        exit 1
    fi
    printf '%-40s %s\n' "$1" "$2"
}

quads=$(count <"$out/all.nq")
triples=$(count <"$out/all.nt")
same "flat N-Quads are the N-Triples" "$(count <"$out/flat.nq")" "$triples"
if command -v serdi >/dev/null; then
    same "serdi: N-Quads" "$(serdi -i nquads -o nquads "$out/all.nq" | count)" "$quads"
    same "serdi: TriG" "$(serdi -i trig -o nquads "$out/all.trig" | count)" "$quads"
    same "serdi: Turtle" "$(serdi -i turtle -o ntriples "$out/all.ttl" | count)" "$triples"
    serdi -i turtle -o ntriples data/vocabulary.ttl >/dev/null
    serdi -i turtle -o ntriples data/shapes.ttl >/dev/null
else
    echo "serdi: not here (apt-get install serdi)"
fi
if command -v rapper >/dev/null; then
    # rapper reports its count on standard error.
    for pair in ntriples:nt turtle:ttl rdfxml:rdfxml; do
        found=$(rapper -q -i "${pair%%:*}" -o ntriples "$out/all.${pair##*:}" | count)
        same "rapper: ${pair##*:}" "$found" "$triples"
    done
    same "rapper: N-Quads" "$(rapper -q -i nquads -o nquads "$out/all.nq" | count)" "$quads"
else
    echo "rapper: not here (apt-get install raptor2-utils)"
fi
"$place/venv/bin/python" tests/interop/load.py "$out" "$quads" "$triples"
