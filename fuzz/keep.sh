#!/usr/bin/env bash
# Reduces what fuzz/run.sh found to the inputs that reach something of their own, into fuzz/corpus: fuzz/keep.sh TARGET...
# Of each target at most BYLINE_FUZZ_KEEP inputs (default 60), the shortest, none above 1,000 bytes.
set -euo pipefail
cd "$(dirname "$0")"
host=$(rustc -vV | sed -n 's/^host: //p')
for name in "$@"; do
    small=$(mktemp -d)
    mkdir -p "corpus/$name" "found/$name"
    "target/$host/release/$name" -merge=1 -max_len=1000 "$small" "corpus/$name" "found/$name" 2>/dev/null
    rm -f "corpus/$name"/*
    find "$small" -type f -size -1001c -printf '%s %p\n' | sort -n | sed "1,${BYLINE_FUZZ_KEEP:-60}!d" | cut -d' ' -f2- |
        xargs -r -d '\n' cp -t "corpus/$name"
    rm -rf "$small"
    echo "$name: $(find "corpus/$name" -type f | wc -l) inputs kept"
done
