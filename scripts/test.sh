#!/usr/bin/env bash
# Runs the tests, without the store's C++ engine: a few minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/packages.sh gcc libc6-dev graphviz
cargo test --release --locked --no-default-features "$@"
