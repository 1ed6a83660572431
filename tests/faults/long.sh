#!/usr/bin/env bash
# The long forms of what docs/reliability.md and docs/scale.md report: tests/faults/long.sh [BYLINE] [FUZZ-SECONDS]
# FUZZ-SECONDS is for each target (default: 3,600). With the rest it takes some hours on two cores.
set -euo pipefail
cd "$(dirname "$0")/../.."
byline=$(realpath "${1:-target/release/byline}")
seconds=${2:-3600}
python3 tests/faults/kill.py "$byline" --kills 1000
python3 tests/faults/faults.py "$byline" --signals 200
tests/faults/offline.sh "$byline"
cargo test --release --locked --no-default-features --test hostile -- --include-ignored
cargo test --release --locked --no-default-features --test graph_scale -- --ignored --nocapture
python3 benches/scale/endless.py "$byline" --bytes 1000000000
python3 benches/scale/endless.py "$byline" --count 1000000 --words 25
tests/install/deb.sh "$byline"
tests/install/static.sh "$(scripts/static.sh | tail -n 1)" "$byline"
examples/run.sh "$byline"
examples/servers.sh "$byline"
fuzz/run.sh all "$seconds"
