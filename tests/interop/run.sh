#!/usr/bin/env bash
# Loads dumps of one store into other programs, and compares counts and answers: rdflib, pyoxigraph and pyshacl (from
# PyPI, into target/interop), serdi and rapper (Debian: serdi, raptor2-utils).
#   tests/interop/run.sh [BYLINE] [ARTICLES...]
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts/packages.sh python3-venv serdi raptor2-utils
. tests/interop/common.sh
answers
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
quads=$(count <"$out/all.nq")
triples=$(count <"$out/all.nt")
same "flat N-Quads are the N-Triples" "$(count <"$out/flat.nq")" "$triples"
same "serdi: N-Quads" "$(serdi -i nquads -o nquads "$out/all.nq" | count)" "$quads"
same "serdi: TriG" "$(serdi -i trig -o nquads "$out/all.trig" | count)" "$quads"
same "serdi: Turtle" "$(serdi -i turtle -o ntriples "$out/all.ttl" | count)" "$triples"
serdi -i turtle -o ntriples data/vocabulary.ttl >/dev/null
serdi -i turtle -o ntriples data/shapes.ttl >/dev/null
# rapper reports its count on standard error.
for pair in ntriples:nt turtle:ttl rdfxml:rdfxml; do
    found=$(rapper -q -i "${pair%%:*}" -o ntriples "$out/all.${pair##*:}" | count)
    same "rapper: ${pair##*:}" "$found" "$triples"
done
same "rapper: N-Quads" "$(rapper -q -i nquads -o nquads "$out/all.nq" | count)" "$quads"
"$python" tests/interop/load.py "$out" "$quads" "$triples"
