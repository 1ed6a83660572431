#!/usr/bin/env bash
# Trains the ranker of mentions and writes data/coref/weights.tsv: training/coref.sh CORPORA [RUN]
# After training/train.sh, whose weights the lessons are read with; ten minutes on one core, less than a minute of them reading.
set -euo pipefail
cd "$(dirname "$0")/.."
gum=$(realpath "${1:?usage: training/coref.sh CORPORA [RUN]}")/ud-gum
run=$(mkdir -p "${2:-training/runs/coref}" && realpath "${2:-training/runs/coref}")
python=${PYTHON:-training/.venv/bin/python}

cargo build --release --locked --no-default-features --example train_coref
target/release/examples/train_coref lessons "$gum/train.conllu.gz" "$run"
"$python" training/coref.py "$run" "$run/weights.tsv" --seeds 3 --nets 3 --all
target/release/examples/train_coref score "$gum/dev.conllu.gz" own "$run/weights.tsv" best
cp "$run/weights.tsv" data/coref/weights.tsv
