#!/usr/bin/env bash
# Builds the fuzz targets without cargo-fuzz and runs them: fuzz/run.sh TARGET|all SECONDS
# The compiler is the usual one: coverage is asked of LLVM itself (`-C passes`), and RUSTC_BOOTSTRAP=1 lets it add the
# address sanitizer (BYLINE_FUZZ_PLAIN=1 goes without, twice as fast).
# What was found lies in fuzz/found/TARGET (not in the repository), what was kept of it in fuzz/corpus/TARGET: fuzz/keep.sh
# reduces the one to the other. A crash is written to fuzz/artifacts/TARGET-*, and ends the run with an exit code that is
# not 0.
set -euo pipefail
cd "$(dirname "$0")"
target=$1
seconds=$2
host=$(rustc -vV | sed -n 's/^host: //p')
flags="-C passes=sancov-module -C llvm-args=-sanitizer-coverage-level=4 -C llvm-args=-sanitizer-coverage-inline-8bit-counters \
-C llvm-args=-sanitizer-coverage-pc-table -C llvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -C debug-assertions \
-C overflow-checks"
[ -n "${BYLINE_FUZZ_PLAIN:-}" ] || flags="$flags -Z sanitizer=address"
RUSTC_BOOTSTRAP=1 RUSTFLAGS="$flags" cargo build --release --target "$host" --quiet
mkdir -p artifacts
targets=$target
[ "$target" != all ] || targets=$(cd fuzz_targets && printf '%s\n' *.rs | sed 's/\.rs$//')
for name in $targets; do
    mkdir -p "found/$name" "corpus/$name"
    max=4096
    [ "$name" != article ] || max=12000
    echo "== $name, ${seconds} s" >&2
    "target/$host/release/$name" "found/$name" "corpus/$name" -max_total_time="$seconds" -timeout=30 -rss_limit_mb=3000 \
        -max_len="$max" -artifact_prefix="artifacts/$name-" -print_final_stats=1 ${BYLINE_FUZZ_OPTIONS:-}
done
