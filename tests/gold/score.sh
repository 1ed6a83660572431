#!/usr/bin/env bash
# Scores the claims that a program extracts against gold: tests/gold/score.sh BYLINE SHARED
# SHARED holds articles/ and gold/score_claims.py. Exit code 1 if a share lies below its floor.
set -euo pipefail
cd "$(dirname "$0")/../.."
byline=$1
shared=$2
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$byline" extract --quiet --to jsonl data/articles >"$out/seeds.jsonl"
"$byline" extract --quiet --to jsonl "$shared/articles" >"$out/articles.jsonl"
is_good=0
# name, gold, claims, floors of the shares found and all right
score() {
    local line
    line=$(python3 "$shared/gold/score_claims.py" "$2" "$3" | tail -1)
    echo "$1: $line (floors $4, $5)"
    awk -v found="$4" -v right="$5" '{ exit !($4 + 0 >= found + 0 && $NF + 0 >= right + 0) }' <<<"$line" || is_good=1
}
score "seeds" "$shared/gold/seed-claims.jsonl" "$out/seeds.jsonl" 0.9 0.8
score "articles that rules were written on" tests/gold/read.jsonl "$out/articles.jsonl" 0.7 0.55
score "held-out articles" tests/gold/held-out.jsonl "$out/articles.jsonl" 0.7 0.55
exit $is_good
