#!/usr/bin/env bash
# Builds Byline and takes the two articles in data/articles to a graph, an answer and a picture.
# The store's engine (RocksDB, C++) compiles for a quarter of an hour on two cores, once. BYLINE_QUICK=1 builds without
# it in a few minutes: the store is then one N-Quads file, everything else is the same. Where the system has RocksDB 9.10
# or newer (Debian 13: librocksdb-dev), that one is linked and nothing of it compiled.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-target/first-run}

if [ -n "${BYLINE_QUICK:-}" ]; then
    scripts/packages.sh gcc libc6-dev graphviz
    features=(--no-default-features)
elif command -v pkg-config >/dev/null && pkg-config --atleast-version=9.10 rocksdb; then
    scripts/packages.sh gcc g++ libc6-dev libclang-dev graphviz
    features=(--no-default-features --features rocksdb-system)
else
    scripts/packages.sh gcc g++ libc6-dev libclang-dev graphviz
    features=()
    if [ ! -d target/release/build ]; then
        echo "building; RocksDB's C++ alone takes about a quarter of an hour on two cores (BYLINE_QUICK=1 goes without)" >&2
    fi
fi
cargo build --release --locked "${features[@]}"
byline=target/release/byline

rm -rf "$out"
mkdir -p "$out"
"$byline" build --store "$out/store" data/articles
echo
echo "Who visited where?"
"$byline" query --store "$out/store" visits
echo
"$byline" draw --store "$out/store" --to png --output "$out/graph.png"
echo "The store is $out/store, the picture $out/graph.png."
