#!/usr/bin/env bash
# Measures the graph beside oxigraph's own program (PyPI: oxigraph), on made-up articles.
#   benches/graph/compare.sh [BYLINE] [QUADS]      default: target/release/byline with RocksDB, 1,000,000
# Everything lies in target/bench; two stores of a million quads take half a gigabyte.
set -euo pipefail
cd "$(dirname "$0")/../.."
byline=$(realpath "${1:-target/release/byline}")
place=target/bench
if [ ! -x "$place/venv/bin/oxigraph" ]; then
    scripts/packages.sh python3-venv
    python3 -m venv "$place/venv"
    "$place/venv/bin/pip" install -q 'oxigraph==0.5.13'
fi
python3 benches/graph/measure.py "$byline" "$place/venv/bin/oxigraph" "$place" "${2:-1000000}"
