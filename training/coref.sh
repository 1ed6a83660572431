#!/usr/bin/env bash
# Trains the ranker of mentions and writes data/coref/weights.tsv: training/coref.sh CORPORA [RUN]
# After training/train.sh, whose weights the lessons are read with, and with the ranker that ships, whose chains the lessons
# go on from; ten minutes on one core, two of them reading.
set -euo pipefail
cd "$(dirname "$0")/.."
corpora=$(realpath "${1:?usage: training/coref.sh CORPORA [RUN]}")
run=$(mkdir -p "${2:-training/runs/coref}" && realpath "${2:-training/runs/coref}")
python=${PYTHON:-training/.venv/bin/python}

cargo build --release --locked --no-default-features --example train_coref
learner=target/release/examples/train_coref
"$learner" lessons "$run" "$corpora/ud-gum/train.conllu.gz" "$corpora/ud-ewt/train.conllu.gz=training/chains/ewt.txt"
"$python" training/coref.py "$run" "$run/weights.tsv"
"$learner" score "$corpora/ud-gum/dev.conllu.gz" own "$run/weights.tsv" best
cp "$run/weights.tsv" data/coref/weights.tsv
